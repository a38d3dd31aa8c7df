"""Remembers when this process sent a post: whether a try of it may still be under way is told by how long ago it was."""

import time
from collections.abc import Callable

_MOST = 10_000
"""Posts that are remembered; the oldest are forgotten first, and count as never seen."""


class Tries:
    """When each post, by its nonce, was first and last sent from here, in seconds of a clock that never jumps."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._sent: dict[str, tuple[float, float]] = {}

    def note(self, nonce: str) -> None:
        """Take note that the post is sent now."""
        now_s = self._now_s()
        first, _ = self._sent.pop(nonce, (now_s, now_s))
        while len(self._sent) >= _MOST:
            self._sent.pop(next(iter(self._sent)))
        self._sent[nonce] = (first, now_s)

    def since_first_s(self, nonce: str) -> float | None:
        """Return the seconds since it was first sent from here; None if it was not, or that was forgotten."""
        sent = self._sent.get(nonce)
        return None if sent is None else self._now_s() - sent[0]

    def since_last_s(self, nonce: str) -> float:
        """Return the least number of seconds since anybody last sent it.

        Another process may have done so until this one was first asked about it: from then on it is counted.
        """
        sent = self._sent.get(nonce)
        if sent is None:
            self.note(nonce)
            return 0.0
        return self._now_s() - sent[1]

    def forget(self, nonce: str) -> None:
        """Forget a post that came to its end."""
        self._sent.pop(nonce, None)
