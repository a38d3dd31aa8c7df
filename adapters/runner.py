"""One process, all platforms that have tokens: start, watch, drain, stop."""

import asyncio
import logging
import signal
from collections.abc import Sequence

from adapters.platform import Runs
from adapters.worker import Worker

_log = logging.getLogger(__name__)

DRAIN_S = 4.5
"""Seconds that answers under way get after SIGTERM; container engines kill after ten."""
_CLOSE_S = 2.0
_LEAVE_S = 1.0
_END_S = 0.5


class Runner:
    """Runs platforms until a signal or until one of them is refused."""

    def __init__(self, platforms: Sequence[Runs], worker: Worker) -> None:
        self._platforms = platforms
        self._worker = worker
        self._stopping = asyncio.Event()
        self._hurrying = asyncio.Event()

    def problems(self) -> tuple[str, ...]:
        """Return what keeps the process from being ready."""
        if self._stopping.is_set():
            return ("stopping",)
        return tuple(f"{each.name} is not connected" for each in self._platforms if not each.is_ready)

    def stop(self) -> None:
        """Begin to stop; calling it again stops without waiting for what is under way."""
        if self._stopping.is_set():
            self._hurrying.set()
        self._stopping.set()

    async def run(self) -> None:
        """Run until :meth:`stop` or a signal, then drain.

        Raises:
            PlatformRefused: a platform will not have us; the others are closed first.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        tasks = [asyncio.create_task(each.run(), name=each.name) for each in self._platforms]
        stopping = asyncio.create_task(self._stopping.wait(), name="stop")
        try:
            await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
            self._stopping.set()
            await self._drain_or_hurry()
            if not self._hurrying.is_set():
                # What a platform has open is closed by itself, unless its other end is silent.
                await asyncio.wait(tasks, timeout=_LEAVE_S)
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=_END_S)
            for task in tasks:
                if task.done() and not task.cancelled() and (error := task.exception()):
                    raise error
        finally:
            stopping.cancel()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)

    async def _drain_or_hurry(self) -> None:
        """Drain, unless somebody asks a second time."""
        waited = [asyncio.create_task(self._drain()), asyncio.create_task(self._hurrying.wait())]
        try:
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waited:
                each.cancel()
            await asyncio.gather(*waited, return_exceptions=True)

    async def _drain(self) -> None:
        _log.info("stopping; answers under way: %d", self._worker.running)
        if not await self._worker.drain(DRAIN_S):
            _log.warning("gave up on %d answers under way", self._worker.running)
        await asyncio.gather(*map(self._close, self._platforms))

    async def _close(self, platform: Runs) -> None:
        try:
            async with asyncio.timeout(_CLOSE_S):
                await platform.close()
        except TimeoutError:
            _log.warning("%s did not close in time", platform.name)
        except Exception:
            _log.exception("%s did not close", platform.name)
