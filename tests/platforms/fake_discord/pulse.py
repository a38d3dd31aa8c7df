"""Waiting for something to become true without sleeping for luck."""

import asyncio
from collections.abc import Callable


class Pulse:
    """Beats whenever something changed; whoever waits looks again."""

    def __init__(self) -> None:
        self._turn = asyncio.Event()

    def beat(self) -> None:
        """Let everybody who waits look again."""
        turn, self._turn = self._turn, asyncio.Event()
        turn.set()

    async def until(self, condition: Callable[[], object], seconds: float) -> None:
        """Return once ``condition`` is truthy; raises TimeoutError after ``seconds``."""
        async with asyncio.timeout(seconds):
            while not condition():
                await self._turn.wait()
