"""What the core asks of the outbox: posts in, claims out, outcomes back. See ``bot.posting`` for the values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.posting import Draft, Outcome


class State(StrEnum):
    """How far a post has come. It is ``UNKNOWN`` if nobody can tell whether it was sent."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A post that is this process's to send. ``message`` is what it replaces, if it is an edit."""

    draft: Draft
    attempt: int
    in_doubt: bool
    message: str | None


class PostRepository(Protocol):
    """The outbox: posts to be sent. Looking for what is due looks into all workspaces."""

    def add(self, draft: Draft, now: datetime) -> bool:
        """Keep a post to be sent; False if there was one with its key already."""
        ...

    def state(self, tenant: str, key: str) -> State | None:
        """Return how far the post with this key has come; None if there is none, or not any more."""
        ...

    def amend(self, tenant: str, key: str, now: datetime, expires_at: datetime) -> None:
        """See to it that the post with this key is shown as it is now: send it again as an edit, where need be.

        A post, or an edit of it, that nobody has taken yet will show that anyway. No such post: nothing.
        """
        ...

    def has_due(self, platform: str, now: datetime) -> bool:
        """Return whether a claim might find something."""
        ...

    def next_due(self, after: datetime) -> datetime | None:
        """Return when, after that moment, a post may next be claimed or a lease be over."""
        ...

    def claim(self, platform: str, now: datetime, until: datetime, limit: int) -> tuple[Claim, ...]:
        """Take the oldest post of each channel and person that has none under way; it is ours ``until`` then.

        A post whose lease is over can be taken again, in doubt. One that has expired is dropped.
        """
        ...

    def settle(self, tenant: str, key: str, attempt: int, outcome: Outcome, now: datetime) -> Draft | None:
        """Keep what became of a claim and return its post; None if another claim has taken its place."""
        ...

    def prune(self, tenant: str, before: datetime) -> int:
        """Delete the tenant's posts that came to their end and were made before then; return how many."""
        ...
