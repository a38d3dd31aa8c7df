"""The wall clock is moved by an hour, a day, a year, and back: no date gets two words or two questions, on both databases.

Everything that happens by itself is run as the poster runs it. The platform knows no nonce: a try that might make a second
message of a post is told by its being in doubt.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

import pytest

from bot.commands import daily_steps, unasked
from bot.commands.post_office import PostOffice
from bot.commands.round_steps import QUESTION_VIEW
from bot.commands.services import Services
from bot.commands.wotd_steps import WORD_VIEW
from bot.identity import Place
from bot.lexicon.model import Glossary
from bot.localized import Locale
from bot.ports import UnitOfWorkFactory
from bot.posting import LEASE, Draft, InDoubt, Outcome, Post, Posted, Subject
from bot.schedule import Holidays, Schedule, is_japanese_holiday
from bot.storage.unit_of_work import Storage
from bot.wotd import Subscription, started
from tests.core.commands.conftest import make_world
from tests.core.quiz.words import make_entry
from tests.fakes import FakeClock

TOKYO = ZoneInfo("Asia/Tokyo")
PLACE = Place(platform="test", workspace="w1", channel="c1")
FIRST = date(2026, 11, 17)
MOVES = (timedelta(hours=1), timedelta(days=1), timedelta(days=365))


class When(Enum):
    """When the clock is moved: ten minutes before the posts are due, while the first is sent, or after both were."""

    BEFORE = auto()
    ON_ITS_WAY = auto()
    AFTER = auto()


@dataclass
class Channel:
    """A channel that the bot posts to by a clock that may be moved; ``sent`` are the messages that were made."""

    services: Services
    clock: FakeClock
    sent: list[Post] = field(default_factory=list)
    moves: timedelta | None = None
    """By how much the clock is moved while the next post is on its way."""

    def __post_init__(self) -> None:
        self.office = PostOffice(self.services, unasked.VIEWS, unasked.posted)

    def look(self) -> None:
        """Let happen what is due, and send what came of it."""
        now = self.clock.now()
        unasked.tick(self.services, now)
        daily_steps.tick(self.services, now)
        while posts := self.office.take("test", now):
            for post in posts:
                outcome = self._send(post)
                self.office.settle(post.place, post.key, post.attempt, outcome, self.clock.now())

    def _send(self, post: Post) -> Outcome:
        if post.in_doubt and not post.edits:
            return InDoubt()
        if self.moves:
            self.clock.advance(self.moves)
            self.moves = None
            self.look()
        if not post.edits:
            self.sent.append(post)
        return Posted(post.edits or f"m{len(self.sent)}")

    def run(self, length: timedelta, step: timedelta) -> None:
        """Let time pass."""
        for _ in range(length // step):
            self.clock.advance(step)
            self.look()

    def go_on_to(self, day: date, hour: int, minute: int) -> None:
        """Let time pass until then, by two hours at a time."""
        end = datetime.combine(day, time(hour, minute), TOKYO)
        while (left := end - self.clock.now()) > timedelta(0):
            self.clock.advance(min(left, timedelta(hours=2)))
            self.look()

    def missed(self) -> set[tuple[str, date | None]]:
        """Return which date a manager is told got nothing."""
        with self.services.unit_of_work(read_only=True) as work:
            found = ((WORD_VIEW, work.words.get(PLACE)), (QUESTION_VIEW, work.daily.get(PLACE)))
        return {(view, each.missed_on) for view, each in found if each}

    def dates(self, view: str) -> list[date]:
        """Return the dates of the words or of the questions that were posted."""
        if view == WORD_VIEW:
            return [date.fromisoformat(each.key[-10:]) for each in self.sent if each.key.startswith("wotd/")]
        ids = [each.key.split("/")[-2] for each in self.sent if each.key.endswith("/q0")]
        return [date.fromisoformat(each[:10]) for each in ids]


def a_channel(storage: Storage) -> Channel:
    """Return a channel with a word and a question each day at nine; it is half past eight."""
    clock = FakeClock(datetime.combine(FIRST, time(8, 30), TOKYO).astimezone(UTC))
    glossary = Glossary(
        tuple(
            make_entry(f"word{number}", f"言葉{number}", f"ことば{'あいうえおかきくけこ'[number % 10]}")
            for number in range(80)
        ),
        (),
    )
    services = replace(make_world().services, unit_of_work=storage, glossary=glossary, clock=clock)
    subscription = Subscription(
        place=PLACE,
        direct=False,
        set_up_by="mika",
        schedule=Schedule(zone=TOKYO, at=time(9), holidays=Holidays.POST),
        locale=Locale.EN,
        from_date=date.min,
        next_at=None,
    )
    running = started(subscription, (), clock.now(), is_japanese_holiday)
    with storage() as work:
        work.words.save(running)
        work.daily.save(running)
        work.commit()
    return Channel(services, clock)


def test_a_clock_that_is_moved_and_set_right_doubles_no_post_and_loses_none_in_silence(storage: Storage) -> None:
    channel = a_channel(storage)
    told: set[tuple[str, date | None]] = set()
    cases = [(move, when) for move in (*MOVES, *(-each for each in MOVES)) for when in When]
    for number, (move, when) in enumerate(cases):
        channel.go_on_to(FIRST + timedelta(days=number), 8, 50)
        channel.moves = move if when is When.ON_ITS_WAY else None
        if when is When.BEFORE:
            channel.clock.advance(move)
        channel.run(timedelta(minutes=20), timedelta(minutes=10))
        if when is When.AFTER:
            channel.clock.advance(move)
        channel.run(timedelta(hours=3), timedelta(hours=1))
        channel.clock.advance(-move)
        channel.run(timedelta(hours=2), timedelta(hours=1))

        for view in (WORD_VIEW, QUESTION_VIEW):
            twice = [day for day, times in Counter(channel.dates(view)).items() if times > 1]
            assert twice == [], (view, move, when)
        told |= channel.missed()
    channel.go_on_to(FIRST + timedelta(days=len(cases)), 10, 0)
    for view in (WORD_VIEW, QUESTION_VIEW):
        came = channel.dates(view)
        left_out = {day for day in (FIRST + timedelta(days=number) for number in range(len(cases))) if day not in came}
        assert left_out <= {day for each, day in told if each == view}, view
        assert len(left_out) <= 1, "only a day that was skipped by the clock, and came again when it was over"
    with storage(read_only=True) as work:
        words = Counter(line.entry_id for line in work.words.shown(PLACE, date.min))
    assert max(words.values()) == 1


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_a_post_that_was_taken_by_a_clock_ahead_does_not_keep_its_channel_waiting(
    units: UnitOfWorkFactory, move: timedelta
) -> None:
    now = datetime(2026, 11, 17, tzinfo=UTC)
    with units() as work:
        for key in ("first", "second"):
            draft = Draft(
                key=key,
                place=PLACE,
                subject=Subject(view=WORD_VIEW),
                locale=Locale.EN,
                due_at=now,
                expires_at=now + timedelta(days=400),
            )
            work.posts.add(draft, now)
        [taken] = work.posts.claim("test", now + move, now + move + LEASE, 10)
        work.commit()
    with units() as work:
        assert work.posts.has_due("test", now)
        [again] = work.posts.claim("test", now, now + LEASE, 10)
        assert work.posts.claim("test", now, now + LEASE, 10) == ()
        work.commit()
    assert (taken.draft.key, again.draft.key) == ("first", "first")
    assert again.in_doubt
