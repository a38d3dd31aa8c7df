"""What happens when several want the same row: settled by the database, never by luck."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TypeVar

from sqlalchemy import text

from bot.lexicon.model import EntryId
from bot.quiz.model import Session, SessionId, SessionStatus
from bot.storage.unit_of_work import Storage
from tests.core.storage.people_and_quizzes import NOON, person, record, session

T = TypeVar("T")


def at_once(workers: int, work: Callable[[int], T]) -> list[T]:
    """Run ``work`` in that many threads that start together."""
    barrier = Barrier(workers)

    def run(number: int) -> T:
        barrier.wait(timeout=10)
        return work(number)

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(workers)))


def test_of_two_answers_at_once_one_is_kept(storage: Storage) -> None:
    kept = session(questions=20)
    with storage() as unit:
        unit.sessions.add(kept)
        unit.commit()

    for question in range(20):

        def answer(number: int, question: int = question) -> bool:
            with storage() as unit:
                won = unit.answers.add(kept, record(question, right=number == 0), person("u1"))
                unit.commit()
            return won

        assert sorted(at_once(2, answer)) == [False, True]
    with storage(read_only=True) as unit:
        assert len(unit.answers.of(kept)) == 20


def test_a_word_saved_twice_at_once_is_saved_once(storage: Storage) -> None:
    for number in range(20):

        def save(_: int, word: str = f"word{number}") -> bool:
            with storage() as unit:
                added = unit.saved_words.add(person("u1"), EntryId(word), NOON)
                unit.commit()
            return added

        assert sorted(at_once(2, save)) == [False, True]


def test_the_first_answers_of_one_person_at_once_are_both_kept(storage: Storage) -> None:
    """Both make the row that holds the person's name."""
    for number in range(20):
        rounds = [session(f"s{number}-{which}", questions=1) for which in range(2)]
        with storage() as unit:
            for kept in rounds:
                unit.sessions.add(kept)
            unit.commit()

        def answer(which: int, number: int = number, rounds: list[Session] = rounds) -> bool:
            given = record(0, f"u{number}", session_id=rounds[which].id)
            with storage() as unit:
                won = unit.answers.add(rounds[which], given, person(f"u{number}"))
                unit.commit()
            return won

        assert at_once(2, answer) == [True, True]


def test_a_round_that_is_stopped_while_it_is_answered_stays_stopped(storage: Storage) -> None:
    with storage() as unit:
        for number in range(20):
            unit.sessions.add(session(f"s{number}"))
        unit.commit()

    for number in range(20):
        session_id = SessionId(f"s{number}")

        def act(who: int, session_id: SessionId = session_id) -> None:
            with storage() as unit:
                found = unit.sessions.get("slack:T1", session_id)
                assert found is not None
                if who == 0:
                    unit.sessions.save(replace(found, status=SessionStatus.STOPPED, finished_at=NOON))
                elif found.status is SessionStatus.OPEN:
                    unit.sessions.save(replace(found, position=found.position + 1))
                unit.commit()

        at_once(2, act)
        with storage(read_only=True) as unit:
            found = unit.sessions.get("slack:T1", session_id)
        assert found is not None
        assert found.status is SessionStatus.STOPPED


def test_eight_writers_lose_nothing(storage: Storage) -> None:
    """480 read-then-write transactions of eight threads: a plain BEGIN loses most of them on SQLite."""
    with storage() as unit:
        unit.sessions.add(session(questions=1))
        unit.commit()

    def count_up(_: int) -> None:
        for _ in range(60):
            with storage() as unit:
                found = unit.sessions.get("slack:T1", SessionId("s1"))
                assert found is not None
                unit.sessions.save(replace(found, position=found.position + 1))
                unit.commit()

    at_once(8, count_up)
    with storage(read_only=True) as unit:
        found = unit.sessions.get("slack:T1", SessionId("s1"))
    assert found is not None
    assert found.position == 480


def test_a_reader_does_not_wait_for_a_writer(storage: Storage) -> None:
    with storage() as unit:
        unit.sessions.add(session())
        unit.commit()
    with storage() as writer:
        writer.sessions.add(session("s2"))
        with storage(read_only=True) as reader:
            assert reader.sessions.get("slack:T1", SessionId("s1")) is not None
            assert reader.sessions.get("slack:T1", SessionId("s2")) is None


def test_no_connection_is_left_checked_out(storage: Storage) -> None:
    def fail(_: int) -> None:
        try:
            with storage() as unit:
                unit.sessions.add(session())
                raise LookupError
        except LookupError:
            pass

    at_once(8, fail)
    pools = [storage._database.writer.pool, storage._database.reader.pool]
    assert [pool.checkedout() for pool in pools] == [0, 0]  # type: ignore[attr-defined]  # both are QueuePools


def test_sqlite_is_set_to_keep_its_word(storage: Storage) -> None:
    if not storage._database.is_sqlite:
        with storage._database.writer.connect() as connection:
            assert connection.scalar(text("SHOW synchronous_commit")) == "on"
        return
    for engine in (storage._database.writer, storage._database.reader):
        with engine.connect() as connection:
            pragmas = {
                name: connection.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
            }
        assert pragmas == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "busy_timeout": 5000,
            "secure_delete": 1,
        }
