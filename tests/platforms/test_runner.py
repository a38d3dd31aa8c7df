"""The process as a whole: it stops when told, closes every platform, and says what broke."""

import asyncio
import os
import signal
import threading

import pytest

from adapters.platform import PlatformRefused
from adapters.runner import Runner
from adapters.worker import Worker


class FakePlatform:
    """A platform that runs until it is closed, or fails when it is asked to."""

    def __init__(
        self, name: str, *, refused: PlatformRefused | None = None, close_fault: Exception | None = None
    ) -> None:
        self.name = name
        self.is_ready = False
        self.is_closed = False
        self._refused = refused
        self._close_fault = close_fault
        self._closing = asyncio.Event()
        self.started = asyncio.Event()

    async def run(self) -> None:
        self.is_ready = True
        self.started.set()
        if self._refused:
            raise self._refused
        await self._closing.wait()

    async def close(self) -> None:
        if self._close_fault:
            raise self._close_fault
        self.is_closed = True
        self._closing.set()


async def within(seconds: float, task: "asyncio.Task[None]") -> None:
    async with asyncio.timeout(seconds):
        await task


async def turns_of_the_loop() -> None:
    """Let everything that is ready to run do so."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.asyncio
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
async def test_a_signal_closes_every_platform(number: signal.Signals) -> None:
    platforms = [FakePlatform("one"), FakePlatform("two")]
    task = asyncio.create_task(Runner(platforms, Worker()).run())
    await asyncio.gather(*(each.started.wait() for each in platforms))

    os.kill(os.getpid(), number)
    await within(5, task)

    assert all(each.is_closed for each in platforms)


@pytest.mark.asyncio
async def test_a_platform_that_is_refused_ends_the_others_and_is_told() -> None:
    other = FakePlatform("other")
    runner = Runner([FakePlatform("refused", refused=PlatformRefused("The token is wrong.")), other], Worker())

    with pytest.raises(PlatformRefused, match="The token is wrong"):
        await runner.run()
    assert other.is_closed


@pytest.mark.asyncio
async def test_a_platform_that_does_not_close_keeps_no_other_open() -> None:
    broken, other = FakePlatform("broken", close_fault=OSError("the line is cut")), FakePlatform("other")
    runner = Runner([broken, other], Worker())
    task = asyncio.create_task(runner.run())
    await other.started.wait()

    runner.stop()
    await within(5, task)

    assert other.is_closed


@pytest.mark.asyncio
async def test_it_is_ready_when_every_platform_is() -> None:
    platform = FakePlatform("one")
    runner = Runner([platform], Worker())
    assert ("one is not connected",) == runner.problems()

    task = asyncio.create_task(runner.run())
    await platform.started.wait()
    assert () == runner.problems()

    runner.stop()
    assert ("stopping",) == runner.problems()
    await within(5, task)


@pytest.mark.asyncio
async def test_what_is_under_way_is_finished_before_the_platforms_close() -> None:
    worker, platform, release = Worker(), FakePlatform("one"), threading.Event()
    runner = Runner([platform], worker)
    task = asyncio.create_task(runner.run())
    await platform.started.wait()

    answering = asyncio.create_task(worker.call(release.wait, 5))
    await turns_of_the_loop()
    runner.stop()
    await turns_of_the_loop()
    assert not platform.is_closed

    release.set()
    await within(5, task)
    assert platform.is_closed
    assert await answering


@pytest.mark.asyncio
async def test_a_call_whose_caller_gave_up_is_still_counted_until_it_ends() -> None:
    worker, release = Worker(), threading.Event()
    caller = asyncio.create_task(worker.call(release.wait, 5))
    await turns_of_the_loop()

    caller.cancel()
    await asyncio.gather(caller, return_exceptions=True)
    assert 1 == worker.running
    assert not await worker.drain(0)
    release.set()

    assert await worker.drain(5)


@pytest.mark.asyncio
async def test_a_call_that_cannot_begin_is_not_counted() -> None:
    worker = Worker()
    worker.close()

    with pytest.raises(RuntimeError):
        await worker.call(int)
    assert 0 == worker.running


@pytest.mark.asyncio
async def test_a_second_signal_does_not_wait_for_what_is_under_way() -> None:
    worker, platform, release = Worker(), FakePlatform("one"), threading.Event()
    runner = Runner([platform], worker)
    task = asyncio.create_task(runner.run())
    await platform.started.wait()
    answering = asyncio.create_task(worker.call(release.wait, 5))
    await turns_of_the_loop()

    runner.stop()
    runner.stop()
    await within(1, task)

    release.set()
    await answering


@pytest.mark.asyncio
async def test_a_platform_whose_other_end_is_silent_does_not_keep_the_process() -> None:
    class Stubborn(FakePlatform):
        async def run(self) -> None:
            self.started.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                await asyncio.sleep(30)

    platform = Stubborn("one")
    runner = Runner([platform], Worker())
    task = asyncio.create_task(runner.run())
    await platform.started.wait()

    runner.stop()
    await within(2, task)
