"""The quick form of ``make check-kill``."""

from pathlib import Path

from tests.audit.kill import POINTS, run


def test_a_kill_at_any_named_point_loses_and_doubles_nothing(tmp_path: Path) -> None:
    kills = len(POINTS) + 1
    tally = run(f"sqlite:///{tmp_path / 'kill.sqlite3'}", kills)

    assert tally.kills >= kills
    assert tally.confirmed > 0
    assert tally.holds, tally
