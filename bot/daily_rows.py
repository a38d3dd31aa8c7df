"""What the core asks of storage for the question of the day. Its schedule is a ``bot.wotd.Subscription``."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Protocol

from bot.identity import Place
from bot.quiz.model import Session
from bot.wotd import Subscription


class DailyRepository(Protocol):
    """Which channels get a question of the day. A channel's threads share it."""

    def get(self, place: Place) -> Subscription | None:
        """Return the channel's schedule; until this unit of work ends, no other one can change it."""
        ...

    def get_if_free(self, place: Place) -> Subscription | None:
        """Return the schedule as ``get`` does, or None at once if another unit of work has it just now."""
        ...

    def save(self, subscription: Subscription) -> None:
        """Keep the channel's schedule in place of the one before."""
        ...

    def due(self, now: datetime, limit: int) -> tuple[Place, ...]:
        """Return at most ``limit`` channels of any workspace that are due by ``now``, the longest due first."""
        ...

    def next_due(self) -> datetime | None:
        """Return when the next channel of any workspace is due."""
        ...

    def dates(self, place: Place, since: date) -> Collection[date]:
        """Return the local dates from then on that had their question in the channel."""
        ...

    def open_in(self, place: Place) -> Session | None:
        """Return the channel's open question; until this unit of work ends, no other one can change it."""
        ...
