"""What a client does with blocks: find a button, offer options, check and collect what was filled in."""

import re
from collections.abc import Callable, Mapping

from tests.platforms.fake_slack.shown import elements_of, options_of, text_of
from tests.platforms.fake_slack.wire import Json, as_object, as_objects, as_text

_PICKED = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
_INITIAL = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
    "selected_channel": "initial_channel",
    "selected_users": "initial_users",
    "selected_conversations": "initial_conversations",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "value": "initial_value",
    "files": "initial_files",
}
_DEFAULT_QUERY_LENGTH = 3
_STATELESS = frozenset({"button", "overflow", "icon_button", "feedback_buttons", "workflow_button"})

Offered = Callable[[str], list[Json]]


_ADDRESS = re.compile(r"https?://[^\s<>|]+")
_NAME = re.compile(r"(?<!\S)@([\w.-]+)")
_EVERYBODY = ("here", "channel", "everyone")


def whole_characters(text: str) -> str:
    """Return ``text`` with lone surrogates replaced, which no client can send."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def typed(text: str) -> str:
    """Return what a person typed as Slack hands it on: the three control characters escaped, no half characters."""
    return whole_characters(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def written(text: str, names: Mapping[str, str]) -> str:
    """Return a typed message as Slack hands it on: addresses and the names of members become tokens."""

    def named(found: re.Match[str]) -> str:
        name = found[1]
        if name in _EVERYBODY:
            return f"<!{name}>"
        return f"<@{names[name]}>" if name in names else found[0]

    return _NAME.sub(named, _ADDRESS.sub(lambda found: f"<{found[0]}>", typed(text)))


def in_command(text: str, names: Mapping[str, str], *, escape: bool) -> str:
    """Return the text of a slash command; names become tokens only where the manifest says ``should_escape``."""
    if not escape:
        return typed(text)
    told = {name: f"{user}|{name}" for name, user in names.items()}
    return written(text, told)


def composed(text: str) -> Json:
    """Return the rich_text block that Slack's composer makes of a message."""
    said: Json = {"type": "rich_text_section", "elements": [{"type": "text", "text": whole_characters(text)}]}
    return {"type": "rich_text", "elements": [said]}


def min_query_length(element: Json) -> int:
    """Return how many characters an external select waits for; three unless it says otherwise."""
    given = element.get("min_query_length", _DEFAULT_QUERY_LENGTH)
    return given if isinstance(given, int) else _DEFAULT_QUERY_LENGTH


def button(payload: Json, label: str) -> tuple[Json, Json]:
    """Return the block and the button that shows ``label`` (or its accessibility label)."""
    buttons = [(b, e) for b, e in elements_of(payload.get("blocks")) if e.get("type") in ("button", "icon_button")]
    labels = [text_of(element.get("text")) for _, element in buttons]
    for (block, element), shown in zip(buttons, labels, strict=True):
        if label in (shown, element.get("accessibility_label")):
            return block, element
    raise AssertionError(f"there is no button {label!r}, only {labels}")


def element(payload: Json, action_id: str) -> tuple[Json, Json]:
    """Return the block and the element with this action_id."""
    for block, found in elements_of(payload.get("blocks")):
        if found.get("action_id") == action_id:
            return block, found
    raise AssertionError(f"there is no element {action_id!r}")


def option(found: Json, label: str, offered: list[Json]) -> Json:
    """Return the option with this label among those the person is shown."""
    options = [*options_of(found), *offered]
    for one in options:
        if text_of(one.get("text")) == label:
            return one
    raise AssertionError(f"there is no option {label!r}, only {[text_of(one.get('text')) for one in options]}")


def click_action(block: Json, found: Json) -> Json:
    """Return the action of a clicked button."""
    kept = ("action_id", "type", "text", "value", "style", "url", "confirm")
    return {key: found[key] for key in kept if key in found} | {"block_id": block.get("block_id")}


def choice_action(block: Json, found: Json, picked: Json) -> Json:
    """Return the action of a chosen option."""
    key = _PICKED.get(as_text(found.get("type")), "selected_option")
    return {
        "type": found.get("type"),
        "action_id": found.get("action_id"),
        "block_id": block.get("block_id"),
        key: [picked] if key == "selected_options" else picked,
    }


def remember(state: dict[str, Json], action: Json) -> None:
    """Note in a surface's state what was chosen."""
    kept = {key: item for key, item in action.items() if key not in ("action_id", "block_id")}
    state.setdefault(as_text(action.get("block_id")), {})[as_text(action.get("action_id"))] = kept


def state_of(payload: Json, typed: Mapping[str, Json]) -> dict[str, Json]:
    """Return ``state.values``: every element that holds a value, as chosen or as it began."""
    state: dict[str, Json] = {}
    for block, found in elements_of(payload.get("blocks")):
        kind, block_id, action_id = as_text(found.get("type")), as_text(block.get("block_id")), found["action_id"]
        if kind in _STATELESS:
            continue
        key = _PICKED.get(kind, "value")
        empty: object = [] if key.endswith("s") else None
        now = as_object(typed.get(block_id)).get(str(action_id))
        began = {"type": kind, key: found.get(_INITIAL[key], empty)}
        state.setdefault(block_id, {})[str(action_id)] = now or began
    return state


def filled(payload: Json, values: Mapping[str, object], offered: Offered, typed: Mapping[str, Json]) -> dict[str, Json]:
    """Return the state of a form after filling in ``values`` over what was ``typed``; a client's own checks are made.

    Raises:
        AssertionError: no such field, no such option, a required field left empty, a text too long or too short.
    """
    state: dict[str, Json] = {}
    left = dict(values)
    for block in as_objects(payload.get("blocks")):
        for _, found in elements_of([block]):
            action_id, block_id = as_text(found.get("action_id")), as_text(block.get("block_id"))
            names = (text_of(block.get("label", "")), block_id, action_id)
            name = next((name for name in names if name and name in left), None)
            key = _PICKED.get(as_text(found.get("type")), "value")
            if found.get("type") in _STATELESS:
                continue
            before = as_object(as_object(typed.get(block_id)).get(action_id)).get(key, found.get(_INITIAL[key]))
            value = before if name is None else _value(found, left.pop(name), offered(action_id))
            if value in (None, "", []) and block.get("type") == "input" and not block.get("optional"):
                raise AssertionError(f"{names[0] or block_id} must be filled in: the client does not send it empty")
            _check_length(found, value)
            empty: object = [] if key.endswith("s") else None
            state.setdefault(block_id, {})[action_id] = {
                "type": found.get("type"),
                key: empty if value in (None, "") else value,
            }
    if left:
        raise AssertionError(f"the form has no {sorted(left)}")
    return state


def _value(found: Json, given: object, offered: list[Json]) -> object:
    key = _PICKED.get(as_text(found.get("type")))
    if key == "selected_option":
        return option(found, str(given), offered)
    if key == "selected_options":
        labels = given if isinstance(given, list | tuple) else [given]
        return [option(found, str(label), offered) for label in labels]
    return given


def _check_length(found: Json, value: object) -> None:
    if found.get("type") != "plain_text_input" or not isinstance(value, str) or not value:
        return
    most, least = found.get("max_length"), found.get("min_length")
    if isinstance(most, int) and len(value) > most:
        raise AssertionError(f"the client takes {most} characters, not {len(value)}")
    if isinstance(least, int) and len(value) < least:
        raise AssertionError(f"the client wants {least} characters, not {len(value)}")
    if "\n" in value and not found.get("multiline"):
        raise AssertionError("the client takes one line here")


def labels_of(payload: Json) -> dict[str, str]:
    """Return block_id → label of the input blocks."""
    blocks = as_objects(payload.get("blocks"))
    inputs = [block for block in blocks if block.get("type") == "input"]
    return {as_text(block.get("block_id")): text_of(as_object(block.get("label"))) for block in inputs}
