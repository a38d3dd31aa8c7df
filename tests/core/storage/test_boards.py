"""Boards and reports are queries over the answers."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.identity import Place
from bot.lexicon.model import Domain, EntryId
from bot.ports import UnitOfWorkFactory
from bot.quiz.boards import Experience, Span, Tally
from bot.quiz.model import AnswerRecord, Phase, SessionId, SessionMode, SessionStatus
from bot.quiz.report import Given
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

EVER = Span(since=None, until=NOON + timedelta(days=1))
TENANT = "slack:T1"


def give(units: UnitOfWorkFactory, place: Place, session_id: str, *records: AnswerRecord, **changes: object) -> None:
    """Keep a session with these answers; they are for it whatever session they name."""
    kept = replace(session(session_id, place=place), **changes)  # type: ignore[arg-type]  # the fields' own types
    with units() as unit:
        assert unit.sessions.add(kept)
        for each in records:
            unit.answers.add(kept, replace(each, session_id=SessionId(session_id)), person(each.user_id))
        unit.commit()


def at(moment: datetime, question: int = 0, user_id: str = "u1", *, right: bool = True) -> AnswerRecord:
    return replace(record(question, user_id, right=right), answered_at=moment)


def tallies(units: UnitOfWorkFactory, channel: str | None = "C1", span: Span = EVER) -> dict[str, Tally]:
    with units(read_only=True) as unit:
        return {tally.user_id: tally for tally in unit.log.tallies(TENANT, channel, span)}


def test_a_channel_counts_its_threads_and_a_workspace_all_channels_but_no_other_workspace(
    units: UnitOfWorkFactory,
) -> None:
    give(units, HERE, "s1", record(0), record(1, right=False), record(2, skipped=True), record(0, "u2"))
    give(units, THREAD, "s2", record(0))
    give(units, ELSEWHERE, "s3", record(0))
    give(units, OTHER_WORKSPACE, "s4", record(0), record(1))
    assert tallies(units) == {
        "u1": Tally(user_id="u1", right=2, answered=3),
        "u2": Tally(user_id="u2", right=1, answered=1),
    }
    assert tallies(units, None)["u1"] == Tally(user_id="u1", right=3, answered=4)


def test_who_only_skipped_has_no_tally(units: UnitOfWorkFactory) -> None:
    give(units, HERE, "s1", record(0, skipped=True))
    assert tallies(units) == {}


def test_a_span_takes_its_first_moment_and_not_its_last(units: UnitOfWorkFactory) -> None:
    until = NOON + timedelta(hours=1)
    moments = [NOON - timedelta(microseconds=1), NOON, until - timedelta(microseconds=1)]
    give(units, HERE, "s1", *(at(moment, question) for question, moment in enumerate(moments)))
    give(units, HERE, "s2", at(until))
    assert tallies(units, span=Span(since=NOON, until=until))["u1"].answered == 2


def test_a_question_that_is_open_counts_on_no_board(units: UnitOfWorkFactory) -> None:
    give(
        units,
        HERE,
        "r1",
        record(0),
        record(1, right=False),
        mode=SessionMode.EVERYONE,
        phase=Phase.ASKING,
        position=1,
        closings=(NOON, NOON + timedelta(seconds=30)),
    )
    assert tallies(units)["u1"] == Tally(user_id="u1", right=1, answered=1)
    with units(read_only=True) as unit:
        assert unit.log.course(TENANT, "C1", [EVER]) == ((1, 1),)
        assert len(unit.log.given(TENANT, EVER, 10)) == 1


def test_an_open_solo_quiz_counts_all_that_was_answered(units: UnitOfWorkFactory) -> None:
    give(units, HERE, "s1", record(0))
    assert tallies(units)["u1"].answered == 1


def test_a_race_gives_bonuses_as_its_standings_do(units: UnitOfWorkFactory) -> None:
    records = [
        at(NOON + timedelta(seconds=1), 0, "u1", right=False),
        at(NOON + timedelta(seconds=3), 0, "u2"),
        at(NOON + timedelta(seconds=5), 0, "u3"),
        at(NOON + timedelta(seconds=5, milliseconds=1), 0, "u4"),
        at(NOON + timedelta(seconds=40), 1, "u4"),
    ]
    over = {"status": SessionStatus.FINISHED, "position": 3, "phase": Phase.REVIEWING}
    give(units, HERE, "r1", *records, mode=SessionMode.RACE, **over)
    give(units, HERE, "r2", *records, mode=SessionMode.EVERYONE, **over)
    found = tallies(units)
    assert {user_id: tally.bonuses for user_id, tally in found.items()} == {"u1": 0, "u2": 1, "u3": 1, "u4": 1}
    assert found["u2"].points == 23


def test_a_bonus_is_measured_from_a_first_answer_before_the_window(units: UnitOfWorkFactory) -> None:
    over = {"status": SessionStatus.FINISHED, "position": 3, "phase": Phase.REVIEWING}
    first, late = at(NOON - timedelta(seconds=3), 0, "u1"), at(NOON, 0, "u2")
    give(units, HERE, "r1", first, late, mode=SessionMode.RACE, **over)
    assert tallies(units, span=Span(since=NOON, until=EVER.until)) == {
        "u2": Tally(user_id="u2", right=1, answered=1, bonuses=0)
    }


def test_experience_is_of_the_whole_workspace(units: UnitOfWorkFactory) -> None:
    give(units, ELSEWHERE, "s1", at(NOON - timedelta(days=20)))
    give(units, HERE, "s2", at(NOON), record(1, skipped=True), record(0, "u2"))
    with units(read_only=True) as unit:
        assert unit.log.experiences(TENANT, ["u1", "u9"]) == {
            "u1": Experience(first_at=NOON - timedelta(days=20), answered=2)
        }


def test_the_course_counts_each_span(units: UnitOfWorkFactory) -> None:
    give(units, HERE, "s1", at(NOON - timedelta(days=1)), at(NOON, 1), at(NOON, 2, right=False))
    spans = [Span(since=NOON - timedelta(days=days), until=NOON + timedelta(days=1 - days)) for days in (2, 1, 0)]
    with units(read_only=True) as unit:
        assert unit.log.course(TENANT, "C1", spans) == ((0, 0), (1, 1), (1, 2))
        assert unit.log.course(TENANT, "C2", spans) == ((0, 0), (0, 0), (0, 0))


def test_a_report_reads_what_was_asked_and_what_was_chosen_instead(units: UnitOfWorkFactory) -> None:
    give(
        units,
        ELSEWHERE,
        "s1",
        at(NOON),
        at(NOON + timedelta(seconds=1), 1, right=False),
        replace(at(NOON + timedelta(seconds=2), 2, right=False), chosen=None),
        record(0, "u2", skipped=True),
    )
    give(units, OTHER_WORKSPACE, "s2", at(NOON))
    with units(read_only=True) as unit:
        found = unit.log.given(TENANT, EVER, 10)
        assert unit.log.given(TENANT, EVER, 1) == found[:1]
    expected = Given(
        user_id="u1", at=NOON, entry_id=EntryId("juden"), domain=Domain.CALLCENTER, right=True, instead=None
    )
    assert found == (
        replace(expected, at=NOON + timedelta(seconds=2), right=False),
        replace(expected, at=NOON + timedelta(seconds=1), right=False, instead=EntryId("架電")),
        expected,
    )


@pytest.mark.parametrize("hidden", [True, False])
def test_a_hidden_person_counts_and_has_no_name(units: UnitOfWorkFactory, hidden: bool) -> None:
    give(units, HERE, "s1", record(0))
    with units() as unit:
        unit.preferences.set(person("u1"), replace(unit.preferences.get(person("u1")), hidden=hidden))
        unit.commit()
    assert tallies(units)["u1"].right == 1
    with units(read_only=True) as unit:
        assert unit.people.names(TENANT, ["u1"]) == ({} if hidden else {"u1": "U1"})
