"""The one hop from a platform's event loop into the synchronous core."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Worker:
    """Runs the core's calls in a few threads and knows how many are under way."""

    def __init__(self, threads: int = 8) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="core")
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def running(self) -> int:
        """How many calls are under way."""
        return self._running

    async def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what ``function`` returns.

        A cancelled caller does not stop the call: what was begun in the database is finished there.
        """
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._pool, lambda: function(*args, **kwargs))
        self._running += 1
        self._idle.clear()
        future.add_done_callback(self._done)
        return await asyncio.shield(future)

    async def drain(self, timeout_s: float) -> bool:
        """Wait until no call is under way; return False if ``timeout_s`` was not enough."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Give up the threads; calls under way end by themselves."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _done(self, future: "asyncio.Future[R]") -> None:
        self._running -= 1
        if not self._running:
            self._idle.set()
        if not future.cancelled():
            future.exception()
