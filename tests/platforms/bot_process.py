"""``naruhaya run`` as a process of its own, against fakes of the platforms in this one."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.platforms.fake_discord import FakeDiscord
from tests.platforms.fake_slack import FakeSlack

Fake = FakeDiscord | FakeSlack
START_S = 30.0


@dataclass(slots=True)
class Process:
    """A running bot; ``lines`` are its log once it has ended."""

    process: asyncio.subprocess.Process
    health: str
    output: str = ""
    errors: str = ""

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its log records."""
        return [json.loads(line) for line in self.output.splitlines()]

    async def ready(self) -> int:
        """Return the status of /readyz, 0 if nobody answers."""
        return (await self.get("/readyz"))[0]

    async def until_ready_is(self, status: int, seconds: float = 10) -> float:
        """Ask until /readyz answers with ``status`` (0: nobody answers); return how many seconds that took."""
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout(seconds):
            while await self.ready() != status:  # noqa: ASYNC110 -- another process cannot set an event of ours
                await asyncio.sleep(0.02)
        return asyncio.get_running_loop().time() - began

    async def get(self, path: str) -> tuple[int, str]:
        """Return what the health server answers."""
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{self.health}{path}") as response:
                return response.status, await response.text()
        except aiohttp.ClientError:
            return 0, ""

    async def until(self, reached: "asyncio.Future[Any]") -> None:
        """Wait for ``reached``; fail with what the process said if it ends before."""
        ended = asyncio.create_task(self.process.wait())
        await asyncio.wait({ended, reached}, return_when=asyncio.FIRST_COMPLETED)
        if not reached.done():
            reached.cancel()
            await asyncio.gather(reached, return_exceptions=True)
            await self.ended(START_S)
            raise AssertionError(f"it ended by itself:\n{self.output}{self.errors}")
        ended.cancel()
        await reached

    def tell(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    async def ended(self, seconds: float) -> int:
        """Wait for its end, and return its exit code."""
        async with asyncio.timeout(seconds):
            output, errors = await self.process.communicate()
        self.output, self.errors = output.decode(), errors.decode()
        assert self.process.returncode is not None
        return self.process.returncode


@asynccontextmanager
async def started(
    folder: Path, *fakes: Fake, module: str = "adapters", cwd: Path | None = None, **environ: str
) -> AsyncIterator[Process]:
    """Start ``naruhaya run`` with the tokens and addresses of the fakes; kill what is left of it at the end.

    ``cwd`` is where it is run; a setting that is empty in ``environ`` is left out.
    """
    port = free_port()
    tokens: dict[str, str] = {}
    for fake in fakes:
        tokens |= fake.environment()
    given = {
        "NARUHAYA_HEALTH_PORT": str(port),
        "NARUHAYA_DATABASE_URL": f"sqlite:///{folder / 'naruhaya.sqlite3'}",
        "HOME": str(folder),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, "run",
        env={name: value for name, value in {**clean(os.environ), **tokens, **given, **environ}.items() if value},
        cwd=cwd, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, limit=2**24,
    )  # fmt: skip
    try:
        yield Process(process, f"http://127.0.0.1:{port}")
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@asynccontextmanager
async def serving(folder: Path, *fakes: Fake, cwd: Path | None = None, **environ: str) -> AsyncIterator[Process]:
    """Start it and wait until it is connected everywhere and ready."""
    async with started(folder, *fakes, cwd=cwd, **environ) as bot:
        await bot.until(asyncio.gather(*map(connected, fakes)))
        await bot.until_ready_is(200, START_S)
        yield bot


def clean(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without settings of ours and without a language."""
    return {name: value for name, value in environ.items() if not name.startswith(("NARUHAYA_", "LC_", "LANG"))}


async def connected(fake: Fake) -> None:
    """Wait until a bot has come to ``fake`` and can be asked."""
    if isinstance(fake, FakeSlack):
        await fake.socket.connected(within=START_S)
    else:
        await fake.gateway.wait_for(lambda gateway: bool(gateway.live and fake.registry.commands()), START_S)


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
