"""Who stands where on a board: windows of time, places, ties, newcomers. Pure; the answers themselves are the record.

A place is how many did better, and one: people who did equally well share it. Nobody is placed for having got worse.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from bot.quiz.tally import RACE_BONUS, RACE_POINTS

LEAST_FOR_RATE = 5
"""Answers that a share of right ones rests on, at least."""
LEAST_FOR_IMPROVED = 10
"""Answers that an improvement rests on, at least: in the window, and in the one before."""
NEWCOMER_DAYS = timedelta(days=14)
NEWCOMER_ANSWERS = 20
_QUARTER = 3
_DECEMBER = 12


class Window(StrEnum):
    """Which answers count. A season is a quarter of the Japanese business year, which begins in April."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL = "all"


class Order(StrEnum):
    """What makes one person stand before another."""

    RIGHT = "right"
    RATE = "rate"
    IMPROVED = "improved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time from ``since``, included, to ``until``, not included; ``since`` None is the beginning."""

    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One person's answers in a span: counts. ``bonuses`` are those of a race."""

    user_id: str
    right: int
    answered: int
    bonuses: int = 0

    @property
    def points(self) -> int:
        """Ten for each right answer, as in a race, and three more for each bonus."""
        return RACE_POINTS * self.right + RACE_BONUS * self.bonuses

    @property
    def share(self) -> Fraction:
        """The share of right answers, 0 to 1."""
        return Fraction(self.right, self.answered) if self.answered else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """When somebody first answered in the workspace, and how many answers they have given since."""

    first_at: datetime
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person's line. ``place`` is None where there are too few answers for one, or nothing got better."""

    tally: Tally
    place: int | None = None
    gain: Fraction | None = None
    """By how much the share of right answers grew since the window before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A board. ``own`` is the asker's line, wherever it stands; ``total`` counts all people, named or not."""

    rows: tuple[Row, ...]
    newcomers: tuple[Row, ...]
    own: Row | None
    own_is_new: bool
    total: Tally
    people: int

    @property
    def has_bonuses(self) -> bool:
        """Whether points say more than right answers do."""
        return self.total.bonuses > 0


def span(window: Window, now: datetime, zone: ZoneInfo) -> Span:
    """Return the window that ``now`` falls into where clocks are of ``zone``."""
    today = now.astimezone(zone).date()
    first = _first_day(window, today)
    if first is None:
        return Span(since=None, until=_midnight(today + timedelta(days=1), zone))
    return Span(since=_midnight(first, zone), until=_midnight(_next_first_day(window, first), zone))


def before(window: Window, now: datetime, zone: ZoneInfo) -> Span:
    """Return the whole window before the one that ``now`` falls into; before all time there is none.

    Raises:
        ValueError: the window is all time.
    """
    first = _first_day(window, now.astimezone(zone).date())
    if first is None:
        raise ValueError("nothing comes before all time")
    earlier = _first_day(window, first - timedelta(days=1)) or first
    return Span(since=_midnight(earlier, zone), until=_midnight(first, zone))


def is_newcomer(experience: Experience, now: datetime) -> bool:
    """Return whether somebody is measured with newcomers: here for less than two weeks, or fewer than 20 answers."""
    return experience.first_at > now - NEWCOMER_DAYS or experience.answered < NEWCOMER_ANSWERS


def placed(tallies: Iterable[Tally], order: Order, earlier: Mapping[str, Tally]) -> tuple[Row, ...]:
    """Return the rows of all who have a place, the best first; equals share a place, and the next ones are skipped.

    ``earlier`` are the tallies of the window before, which only improvement asks for.
    """
    scored = [(score, tally) for tally in tallies if (score := _score(tally, order, earlier)) is not None]
    scored.sort(key=lambda pair: (-pair[0], pair[1].answered, pair[1].user_id))
    rows: list[Row] = []
    for index, (score, tally) in enumerate(scored):
        ties = index > 0 and score == scored[index - 1][0]
        place = rows[-1].place if ties else index + 1
        rows.append(Row(tally=tally, place=place, gain=score if order is Order.IMPROVED else None))
    return tuple(rows)


def compose(
    tallies: Collection[Tally],
    *,
    order: Order,
    earlier: Mapping[str, Tally],
    experiences: Mapping[str, Experience],
    shown: Collection[str],
    me: str,
    now: datetime,
    limit: int,
) -> Board:
    """Return the board of ``tallies``: at most ``limit`` people of those who may be ``shown``, newcomers apart.

    Who is not shown takes no place from anybody. The own line is that of ``me`` among those who are shown.
    """
    new = {each.user_id for each in tallies if _is_new(experiences.get(each.user_id), now)}
    listed = [each for each in tallies if each.user_id in shown]
    seasoned = placed((each for each in listed if each.user_id not in new), order, earlier)
    newcomers: tuple[Row, ...] = ()
    if order is not Order.IMPROVED:
        newcomers = placed((each for each in listed if each.user_id in new), Order.RATE, earlier)
    mine = next((each for each in tallies if each.user_id == me), None)
    own = None
    if mine:
        is_new = me in new
        others = [each for each in listed if each.user_id != me and (each.user_id in new) is is_new]
        among = placed((*others, mine), Order.RATE if is_new and order is Order.RIGHT else order, earlier)
        own = next((row for row in among if row.tally.user_id == me), Row(tally=mine))
    return Board(
        rows=seasoned[:limit],
        newcomers=newcomers[:limit],
        own=own,
        own_is_new=me in new,
        total=Tally(
            user_id="",
            right=sum(each.right for each in tallies),
            answered=sum(each.answered for each in tallies),
            bonuses=sum(each.bonuses for each in tallies),
        ),
        people=len(tallies),
    )


def _score(tally: Tally, order: Order, earlier: Mapping[str, Tally]) -> Fraction | None:
    """Return what the order goes by, None for who has no place in it."""
    if order is Order.RIGHT:
        return Fraction(tally.points) if tally.answered else None
    if order is Order.RATE:
        return tally.share if tally.answered >= LEAST_FOR_RATE else None
    past = earlier.get(tally.user_id)
    if past is None or min(past.answered, tally.answered) < LEAST_FOR_IMPROVED:
        return None
    gain = tally.share - past.share
    return gain if gain > 0 else None


def _is_new(experience: Experience | None, now: datetime) -> bool:
    return experience is None or is_newcomer(experience, now)


def _first_day(window: Window, day: date) -> date | None:
    """Return the first day of the window that ``day`` is in."""
    match window:
        case Window.TODAY:
            return day
        case Window.WEEK:
            return day - timedelta(days=day.weekday())
        case Window.MONTH:
            return day.replace(day=1)
        case Window.SEASON:
            # The business year's quarters begin with those of the calendar: April, July, October, January.
            return date(day.year, day.month - (day.month - 1) % _QUARTER, 1)
        case Window.ALL:
            return None


def _next_first_day(window: Window, first: date) -> date:
    match window:
        case Window.WEEK:
            return first + timedelta(days=7)
        case Window.MONTH:
            return _months_later(first, 1)
        case Window.SEASON:
            return _months_later(first, _QUARTER)
        case _:
            return first + timedelta(days=1)


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, _DECEMBER)
    return date(first.year + years, month + 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when ``day`` begins; where clocks skip midnight that is the end of what they skip."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)
