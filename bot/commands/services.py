"""What the handlers may reach: handed to them by the engine, never imported."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.clock import Clock, SystemClock
from bot.general.model import NO_ANSWER, GeneralAnswer
from bot.identity import Actor, Place
from bot.lexicon.model import EntryId, Glossary
from bot.lexicon.search import Lookup
from bot.localized import Locale
from bot.ports import Preferences, UnitOfWorkFactory
from bot.quiz.neighbours import Neighbours

if TYPE_CHECKING:
    from bot.lexicon.spotting.spotter import Spotter


class PreferenceReader(Protocol):
    """Reads what a person chose, fast enough to stand before every lookup."""

    def __call__(self, actor: Actor) -> Preferences:
        """Return the person's preferences, or the defaults where nothing is known or the database is down."""
        ...


def nothing_withheld(place: Place) -> Collection[EntryId]:
    """Return no word: what a bot whose channels have no rounds keeps back."""
    del place
    return ()


def no_general_dictionary(text: str) -> GeneralAnswer:
    """Return no answer: what a bot without a general dictionary says to everything."""
    del text
    return NO_ANSWER


def no_notes(actor: Actor, entry_id: EntryId, at: datetime) -> None:
    """Take no note of a lookup: what a bot without anything that ticks does."""
    del actor, entry_id, at


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The engine's parts, as handlers see them.

    ``neighbours`` are built when the first answer is graded, the ``spotter`` for the first message; ``general`` is
    asked for what the glossary does not know, ``withheld`` for the words that may not be explained in a channel just
    now, because a question there is about them. ``note_lookup`` is told what people look
    up, and makes nobody wait. ``clock`` tells when something is handled, which may be later than
    when it was received.
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
    withheld: Callable[[Place], Collection[EntryId]] = nothing_withheld
    note_lookup: Callable[[Actor, EntryId, datetime], None] = no_notes
    clock: Clock = field(default_factory=SystemClock)

    def language(self, actor: Actor, locale: Locale) -> Locale:
        """Return the language that ``actor`` chose, or else ``locale``, which the platform says."""
        return self.preferences(actor).locale or locale
