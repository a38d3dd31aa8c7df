"""A process that dies around the sending of a word of the day doubles nothing and loses nothing in silence."""

from pathlib import Path

import pytest

from tests.audit.wotd_kills import POINTS, Tally, run


@pytest.mark.parametrize(("knows_nonces", "in_doubt"), [(True, 0), (False, 4)], ids=["as Discord", "as Slack"])
def test_ten_deaths_around_the_send(tmp_path: Path, knows_nonces: bool, in_doubt: int) -> None:
    assert 10 % len(POINTS) == 0
    tally = run(f"sqlite:///{tmp_path / 'kills.sqlite3'}", 10, knows_nonces=knows_nonces)
    assert tally == Tally(kills=10, doubled=0, lost=0, in_doubt=in_doubt)
