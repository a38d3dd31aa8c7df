"""What the core asks of storage for words that nobody found: counts by day, of no person and of no channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfound:
    """A query without an answer, how often it was asked, and the last day."""

    query: str
    count: int
    last: date


class UnfoundRepository(Protocol):
    """Queries without an answer, by workspace and day."""

    def is_kept(self, tenant: str) -> bool:
        """Tell whether the workspace has such queries kept; it does unless it chose otherwise."""
        ...

    def choose(self, tenant: str, *, kept: bool) -> None:
        """Keep the workspace's choice; what was kept goes if it is not to be."""
        ...

    def note(self, tenant: str, query: str, day: date, count: int) -> None:
        """Count a query; a workspace that has many different ones already gets no new ones."""
        ...

    def most_asked(self, tenant: str, limit: int) -> Sequence[Unfound]:
        """Return the queries, the most asked for first, then the latest."""
        ...

    def drop(self, tenant: str, query: str) -> bool:
        """Forget a query; tell whether it was there."""
        ...

    def stale(self, before: date) -> Sequence[str]:
        """Return the workspaces that have queries of days before that date."""
        ...

    def prune(self, tenant: str, before: date) -> None:
        """Forget the queries of days before that date."""
        ...
