"""A Reply on a terminal: colour, tables and word wrap by rich, which knows how wide Japanese letters are."""

from collections.abc import Iterator
from typing import assert_never

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text as RichText

from adapters.console_text import extra_buttons
from bot.reply import (
    Block,
    BulletList,
    Divider,
    Emphasis,
    FieldList,
    Note,
    Paragraph,
    Quotation,
    Reply,
    Ruby,
    Table,
    Text,
    Tone,
)

_LABEL_WIDTH = 24
_STYLES = {Emphasis.PLAIN: "", Emphasis.STRONG: "bold", Emphasis.SOFT: "dim", Emphasis.CODE: "cyan"}
_TONES = {
    Tone.INFO: "bold cyan",
    Tone.SUCCESS: "bold green",
    Tone.WARNING: "bold yellow",
    Tone.ERROR: "bold red",
}


def render(reply: Reply) -> RenderableType:
    """Return ``reply`` as something a rich Console prints."""
    parts: list[RenderableType] = [RichText(), _text(reply.title, _TONES[reply.tone])]
    for block in reply.blocks:
        parts.extend(_parts(block))
    foot = "   ".join(f"[{number}] {label}" for number, label in extra_buttons(reply))
    if foot:
        parts.extend((RichText(), RichText(foot, style="magenta")))
    return Group(*parts)


def _parts(block: Block) -> Iterator[RenderableType]:
    match block:
        case Paragraph(text):
            yield _text(text)
        case Note(text):
            yield _text(text, "dim")
        case FieldList(fields):
            grid = RichTable.grid(padding=(0, 2))
            grid.add_column(style="dim", max_width=_LABEL_WIDTH, overflow="fold")
            grid.add_column(overflow="fold")
            for field in fields:
                grid.add_row(field.label, _text(field.value))
            yield grid
        case BulletList(items, numbered):
            grid = RichTable.grid(padding=(0, 1))
            grid.add_column(no_wrap=True)
            grid.add_column(overflow="fold")
            for number, item in enumerate(items, 1):
                grid.add_row(f"  {number}." if numbered else "  •", _text(item))
            yield grid
        case Quotation(ja, reading, translation):
            lines = [_text(ja, "green"), *(RichText(line, "dim") for line in (reading, translation) if line)]
            yield Padding(Group(*lines), (0, 0, 0, 2))
        case Table(head, rows):
            table = RichTable(header_style="bold", show_lines=True)
            table.add_column(overflow="fold")
            for cell in head:
                # In a narrow column a reading on the word's own line would be broken before its last bracket.
                table.add_column(_text(cell, before_reading="\n"), overflow="fold")
            for label, cells in rows:
                table.add_row(RichText(label, "dim"), *(_text(cell) for cell in cells))
            yield table
        case Divider():
            yield Rule(style="dim")
        case _:
            assert_never(block)


def _text(text: Text, style: str = "", *, before_reading: str = "") -> RichText:
    result = RichText(style=style)
    for part in text:
        if isinstance(part, Ruby):
            result.append(part.base, _STYLES[part.emphasis])
            result.append(f"{before_reading}（{part.reading}）", "dim")
        else:
            result.append(part.text, _STYLES[part.emphasis])
    return result
