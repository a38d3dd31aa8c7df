"""What the handlers may reach: handed to them by the engine, never imported."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Protocol, Self
from zoneinfo import ZoneInfo

from bot.clock import Clock, SystemClock
from bot.general.model import NO_ANSWER, GeneralAnswer
from bot.identity import Actor, Place
from bot.lexicon.model import EntryId, Glossary
from bot.lexicon.search import Lookup
from bot.localized import Locale
from bot.ports import Preferences, UnitOfWorkFactory
from bot.quiz.neighbours import Neighbours
from bot.team.house import HouseRule
from bot.team.vocabulary import NO_RULES, Vocabulary

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


def no_unfound(actor: Actor, query: str, at: datetime) -> None:
    """Take no note of a word that nobody found: what a bot without anything that ticks does."""
    del actor, query, at


def nothing_changed(tenant: str) -> None:
    """Do nothing: what a bot whose workspaces have no words of their own does."""
    del tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The engine's parts, as handlers see them: with the words of the workspace that they answer, see :meth:`of`.

    ``neighbours`` are built when the first answer is graded, the ``spotter`` for the first message; ``general`` is
    asked for what the glossary does not know, ``withheld`` for the words that may not be explained in a channel just
    now, because a question there is about them. ``note_lookup`` is told what people look up, ``note_unfound`` what
    nobody found; neither makes anybody wait. ``house`` has the workspace's rule about a word; ``words_changed`` is
    told, once it is committed, that a workspace's words or rules are others now. ``units_of`` opens units of work that
    cannot leave a workspace, where the database knows such a thing. ``clock`` tells when something is handled, which
    may be later than when it was received.
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
    note_unfound: Callable[[Actor, str, datetime], None] = no_unfound
    vocabulary: Callable[[str], Vocabulary] | None = None
    units_of: Callable[[str], UnitOfWorkFactory] | None = None
    house: Mapping[EntryId, HouseRule] = field(default_factory=lambda: NO_RULES)
    words_changed: Callable[[str], None] = nothing_changed
    clock: Clock = field(default_factory=SystemClock)

    def of(self, tenant: str) -> Self:
        """Return these services with the words of a workspace: the shared ones, and its own laid over them.

        Whatever answers a workspace, or happens in one by itself, takes its services from here, before it opens a
        unit of work.
        """
        if self.units_of is not None:
            return replace(self, unit_of_work=self.units_of(tenant), units_of=None).of(tenant)
        if self.vocabulary is None:
            return self
        known = self.vocabulary(tenant)
        if known.glossary is self.glossary and known.house is self.house:
            return self
        return replace(
            self,
            glossary=known.glossary,
            lookup=known.lookup,
            neighbours=known.neighbours,
            spotter=known.spotter,
            house=known.house,
        )

    def language(self, actor: Actor, locale: Locale) -> Locale:
        """Return the language that ``actor`` chose, or else ``locale``, which the platform says."""
        return self.preferences(actor).locale or locale
