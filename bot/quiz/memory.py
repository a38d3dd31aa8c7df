"""What a person remembers of a word, as FSRS models it: a card, changed by reviews. Pure.

The model is FSRS-6 with its default parameters, of the ``fsrs`` package. That is imported when a card is first
reviewed: a lookup must not pay for it. How far a long interval is spread (fuzz) is drawn from the review's own seed, so
that the same reviews make the same card, to the bit, wherever and whenever they are replayed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from bot.lexicon.model import EntryId
from bot.quiz.model import Item, Rule, Verdict

if TYPE_CHECKING:
    from fsrs import Card as FsrsCard
    from fsrs import Scheduler

SEEDS = 1 << 31
"""Seeds are whole numbers below this."""

TARGET = 0.9
"""How likely a word is still known when it is due."""

_LEAST_FUZZED = 2.5
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
"""FSRS's spread: of the days from … to …, this share, and one day besides."""
_LONGEST = 36500
_SLIPS = frozenset({Rule.TYPO, Rule.LONG_MARK, Rule.OTHER_FORM})
"""Right, but not as it is written or read: known with some effort."""


class Rating(IntEnum):
    """How well a word was known."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class CardState(StrEnum):
    """How far a card has come: ``NEW`` was never reviewed, ``LEARNING`` and ``RELEARNING`` are due within minutes."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class Source(StrEnum):
    """Where a card or a review comes from."""

    QUIZ = "quiz"
    SAVED = "saved"
    LOOKED_UP = "looked-up"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is known of one person's memory of one word.

    ``stability`` is in days: after so long the word is known with a probability of ``TARGET``. ``difficulty`` goes
    from 1 to 10. Both are None before the first review. Moments are in UTC; ``due`` of a new card is when it was made.
    """

    due: datetime
    state: CardState = CardState.NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    last_review: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review of a card.

    ``key`` names what caused it, so that it counts once; ``seed`` decides its fuzz; ``day`` is the local date that it
    counts for.
    """

    key: str
    rating: Rating
    at: datetime
    source: Source
    seed: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCard:
    """A person's card of a word, where it came from, and how many reviews it has had."""

    entry_id: EntryId
    card: Card
    source: Source
    added_at: datetime
    reviews: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A person's reviews in one go: ``position`` of ``items`` are answered. It is over when all are, or when stopped."""

    id: str
    items: tuple[Item, ...]
    started_at: datetime
    position: int = 0
    finished_at: datetime | None = None

    @property
    def current(self) -> Item | None:
        """The item that is asked now, or None when the sitting is over."""
        return None if self.finished_at else self.items[self.position]

    def advanced(self, now: datetime) -> "Sitting":
        """Return the sitting at its next item, over after the last."""
        position = self.position + 1
        return replace(self, position=position, finished_at=now if position == len(self.items) else None)


def reviewed(card: Card, review: Review, *, fuzzy: bool = True) -> Card:
    """Return the card after a review; the card as it is if the review is dated before its last one."""
    at = review.at.astimezone(UTC)
    if card.last_review is not None and at < card.last_review:
        return card
    from fsrs import Rating as FsrsRating

    after, _ = _scheduler().review_card(_to_fsrs(card), FsrsRating(int(review.rating)), at)
    made = _from_fsrs(after)
    if fuzzy and made.state is CardState.REVIEW:
        return replace(made, due=at + spread(made.due - at, review.seed))
    return made


def replay(reviews: Iterable[Review], added_at: datetime) -> Card:
    """Return the card that these reviews make, in the order in which they were kept."""
    card = Card(due=added_at)
    for review in reviews:
        card = reviewed(card, review)
    return card


def spread(interval: timedelta, seed: int) -> timedelta:
    """Return the interval, a little longer or shorter, so that words learnt together are not all due together."""
    days = interval.days
    if days < _LEAST_FUZZED:
        return interval
    delta = 1.0 + sum(share * max(min(float(days), end) - start, 0.0) for start, end, share in _FUZZ)
    most = min(round(days + delta), _LONGEST)
    least = min(max(2, round(days - delta)), most)
    return timedelta(days=Random(seed).randint(least, most))  # noqa: S311 -- no secret


def rating_of(verdict: Verdict | None, rule: Rule | None = None) -> Rating:
    """Return the rating that an answer earns by itself; ``verdict`` None is a question that was skipped."""
    if verdict is Verdict.CORRECT:
        return Rating.GOOD
    if verdict is Verdict.CORRECT_WITH_NOTE:
        return Rating.HARD if rule in _SLIPS else Rating.GOOD
    return Rating.AGAIN


def is_due(card: Card, now: datetime, day_end: datetime) -> bool:
    """Return whether the word is to be reviewed now.

    One that comes again after days is due all day, until ``day_end``, and not from the minute of the last review on.
    A new word is never due: it is offered.
    """
    if card.state is CardState.NEW:
        return False
    return card.due < day_end if card.state is CardState.REVIEW else card.due <= now


def recall(card: Card, now: datetime) -> float:
    """Return how likely the word is known now, 0 to 1; 0 for a new one."""
    return float(_scheduler().get_card_retrievability(_to_fsrs(card), now.astimezone(UTC)))


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    return Scheduler(desired_retention=TARGET, enable_fuzzing=False, maximum_interval=_LONGEST)


def _to_fsrs(card: Card) -> "FsrsCard":
    from fsrs import Card as FsrsCard
    from fsrs import State

    states = {CardState.REVIEW: State.Review, CardState.RELEARNING: State.Relearning}
    return FsrsCard(
        card_id=0,
        state=states.get(card.state, State.Learning),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


def _from_fsrs(card: "FsrsCard") -> Card:
    return Card(
        due=card.due,
        state=CardState(card.state.name.lower()),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        last_review=card.last_review,
    )
