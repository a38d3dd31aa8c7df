"""The quick form of ``make check-posts``: kill -9 around the sending of a word of the day."""

from pathlib import Path

import pytest

from tests.platforms.post_kills import run


@pytest.mark.asyncio
async def test_a_process_that_is_killed_around_a_send_doubles_no_word_and_loses_none_in_silence(tmp_path: Path) -> None:
    tally = await run(tmp_path, 3)
    assert tally.holds(3), tally
