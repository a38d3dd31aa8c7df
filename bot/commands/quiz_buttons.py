"""What the buttons under questions carry, in quizzes, rounds and reviews alike, and how their commands are declared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.localized import Localized
from bot.quiz.grading import MAX_RESPONSE
from bot.quiz.model import Item
from bot.reply import Reply

P = TypeVar("P")
R = TypeVar("R")

_SUMMARY = Localized("A button under a question", "問題のボタン")
_SESSION = Localized("The quiz", "クイズ")
_QUESTION = Localized("The question", "問題")
_RESPONSE = Localized("Your answer", "答え")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionButton:
    """What a button about a whole quiz, round or review carries."""

    session: str = option(_SESSION, maximum=32)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionButton(SessionButton):
    """What a button about one question carries."""

    question: int = option(_QUESTION, minimum=0, maximum=1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerButton(QuestionButton):
    """What an answer carries; ``response`` is an option's index or the text typed, if any."""

    response: str = option(_RESPONSE, default="", maximum=MAX_RESPONSE)


def given(item: Item | None, response: str) -> int | str:
    """Return what was answered: the index of an option of a choice, else the text."""
    choice = item is not None and item.kind.is_choice
    return int(response) if choice and response.isdecimal() else response


def button(
    name: str,
    params: type[P],
    handler: Callable[[Services, Invocation, P], R],
    presenter: Callable[[R, View], Reply],
    *,
    in_place: bool = True,
    weighs_rights: bool = False,
) -> CommandSpec[Any, Any]:
    """Return the command behind a button."""
    return CommandSpec(
        name=name,
        summary=_SUMMARY,
        params=params,
        handler=handler,
        presenter=presenter,
        hidden=True,
        in_place=in_place,
        weighs_rights=weighs_rights,
    )
