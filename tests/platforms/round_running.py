"""The bot with a round in play: the real engine, the real clients and the poster, on the fakes."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from adapters.health import Metrics
from adapters.platform import Core, Platform
from adapters.poster import Poster
from adapters.worker import Worker
from bot.engine import Engine, build_engine
from bot.identity import Place
from bot.quiz.items import build_items
from bot.quiz.model import ItemKind, Session
from bot.settings import Settings
from tests.platforms import discord_running, slack_running
from tests.platforms.fake_discord import Channel
from tests.platforms.fake_discord.world import PUBLIC_THREAD
from tests.platforms.round_table import (
    PATIENCE_S,
    DiscordSeat,
    DiscordTable,
    Seat,
    SlackSeat,
    SlackTable,
    Table,
    TestClock,
)

NAMES = ("Aiko", "Ben", "Chiyo", "Dai")
QUESTIONS = 5
_POLL_S = 0.02


@dataclass(slots=True)
class Game:
    """Four people at a table, and what the engine knows of their round."""

    engine: Engine
    clock: TestClock
    table: Table
    seats: list[Seat]
    place: Place

    @property
    def session(self) -> Session:
        """The round that is open."""
        with self.engine.services.unit_of_work(read_only=True) as work:
            session = work.sessions.round_in(self.place)
        assert session is not None, "no round is open"
        return session


@asynccontextmanager
async def game_on(platform: str, folder: Path, *, in_thread: bool = False) -> AsyncIterator[Game]:
    """Run the bot on a fake of ``platform`` with four people in a channel or thread; nothing may go wrong."""
    start = _on_discord if platform == "discord" else _on_slack
    async with start(folder, in_thread) as game:
        yield game


@asynccontextmanager
async def _on_discord(folder: Path, in_thread: bool) -> AsyncIterator[Game]:
    clock = TestClock()
    core = _core(folder, clock)
    async with AsyncExitStack() as stack:
        stack.callback(clock.reset)
        bot = await stack.enter_async_context(discord_running.running(folder, core=core))
        guild = bot.fake.guilds[0]
        channel = guild.channels[0]
        if in_thread:
            channel = Channel("quiz", type=PUBLIC_THREAD, guild=guild, parent=channel)
            guild.channels.append(channel)
        await stack.enter_async_context(_posting(core, bot.platform))
        people = [bot.fake.person(name, guild, patience=PATIENCE_S).at(channel) for name in NAMES]
        parent = channel.parent or channel
        thread = str(channel.id) if channel.parent else None
        place = Place(platform="discord", workspace=str(guild.id), channel=str(parent.id), thread=thread)
        yield Game(core.engine, clock, DiscordTable(bot.fake, channel), [DiscordSeat(each) for each in people], place)


@asynccontextmanager
async def _on_slack(folder: Path, in_thread: bool) -> AsyncIterator[Game]:
    async with AsyncExitStack() as stack:
        fake = await stack.enter_async_context(slack_running.make_fake(wait=PATIENCE_S))
        clock = TestClock(fake)
        stack.callback(clock.reset)
        core = _core(folder, clock)
        stack.callback(core.engine.close)
        stack.callback(core.worker.close)
        settings = slack_running.settings_for(fake)
        platform = await stack.enter_async_context(slack_running.running(fake, core, settings))
        await stack.enter_async_context(_posting(core, platform))
        people = [fake.person(name) for name in NAMES]
        thread = await people[0].say("Who is in for a quiz?") if in_thread else None
        seats: list[Seat] = [SlackSeat(each, thread=thread) for each in people]
        place = Place(
            platform="slack",
            workspace=fake.workspace.id,
            channel=fake.workspace.channel_named("general").id,
            thread=thread.ts if thread else None,
        )
        yield Game(core.engine, clock, SlackTable(fake, thread=thread), seats, place)
        fake.assert_clean()
        assert fake.pings() == []
        assert fake.links() == []


def _core(folder: Path, clock: TestClock) -> Core:
    environ = {"NARUHAYA_DATABASE_URL": f"sqlite:///{folder / 'naruhaya.sqlite3'}", "XDG_DATA_HOME": str(folder)}
    engine = build_engine(Settings.from_env(environ), _mixed_rounds(), clock)
    engine.storage.open()
    return Core(engine=engine, worker=Worker(), metrics=Metrics(), clock=clock)


def _mixed_rounds() -> Callable[[], Random]:
    """Return chance with which the first round has questions to choose from and one to type."""
    engine = build_engine(Settings.from_env({}), Random)
    for seed in range(1000):
        items = build_items(engine.glossary, Random(seed), QUESTIONS, kinds=tuple(ItemKind))
        if sum(not item.kind.is_choice for item in items) == 1:
            return map(Random, itertools.count(seed)).__next__
    raise AssertionError("no such round")


@asynccontextmanager
async def _posting(core: Core, platform: Platform) -> AsyncIterator[None]:
    poster = Poster(core, [platform], poll_s=_POLL_S)
    task = asyncio.create_task(poster.run())
    try:
        yield
    finally:
        await poster.close()
        await task
