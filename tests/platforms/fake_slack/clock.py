"""The fake's clock: true time plus what a test has added to it."""

import time


class SlackClock:
    """Wall-clock seconds that a test may move forward, so that nothing waits for half an hour."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._last_ts = 0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass at once for expiry dates, rate limits and signatures; timers are not touched."""
        self._ahead += seconds

    def new_ts(self) -> str:
        """A message's ``ts``: seconds and microseconds, later than every one before."""
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"
