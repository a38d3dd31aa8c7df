"""Every reply the product can make, as Slack's blocks: within the limits, with nothing lost, in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest

from adapters.slack_app.render import ASK, PRESS, Renderer
from adapters.slack_app.rich import Writer
from adapters.slack_app.wire import Json, cut, typed, units
from bot.lexicon.model import Glossary
from bot.localized import Locale
from bot.reply import (
    BulletList,
    Button,
    Divider,
    Emphasis,
    Field,
    FieldList,
    InputButton,
    Note,
    Paragraph,
    Quotation,
    Reply,
    Ruby,
    Span,
    Table,
    Text,
    code,
    plain,
)
from tests.platforms.fake_slack.shown import buttons_of, shown_text
from tests.platforms.slack_hostile import FLAT
from tests.platforms.test_renderers import EVERYTHING, SAID, replies
from tests.platforms.validate_slack import Kind, assert_valid

RENDERER = Renderer(Writer(""))


def nodes(value: Any) -> Iterator[Json]:
    """Yield every object in a body."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def assert_fits(reply: Reply, locale: Locale = Locale.EN) -> Json:
    """Both forms keep every rule; return the message."""
    message = RENDERER.message(reply, locale)
    assert_valid(message, Kind.RESPONSE_URL)
    assert_valid({"trigger_id": "1", "view": RENDERER.modal(reply, locale)}, Kind.VIEWS_OPEN)
    return message


def test_every_kind_of_block_is_shown_and_read_out() -> None:
    message = assert_fits(EVERYTHING)
    shown = shown_text(message["blocks"])

    # A list of Slack's numbers itself, and a table names its columns in each row.
    assert [text for text in SAID if text not in shown and text != "1."] == []
    assert [text for text in SAID if text not in message["text"]] == []
    assert buttons_of(message["blocks"]) == ("press me", "and me", "type")


def test_every_entry_and_contrast_fits_whole(glossary: Glossary) -> None:
    for locale in Locale:
        for name, reply in replies(glossary):
            message = assert_fits(reply, locale)

            assert "the buttons lead on" not in shown_text(message["blocks"]), name
            assert len(message["text"]) <= 4000, name


def test_styles_are_elements_and_never_markup() -> None:
    text = (Span("a", Emphasis.STRONG), Span("b", Emphasis.SOFT), Span("c", Emphasis.CODE), Ruby("顧客", "こきゃく"))
    message = assert_fits(Reply(title=plain("x"), blocks=(Paragraph(text),)))
    (rich,) = [block for block in message["blocks"] if block["type"] == "rich_text"]

    assert rich["elements"][0]["elements"] == [
        {"type": "text", "text": "a", "style": {"bold": True}},
        {"type": "text", "text": "b", "style": {"italic": True}},
        {"type": "text", "text": "c", "style": {"code": True}},
        {"type": "text", "text": "顧客（こきゃく）"},
    ]
    assert [node for node in nodes(message) if node.get("type") == "mrkdwn"] == []


def test_ids_say_whether_a_button_asks_and_come_once() -> None:
    buttons = (Button("one", "show/x"), Button("two", "show/x"), InputButton("ask", "define", "A word"))
    message = assert_fits(Reply(title=plain("x"), buttons=buttons))

    ids = [node["action_id"] for node in nodes(message) if "action_id" in node]
    assert ids == [f"{PRESS}show/x", f"{ASK}define"]


def test_a_modal_has_no_button_that_needs_a_channel() -> None:
    reply = Reply(title=plain("x"), buttons=(Button("Share", "share/entry/x"), Button("Show", "show/x")))

    assert buttons_of(RENDERER.modal(reply, Locale.EN)["blocks"]) == ("Show",)


TOO_MUCH = {
    "paragraphs": tuple(Paragraph(plain(f"{number} " + "あ" * 900)) for number in range(40)),
    "notes": tuple(Note(plain(f"note {number}")) for number in range(90)),
    "bullets": (BulletList(tuple(plain("い" * 200) for _ in range(200))),),
    "quotations": tuple(Quotation(plain("う" * 500), "え" * 500, "o" * 500) for _ in range(20)),
    "table": (Table(head=(plain("a"),), rows=tuple((str(n), (plain("お" * 100),)) for n in range(200))),),
}


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("blocks", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_too_much_is_dropped_in_whole_blocks_and_said(blocks: tuple[Any, ...], locale: Locale) -> None:
    message = assert_fits(Reply(title=plain("x"), blocks=blocks, buttons=(Button("more", "show/x"),)), locale)

    shown = shown_text(message["blocks"])
    assert ("the buttons lead on" if locale is Locale.EN else "続きはボタンから") in shown
    assert buttons_of(message["blocks"]) == ("more",)


def test_a_single_text_that_is_too_long_is_cut() -> None:
    message = assert_fits(Reply(title=plain("x"), blocks=(Paragraph(plain("あ" * 50_000)),)))

    assert shown_text(message["blocks"]).endswith("あ…")


@pytest.mark.parametrize(("name", "text"), FLAT, ids=[name for name, _ in FLAT])
def test_hostile_text_fits_wherever_it_stands(name: str, text: str) -> None:
    inline = plain(text)
    blocks = (
        Paragraph(inline), BulletList((inline, inline)), Quotation(inline, text, text), Note(inline),
        Table(head=(inline,), rows=((text, (inline,)),)), FieldList(()), Paragraph((Ruby(text, text),)),
    )  # fmt: skip
    for title in (inline, code(text)):
        assert_fits(Reply(title=title, blocks=blocks, buttons=(Button(text or "x", "show/x"),)))


def test_more_than_25_buttons_are_cut_to_what_slack_takes() -> None:
    reply = Reply(title=plain("x"), buttons=tuple(Button(str(number), f"show/{number}") for number in range(40)))

    assert len(buttons_of(assert_fits(reply)["blocks"])) == 25


def test_a_prefix_is_put_before_commands_and_nothing_else() -> None:
    writer = Writer("nh-")
    said = writer.plain((*plain("Type /define word or /quiz. ".replace("word", "x/define")), *code("/help quiz")))

    assert said == "Type /nh-define x/define or /nh-quiz. /nh-help quiz"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("<https://example.invalid|受電>", "受電"),
        ("<https://example.invalid>", "https://example.invalid"),
        ("<mailto:a@example.invalid|a@example.invalid>", "a@example.invalid"),
        ("<#C1|general> <#C1>", "#general "),
        ("<!here> <!subteam^S1|@team>", " @team"),
    ],
)
def test_what_slack_made_of_typing_is_undone(raw: str, expected: str) -> None:
    assert typed(raw) == expected


def test_a_cut_counts_as_slack_does() -> None:
    assert units("𠮷") == 2
    assert cut("𠮷" * 10, 9) == "𠮷𠮷𠮷𠮷…"


def test_paragraphs_that_follow_each_other_are_lines_of_one_section() -> None:
    reply = Reply(title=plain("T"), blocks=(Paragraph(plain("One.")), Paragraph(plain("Two."))))

    blocks = RENDERER.blocks(reply, Locale.EN)

    assert [each["type"] for each in blocks[1]["elements"]] == ["rich_text_section"]
    assert shown_text(blocks) == "T\nOne.\nTwo."


def test_a_column_without_a_name_puts_no_colon_before_its_cells() -> None:
    table = Table(head=(plain(""), plain("right")), rows=(("1", (plain("Aiko"), plain("5/5"))),))

    assert list(Writer("").lines(table)) == ["1: Aiko · right: 5/5"]


def test_answers_stand_apart_from_what_else_can_be_done() -> None:
    buttons = (Button("1", "answer/a/0/0"), Button("Skip", "skip/a"), Button("2", "answer/a/0/1"))
    message = assert_fits(Reply(title=plain("x"), buttons=buttons))
    rows = [buttons_of([block]) for block in message["blocks"] if block["type"] == "actions"]

    assert rows == [("1", "2"), ("Skip",)]


def test_a_table_has_all_its_rows_on_one_line_or_none_and_tells_its_readings_once() -> None:
    head: tuple[Text, ...] = ((Ruby("顧客", "こきゃく"),), plain("客"))
    rows = (("short", (plain("a"), plain("b"))), ("long", (plain("a" * 60), plain("b"))))
    blocks = assert_fits(Reply(title=plain("x"), blocks=(Table(head, rows),)))["blocks"]
    (rich,) = [block for block in blocks if block["type"] == "rich_text"]

    assert [each["type"] for each in rich["elements"]] == ["rich_text_section", "rich_text_list"] * 2
    assert shown_text(blocks).count("こきゃく") == 1


def test_a_list_of_verdicts_has_no_bullets() -> None:
    marked = BulletList((plain("○ right"), plain("× wrong")))
    blocks = assert_fits(Reply(title=plain("x"), blocks=(marked, BulletList((plain("else"),)))))["blocks"]
    (rich,) = [block for block in blocks if block["type"] == "rich_text"]

    assert [each["type"] for each in rich["elements"]] == ["rich_text_section", "rich_text_list"]


def test_a_line_stands_before_labelled_values_and_never_first_or_twice() -> None:
    fields = FieldList((Field("Use", plain("so")),))
    parts = (fields, Paragraph(plain("a")), fields, Divider(), fields)
    blocks = assert_fits(Reply(title=plain("x"), blocks=parts))["blocks"]

    assert [each["type"] for each in blocks] == ["header", "rich_text", "divider", "rich_text", "divider", "rich_text"]
