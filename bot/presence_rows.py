"""What the core asks of storage about where the bot is, and about what has been kept for long enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """What is old: posts made, deliveries claimed and installations begun that ran out before these moments."""

    posts: datetime
    deliveries: datetime
    oauth_states: datetime


class PresenceRepository(Protocol):
    """The workspaces that have the bot, or had it and are not deleted yet. Looking for any looks into all of them."""

    def here(self, platform: str) -> frozenset[str]:
        """Return the workspaces of a platform that have the bot, as far as is known."""
        ...

    def arrive(self, tenant: str) -> None:
        """Keep that the workspace has the bot; that it once left is forgotten."""
        ...

    def leave(self, tenant: str, at: datetime) -> None:
        """Keep that the workspace has the bot no longer; the first time stands until it has it again."""
        ...

    def has_left(self, tenant: str, by: datetime) -> bool:
        """Return whether it left by then and is not back; until this unit of work ends, it cannot come back."""
        ...

    def gone(self, by: datetime, limit: int) -> Sequence[str]:
        """Return at most ``limit`` workspaces that left by then, the longest gone first."""
        ...

    def with_old(self, until: Until, limit: int) -> Sequence[str]:
        """Return at most ``limit`` workspaces that have something old."""
        ...

    def prune(self, tenant: str, until: Until) -> int:
        """Delete what is old in a workspace, and return how much that was."""
        ...
