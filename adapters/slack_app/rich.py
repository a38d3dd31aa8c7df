"""Text of a Reply as rich_text elements: they are literal, so nothing a person typed can format, link or mention."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from adapters.sendable import sendable
from adapters.slack_app.wire import Json, cut
from bot.commands.catalog import VISIBLE
from bot.reply import (
    Block,
    BulletList,
    Divider,
    Emphasis,
    FieldList,
    Note,
    Paragraph,
    Quotation,
    Ruby,
    Span,
    Table,
    Text,
    plain,
    plain_text,
    soft,
    strong,
)

_STYLES: dict[Emphasis, Json] = {
    Emphasis.PLAIN: {},
    Emphasis.STRONG: {"style": {"bold": True}},
    Emphasis.SOFT: {"style": {"italic": True}},
    Emphasis.CODE: {"style": {"code": True}},
}
_COMMAND = re.compile(rf"(?<![\w/])/({'|'.join(spec.name for spec in VISIBLE)})\b", re.ASCII)
_MAX_ELEMENT = 2900
_SHORT_ROW = 60
"""Characters of a table's row that still read well on one line of a phone."""
_VERDICTS = ("○", "×")
"""Begin the lines that say what is right and wrong; such a line needs no bullet."""


class Writer:
    """Writes texts; commands are named with the prefix that the operator gave them."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def plain(self, text: Text) -> str:
        """Return ``text`` without styles, readings in full-width brackets."""
        return "".join(self._said(part) for part in text)

    def elements(self, block: Block) -> Iterator[Json]:
        """Yield a block as sections, lists and quotes; notes and dividers are not rich text and yield nothing."""
        match block:
            case Paragraph(text):
                yield from self._section(text)
            case FieldList(fields):
                lines = [(*strong(field.label), Span("  "), *field.value) for field in fields]
                yield from self._section(_lines(lines))
            case BulletList(items, numbered):
                yield from self._list(items, "ordered" if numbered else "bullet")
            case Quotation(ja, reading, translation):
                lines = [ja, *([plain(reading)] if reading else []), *([soft(translation)] if translation else [])]
                yield from self._holder("rich_text_quote", _lines(lines))
            case Table(head, rows):
                yield from self._table(head, rows)
            case Note() | Divider():
                return
            case _:
                assert_never(block)

    def lines(self, block: Block) -> Iterator[str]:
        """Yield what a block says, line by line, for those who hear it read."""
        match block:
            case Paragraph(text) | Note(text):
                yield self.plain(text)
            case FieldList(fields):
                yield from (f"{field.label}: {self.plain(field.value)}" for field in fields)
            case BulletList(items, numbered):
                yield from (
                    f"{number}. {self.plain(item)}" if numbered else f"• {self.plain(item)}"
                    for number, item in enumerate(items, 1)
                )
            case Quotation(ja, reading, translation):
                yield from filter(None, (self.plain(ja), reading, translation))
            case Table(head, rows):
                for label, cells in rows:
                    yield f"{label}: {' · '.join(self.plain(cell) for cell in _named(head, cells))}"
            case Divider():
                return
            case _:
                assert_never(block)

    def _section(self, text: Text) -> Iterator[Json]:
        yield from self._holder("rich_text_section", text)

    def _holder(self, kind: str, text: Text) -> Iterator[Json]:
        elements = list(self._inline(text))
        if elements:
            yield {"type": kind, "elements": elements}

    def _list(self, items: Sequence[Text], style: str) -> Iterator[Json]:
        sections = [section for item in items for section in self._section(item)]
        if items and all(self.plain(item).startswith(_VERDICTS) for item in items):
            yield from sections
        elif sections:
            yield {"type": "rich_text_list", "style": style, "elements": sections}

    def _table(self, head: Sequence[Text], rows: Sequence[tuple[str, Sequence[Text]]]) -> Iterator[Json]:
        """Yield each row on a line of its own, or all of them as lists where one is long: a phone is narrow.

        The readings of the columns' names are told once.
        """
        bare = tuple(map(_without_readings, head))
        named = [_named(bare if index else head, cells) for index, (_, cells) in enumerate(rows)]
        flat = all(sum(len(self.plain(cell)) for cell in cells) <= _SHORT_ROW for cells in named)
        for (label, _), cells in zip(rows, named, strict=True):
            if flat:
                line: list[Span | Ruby] = [*strong(label), Span("  ")]
                for number, cell in enumerate(cells):
                    line.extend((*((Span(" · "),) if number else ()), *cell))
                yield from self._section(tuple(line))
            else:
                yield from self._section(strong(label))
                yield from self._list(cells, "bullet")

    def _inline(self, text: Text) -> Iterator[Json]:
        for part in text:
            said = self._said(part)
            if said:
                yield {"type": "text", "text": cut(said, _MAX_ELEMENT), **_STYLES[part.emphasis]}

    def _said(self, part: Span | Ruby) -> str:
        text = f"{part.base}（{part.reading}）" if isinstance(part, Ruby) else part.text
        if self._prefix:
            text = _COMMAND.sub(rf"/{self._prefix}\1", text)
        return sendable(text)


def _named(head: Sequence[Text], cells: Sequence[Text]) -> list[Text]:
    """Return cells with the name of their column before them, where it has one."""
    return [(*name, Span(": "), *cell) if plain_text(name) else cell for name, cell in zip(head, cells, strict=True)]


def _without_readings(text: Text) -> Text:
    return tuple(Span(part.base, part.emphasis) if isinstance(part, Ruby) else part for part in text)


def _lines(lines: Iterable[Text]) -> Text:
    """Return lines as one text."""
    result: list[Span | Ruby] = []
    for line in lines:
        if result:
            result.append(Span("\n"))
        result.extend(line)
    return tuple(result)
