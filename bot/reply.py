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


MAX_FIELDS = 5
"""Fields in a form: a modal of Discord's holds no more."""
MAX_FORM_ACTION = 85
"""Characters in a form's action: those of a button's id, less what says that it opens a form and which."""
MAX_FIELD_LABEL = 45
"""Characters over a field: Discord's limit, the strictest."""
MAX_FIELD_TEXT = 3000
"""Characters in a field: Slack's limit, the strictest."""
_MAX_CHOICES = 25
_MAX_CHOICE = 75
_MAX_PLACEHOLDER = 100


@dataclass(frozen=True, slots=True)
class FormChoice:
    """One of the values a field may have, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One thing that a form asks for; ``name`` is the option of the form's action that takes it.

    ``value`` is what stands there already. With ``choices`` one of them is
    chosen, with ``is_file`` a file is handed over (a GivenFile at the handler), else text is typed. What is left
    empty arrives as an option that was not given.

    Raises:
        ValueError: a limit of the strictest platform is broken.
    """

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    multiline: bool = False
    required: bool = False
    maximum: int = 1000
    choices: tuple[FormChoice, ...] = ()
    is_file: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.label) <= MAX_FIELD_LABEL or len(self.placeholder) > _MAX_PLACEHOLDER:
            raise ValueError(f"{self.name}: a label has at most {MAX_FIELD_LABEL} characters, a placeholder 100")
        if not 1 <= self.maximum <= MAX_FIELD_TEXT:
            raise ValueError(f"{self.name}: at most {MAX_FIELD_TEXT} characters fit into a field")
        sizes = [len(text) for choice in self.choices for text in (choice.value, choice.label)]
        if len(self.choices) > _MAX_CHOICES or any(not 1 <= size <= _MAX_CHOICE for size in sizes):
            raise ValueError(f"{self.name}: at most {_MAX_CHOICES} choices of {_MAX_CHOICE} characters")


@dataclass(frozen=True, slots=True)
class FormButton:
    """Opens a form: a modal on the platforms, one question after the other in a console.

    When the form is sent, ``action`` is pressed with what was filled in as named options, beside those that the
    action's own values name. A handler that finds faults in it answers with a Reply of tone WARNING or ERROR: the
    adapters then offer the form again, filled in as it was sent, so that nothing typed is lost. ``title`` stands over
    the form, the label where it is empty.

    Raises:
        ValueError: there is no field, one too many, two of one name, or the action is too long.
    """

    label: str
    action: str
    fields: tuple[FormField, ...]
    title: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.fields) <= MAX_FIELDS:
            raise ValueError(f"{self.action}: a form has 1 to {MAX_FIELDS} fields")
        if len({field.name for field in self.fields}) < len(self.fields):
            raise ValueError(f"{self.action}: two fields have the same name")
        if len(self.action) > MAX_FORM_ACTION:
            raise ValueError(f"{self.action}: the action of a form has at most {MAX_FORM_ACTION} characters")


AnyButton = Button | InputButton | FormButton


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
    buttons: tuple[AnyButton, ...] = ()
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
