"""The only module that asks the time; everything else is handed a Clock or a moment."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """Return this moment as an aware datetime in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return this moment as an aware datetime in UTC."""
        return datetime.now(UTC)


def monotonic() -> float:
    """Return seconds on a clock that only goes forward and that nobody sets; its zero means nothing."""
    return time.monotonic()
