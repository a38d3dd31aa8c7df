"""A channel has one word a local date, and no word twice in 365 days, whatever clocks, zones and people do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.daily import is_suitable
from bot.lexicon.model import Attitude, Domain, Entry, EntryId
from bot.localized import Locale
from bot.schedule import Days, Holidays, Schedule, is_japanese_holiday
from bot.wotd import LONGEST_GAP, NO_REPEAT, Pause, Shown, Subscription, Wish, choose, look, started, to_recall
from tests.core.quiz.words import make_entry
from tests.factories import make_place

TOKYO = ZoneInfo("Asia/Tokyo")
DAY = timedelta(days=1)
MONDAY = date(2026, 11, 16)


def at(day: date, hour: int, minute: int = 0, zone: str = "Asia/Tokyo") -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


def subscription(zone: str = "Asia/Tokyo", wall: time = time(9), days: Days = Days.ALL) -> Subscription:
    return Subscription(
        place=make_place(),
        direct=False,
        set_up_by="aiko",
        schedule=Schedule(zone=ZoneInfo(zone), at=wall, days=days, holidays=Holidays.POST),
        locale=Locale.JA,
        from_date=date.min,
        next_at=None,
    )


class Channel:
    """A channel as the bot keeps it: looked at whenever a test says so."""

    def __init__(self, first: Subscription, now: datetime, entries: tuple[Entry, ...] = ()) -> None:
        self.ledger: dict[date, EntryId] = {}
        self.posts: list[tuple[datetime, date]] = []
        self.entries = entries or pool(3)
        self.subscription = started(first, (), now, is_japanese_holiday)

    def look(self, now: datetime) -> None:
        looked = look(self.subscription, self.ledger.keys(), now, is_japanese_holiday)
        self.subscription = looked.subscription
        if looked.due:
            day = looked.due.occurrence.local_date
            chosen = choose(day, "here", self.entries, shown=self.dates())
            if chosen:
                assert day not in self.ledger
                self.ledger[day] = chosen.id
            self.posts.append((now, day))

    def change(self, now: datetime, schedule: Schedule) -> None:
        changed = replace(self.subscription, schedule=schedule)
        self.subscription = started(changed, self.ledger.keys(), now, is_japanese_holiday)

    def dates(self) -> dict[EntryId, list[date]]:
        found: dict[EntryId, list[date]] = {}
        for day, entry_id in self.ledger.items():
            found.setdefault(entry_id, []).append(day)
        return found

    @property
    def days(self) -> list[date]:
        return [day for _, day in self.posts]


def pool(size: int) -> tuple[Entry, ...]:
    return tuple(make_entry(f"word{number}", f"言葉{number}", "ことば") for number in range(size))


def hourly(first: datetime, last: datetime, minutes: int = 60) -> Iterator[datetime]:
    now = first
    while now <= last:
        yield now
        now += timedelta(minutes=minutes)


def test_400_days_bring_400_words_and_none_twice_within_a_year() -> None:
    start = at(MONDAY, 8)
    channel = Channel(subscription(), start, pool(400))
    for now in hourly(start, start + 400 * DAY, 180):
        channel.look(now)
    assert channel.days == [MONDAY + number * DAY for number in range(400)]
    last: dict[EntryId, date] = {}
    for day, entry_id in channel.ledger.items():
        assert day - last.get(entry_id, date.min) >= NO_REPEAT
        last[entry_id] = day
    assert len(last) >= 365


def test_when_no_word_is_left_there_is_none_rather_than_one_again() -> None:
    days = [MONDAY + number * DAY for number in range(366)]
    ledger: dict[EntryId, list[date]] = {}
    said = []
    for day in days:
        chosen = choose(day, "here", pool(3), shown=ledger)
        if chosen:
            ledger.setdefault(chosen.id, []).append(day)
        said.append(chosen is not None)
    assert said == [True] * 3 + [False] * 362 + [True]


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo", "UTC"]
)
@pytest.mark.parametrize("wall", [time(0), time(2, 30), time(9)], ids=str)
def test_a_year_with_changes_of_clocks_has_one_word_a_date(zone: str, wall: time) -> None:
    start = at(date(2026, 1, 31), 12, zone=zone)
    channel = Channel(subscription(zone, wall), start)
    for now in hourly(start, start + 365 * DAY, 90):
        channel.look(now)
    first = channel.days[0]
    assert channel.days == [first + number * DAY for number in range(len(channel.days))]
    assert len(channel.days) >= 364


def test_down_for_three_hours_means_one_late_word() -> None:
    channel = Channel(subscription(), at(MONDAY, 8))
    for hour in (12, 13, 14):
        channel.look(at(MONDAY, hour))
    assert channel.posts == [(at(MONDAY, 12), MONDAY)]
    assert channel.subscription.missed_on is None


@pytest.mark.parametrize(
    ("wall", "back"),
    [(time(9), at(MONDAY, 15)), (time(22), at(MONDAY + DAY, 1))],
    ids=["six hours late", "the date is over"],
)
def test_a_word_that_is_too_late_is_missed_and_said_to_be(wall: time, back: datetime) -> None:
    channel = Channel(subscription(wall=wall), at(MONDAY, 8))
    channel.look(back)
    assert channel.posts == []
    assert channel.subscription.missed_on == MONDAY
    assert channel.subscription.next_at == at(MONDAY + DAY, wall.hour)


@pytest.mark.parametrize(("hour", "posted"), [(8, 0), (10, 1), (16, 0)], ids=["before", "after", "too late"])
def test_down_for_five_days_means_one_word_at_most(hour: int, posted: int) -> None:
    channel = Channel(subscription(), at(MONDAY, 8))
    back = MONDAY + 5 * DAY
    for minutes in range(5):
        channel.look(at(back, hour, minutes))
    assert channel.days == [back][:posted]
    assert channel.subscription.missed_on == (back if hour == 16 else back - DAY)


JUMPS = [timedelta(hours=1), DAY, timedelta(days=365)]


@pytest.mark.parametrize("jump", [*JUMPS, *(-each for each in JUMPS)], ids=str)
@pytest.mark.parametrize("hour", [8, 9, 10])
def test_a_clock_that_jumps_and_comes_back_doubles_nothing(jump: timedelta, hour: int) -> None:
    channel = Channel(subscription(), at(MONDAY, 7), pool(30))
    moments = [*hourly(at(MONDAY, 7), at(MONDAY, hour), 20)]
    wrong = [now + jump for now in hourly(at(MONDAY, hour), at(MONDAY, hour) + timedelta(hours=3), 20)]
    back = [*hourly(at(MONDAY, hour) + timedelta(hours=4), at(MONDAY + 10 * DAY, 8), 60)]
    for now in (*moments, *wrong, *back):
        channel.look(now)
    assert [day for day, number in Counter(channel.days).items() if number > 1] == []
    usual = [MONDAY + number * DAY for number in range(2, 10)]
    assert [day for day in usual if day not in channel.ledger] == []
    words = Counter(channel.ledger.values())
    assert max(words.values()) == 1, "nor does a word come twice, in that year or this"


def test_clocks_zones_and_times_at_random_never_give_a_date_two_words() -> None:
    random = Random(6)
    zones = ["Asia/Tokyo", "Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Berlin", "UTC"]
    for _ in range(60):
        now = at(MONDAY, 7)
        channel = Channel(subscription(), now, pool(200))
        for _ in range(200):
            now += timedelta(minutes=random.choice([1, 20, 60, 300, 1500, -60, -1500]))
            if random.random() < 0.1:
                schedule = Schedule(zone=ZoneInfo(random.choice(zones)), at=time(random.randrange(24)))
                channel.change(now, schedule)
            channel.look(now)
        assert [day for day, number in Counter(channel.days).items() if number > 1] == []
        assert len(set(channel.ledger.values())) == len(channel.ledger)


def test_a_new_time_on_the_day_gives_no_second_word() -> None:
    channel = Channel(subscription(), at(MONDAY, 8))
    channel.look(at(MONDAY, 9))
    channel.change(at(MONDAY, 10), replace(channel.subscription.schedule, at=time(11)))
    for now in hourly(at(MONDAY, 10), at(MONDAY + DAY, 11), 30):
        channel.look(now)
    assert channel.posts == [(at(MONDAY, 9), MONDAY), (at(MONDAY + DAY, 11), MONDAY + DAY)]


def test_a_new_zone_whose_date_is_behind_goes_on_with_the_next_date() -> None:
    channel = Channel(subscription(), at(MONDAY, 8))
    channel.look(at(MONDAY, 9))
    honolulu = Schedule(zone=ZoneInfo("Pacific/Honolulu"), at=time(18))
    channel.change(at(MONDAY, 10), honolulu)
    for now in hourly(at(MONDAY, 10), at(MONDAY, 10) + 4 * DAY, 30):
        channel.look(now)
    assert channel.days == [MONDAY, MONDAY + DAY, MONDAY + 2 * DAY]


def test_set_up_after_the_time_it_begins_the_next_day() -> None:
    channel = Channel(subscription(), at(MONDAY, 9, 1))
    for minutes in range(0, 600, 10):
        channel.look(at(MONDAY, 9, 1) + timedelta(minutes=minutes))
    assert channel.posts == []
    assert channel.subscription.next_at == at(MONDAY + DAY, 9)


def test_what_is_paused_is_not_posted() -> None:
    waiting = started(subscription(), (), at(MONDAY, 8), is_japanese_holiday)
    looked = look(replace(waiting, paused=Pause.GONE), (), at(MONDAY, 9), is_japanese_holiday)
    assert looked.due is None
    assert looked.subscription.next_at is None


def test_a_time_set_by_a_clock_that_was_wrong_is_set_right() -> None:
    ahead = started(subscription(), (), at(MONDAY, 8) + 365 * DAY, is_japanese_holiday)
    assert ahead.next_at
    assert ahead.next_at - at(MONDAY, 8) > LONGEST_GAP
    looked = look(replace(ahead, from_date=MONDAY), (), at(MONDAY, 8), is_japanese_holiday)
    assert looked.subscription.next_at == at(MONDAY, 9)


def _wish(number: int, on_date: date | None = None) -> Wish:
    added = at(MONDAY, 8) + timedelta(minutes=number)
    return Wish(entry_id=EntryId(f"word{number}"), on_date=on_date, added_by="aiko", added_at=added)


def test_a_wish_for_the_date_goes_first_then_a_passed_one_then_the_queue() -> None:
    wishes = [_wish(1), _wish(2), _wish(3, MONDAY - DAY), _wish(4, MONDAY), _wish(5, MONDAY + DAY)]
    order = []
    for _ in range(4):
        chosen = choose(MONDAY, "here", pool(6), shown={}, wishes=wishes)
        assert chosen
        order.append(chosen.id)
        wishes = [wish for wish in wishes if wish.entry_id != chosen.id]
    assert order == ["word4", "word3", "word1", "word2"]


def test_a_word_that_waits_for_a_later_date_does_not_come_before() -> None:
    wishes = [_wish(number, MONDAY + 100 * DAY) for number in range(2)]
    chosen = choose(MONDAY, "here", pool(3), shown={}, wishes=wishes)
    assert chosen
    assert chosen.id == "word2"


def test_not_even_a_wish_brings_a_word_again_within_the_year() -> None:
    shown = {EntryId("word1"): [MONDAY - 364 * DAY]}
    chosen = choose(MONDAY, "here", pool(2), shown=shown, wishes=[_wish(1, MONDAY)])
    assert chosen
    assert chosen.id == "word0"
    again = choose(MONDAY + DAY, "here", pool(2), shown=shown, wishes=[_wish(1, MONDAY)])
    assert again
    assert again.id == "word1"


def test_field_and_level_are_kept_to_and_words_that_need_a_warning_never_come() -> None:
    plain = make_entry("plain", "普通", "ふつう", domain=Domain.CALLCENTER, difficulty=2)
    others = (
        make_entry("field", "分野", "ぶんや", domain=Domain.CUSTOMERS, difficulty=2),
        make_entry("level", "難度", "なんど", domain=Domain.CALLCENTER, difficulty=3),
        make_entry("pejorative", "社畜", "しゃちく", attitude=Attitude.PEJORATIVE, difficulty=2),
    )
    assert not is_suitable(others[2])
    for number in range(40):
        chosen = choose(MONDAY, f"c{number}", (plain, *others), shown={}, domain=Domain.CALLCENTER, level=2)
        assert chosen is plain
    assert choose(MONDAY, "here", (plain,), shown={}, unwanted={plain.id}) is None


@pytest.mark.parametrize("days", list(Days))
def test_every_word_is_asked_again_three_times_at_growing_gaps(days: Days) -> None:
    channel = Channel(subscription(days=days), at(MONDAY, 8), pool(90))
    for now in hourly(at(MONDAY, 8), at(MONDAY, 8) + 80 * DAY, 60):
        channel.look(now)
    ledger = [Shown(local_date=day, entry_id=entry_id) for day, entry_id in channel.ledger.items()]
    gaps: dict[EntryId, list[int]] = {}
    for day in channel.ledger:
        for entry_id in to_recall(days, ledger, day):
            gaps.setdefault(entry_id, []).append((day - channel.dates()[entry_id][0]).days)
    settled = [gaps[line.entry_id] for line in ledger[:20]]
    assert all(len(each) == 3 for each in settled)
    for first, second, third in settled:
        assert 1 <= first <= 3
        assert 5 <= second <= 8
        assert 20 <= third <= 28
