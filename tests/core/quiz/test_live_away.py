"""What becomes of a round that nobody moved on for a while: a restart, a database that was away."""

import pytest

from bot.quiz import live
from bot.quiz.live import Ending, News
from tests.core.quiz.test_live import AIKO, SECONDS, Round, at


@pytest.fixture
def running() -> Round:
    """A round of two questions whose first is asked."""
    made = Round()
    made.take(live.begin(made.session, AIKO, at(0)))
    return made


def test_a_round_nobody_moved_on_for_a_minute_ends_instead_of_going_on(running: Round) -> None:
    running.pass_to(SECONDS + 61)
    assert Ending.AWAY is running.ending
    assert [News.QUESTION_CHANGED, News.OVER] == [told.news for told in running.told[-2:]]


@pytest.mark.parametrize(
    ("questions", "late", "expected"),
    [
        (2, 5, [News.QUESTION, News.QUESTION_CHANGED]),
        (2, 5.1, [News.QUESTION, News.QUESTION_CHANGED, News.MISSED]),
        (1, 5.1, [News.QUESTION, News.QUESTION_CHANGED, News.MISSED, News.OVER]),
    ],
    ids=["not noticed", "noticed", "last question"],
)
def test_who_had_nobody_to_answer_to_is_told(questions: int, late: float, expected: list[News]) -> None:
    made = Round(questions)
    made.take(live.begin(made.session, AIKO, at(0)))
    made.pass_to(SECONDS + late)
    assert expected == [told.news for told in made.told[2:]]


def test_a_round_goes_on_after_a_short_restart(running: Round) -> None:
    running.pass_to(SECONDS + 55)
    assert running.ending is None
    assert running.session.is_closed(0)
