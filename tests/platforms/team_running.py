"""The bot among a team, on a fake of either platform, with a clock that a test moves: a manager and two members."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Protocol
from zoneinfo import ZoneInfo

from adapters.health import Metrics
from adapters.platform import Core, Platform
from adapters.poster import Poster
from adapters.slack_app.manifest import build_manifest
from adapters.worker import Worker
from bot.commands.wotd_steps import post_key
from bot.engine import Engine, build_engine
from bot.identity import Place
from bot.outbox import State
from bot.settings import Settings
from tests.platforms import discord_running, slack_running
from tests.platforms.fake_discord import EVERYDAY_PERMISSIONS, MANAGE_GUILD, Channel, FakeDiscord, text_of
from tests.platforms.fake_discord.people import Person as DiscordPerson
from tests.platforms.fake_discord.seen import labels
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import Seen as SlackSeen
from tests.platforms.fake_slack.people import Person as SlackPerson
from tests.platforms.members import Card, Member, OnDiscord, OnSlack, Option
from tests.platforms.round_table import TestClock

PATIENCE_S = 30.0
TOKYO = ZoneInfo("Asia/Tokyo")
_POLL_S = 0.02


class Side(Protocol):
    """What differs between the platforms: where people stand, what stands in a channel, and what can break."""

    name: str

    def member(self, number: int) -> Member:
        """Return somebody in the first channel; 0 is its manager."""
        ...

    def called(self, number: int) -> Option:
        """Return what somebody gives to a command that takes a person."""
        ...

    def manager_in(self, channel: str) -> Member:
        """Return the manager in a new channel of that name."""
        ...

    def alone(self, number: int) -> Member:
        """Return somebody in a conversation with the bot alone."""
        ...

    def place(self, channel: str = "general") -> Place:
        """Return where a channel is, as the core has it."""
        ...

    def posts(self, channel: str = "general") -> list[Card]:
        """Return the bot's messages for everybody in a channel, oldest first."""
        ...

    def direct(self, number: int) -> list[Card]:
        """Return what the bot said to somebody alone, oldest first."""
        ...

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        ...


@dataclass(slots=True)
class Team:
    """A running bot and the people around it."""

    engine: Engine
    clock: TestClock
    side: Side

    async def next_morning(self) -> datetime:
        """Go on to nine o'clock of the next day in Tokyo, and return that moment."""
        now = self.clock.now().astimezone(TOKYO)
        nine = datetime.combine(now.date(), datetime.min.time(), TOKYO) + timedelta(hours=9)
        moment = nine if now < nine else nine + timedelta(days=1)
        self.clock.advance((moment - now).total_seconds() + 0.001)
        return moment

    def state(self, moment: datetime, channel: str = "general") -> State | None:
        """Return what became of the word of that date in a channel."""
        place = self.side.place(channel)
        with self.engine.services.unit_of_work(read_only=True) as work:
            return work.posts.state(place.tenant, post_key(place, moment.astimezone(TOKYO).date()))

    async def settled(self, moment: datetime, channel: str = "general", *, hurry: bool = True) -> State:
        """Wait until it is known what became of the word of that date; in a hurry time goes by faster than by itself."""
        under_way = {None, State.WAITING, State.SENDING}
        async with asyncio.timeout(2 * PATIENCE_S):
            while (state := self.state(moment, channel)) in under_way:
                await asyncio.sleep(0.05)
                if hurry and state is State.WAITING:
                    self.clock.advance(0.5)
        assert state is not None
        return state


@asynccontextmanager
async def team_on(platform: str, folder: Path, *scopes: str) -> AsyncIterator[Team]:
    """Run the bot on a fake of ``platform``; nobody may be pinged and no payload refused.

    Slack's app asks for ``scopes`` beside its own.
    """
    start = _on_discord(folder) if platform == "discord" else _on_slack(folder, scopes)
    async with start as team:
        yield team


@asynccontextmanager
async def _on_discord(folder: Path) -> AsyncIterator[Team]:
    clock = TestClock()
    core = _core(folder, clock)
    async with AsyncExitStack() as stack:
        stack.callback(clock.reset)
        bot = await stack.enter_async_context(discord_running.running(folder, core=core))
        await stack.enter_async_context(_posting(core, bot.platform))
        yield Team(core.engine, clock, OnFakeDiscord(bot.fake))


@asynccontextmanager
async def _on_slack(folder: Path, scopes: Sequence[str]) -> AsyncIterator[Team]:
    manifest = build_manifest()
    manifest["oauth_config"]["scopes"]["bot"].extend(scopes)
    async with AsyncExitStack() as stack:
        fake = await stack.enter_async_context(FakeSlack(manifest, wait=PATIENCE_S))
        clock = TestClock(fake)
        stack.callback(clock.reset)
        core = _core(folder, clock)
        stack.callback(core.engine.close)
        stack.callback(core.worker.close)
        settings = slack_running.settings_for(fake)
        platform = await stack.enter_async_context(slack_running.running(fake, core, settings))
        await stack.enter_async_context(_posting(core, platform))
        yield Team(core.engine, clock, OnFakeSlack(fake))
        fake.assert_clean()
        assert fake.pings() == []
        assert fake.links() == []


def _core(folder: Path, clock: TestClock) -> Core:
    seeds = itertools.count(7)
    environ = {"NARUHAYA_DATABASE_URL": f"sqlite:///{folder / 'naruhaya.sqlite3'}", "XDG_DATA_HOME": str(folder)}
    engine = build_engine(Settings.from_env(environ), lambda: Random(next(seeds)), clock)
    engine.storage.open()
    return Core(engine=engine, worker=Worker(), metrics=Metrics(), clock=clock)


@asynccontextmanager
async def _posting(core: Core, platform: Platform) -> AsyncIterator[None]:
    poster = Poster(core, [platform], poll_s=_POLL_S)
    task = asyncio.create_task(poster.run())
    try:
        yield
    finally:
        await poster.close()
        await task


NAMES = ("Mari", "Ben", "Chiyo")


@dataclass(slots=True)
class OnFakeDiscord:
    """Discord's side."""

    fake: FakeDiscord
    name: str = "discord"
    people: list[DiscordPerson] = field(init=False)

    def __post_init__(self) -> None:
        guild = self.fake.guilds[0]
        rights = (EVERYDAY_PERMISSIONS | MANAGE_GUILD, EVERYDAY_PERMISSIONS, EVERYDAY_PERMISSIONS)
        self.people = [
            self.fake.person(name, guild, permissions=each, patience=PATIENCE_S)
            for name, each in zip(NAMES, rights, strict=True)
        ]

    def member(self, number: int) -> Member:
        """Return somebody in the first channel."""
        return OnDiscord(self.people[number])

    def called(self, number: int) -> Option:
        """Return the person that is chosen."""
        return self.people[number].user

    def manager_in(self, channel: str) -> Member:
        """Return the manager in a new channel."""
        return OnDiscord(self.people[0].at(self.fake.add_channel(self.fake.guilds[0], channel)))

    def alone(self, number: int) -> Member:
        """Return somebody in their conversation with the bot."""
        person = self.people[number]
        return OnDiscord(person.at(self.fake.dm_with(person.user)))

    def channel(self, name: str) -> Channel:
        """Return the channel of that name."""
        return next(each for each in self.fake.guilds[0].channels if each.name == name)

    def place(self, channel: str = "general") -> Place:
        """Return where a channel is."""
        guild = self.fake.guilds[0]
        return Place(platform="discord", workspace=str(guild.id), channel=str(self.channel(channel).id))

    def posts(self, channel: str = "general") -> list[Card]:
        """Return the bot's messages for everybody."""
        return self._shown(self.channel(channel))

    def direct(self, number: int) -> list[Card]:
        """Return what the bot said to somebody."""
        return self._shown(self.fake.dm_with(self.people[number].user))

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        await self.fake.until(condition, PATIENCE_S)

    def _shown(self, channel: Channel) -> list[Card]:
        shown = [each for each in channel.messages if each.author.bot and not each.ephemeral and not each.deleted]
        return [Card(text_of(each), tuple(labels(each)), False, each) for each in shown]


@dataclass(slots=True)
class OnFakeSlack:
    """Slack's side."""

    fake: FakeSlack
    name: str = "slack"
    people: list[SlackPerson] = field(init=False)

    def __post_init__(self) -> None:
        self.people = [self.fake.person(name, is_admin=name == "Mari") for name in NAMES]

    def member(self, number: int) -> Member:
        """Return somebody in the first channel."""
        return OnSlack(self.people[number])

    def called(self, number: int) -> Option:
        """Return what is typed."""
        return f"@{NAMES[number]}"

    def manager_in(self, channel: str) -> Member:
        """Return the manager in a new channel."""
        return OnSlack(self.people[0], self.fake.channel(channel, self.people[0]))

    def alone(self, number: int) -> Member:
        """Return somebody in their conversation with the bot."""
        return OnSlack(self.people[number], "dm")

    def place(self, channel: str = "general") -> Place:
        """Return where a channel is."""
        workspace = self.fake.workspace
        return Place(platform="slack", workspace=workspace.id, channel=workspace.channel_named(channel).id)

    def posts(self, channel: str = "general") -> list[Card]:
        """Return the bot's messages for everybody."""
        place = self.fake.workspace.channel_named(channel)
        shown = [each for each in place.messages if each.by_app and not each.only_for and not each.deleted]
        return [_card(self.fake.slack.message_seen(self.fake.workspace, each)) for each in shown]

    def direct(self, number: int) -> list[Card]:
        """Return what the bot said to somebody."""
        person = self.people[number]
        return [_card(each) for each in person.in_channel("dm") if each.author == self.fake.workspace.bot.id]

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        await self.fake.recorder.until(lambda: bool(condition()), PATIENCE_S)


def _card(seen: SlackSeen) -> Card:
    return Card(seen.text, seen.buttons, seen.is_private, seen)
