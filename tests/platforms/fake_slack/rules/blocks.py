"""Blocks, one by one and as the list of a message or view."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from tests.platforms.fake_slack.rules import markup
from tests.platforms.fake_slack.rules.elements import (
    IMAGE,
    IMAGE_SOURCE,
    IN_ACTIONS,
    IN_CARD,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    one_of_keys,
)
from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.rules.rich_text import CELL, RICH_TEXT_ELEMENTS
from tests.platforms.fake_slack.rules.shapes import (
    Check,
    Rule,
    by_type,
    choice,
    flag,
    items,
    length,
    record,
    text,
    whole,
)
from tests.platforms.fake_slack.rules.texts import either, plain
from tests.platforms.fake_slack.shown import elements_of

_TABLE_CHARACTERS = 10_000
_MARKDOWN_CHARACTERS = 12_000
_CARD_CONTENT = ("hero_image", "title", "actions", "body")


def _block(kind: str, required: dict[str, Check], optional: dict[str, Check] | None = None, *also: Rule) -> Check:
    return record({"type": choice(kind), **required}, {"block_id": text(1, 255), **(optional or {})}, *also)


def _says_something(value: dict[str, object], path: str) -> Iterator[Problem]:
    if "text" not in value and "fields" not in value:
        yield Problem(path, "one_of", "must have text or fields")


def _markdown_is_dead(value: dict[str, object], path: str) -> Iterator[Problem]:
    if isinstance(written := value.get("text"), str):
        yield from markup.in_markdown(written, f"{path}.text")


def _is_rectangle(value: dict[str, object], path: str) -> Iterator[Problem]:
    rows = value.get("rows")
    widths = {len(row) for row in rows if isinstance(row, list)} if isinstance(rows, list) else set()
    if len(widths) > 1:
        yield Problem(f"{path}.rows", "ragged", f"has rows of {sorted(widths)} cells", house=True)


def _table_fits(value: dict[str, object], path: str) -> Iterator[Problem]:
    size = sum(length(written) for written in _texts_in(value.get("rows")))
    if size > _TABLE_CHARACTERS:
        yield Problem(f"{path}.rows", "too_long", f"has {size} characters in its cells, {_TABLE_CHARACTERS} at most")


def _plain_head(value: dict[str, object], path: str) -> Iterator[Problem]:
    rows = value.get("rows")
    head = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else []
    if any(isinstance(cell, dict) and cell.get("type") == "rich_text" for cell in head):
        yield Problem(f"{path}.rows[0]", "not_here", "a header cell cannot be rich_text")


def _card_has_content(value: dict[str, object], path: str) -> Iterator[Problem]:
    if not any(key in value for key in _CARD_CONTENT):
        yield Problem(path, "one_of", f"must have one of {', '.join(_CARD_CONTENT)}")


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "text" and isinstance(item, str):
                yield item
            else:
                yield from _texts_in(item)


_CELLS = by_type(
    {
        "raw_text": record({"type": choice("raw_text"), "text": text(1, _TABLE_CHARACTERS)}),
        "raw_number": record({"type": choice("raw_number"), "value": whole(-(10**15), 10**15)}, {"text": text(1, 100)}),
        "rich_text": CELL,
    }
)
_COLUMN = record({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})
_CARD = _block(
    "card",
    {},
    {
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": either(150),
        "subtitle": either(150),
        "body": either(200),
        "actions": items(IN_CARD, 1, 25),
    },
    _card_has_content,
)
_IN_CONTEXT = by_type(
    {
        "image": IMAGE,
        "plain_text": plain(3000),
        "mrkdwn": either(3000),
    }
)

BLOCKS: dict[str, Check] = {
    "section": _block(
        "section",
        {},
        {"text": either(3000), "fields": items(either(2000), 1, 10), "accessory": IN_SECTION, "expand": flag},
        _says_something,
    ),
    "header": _block("header", {"text": plain(150)}),
    "divider": _block("divider", {}),
    "image": _block(
        "image",
        {"alt_text": text(1, 2000)},
        {**IMAGE_SOURCE, "title": plain(2000)},
        one_of_keys("image_url", "slack_file"),
    ),
    "context": _block("context", {"elements": items(_IN_CONTEXT, 1, 10)}),
    "actions": _block("actions", {"elements": items(IN_ACTIONS, 1, 25)}),
    "input": _block(
        "input",
        {"label": plain(2000), "element": IN_INPUT},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "markdown": _block("markdown", {"text": text(1, _MARKDOWN_CHARACTERS)}, None, _markdown_is_dead),
    "rich_text": _block("rich_text", {"elements": RICH_TEXT_ELEMENTS}),
    "table": _block(
        "table",
        {"rows": items(items(_CELLS, 1, 20), 1, 100)},
        {"column_settings": items(_COLUMN, 0, 20)},
        _is_rectangle,
        _table_fits,
    ),
    "data_table": _block(
        "data_table",
        {"rows": items(items(_CELLS, 1, 20), 2, 101), "caption": text(1, 2000)},
        {"page_size": whole(1, 100), "row_header_column_index": whole(0, 19)},
        _is_rectangle,
        _table_fits,
        _plain_head,
    ),
    "alert": _block(
        "alert", {"text": either(3000)}, {"level": choice("default", "info", "warning", "error", "success")}
    ),
    "card": _CARD,
    "carousel": _block("carousel", {"elements": items(by_type({"card": _CARD}), 1, 10)}),
    "context_actions": _block("context_actions", {"elements": items(IN_CONTEXT_ACTIONS, 1, 5)}),
}
"""Every block with a table. Slack knows more (call, container, file, plan, task_card, video): give one a table before using it."""

_VIEW_BLOCKS = frozenset(
    {"actions", "alert", "card", "context", "divider", "header", "image", "input", "rich_text", "section"}
)
ALLOWED: Mapping[str, frozenset[str]] = {
    "message": frozenset(BLOCKS),
    "modal": _VIEW_BLOCKS,
    "home": _VIEW_BLOCKS,
}


def block_list(surface: str, high: int, low: int = 0) -> Check:
    """The blocks of a message or view: each by its table, ids unique, totals kept."""
    each = items(by_type(BLOCKS, ALLOWED[surface]), low, high)

    def check(value: object, path: str) -> Iterator[Problem]:
        yield from each(value, path)
        if isinstance(value, list):
            yield from _together(value, path)

    return check


def _together(blocks: list[object], path: str) -> Iterator[Problem]:
    found = [block for block in blocks if isinstance(block, dict)]
    acting = [element for _, element in elements_of(found)]
    block_ids = [block["block_id"] for block in found if isinstance(block.get("block_id"), str)]
    action_ids = [element["action_id"] for element in acting if isinstance(element["action_id"], str)]
    for name, ids in (("block_id", block_ids), ("action_id", action_ids)):
        for one, times in Counter(ids).items():
            if times > 1:
                yield Problem(path, f"double_{name}", f"{name} {one!r} is there {times} times")
    kinds = Counter(str(block.get("type")) for block in found)
    if kinds["table"] + kinds["data_table"] > 1:
        yield Problem(path, "too_many_tables", "a message takes one table")
    written = sum(length(str(block.get("text", ""))) for block in found if block.get("type") == "markdown")
    if written > _MARKDOWN_CHARACTERS:
        yield Problem(path, "too_long", f"has {written} characters of markdown, {_MARKDOWN_CHARACTERS} at most")
    if sum(element.get("focus_on_load") is True for element in acting) > 1:
        yield Problem(path, "double_focus", "more than one element takes the focus")


def json_bytes(value: object) -> int:
    """Return the size of ``value`` as compact JSON in UTF-8."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
