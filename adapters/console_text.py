"""A Reply as plain text, for a pipe, a log or a screen reader; no colour, no width, no escape codes.

Readings stand in full-width brackets: 顧客（こきゃく）. A numbered list and the buttons share their numbers, so the
foot names only the buttons that no list item stands for.
"""

from collections.abc import Iterator
from typing import assert_never

from bot.reply import (
    Block,
    BulletList,
    Button,
    Divider,
    FieldList,
    FormButton,
    InputButton,
    Note,
    Paragraph,
    Quotation,
    Reply,
    Table,
    plain_text,
)

_BY_NAME = frozenset({"skip", "stop", "why"})
_ONE_LINE = 60
"""Characters of a table's row that are still read at a glance."""


def render(reply: Reply, *, interactive: bool = False) -> str:
    """Return ``reply`` as lines of text; ``interactive`` adds the numbered buttons at the foot."""
    lines = [plain_text(reply.title)]
    for block in reply.blocks:
        lines.extend(_lines(block))
    if interactive:
        foot = "  ".join(f"[{number}] {label}" for number, label in extra_buttons(reply))
        if foot:
            lines.extend(("", foot))
    return "\n".join(lines) + "\n"


def choices(reply: Reply) -> tuple[Button | FormButton, ...]:
    """Return the buttons a number can press, in order; there is no channel here to share to."""
    return tuple(button for button in _buttons(reply) if _word(button) not in _BY_NAME)


def named(reply: Reply) -> dict[str, Button | FormButton]:
    """Return the buttons that are typed by name: a slip of the finger must not end a quiz."""
    return {_word(button): button for button in _buttons(reply) if _word(button) in _BY_NAME}


def text_input(reply: Reply) -> InputButton | None:
    """Return the button that takes a line of text, if the reply has one."""
    return next((button for button in reply.buttons if isinstance(button, InputButton)), None)


def extra_buttons(reply: Reply) -> list[tuple[str, str]]:
    """Return what to type and the label of each button that does not merely repeat a numbered list's item."""
    listed = max(
        (len(block.items) for block in reply.blocks if isinstance(block, BulletList) and block.numbered), default=0
    )
    numbered = [(str(number), button.label) for number, button in enumerate(choices(reply), 1) if number > listed]
    return numbered + [(f"/{word}", button.label) for word, button in named(reply).items()]


def _buttons(reply: Reply) -> list[Button | FormButton]:
    pressed = [button for button in reply.buttons if not isinstance(button, InputButton)]
    return [button for button in pressed if _word(button) != "share"]


def _word(button: Button | FormButton) -> str:
    """Return the command that the button calls."""
    return button.action.partition("/")[0]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield plain_text(text)
        case Note(text):
            yield f"({plain_text(text)})"
        case FieldList(fields):
            yield from (f"{field.label}: {plain_text(field.value)}" for field in fields)
        case BulletList(items, numbered):
            for number, item in enumerate(items, 1):
                yield f"  {number}. {plain_text(item)}" if numbered else f"  - {plain_text(item)}"
        case Quotation(ja, reading, translation):
            yield f"  > {plain_text(ja)}"
            yield from (f"    {line}" for line in (reading, translation) if line)
        case Table():
            yield from _table_lines(block)
        case Divider():
            yield ""
        case _:
            assert_never(block)


def _table_lines(table: Table) -> Iterator[str]:
    """Yield each row: on one line where that is short, else its label and a line a cell."""
    heads = [plain_text(cell) for cell in table.head]
    for label, cells in table.rows:
        shown = [
            f"{name}: {plain_text(cell)}" if name else plain_text(cell) for name, cell in zip(heads, cells, strict=True)
        ]
        if sum(map(len, shown)) <= _ONE_LINE:
            yield f"  {label}  {'  '.join(shown)}"
        else:
            yield label
            yield from (f"  {line}" for line in shown)
