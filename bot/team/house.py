"""House rules: which words a team prefers and which it avoids. They may be about any entry, shared or its own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.lexicon.model import EntryId


class Verdict(StrEnum):
    """What the house says about a word."""

    PREFERRED = "preferred"
    AVOID = "avoid"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRule:
    """What the house says about one entry, and ``why``; there is at most one rule about an entry.

    ``instead`` is what to use for a word to be avoided, or for a preferred one None. Either entry may have been
    withdrawn since. ``set_by`` is a person's id in the workspace.
    """

    entry_id: EntryId
    verdict: Verdict
    why: str
    set_by: str
    set_at: datetime
    instead: EntryId | None = None
