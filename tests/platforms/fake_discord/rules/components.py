"""Components of messages and modals: what the document cannot say about the tree as a whole.

From Discord's component reference: rows, button styles, ids, and the limits of Components V2.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.platforms.fake_discord.rules.problem import Problem, items, text_of

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 2, 3, 4, 10, 18
SELECTS = {3, 5, 6, 7, 8}
_ONLY_V2 = {9, TEXT_DISPLAY, 11, 12, 13, 14, 17}
_LINK, _PREMIUM = 5, 6
_MAX_ROWS = 5
_MAX_COMPONENTS_V2 = 40
_MAX_TEXT_V2 = 4000


@dataclass(frozen=True, slots=True)
class Placed:
    """A component and where it stands; ``parent`` is the type of what holds it, 0 at the top."""

    body: dict[str, Any]
    path: str
    parent: int = 0

    @property
    def type(self) -> object:
        """Its type."""
        return self.body.get("type")


def placed(components: object, path: str, parent: int = 0) -> Iterator[Placed]:
    """Yield every component of the tree, outer before inner."""
    if not isinstance(components, list):
        return
    for index, each in enumerate(components):
        if isinstance(each, dict):
            yield from _with_inner(Placed(each, f"{path}[{index}]", parent))


def _with_inner(component: Placed) -> Iterator[Placed]:
    yield component
    kind = component.type if isinstance(component.type, int) else 0
    yield from placed(component.body.get("components"), f"{component.path}.components", kind)
    for key in ("accessory", "component"):
        if isinstance(component.body.get(key), dict):
            yield from _with_inner(Placed(component.body[key], f"{component.path}.{key}", kind))


def message_components(components: object, path: str, *, v2: bool) -> Iterator[Problem]:
    """Yield what is wrong with the components of a message."""
    tree = list(placed(components, path))
    yield from unique_ids(tree)
    for each in tree:
        if each.type == ROW:
            yield from _row(each)
        elif each.type == BUTTON:
            yield from _button(each)
        elif each.type in SELECTS:
            yield from select(each)
        elif each.type == TEXT_DISPLAY:
            yield from blank(each.body, "content", each.path)
    yield from _layout_v2(tree, path) if v2 else _layout(tree, path)


def _layout(tree: list[Placed], path: str) -> Iterator[Problem]:
    for each in tree:
        if each.type in _ONLY_V2:
            yield Problem(each.path, "v2-flag", f"a component of type {each.type} needs the flag for Components V2")
    rows = sum(each.parent == 0 for each in tree)
    if rows > _MAX_ROWS:
        yield Problem(path, "five-rows", f"has {rows} rows, more than {_MAX_ROWS}")


def _layout_v2(tree: list[Placed], path: str) -> Iterator[Problem]:
    if len(tree) > _MAX_COMPONENTS_V2:
        yield Problem(path, "forty-components", f"has {len(tree)} components in all, more than {_MAX_COMPONENTS_V2}")
    size = sum(len(text_of(each.body.get("content"))) for each in tree if each.type == TEXT_DISPLAY)
    if size > _MAX_TEXT_V2:
        yield Problem(path, "text-4000", f"has {size} characters of text in all, more than {_MAX_TEXT_V2}")


def unique_ids(tree: Iterable[Placed]) -> Iterator[Problem]:
    """Yield the custom_ids and ids that stand on two components."""
    for key, rule in (("custom_id", "custom-id-twice"), ("id", "id-twice")):
        seen: set[object] = set()
        for each in tree:
            value = each.body.get(key)
            if value and isinstance(value, str | int):
                if value in seen:
                    yield Problem(f"{each.path}.{key}", rule, f"{value!r} is taken already")
                seen.add(value)


def _row(row: Placed) -> Iterator[Problem]:
    inside = items(row.body.get("components"))
    if len(inside) > 1 and any(each.get("type") in SELECTS for each in inside):
        yield Problem(row.path, "select-alone", "a select menu shares its row")


def _button(button: Placed) -> Iterator[Problem]:
    body, style = button.body, button.body.get("style")
    wanted = {_LINK: "url", _PREMIUM: "sku_id"}.get(style if isinstance(style, int) else 0, "custom_id")
    if not body.get(wanted):
        yield Problem(f"{button.path}.{wanted}", "button-style", f"a button of style {style} needs it")
    for key in {"url", "sku_id", "custom_id"} - {wanted}:
        if body.get(key):
            yield Problem(f"{button.path}.{key}", "button-style", f"a button of style {style} cannot have it")
    face = [key for key in ("label", "emoji") if body.get(key)]
    if style == _PREMIUM and face:
        yield Problem(button.path, "button-style", f"a premium button cannot have {face}")
    if style != _PREMIUM and "emoji" not in face and not text_of(body.get("label")).strip():
        yield Problem(f"{button.path}.label", "button-face", "a button needs a label or an emoji")


def select(menu: Placed) -> Iterator[Problem]:
    """Yield what is wrong with a select menu."""
    body = menu.body
    least, most = _number(body.get("min_values"), 1), _number(body.get("max_values"), 1)
    if least > most:
        yield Problem(f"{menu.path}.min_values", "select-range", f"{least} is more than max_values, {most}")
    options = items(body.get("options"))
    if menu.type != STRING_SELECT or not options:
        return
    if most > len(options):
        yield Problem(f"{menu.path}.max_values", "select-range", f"{most} is more than the {len(options)} options")
    chosen = sum(each.get("default") is True for each in options)
    if chosen > most:
        yield Problem(
            f"{menu.path}.options", "select-range", f"{chosen} options are chosen beforehand, more than {most}"
        )
    yield from options_apart(options, f"{menu.path}.options")


def options_apart(options: list[dict[str, Any]], path: str) -> Iterator[Problem]:
    """Yield options with the same value, and labels without text."""
    for value, times in Counter(text_of(each.get("value")) for each in options).items():
        if times > 1:
            yield Problem(path, "option-twice", f"the value {value!r} stands there {times} times")
    for index, each in enumerate(options):
        yield from blank(each, "label", f"{path}[{index}]")


def blank(body: dict[str, Any], key: str, path: str) -> Iterator[Problem]:
    """Yield a problem if the text at ``key`` is there but has nothing to see."""
    if isinstance(body.get(key), str) and not body[key].strip():
        yield Problem(f"{path}.{key}" if path else key, "blank", "has nothing to see")


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
