"""The screens that are drawn: people use the bot on a fake platform, and what it sent is kept as it was sent."""

import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.platforms import fake_discord
from tests.platforms.fake_discord.world import EVERYDAY_PERMISSIONS, MANAGE_GUILD
from tests.platforms.fake_slack.feed import Seen as SlackSeen
from tests.platforms.members import Card, Member, OnDiscord, OnSlack
from tests.platforms.round_running import Game, game_on
from tests.platforms.round_table import (
    DiscordSeat,
    DiscordTable,
    Post,
    Seat,
    SlackSeat,
    SlackTable,
    post_saying,
)

PLATFORMS = ("discord", "slack")
MESSAGE = "受電後、顧客へ折り返しのうえリスケをお願いします"
_START = datetime(2026, 11, 30, 23, 50, tzinfo=UTC)
"""A Tuesday in Tokyo, ten minutes before the word of the day."""
_BOT = "Naruhaya"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message on a screen: ``payload`` is what the bot sent, ``said`` what a person wrote."""

    author: str = _BOT
    payload: list[dict[str, Any]] = field(default_factory=list)
    said: str = ""
    private: bool = False
    asked: str = ""
    """Who called a command, and which, where the client shows it above the answer."""
    about: str = ""
    """Whose message a command was called on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A picture to be drawn."""

    name: str
    platform: str
    messages: tuple[Message, ...]


async def all_screens() -> list[dict[str, Any]]:
    """Return every screen as JSON, made by the shipped glossary on fresh databases; always the same."""
    screens: list[Screen] = []
    for platform in PLATFORMS:
        for scene in (_answers, _home, _word_of_the_day, _round):
            async with _game(platform) as game:
                screens.extend(await scene(platform, game))
    return [asdict(screen) for screen in screens]


@asynccontextmanager
async def _game(platform: str) -> AsyncIterator[Game]:
    with tempfile.TemporaryDirectory() as folder:
        async with game_on(platform, Path(folder)) as game:
            game.clock.advance((_START - game.clock.now()).total_seconds())
            yield game


def _member(seat: Seat) -> Member:
    """Return somebody at the table as a member, who looks words up."""
    return OnDiscord(seat.person) if isinstance(seat, DiscordSeat) else OnSlack(_slack(seat).person)


def _slack(seat: Seat) -> SlackSeat:
    assert isinstance(seat, SlackSeat)
    return seat


def _shown(card: Card | Post, *, asked: str = "", about: str = "") -> Message:
    """Return a copy of what the bot sent, as it stands at this moment."""
    origin = card.origin
    if isinstance(origin, fake_discord.Message):
        payload, only_me = origin.components, origin.ephemeral
    else:
        assert isinstance(origin, SlackSeen)
        payload, only_me = list(origin.blocks), origin.is_private
    copied = json.loads(json.dumps(payload))
    return Message(payload=copied, private=only_me, asked=asked, about=about)


async def _answers(platform: str, game: Game) -> list[Screen]:
    """Look words up, compare, have a message explained and answer a question."""
    aiko = _member(game.seats[0])
    screens: list[Screen] = []

    def keep(name: str, *messages: Message) -> None:
        screens.append(Screen(name=name, platform=platform, messages=messages))

    keep("define", _shown(await aiko.call("define", term="juden"), asked="Aiko /define"))
    keep("compare", _shown(await aiko.call("compare", terms="クライアント 顧客"), asked="Aiko /compare"))
    keep("suggest", _shown(await aiko.call("define", term="kokyakku"), asked="Aiko /define"))
    explained = await aiko.explain(MESSAGE)
    keep("explain", Message(author="Ben", said=MESSAGE), _shown(explained, asked="Aiko Explain terms", about="Ben"))
    keep("help", _shown(await aiko.call("help"), asked="Aiko /help"))
    question = await aiko.call("quiz", number=2, kind="which-word")
    asked = _shown(question, asked="Aiko /quiz")
    answered = await aiko.press(question, "1. ")
    keep("quiz", asked, _shown(answered, asked="Aiko /quiz"))
    await aiko.call("settings", language="ja")
    keep("define-ja", _shown(await aiko.call("define", term="juden"), asked="Aiko /define"))
    return screens


async def _home(platform: str, game: Game) -> list[Screen]:
    """Open the Home tab of somebody who has answered a little."""
    if platform != "slack":
        return []
    seat = _slack(game.seats[0])
    aiko = _member(seat)
    question = await aiko.call("quiz", number=2, kind="which-word")
    await aiko.press(question, "1. ")
    home = await seat.person.open_home()
    return [Screen(name="home", platform=platform, messages=(Message(payload=list(home.blocks)),))]


async def _word_of_the_day(platform: str, game: Game) -> list[Screen]:
    """Set the channel up, and wait for its word."""
    table = game.table
    if isinstance(table, DiscordTable):
        rights = EVERYDAY_PERMISSIONS | MANAGE_GUILD
        person = table.fake.person("Emi", table.channel, permissions=rights, patience=20.0)
        manager: Member = OnDiscord(person)
    else:
        assert isinstance(table, SlackTable)
        manager = OnSlack(table.fake.person("Emi", is_admin=True))
    await manager.call("wotd", action="on", time="09:00")
    await manager.call("wotd", action="pin", term="根回し", date="2026-12-01")
    game.clock.advance(11 * 60)
    post = await post_saying(table, "根回し")
    return [Screen(name="word", platform=platform, messages=(_shown(post),))]


async def _round(platform: str, game: Game) -> list[Screen]:
    """Play a round; return its question with a private answer, and the way it begins and ends."""
    aiko, ben, chiyo, _ = game.seats
    table = game.table
    await aiko.begin("number:2 seconds:20 kind:which-word")
    lobby = await post_saying(table, "Aiko starts a quiz")
    await ben.press(lobby, "Join")
    begun = _shown(await post_saying(table, r"In: Aiko, Ben\b"))
    await aiko.press(lobby, "Start now")
    question = await post_saying(table, r"Question 1 of 2\n")
    asked = _shown(question)
    counted = await _answer(game, aiko, question, right=True)
    await _answer(game, chiyo, question, right=True)
    await _answer(game, ben, question, right=False)
    closed = _shown(await post_saying(table, r"Question 1 of 2: the answer"))
    game.clock.advance(8)
    second = await post_saying(table, r"Question 2 of 2\n")
    for seat, right in ((aiko, True), (chiyo, False), (ben, True)):
        await _answer(game, seat, second, right=right)
    over = _shown(await post_saying(table, "The quiz is over"))
    answered = Screen(name="round", platform=platform, messages=(asked, _shown(counted), closed))
    return [answered, Screen(name="round-ends", platform=platform, messages=(begun, over))]


async def _answer(game: Game, seat: Seat, post: Post, *, right: bool) -> Post:
    """Choose an answer."""
    session = game.session
    item = session.items[session.position]
    assert item.key is not None
    chosen = item.key if right else (item.key + 1) % len(item.options)
    return await seat.press(post, f"{chosen + 1}")
