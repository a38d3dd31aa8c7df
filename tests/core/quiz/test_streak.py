"""Streaks by hand, against a slow count, and for ten thousand travellers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.quiz.streak import Outage, Stay, Streak, day_end, streak_of, study_day
from bot.schedule import is_japanese_holiday
from tests.core.quiz.streak_oracle import slow_streak

TOKYO, HONOLULU, LONDON = ZoneInfo("Asia/Tokyo"), ZoneInfo("Pacific/Honolulu"), ZoneInfo("Europe/London")
ZONES = [
    *(TOKYO, HONOLULU, LONDON, ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Kolkata")),
    *(ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Sao_Paulo"), ZoneInfo("Australia/Lord_Howe")),
]
EARLY = datetime(2020, 1, 1, tzinfo=UTC)
AT_HOME = (Stay(EARLY, TOKYO),)
HALF_HOUR = timedelta(minutes=30)


def june(*days: int) -> set[date]:
    """Return days of June 2026, which begins on a Monday and has no holiday."""
    return {date(2026, 6, day) for day in days}


def noon(day: int, month: int = 6) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=TOKYO)


def streak(studied: set[date], now: datetime, outages: Sequence[Outage] = ()) -> Streak:
    return streak_of(studied, AT_HOME, now, is_japanese_holiday, outages)


@pytest.mark.parametrize(
    ("studied", "now", "days", "freezes"),
    [
        (june(), noon(3), 0, 2),
        (june(1, 2, 3), noon(3), 3, 2),
        (june(1, 2), noon(3), 2, 2),
        (june(1, 2, 3, 4, 5), noon(8), 5, 2),
        (june(1, 2, 3, 4, 5, 6, 7, 8), noon(8), 6, 2),
        (june(1, 3), noon(3), 2, 1),
        (june(1, 4), noon(4), 2, 0),
        (june(1, 5), noon(5), 1, 0),
        (june(1, 5, 9), noon(9), 1, 0),
    ],
    ids=[
        "nothing yet",
        "three days",
        "today is not over",
        "over a weekend",
        "weekends do not count",
        "one day frozen",
        "two days frozen",
        "a third day ends it",
        "freezes of a month do not come back",
    ],
)
def test_working_days_are_counted(studied: set[date], now: datetime, days: int, freezes: int) -> None:
    counted = streak(studied, now)
    assert (counted.days, counted.freezes) == (days, freezes)


def test_a_month_brings_new_freezes() -> None:
    assert streak(june(25, 30) | {date(2026, 7, 3)}, noon(3, 7)) == Streak(days=3, today=True, freezes=0)
    assert streak(june(24, 30) | {date(2026, 7, 2)}, noon(2, 7)) == Streak(days=2, today=True, freezes=1)


def test_holidays_in_japan_ask_for_nothing() -> None:
    golden_week = {date(2026, 5, 1), date(2026, 5, 7)}
    assert streak(golden_week, noon(7, 5)) == Streak(days=2, today=True, freezes=2)


def test_the_day_begins_at_four() -> None:
    night = datetime(2026, 6, 2, 3, 59, tzinfo=TOKYO)
    assert study_day(night, TOKYO) == date(2026, 6, 1)
    assert study_day(night + timedelta(minutes=1), TOKYO) == date(2026, 6, 2)
    assert day_end(night, TOKYO) == night + timedelta(minutes=1)


@pytest.mark.parametrize(("hours", "freezes"), [(11, 1), (13, 2)], ids=["less than half", "more than half"])
def test_a_day_on_which_we_were_away_for_more_than_half_asks_for_nothing(hours: int, freezes: int) -> None:
    start = datetime(2026, 6, 2, 4, tzinfo=TOKYO).astimezone(UTC)
    away = [Outage(start, start + timedelta(hours=hours))]
    assert streak(june(1, 3), noon(3), away) == Streak(days=2, today=True, freezes=freezes)


def test_a_date_flown_over_asks_for_nothing() -> None:
    """Leaving Honolulu on Monday evening, one is in Tokyo on Tuesday evening some hours later."""
    monday = datetime(2026, 6, 1, 22, tzinfo=HONOLULU)
    stays = (*(Stay(EARLY, HONOLULU),), Stay(monday, TOKYO))
    studied = june(1, 3)
    counted = streak_of(studied, stays, datetime(2026, 6, 3, 12, tzinfo=TOKYO), is_japanese_holiday)
    assert counted == Streak(days=2, today=True, freezes=2)


def test_a_date_lived_twice_counts_once() -> None:
    stays = (Stay(EARLY, TOKYO), Stay(datetime(2026, 6, 2, 22, tzinfo=TOKYO), HONOLULU))
    counted = streak_of(june(1, 2, 3), stays, datetime(2026, 6, 3, 12, tzinfo=HONOLULU), is_japanese_holiday)
    assert counted.days == 3


def _traveller(random: Random) -> tuple[list[Stay], datetime]:
    """Return where somebody was over six weeks, and the end of those."""
    start = datetime(2026, random.randrange(1, 11), random.randrange(1, 28), tzinfo=UTC)
    half_hours = sorted(random.sample(range(96, 42 * 48), random.randrange(5)))
    stays = [Stay(start, random.choice(ZONES))]
    stays.extend(Stay(start + number * HALF_HOUR, random.choice(ZONES)) for number in half_hours)
    return stays, start + timedelta(days=42)


def _outages(random: Random, end: datetime) -> list[Outage]:
    if random.random() < 0.5:
        return []
    start = end - random.randrange(48, 40 * 48) * HALF_HOUR
    return [Outage(start, start + random.randrange(1, 80) * HALF_HOUR)]


def test_the_count_agrees_with_a_slow_one() -> None:
    random = Random(4)
    for _ in range(250):
        stays, end = _traveller(random)
        outages = _outages(random, end)
        diligence = random.choice([0.6, 0.8, 0.9, 0.97])
        first = study_day(stays[0].since, stays[0].zone)
        studied = {first + timedelta(days=number) for number in range(42) if random.random() < diligence}
        counted = streak_of(studied, stays, end, is_japanese_holiday, outages)
        assert (counted.days, counted.freezes) == slow_streak(studied, stays, end, is_japanese_holiday, outages)


def test_ten_thousand_travellers_neither_gain_nor_lose_a_day() -> None:
    """Who studies at four every morning, and on arriving anywhere, counts each working day once and needs no freeze."""
    random = Random(8)
    for _ in range(10_000):
        stays, end = _traveller(random)
        studied = set()
        for stay, following in zip(stays, [*(each.since for each in stays[1:]), end], strict=True):
            moment = stay.since
            while moment < following:
                studied.add(study_day(moment, stay.zone))
                moment = day_end(moment, stay.zone)
        counted = streak_of(studied, stays, end, is_japanese_holiday)
        working = {day for day in studied if day.weekday() < 5 and not is_japanese_holiday(day)}
        today = study_day(end - HALF_HOUR, stays[-1].zone)
        assert counted.days == len({day for day in working if day <= today})
        assert counted.freezes == 2
