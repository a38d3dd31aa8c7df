"""kill -9 around the sending of words of the day, on both fakes: ``make check-posts``.

Each morning ``naruhaya run``, a process of its own, posts a word to a channel of Discord and one of Slack. It is killed at
a point around one of the two, some moments or minutes pass, and the next process finds only the database. Then there is
one message on each; or none that is not known to be in doubt.
"""

import asyncio
import json
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from bot.outbox import State
from tests.platforms.bot_process import Process, serving
from tests.platforms.fake_discord import Deadlines, FakeDiscord
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.permits import Timing
from tests.platforms.mortal import INSIDE
from tests.platforms.round_table import TestClock
from tests.platforms.slack_running import make_fake
from tests.platforms.team_running import TOKYO, OnFakeDiscord, OnFakeSlack, Side

KILLS = 50
"""Around the sends of each fake."""
OUTSIDE = ("on arrival, not made", "on arrival, made", "made, not answered", "answered")
AT_RANDOM = "at random"
POINTS = (*INSIDE, *OUTSIDE, AT_RANDOM, AT_RANDOM)
_STEP = 7
"""From one point to the next: so few kills are spread over all of them."""
AWAY_S = (0.0, 0.0, 10.0, 1200.0)
"""How long nothing runs after a kill; after the longest Discord has forgotten the nonce."""
_READS = "channels:history"
_PATIENCE_S = 60.0
_MESSAGES = r"/channels/\d+/messages"
_ENDED = {State.SENT, State.UNKNOWN, State.FAILED, State.DROPPED}


@dataclass(slots=True)
class Tally:
    """What was found: of each fake's mornings, by what became of them, and of each point, how often it was deadly."""

    kills: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    mornings: Counter[str] = field(default_factory=Counter)
    doubled: int = 0
    lost: int = 0
    damaged: int = 0

    def holds(self, kills: int) -> bool:
        """Whether the promise is kept, and was tried so many times on each fake."""
        enough = all(self.kills[name] >= kills for name in ("discord", "slack"))
        return enough and not self.doubled and not self.lost and not self.damaged


class Lab:
    """Two fakes, a folder with the database, and a clock for all of them."""

    def __init__(self, folder: Path, discord: FakeDiscord, slack: FakeSlack) -> None:
        self.folder = folder
        self.discord = discord
        self.slack = slack
        self.sides: dict[str, Side] = {"discord": OnFakeDiscord(discord), "slack": OnFakeSlack(slack)}
        self.clock = TestClock(slack)
        self._ahead = 0.0
        self.pass_time(0.0)

    def pass_time(self, seconds: float) -> None:
        """Let time pass at once, for the fakes and for the process."""
        self.clock.advance(seconds)
        self._ahead += seconds
        new = self.folder / "ahead.new"
        new.write_text(str(self._ahead), "ascii")
        new.replace(self.folder / "ahead")

    def to_next_morning(self) -> date:
        """Go on to nine o'clock in Tokyo of the next day and return its date."""
        now = self.clock.now().astimezone(TOKYO)
        nine = datetime.combine(now.date(), datetime.min.time(), TOKYO) + timedelta(hours=9)
        moment = nine if now < nine else nine + timedelta(days=1)
        self.pass_time((moment - now).total_seconds() + 0.001)
        return moment.date()

    def tomorrow(self) -> date:
        """Return the date of the next nine o'clock."""
        now = self.clock.now().astimezone(TOKYO)
        return now.date() if now.hour < 9 else now.date() + timedelta(days=1)

    @asynccontextmanager
    async def process(self) -> AsyncIterator[Process]:
        """Run the bot."""
        fakes = (self.discord, self.slack)
        async with serving(self.folder, *fakes, module="tests.platforms.mortal", MORTAL_FOLDER=str(self.folder)) as bot:
            yield bot

    def arm(self, point: str, platform: str, bot: Process, random: Random) -> None:
        """See to it that the process is killed at the point of tomorrow's post."""
        doom = {"point": point, "platform": platform, "date": self.tomorrow().isoformat()}
        new = self.folder / "doom.new"
        new.write_text(json.dumps(doom), "utf-8")
        new.replace(self.folder / "doom")

        def kill() -> None:
            with suppress(ProcessLookupError):
                bot.tell(signal.SIGKILL)

        def soon() -> None:
            asyncio.get_running_loop().call_later(random.uniform(0.0, 0.03), kill)

        match point:
            case "on arrival, not made":
                self._fault(platform, on_arrival=kill, made=False)
            case "on arrival, made":
                self._fault(platform, on_arrival=kill)
            case "made, not answered":
                self._fault(platform, on_effect=kill)
            case "answered":
                self._fault(platform, on_effect=soon)
            case "at random":
                asyncio.get_running_loop().call_later(random.uniform(0.0, 0.6), kill)

    def _fault(
        self,
        platform: str,
        *,
        on_arrival: Callable[[], None] | None = None,
        on_effect: Callable[[], None] | None = None,
        made: bool = True,
    ) -> None:
        if platform == "discord":
            trouble = {"on_arrival": on_arrival, "on_effect": on_effect, "status": 0 if made else 500}
            self.discord.faults.add("POST", _MESSAGES, **{name: each for name, each in trouble.items() if each})
            return
        self.slack.faults.watch("chat.postMessage", on_arrival=on_arrival, on_effect=on_effect)
        if not made:
            self.slack.faults.status("chat.postMessage", 500)

    def disarm(self) -> None:
        """Let the next process live."""
        (self.folder / "doom").unlink()

    def states(self, day: date) -> dict[str, State]:
        """Return what became of the day's word on each platform."""
        with sqlite3.connect(self.folder / "naruhaya.sqlite3") as connection:
            rows = connection.execute(
                "SELECT platform, state FROM posts WHERE key LIKE ?", (f"wotd/%/{day.isoformat()}",)
            ).fetchall()
        return {platform: State(state) for platform, state in rows}

    def is_sound(self) -> bool:
        """Return whether the database is."""
        with sqlite3.connect(self.folder / "naruhaya.sqlite3") as connection:
            return [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()

    async def until_settled(self, day: date) -> dict[str, State]:
        """Wait until it is known what became of both words, time going by faster than by itself."""
        until = time.monotonic() + _PATIENCE_S
        while True:
            states = self.states(day)
            if len(states) == 2 and set(states.values()) <= _ENDED:
                return states
            if time.monotonic() > until:
                raise AssertionError(f"{day}: not settled but {states}")
            await asyncio.sleep(0.1)
            self.pass_time(0.5)


@asynccontextmanager
async def laboratory(folder: Path) -> AsyncIterator[Lab]:
    """Run both fakes; nobody may be pinged."""
    patient_s = 30.0
    async with (
        FakeDiscord(deadlines=Deadlines(answer=patient_s)) as discord,
        make_fake(wait=patient_s, timing=Timing(ack=patient_s, trigger=patient_s)) as slack,
    ):
        discord.add_guild()
        lab = Lab(folder, discord, slack)
        try:
            yield lab
        finally:
            lab.clock.reset()
        assert discord.pings() == []
        assert slack.pings() == []


def let_slack_be_read(lab: Lab) -> None:
    """Grant the scope with which a post in doubt can be looked for."""
    token = lab.slack.slack.tokens[lab.slack.bot_token]
    token.scopes |= {_READS}


async def run(folder: Path, kills: int, seed: int = 6) -> Tally:
    """Kill a process so many times around each fake's sends, one morning after the other; return what was found.

    Half of the kills around Slack's come after the app was allowed to read the channel.
    """
    tally, random = Tally(), Random(seed)
    points = [POINTS[_STEP * number % len(POINTS)] for number in range(kills)]
    plan = [(platform, point) for point in points for platform in ("discord", "slack")]
    async with laboratory(folder) as lab, AsyncExitStack() as stack:
        bot = await stack.enter_async_context(lab.process())
        await _set_up(lab)
        for number, (platform, point) in enumerate(plan):
            if number == kills:
                let_slack_be_read(lab)
            lab.arm(point, platform, bot, random)
            day = lab.to_next_morning()
            await bot.ended(_PATIENCE_S)
            await stack.aclose()
            tally.damaged += not lab.is_sound()
            tally.kills[platform] += 1
            tally.points[point] += 1
            lab.disarm()
            lab.pass_time(random.choice(AWAY_S))
            bot = await stack.enter_async_context(lab.process())
            _count(lab, day, await lab.until_settled(day), tally)
    return tally


async def _set_up(lab: Lab) -> None:
    for side in lab.sides.values():
        said = await side.member(0).call(
            "wotd", action="on", time="09:00", zone="Asia/Tokyo", days="all", holidays="post"
        )
        assert "is on" in said.text, said.text


def _count(lab: Lab, day: date, states: Mapping[str, State], tally: Tally) -> None:
    for name, side in lab.sides.items():
        messages = sum(f"Word of the day, {day.isoformat()}" in each.text for each in side.posts())
        state = states[name]
        tally.doubled += max(0, messages - 1)
        tally.lost += not messages and state not in {State.UNKNOWN, State.FAILED, State.DROPPED}
        tally.mornings[f"{name}: {'a message' if messages else 'no message'}, post {state.value}"] += 1


def main() -> int:
    """Run the whole check and say what was found; the last line says whether it holds."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = asyncio.run(run(Path(folder), KILLS))
    lines = [f"{count:4} kills {point}" for point, count in sorted(tally.points.items())]
    lines += [f"{count:4} mornings, {morning}" for morning, count in sorted(tally.mornings.items())]
    kills = ", ".join(f"{count} around sends to {name}" for name, count in tally.kills.items())
    lines.append(
        f"{kills} in {time.monotonic() - began:.0f} s: {tally.doubled} words doubled, {tally.lost} lost in silence,"
        f" {tally.damaged} databases damaged"
    )
    lines.append("holds" if tally.holds(KILLS) else "DOES NOT HOLD")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if tally.holds(KILLS) else 1


if __name__ == "__main__":
    sys.exit(main())
