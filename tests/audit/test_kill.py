"""The quick form of ``make check-kill``."""

from pathlib import Path

from tests.audit.kill import run

KILLS = 6


def test_a_kill_in_a_round_loses_and_doubles_nothing(tmp_path: Path) -> None:
    tally = run(f"sqlite:///{tmp_path / 'kill.sqlite3'}", KILLS, step=3)

    assert tally.kills >= KILLS
    assert tally.confirmed > 0
    assert tally.holds, tally
