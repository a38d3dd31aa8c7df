"""The scheduler against the published vectors of FSRS-6, and against what must hold for any reviews."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz.memory import (
    SEEDS,
    Card,
    CardState,
    Rating,
    Review,
    Source,
    is_due,
    rating_of,
    recall,
    replay,
    reviewed,
    spread,
)
from bot.quiz.model import Rule, Verdict

START = datetime(2022, 11, 29, 12, 30, tzinfo=UTC)
A, H, G, E = Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY


def a_review(rating: Rating, at: datetime, seed: int = 0) -> Review:
    return Review(key="k", rating=rating, at=at, source=Source.REVIEWED, seed=seed, day=at.date())


def test_the_intervals_are_those_that_fsrs_publishes() -> None:
    card, at, days = Card(due=START), START, []
    for rating in (G, G, G, G, G, G, A, A, G, G, G, G, G):
        card = reviewed(card, a_review(rating, at), fuzzy=False)
        days.append((card.due - at).days)
        at = card.due
    assert days == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_stability_and_difficulty_are_those_that_fsrs_publishes() -> None:
    card, at = Card(due=START), START
    for rating, days in zip((A, G, G, G, G, G), (0, 0, 1, 3, 8, 21), strict=True):
        at += timedelta(days=days)
        card = reviewed(card, a_review(rating, at), fuzzy=False)
    assert card.stability == pytest.approx(53.62691, abs=1e-4)
    assert card.difficulty == pytest.approx(6.3574867, abs=1e-4)


@pytest.mark.parametrize(
    ("ratings", "state", "wait"),
    [
        ((A,), CardState.LEARNING, timedelta(minutes=1)),
        ((H,), CardState.LEARNING, timedelta(minutes=5, seconds=30)),
        ((G,), CardState.LEARNING, timedelta(minutes=10)),
        ((E,), CardState.REVIEW, timedelta(days=8)),
        ((G, G), CardState.REVIEW, timedelta(days=2)),
        ((G, G, A), CardState.RELEARNING, timedelta(minutes=10)),
        ((G, G, A, A), CardState.RELEARNING, timedelta(minutes=10)),
        ((G, G, A, G), CardState.REVIEW, timedelta(days=1)),
    ],
    ids=lambda value: "".join(rating.name[0] for rating in value) if isinstance(value, tuple) else None,
)
def test_a_card_goes_through_the_steps_that_fsrs_publishes(
    ratings: tuple[Rating, ...], state: CardState, wait: timedelta
) -> None:
    card, at = Card(due=START), START
    for rating in ratings:
        at = card.due
        card = reviewed(card, a_review(rating, at), fuzzy=False)
    assert (state, wait) == (card.state, card.due - at)


def test_ten_easy_reviews_at_once_leave_the_least_difficulty() -> None:
    card = replay((a_review(E, START + timedelta(microseconds=number)) for number in range(10)), START)
    assert 1.0 == card.difficulty


def test_a_review_dated_before_the_last_one_changes_nothing() -> None:
    card = reviewed(Card(due=START), a_review(G, START))
    assert reviewed(card, a_review(A, START - timedelta(seconds=1))) == card


def test_a_review_may_be_dated_in_any_zone() -> None:
    tokyo = reviewed(Card(due=START), a_review(G, START.astimezone(ZoneInfo("Asia/Tokyo"))))
    utc = reviewed(Card(due=START), a_review(G, START.astimezone(ZoneInfo("UTC"))))
    assert tokyo == utc
    assert tokyo.due.tzinfo == timezone.utc  # noqa: UP017 -- the very zone that fsrs asks for


MOMENTS = st.lists(
    st.tuples(st.sampled_from(Rating), st.integers(-3600, 90 * 86400), st.integers(0, SEEDS - 1)), max_size=20
)


@settings(max_examples=1000, deadline=None)
@given(MOMENTS)
def test_any_reviews_keep_the_card_within_bounds_and_replay_to_the_very_same(
    steps: Sequence[tuple[Rating, int, int]],
) -> None:
    at, card, kept = START, Card(due=START), []
    for rating, seconds, seed in steps:
        at += timedelta(seconds=seconds)
        review = a_review(rating, at, seed)
        after = reviewed(card, review)
        if card.last_review is not None and at < card.last_review:
            assert after == card
            continue
        kept.append(review)
        card = after
        assert card.due >= at
        assert card.difficulty is not None
        assert 1 <= card.difficulty <= 10
        assert card.stability is not None
        assert card.stability >= 0.001
        assert 0 <= recall(card, at) <= 1
    assert replay(kept, START) == card


def test_two_thousand_cards_of_twenty_reviews_replay_exactly() -> None:
    random = Random(11)
    for _ in range(2000):
        at, card, kept = START, Card(due=START), []
        for _ in range(20):
            at += timedelta(seconds=random.randrange(60, 40 * 86400))
            kept.append(a_review(random.choice(list(Rating)), at, random.randrange(SEEDS)))
            card = reviewed(card, kept[-1])
        assert replay(kept, START) == card


@pytest.mark.parametrize("days", [0, 1, 2], ids=str)
def test_a_short_interval_is_not_spread(days: int) -> None:
    interval = timedelta(days=days, minutes=10)
    assert {spread(interval, seed) for seed in range(50)} == {interval}


@pytest.mark.parametrize(("days", "least", "most"), [(3, 2, 4), (10, 8, 12), (46, 42, 50)])
def test_a_long_interval_is_spread_evenly_around_itself(days: int, least: int, most: int) -> None:
    drawn = [spread(timedelta(days=days), seed).days for seed in range(2000)]
    assert (min(drawn), max(drawn)) == (least, most)
    assert sum(drawn) / len(drawn) == pytest.approx(days, rel=0.03)


@pytest.mark.parametrize(
    ("verdict", "rule", "rating"),
    [
        (Verdict.CORRECT, Rule.EXACT, G),
        (Verdict.CORRECT_WITH_NOTE, Rule.POLITE, G),
        (Verdict.CORRECT_WITH_NOTE, Rule.TYPO, H),
        (Verdict.OTHER_WORD, Rule.NEIGHBOUR, A),
        (Verdict.NEAR, Rule.LONG_VOWEL, A),
        (Verdict.WRONG, Rule.NO_MATCH, A),
        (None, None, A),
    ],
    ids=["right", "politer", "slip", "other word", "near", "wrong", "skipped"],
)
def test_an_answer_earns_a_rating(verdict: Verdict | None, rule: Rule | None, rating: Rating) -> None:
    assert rating_of(verdict, rule) is rating


def test_a_word_that_comes_again_after_days_is_due_all_day() -> None:
    evening = START + timedelta(hours=9)
    later_today = Card(due=evening, state=CardState.REVIEW)
    in_minutes = Card(due=evening, state=CardState.RELEARNING)
    day_end = START + timedelta(hours=12)
    assert is_due(later_today, START, day_end)
    assert not is_due(in_minutes, START, day_end)
    assert is_due(in_minutes, evening, day_end)
    assert not is_due(Card(due=day_end, state=CardState.REVIEW), START, day_end)
    assert not is_due(Card(due=START), evening, day_end)


def test_the_model_is_imported_when_a_card_is_reviewed_and_not_before() -> None:
    code = "import sys, bot.quiz.memory, bot.commands.catalog; sys.exit('fsrs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
