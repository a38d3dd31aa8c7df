"""Every reply as Discord shows it: valid, whole, and nothing in it but what is meant."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.discord_app.markdown import Names, escape, markdown
from adapters.discord_app.render import ReplyView
from bot.lexicon.model import Glossary
from bot.localized import Locale
from bot.reply import (
    Block,
    BulletList,
    Button,
    FieldList,
    InputButton,
    Note,
    Paragraph,
    Quotation,
    Reply,
    Ruby,
    Table,
    Tone,
    code,
    plain,
    strong,
)
from tests.platforms.fake_discord.world import walk
from tests.platforms.test_renderers import EVERYTHING, replies
from tests.platforms.validate_discord import Kind, assert_valid

pytestmark = pytest.mark.asyncio

V2 = 1 << 15
MORE = ("There is more", "続きは")
SIGNS = re.compile(r"[\\*`_>\s]|-# ")


def payload(reply: Reply, names: Names | None = None) -> dict[str, Any]:
    view = ReplyView(reply, names or Names())
    components = view.to_components()
    return {"components": components, "flags": V2, "allowed_mentions": {"parse": []}}


def text_in(body: dict[str, Any]) -> str:
    return "\n".join(each["content"] for each in walk(body["components"]) if each["type"] == 10)


def bare(text: str) -> str:
    """Return ``text`` without spaces and Markdown signs, to be found again whatever formatting stands around it."""
    return SIGNS.sub("", text)


def said(block: Block) -> Iterator[str]:
    """Yield the texts a block holds."""
    match block:
        case Paragraph(text) | Note(text):
            yield from (part.base if isinstance(part, Ruby) else part.text for part in text)
        case FieldList(fields):
            for field in fields:
                yield field.label
                yield from said(Paragraph(field.value))
        case BulletList(items):
            for item in items:
                yield from said(Paragraph(item))
        case Quotation(ja, reading, translation):
            yield from (*said(Paragraph(ja)), reading, translation)
        case Table(head, rows):
            for label, cells in rows:
                yield label
                for cell in (*head, *cells):
                    yield from said(Paragraph(cell))
        case _:
            return


async def test_every_entry_and_contrast_is_valid_and_whole_in_both_languages(glossary: Glossary) -> None:
    shortened = []
    for name, reply in replies(glossary):
        body = payload(reply)
        assert_valid(body, Kind.MESSAGE)
        shown = text_in(body)
        lost = [text for block in reply.blocks for text in said(block) if bare(text) not in bare(shown)]
        if lost:
            assert any(more in shown for more in MORE), (name, lost)
            shortened.append(name)
        assert len([each for each in walk(body["components"]) if each["type"] == 2]) == len(reply.buttons), name
    assert not shortened


async def test_every_kind_of_block_is_shown() -> None:
    body = payload(EVERYTHING)

    assert_valid(body, Kind.MESSAGE)
    assert text_in(body) == (
        "## 顧客（こきゃく） kokyaku\n**a paragraph**\n-# a note\n**a label**  a value\n1. an item\n- a bullet\n\n"
        "> 日本語の文。\n> -# にほんごの ぶん。\n> -# A sentence.\n**row**  one: first cell · two: second cell"
    )


async def test_what_is_too_long_goes_by_whole_blocks_and_is_said() -> None:
    blocks = tuple(Paragraph(plain(f"{number} " + "あ" * 500)) for number in range(12))
    body = payload(Reply(title=plain("long"), blocks=blocks), Names(locale=Locale.JA))

    assert_valid(body, Kind.MESSAGE)
    shown = text_in(body)
    assert "続きはボタンから見られます。" in shown
    assert shown.count("あ") % 500 == 0


@pytest.mark.parametrize("tone", Tone)
async def test_many_buttons_long_labels_and_equal_ids_are_valid(tone: Tone) -> None:
    buttons: list[Button | InputButton] = [Button("長" * 120, f"show/{number // 2}") for number in range(60)]
    buttons.append(InputButton("", "define", ""))
    assert_valid(payload(Reply(title=plain(""), buttons=tuple(buttons), tone=tone)), Kind.MESSAGE)


async def test_a_long_row_of_parted_blocks_stays_below_forty_components() -> None:
    blocks = tuple(FieldList((fields,)) for fields in [EVERYTHING.blocks[2].fields[0]] * 60)  # type: ignore[union-attr]
    assert_valid(payload(Reply(title=plain("x"), blocks=blocks, buttons=EVERYTHING.buttons)), Kind.MESSAGE)


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("# 見出し", "\\# 見出し"),
        ("-# 小さい", "\\-# 小さい"),
        ("1. one", "1\\. one"),
        ("a\n- b", "a\n\\- b"),
        ("> x", "\\> x"),
        ("**x** __y__ ~~z~~ ||s|| `c`", "\\*\\*x\\*\\* \\_\\_y\\_\\_ \\~\\~z\\~\\~ \\|\\|s\\|\\| \\`c\\`"),
        ("[x](https://e.example)", "\\[x\\](https:\\/\\/e.example)"),
        ("https://e.example", "https:\\/\\/e.example"),
        ("discord.gg/abc", "discord.gg\\/abc"),
        ("@everyone", "\\@everyone"),
        ("<@1> <#2> <:a:3> <t:4:R> </define:5>", "\\<\\@1\\> \\<#2\\> \\<:a:3\\> \\<t:4:R\\> \\</define:5\\>"),
        ("a\\", "a\\\\"),
        ("\u202ea\u2066b\x00c\x9b", "abc"),
        ("\U000e0041x", "x"),
        ("\ud800", ""),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
    ],
    ids=ascii,
)
async def test_what_a_person_typed_is_shown_as_typed(typed: str, escaped: str) -> None:
    assert escape(typed) == escaped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (strong(" x "), " **x** "),
        (strong("a*b"), "**a\\*b**"),
        (strong("  "), "  "),
        (code("/define"), "</define:7>"),
        (code("/define term"), "</define:7>"),
        (code("/define kasutama   /quiz"), "`/調べる kasutama   /クイズ`"),
        (code("a`b"), "`aˋb`"),
        ((Ruby("顧客", "こきゃく"),), "顧客（こきゃく）"),
    ],
    ids=ascii,
)
async def test_emphasis_and_readings_are_written_so(text: Any, shown: str) -> None:
    assert markdown(text, Names(locale=Locale.JA, ids={"define": 7})) == shown
