"""A Reply as Discord's display components: a container of text displays, thin lines and rows of buttons.

Components V2 rather than an embed: a container holds 4,000 characters instead of fields of 1,024, its headings and
small print are real ones, and its buttons stand inside the card, below what they belong to.

Limits are Discord's: 40 components and 4,000 characters in a message, 5 buttons in a row, labels of 80. Overflow drops
whole blocks and says so.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, assert_never
from unicodedata import east_asian_width

import discord

from adapters.discord_app.markdown import Names, escape, markdown, without_readings
from adapters.form_ids import id_of
from adapters.sendable import cut, sendable
from bot.localized import Localized
from bot.reply import (
    AnyButton,
    Block,
    BulletList,
    Divider,
    FieldList,
    File,
    FormButton,
    InputButton,
    Note,
    Paragraph,
    Quotation,
    Reply,
    Table,
    Text,
    Tone,
    plain_text,
)

Json = dict[str, Any]
"""A component, as Discord describes it."""

ASK = "ask:"
"""Put before the id of a button that asks for a line of text first."""

_ROW, _BUTTON, _TEXT, _GALLERY, _FILE, _SEPARATOR, _CONTAINER = 1, 2, 10, 12, 13, 14, 17
_PRIMARY, _SECONDARY = 1, 2
_MAX_TEXT = 3900
_MAX_PARTS = 24
"""Texts and lines in a container; with the container and four full rows that stays below 40 components."""
_MAX_LABEL = 80
_MAX_ALT = 1024
_BUTTONS_IN_ROW = 5
_MAX_ROWS = 4
_SHORT_ROW = 72
"""Characters of a table's row that still read well on one line of a phone."""
_MORE = Localized("-# There is more: the buttons lead on.", "-# 続きはボタンから見られます。")
_COLOURS = {
    Tone.INFO: 0x4A90D9,
    Tone.SUCCESS: 0x3BA55D,
    Tone.WARNING: 0xE0A030,
    Tone.ERROR: 0xD83C3E,
}
_ANSWERS = ("answer/", "round-answer/", "review-answer/")
"""Begin the ids of buttons that answer a question."""
_STRESSED = (*_ANSWERS, "round-join/")
_VERDICTS = ("○", "×")
"""Begin the lines that say what is right and wrong; such a line needs no bullet."""


class ReplyView(discord.ui.LayoutView):
    """A rendered reply. It is finished from the start: presses are answered by their ids, after a restart too.

    It holds the components as Discord is sent them, and no items: nobody asks for those, and to make them takes as
    long as to write the text. ``mark`` is a number by which the message can be told among others.
    """

    def __init__(self, reply: Reply, names: Names, mark: int | None = None) -> None:
        super().__init__(timeout=None)
        shown: list[Json] = [
            {"type": _SEPARATOR, "divider": True, "spacing": 1} if part is None else {"type": _TEXT, "content": part}
            for part in _parts(reply, names)
        ]
        shown.extend(_shown_file(file) for file in reply.files)
        shown.extend({"type": _ROW, "components": row} for row in _rows(reply))
        container: Json = {"type": _CONTAINER, "accent_color": _COLOURS[reply.tone], "components": shown}
        self._made: list[Json] = [container if mark is None else {**container, "id": mark}]
        # discord.py keeps every view that is not finished for as long as the process lives.
        self.stop()

    def to_components(self) -> list[Json]:
        """Return the components."""
        return self._made

    def has_components_v2(self) -> bool:
        """Return that a container is among them, which Discord wants flagged."""
        return True


def attachments(reply: Reply) -> list[discord.File]:
    """Return the reply's files as discord.py sends them; new ones for every try, since each is read but once."""
    return [discord.File(BytesIO(file.content), file.name, description=cut(file.alt, _MAX_ALT)) for file in reply.files]


def _shown_file(file: File) -> Json:
    """Return the component without which an attachment is not seen."""
    address = {"url": f"attachment://{file.name}"}
    if file.is_picture:
        return {"type": _GALLERY, "items": [{"media": address, "description": cut(file.alt, _MAX_ALT)}]}
    return {"type": _FILE, "file": address}


def _parts(reply: Reply, names: Names) -> list[str | None]:
    """Return the texts to show, None for a line between two; neighbours share a text, and what is too long is dropped."""
    parts: list[str | None] = [f"## {markdown(reply.title, names).strip() or '…'}"]
    used = len(parts[0] or "")
    before: Block | None = None
    for block in reply.blocks:
        if isinstance(block, Divider):
            before = block
            continue
        text = "\n".join(_lines(block, names))
        parted = before is not None and _is_parted(before, block) and len(parts) < _MAX_PARTS
        if used + len(text) + 2 > _MAX_TEXT:
            parts.append(_MORE.in_(names.locale))
            break
        if not text.strip():
            continue
        used += len(text) + 2
        if parted:
            parts.extend((None, text))
        else:
            # Two quotations without a line between them would run into one; after a list it gives air.
            apart = isinstance(block, Quotation) and isinstance(before, Quotation | BulletList)
            gap = "\n\n" if apart else "\n"
            parts[-1] = f"{parts[-1]}{gap}{text}"
        before = block
    return parts


def _is_parted(before: Block, block: Block) -> bool:
    """Return whether a line helps the eye between two blocks: around a table, before labelled values, at a pause."""
    if isinstance(before, Divider):
        return True
    return isinstance(block, Table | FieldList) or isinstance(before, Table)


def _lines(block: Block, names: Names) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield markdown(text, names)
        case Note(text):
            yield f"-# {markdown(text, names)}"
        case FieldList(fields):
            yield from (f"**{escape(field.label)}**  {markdown(field.value, names)}" for field in fields)
        case BulletList(items, numbered):
            yield from _items(items, names, numbered=numbered)
        case Quotation(ja, reading, translation):
            yield f"> {markdown(ja, names)}"
            yield from (f"> -# {escape(line)}" for line in (reading, translation) if line)
        case Table(head, rows):
            yield from _table(head, rows, names)
        case Divider():
            return
        case _:
            assert_never(block)


def _items(items: Sequence[Text], names: Names, *, numbered: bool) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        shown = markdown(item, names)
        if numbered:
            yield f"{number}. {shown}"
        else:
            yield shown if shown.startswith(_VERDICTS) else f"- {shown}"


def _table(head: Sequence[Text], rows: Sequence[tuple[str, Sequence[Text]]], names: Names) -> Iterator[str]:
    """Yield each row under its label, all on one line each or none.

    Discord has no tables, and spaces do not align where letters differ in width.
    """
    flat = all(_width(head, label, cells) <= _SHORT_ROW for label, cells in rows)
    for index, (label, cells) in enumerate(rows):
        titles = [markdown(cell, names) if index == 0 else without_readings(cell, names) for cell in head]
        shown = [
            f"{title}: {markdown(cell, names)}" if title else markdown(cell, names)
            for title, cell in zip(titles, cells, strict=True)
        ]
        if flat:
            yield f"**{escape(label)}**  {' · '.join(shown)}"
        else:
            yield f"**{escape(label)}**"
            yield from (f"- {line}" for line in shown)


def _width(head: Sequence[Text], label: str, cells: Sequence[Text]) -> int:
    """Return how many columns a row would take, a Japanese letter counted twice."""
    text = "".join((label, *map(plain_text, head), *map(plain_text, cells)))
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _rows(reply: Reply) -> Iterator[list[Json]]:
    """Yield rows of buttons, what to answer apart from what else can be done.

    Each id stands once, since Discord refuses a message with two equal ones.
    """
    buttons = list({custom_id_of(button): button for button in reply.buttons}.values())[: _BUTTONS_IN_ROW * _MAX_ROWS]
    answers = [button for button in buttons if _is_answer(button)]
    others = [button for button in buttons if not _is_answer(button)]
    rows = [row for group in (answers, others) for row in _even(group)]
    yield from ([_button(button) for button in row] for row in rows[:_MAX_ROWS])


def _even(group: Sequence[AnyButton]) -> Iterator[Sequence[AnyButton]]:
    """Yield rows of about the same length, as few as will do: none then stands alone in a second row."""
    rows = -(-len(group) // _BUTTONS_IN_ROW)
    size = -(-len(group) // rows) if rows else 1
    yield from (group[start : start + size] for start in range(0, len(group), size))


def _is_answer(button: AnyButton) -> bool:
    return isinstance(button, InputButton) or button.action.startswith(_ANSWERS)


def _button(button: AnyButton) -> Json:
    asks = isinstance(button, InputButton)
    return {
        "type": _BUTTON,
        "style": _PRIMARY if asks or button.action.startswith(_STRESSED) else _SECONDARY,
        "label": cut(sendable(button.label).strip(), _MAX_LABEL) or "…",
        "custom_id": custom_id_of(button),
    }


def custom_id_of(button: AnyButton) -> str:
    """Return what Discord tells us when the button is pressed."""
    if isinstance(button, FormButton):
        return str(id_of(button))
    return f"{ASK if isinstance(button, InputButton) else ''}{button.action}"
