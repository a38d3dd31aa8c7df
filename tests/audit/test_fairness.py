"""The quick form of ``make check-fairness``, and proof that the audit sees speed where it counts."""

from pathlib import Path

import pytest

from bot.quiz.model import SessionMode
from tests.audit.fairness import BAR, Findings, run


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    return run(tmp_path_factory.mktemp("fair"), players=20, rounds=1)


def test_equal_players_score_the_same_whatever_their_delay(fair: Findings) -> None:
    assert 20 == len(fair.scores)
    assert {14} == set(fair.scores.values())
    assert 0 == fair.by_player


def test_a_stall_refuses_no_answer_in_time_and_takes_no_late_one(fair: Findings) -> None:
    assert fair.stalled
    assert fair.late
    assert (0, 0) == (fair.refused_in_time, fair.taken_late)


def test_a_race_shows_that_the_audit_sees_speed(tmp_path: Path) -> None:
    assert run(tmp_path, players=20, rounds=1, mode=SessionMode.RACE).by_speed < -BAR
