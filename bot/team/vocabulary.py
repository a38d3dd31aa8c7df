"""The shared glossary with a team's own words and rules laid over it, and which workspace has which.

Lookups ask for their workspace's vocabulary every time, so the answer is in memory: a workspace's revision is read at
most twice a second, its words only when that has changed. A lookup never waits for a database that does not answer.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from bot.errors import StorageError
from bot.lexicon.model import Entry, EntryId, Glossary
from bot.lexicon.search import Lookup
from bot.quiz.neighbours import Neighbours
from bot.team.house import HouseRule

if TYPE_CHECKING:
    from bot.lexicon.spotting.spotter import Spotter

_log = logging.getLogger(__name__)

FRESH_S = 0.5
"""Seconds for which a revision that was read is good."""
RETRY_S = 5.0
"""Seconds after which a database that did not answer is asked again."""
MAX_TENANTS = 256
"""Workspaces whose vocabulary is kept at hand; of more, those asked for longest ago are let go."""

NO_RULES: Mapping[EntryId, HouseRule] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWords:
    """What one workspace has published, as of one revision."""

    revision: int
    entries: tuple[Entry, ...] = ()
    rules: tuple[HouseRule, ...] = ()


class TeamSource(Protocol):
    """Reads what workspaces have published.

    Raises:
        StorageError: from any call, when the database cannot be read.
    """

    def revision(self, tenant: str) -> int:
        """Return the workspace's revision, 0 if it never published anything."""
        ...

    def words(self, tenant: str) -> TeamWords:
        """Return the workspace's words and rules, all of one revision."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything that knows words: the shared glossary, or that with a team's own laid over it.

    ``neighbours`` and ``spotter`` are built when they are first asked for. ``house`` has the team's rule about a word.
    """

    glossary: Glossary
    lookup: Lookup
    neighbours: Callable[[], Neighbours]
    spotter: "Callable[[], Spotter]"
    house: Mapping[EntryId, HouseRule] = field(default_factory=dict)


def build_vocabulary(glossary: Glossary) -> Vocabulary:
    """Return the vocabulary of the shared glossary."""
    return Vocabulary(
        glossary=glossary,
        lookup=Lookup(glossary),
        neighbours=cache(lambda: Neighbours.of(glossary.entries)),
        spotter=cache(lambda: _build_spotter(glossary.entries, None)),
        house=NO_RULES,
    )


def laid_over(shared: Vocabulary, words: TeamWords) -> Vocabulary:
    """Return ``shared`` with a team's words and rules laid over it; it shares all that it can, and changes nothing."""
    house = {rule.entry_id: rule for rule in words.rules} if words.rules else NO_RULES
    if not words.entries:
        return shared if house is NO_RULES else replace(shared, house=house)
    known = {*shared.glossary.by_id, *(entry.id for entry in words.entries)}
    own = tuple(_with_links(entry, known) for entry in words.entries)
    return Vocabulary(
        glossary=Glossary((*shared.glossary.entries, *own), shared.glossary.contrasts),
        lookup=Lookup(Glossary(own, ()), over=shared.lookup),
        neighbours=cache(lambda: Neighbours.of(own, over=shared.neighbours())),
        spotter=cache(lambda: _build_spotter(own, shared.spotter())),
        house=house,
    )


class Vocabularies:
    """The vocabulary of every workspace; any number of threads may ask.

    ``monotonic`` tells seconds on a clock that nobody sets.
    """

    def __init__(self, shared: Vocabulary, source: TeamSource, monotonic: Callable[[], float]) -> None:
        self._shared = shared
        self._source = source
        self._monotonic = monotonic
        self._held: dict[str, _Held] = {}
        self._lock = Lock()

    def of(self, tenant: str) -> Vocabulary:
        """Return the workspace's vocabulary, at most ``FRESH_S`` old while the database answers, else the last known.

        One that never was known is the shared one.
        """
        now = self._monotonic()
        held = self._held.get(tenant) or self._hold(tenant)
        held.asked_at = now
        if now >= held.good_until:
            self._renew(tenant, held, now)
        return held.vocabulary

    def is_at_hand(self, tenant: str) -> bool:
        """Tell whether :meth:`of` answers at once: for this the revision may be read, but nothing is built."""
        now = self._monotonic()
        held = self._held.get(tenant)
        if held is None or not held.is_known:
            return False
        return now < held.good_until or self._is_as_known(tenant, held, now)

    def expire(self, tenant: str) -> None:
        """Have the revision read when the workspace is next asked for: something was just published here."""
        held = self._held.get(tenant)
        if held is not None:
            held.good_until = float("-inf")

    def _hold(self, tenant: str) -> "_Held":
        with self._lock:
            held = self._held.get(tenant)
            if held is None:
                while len(self._held) >= MAX_TENANTS:
                    del self._held[min(self._held, key=lambda each: self._held[each].asked_at)]
                held = self._held[tenant] = _Held(self._shared)
            return held

    def _renew(self, tenant: str, held: "_Held", now: float) -> None:
        # Who finds somebody else at it takes what is known, if anything is.
        if not held.lock.acquire(blocking=not held.is_known):
            return
        try:
            if now < held.good_until:
                return
            held.good_until = now + FRESH_S
            revision = self._source.revision(tenant)
            if revision != held.words.revision:
                self._take(held, self._source.words(tenant))
            held.is_known = True
        except StorageError as error:
            held.good_until = now + RETRY_S
            _log.warning("a team's words unread: %s", error)
        except Exception:
            held.good_until = now + RETRY_S
            _log.exception("a team's words unusable")
        finally:
            held.lock.release()

    def _is_as_known(self, tenant: str, held: "_Held", now: float) -> bool:
        if not held.lock.acquire(blocking=False):
            return True
        try:
            if self._source.revision(tenant) != held.words.revision:
                return False
            held.good_until = now + FRESH_S
        except StorageError as error:
            held.good_until = now + RETRY_S
            _log.warning("a team's words unread: %s", error)
        finally:
            held.lock.release()
        return True

    def _take(self, held: "_Held", words: TeamWords) -> None:
        if words.entries == held.words.entries and words.entries:
            held.vocabulary = replace(held.vocabulary, house={rule.entry_id: rule for rule in words.rules})
        else:
            held.vocabulary = laid_over(self._shared, words)
        held.words = words


class _Held:
    """What is known of one workspace."""

    __slots__ = ("asked_at", "good_until", "is_known", "lock", "vocabulary", "words")

    def __init__(self, shared: Vocabulary) -> None:
        self.lock = Lock()
        self.vocabulary = shared
        self.words = TeamWords(revision=0)
        self.is_known = False
        self.asked_at = self.good_until = float("-inf")


def _with_links(entry: Entry, known: set[EntryId]) -> Entry:
    """Return ``entry`` with its links to words that there are; others may have been withdrawn."""

    def kept(ids: tuple[EntryId, ...]) -> tuple[EntryId, ...]:
        return tuple(each for each in ids if each in known)

    return replace(
        entry,
        synonyms=kept(entry.synonyms),
        antonyms=kept(entry.antonyms),
        related=kept(entry.related),
        broader=kept(entry.broader),
        narrower=kept(entry.narrower),
    )


def _build_spotter(entries: tuple[Entry, ...], over: "Spotter | None") -> "Spotter":
    from bot.lexicon.spotting.spotter import Spotter

    return Spotter(entries, over)
