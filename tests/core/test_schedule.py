"""A daily post is due once a local date, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import (
    Days,
    Holidays,
    Schedule,
    following,
    is_japanese_holiday,
    latest,
    moment_of,
    occurrences,
    zone_names,
    zone_of,
)
from tests.core.schedule_oracle import Oracle

BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")
WORKDAYS = Schedule(zone=TOKYO, at=time(9), days=Days.WEEKDAYS, holidays=Holidays.SKIP)
WALL_TIMES = [time(0), time(0, 30), time(1, 30), time(2, 15), time(2, 30), time(9)]
ZONES_THAT_CHANGE = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "Antarctica/Troll",  # two hours
    "America/Santiago",  # skips midnight
    "Africa/Cairo",
    "Asia/Beirut",
    "Africa/Casablanca",  # four changes a year
    "America/Nuuk",
    "Pacific/Easter",
]


def utc(*fields: int) -> datetime:
    return datetime(*fields, tzinfo=UTC)  # type: ignore[arg-type, misc]  # fields are year, month, day, hour, minute


CLOCKS = {
    "an ordinary day": (TOKYO, date(2026, 4, 1), time(9), utc(2026, 4, 1, 0, 0)),
    "a time that is skipped": (BERLIN, date(2026, 3, 29), time(2, 30), utc(2026, 3, 29, 1, 0)),
    "a time that comes twice": (BERLIN, date(2026, 10, 25), time(2, 30), utc(2026, 10, 25, 0, 30)),
    "midnight skipped": (ZoneInfo("Africa/Cairo"), date(2026, 4, 24), time(0), utc(2026, 4, 23, 22, 0)),
    "half an hour": (ZoneInfo("Australia/Lord_Howe"), date(2026, 10, 4), time(2, 15), utc(2026, 10, 3, 15, 30)),
}


@pytest.mark.parametrize(("zone", "day", "at", "moment"), CLOCKS.values(), ids=CLOCKS)
def test_a_wall_time_is_a_moment(zone: ZoneInfo, day: date, at: time, moment: datetime) -> None:
    assert moment == moment_of(day, at, zone)


def test_a_day_that_a_zone_skipped_has_no_moment() -> None:
    assert moment_of(date(2011, 12, 30), time(9), ZoneInfo("Pacific/Apia")) is None


@pytest.mark.parametrize("name", ZONES_THAT_CHANGE)
def test_around_every_change_each_date_has_one_moment_and_it_is_the_oracle_s(name: str) -> None:
    first, last = date(2026, 1, 1), date(2030, 12, 31)
    oracle = Oracle(name, first, last)
    days = sorted({moment.date() + timedelta(days=step) for moment in oracle.changes for step in (-1, 0, 1)})

    assert len(days) >= 10
    for day in days:
        for at in WALL_TIMES:
            assert list(oracle.moments(day, at)) == [moment_of(day, at, ZoneInfo(name))], f"{day} {at}"


def test_workdays_leave_out_weekends_and_japan_s_holidays() -> None:
    golden_week = occurrences(WORKDAYS, date(2026, 4, 28), date(2026, 5, 8), is_japanese_holiday)

    assert [28, 30, 1, 7, 8] == [found.local_date.day for found in golden_week]


def test_a_bridging_holiday_between_two_others_counts() -> None:
    """22 September 2026 lies between 敬老の日 and 秋分の日 (国民の祝日に関する法律, article 3 paragraph 3)."""
    assert is_japanese_holiday(date(2026, 9, 22))


def test_only_today_s_post_is_ever_due() -> None:
    morning = utc(2026, 11, 20, 0, 0)

    assert latest(WORKDAYS, morning - timedelta(seconds=1), is_japanese_holiday) is None
    found = latest(WORKDAYS, morning, is_japanese_holiday)
    assert found is not None
    assert date(2026, 11, 20) == found.local_date
    assert latest(WORKDAYS, utc(2026, 11, 21, 3, 0), is_japanese_holiday) is None


def test_the_next_one_skips_what_is_not_posted() -> None:
    friday = utc(2026, 11, 20, 0, 0)

    # Monday 23 November is 勤労感謝の日.
    assert utc(2026, 11, 24, 0, 0) == following(WORKDAYS, friday, is_japanese_holiday).moment
    assert friday == following(WORKDAYS, friday - timedelta(seconds=1), is_japanese_holiday).moment


@pytest.mark.parametrize("name", ["../etc/passwd", "Asia/Tokyo\0", "", "asia/tokyo/", "/etc/localtime", "Nowhere/Land"])
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    assert zone_of(name) is None


def test_the_zones_people_live_in_can_be_chosen() -> None:
    assert {"Asia/Tokyo", "America/New_York", "Europe/Berlin", "UTC"} <= zone_names()
