"""What the core asks of storage for a team's own glossary. See ``bot.team`` for the values."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.identity import Actor, Place
from bot.lexicon.model import Entry, EntryId
from bot.localized import Locale
from bot.team.house import HouseRule
from bot.team.term import Term, TermState, Version


class TermRepository(Protocol):
    """A workspace's own words with their history, and its house rules.

    Every change that a lookup can see (of a published word, to or from that state, of a rule) raises the workspace's
    revision in the same transaction.
    """

    def revision(self, tenant: str) -> int:
        """Return the number of changes so far that a lookup can see; 0 where there never was one."""
        ...

    def published(self, tenant: str) -> tuple[Entry, ...]:
        """Return the entries of the published words, in the order of their ids."""
        ...

    def rules(self, tenant: str) -> tuple[HouseRule, ...]:
        """Return the house rules, in the order of the ids of their entries."""
        ...

    def add(self, tenant: str, term: Term, locale: Locale | None = None) -> bool:
        """Keep a new term and its first version; False, and nothing done, if its id is in use.

        ``locale`` is the language of the person who suggests it.
        """
        ...

    def locale_of(self, tenant: str, term_id: EntryId) -> Locale | None:
        """Return the language of the person who suggested the term, where it is known."""
        ...

    def get(self, tenant: str, term_id: EntryId) -> Term | None:
        """Return the term; until this unit of work ends, no other one can change it."""
        ...

    def save(self, tenant: str, term: Term) -> None:
        """Keep the term as its last step made it, and that step as a version in its history."""
        ...

    def add_all(self, tenant: str, terms: Sequence[Term]) -> bool:
        """Keep new terms as ``add`` does each, at once; False if an id is in use: then leave, and do not commit."""
        ...

    def save_all(self, tenant: str, terms: Sequence[Term]) -> None:
        """Keep terms as ``save`` does each, at once.

        Raises:
            LookupError: one of them is not as it was before its last step; then leave, and do not commit.
        """
        ...

    def listed(self, tenant: str, states: Collection[TermState], limit: int, offset: int = 0) -> tuple[Term, ...]:
        """Return terms in one of ``states``: suggestions the oldest first, so that none waits for ever; others by id."""
        ...

    def counts(self, tenant: str) -> Mapping[TermState, int]:
        """Return how many terms there are in each state; states without any are left out."""
        ...

    def edits_of(self, tenant: str, term_id: EntryId) -> tuple[Term, ...]:
        """Return the suggested edits of a word that wait for a decision, the oldest first."""
        ...

    def suggested_by(self, tenant: str, user_id: str) -> tuple[Term, ...]:
        """Return the person's suggestions that wait for a decision, the oldest first."""
        ...

    def to_review(self, tenant: str, until: datetime, limit: int) -> tuple[Term, ...]:
        """Return published terms that should have been looked at by ``until``, the longest due first."""
        ...

    def history(self, tenant: str, term_id: EntryId) -> tuple[Version, ...]:
        """Return every version of a term, the oldest first."""
        ...

    def deciders(self, tenant: str, since: datetime) -> Collection[str]:
        """Return who decided on a suggestion since then."""
        ...

    def set_rule(self, tenant: str, rule: HouseRule) -> None:
        """Keep a house rule in place of the one there was about its entry."""
        ...

    def clear_rule(self, tenant: str, entry_id: EntryId) -> bool:
        """Drop the rule about an entry; tell whether there was one."""
        ...


class DraftRepository(Protocol):
    """What people typed into forms that waits for their yes. Each sees their own alone."""

    def keep(self, actor: Actor, draft_id: str, typed: Mapping[str, str], made_at: datetime) -> None:
        """Keep what the person typed, and drop what they typed more than a day before."""
        ...

    def take(self, actor: Actor, draft_id: str) -> Mapping[str, str] | None:
        """Return what the person typed, and keep it no longer; None if it is not there any more."""
        ...


class ChannelRepository(Protocol):
    """What was chosen for channels. Threads of a channel share it."""

    def has_hints(self, place: Place) -> bool:
        """Return whether house rules are told in the channel after a message was explained there."""
        ...

    def set_hints(self, place: Place, *, on: bool) -> None:
        """Keep whether they are."""
        ...
