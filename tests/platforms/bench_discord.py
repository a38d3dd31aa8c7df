"""What ours adds to discord.py: the time from /define to its answer, beside a bare bot that answers a constant.

Both bots are processes of their own, each on its own fake in this one, and are asked in turns, so that whatever else the
machine does strikes both alike.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from tests.platforms.bot_process import serving, started
from tests.platforms.fake_discord import FakeDiscord, Person

GOAL = 1.25
_WARM_UP = 50
_WORD = "kasutama"


async def _answered_s(person: Person) -> float:
    return (await person.slash("define", term=_WORD)).answered_after


async def measure(rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each answer: ours, and the bare bot's."""
    with tempfile.TemporaryDirectory() as folder:
        async with FakeDiscord() as fake, FakeDiscord() as other:
            fake.add_guild()
            other.add_guild()
            bare = started(Path(folder), other, module="tests.platforms.bare_discord")
            async with serving(Path(folder), fake), bare:
                await other.until(lambda: other.registry.commands() and other.gateway.live, 20)
                asker, other_asker = fake.person("Aiko", fake.guilds[0]), other.person("Ben", other.guilds[0])
                ours: list[float] = []
                theirs: list[float] = []
                for _ in range(_WARM_UP + rounds):
                    ours.append(await _answered_s(asker))
                    theirs.append(await _answered_s(other_asker))
    return ours[_WARM_UP:], theirs[_WARM_UP:]


async def main(rounds: int) -> int:
    """Print p50 and p95 of both and their ratio; return 1 if it is beyond the goal."""
    ours, theirs = await measure(rounds)
    ratios = []
    for name, ours_s, theirs_s in (
        ("p50", median(ours), median(theirs)),
        ("p95", quantiles(ours, n=20)[18], quantiles(theirs, n=20)[18]),
    ):
        ratios.append(ours_s / theirs_s)
        sys.stdout.write(
            f"Discord /define {name}: {ours_s * 1000:.2f} ms, bare discord.py {theirs_s * 1000:.2f} ms, "
            f"ratio {ratios[-1]:.2f}\n"
        )
    return 0 if max(ratios) <= GOAL else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    sys.exit(asyncio.run(main(parser.parse_args().rounds)))
