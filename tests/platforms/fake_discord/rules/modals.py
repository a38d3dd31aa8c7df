"""Modals, after Discord's pages on interaction responses and components."""

from collections.abc import Iterator
from typing import Any

from tests.platforms.fake_discord.rules.components import (
    LABEL,
    ROW,
    SELECTS,
    TEXT_INPUT,
    Placed,
    blank,
    options_apart,
    placed,
    select,
    unique_ids,
)
from tests.platforms.fake_discord.rules.problem import Problem, items, text_of

_MAX_COMPONENTS = 5
_RADIO, _CHECKBOXES = 21, 22


def modal(body: dict[str, Any], path: str) -> Iterator[Problem]:
    """Yield what is wrong with the data of a modal."""
    top = items(body.get("components"))
    tree = list(placed(body.get("components"), f"{path}.components"))
    yield from blank(body, "title", path)
    if len(top) > _MAX_COMPONENTS:
        yield Problem(
            f"{path}.components", "five-components", f"has {len(top)} components, more than {_MAX_COMPONENTS}"
        )
    yield from unique_ids(tree)
    for each in tree:
        if each.type == ROW and len(items(each.body.get("components"))) > 1:
            yield Problem(each.path, "one-input", "a row of a modal holds one input")
        elif each.type == LABEL:
            yield from blank(each.body, "label", each.path)
        elif each.type == TEXT_INPUT:
            yield from _text_input(each)
        elif each.type in SELECTS:
            yield from _select(each)
        elif each.type in {_RADIO, _CHECKBOXES}:
            yield from options_apart(items(each.body.get("options")), f"{each.path}.options")


def _text_input(field: Placed) -> Iterator[Problem]:
    body = field.body
    if field.parent == ROW and not text_of(body.get("label")).strip():
        yield Problem(f"{field.path}.label", "label-missing", "an input in a row needs a label")
    if field.parent == LABEL and body.get("label"):
        yield Problem(f"{field.path}.label", "label-twice", "the label around the input says it already")
    least, most, preset = body.get("min_length"), body.get("max_length"), text_of(body.get("value"))
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield Problem(f"{field.path}.min_length", "length-range", f"{least} is more than max_length, {most}")
    if preset and isinstance(most, int) and len(preset) > most:
        yield Problem(f"{field.path}.value", "preset-length", f"has {len(preset)} characters, more than {most}")
    if preset and isinstance(least, int) and len(preset) < least:
        yield Problem(f"{field.path}.value", "preset-length", f"has {len(preset)} characters, fewer than {least}")


def _select(menu: Placed) -> Iterator[Problem]:
    yield from select(menu)
    if menu.body.get("disabled") is True:
        yield Problem(f"{menu.path}.disabled", "modal-disabled", "nothing in a modal can be disabled")
    if menu.body.get("min_values") == 0 and menu.body.get("required", True) is not False:
        yield Problem(f"{menu.path}.min_values", "required-range", "is 0 although the menu is required")
