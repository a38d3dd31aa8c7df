"""What ours adds to discord.py and Bolt: the time from /define to its answer, beside a bare bot that answers a constant.

On each platform both bots are processes of their own, each on its own fake in this one, and are asked in turns, so that
whatever else the machine does strikes both alike. Ours is asked for another word each time, the bare one need not care.
"""

import argparse
import asyncio
import itertools
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

from bot.engine import build_engine
from bot.settings import Settings
from tests.platforms.bot_process import Fake, connected, serving, started
from tests.platforms.fake_discord import FakeDiscord
from tests.platforms.slack_running import make_fake

GOAL = 1.25
_WARM_UP = 100
_WORDS = 60
_BATCHES = 3
"""Pairs of processes, one after the other: how the kernel happens to place one pair is worth a tenth."""

Ask = Callable[[str], Awaitable[float]]
"""Asks for a word; returns the seconds until the answer was there."""


def words() -> Iterator[str]:
    """Yield words of the glossary for ever, in kanji or kana and in romaji by turns."""
    entries = build_engine(Settings.from_env({}), lambda: Random(7)).glossary.entries
    some = entries[:: len(entries) // _WORDS]
    spelt = [each.headword if number % 2 else each.kana for number, each in enumerate(some)]
    return itertools.cycle(spelt)


def on_discord(fake: FakeDiscord) -> Ask:
    """Return somebody who asks on Discord."""
    person = fake.person("Aiko", fake.add_guild())

    async def ask(word: str) -> float:
        return (await person.slash("define", term=word)).answered_after

    return ask


def on_slack(fake: Fake) -> Ask:
    """Return somebody who asks on Slack."""
    assert not isinstance(fake, FakeDiscord)
    person = fake.person("Aiko")

    async def ask(word: str) -> float:
        began = perf_counter()
        await person.send_command("/define", word)
        return perf_counter() - began

    return ask


async def measure(rounds: int, fake: Fake, other: Fake, bare: str) -> tuple[list[float], list[float]]:
    """Return the seconds of each answer: ours, and that of the bare bot in the module ``bare``."""
    asks = [on_discord(each) if isinstance(each, FakeDiscord) else on_slack(each) for each in (fake, other)]
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(_BATCHES):
        with tempfile.TemporaryDirectory() as folder:
            async with serving(Path(folder), fake), started(Path(folder), other, module=bare) as bare_bot:
                await bare_bot.until(asyncio.gather(connected(other)))
                for number, word in enumerate(itertools.islice(words(), _WARM_UP + rounds // _BATCHES)):
                    times = await asks[0](word), await asks[1](word)
                    if number >= _WARM_UP:
                        ours.append(times[0])
                        theirs.append(times[1])
    return ours, theirs


def report(name: str, library: str, ours: list[float], theirs: list[float]) -> float:
    """Print p50 and p95 of both and their ratio; return the worse ratio."""
    ratios = []
    for quantile, ours_s, theirs_s in (
        ("p50", median(ours), median(theirs)),
        ("p95", quantiles(ours, n=20)[18], quantiles(theirs, n=20)[18]),
    ):
        ratios.append(ours_s / theirs_s)
        sys.stdout.write(
            f"{name} /define {quantile}: {ours_s * 1000:.2f} ms, bare {library} {theirs_s * 1000:.2f} ms, "
            f"ratio {ratios[-1]:.2f}\n"
        )
    return max(ratios)


async def main(rounds: int) -> int:
    """Measure both platforms; return 1 if one is beyond the goal."""
    async with FakeDiscord() as fake, FakeDiscord() as other:
        discord = report("Discord", "discord.py", *await measure(rounds, fake, other, "tests.platforms.bare_discord"))
    async with make_fake() as ours, make_fake() as theirs:
        slack = report("Slack", "Bolt", *await measure(rounds, ours, theirs, "tests.platforms.bare_slack"))
    return 0 if max(discord, slack) <= GOAL else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    sys.exit(asyncio.run(main(parser.parse_args().rounds)))
