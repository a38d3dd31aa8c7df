"""kill -9 at any point of an answer: what was confirmed is kept, what was not can be answered again.

A child process plays a round and confirms each answer, after its commit, through a pipe. It is killed at a named
point of its fourth answer, or by the parent after so many confirmations, and the round is then played to its end.
"""

import os
import signal
from collections.abc import Callable

import pytest
from sqlalchemy import event, text

from bot.identity import Actor
from bot.quiz.model import Session, SessionId, SessionStatus
from bot.quiz.neighbours import Neighbours
from bot.quiz.session import Answered, answer
from bot.storage.unit_of_work import SqlUnitOfWork, Storage, open_storage
from tests.core.storage.people_and_quizzes import NOON, person, session

QUESTIONS = 8
FATAL_QUESTION = 3
BY_THE_PARENT = "by the parent"
PLAYER = person("u1")
NOBODY_NEAR = Neighbours.of(())

Reached = Callable[[str], None]


def _load(unit: SqlUnitOfWork) -> Session:
    found = unit.sessions.get("slack:T1", SessionId("s1"))
    assert found is not None
    return found


def _answer_next(storage: Storage, player: Actor, reached: Reached, confirm: Callable[[int], None]) -> bool:
    """Answer the current question as a command would; False when the round is over."""
    with storage() as unit:
        reached("begun")
        before = _load(unit)
        reached("read")
        if before.status is not SessionStatus.OPEN:
            return False
        outcome = answer(before, question=before.position, actor=player, response=0, now=NOON, neighbours=NOBODY_NEAR)
        assert isinstance(outcome, Answered)
        assert unit.answers.add(before, outcome.record, player)
        reached("answer added")
        unit.sessions.save(outcome.session)
        reached("session saved")
        unit.commit()
        reached("committed")
    reached("left")
    confirm(outcome.record.question)
    reached("confirmed")
    return True


def _play_and_die(url: str, fatal_point: str, pipe: int) -> None:
    """Play in the child; at ``fatal_point`` of the fatal question it kills itself."""
    storage = open_storage(url)
    asked = -1

    def reached(point: str) -> None:
        nonlocal asked
        asked += point == "begun"
        if asked == FATAL_QUESTION and point == fatal_point:
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(storage._database.writer, "before_cursor_execute")
    def _(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO quiz_answers"):
            reached("before the answer's row")

    @event.listens_for(storage._database.writer, "after_cursor_execute")
    def _(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO quiz_answers"):
            reached("after the answer's row")

    @event.listens_for(storage._database.writer, "commit")
    def _(_connection: object) -> None:
        reached("before the commit")

    while _answer_next(storage, PLAYER, reached, lambda question: _write(pipe, question)):
        pass
    if fatal_point == BY_THE_PARENT:
        signal.pause()


def _write(pipe: int, question: int) -> None:
    os.write(pipe, bytes([question]))


def _killed_child(url: str, fatal_point: str, confirmations: int | None) -> list[int]:
    """Run the child until it is killed, here or by itself; return the questions it confirmed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _play_and_die(url, fatal_point, writing)
        finally:
            os._exit(1)
    os.close(writing)
    confirmed: list[int] = []
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while (confirmations is None or len(confirmed) < confirmations) and (got := pipe.read(1)):
            confirmed.append(got[0])
        if confirmations is not None:
            os.kill(child, signal.SIGKILL)
        confirmed.extend(pipe.read())
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child was not killed"
    return confirmed


POINTS = [
    "begun",
    "read",
    "before the answer's row",
    "after the answer's row",
    "answer added",
    "session saved",
    "before the commit",
    "committed",
    "left",
    "confirmed",
]


@pytest.mark.parametrize(
    ("point", "confirmations"),
    [(point, None) for point in POINTS] + [(BY_THE_PARENT, number) for number in range(1, 6)],
    ids=[*POINTS, *(f"after {number} confirmations" for number in range(1, 6))],
)
def test_a_kill_loses_no_confirmed_answer_and_the_round_goes_on(
    point: str, confirmations: int | None, url: str
) -> None:
    storage = open_storage(url)
    with storage() as unit:
        unit.sessions.add(session(questions=QUESTIONS))
        unit.commit()
    storage.close()

    confirmed = _killed_child(url, point, confirmations)
    if confirmations is None:
        assert confirmed == list(range(FATAL_QUESTION + (point == "confirmed")))

    storage = open_storage(url)
    if storage._database.is_sqlite:
        with storage._database.reader.connect() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    with storage(read_only=True) as unit:
        found = _load(unit)
        kept = [record.question for record in unit.answers.of(found)]
    assert kept[: len(confirmed)] == confirmed
    assert len(kept) - len(confirmed) in {0, 1}
    assert found.position == len(kept)

    resumed: list[int] = []
    while _answer_next(storage, PLAYER, lambda _: None, resumed.append):
        pass
    with storage(read_only=True) as unit:
        assert [record.question for record in unit.answers.of(found)] == list(range(QUESTIONS))
        right, given = unit.answers.totals(PLAYER.tenant, [PLAYER.user_id], NOON)[PLAYER.user_id]
    assert resumed == list(range(len(kept), QUESTIONS))
    assert (right, given) == (QUESTIONS, QUESTIONS)
    storage.close()
