"""An independent answer to "when is this wall time due on this date": it walks a zone's offsets, the schedule does not."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


class Oracle:
    """A zone as a list of spells with one offset each, found by looking at every hour from ``first`` to ``last``."""

    def __init__(self, name: str, first: date, last: date) -> None:
        zone = ZoneInfo(name)
        start = datetime.combine(first, time(), UTC) - timedelta(days=2)
        end = datetime.combine(last, time(), UTC) + timedelta(days=3)
        self._starts = [start]
        self._offsets = [_offset(start, zone)]
        moment = start
        while moment < end:
            moment += _HOUR
            if _offset(moment, zone) != self._offsets[-1]:
                self._starts.append(_change(moment - _HOUR, moment, zone))
                self._offsets.append(_offset(moment, zone))
        self._starts.append(end)

    @property
    def changes(self) -> list[datetime]:
        """The moments at which the offset changes."""
        return self._starts[1:-1]

    def moments(self, day: date, at: time) -> Iterator[datetime]:
        """Yield the first moment of ``day`` whose clock shows ``at`` or later; nothing if the zone skips the day."""
        wall = datetime.combine(day, at, UTC)
        midnight = datetime.combine(day + timedelta(days=1), time(), UTC)
        spell = max(bisect_right(self._starts, wall - timedelta(days=1)) - 1, 0)
        while spell < len(self._offsets):
            offset = self._offsets[spell]
            earliest = max(self._starts[spell], wall - offset)
            if earliest < min(self._starts[spell + 1], midnight - offset):
                yield earliest
                return
            spell += 1


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first second with the offset that holds at ``after``."""
    old = _offset(before, zone)
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _offset(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after
