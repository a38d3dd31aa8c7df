from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.identity import Actor, Place
from bot.quiz.items import build_items
from bot.quiz.model import ItemKind, Score, Session, SessionId, SessionStatus, Verdict
from bot.quiz.neighbours import Neighbours
from bot.quiz.session import (
    Answered,
    Refusal,
    Refused,
    Skipped,
    Stopped,
    answer,
    new_session_id,
    score,
    skip,
    start,
    stop,
)
from tests.core.quiz.words import GLOSSARY, WORDS

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)
PLACE = Place(platform="slack", workspace="T1", channel="C1")
ME = Actor(platform="slack", workspace="T1", user_id="u1", display_name="Me")
HER = replace(ME, user_id="u2")
MANAGER = replace(ME, user_id="boss", is_manager=True)
MY_DOUBLE = replace(ME, workspace="T2")
NEIGHBOURS = Neighbours.of(WORDS)


def _round(*kinds: ItemKind) -> Session:
    items = tuple(build_items(GLOSSARY, Random(1), 1, kinds=[kind])[0] for kind in kinds)
    return start(SessionId("s1"), PLACE, ME, items, NOON)


def _choices(count: int = 2) -> Session:
    return _round(*([ItemKind.WHICH_WORD] * count))


def _answer(session: Session, question: int, response: int | str, actor: Actor = ME) -> Answered | Refused:
    return answer(session, question=question, actor=actor, response=response, now=LATER, neighbours=NEIGHBOURS)


def _right(session: Session) -> Session:
    assert session.current is not None
    assert session.current.key is not None
    outcome = _answer(session, session.position, session.current.key)
    assert isinstance(outcome, Answered)
    return outcome.session


def _reason(outcome: object) -> Refusal:
    assert isinstance(outcome, Refused)
    return outcome.reason


def test_an_answer_is_graded_recorded_and_moves_on() -> None:
    session = _choices()
    item = session.current
    assert item is not None
    assert item.key is not None
    outcome = _answer(session, 0, item.key)
    assert isinstance(outcome, Answered)
    assert outcome.item == item
    assert outcome.grade.verdict is Verdict.CORRECT
    assert outcome.session == replace(session, position=1)
    record = outcome.record
    assert (record.question, record.user_id, record.chosen, record.credit) == (0, "u1", item.key, True)
    assert (record.session_id, record.answered_at) == ("s1", LATER)


def test_what_was_typed_is_not_recorded() -> None:
    outcome = _answer(_round(ItemKind.READING), 0, "a secret thought")
    assert isinstance(outcome, Answered)
    assert "secret" not in repr(outcome.record)
    assert outcome.record.chosen is None


def test_the_last_answer_finishes_the_round() -> None:
    done = _right(_right(_choices()))
    assert (done.status, done.finished_at, done.current) == (SessionStatus.FINISHED, LATER, None)


def test_a_question_is_answered_once() -> None:
    session = _right(_choices())
    assert _reason(_answer(session, 0, 0)) is Refusal.ALREADY_ANSWERED
    assert _reason(skip(session, question=0, actor=ME, now=LATER)) is Refusal.ALREADY_ANSWERED
    assert _reason(_answer(_right(session), 1, 0)) is Refusal.ALREADY_ANSWERED


@pytest.mark.parametrize("question", [1, 2, 99, -1])
def test_a_question_that_is_not_asked_now_cannot_be_answered(question: int) -> None:
    assert _reason(_answer(_choices(), question, 0)) is Refusal.NOT_ASKED_YET


@pytest.mark.parametrize("actor", [HER, MANAGER, MY_DOUBLE], ids=["another", "manager", "another workspace"])
def test_a_solo_round_is_answered_by_who_started_it(actor: Actor) -> None:
    assert _reason(_answer(_choices(), 0, 0, actor)) is Refusal.NOT_YOURS
    assert _reason(skip(_choices(), question=0, actor=actor, now=LATER)) is Refusal.NOT_YOURS


@pytest.mark.parametrize(
    ("kind", "response", "reason"),
    [
        (ItemKind.WHICH_WORD, 7, Refusal.NO_SUCH_OPTION),
        (ItemKind.WHICH_WORD, -1, Refusal.NO_SUCH_OPTION),
        (ItemKind.WHICH_WORD, "受電", Refusal.NO_SUCH_OPTION),
        (ItemKind.READING, " 　", Refusal.EMPTY),
        (ItemKind.READING, "\u200b\u2060", Refusal.EMPTY),
        (ItemKind.READING, 0, Refusal.EMPTY),
    ],
    ids=["beyond", "negative", "text for a choice", "blank", "invisible", "index for text"],
)
def test_a_response_that_is_none_costs_nothing(kind: ItemKind, response: int | str, reason: Refusal) -> None:
    session = _round(kind)
    outcome = _answer(session, 0, response)
    assert _reason(outcome) is reason
    assert outcome.session == session


def test_a_skipped_question_is_recorded_and_explained() -> None:
    session = _choices(1)
    outcome = skip(session, question=0, actor=ME, now=LATER)
    assert isinstance(outcome, Skipped)
    assert outcome.item == session.items[0]
    assert (outcome.record.verdict, outcome.record.credit) == (None, False)
    assert outcome.session.status is SessionStatus.FINISHED


@pytest.mark.parametrize("actor", [ME, MANAGER], ids=["starter", "manager"])
def test_the_starter_and_managers_can_stop(actor: Actor) -> None:
    outcome = stop(_choices(), actor=actor, now=LATER)
    assert isinstance(outcome, Stopped)
    assert (outcome.session.status, outcome.session.finished_at) == (SessionStatus.STOPPED, LATER)
    assert _reason(stop(outcome.session, actor=actor, now=LATER)) is Refusal.OVER
    assert _reason(_answer(outcome.session, 0, 0)) is Refusal.OVER


@pytest.mark.parametrize("actor", [HER, MY_DOUBLE, replace(MANAGER, workspace="T2")])
def test_nobody_else_can_stop(actor: Actor) -> None:
    assert _reason(stop(_choices(), actor=actor, now=LATER)) is Refusal.NOT_YOURS


def test_the_score_counts_own_answers_of_this_session() -> None:
    session = _choices(3)
    first = _answer(session, 0, session.items[0].key or 0)
    assert isinstance(first, Answered)
    second = skip(first.session, question=1, actor=ME, now=LATER)
    assert isinstance(second, Skipped)
    others = [replace(first.record, user_id="u2"), replace(first.record, session_id=SessionId("s2"))]
    result = score(second.session, [first.record, second.record, *others], "u1")
    assert result == Score(right=1, answered=1, skipped=1, total=3)


def test_a_round_needs_an_item() -> None:
    with pytest.raises(ValueError, match="at least one item"):
        start(SessionId("s1"), PLACE, ME, (), NOON)


def test_session_ids_are_short_and_differ() -> None:
    random = Random(1)
    ids = {new_session_id(random) for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(each) for each in ids} == {10}
    assert all(each.isalnum() and each.isascii() for each in ids)
