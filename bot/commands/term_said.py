"""What the commands about the team's words come to, as values: what happened to a word, lists, and what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.commands.services import Services
from bot.commands.spec import Invocation, Permission
from bot.lexicon.model import Entry, EntryId, Glossary
from bot.ports import UnitOfWork
from bot.team.checks import Doubt
from bot.team.fields import FieldFault, TermFields
from bot.team.term import Term, Version
from bot.team.versions import Change

MAX_WAITING_OF_ONE = 20
"""Suggestions of one person that may wait for a decision."""
MAX_WAITING = 500
"""Suggestions that may wait in a workspace."""
MAX_REASON = 300


class Part(StrEnum):
    """What is asked for at once: a form has five fields at most."""

    WORD = "word"
    MORE = "more"
    LABELS = "labels"
    SENSE = "sense"


PARTS: Mapping[Part, tuple[str, ...]] = {
    Part.WORD: ("headword", "reading", "english", "definition", "definition_ja"),
    Part.MORE: ("example_ja", "example_en", "also", "note"),
    Part.LABELS: ("pos", "register", "domain", "level"),
    Part.SENSE: ("english", "definition", "definition_ja", "example_ja", "example_en"),
}
"""The fields of each part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed: the fields of a new word, or those of a term that are to say something else.

    ``revision`` is that of the term as they saw it, None if they saw none; ``sense`` counts meanings from 0.
    """

    fields: Mapping[str, str]
    term_id: EntryId | None = None
    revision: int | None = None
    sense: int = 0

    def to_draft(self) -> dict[str, str]:
        """Return it as a draft is kept."""
        about = {"": self.term_id or "", ":revision": str(self.revision or ""), ":sense": str(self.sense)}
        return {**about, **self.fields}

    @classmethod
    def from_draft(cls, draft: Mapping[str, str]) -> "Typed":
        """Return what was kept as a draft."""
        return cls(
            fields={name: text for name, text in draft.items() if name and not name.startswith(":")},
            term_id=EntryId(draft[""]) if draft.get("") else None,
            revision=int(draft.get(":revision") or 0) or None,
            sense=int(draft.get(":sense") or 0),
        )


class Happened(StrEnum):
    """What a call came to."""

    SHOWN = "shown"
    SUGGESTED = "suggested"
    EDIT_SUGGESTED = "edit-suggested"
    PUBLISHED = "published"
    ADOPTED = "adopted"
    REFUSED = "refused"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    CONFIRMED = "confirmed"
    HANDED_OVER = "handed-over"
    FAULTY = "faulty"
    DOUBTFUL = "doubtful"
    CHANGED_SINCE = "changed-since"
    DECIDED = "decided"
    CHANGED_BEFORE_DECISION = "changed-before-decision"
    NOTHING_CHANGED = "nothing-changed"
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOT_OPEN = "not-open"
    NO_RIGHTS = "no-rights"
    NO_REASON = "no-reason"
    GONE = "gone"
    DRAFT_GONE = "draft-gone"
    WHICH_WORD = "which-word"
    WHICH_PERSON = "which-person"
    UNKNOWN_WORD = "unknown-word"
    SHARED_WORD = "shared-word"
    SEVERAL = "several"
    TOO_MANY_OF_YOURS = "too-many-of-yours"
    TOO_MANY_WAIT = "too-many-wait"
    TOO_MANY_WORDS = "too-many-words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What happened, and what the reply to it needs. ``kept``: there is something to be committed.

    ``subject`` is the published word that the term is an edit of; ``changes`` are what the edit, or what was done,
    changes. ``names`` has those that may be shown; ``draft`` is where what was typed is kept; ``part`` the form to
    mend it in, and ``given`` what stands there. ``stale``: the word should have been looked at again by now.
    """

    happened: Happened
    kept: bool = False
    term: Term | None = None
    subject: Term | None = None
    changes: tuple[Change, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    reader: str = ""
    may_decide: bool = False
    stale: bool = False
    faults: tuple[FieldFault, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    draft: str = ""
    part: Part = Part.WORD
    given: TermFields | None = None
    found: tuple[Entry, ...] = ()
    text: str = ""
    glossary: Glossary | None = None


class Kind(StrEnum):
    """What is listed."""

    LIST = "list"
    REVIEW = "review"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of terms. ``about`` is the line that stands above it: what was just done to one of them."""

    kind: Kind
    terms: tuple[Term, ...]
    number: int
    page: int
    pages: int
    query: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    reader: str = ""
    may_decide: bool = False
    waiting: int = 0
    about: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A version with what it changed of the one before."""

    version: Version
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A page of a term's versions, the newest first."""

    term: Term
    steps: tuple[Step, ...]
    page: int
    pages: int
    names: Mapping[str, str]
    may_decide: bool


def may_decide(invocation: Invocation) -> bool:
    """Return whether the person decides on the team's words."""
    return Permission.EDITOR.allows(invocation.actor.role)


def shown(
    services: Services, work: UnitOfWork, invocation: Invocation, happened: Happened, term: Term, **more: object
) -> Said:
    """Return what happened to ``term``, with the names of those who had to do with it."""
    tenant = invocation.actor.tenant
    people = {term.owner, term.suggested_by, term.changed_by, *([term.decided_by] if term.decided_by else [])}
    return Said(
        happened=happened,
        term=term,
        names=work.people.names(tenant, people),
        reader=invocation.actor.user_id,
        may_decide=may_decide(invocation),
        stale=bool(term.review_at and term.review_at <= services.clock.now()),
        glossary=services.glossary,
        **more,  # type: ignore[arg-type]  # further fields of Said
    )
