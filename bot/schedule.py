"""When a daily post is due: local dates and wall times into moments. Pure; it knows neither what is posted nor where.

A schedule keeps the zone's name and the wall time, never an offset: what 09:00 means is worked out for each date, by the time zone
database of the day. A wall time that a date skips is due at the first instant after the gap, one that comes twice at the first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

if TYPE_CHECKING:
    from holidays import HolidayBase

_DAY = timedelta(days=1)
_SATURDAY = 5


class Days(StrEnum):
    """On which days of the week something is posted."""

    ALL = "all"
    WEEKDAYS = "weekdays"


class Holidays(StrEnum):
    """What happens on Japan's public holidays."""

    POST = "post"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A wall time in a zone, and the dates it holds for."""

    zone: ZoneInfo
    at: time
    days: Days = Days.ALL
    holidays: Holidays = Holidays.POST


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A date of a schedule and the moment, in UTC, at which it is due."""

    local_date: date
    moment: datetime


IsHoliday = Callable[[date], bool]
"""Whether a date is a public holiday in Japan."""


def occurrences(schedule: Schedule, first: date, last: date, is_holiday: IsHoliday) -> Iterator[Occurrence]:
    """Yield what is due from ``first`` to ``last``, both included: at most one occurrence a local date."""
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        if is_posted(schedule, day, is_holiday):
            moment = moment_of(day, schedule.at, schedule.zone)
            if moment is not None:
                yield Occurrence(day, moment)


def is_posted(schedule: Schedule, day: date, is_holiday: IsHoliday) -> bool:
    """Return whether the schedule posts on ``day`` at all."""
    if schedule.days is Days.WEEKDAYS and day.weekday() >= _SATURDAY:
        return False
    return not (schedule.holidays is Holidays.SKIP and is_holiday(day))


def latest(schedule: Schedule, now: datetime, is_holiday: IsHoliday) -> Occurrence | None:
    """Return the occurrence of today's local date if it is due by ``now``; earlier dates are past and stay unposted."""
    today = now.astimezone(schedule.zone).date()
    found = next(occurrences(schedule, today, today, is_holiday), None)
    return found if found and found.moment <= now else None


def following(schedule: Schedule, after: datetime, is_holiday: IsHoliday) -> Occurrence:
    """Return the first occurrence later than ``after``."""
    day = after.astimezone(schedule.zone).date()
    while True:
        found = next(occurrences(schedule, day, day, is_holiday), None)
        if found and found.moment > after:
            return found
        day += _DAY


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """Return the moment in UTC when clocks in ``zone`` first show ``at`` or later on ``day``.

    None if the zone skipped the whole day, as Samoa did with 30 December 2011.
    """
    wall = datetime.combine(day, at)
    # PEP 495: in a gap, fold=0 reckons with the offset before it and fold=1 with the one after; both miss the wall time.
    before, after = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if before.astimezone(zone).replace(tzinfo=None) == wall:
        return before
    end = _end_of_gap(after, before, zone)
    return end if end.astimezone(zone).date() == day else None


def _end_of_gap(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment between ``low`` and ``high`` from which the zone has its new offset, to the second."""
    new = high.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == new:
            high = middle
        else:
            low = middle
    return high


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone with this IANA name, None if there is none; the name never reaches the file system unchecked."""
    return ZoneInfo(name) if name in zone_names() else None


@cache
def zone_names() -> frozenset[str]:
    """Return the IANA names that can be chosen."""
    return frozenset(available_timezones() - {"localtime", "posixrules", "Factory"})


def is_japanese_holiday(day: date) -> bool:
    """Return whether ``day`` is a national holiday in Japan, substitute and bridging holidays included."""
    return day in _japanese_holidays()


@cache
def _japanese_holidays() -> "HolidayBase":
    # Imported when a schedule first asks: the package takes longer to load than a lookup may.
    from holidays import country_holidays

    return country_holidays("JP")
