from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.localized import Locale
from bot.ports import Preferences, UnitOfWorkFactory
from bot.quiz.boards import Span
from bot.quiz.model import SessionId, SessionStatus
from tests.core.storage.people_and_quizzes import (
    ELSEWHERE,
    HERE,
    NOON,
    OTHER_WORKSPACE,
    THREAD,
    person,
    record,
    session,
)
from tests.fakes import FakeStorage

EVER = Span(since=None, until=NOON + timedelta(days=1))


def test_a_session_comes_back_as_it_was(units: UnitOfWorkFactory) -> None:
    kept = session(place=THREAD)
    with units() as unit:
        unit.sessions.add(kept)
        unit.commit()
    with units() as unit:
        assert unit.sessions.get("slack:T1", SessionId("s1")) == kept


def test_times_come_back_in_utc_whatever_their_zone_was(units: UnitOfWorkFactory) -> None:
    tokyo = datetime(2026, 11, 22, 21, 0, tzinfo=timezone(timedelta(hours=9)))
    with units() as unit:
        unit.sessions.add(session(started_at=tokyo))
        unit.commit()
    with units(read_only=True) as unit:
        found = unit.sessions.get("slack:T1", SessionId("s1"))
    assert found is not None
    assert found.started_at == NOON
    if not isinstance(units, FakeStorage):
        assert found.started_at.tzinfo is UTC


def test_what_was_not_committed_is_gone(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.sessions.add(session())
    with units() as unit:
        assert unit.sessions.get("slack:T1", SessionId("s1")) is None


def test_an_error_inside_undoes_everything_and_is_passed_on(units: UnitOfWorkFactory) -> None:
    def fail_halfway() -> None:
        with units() as unit:
            unit.sessions.add(session())
            raise LookupError("boom")

    with pytest.raises(LookupError, match="boom"):
        fail_halfway()
    with units() as unit:
        assert unit.sessions.get("slack:T1", SessionId("s1")) is None


def test_a_read_only_unit_of_work_cannot_commit(units: UnitOfWorkFactory) -> None:
    with units(read_only=True) as unit, pytest.raises(RuntimeError, match="read-only"):
        unit.commit()


def test_saving_keeps_position_and_status_and_never_the_items(units: UnitOfWorkFactory) -> None:
    first = session()
    done = replace(first, position=3, status=SessionStatus.FINISHED, finished_at=NOON)
    with units() as unit:
        unit.sessions.add(first)
        unit.sessions.save(replace(done, items=()))
        unit.commit()
    with units() as unit:
        assert unit.sessions.get("slack:T1", SessionId("s1")) == done


def test_the_same_session_id_in_two_workspaces_is_two_sessions(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.sessions.add(session())
        unit.sessions.add(session(place=OTHER_WORKSPACE, questions=1))
        unit.answers.add(session(), record(0), person("u1"))
        unit.commit()
    with units() as unit:
        other = unit.sessions.get("slack:T2", SessionId("s1"))
        assert other is not None
        assert len(other.items) == 1
        assert unit.answers.of(other) == ()
        assert unit.sessions.open_of(person("u1", workspace="T2"), HERE) is None


@pytest.mark.parametrize(
    ("place", "expected"),
    [(HERE, "newest"), (THREAD, "threaded"), (ELSEWHERE, None)],
    ids=["channel", "thread", "another channel"],
)
def test_the_newest_open_session_of_a_person_in_a_place_is_found(
    units: UnitOfWorkFactory, place: object, expected: str | None
) -> None:
    hour = timedelta(hours=1)
    over = replace(session("over", started_at=NOON + 3 * hour), status=SessionStatus.STOPPED)
    with units() as unit:
        for each in (
            session("older"),
            session("newest", started_at=NOON + hour),
            session("threaded", place=THREAD, started_at=NOON + 2 * hour),
            session("hers", by="u2", started_at=NOON + 2 * hour),
            over,
        ):
            unit.sessions.add(each)
        unit.commit()
    with units(read_only=True) as unit:
        found = unit.sessions.open_of(person("u1"), place)  # type: ignore[arg-type]  # parametrize hides the type
    assert (found and found.id) == expected


def test_an_answer_is_kept_once(units: UnitOfWorkFactory) -> None:
    kept = session()
    with units() as unit:
        unit.sessions.add(kept)
        assert unit.answers.add(kept, record(0), person("u1"))
        assert not unit.answers.add(kept, record(0, right=False), person("u1"))
        assert unit.answers.add(kept, record(0, "u2", right=False), person("u2"))
        unit.commit()
    with units() as unit:
        assert not unit.answers.add(kept, record(0, right=False), person("u1"))
        assert unit.answers.of(kept) == (record(0), record(0, "u2", right=False))


def _play(units: UnitOfWorkFactory) -> None:
    """u1 has 3 of 3, u2 and u3 have 1 of 2, u4 has 1 of 1 and one skipped; u5 skipped; u1 has 1 more in C2."""
    here, there = session(), session("s2", place=ELSEWHERE)
    with units() as unit:
        unit.sessions.add(here)
        unit.sessions.add(there)
        for question in range(3):
            unit.answers.add(here, record(question), person("u1", "Tanaka"))
        for user_id in ("u3", "u2"):
            unit.answers.add(here, record(0, user_id), person(user_id))
            unit.answers.add(here, record(1, user_id, right=False), person(user_id))
        unit.answers.add(here, record(0, "u4"), person("u4"))
        unit.answers.add(here, record(1, "u4", skipped=True), person("u4"))
        unit.answers.add(here, record(0, "u5", skipped=True), person("u5"))
        unit.answers.add(there, record(0, session_id="s2"), person("u1", "Tanaka Y."))
        unit.commit()


def test_preferences_are_kept_for_one_person_in_one_workspace(units: UnitOfWorkFactory) -> None:
    chosen = Preferences(locale=Locale.JA, romaji=False)
    with units() as unit:
        unit.preferences.set(person("u1"), Preferences(locale=Locale.EN))
        unit.preferences.set(person("u1"), chosen)
        assert unit.preferences.get(person("u1")) == chosen
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.preferences.get(person("u1")) == chosen
        assert unit.preferences.get(person("u2")) == Preferences()
        assert unit.preferences.get(person("u1", workspace="T2")) == Preferences()


def test_answering_leaves_preferences_as_they_are(units: UnitOfWorkFactory) -> None:
    chosen = Preferences(locale=Locale.JA, romaji=False)
    with units() as unit:
        unit.preferences.set(person("u1"), chosen)
        unit.sessions.add(session())
        unit.answers.add(session(), record(0), person("u1"))
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.preferences.get(person("u1")) == chosen


def test_a_forgotten_person_leaves_the_totals_and_nothing_else(units: UnitOfWorkFactory) -> None:
    _play(units)
    with units() as unit:
        before = {tally.user_id: tally for tally in unit.log.tallies("slack:T1", "C1", EVER)}
        assert unit.people.forget(person("u1"), "former-x7") > 0
        unit.commit()
    with units() as unit:
        after = {tally.user_id: tally for tally in unit.log.tallies("slack:T1", "C1", EVER)}
        former = replace(before.pop("u1"), user_id="former-x7")
        assert after == {**before, "former-x7": former}
        assert unit.people.names("slack:T1", after) == {user_id: user_id.upper() for user_id in before}
        assert not any(unit.people.export(person("u1")).values())
        stopped = unit.sessions.get("slack:T1", SessionId("s1"))
        assert stopped is not None
        assert (stopped.status, stopped.started_by) == (SessionStatus.STOPPED, "former-x7")
        assert unit.people.forget(person("u1"), "former-y8") == 0


def test_an_export_holds_the_persons_rows_and_nobody_elses(units: UnitOfWorkFactory) -> None:
    _play(units)
    with units(read_only=True) as unit:
        exported = unit.people.export(person("u4", workspace="T1"))
        assert not any(unit.people.export(person("u4", workspace="T2")).values())
    assert [(row["session_id"], row["question"]) for row in exported["quiz_answers"]] == [("s1", 0), ("s1", 1)]
    assert [row["display_name"] for row in exported["people"]] == ["U4"]
