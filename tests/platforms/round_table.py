"""A round of the quiz as people at clients see it: posts in a channel or thread, and their own private answers.

``Table`` is the channel, ``Seat`` somebody at it; on Discord and on Slack they do the same few things.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from tests.platforms import fake_discord
from tests.platforms.fake_discord import FakeDiscord, NothingSeenError
from tests.platforms.fake_discord.seen import labels
from tests.platforms.fake_discord.wire import clock as discord_clock
from tests.platforms.fake_discord.world import walk
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import Seen as SlackSeen
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.people import Person as SlackPerson
from tests.platforms.fake_slack.shown import elements_of, text_of
from tests.platforms.fake_slack.world import Message

PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it stands now: its text and its buttons' ids by label."""

    text: str
    buttons: dict[str, str]
    origin: object

    def label(self, start: str) -> str:
        """Return the label that begins so."""
        return next(label for label in self.buttons if label.startswith(start))


class Seat(Protocol):
    """Somebody at the table."""

    @property
    def name(self) -> str:
        """What they are called."""
        ...

    async def begin(self, line: str) -> Post:
        """Start a round, ``line`` being its options; return the private answer."""
        ...

    async def press(self, post: Post, start: str) -> Post:
        """Press the button whose label begins so; return the private answer."""
        ...

    async def type(self, post: Post, line: str) -> Post:
        """Type the answer to a question; return the private answer."""
        ...

    def direct(self) -> list[str]:
        """Return what the bot told this person in a direct message."""
        ...


class Table(Protocol):
    """A channel or thread in which a round is played."""

    def posts(self) -> list[Post]:
        """Return the bot's messages for everybody, oldest first."""
        ...

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        ...

    def sent(self) -> list[str]:
        """Return every payload that the bot has sent so far, as JSON, in order."""
        ...


async def post_saying(table: Table, pattern: str) -> Post:
    """Wait for a message that says so, and return it."""

    def found() -> list[Post]:
        return [each for each in table.posts() if re.search(pattern, each.text)]

    try:
        await table.until(found)
    except TimeoutError:
        shown = "\n---\n".join(each.text for each in table.posts())
        raise AssertionError(f"nothing says {pattern!r}; there is:\n{shown}") from None
    return found()[-1]


@dataclass(slots=True)
class DiscordTable:
    """A channel or thread on Discord."""

    fake: FakeDiscord
    channel: fake_discord.Channel

    def posts(self) -> list[Post]:
        """Return the bot's messages for everybody."""
        shown = [each for each in self.channel.messages if each.author.bot and not each.ephemeral and not each.deleted]
        return [_discord_post(each) for each in shown]

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        await self.fake.until(condition, PATIENCE_S)

    def sent(self) -> list[str]:
        """Return every payload so far."""
        return [json.dumps(each.body, ensure_ascii=False) for each in self.fake.recorder.calls if each.body]


def _discord_post(message: fake_discord.Message) -> Post:
    ids = {str(each["label"]): str(each["custom_id"]) for each in walk(message.components) if each["type"] == 2}
    assert list(ids) == labels(message)
    return Post(fake_discord.text_of(message), ids, message)


@dataclass(slots=True)
class DiscordSeat:
    """Somebody on Discord."""

    person: fake_discord.Person

    @property
    def name(self) -> str:
        """What they are called."""
        return self.person.user.name

    async def begin(self, line: str) -> Post:
        """Use the slash command."""
        options = dict(each.split(":") for each in line.split())
        typed = {name: int(value) if value.isdecimal() else value for name, value in options.items()}
        return self._answer(await self.person.slash("round", **typed))

    async def press(self, post: Post, start: str) -> Post:
        """Press a button."""
        assert isinstance(post.origin, fake_discord.Message)
        return self._answer(await self.person.press(post.origin, post.label(start)))

    async def type(self, post: Post, line: str) -> Post:
        """Fill the dialogue."""
        assert isinstance(post.origin, fake_discord.Message)
        asked = await self.person.press(post.origin, post.label("Type your answer"))
        return self._answer(await self.person.submit_modal(asked, text=line))

    def direct(self) -> list[str]:
        """Return what the bot told this person."""
        own = self.person.fake.dm_with(self.person.user).messages
        return [fake_discord.text_of(each) for each in own if each.author.bot]

    def _answer(self, seen: fake_discord.Seen) -> Post:
        if seen.message is None:
            raise NothingSeenError
        assert seen.ephemeral, "what is for one is not shown to all"
        return _discord_post(seen.message)


@dataclass(slots=True)
class SlackTable:
    """A channel or thread on Slack."""

    fake: FakeSlack
    channel: str = "general"
    thread: SlackSeen | None = None

    def posts(self) -> list[Post]:
        """Return the bot's messages for everybody."""
        place = self.fake.workspace.channel_named(self.channel)
        ts = self.thread.ts if self.thread else None
        shown = [each for each in place.messages if each.by_app and not each.only_for and not each.deleted]
        return [self._post(each) for each in shown if each.thread_ts == ts]

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        await self.fake.recorder.until(lambda: bool(condition()), PATIENCE_S)

    def sent(self) -> list[str]:
        """Return every payload so far: calls, and bodies of acknowledgements."""
        recorder = self.fake.recorder
        timed = [(each.at, each.args) for each in recorder.calls]
        timed += [(each.answered or each.at, each.body) for each in recorder.deliveries if each.body]
        return [json.dumps(body, ensure_ascii=False) for _, body in sorted(timed, key=lambda pair: pair[0])]

    def _post(self, message: Message) -> Post:
        return _slack_post(self.fake.slack.message_seen(self.fake.workspace, message))


def _slack_post(seen: SlackSeen) -> Post:
    buttons = [each for _, each in elements_of(list(seen.blocks)) if each.get("type") == "button"]
    return Post(seen.text, {text_of(each["text"]): str(each["action_id"]) for each in buttons}, seen)


@dataclass(slots=True)
class SlackSeat:
    """Somebody on Slack; in a thread a round is started by a mention, since Slack offers no commands there."""

    person: SlackPerson
    channel: str = "general"
    thread: SlackSeen | None = None

    @property
    def name(self) -> str:
        """What they are called."""
        return self.person.user.name

    async def begin(self, line: str) -> Post:
        """Type the command, or mention the bot."""
        start = len(self.person.feed.seen)
        if self.thread is None:
            await self.person.send_command("/round", line, channel=self.channel)
        else:
            await self.person.mention(f"round {line}", channel=self.channel, thread=self.thread)
        return self._private(await self._first(start, lambda seen: seen.kind is SeenAs.EPHEMERAL))

    async def press(self, post: Post, start: str) -> Post:
        """Click a button."""
        assert isinstance(post.origin, SlackSeen)
        at = len(self.person.feed.seen)
        delivery = await self.person.send_click(post.origin, post.label(start))
        return self._private(await self._first(at, lambda seen: seen.cause == delivery.cause))

    async def type(self, post: Post, line: str) -> Post:
        """Fill the modal."""
        assert isinstance(post.origin, SlackSeen)
        modal = await self.person.click(post.origin, post.label("Type your answer"))
        at = len(self.person.feed.seen)
        await self.person.submit(modal, {"line": line})
        return self._private(await self._first(at, lambda seen: seen.kind is SeenAs.EPHEMERAL))

    def direct(self) -> list[str]:
        """Return what the bot told this person."""
        return [each.text for each in self.person.in_channel("dm")]

    async def _first(self, start: int, wanted: Callable[[SlackSeen], bool]) -> SlackSeen:
        return await self.person.feed.first(start, wanted, PATIENCE_S)

    def _private(self, seen: SlackSeen) -> Post:
        assert seen.is_private, "what is for one is not shown to all"
        return _slack_post(seen)


class TestClock:
    """The machine's clock and what a test has added to it; the fakes' clocks are moved with it."""

    __test__ = False

    def __init__(self, slack: FakeSlack | None = None) -> None:
        self._slack = slack
        self._start = discord_clock.ahead

    def now(self) -> datetime:
        """Return this moment."""
        return datetime.fromtimestamp(discord_clock.now(), UTC)

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        discord_clock.ahead += seconds
        if self._slack:
            self._slack.clock.advance(seconds)

    def reset(self) -> None:
        """Go back to the machine's time."""
        discord_clock.ahead = self._start


async def all_of(acts: Sequence[Awaitable[Post]]) -> list[Post]:
    """Do several things at once."""
    return list(await asyncio.gather(*acts))
