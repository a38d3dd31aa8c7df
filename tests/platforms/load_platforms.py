"""How quickly the bot answers while another process holds the database's write lock 2 s in every 10.

``make check-load`` runs it for a minute on each platform against ``naruhaya run`` and fails when an answer was late.
"""

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from tests.platforms.bot_process import Fake, serving
from tests.platforms.fake_discord import FakeDiscord, InteractionFailedError, Person
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.permits import Timing as SlackTiming
from tests.platforms.slack_running import make_fake

DEADLINE_S = 3.0
_ACKNOWLEDGED_S = 0.3
_LOCKED_S, _EVERY_S = 2.0, 10.0
_BEAT_S = 0.02
_PATIENCE_S = 15.0
_PEOPLE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a load came to; times in seconds from the act."""

    asked: int
    late: int
    unanswered: int
    acknowledged_p50_s: float
    acknowledged_p99_s: float
    acknowledged_max_s: float
    shown_p50_s: float
    shown_max_s: float
    driver_p99_s: float
    """How much later than it wished whoever measures got the processor: no answer can look quicker than that."""

    @property
    def is_good(self) -> bool:
        """Whether all was in time, what the machine itself was late for taken off."""
        return not self.late and not self.unanswered and self.acknowledged_p99_s <= _ACKNOWLEDGED_S + self.driver_p99_s

    def __str__(self) -> str:
        return (
            f"{self.asked} interactions, {self.late} later than 3 s, {self.unanswered} never answered; acknowledged "
            f"p50 {self.acknowledged_p50_s * 1000:.0f} ms, p99 {self.acknowledged_p99_s * 1000:.0f} ms, "
            f"max {self.acknowledged_max_s * 1000:.0f} ms; shown p50 {self.shown_p50_s * 1000:.0f} ms, "
            f"max {self.shown_max_s * 1000:.0f} ms; the measuring process itself was late by p99 "
            f"{self.driver_p99_s * 1000:.0f} ms"
        )


@contextmanager
def locked_now_and_then(path: Path) -> Iterator[None]:
    """Hold the write lock 2 s in every 10, from a connection of its own, beginning at once."""
    over = threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        while not over.is_set():
            connection.execute("BEGIN IMMEDIATE")
            over.wait(_LOCKED_S)
            connection.execute("ROLLBACK")
            over.wait(_EVERY_S - _LOCKED_S)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


Act = Callable[[int], Awaitable[object]]
"""The act with that number: in every four one setting, one quiz and two look-ups, by twenty people in turn."""


def on_discord(fake: FakeDiscord) -> Act:
    """Return what people do in a server."""
    people = [fake.person(f"Person {number}", fake.guilds[0]) for number in range(_PEOPLE)]
    patient = [Person(each.fake, each.user, each.channel, patience=_PATIENCE_S) for each in people]

    async def act(number: int) -> None:
        person = patient[number % _PEOPLE]
        match number % 4:
            case 0:
                seen = await person.slash("settings", romaji=bool(number // _PEOPLE % 2))
            case 1:
                seen = await person.slash("quiz", kind="word-to-meaning")
            case _:
                seen = await person.slash("define", term="受電" if number % 4 == 2 else "kasutama")
        assert seen.message is not None

    return act


def on_slack(fake: FakeSlack) -> Act:
    """Return what people do in a workspace."""
    people = [fake.person(f"Person {number}") for number in range(_PEOPLE)]

    async def act(number: int) -> None:
        person = people[number % _PEOPLE]
        match number % 4:
            case 0:
                seen = await person.command("/settings", f"romaji:{'on' if number // _PEOPLE % 2 else 'off'}")
            case 1:
                seen = await person.command("/quiz", "kind:word-to-meaning")
            case _:
                seen = await person.command("/define", "受電" if number % 4 == 2 else "kasutama")
        assert seen.text

    return act


async def load(fake: Fake, database: Path, *, per_second: int, seconds: float) -> Report:
    """Return how the bot on ``fake`` did: half the calls write (quizzes and settings), half only read."""
    act = on_slack(fake) if isinstance(fake, FakeSlack) else on_discord(fake)
    loop = asyncio.get_running_loop()
    shown: list[float] = []

    async def timed(number: int) -> None:
        began = loop.time()
        await act(number)
        shown.append(loop.time() - began)

    tasks = []
    lateness: list[float] = []
    watch = asyncio.create_task(_watch(lateness))
    with locked_now_and_then(database):
        began = loop.time()
        for number in range(round(per_second * seconds)):
            await asyncio.sleep(max(0.0, began + number / per_second - loop.time()))
            tasks.append(asyncio.create_task(timed(number)))
        results = await asyncio.gather(*tasks, return_exceptions=True)
    watch.cancel()
    for each in results:
        if isinstance(each, BaseException) and not isinstance(each, AssertionError):
            raise each
    waits = _waits(fake)
    cuts = quantiles(waits, n=100)
    late = sum(wait > DEADLINE_S for wait in waits) + sum(isinstance(each, InteractionFailedError) for each in results)
    return Report(
        asked=len(tasks),
        late=late,
        unanswered=sum(
            isinstance(each, AssertionError) and not isinstance(each, InteractionFailedError) for each in results
        ),
        acknowledged_p50_s=cuts[49],
        acknowledged_p99_s=cuts[98],
        acknowledged_max_s=max(waits),
        shown_p50_s=quantiles(shown, n=2)[0],
        shown_max_s=max(shown),
        driver_p99_s=quantiles(lateness, n=100)[98],
    )


async def _watch(lateness: list[float]) -> None:
    """Note again and again how much later than wished a sleep ends."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + _BEAT_S
        await asyncio.sleep(_BEAT_S)
        lateness.append(loop.time() - due)


def _waits(fake: Fake) -> list[float]:
    """Return the seconds to each acknowledgement."""
    if isinstance(fake, FakeSlack):
        return [DEADLINE_S if each.took is None else each.took for each in fake.recorder.deliveries]
    return [each.answered_at - each.sent_at for each in fake.desk.interactions if each.answered_at is not None]


async def _check(name: str, fake: Fake, seconds: float) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        async with serving(Path(folder), fake):
            report = await load(fake, Path(folder) / "naruhaya.sqlite3", per_second=20, seconds=seconds)
        fake.assert_clean()
    sys.stdout.write(f"{name}, write lock held 2 s in every 10: {report}\n")
    verdict = (
        "good" if report.is_good else "NOT GOOD: none may be late, and 99 in 100 are to be acknowledged within 300 ms"
    )
    sys.stdout.write(f"{verdict}\n")
    return report.is_good


async def _main(seconds: float) -> int:
    async with FakeDiscord() as discord:
        discord.add_guild()
        good = await _check("Discord", discord, seconds)
    async with make_fake(wait=_PATIENCE_S, timing=SlackTiming()) as slack:
        good &= await _check("Slack", slack, seconds)
    return 0 if good else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    sys.exit(asyncio.run(_main(parser.parse_args().seconds)))
