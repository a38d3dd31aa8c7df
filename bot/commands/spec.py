"""How a command is declared: once, as data, for every platform, the help and the documentation.

A command's options are the fields of a frozen dataclass, each made with :func:`option`. A spec that breaks a limit of
the strictest platform fails when it is imported, not when it is deployed. The limits are Discord's for
application commands: names of 1–32 lower-case characters, descriptions of 1–100, at most 25 options and choices.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.commands.given import GivenFile, GivenPerson
from bot.identity import Actor, Place, Role
from bot.localized import Locale, Localized
from bot.posting import Reason
from bot.reply import Reply

if TYPE_CHECKING:
    from bot.commands.services import Services

P = TypeVar("P")
R = TypeVar("R")

Value = str | int | bool | GivenFile | GivenPerson
_NAME = re.compile(r"[a-z][a-z-]{0,31}")
_NAME_JA = re.compile(r"[ぁ-ゖァ-ヺー㐀-鿿々]{1,32}")
_MAX_DESCRIPTION = 100
_MAX_OPTIONS = 25
_METADATA = "option"


class Permission(StrEnum):
    """Who may call a command; checked at every call, whatever the platform shows."""

    EVERYONE = "everyone"
    EDITOR = "editor"
    MANAGER = "manager"

    def allows(self, role: Role) -> bool:
        """Return whether somebody with ``role`` may."""
        return role in _MAY[self]


_MAY: Mapping[Permission, frozenset[Role]] = {
    Permission.EVERYONE: frozenset(Role),
    Permission.EDITOR: frozenset({Role.EDITOR, Role.MANAGER}),
    Permission.MANAGER: frozenset({Role.MANAGER}),
}


class Visibility(StrEnum):
    """Who sees the reply; known before the handler runs, because a platform must be told first."""

    PRIVATE = "private"
    PUBLIC = "public"


class Suggester(StrEnum):
    """What completes an option while it is typed."""

    TERM = "term"
    COMMAND = "command"
    ZONE = "zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class _OptionText:
    description: Localized
    name_ja: str
    minimum: int | None
    maximum: int | None
    choices: tuple[str, ...]
    greedy: bool
    phrase: bool
    suggester: Suggester | None


def option(
    description: Localized,
    *,
    name_ja: str = "",
    default: Any = dataclasses.MISSING,  # any option type; the field's own annotation says which
    minimum: int | None = None,
    maximum: int | None = None,
    choices: tuple[str, ...] = (),
    greedy: bool = False,
    phrase: bool = False,
    suggester: Suggester | None = None,
) -> Any:  # what dataclasses.field returns
    """Return a dataclass field that is an option of a command.

    ``minimum`` and ``maximum`` bound an int's value or a str's length; a ``greedy`` option takes all the text that
    no other option has claimed, a ``phrase`` after its name the words up to the next option's.
    """
    text = _OptionText(
        description=description,
        name_ja=name_ja,
        minimum=minimum,
        maximum=maximum,
        choices=choices,
        greedy=greedy,
        phrase=phrase,
        suggester=suggester,
    )
    return dataclasses.field(default=default, metadata={_METADATA: text})


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSpec:
    """One option as the adapters see it; ``kind`` is str, int, bool, a StrEnum, GivenFile or GivenPerson."""

    name: str
    name_ja: str
    kind: type[str] | type[int] | type[GivenFile] | type[GivenPerson]
    description: Localized
    required: bool
    minimum: int | None
    maximum: int | None
    choices: tuple[str, ...]
    greedy: bool
    suggester: Suggester | None
    phrase: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """One call of a command, as an adapter hands it in. ``locale`` is what the platform says of the person.

    ``unpostable``: why nothing may be posted in the place, where the platform tells it beforehand.
    """

    command: str
    options: Mapping[str, Value]
    actor: Actor
    place: Place
    locale: Locale
    received_at: datetime
    unpostable: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the reader wants it: language, and whether romaji is shown."""

    locale: Locale
    romaji: bool = True

    def say(self, text: Localized) -> str:
        """Return ``text`` in the reader's language."""
        return text.in_(self.locale)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec(Generic[P, R]):
    """A command: what it is called, what it takes, what it does and how its result is shown.

    ``hidden`` commands are reached by buttons alone; the reply of one that is ``in_place`` takes the place of the
    message its button stands on. ``weighs_rights``: open to everyone, but an editor or manager may do more, so their
    rights are read at every call. ``name_ja`` is what a platform that can translate names shows. The handler returns
    a domain value, never a Reply; the presenter makes the Reply and touches nothing else. ``opens_form``: where the
    Reply's only button is a FormButton and it is good news, a platform opens that form at once instead of showing
    the Reply; such a handler is quick, because a platform lets a form be opened within three seconds only.
    """

    name: str
    summary: Localized
    params: type[P]
    handler: "Callable[[Services, Invocation, P], R]"
    presenter: Callable[[R, View], Reply]
    examples: tuple[str, ...] = ()
    permission: Permission = Permission.EVERYONE
    visibility: Visibility = Visibility.PRIVATE
    hidden: bool = False
    in_place: bool = False
    opens_form: bool = False
    weighs_rights: bool = False
    name_ja: str = ""

    def __post_init__(self) -> None:
        _check(self.name, self.summary)
        _check_japanese(self.name, self.name_ja)
        if len(self.options) > _MAX_OPTIONS:
            raise ValueError(f"{self.name}: more than {_MAX_OPTIONS} options")
        for spec in self.options:
            _check(f"{self.name}.{spec.name}", spec.description)
            _check_japanese(f"{self.name}.{spec.name}", spec.name_ja)
            if len(spec.choices) > _MAX_OPTIONS:
                raise ValueError(f"{self.name}.{spec.name}: more than {_MAX_OPTIONS} choices")
        if sum(spec.greedy for spec in self.options) > 1:
            raise ValueError(f"{self.name}: two options cannot both take the rest of the text")

    @property
    def asks_rights(self) -> bool:
        """Whether what the person may do is to be read before the handler runs."""
        return self.weighs_rights or self.permission is not Permission.EVERYONE

    @property
    def options(self) -> tuple[OptionSpec, ...]:
        """The options in the order they are declared."""
        return _options_of(self.params)  # type: ignore[arg-type]  # a class is hashable

    @property
    def brief(self) -> str:
        """How the command is typed when nothing optional is: ``/compare terms``, ``/quiz``."""
        return " ".join([f"/{self.name}", *(each.name for each in self.options if each.greedy and each.required)])

    @property
    def usage(self) -> str:
        """How the command is typed: ``/compare terms``, optional ones in brackets."""
        words = [
            spec.name if spec.greedy and spec.required else f"[{spec.name}]" if spec.greedy else f"[{spec.name}:…]"
            for spec in self.options
        ]
        return " ".join([f"/{self.name}", *words])


@cache
def _options_of(params: type) -> tuple[OptionSpec, ...]:
    """Return the options of a params dataclass, read once: every call of a command asks for them."""
    hints = typing.get_type_hints(params)
    return tuple(_option_spec(field, hints[field.name]) for field in dataclasses.fields(params))


def _option_spec(field: "dataclasses.Field[Any]", hint: Any) -> OptionSpec:
    text: _OptionText = field.metadata[_METADATA]
    kind = _plain_type(hint)
    choices = text.choices or (tuple(kind) if issubclass(kind, StrEnum) else ())
    return OptionSpec(
        name=field.name.replace("_", "-"),
        name_ja=text.name_ja,
        kind=kind,
        description=text.description,
        required=field.default is dataclasses.MISSING,
        minimum=text.minimum,
        maximum=text.maximum,
        choices=tuple(str(choice) for choice in choices),
        greedy=text.greedy,
        suggester=text.suggester,
        phrase=text.phrase,
    )


def _plain_type(hint: Any) -> type[str] | type[int] | type[GivenFile] | type[GivenPerson]:
    """Return the type of an option, with a ``| None`` taken off."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if not isinstance(hint, type) or not issubclass(hint, str | int | bool | GivenFile | GivenPerson):
        raise TypeError(f"an option is str, int, bool, a StrEnum, a GivenFile or a GivenPerson, not {hint}")
    return hint


def _check(name: str, description: Localized) -> None:
    if not all(_NAME.fullmatch(part) for part in name.split(".")):
        raise ValueError(f"{name}: names have 1 to 32 lower-case letters and hyphens")
    for text in (description.en, description.ja):
        if not 1 <= len(text) <= _MAX_DESCRIPTION:
            raise ValueError(f"{name}: descriptions have 1 to {_MAX_DESCRIPTION} characters: {text!r}")


def _check_japanese(name: str, name_ja: str) -> None:
    if name_ja and not _NAME_JA.fullmatch(name_ja):
        raise ValueError(f"{name}: a Japanese name has 1 to 32 kana or kanji: {name_ja!r}")
