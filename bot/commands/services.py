"""What the handlers may reach: handed to them by the engine, never imported."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.general.model import NO_ANSWER, GeneralAnswer
from bot.identity import Actor
from bot.lexicon.model import Glossary
from bot.lexicon.search import Lookup
from bot.ports import Preferences, UnitOfWorkFactory
from bot.quiz.neighbours import Neighbours

if TYPE_CHECKING:
    from bot.lexicon.spotting.spotter import Spotter


class PreferenceReader(Protocol):
    """Reads what a person chose, fast enough to stand before every lookup."""

    def __call__(self, actor: Actor) -> Preferences:
        """Return the person's preferences, or the defaults where nothing is known or the database is down."""
        ...


def no_general_dictionary(text: str) -> GeneralAnswer:
    """Return no answer: what a bot without a general dictionary says to everything."""
    del text
    return NO_ANSWER


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The engine's parts, as handlers see them.

    ``neighbours`` are built when the first answer is graded, the ``spotter`` for the first message; ``general`` is
    asked for what the glossary does not know.
    """

    glossary: Glossary
    lookup: Lookup
    neighbours: Callable[[], Neighbours]
    spotter: "Callable[[], Spotter]"
    preferences: PreferenceReader
    unit_of_work: UnitOfWorkFactory
    new_random: Callable[[], Random]
    timezone: ZoneInfo
    general: Callable[[str], GeneralAnswer] = no_general_dictionary
