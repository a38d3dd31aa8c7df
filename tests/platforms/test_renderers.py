"""Every reply the product can make is shown by every renderer, with nothing lost."""

from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from rich.console import Console as RichConsole

from adapters import console_rich, console_text
from bot.commands.compare import Comparison
from bot.commands.compare import present as present_comparison
from bot.commands.define import entry_reply
from bot.commands.spec import View
from bot.lexicon.model import Glossary
from bot.localized import Locale
from bot.reply import (
    BulletList,
    Button,
    Divider,
    Field,
    FieldList,
    InputButton,
    Note,
    Paragraph,
    Quotation,
    Reply,
    Ruby,
    Table,
    plain,
    plain_text,
    soft,
    strong,
)

Renderer = Callable[[Reply], str]


def render_rich(reply: Reply, width: int = 200) -> str:
    console = RichConsole(width=width, record=True, force_terminal=False)
    with console.capture() as capture:
        console.print(console_rich.render(reply))
    return capture.get()


RENDERERS: dict[str, Renderer] = {"plain": console_text.render, "rich": render_rich}

EVERYTHING = Reply(
    title=(Ruby("顧客", "こきゃく"), *plain(" kokyaku")),
    blocks=(
        Paragraph(strong("a paragraph")),
        Note(soft("a note")),
        FieldList((Field("a label", plain("a value")),)),
        BulletList((plain("an item"),), numbered=True),
        BulletList((plain("a bullet"),)),
        Quotation(plain("日本語の文。"), "にほんごの ぶん。", "A sentence."),
        Table(head=(plain("one"), plain("two")), rows=(("row", (plain("first cell"), plain("second cell"))),)),
        Divider(),
    ),
    buttons=(Button("press me", "word"), Button("and me", "help"), InputButton("type", "define", "a word")),
)
SAID = [
    "顧客（こきゃく） kokyaku", "a paragraph", "a note", "a label", "a value", "1.", "an item", "a bullet", "日本語の文。",
    "にほんごの ぶん。", "A sentence.", "one", "two", "row", "first cell", "second cell",
]  # fmt: skip


@pytest.mark.parametrize("render", RENDERERS.values(), ids=RENDERERS)
def test_every_kind_of_block_is_shown(render: Renderer) -> None:
    shown = render(EVERYTHING)

    assert [] == [text for text in SAID if text not in shown]


def test_a_button_that_a_numbered_item_stands_for_is_not_repeated() -> None:
    shown = console_text.render(EVERYTHING, interactive=True)

    assert "[1]" not in shown
    assert "share" not in shown
    assert "[2] and me" in shown


@pytest.mark.parametrize("width", [40, 60, 80, 110])
def test_a_narrow_terminal_loses_no_letter(glossary: Glossary, width: int) -> None:
    for name, reply in islice(replies(glossary), width % 7, None, 7):
        assert console_text.render(reply).count("…") == render_rich(reply, width).count("…"), name


def test_text_from_people_cannot_colour_the_terminal() -> None:
    reply = Reply(title=plain("x"), blocks=(Paragraph(plain("[bold red]hello[/] \x1b[31m")),))

    assert "[bold red]hello[/]" in render_rich(reply)


def replies(glossary: Glossary) -> Iterator[tuple[str, Reply]]:
    for locale in Locale:
        view = View(locale=locale)
        for entry in glossary.entries:
            yield entry.id, entry_reply(entry, glossary, view)
        for contrast in glossary.contrasts:
            members = tuple(glossary.entry(member) for member in contrast.members)
            found = Comparison(entries=members, contrast=contrast, unknown=(), glossary=glossary)
            yield contrast.id, present_comparison(found, view)


def test_every_entry_and_contrast_is_shown_in_both_languages(glossary: Glossary) -> None:
    for name, reply in replies(glossary):
        shown = console_text.render(reply)

        assert plain_text(reply.title) in shown, name
        assert len(shown) <= 6000, name


def test_no_button_label_or_id_is_longer_than_a_platform_takes(glossary: Glossary) -> None:
    for name, reply in replies(glossary):
        assert len(reply.buttons) <= 10, name
        assert all(1 <= len(button.label) <= 75 for button in reply.buttons), name
        assert all(len(button.action) <= 100 for button in reply.buttons), name
