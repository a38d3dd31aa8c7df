"""Days of study: which date a moment counts for, and how many working days in a row a person has studied. Pure.

Weekends and holidays neither count nor break a streak. A working day without study uses up one of the month's free
freezes, and when there is none left it ends the streak. A date of which the person lived less than half where they
were, because they flew over it or because we were not there, asks for nothing.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_LINE = time(4)
"""Wall time at which a day of study begins: who studies past midnight studies for the day that was."""

FREEZES = 2
"""Free freezes in a calendar month."""

_HALF_A_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Stay:
    """A zone and since when a person is in it."""

    since: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Outage:
    """A time, in UTC, in which nobody could study because we were not there."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """Working days studied in a row, whether today is one of them, and the freezes that this month has left."""

    days: int
    today: bool
    freezes: int


def study_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the date that ``moment`` counts for to somebody in ``zone``."""
    wall = moment.astimezone(zone).replace(tzinfo=None)
    return (wall - timedelta(hours=DAY_LINE.hour)).date()


def day_end(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return when the day that ``moment`` counts for is over, in UTC."""
    return _start(study_day(moment, zone) + _DAY, zone)


def streak_of(
    studied: Collection[date],
    stays: Sequence[Stay],
    now: datetime,
    is_holiday: Callable[[date], bool],
    outages: Sequence[Outage] = (),
) -> Streak:
    """Return the streak that stands ``now``.

    ``studied`` are the dates on which the person studied, each as it was where they were then. ``stays`` are in order;
    the first holds for all that went before it. A day that is not over breaks nothing.
    """
    today = study_day(now, stays[-1].zone)
    used: Counter[tuple[int, int]] = Counter()
    running = 0
    day = min(studied, default=today)
    while day <= today:
        month = (day.year, day.month)
        if day.weekday() >= _SATURDAY or is_holiday(day):
            pass
        elif day in studied:
            running += 1
        elif running and day < today and _lived(day, stays, outages) >= _HALF_A_DAY:
            if used[month] < FREEZES:
                used[month] += 1
            else:
                running = 0
        day += _DAY
    return Streak(days=running, today=today in studied, freezes=FREEZES - used[today.year, today.month])


def _lived(day: date, stays: Sequence[Stay], outages: Sequence[Outage]) -> timedelta:
    """Return how much of a date the person lived where they were, with us there."""
    lived = timedelta()
    for index, stay in enumerate(stays):
        start, end = _start(day, stay.zone), _start(day + _DAY, stay.zone)
        if index:
            start = max(start, stay.since)
        if index + 1 < len(stays):
            end = min(end, stays[index + 1].since)
        if start < end:
            lost = (min(end, outage.end) - max(start, outage.start) for outage in outages)
            lived += end - start - sum((each for each in lost if each > timedelta()), timedelta())
    return lived


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, DAY_LINE, zone).astimezone(UTC)
