"""One person at a client, whatever the client is: Discord, Slack or the console, behind the same few acts.

A script written for :class:`Member` is played on all of them, and what it reads can be compared.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from adapters import console_text
from adapters.console import Console, person
from adapters.console_terminal import completions
from bot.clock import SystemClock
from bot.commands.catalog import COMMANDS
from bot.engine import Engine
from bot.localized import Locale
from bot.reply import Reply
from tests.platforms import fake_discord
from tests.platforms.fake_slack.feed import Seen as SlackSeen
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.people import Person as SlackPerson

Option = str | int | fake_discord.User
_MARKUP = re.compile(r"[\s\\*`>]|^#+ |^- |<!--.*?-->", re.MULTILINE)


def bare(text: str) -> str:
    """Return ``text`` without markup and spaces, so that each client's way to write it is the same."""
    return _MARKUP.sub("", text)


@dataclass(frozen=True, slots=True)
class Card:
    """What somebody read: its text, the labels of its buttons, and what the client needs to press one."""

    text: str
    buttons: tuple[str, ...]
    private: bool
    origin: object = field(repr=False)

    def button(self, start: str) -> str:
        """Return the label that begins so."""
        return next(label for label in self.buttons if label.startswith(start))


class Member(Protocol):
    """A person at a client."""

    @property
    def name(self) -> str:
        """What they are called."""
        ...

    async def call(self, command: str, **options: Option) -> Card:
        """Use a command."""
        ...

    async def complete(self, typed: str) -> tuple[str, ...]:
        """Return what is offered while a word is typed."""
        ...

    async def press(self, card: Card, start: str) -> Card:
        """Press the button whose label begins so."""
        ...

    async def answer(self, card: Card, line: str) -> Card:
        """Type the answer to a question."""
        ...

    async def explain(self, message: str) -> Card:
        """Have somebody's message explained."""
        ...

    async def board(self) -> tuple[Card, ...]:
        """Return what the bot showed to everybody here."""
        ...


@dataclass(slots=True)
class OnDiscord:
    """Somebody in a server."""

    person: fake_discord.Person

    @property
    def name(self) -> str:
        """What they are called."""
        return self.person.user.name

    async def call(self, command: str, **options: Option) -> Card:
        """Use a slash command."""
        return self._card(await self.person.slash(command, **options))

    async def complete(self, typed: str) -> tuple[str, ...]:
        """Type into ``/define``."""
        seen = await self.person.autocomplete("define", "term", typed)
        return tuple(choice.name for choice in seen.choices or ())

    async def press(self, card: Card, start: str) -> Card:
        """Press a button."""
        assert isinstance(card.origin, fake_discord.Message)
        return self._card(await self.person.press(card.origin, card.button(start)))

    async def answer(self, card: Card, line: str) -> Card:
        """Fill the dialogue of a question."""
        assert isinstance(card.origin, fake_discord.Message)
        asked = await self.person.press(card.origin, card.button("Type your answer"))
        return self._card(await self.person.submit_modal(asked, text=line))

    async def explain(self, message: str) -> Card:
        """Use the menu of a message."""
        return self._card(await self.person.context_menu("Explain terms", await self.person.say(message)))

    async def board(self) -> tuple[Card, ...]:
        """Return the bot's messages in the channel that are not for one person alone."""
        shown = [each for each in self.person.messages() if each.author.bot and not each.ephemeral]
        return tuple(Card(fake_discord.text_of(each), (), False, each) for each in shown)

    def _card(self, seen: fake_discord.Seen) -> Card:
        return Card(seen.text, tuple(seen.buttons), seen.ephemeral, seen.message)


@dataclass(slots=True)
class OnSlack:
    """Somebody in a workspace, where ``channel`` is; "dm" is their conversation with the bot."""

    person: SlackPerson
    channel: str = "general"

    @property
    def name(self) -> str:
        """What they are called."""
        return self.person.user.name

    async def call(self, command: str, **options: Option) -> Card:
        """Type a slash command."""
        return self._card(await self.person.command(f"/{command}", _line(command, options), channel=self.channel))

    async def complete(self, typed: str) -> tuple[str, ...]:
        """Type into the look-up modal."""
        modal = await self.person.global_shortcut("look_up")
        offered = await self.person.type_in_select(modal, "term", typed)
        await self.person.close(modal)
        return offered

    async def press(self, card: Card, start: str) -> Card:
        """Click a button."""
        assert isinstance(card.origin, SlackSeen)
        return self._card(await self.person.click(card.origin, card.button(start)))

    async def answer(self, card: Card, line: str) -> Card:
        """Fill the modal of a question; its answer stands where the question stood."""
        assert isinstance(card.origin, SlackSeen)
        modal = await self.person.click(card.origin, card.button("Type your answer"))
        start = len(self.person.feed.seen)
        await self.person.submit(modal, {"line": line})
        kinds = {SeenAs.EPHEMERAL, SeenAs.DIRECT}
        return self._card(await self.person.feed.first(start, lambda seen: seen.kind in kinds, self.person.wait))

    async def explain(self, message: str) -> Card:
        """Use the shortcut of a message."""
        said = await self.person.say(message, channel=self.channel)
        return self._card(await self.person.shortcut("Explain terms", message=said))

    async def board(self) -> tuple[Card, ...]:
        """Return the bot's messages that everybody reads."""
        public = [
            each for each in self.person.feed.seen if each.kind is SeenAs.PUBLIC and each.author != self.person.id
        ]
        return tuple(map(self._card, public))

    def _card(self, seen: SlackSeen) -> Card:
        return Card(seen.text, seen.buttons, seen.is_private, seen)


@dataclass(slots=True)
class AtConsole:
    """Somebody at a terminal, where only the last card can be acted on: an older one is asked for again."""

    name: str
    engine: Engine
    now: Callable[[], datetime] = field(default_factory=lambda: SystemClock().now)
    _console: Console = field(init=False)
    _line: str = field(init=False)

    def __post_init__(self) -> None:
        self.restart(self.engine)

    def restart(self, engine: Engine) -> None:
        """Start the program again."""
        self.engine = engine
        self._line = ""
        self._console = Console(engine, person(self.name), Locale.EN, self.now)

    async def call(self, command: str, **options: Option) -> Card:
        """Type a command."""
        return await self._type(f"/{command} {_line(command, options)}")

    async def complete(self, typed: str) -> tuple[str, ...]:
        """Return what the terminal offers."""
        return tuple(f"{text} {meaning}" for text, _, meaning in completions(self.engine, f"/define {typed}"))

    async def press(self, card: Card, start: str) -> Card:
        """Type the number of a button."""
        assert isinstance(card.origin, str)
        if card.origin != self._line:
            card = await self._type(card.origin)
        return await self._type(str(card.buttons.index(card.button(start)) + 1))

    async def answer(self, card: Card, line: str) -> Card:
        """Type the answer; a quiz that was left is resumed by its command."""
        if card.origin != self._line:
            resumed = await self._type("/quiz")
            assert "Here is where you were" in resumed.text
        return await self._type(line)

    async def explain(self, message: str) -> Card:
        """Give the message to the command."""
        return await self._type(f"/explain {message}")

    async def board(self) -> tuple[Card, ...]:
        """Return nothing: a console has one reader."""
        return ()

    def posted(self) -> tuple[Card, ...]:
        """Return what was posted to the terminal since this was last asked; the last can be acted on."""
        cards = tuple(_card_of(reply, self._line) for reply in self._console.posts())
        self._line = f"{self._line} " if cards else self._line
        return tuple(replace(card, origin=self._line) for card in cards)

    async def _type(self, line: str) -> Card:
        # In a thread: the fakes of the platforms must go on meanwhile, or their sockets are given up.
        reply = await asyncio.to_thread(self._console.read, line)
        assert isinstance(reply, Reply), reply
        self._line = line
        return _card_of(reply, line)


def _card_of(reply: Reply, line: str) -> Card:
    return Card(console_text.render(reply), tuple(each.label for each in console_text.choices(reply)), True, line)


def _line(command: str, options: Mapping[str, Option]) -> str:
    """Return what is typed after a command where options are text: the long one and people as they are, others by name."""
    long = {each.name for each in COMMANDS[command].options if each.greedy}
    as_they_are = {name for name, value in options.items() if name in long or str(value).startswith("@")}
    return " ".join(str(value) if name in as_they_are else f"{name}:{value}" for name, value in options.items())
