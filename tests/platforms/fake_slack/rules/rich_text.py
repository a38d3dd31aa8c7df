"""The rich_text block: its text elements are literal, so it is where people's text is safest."""

from collections.abc import Iterator

from tests.platforms.fake_slack.rules.elements import WEB_ADDRESS
from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.rules.shapes import Check, Rule, by_type, choice, flag, items, record, text, whole

_MOST = 3000
_ID = text(1, 64)
_STYLE = record({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))


def _part(kind: str, required: dict[str, Check], optional: dict[str, Check] | None = None, *also: Rule) -> Check:
    return record({"type": choice(kind), **required}, {"style": _STYLE, **(optional or {})}, *also)


def _loud(value: dict[str, object], path: str) -> Iterator[Problem]:
    yield Problem(path, "live_element", f"{value.get('type')} wakes everybody", house=True)


_PARTS: dict[str, Check] = {
    "text": _part("text", {"text": text(1, _MOST)}),
    "link": _part("link", {"url": WEB_ADDRESS}, {"text": text(1, _MOST)}),
    "emoji": _part("emoji", {"name": text(1, 100)}, {"unicode": text(1, 100), "skin_tone": whole(1, 6)}),
    "user": _part("user", {"user_id": _ID}),
    "channel": _part("channel", {"channel_id": _ID}),
    "usergroup": _part("usergroup", {"usergroup_id": _ID}, None, _loud),
    "broadcast": _part("broadcast", {"range": choice("here", "channel", "everyone")}, None, _loud),
    "date": _part("date", {"timestamp": whole(0, 10**10), "format": text(1, 255)}, {"fallback": text(1, _MOST)}),
    "color": _part("color", {"value": text(1, 20)}),
}
_INLINE = items(by_type(_PARTS), 1, 1000)
_LITERAL = items(by_type(_PARTS, frozenset({"text", "link"})), 1, 1000)
_BORDER = choice(0, 1)
_SECTION = record({"type": choice("rich_text_section"), "elements": _INLINE})

_GROUPS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_quote": record({"type": choice("rich_text_quote"), "elements": _INLINE}, {"border": _BORDER}),
    "rich_text_preformatted": record(
        {"type": choice("rich_text_preformatted"), "elements": _LITERAL}, {"border": _BORDER, "language": text(1, 50)}
    ),
    "rich_text_list": record(
        {
            "type": choice("rich_text_list"),
            "style": choice("bullet", "ordered"),
            "elements": items(by_type({"rich_text_section": _SECTION}), 1, 1000),
        },
        {"indent": whole(0, 8), "offset": whole(0, 10**6), "border": _BORDER},
    ),
}

RICH_TEXT_ELEMENTS = items(by_type(_GROUPS), 1, 1000)
CELL = record({"type": choice("rich_text"), "elements": RICH_TEXT_ELEMENTS})
