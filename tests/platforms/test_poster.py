"""The poster: lets happen what is due, sends in order, and forgets nothing that it was told about a post."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.platform import Core
from adapters.poster import Poster
from bot.clock import Clock, SystemClock
from bot.commands.post_office import PostOffice
from bot.commands.services import Services
from bot.commands.spec import View
from bot.errors import StorageError
from bot.identity import Place
from bot.localized import Locale
from bot.posting import Deferred, Draft, Outcome, Post, Posted, Reason, Subject, Undeliverable
from bot.reply import Reply, plain_text
from tests.fakes import FakeClock
from tests.platforms.discord_running import core_of, engine_at
from tests.platforms.posts import saying

pytestmark = pytest.mark.asyncio

PATIENCE_S = 20.0
Answer = Callable[[Post, int], Outcome]


class Sender:
    """A platform that keeps what it was given to send; ``answer`` says what becomes of it, by post and number."""

    name = "test"

    def __init__(self, answer: Answer | None = None, pause_s: float = 0.0) -> None:
        self.is_ready = True
        self.given: list[tuple[str, str]] = []
        self.begun: list[str] = []
        self.under_way: set[str] = set()
        self._answer = answer or (lambda post, number: Posted(f"m{number}"))
        self._pause_s = pause_s
        self._changed = asyncio.Event()
        self.began = asyncio.Event()

    async def run(self) -> None:
        """Do nothing."""

    async def close(self) -> None:
        """Do nothing."""

    async def post(self, post: Post) -> Outcome:
        """Keep the post."""
        channel = post.place.channel
        self.begun.append(post.key)
        assert channel not in self.under_way, "one at a time in a channel"
        self.under_way.add(channel)
        self.began.set()
        await asyncio.sleep(self._pause_s)
        self.under_way.remove(channel)
        self.given.append((channel, plain_text(post.reply.title)))
        self._changed.set()
        return self._answer(post, len(self.given))

    async def has(self, count: int) -> None:
        """Wait until so many posts were given."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.given) < count:
                self._changed.clear()
                await self._changed.wait()

    def titles(self, channel: str) -> list[str]:
        """Return what was given for a channel, in order."""
        return [title for each, title in self.given if each == channel]


class Office(PostOffice):
    """A post office whose database is locked so many times when something is to be noted."""

    locked = 0
    noted: Sequence[tuple[str, Outcome]] = ()

    def settle(self, place: Place, key: str, attempt: int, outcome: Outcome, now: object) -> None:
        """Note it, or raise."""
        if self.locked:
            self.locked -= 1
            raise StorageError("the database is locked")
        self.noted = [*self.noted, (key, outcome)]
        super().settle(place, key, attempt, outcome, now)  # type: ignore[arg-type]  # a datetime, as it was given


def note(services: Services, place: Place, values: Sequence[str], view: View) -> Reply:
    """Return a post that says its value."""
    del services, place, view
    return saying(values[0])


@asynccontextmanager
async def posting(
    folder: Path, sender: Sender, clock: Clock | None = None
) -> AsyncIterator[tuple[Core, Office, Poster]]:
    """Run a poster on a database of its own."""
    engine = engine_at(folder)
    office = Office(engine.services, {"note": note}, lambda *_: None)
    core = replace(core_of(replace(engine, post_office=office)), clock=clock or SystemClock())
    poster = Poster(core, [sender], poll_s=0.02)
    task = asyncio.create_task(poster.run())
    try:
        yield core, office, poster
    finally:
        await poster.close()
        await task
        core.worker.close()
        engine.close()


def put(core: Core, channel: str, *titles: str) -> None:
    """Write posts into the outbox, in one transaction."""
    now = core.now()
    with core.engine.services.unit_of_work() as work:
        for title in titles:
            draft = Draft(
                key=f"{channel}/{title}",
                place=Place(platform="test", workspace="w1", channel=channel),
                subject=Subject(view="note", values=(title,)),
                locale=Locale.EN,
                due_at=now,
                expires_at=now + timedelta(minutes=10),
            )
            work.posts.add(draft, now)
        work.commit()


async def test_posts_of_a_channel_go_out_in_order_and_channels_do_not_wait_for_each_other(tmp_path: Path) -> None:
    turns = itertools.cycle([True, False, False])
    sender = Sender(lambda post, number: Deferred(0.05) if next(turns) else Posted(f"m{number}"), pause_s=0.01)
    async with posting(tmp_path, sender) as (core, office, _):
        put(core, "c1", *"abcdef")
        put(core, "c2", *"uvwxyz")
        await sender.has(18)

    done = [key for key, outcome in office.noted if isinstance(outcome, Posted)]
    for channel, letters in (("c1", "abcdef"), ("c2", "uvwxyz")):
        assert [key[-1] for key in done if key.startswith(channel)] == list(letters)
        assert list(dict.fromkeys(sender.titles(channel))) == list(letters)


async def test_a_post_on_its_way_is_not_sent_again_when_the_wall_clock_jumps(tmp_path: Path) -> None:
    clock = FakeClock()
    sender = Sender(pause_s=0.5)
    async with posting(tmp_path, sender, clock) as (core, _, _):
        put(core, "c1", "a")
        async with asyncio.timeout(PATIENCE_S):
            await sender.began.wait()
        clock.advance(timedelta(minutes=5))
        put(core, "c2", "b")
        await sender.has(2)

    assert sorted(sender.begun) == ["c1/a", "c2/b"]


async def test_what_became_of_a_post_is_noted_once_the_database_is_free(tmp_path: Path) -> None:
    sender = Sender()
    async with posting(tmp_path, sender) as (core, office, _):
        office.locked = 7
        put(core, "c1", "a", "b")
        await sender.has(2)

    assert [title for _, title in sender.given] == ["a", "b"]
    assert [key for key, _ in office.noted] == ["c1/a", "c1/b"]


async def test_a_platform_that_is_not_connected_is_given_nothing(tmp_path: Path) -> None:
    sender = Sender()
    sender.is_ready = False
    other, elsewhere = Sender(), tmp_path / "other"
    elsewhere.mkdir()
    async with posting(tmp_path, sender) as (core, _, _):
        put(core, "c1", "a")
        async with posting(elsewhere, other) as (second, _, _):
            put(second, "c1", "a")
            await other.has(1)
        given = list(sender.given)
        sender.is_ready = True
        await sender.has(1)

    assert given == []
    assert sender.given == [("c1", "a")]


async def test_a_sender_that_breaks_leaves_its_post_in_doubt_and_stops_no_other(tmp_path: Path) -> None:
    def break_first(post: Post, number: int) -> Outcome:
        if number == 1:
            raise RuntimeError("a fault of ours")
        return Undeliverable(Reason.GONE)

    sender = Sender(break_first)
    async with posting(tmp_path, sender) as (core, office, _):
        put(core, "c1", "a")
        await sender.has(1)
        put(core, "c2", "b")
        await sender.has(3)

    assert sorted(sender.given) == [("c1", "a"), ("c1", "a"), ("c2", "b")]
    assert [type(outcome).__name__ for _, outcome in office.noted].count("InDoubt") == 1


async def test_closing_waits_for_what_is_on_its_way_and_takes_no_more(tmp_path: Path) -> None:
    sender = Sender(pause_s=0.2)
    async with posting(tmp_path, sender) as (core, office, poster):
        put(core, "c1", "a", "b")
        async with asyncio.timeout(PATIENCE_S):
            await sender.began.wait()
        await poster.close()

        assert sender.given == [("c1", "a")]
        assert [key for key, _ in office.noted] == ["c1/a"]
