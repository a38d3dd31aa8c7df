"""A team's own word: a lexicon entry, and how it came to be one. Pure; the time and randomness are passed in.

The word is suggested, then published or refused, edited, withdrawn, and taken back to any earlier version. Every step
is a function that returns the term as it is then, or why that cannot be. Who may take a step is the commands' business.

What nobody gave is empty in the entry: no definition, no equivalent, level 0, and the part of speech and the origin
say nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from bot.lexicon.model import Entry, EntryId

OWN = "team."
"""What the id of every own word begins with; a full stop is in no id of the shared glossary."""
LEVEL_UNKNOWN = 0
"""The difficulty of a word that nobody gave a level."""
REVIEW_AFTER = timedelta(days=180)
"""So long after it was published or confirmed a word should be looked at again."""

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_ID_LENGTH = 8


class TermState(StrEnum):
    """How far a word has come. Only what is PUBLISHED is found by anybody."""

    SUGGESTED = "suggested"
    PUBLISHED = "published"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ADOPTED = "adopted"
    """A suggested edit that went into the word it was for."""


class Refusal(StrEnum):
    """Why a step cannot be taken."""

    NOT_SUGGESTED = "not-suggested"
    """The suggestion was decided already."""
    NOT_PUBLISHED = "not-published"
    NOT_OPEN = "not-open"
    """The word is neither suggested nor published, so there is nothing to withdraw or to edit."""
    NO_REASON = "no-reason"
    NOT_ITS_WORD = "not-its-word"
    """The suggested edit is for another word, or the version of another one."""
    NOTHING_CHANGED = "nothing-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of one team as it is now.

    People are given by their ids in the workspace. ``revision`` counts the steps so far, the suggestion being 1;
    ``changed_by`` took the last one at ``changed_at``, for ``reason`` if there was one. ``review_at`` is when a
    published word should be looked at again. ``replaces`` is the published word that a suggested edit is for, and
    ``base`` the revision of it that was edited.
    """

    entry: Entry
    state: TermState
    owner: str
    suggested_by: str
    changed_by: str
    changed_at: datetime
    revision: int = 1
    decided_by: str | None = None
    reason: str = ""
    review_at: datetime | None = None
    replaces: EntryId | None = None
    base: int | None = None

    @property
    def id(self) -> EntryId:
        """The id of the word, the same in all its versions."""
        return self.entry.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A word as it was after one step: a line of its history."""

    term_id: EntryId
    revision: int
    entry: Entry
    state: TermState
    changed_by: str
    changed_at: datetime
    reason: str = ""


def is_own(entry_id: EntryId) -> bool:
    """Tell whether this is a word of a team rather than of the shared glossary."""
    return entry_id.startswith(OWN)


def new_id(random: Random) -> EntryId:
    """Return a fresh id: ``team.k3x9q2ab``."""
    return EntryId(OWN + "".join(random.choices(_LETTERS, k=_ID_LENGTH)))


def suggest(entry: Entry, by: str, at: datetime, *, replaces: EntryId | None = None, base: int | None = None) -> Term:
    """Return a new term, suggested; ``replaces`` makes it a suggested edit of that word, under an id of its own."""
    return Term(
        entry=entry,
        state=TermState.SUGGESTED,
        owner=by,
        suggested_by=by,
        changed_by=by,
        changed_at=at,
        replaces=replaces,
        base=base,
    )


def publish(term: Term, by: str, at: datetime) -> Term | Refusal:
    """Return a suggested term published. A suggested edit of a published word is adopted instead, see :func:`adopt`."""
    if term.state is not TermState.SUGGESTED:
        return Refusal.NOT_SUGGESTED
    if term.replaces is not None:
        return Refusal.NOT_ITS_WORD
    return _step(term, by, at, state=TermState.PUBLISHED, decided_by=by, review_at=at + REVIEW_AFTER)


def adopt(published: Term, suggestion: Term, by: str, at: datetime) -> tuple[Term, Term] | Refusal:
    """Return the published word with what the suggested edit says, and the suggestion settled."""
    if suggestion.state is not TermState.SUGGESTED:
        return Refusal.NOT_SUGGESTED
    if suggestion.replaces != published.id:
        return Refusal.NOT_ITS_WORD
    if published.state is not TermState.PUBLISHED:
        return Refusal.NOT_PUBLISHED
    entry = replace(suggestion.entry, id=published.id)
    return (
        _step(published, by, at, entry=entry, decided_by=by, review_at=at + REVIEW_AFTER),
        _step(suggestion, by, at, state=TermState.ADOPTED, decided_by=by),
    )


def refuse(term: Term, by: str, at: datetime, reason: str) -> Term | Refusal:
    """Return a suggested term refused for ``reason``, which the person who suggested it is told."""
    if term.state is not TermState.SUGGESTED:
        return Refusal.NOT_SUGGESTED
    if not reason.strip():
        return Refusal.NO_REASON
    return _step(term, by, at, state=TermState.REFUSED, decided_by=by, reason=reason.strip())


def edit(term: Term, entry: Entry, by: str, at: datetime, reason: str = "") -> Term | Refusal:
    """Return the term saying what ``entry`` says, under its own id, in the state it was in.

    For those who may decide, and for one's own suggestion; others suggest the edit: ``suggest(…, replaces=term.id)``.
    """
    if term.state not in _OPEN:
        return Refusal.NOT_OPEN
    entry = replace(entry, id=term.id)
    if entry == term.entry:
        return Refusal.NOTHING_CHANGED
    review_at = at + REVIEW_AFTER if term.state is TermState.PUBLISHED else None
    return _step(term, by, at, entry=entry, reason=reason.strip(), review_at=review_at)


def withdraw(term: Term, by: str, at: datetime, reason: str = "") -> Term | Refusal:
    """Return the term withdrawn: a suggestion taken back, or a published word that is found no more."""
    if term.state not in _OPEN:
        return Refusal.NOT_OPEN
    return _step(term, by, at, state=TermState.WITHDRAWN, reason=reason.strip(), review_at=None)


def restore(term: Term, version: Version, by: str, at: datetime, reason: str = "") -> Term | Refusal:
    """Return the term saying and being what it was in ``version``: the undo of everything since."""
    if version.term_id != term.id:
        return Refusal.NOT_ITS_WORD
    if version.entry == term.entry and version.state is term.state:
        return Refusal.NOTHING_CHANGED
    review_at = at + REVIEW_AFTER if version.state is TermState.PUBLISHED else None
    return _step(
        term,
        by,
        at,
        entry=replace(version.entry, id=term.id),
        state=version.state,
        reason=reason.strip(),
        review_at=review_at,
    )


def hand_over(term: Term, owner: str, by: str, at: datetime) -> Term | Refusal:
    """Return the term with another owner, who is asked when it should be looked at again."""
    if owner == term.owner:
        return Refusal.NOTHING_CHANGED
    return _step(term, by, at, owner=owner)


def confirm(term: Term, by: str, at: datetime) -> Term | Refusal:
    """Return a published term that ``by`` looked at and found right."""
    if term.state is not TermState.PUBLISHED:
        return Refusal.NOT_PUBLISHED
    return _step(term, by, at, review_at=at + REVIEW_AFTER)


def version_of(term: Term) -> Version:
    """Return the line of history that the last step of ``term`` makes."""
    return Version(
        term_id=term.id,
        revision=term.revision,
        entry=term.entry,
        state=term.state,
        changed_by=term.changed_by,
        changed_at=term.changed_at,
        reason=term.reason,
    )


_OPEN = frozenset({TermState.SUGGESTED, TermState.PUBLISHED})


def _step(
    term: Term,
    by: str,
    at: datetime,
    *,
    entry: Entry | None = None,
    state: TermState | None = None,
    owner: str | None = None,
    decided_by: str | None = None,
    reason: str = "",
    review_at: datetime | None = None,
) -> Term:
    """Return the term one revision on; what is not given stays, but the reason and the date of the next look."""
    new_state = state or term.state
    return replace(
        term,
        entry=entry or term.entry,
        state=new_state,
        owner=owner or term.owner,
        changed_by=by,
        changed_at=at,
        revision=term.revision + 1,
        decided_by=decided_by or term.decided_by,
        reason=reason,
        review_at=(review_at or term.review_at) if new_state is TermState.PUBLISHED else None,
    )
