"""Places, ties, windows and newcomers, held against slow oracles."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.boards import (
    LEAST_FOR_IMPROVED,
    LEAST_FOR_RATE,
    Experience,
    Order,
    Row,
    Span,
    Tally,
    Window,
    before,
    compose,
    is_newcomer,
    placed,
    span,
)

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OLD = Experience(first_at=NOW - timedelta(days=100), answered=200)
NEW = Experience(first_at=NOW - timedelta(days=13), answered=200)


def tally(user_id: str, right: int, answered: int, bonuses: int = 0) -> Tally:
    return Tally(user_id=user_id, right=right, answered=answered, bonuses=bonuses)


TALLY = st.builds(
    lambda wrong, right, bonuses: (right, right + wrong, min(bonuses, right)),
    st.integers(0, 12),
    st.integers(0, 12),
    st.integers(0, 3),
).filter(lambda counts: counts[1] > 0)
TALLIES = st.lists(TALLY, max_size=12).map(lambda rows: [tally(f"u{number}", *row) for number, row in enumerate(rows)])


def oracle(mine: Tally, others: list[Tally], order: Order, earlier: dict[str, Tally]) -> int | None:
    """Return somebody's place by asking everybody else whether they did better."""

    def score(each: Tally) -> float | None:
        if order is Order.RIGHT:
            return each.right * 10 + each.bonuses * 3
        if order is Order.RATE:
            return each.right / each.answered if each.answered >= LEAST_FOR_RATE else None
        past = earlier.get(each.user_id)
        if not past or past.answered < LEAST_FOR_IMPROVED or each.answered < LEAST_FOR_IMPROVED:
            return None
        gain = each.right / each.answered - past.right / past.answered
        return gain if gain > 1e-9 else None

    own = score(mine)
    if own is None:
        return None
    return 1 + sum(1 for each in others if (theirs := score(each)) is not None and theirs > own + 1e-9)


@given(TALLIES, TALLIES, st.sampled_from(Order))
def test_places_and_ties_are_those_of_a_slow_oracle(now: list[Tally], past: list[Tally], order: Order) -> None:
    earlier = {each.user_id: each for each in past}
    rows = placed(now, order, earlier)
    places = {row.tally.user_id: row.place for row in rows}
    for each in now:
        assert oracle(each, now, order, earlier) == places.get(each.user_id), each
    ranks = [row.place for row in rows if row.place is not None]
    assert len(ranks) == len(rows)
    assert sorted(ranks) == ranks


@given(TALLIES, st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)), st.sampled_from(Order))
def test_nobody_hidden_or_new_takes_a_place_and_the_own_line_is_that_among_the_shown(
    tallies: list[Tally], hidden: set[int], new: set[int], order: Order
) -> None:
    shown = [each.user_id for number, each in enumerate(tallies) if number not in hidden]
    experiences = {each.user_id: NEW if number in new else OLD for number, each in enumerate(tallies)}
    board = compose(tallies, order=order, earlier={}, experiences=experiences, shown=shown, me="u0", now=NOW, limit=5)
    assert all(row.tally.user_id in shown for row in (*board.rows, *board.newcomers))
    assert all(experiences[row.tally.user_id] is OLD for row in board.rows)
    assert all(experiences[row.tally.user_id] is NEW for row in board.newcomers)
    seasoned = [each for each in tallies if each.user_id in shown and experiences[each.user_id] is OLD]
    assert board.rows == placed(seasoned, order, {})[:5]
    assert (board.people, board.total.answered) == (len(tallies), sum(each.answered for each in tallies))
    if board.own is None:
        assert not tallies
    elif row := next((row for row in (*board.rows, *board.newcomers) if row.tally.user_id == "u0"), None):
        assert board.own == row


def test_a_hidden_person_sees_the_place_they_would_have() -> None:
    tallies = [tally("a", 9, 10), tally("me", 8, 10), tally("hidden", 10, 10), tally("b", 8, 9)]
    board = compose(
        tallies,
        order=Order.RIGHT,
        earlier={},
        experiences=dict.fromkeys(("a", "me", "hidden", "b"), OLD),
        shown={"a", "b"},
        me="me",
        now=NOW,
        limit=10,
    )
    assert [(row.tally.user_id, row.place) for row in board.rows] == [("a", 1), ("b", 2)]
    assert board.own == Row(tally=tally("me", 8, 10), place=2)


def test_points_of_a_race_outweigh_no_right_answer() -> None:
    rows = placed(
        [tally("quick", 9, 9, bonuses=3), tally("right", 10, 10), tally("both", 10, 12, bonuses=1)], Order.RIGHT, {}
    )
    assert [(row.tally.user_id, row.place) for row in rows] == [("both", 1), ("right", 2), ("quick", 3)]


@pytest.mark.parametrize(
    ("past", "now", "gain"),
    [
        ((2, 10), (8, 10), Fraction(6, 10)),
        ((8, 10), (2, 10), None),
        ((5, 10), (5, 10), None),
        ((0, 9), (10, 10), None),
        ((0, 10), (9, 9), None),
    ],
    ids=["better", "worse is not listed", "the same", "too few before", "too few now"],
)
def test_improvement(past: tuple[int, int], now: tuple[int, int], gain: Fraction | None) -> None:
    rows = placed([tally("a", *now)], Order.IMPROVED, {"a": tally("a", *past)})
    assert [row.gain for row in rows] == ([] if gain is None else [gain])


@pytest.mark.parametrize(
    ("days", "answered", "new"),
    [(13.9, 500, True), (14, 20, False), (400, 19, True), (400, 20, False)],
)
def test_newcomers(days: float, answered: int, new: bool) -> None:
    assert is_newcomer(Experience(first_at=NOW - timedelta(days=days), answered=answered), NOW) is new


def window(first: date, last: date, zone: ZoneInfo) -> Span:
    def midnight(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)

    return Span(since=midnight(first), until=midnight(last))


@pytest.mark.parametrize(
    ("chosen", "first", "until", "earlier"),
    [
        (Window.TODAY, date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 21)),
        (Window.WEEK, date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 9)),
        (Window.MONTH, date(2026, 11, 1), date(2026, 12, 1), date(2026, 10, 1)),
        (Window.SEASON, date(2026, 10, 1), date(2027, 1, 1), date(2026, 7, 1)),
    ],
)
def test_windows_are_those_of_the_local_calendar(chosen: Window, first: date, until: date, earlier: date) -> None:
    assert span(chosen, NOW, TOKYO) == window(first, until, TOKYO)
    assert before(chosen, NOW, TOKYO) == window(earlier, first, TOKYO)


def test_a_day_begins_at_local_midnight() -> None:
    midnight = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    assert span(Window.TODAY, midnight, TOKYO).since == midnight
    assert span(Window.TODAY, midnight - timedelta(microseconds=1), TOKYO).until == midnight


def test_all_time_has_no_beginning_and_nothing_before_it() -> None:
    assert span(Window.ALL, NOW, TOKYO).since is None
    with pytest.raises(ValueError, match="all time"):
        before(Window.ALL, NOW, TOKYO)


@given(
    st.integers(1577836800, 2082758400).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from([each for each in Window if each is not Window.ALL]),
    st.sampled_from(["Asia/Tokyo", "America/New_York", "Africa/Cairo", "America/Santiago", "UTC"]),
)
def test_windows_hold_their_moment_and_follow_one_another(now: datetime, chosen: Window, zone: str) -> None:
    here = span(chosen, now, ZoneInfo(zone))
    assert here.since is not None
    assert here.since <= now < here.until
    assert before(chosen, now, ZoneInfo(zone)).until == here.since
    assert span(chosen, here.since - timedelta(seconds=1), ZoneInfo(zone)) == before(chosen, now, ZoneInfo(zone))
    assert span(chosen, here.until, ZoneInfo(zone)).since == here.until
