"""How quickly the bot answers on Discord while another process holds the database's write lock 2 s in every 10.

``make check-load`` runs it for a minute against ``naruhaya run`` and fails when an answer was late.
"""

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from tests.platforms.bot_process import serving
from tests.platforms.fake_discord import FakeDiscord, InteractionFailedError, NothingSeenError, Person

DEADLINE_S = 3.0
_LOCKED_S, _EVERY_S = 2.0, 10.0
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

    def __str__(self) -> str:
        return (
            f"{self.asked} interactions, {self.late} later than 3 s, {self.unanswered} never answered; acknowledged "
            f"p50 {self.acknowledged_p50_s * 1000:.0f} ms, p99 {self.acknowledged_p99_s * 1000:.0f} ms, "
            f"max {self.acknowledged_max_s * 1000:.0f} ms; shown p50 {self.shown_p50_s * 1000:.0f} ms, "
            f"max {self.shown_max_s * 1000:.0f} ms"
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


async def load(fake: FakeDiscord, database: Path, *, per_second: int, seconds: float) -> Report:
    """Return how the bot on ``fake`` did: half the calls write (quizzes and answers), half only read."""
    people = [fake.person(f"Person {number}", fake.guilds[0]) for number in range(_PEOPLE)]
    patient = [Person(each.fake, each.user, each.channel, patience=_PATIENCE_S) for each in people]
    loop = asyncio.get_running_loop()
    shown: list[float] = []

    async def act(number: int) -> None:
        person = patient[number % _PEOPLE]
        began = loop.time()
        match number % 4:
            case 0:
                seen = await person.slash("settings", romaji=bool(number // _PEOPLE % 2))
            case 1:
                seen = await person.slash("quiz", kind="word-to-meaning")
            case _:
                seen = await person.slash("define", term="受電" if number % 4 == 2 else "kasutama")
        assert seen.message is not None
        shown.append(loop.time() - began)

    tasks = []
    with locked_now_and_then(database):
        began = loop.time()
        for number in range(round(per_second * seconds)):
            await asyncio.sleep(max(0.0, began + number / per_second - loop.time()))
            tasks.append(asyncio.create_task(act(number)))
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for each in results:
        if isinstance(each, BaseException) and not isinstance(each, InteractionFailedError | NothingSeenError):
            raise each
    waits = [each.answered_at - each.sent_at for each in fake.desk.interactions if each.answered_at is not None]
    cuts = quantiles(waits, n=100)
    return Report(
        asked=len(tasks),
        late=sum(isinstance(each, InteractionFailedError) for each in results),
        unanswered=sum(isinstance(each, NothingSeenError) for each in results),
        acknowledged_p50_s=cuts[49],
        acknowledged_p99_s=cuts[98],
        acknowledged_max_s=max(waits),
        shown_p50_s=quantiles(shown, n=2)[0],
        shown_max_s=max(shown),
    )


async def _main(seconds: float) -> int:
    with tempfile.TemporaryDirectory() as folder:
        async with FakeDiscord() as fake:
            fake.add_guild()
            async with serving(Path(folder), fake):
                report = await load(fake, Path(folder) / "naruhaya.sqlite3", per_second=20, seconds=seconds)
            fake.assert_clean()
    sys.stdout.write(f"Discord, write lock held 2 s in every 10: {report}\n")
    good = not report.late and not report.unanswered and report.acknowledged_p99_s <= 0.3
    verdict = "good" if good else "NOT GOOD: none may be late, and 99 in 100 are to be acknowledged within 300 ms"
    sys.stdout.write(f"{verdict}\n")
    return 0 if good else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    sys.exit(asyncio.run(_main(parser.parse_args().seconds)))
