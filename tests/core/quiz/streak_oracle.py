"""A streak counted the slow way: quarter of an hour by quarter of an hour."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta

from bot.quiz.streak import Outage, Stay

STEP = timedelta(minutes=30)


def slow_streak(
    studied: Collection[date],
    stays: Sequence[Stay],
    now: datetime,
    is_holiday: Callable[[date], bool],
    outages: Sequence[Outage],
) -> tuple[int, int]:
    """Return the streak and the freezes left; all moments are whole and half hours."""
    if not studied:
        return 0, 2
    lived: Counter[date] = Counter()
    seen: set[date] = set()
    moment = datetime.combine(min(studied), datetime.min.time(), now.tzinfo) - timedelta(days=2)
    while moment < now:
        zone = next((stay.zone for stay in reversed(stays) if stay.since <= moment), stays[0].zone)
        wall = moment.astimezone(zone)
        day = wall.date() if wall.hour >= 4 else wall.date() - timedelta(days=1)
        seen.add(day)
        if not any(outage.start <= moment < outage.end for outage in outages):
            lived[day] += 1
        moment += STEP
    today_wall = now.astimezone(stays[-1].zone)
    today = today_wall.date() if today_wall.hour >= 4 else today_wall.date() - timedelta(days=1)
    count = 0
    frozen: list[date] = []
    for day in sorted(seen | set(studied)):
        if day < min(studied) or day > today or day.weekday() in {5, 6} or is_holiday(day):
            continue
        if day in studied:
            count += 1
        elif count and day != today and lived[day] * STEP >= timedelta(hours=12):
            if sum((each.year, each.month) == (day.year, day.month) for each in frozen) == 2:
                count = 0
            else:
                frozen.append(day)
    left = 2 - sum((each.year, each.month) == (today.year, today.month) for each in frozen)
    return count, left
