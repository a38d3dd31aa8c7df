"""Days of study: which date a moment counts for, and how many working days in a row a person has studied. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_LINE = time(4)
"""Wall time at which a day of study begins: who studies past midnight studies for the day that was."""


def study_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the date that ``moment`` counts for to somebody in ``zone``."""
    wall = moment.astimezone(zone).replace(tzinfo=None)
    return (wall - timedelta(hours=DAY_LINE.hour)).date()


def day_end(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return when the day that ``moment`` counts for is over, in the zone of ``moment``."""
    following = study_day(moment, zone) + timedelta(days=1)
    return datetime.combine(following, DAY_LINE, zone).astimezone(moment.tzinfo)
