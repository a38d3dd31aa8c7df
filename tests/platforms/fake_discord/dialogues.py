"""Filling in: select menus and modals, with what a client checks before it sends them."""

from collections.abc import Iterable, Mapping

from tests.platforms.fake_discord.cdn import Upload
from tests.platforms.fake_discord.seen import NotOfferedError
from tests.platforms.fake_discord.wire import Json
from tests.platforms.fake_discord.world import User

_ROW, _STRING_SELECT, _TEXT_INPUT, _USER_SELECT, _TEXT_DISPLAY, _LABEL = 1, 3, 4, 5, 10, 18
_FILE_UPLOAD, _RADIO, _CHECKBOXES, _CHECKBOX = 19, 21, 22, 23
_LONGEST_INPUT = 4000


def chosen(menu: Json, values: Iterable[object]) -> Json:
    """Return what a client sends for ``values``: their strings, and the users it resolves them to."""
    wanted = list(values)
    least, most = menu.get("min_values"), menu.get("max_values")
    if not (1 if least is None else least) <= len(wanted) <= (most or 1):
        msg = f"{len(wanted)} values chosen where {least}–{most} can be"
        raise NotOfferedError(msg)
    if menu["type"] == _USER_SELECT:
        users = [each for each in wanted if isinstance(each, User)]
        if len(users) < len(wanted):
            msg = "only users can be chosen"
            raise NotOfferedError(msg)
        resolved = {"users": {str(each.id): each.json() for each in users}}
        return {"values": [str(each.id) for each in users], "resolved": resolved}
    return {"values": [_option(menu, each) for each in wanted]}


def submission(modal: Json, values: Mapping[str, object]) -> Json:
    """Return the data of a modal filled with ``values``, by labels or custom_ids."""
    left = dict(values)
    components: list[Json] = []
    for number, part in enumerate(modal["components"], start=1):
        if part["type"] == _ROW:
            inputs = [_filled(each, each.get("label") or "", left, 100 * number) for each in part["components"]]
            components.append({"type": _ROW, "id": number, "components": inputs})
        elif part["type"] == _LABEL:
            inside = _filled(part["component"], part["label"], left, 100 * number)
            components.append({"type": _LABEL, "id": number, "component": inside})
        else:
            components.append({"type": _TEXT_DISPLAY, "id": number})
    if left:
        msg = f"the modal {modal['title']!r} has no fields {list(left)}"
        raise NotOfferedError(msg)
    return {"custom_id": modal["custom_id"], "components": components, "resolved": {}}


def _filled(field: Json, label: str, left: dict[str, object], number: int) -> Json:
    missing = object()
    value = left.pop(field["custom_id"], missing)
    if value is missing:
        value = left.pop(label, missing)
    body: Json = {"type": field["type"], "id": field.get("id") or number, "custom_id": field["custom_id"]}
    if field["type"] == _TEXT_INPUT:
        return {**body, "value": _typed(field, label, field.get("value") or "" if value is missing else value)}
    if field["type"] == _CHECKBOX:
        return {**body, "value": bool(field.get("default")) if value is missing else value is True}
    if field["type"] == _FILE_UPLOAD:
        return {**body, "values": _uploaded(field, label, None if value is missing else value)}
    if value is missing:
        preset = [each["value"] for each in field.get("options") or () if each.get("default")]
    else:
        preset = list(value) if isinstance(value, list | tuple) else [value]
    return {**body, **_picked(field, label, preset)}


def _typed(field: Json, label: str, value: object) -> str:
    if not isinstance(value, str):
        msg = f"{value!r} cannot be typed into {label!r}"
        raise NotOfferedError(msg)
    least, most = field.get("min_length") or 0, field.get("max_length") or _LONGEST_INPUT
    if not value and field.get("required", True) is not False:
        msg = f"{label!r} must be filled"
        raise NotOfferedError(msg)
    if value and not least <= len(value) <= most:
        msg = f"{label!r} takes {least}–{most} characters, not {len(value)}"
        raise NotOfferedError(msg)
    if field["style"] == 1 and "\n" in value:
        msg = f"{label!r} has a single line"
        raise NotOfferedError(msg)
    return value


def _uploaded(field: Json, label: str, value: object) -> list[str]:
    if value is None and field.get("required", True) is False:
        return []
    if not isinstance(value, Upload):
        msg = f"{label!r} takes a file"
        raise NotOfferedError(msg)
    return [str(value.id)]


def _picked(field: Json, label: str, wanted: list[object]) -> Json:
    if not wanted and field.get("required", True) is False:
        return {"value": None} if field["type"] == _RADIO else {"values": []}
    if field["type"] == _RADIO:
        if len(wanted) != 1:
            msg = f"one choice of {label!r} must be made"
            raise NotOfferedError(msg)
        return {"value": _option(field, wanted[0])}
    if field["type"] not in {_STRING_SELECT, _USER_SELECT, _CHECKBOXES}:
        msg = f"the fake cannot fill fields of type {field['type']}"
        raise NotOfferedError(msg)
    if field["type"] == _CHECKBOXES:
        field = {"max_values": len(field["options"]), **field}
    return {"values": chosen(field, wanted)["values"]}


def _option(menu: Json, wanted: object) -> str:
    for each in menu.get("options") or ():
        if wanted in {each["value"], each["label"]}:
            return str(each["value"])
    msg = f"{wanted!r} is no option of the menu"
    raise NotOfferedError(msg)
