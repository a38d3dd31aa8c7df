"""``make check-dst``: every zone, every date of 2026 to 2030 and six wall times, held against the oracle."""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from bot.schedule import moment_of, zone_names
from tests.core.schedule_oracle import Oracle
from tests.core.test_schedule import WALL_TIMES

FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)


def main() -> int:
    """Print how many dates were looked at and how many have other than one post, or another moment than the oracle's."""
    began = monotonic()
    with ProcessPoolExecutor() as pool:
        counts = sum(pool.map(_examine, sorted(zone_names()), chunksize=8), Counter[str]())
    print(
        f"{counts['zones']} zones, {counts['changing']} of them with a change, {counts['dates']} dates: "
        f"{counts['violations']} violations; {monotonic() - began:.0f} s"
    )
    return 1 if counts["violations"] else 0


def _examine(name: str) -> Counter[str]:
    zone = ZoneInfo(name)
    oracle = Oracle(name, FIRST, LAST)
    counts = Counter({"zones": 1, "changing": int(bool(oracle.changes))})
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        for at in WALL_TIMES:
            counts["dates"] += 1
            if list(oracle.moments(day, at)) != [moment_of(day, at, zone)]:
                counts["violations"] += 1
                print(f"{name}: {day} {at}")
    return counts


if __name__ == "__main__":
    sys.exit(main())
