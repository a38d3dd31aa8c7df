"""Several processes and one PostgreSQL: a word of the day for every channel, once, whoever dies: ``make check-replicas``.

Each child is what ``naruhaya run`` does between two looks at the clock: tick, take, send, settle. The platform is a file:
one line a message, and like Discord it makes no second message of a nonce that it knows.
"""

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic, sleep

from bot.clock import SystemClock
from bot.commands import unasked
from bot.commands.post_office import PostOffice
from bot.errors import StorageError
from bot.identity import Place
from bot.localized import Locale
from bot.posting import LEASE, Post, Posted
from bot.schedule import Schedule, zone_of
from bot.storage.unit_of_work import open_storage
from bot.wotd import Subscription
from tests.core.commands.conftest import make_world

PROCESSES = 4
CHANNELS = 500
STOPPED_S = 30.0
TAKEOVER_S = 15.0
"""What a process had in hand when it died is posted by another one so soon after."""
_SEND_S = 0.01
_PLATFORM = "test"
_LONGEST_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a run: messages by channel, how often one was tried, and how long after the kill the last came."""

    messages: Counter[str]
    tries: int
    slowest_s: float

    def holds(self, channels: int) -> bool:
        """Whether every channel has one message, in time."""
        return len(self.messages) == channels and set(self.messages.values()) == {1} and self.slowest_s <= TAKEOVER_S


def fill(url: str, channels: int, due_at: datetime) -> None:
    """Set up a word of the day in so many channels, all due at the same moment."""
    # Where it is about noon: a run at midnight would be too late for its date.
    zone = zone_of(f"Etc/GMT{due_at.hour - 12:+d}")
    assert zone is not None
    at = due_at.astimezone(zone).time().replace(second=0, microsecond=0)
    storage = open_storage(url)
    with storage() as work:
        for number in range(channels):
            work.words.save(
                Subscription(
                    place=Place(platform=_PLATFORM, workspace=f"w{number % 7}", channel=f"c{number}"),
                    direct=False,
                    set_up_by="mika",
                    schedule=Schedule(zone=zone, at=at),
                    locale=Locale.EN,
                    from_date=date.min,
                    next_at=due_at,
                )
            )
        work.commit()
    storage.close()


def work(url: str, messages: Path) -> None:
    """Be one process: post what is due, until killed."""
    storage = open_storage(url)
    clock = SystemClock()
    services = replace(make_world().services, unit_of_work=storage, clock=clock)
    office = PostOffice(services, unasked.VIEWS, unasked.posted)
    while True:
        posts: tuple[Post, ...] = ()
        # As the poster does: what another process keeps locked is tried again.
        with suppress(StorageError):
            unasked.tick(services, clock.now())
            posts = office.take(_PLATFORM, clock.now())
            for post in posts:
                reference = _send(messages, post)
                office.settle(post.place, post.key, post.attempt, Posted(reference), clock.now())
        sleep(0 if posts else 0.1)


def _send(messages: Path, post: Post) -> str:
    """Make the message, unless there is one with its nonce; every try leaves a line."""
    sleep(_SEND_S)
    with messages.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known = any(line.split()[1] == post.nonce for line in file)
        channel = f"{post.place.tenant}/{post.place.channel}"
        file.write(f"{'again' if known else 'new'} {post.nonce} {channel} {datetime.now(UTC).timestamp()}\n")
    return post.nonce


def run(url: str, *, channels: int = CHANNELS, stopped_s: float = STOPPED_S, seed: int = 1) -> Result:
    """Let four processes post to all channels; kill one and stop another for a while, both in the middle of it."""
    random = Random(seed)
    fill(url, channels, datetime.now(UTC) - timedelta(seconds=1))
    with tempfile.TemporaryDirectory() as folder:
        messages = Path(folder) / "messages"
        messages.touch()
        children = [
            subprocess.Popen([sys.executable, "-m", "tests.audit.replicas", url, str(messages)])
            for _ in range(PROCESSES)
        ]
        try:
            _until(lambda: len(_lines(messages)) >= channels // 5)
            killed, stopped = random.sample(children, 2)
            os.kill(stopped.pid, signal.SIGSTOP)
            os.kill(killed.pid, signal.SIGKILL)
            killed_at = datetime.now(UTC).timestamp()
            resume_at = monotonic() + stopped_s
            _until(lambda: len(_made(messages)) >= channels)
            last = max(moment for _, moment in _made(messages))
            sleep(max(0.0, resume_at - monotonic()))
            os.kill(stopped.pid, signal.SIGCONT)
            sleep(1.0)
        finally:
            for child in children:
                child.kill()
                child.wait()
        made = Counter(channel for channel, _ in _made(messages))
        return Result(messages=made, tries=len(_lines(messages)), slowest_s=last - killed_at)


def _until(reached: Callable[[], bool]) -> None:
    end = monotonic() + _LONGEST_S
    while not reached():
        if monotonic() > end:
            raise RuntimeError("the words did not come")
        sleep(0.05)


def _lines(messages: Path) -> list[str]:
    return messages.read_text("utf-8").splitlines()


def _made(messages: Path) -> list[tuple[str, float]]:
    """Return the channel and moment of each message that was made."""
    parts = (line.split() for line in _lines(messages))
    return [(channel, float(moment)) for kind, _, channel, moment in parts if kind == "new"]


def main() -> None:
    """Run it in full on a PostgreSQL server of its own."""
    from tests.core.storage.postgresql import running_server

    with running_server() as server, server.database() as url:
        result = run(url)
    doubled = sum(number - 1 for number in result.messages.values())
    print(
        f"{PROCESSES} processes, one killed, one stopped for {STOPPED_S:g} s: {len(result.messages)} of {CHANNELS} channels,"
        f" {doubled} doubled, {result.tries} tries, the last {result.slowest_s:.1f} s after the kill (lease {LEASE.seconds} s)"
    )
    sys.exit(not result.holds(CHANNELS))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
