"""Makes the SQLAlchemy engines: for an SQLite file one that writes and one that reads, else a PostgreSQL pool."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from bot.errors import StorageError
from bot.storage import reach, sqlite_file

_DIALECTS = {
    **dict.fromkeys(sqlite_file.SCHEMES, "sqlite+pysqlite"),
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_POOL_SIZE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where the rows are. ``path`` is the SQLite file, None on PostgreSQL; ``name`` holds no password."""

    name: str
    path: Path | None
    writer: Engine
    reader: Engine

    @property
    def is_sqlite(self) -> bool:
        """Whether the rows are in an SQLite file."""
        return self.path is not None

    def dispose(self) -> None:
        """Close all connections."""
        self.reader.dispose()
        self.writer.dispose()

    def fault(self, error: SQLAlchemyError) -> StorageError:
        """Return the StorageError that says in one sentence what ``error`` means."""
        cause = getattr(error, "orig", None) or error
        if isinstance(error, PoolTimeout):
            return StorageError(f"The database {self.name} is busy: too many tasks wait for it.")
        if self.path is not None:
            return StorageError(sqlite_file.sentence(self.path, cause))
        first = str(cause).strip().partition("\n")[0]
        return StorageError(f"The database {self.name} cannot be used: {first.rstrip('.')}.")


def connect(url: str, busy_timeout_s: float) -> Database:
    """Return the engines for ``url`` without connecting; a missing SQLite file is made, for its owner alone.

    Raises:
        StorageError: the URL is neither SQLite's nor PostgreSQL's, or the file or folder cannot be used.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError(
            "The database URL cannot be read; it should look like sqlite:///naruhaya.sqlite3."
        ) from error
    if parsed.drivername not in _DIALECTS:
        raise StorageError(f"The database URL begins with {parsed.drivername}; use sqlite or postgresql.")
    parsed = parsed.set(drivername=_DIALECTS[parsed.drivername])
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, busy_timeout_s)
    return _postgresql(parsed, busy_timeout_s)


def is_walled(database: Database) -> bool:
    """Return whether row-level security holds for the role that a PostgreSQL database is opened as; close the database.

    Raises:
        StorageError: it cannot be asked.
    """
    try:
        with reach.unbound(database.reader).connect() as connection:
            return reach.is_bound(connection)
    except SQLAlchemyError as error:
        raise database.fault(error) from error
    finally:
        database.dispose()


def _sqlite(url: URL, busy_timeout_s: float) -> Database:
    path = sqlite_file.path_of(url.render_as_string(hide_password=False))
    if path is None:
        raise StorageError("The database URL must name a file, such as sqlite:///naruhaya.sqlite3.")
    _claim(path)

    def make(pool_size: int, begin: str, *, query_only: bool) -> Engine:
        engine = create_engine(
            url,
            poolclass=QueuePool,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=busy_timeout_s,
            connect_args={"timeout": busy_timeout_s},
        )

        def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
            # The driver's own transaction control begins none for SELECT and DDL; the begin hook replaces it.
            connection.isolation_level = None
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute(f"PRAGMA query_only = {int(query_only)}")
            cursor.close()

        def begin_transaction(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        event.listen(engine, "connect", prepare)
        event.listen(engine, "begin", begin_transaction)
        return engine

    return Database(
        name=str(path),
        path=path,
        writer=make(1, "BEGIN IMMEDIATE", query_only=False),
        reader=make(_POOL_SIZE, "BEGIN", query_only=True),
    )


def _claim(path: Path) -> None:
    """Make the file and its folder, readable for their owner alone, or raise StorageError."""
    if path.is_dir():
        raise StorageError(f"The database {path} cannot be opened: it is a folder.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StorageError(f"The database {path} cannot be written: {error.strerror}.") from error
    if not os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise StorageError(f"The database {path} cannot be written: its folder is read-only.")


def _postgresql(url: URL, busy_timeout_s: float) -> Database:
    name = url.set(drivername="postgresql").render_as_string(hide_password=True)
    wait_ms = round(busy_timeout_s * 1000)
    try:
        writer = create_engine(
            url,
            pool_size=_POOL_SIZE,
            pool_timeout=busy_timeout_s,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": max(2, round(busy_timeout_s)),
                # A process that was stopped inside a transaction must not keep its locks from the others for ever.
                "options": f"-c lock_timeout={wait_ms} -c idle_in_transaction_session_timeout={wait_ms}",
            },
        )
    except (ImportError, NoSuchModuleError) as error:
        raise StorageError("PostgreSQL needs its driver: install naruhaya[postgres].") from error
    reach.watch(writer)
    reader = writer.execution_options(postgresql_readonly=True)
    return Database(name=name, path=None, writer=writer, reader=reader)
