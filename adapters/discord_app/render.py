"""A Reply as Discord's display components: a container of text displays, and rows of buttons.

Limits are Discord's for Components V2: 40 components and 4,000 characters in a message, 5 buttons in a row, labels of
80, custom ids of 100. Overflow drops whole blocks and says so. Text is escaped, so that nothing a person typed can
format, link or mention.
"""

import re
from collections.abc import Iterator
from typing import assert_never

import discord

from bot.localized import Locale, Localized
from bot.reply import (
    Block,
    BulletList,
    Button,
    Divider,
    Emphasis,
    FieldList,
    InputButton,
    Note,
    Paragraph,
    Quotation,
    Reply,
    Ruby,
    Table,
    Text,
    Tone,
)

ASK = "ask:"
"""Put before the id of a button that asks for a line of text first."""

_MAX_TEXT = 3900
_MAX_LABEL = 80
_BUTTONS_IN_ROW = 5
_MAX_ROWS = 4
_MORE = Localized("-# There is more: the buttons lead on.", "-# 続きはボタンから見られます。")
_COLOURS = {
    Tone.INFO: discord.Colour(0x4A90D9),
    Tone.SUCCESS: discord.Colour(0x3BA55D),
    Tone.WARNING: discord.Colour(0xE0A030),
    Tone.ERROR: discord.Colour(0xD83C3E),
}
_INLINE = re.compile(r"([\\*_~`|<>\[\]@])")
_LINE_START = re.compile(r"^(\s*)([#+>-]|\d+\.)", re.MULTILINE)


class ReplyView(discord.ui.LayoutView):
    """A rendered reply. It has no callbacks and no timeout: presses are answered by their ids, after a restart too."""

    def __init__(self, reply: Reply, locale: Locale) -> None:
        super().__init__(timeout=None)
        container = discord.ui.Container["ReplyView"](accent_colour=_COLOURS[reply.tone])
        for part in _parts(reply, locale):
            container.add_item(
                discord.ui.Separator["ReplyView"]() if part is None else discord.ui.TextDisplay["ReplyView"](part)
            )
        for row in _rows(reply):
            container.add_item(row)
        self.add_item(container)


def escape(text: str) -> str:
    """Return ``text`` so that Discord shows it as it is: no formatting, no mention, no link."""
    text = _INLINE.sub(r"\\\1", text)
    text = _LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}", text)
    return text.replace("://", ":\\/\\/")


def markdown(text: Text) -> str:
    """Return ``text`` as Discord's Markdown, readings in full-width brackets."""
    return "".join(_emphasised(_plain(part), part.emphasis) for part in text)


def _plain(part: object) -> str:
    if isinstance(part, Ruby):
        return f"{escape(part.base)}（{escape(part.reading)}）"
    return escape(getattr(part, "text", ""))


def _emphasised(text: str, emphasis: Emphasis) -> str:
    core = text.strip()
    if not core or emphasis in {Emphasis.PLAIN, Emphasis.SOFT}:
        return text
    lead, _, tail = text.partition(core)
    mark = "**" if emphasis is Emphasis.STRONG else "`"
    if emphasis is Emphasis.CODE:
        core = re.sub(r"\\(.)", r"\1", core).replace("`", "ˋ")
    return f"{lead}{mark}{core}{mark}{tail}"


def _parts(reply: Reply, locale: Locale) -> list[str | None]:
    """Return the texts to show, None for a line between two; neighbours share a text, and what is too long is dropped."""
    parts: list[str | None] = [f"## {markdown(reply.title)}"]
    used = len(parts[0] or "")
    for block in reply.blocks:
        if isinstance(block, Divider):
            parts.append(None)
            continue
        text = "\n".join(_lines(block))
        if used + len(text) + 1 > _MAX_TEXT:
            parts.append(_MORE.in_(locale))
            break
        used += len(text) + 1
        if parts[-1] is None:
            parts.append(text)
        else:
            parts[-1] = f"{parts[-1]}\n{text}"
    return parts


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield markdown(text)
        case Note(text):
            yield f"-# {markdown(text)}"
        case FieldList(fields):
            yield from (f"**{escape(field.label)}**  {markdown(field.value)}" for field in fields)
        case BulletList(items, numbered):
            for number, item in enumerate(items, 1):
                yield f"{number}. {markdown(item)}" if numbered else f"- {markdown(item)}"
        case Quotation(ja, reading, translation):
            yield f"> {markdown(ja)}"
            yield from (f"> -# {escape(line)}" for line in (reading, translation) if line)
        case Table(head, rows):
            heads = [markdown(cell) for cell in head]
            for label, cells in rows:
                shown = [
                    f"{name}: {markdown(cell)}" if name else markdown(cell)
                    for name, cell in zip(heads, cells, strict=True)
                ]
                if sum(map(len, shown)) <= 60:
                    yield f"**{escape(label)}**  {' · '.join(shown)}"
                else:
                    yield f"**{escape(label)}**"
                    yield from (f"- {line}" for line in shown)
        case Divider():
            return
        case _:
            assert_never(block)


def _rows(reply: Reply) -> Iterator["discord.ui.ActionRow[ReplyView]"]:
    """Yield rows of buttons, each id once: Discord refuses a message with two equal ids."""
    buttons = list({button.action: button for button in reply.buttons}.values())[: _BUTTONS_IN_ROW * _MAX_ROWS]
    for start in range(0, len(buttons), _BUTTONS_IN_ROW):
        row: discord.ui.ActionRow[ReplyView] = discord.ui.ActionRow()
        for button in buttons[start : start + _BUTTONS_IN_ROW]:
            row.add_item(_button(button))
        yield row


def _button(button: Button | InputButton) -> "discord.ui.Button[ReplyView]":
    asks = isinstance(button, InputButton)
    style = (
        discord.ButtonStyle.primary if asks or button.action.startswith("answer/") else discord.ButtonStyle.secondary
    )
    label = button.label if len(button.label) <= _MAX_LABEL else f"{button.label[: _MAX_LABEL - 1]}…"
    return discord.ui.Button(label=label, style=style, custom_id=f"{ASK}{button.action}" if asks else button.action)
