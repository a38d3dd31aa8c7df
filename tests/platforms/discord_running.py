"""Our bot on a fake Discord: the real engine, the real discord.py, and a way to start it again."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import discord

from adapters.discord_app.client import DiscordClient
from adapters.discord_app.platform import DiscordPlatform
from adapters.health import Metrics
from adapters.platform import Core
from adapters.platform_settings import DiscordSettings
from adapters.worker import Worker
from bot.clock import SystemClock
from bot.engine import Engine, build_engine
from bot.settings import Settings
from tests.platforms.fake_discord import Deadlines, FakeDiscord, Person, pointed_at

Wrap = Callable[[Engine], Engine]
PATIENT = Deadlines(answer=30.0)
"""Deadlines that a busy machine does not miss; tests of lateness set their own."""


def engine_at(folder: Path) -> Engine:
    """Return an engine on the glossary that ships and a database in ``folder``; chance is the same each time."""
    seeds = itertools.count(7)
    environ = {"NARUHAYA_DATABASE_URL": f"sqlite:///{folder / 'naruhaya.sqlite3'}", "XDG_DATA_HOME": str(folder)}
    engine = build_engine(Settings.from_env(environ), lambda: Random(next(seeds)))
    engine.storage.open()
    return engine


def core_of(engine: Engine) -> Core:
    """Return a core on ``engine`` with threads of its own."""
    return Core(engine=engine, worker=Worker(), metrics=Metrics(), clock=SystemClock())


@dataclass(slots=True)
class Bot:
    """A running bot; ``restart`` ends it and starts another one on the same database."""

    fake: FakeDiscord
    core: Core
    platform: DiscordPlatform
    task: "asyncio.Task[None]"
    defer_after_s: float

    @property
    def client(self) -> discord.AutoShardedClient:
        """Its client."""
        assert self.platform.client is not None
        return self.platform.client

    async def idle(self) -> None:
        """Wait until it has sent every answer; a later one would go to whatever fake is the current one then."""
        assert isinstance(self.client, DiscordClient)
        await self.client.answers._idle.wait()

    async def stop(self) -> None:
        """End it as the runner does."""
        await self.platform.close()
        await asyncio.wait([self.task], timeout=5)

    async def restart(self) -> None:
        """End it, and start a new client and platform."""
        await self.stop()
        self.platform, self.task = await _start(self.fake, self.core, self.defer_after_s)


async def _start(fake: FakeDiscord, core: Core, defer_after_s: float) -> tuple[DiscordPlatform, "asyncio.Task[None]"]:
    settings = DiscordSettings(token=fake.token, api_base=fake.api_base, gateway_url=fake.gateway_url)
    platform = DiscordPlatform(settings, core, defer_after_s=defer_after_s, retry_s=0.05)
    task = asyncio.create_task(platform.run())
    ready = asyncio.create_task(_ready(fake, platform))
    await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        ready.cancel()
    await (task if task.done() else ready)
    return platform, task


async def _ready(fake: FakeDiscord, platform: DiscordPlatform) -> None:
    await fake.gateway.wait_for(lambda gateway: len(gateway.live) >= fake.shards)
    assert platform.client is not None
    async with asyncio.timeout(30):
        await platform.client.wait_until_ready()


@asynccontextmanager
async def running(
    folder: Path,
    *,
    fake: FakeDiscord | None = None,
    deadlines: Deadlines | None = None,
    core: Core | None = None,
    defer_after_s: float = 1.0,
    clean: bool = True,
) -> AsyncIterator[Bot]:
    """Run the bot on a fake with one guild; at the end nothing may have gone wrong and nobody have been pinged."""
    own = core or core_of(engine_at(folder))
    async with fake or FakeDiscord(deadlines=deadlines or PATIENT) as fake:
        if not fake.guilds:
            fake.add_guild()
        with pointed_at(fake.api_base, fake.gateway_url):
            platform, task = await _start(fake, own, defer_after_s)
            bot = Bot(fake, own, platform, task, defer_after_s)
            try:
                yield bot
            finally:
                await bot.stop()
                own.engine.close()
                own.worker.close()
        assert fake.pings() == []
        if clean:
            fake.assert_clean()


def member(bot: Bot, name: str = "Aiko", *, locale: str = "en-US", **details: object) -> Person:
    """Return a new member of the first guild."""
    return bot.fake.person(name, bot.fake.guilds[0], locale=locale, **details)  # type: ignore[arg-type]  # see person()
