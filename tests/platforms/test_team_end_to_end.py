"""A team of three from the first command to the next morning, on both platforms and at the console.

Mari manages the channel, Ben becomes an editor, Chiyo is a member. A word a day is set up; two words are suggested, one is
refused with a reason and the other published, looked up, and posted the next morning as the word of the day.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from bot.engine import Engine, build_engine
from bot.identity import Place
from bot.settings import Settings
from tests.platforms.members import AtConsole, Card, Member, Option
from tests.platforms.round_table import TestClock
from tests.platforms.team_running import NAMES, PATIENCE_S, Team, team_on

pytestmark = pytest.mark.asyncio

MARI, BEN, CHIYO = range(3)
WORD, READING, MEANING = "一次回答", "いちじかいとう", "first reply to a customer"
REFUSED, REASON = "鬼電", "Not a word for customers"


@dataclass(slots=True)
class AtConsoles:
    """Three terminals on one database; what is posted is shown at the one where Ben sits."""

    engine: Engine
    clock: TestClock
    name: str = "console"
    people: list[AtConsole] = field(init=False)
    shown: list[Card] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = [AtConsole(name, self.engine, self.clock.now) for name in NAMES]

    def member(self, number: int) -> Member:
        """Return somebody."""
        return self.people[number]

    def called(self, number: int) -> Option:
        """Return what is typed."""
        return f"@{NAMES[number]}"

    def manager_in(self, channel: str) -> Member:
        """Return the manager: a terminal has but one channel."""
        del channel
        return self.people[MARI]

    def alone(self, number: int) -> Member:
        """Return somebody."""
        return self.people[number]

    def place(self, channel: str = "general") -> Place:
        """Return where everybody is."""
        return Place(platform="console", workspace="local", channel=channel)

    def posts(self, channel: str = "general") -> list[Card]:
        """Return what was posted."""
        del channel
        self.shown.extend(self.people[BEN].posted())
        return list(self.shown)

    def direct(self, number: int) -> list[Card]:
        """Return what was said to anybody alone: it is shown at the same terminal."""
        del number
        return self.posts()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():  # noqa: ASYNC110 -- a terminal is asked for what was posted
                await asyncio.sleep(0.02)


@asynccontextmanager
async def a_team(platform: str, folder: Path) -> AsyncIterator[Team]:
    """Run the bot for three people."""
    if platform != "console":
        async with team_on(platform, folder) as team:
            yield team
        return
    clock = TestClock()
    seeds = itertools.count(7)
    environ = {"NARUHAYA_DATABASE_URL": f"sqlite:///{folder / 'naruhaya.sqlite3'}", "XDG_DATA_HOME": str(folder)}
    engine = build_engine(Settings.from_env(environ), lambda: Random(next(seeds)), clock)
    try:
        yield Team(engine, clock, AtConsoles(engine, clock))
    finally:
        clock.reset()
        engine.close()


@pytest.mark.parametrize("platform", ["discord", "slack", "console"])
async def test_a_team_sets_up_suggests_refuses_publishes_looks_up_and_gets_the_word_next_morning(
    platform: str, tmp_path: Path
) -> None:
    async with a_team(platform, tmp_path) as team:
        side = team.side
        mari, ben, chiyo = (side.member(number) for number in (MARI, BEN, CHIYO))

        is_on = await mari.call("wotd", action="on", time="09:00", zone="Asia/Tokyo", days="all", holidays="post")
        assert "The word of the day is on" in is_on.text

        suggested = await chiyo.call("term", action="suggest", term=WORD, reading=READING, english=MEANING)
        assert f"Suggested: {WORD}" in suggested.text, suggested.text
        second = await chiyo.call(
            "term", action="suggest", term=REFUSED, reading="おにでん", english="calling on and on"
        )
        assert f"Suggested: {REFUSED}" in second.text, second.text
        unknown = await ben.call("define", term=WORD)
        assert MEANING not in unknown.text, "nobody has published it"

        waiting = await mari.call("term", action="review")
        assert WORD in waiting.text
        assert REFUSED in waiting.text
        refused = await mari.call("term", action="refuse", term=REFUSED, reason=REASON)
        assert f"Not published: {REFUSED}" in refused.text, refused.text
        before = await ben.call("term", action="show", term=WORD)
        assert "Publish" not in before.buttons or platform == "console", "at a console everybody manages"
        assert "editor" in (await mari.call("role", action="give", role="editor", person=side.called(BEN))).text
        shown = await ben.call("term", action="show", term=WORD)
        published = await ben.press(shown, "Publish")
        assert f"Published: {WORD}" in published.text, published.text
        await side.until(lambda: any(REASON in each.text for each in side.direct(CHIYO)))

        found = await defined(team, chiyo)
        assert MEANING in found.text
        assert READING in found.text
        gone = await ben.call("define", term=REFUSED)
        assert "calling on and on" not in gone.text

        assert f"Queued: {WORD}" in (await mari.call("wotd", action="queue", term=WORD)).text
        morning = await team.next_morning()
        await side.until(lambda: any(f"{morning:%Y-%m-%d}" in each.text for each in side.posts()))
        [word] = [each for each in side.posts() if f"Word of the day, {morning:%Y-%m-%d}" in each.text]
        assert WORD in word.text
        assert MEANING in word.text
        knew = await ben.press(word, "I knew it")
        assert f"Noted: you knew {WORD}" in knew.text


async def defined(team: Team, who: Member) -> Card:
    """Look the word up until it is there: every process knows of it within a second."""
    async with asyncio.timeout(PATIENCE_S):
        while MEANING not in (found := await who.call("define", term=WORD)).text:
            team.clock.advance(0.1)
            await asyncio.sleep(0.1)
    return found
