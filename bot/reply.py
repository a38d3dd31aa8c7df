"""What the product says, as a tree without markup: every platform renders the same Reply in its own way.

Text is a tuple of spans and ruby; blocks and buttons are closed unions, so that a renderer that forgets one fails the
type check. Nothing here knows a platform, a colour or a markup sign.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Emphasis(StrEnum):
    """How strongly a span speaks."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN


@dataclass(frozen=True, slots=True)
class Ruby:
    """A word with its reading, shown as furigana where the platform can: 顧客（こきゃく）."""

    base: str
    reading: str
    emphasis: Emphasis = Emphasis.PLAIN


Inline = Span | Ruby
Text = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or more of running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Field:
    """A short label and what it says."""

    label: str
    value: Text


@dataclass(frozen=True, slots=True)
class FieldList:
    """Labelled values, one below the other."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items of equal rank; ``numbered`` when their order means something."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A Japanese sentence with its reading in kana and its translation."""

    ja: Text
    reading: str
    translation: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows compared along columns; ``head`` names the columns, each row begins with its own label."""

    head: tuple[Text, ...]
    rows: tuple[tuple[str, tuple[Text, ...]], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small print."""

    text: Text


@dataclass(frozen=True, slots=True)
class Divider:
    """A pause between two parts."""


Block = Paragraph | FieldList | BulletList | Quotation | Table | Note | Divider


@dataclass(frozen=True, slots=True)
class Button:
    """One tap: ``action`` is an id made by bot.commands.actions."""

    label: str
    action: str


@dataclass(frozen=True, slots=True)
class InputButton:
    """Asks for one line of text and adds it to ``action``: a modal on the platforms, the next line in a console."""

    label: str
    action: str
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Something to keep or to look at: ``name`` ends in its kind (.tsv, .png), ``alt`` says in words what it shows."""

    name: str
    content: bytes
    alt: str

    @property
    def is_picture(self) -> bool:
        """Whether it is shown rather than offered."""
        return self.name.endswith(".png")


class Tone(StrEnum):
    """What kind of news the reply is."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer to one invocation."""

    title: Text
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button | InputButton, ...] = ()
    tone: Tone = Tone.INFO
    files: tuple[File, ...] = ()


def plain(text: str) -> Text:
    """Return ``text`` as Text without emphasis."""
    return (Span(text),)


def strong(text: str) -> Text:
    """Return ``text`` as strongly emphasised Text."""
    return (Span(text, Emphasis.STRONG),)


def soft(text: str) -> Text:
    """Return ``text`` as subdued Text."""
    return (Span(text, Emphasis.SOFT),)


def code(text: str) -> Text:
    """Return ``text`` as something to type."""
    return (Span(text, Emphasis.CODE),)


def joined(parts: Iterable[Text], separator: str) -> Text:
    """Return ``parts`` as one Text with ``separator`` between them."""
    result: list[Inline] = []
    for part in parts:
        if result:
            result.append(Span(separator))
        result.extend(part)
    return tuple(result)


def plain_text(text: Text) -> str:
    """Return ``text`` as a string, readings in full-width brackets: 顧客（こきゃく）."""
    return "".join(f"{part.base}（{part.reading}）" if isinstance(part, Ruby) else part.text for part in text)
