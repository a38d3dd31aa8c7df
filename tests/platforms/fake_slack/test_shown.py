"""What people read, and what is alive in it."""

import pytest

from tests.platforms.fake_slack import alive
from tests.platforms.fake_slack.recorder import Call, Recorder
from tests.platforms.fake_slack.rules.blocks import BLOCKS
from tests.platforms.fake_slack.samples import (
    actions,
    button,
    cell,
    input_block,
    mrkdwn,
    option,
    plain,
    rich,
    section,
    select,
    table,
)
from tests.platforms.fake_slack.shown import buttons_of, shown_text
from tests.platforms.fake_slack.wire import Json

LIST: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": word}]} for word in ("受電", "架電")
            ],
        }
    ],
}
TEXTS: dict[str, tuple[Json, str]] = {
    "entities are decoded in mrkdwn": (section(text=mrkdwn("R&amp;D &lt;b&gt;")), "R&D <b>"),
    "and not in plain text": (section(text=plain("R&amp;D")), "R&amp;D"),
    "a masked link shows its label": (section(text=mrkdwn("<https://x.jp|docs> <https://y.jp>")), "docs https://y.jp"),
    "fields follow the text": (section(text=plain("a"), fields=[plain("b"), plain("c")]), "a\nb\nc"),
    "rich text is literal": (rich({"type": "text", "text": "<@U1> &amp;"}), "<@U1> &amp;"),
    "list items stand on lines": (LIST, "受電\n架電"),
    "table cells are parted": (table([cell("a"), cell("b")], [cell("c"), cell("d")]), "a | b\nc | d"),
    "options are read": (actions(select(placeholder=plain("Which?"), options=[option(1)])), "Which? 受電 1"),
    "a label and a hint": (input_block(hint=plain("any script")), "Word\nany script"),
    "an image says its alternative": (
        {"type": "context", "elements": [{"type": "image", "alt_text": "a stamp", "image_url": "https://x.jp/a"}]},
        "a stamp",
    ),
    "a card": ({"type": "card", "title": plain("a"), "body": plain("b"), "actions": [button()]}, "a\nb\nShare"),
    "an alert": ({"type": "alert", "text": plain("careful")}, "careful"),
    "markdown": ({"type": "markdown", "text": "# a"}, "# a"),
    "a divider shows nothing": ({"type": "divider"}, ""),
}


@pytest.mark.parametrize("case", TEXTS)
def test_text_is_read_as_slack_shows_it(case: str) -> None:
    block, text = TEXTS[case]
    assert block["type"] in BLOCKS
    assert shown_text([block]) == text


def test_buttons_are_named_in_reading_order() -> None:
    blocks = [section(text=plain("x"), accessory=button(1, text=plain("A"))), actions(button(2, text=plain("B")))]
    assert buttons_of(blocks) == ("A", "B")


ALIVE: dict[str, tuple[Json, list[str], list[str]]] = {
    "nothing": ({"text": "&lt;!channel&gt; http://x.jp", "blocks": [section(text=plain("@here http://x.jp"))]}, [], []),
    "a token in the text": ({"text": "<!channel> <@U1> <!subteam^S1>"}, ["<!channel>", "<@U1>", "<!subteam^S1>"], []),
    "a masked link": ({"text": "<https://x.jp|bank>"}, [], ["<https://x.jp|bank>"]),
    "a bare link": ({"text": "see http://x.jp"}, [], ["http://x.jp"]),
    "a bare link that Slack is told to leave": ({"text": "see http://x.jp", "parse": "none"}, [], []),
    "a channel": ({"text": "<#C1>"}, [], ["<#C1>"]),
    "names called": ({"text": "@here", "link_names": True}, ["@here"], []),
    "mrkdwn": ({"blocks": [section(text=mrkdwn("@here www.x.jp"))]}, ["@here"], ["www.x.jp"]),
    "mrkdwn taken at its word": ({"blocks": [section(text=mrkdwn("@here www.x.jp", verbatim=True))]}, [], []),
    "markdown": (
        {"blocks": [{"type": "markdown", "text": "<!here> [x](https://x.jp)"}]},
        ["<!here>"],
        ["https://x.jp", "https://x.jp)"],
    ),
    "rich text": (
        {"blocks": [rich({"type": "user", "user_id": "U1"}, {"type": "link", "url": "https://x.jp"})]},
        ["{'type': 'user', 'user_id': 'U1'}"],
        ["https://x.jp"],
    ),
    "a button": ({"blocks": [actions(button(url="https://x.jp"))]}, [], ["https://x.jp"]),
    "a view": ({"view": {"blocks": [section(text=mrkdwn("<!here>"))]}}, ["<!here>"], []),
}


@pytest.mark.parametrize("case", ALIVE)
def test_everything_alive_is_found(case: str) -> None:
    body, pings, links = ALIVE[case]
    recorder = Recorder()
    recorder.add_call(Call(method="chat.postMessage", args=body, answer={"ok": True}))
    recorder.add_call(Call(method="chat.postMessage", args={"text": "<!here>"}, answer={"ok": False, "error": "x"}))
    assert [one.what for one in alive.pings(recorder)] == pings
    assert [one.what for one in alive.links(recorder)] == links
