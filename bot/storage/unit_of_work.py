"""Opens a database and hands out units of work on it."""

from types import TracebackType
from typing import Self

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session as Connection

from bot.storage import reach, schema
from bot.storage.boards import SqlAnswerLog
from bot.storage.daily import SqlDaily
from bot.storage.database import Database, connect
from bot.storage.installations import SqlDeliveries, SqlInstallations, SqlOAuthStates
from bot.storage.memory import SqlCards, SqlSittings
from bot.storage.people import SqlPeople, SqlPreferences
from bot.storage.plans import SqlPlans, SqlUptime
from bot.storage.players import SqlPlayers
from bot.storage.posts import SqlPosts
from bot.storage.presences import SqlPresences
from bot.storage.repositories import SqlAnswers, SqlSessions
from bot.storage.roles import SqlRoles
from bot.storage.saved_words import SqlSavedWords
from bot.storage.team import SqlChannels, SqlDrafts, SqlTerms
from bot.storage.unfound import SqlUnfound
from bot.storage.wotd import SqlWords

BUSY_TIMEOUT_S = 5.0
"""How long a transaction waits for another one's lock before it gives up."""


class SqlUnitOfWork:
    """One transaction; see ``bot.ports.UnitOfWork``."""

    sessions: SqlSessions
    answers: SqlAnswers
    log: SqlAnswerLog
    players: SqlPlayers
    posts: SqlPosts
    preferences: SqlPreferences
    people: SqlPeople
    saved_words: SqlSavedWords
    cards: SqlCards
    sittings: SqlSittings
    plans: SqlPlans
    uptime: SqlUptime
    words: SqlWords
    daily: SqlDaily
    terms: SqlTerms
    drafts: SqlDrafts
    channels: SqlChannels
    roles: SqlRoles
    unfound: SqlUnfound
    presences: SqlPresences
    installations: SqlInstallations
    oauth_states: SqlOAuthStates
    deliveries: SqlDeliveries

    def __init__(self, database: Database, *, read_only: bool, tenant: str | None) -> None:
        self._database = database
        self._read_only = read_only
        self._tenant = tenant
        self._forgot = False

    def __enter__(self) -> Self:
        engine = self._database.reader if self._read_only else self._database.writer
        if self._tenant is not None and not self._database.is_sqlite:
            engine = reach.only(engine, self._tenant)
        connection = Connection(engine, expire_on_commit=False)
        try:
            # A writer takes its lock now: when two take it after a read, at their first write, one fails.
            connection.connection()
        except SQLAlchemyError as error:
            connection.close()
            raise self._database.fault(error) from error
        self._connection = connection
        self.sessions = SqlSessions(connection, lock=not self._read_only)
        self.answers = SqlAnswers(connection)
        self.log = SqlAnswerLog(connection)
        self.players = SqlPlayers(connection)
        self.posts = SqlPosts(connection)
        self.preferences = SqlPreferences(connection)
        self.people = SqlPeople(connection, self._scrub_after_commit)
        self.saved_words = SqlSavedWords(connection)
        self.cards = SqlCards(connection, lock=not self._read_only)
        self.sittings = SqlSittings(connection, lock=not self._read_only)
        self.plans = SqlPlans(connection, lock=not self._read_only)
        self.uptime = SqlUptime(connection)
        self.words = SqlWords(connection, lock=not self._read_only)
        self.daily = SqlDaily(connection, self.sessions, lock=not self._read_only)
        self.terms = SqlTerms(connection, lock=not self._read_only)
        self.drafts = SqlDrafts(connection)
        self.channels = SqlChannels(connection)
        self.roles = SqlRoles(connection)
        self.unfound = SqlUnfound(connection)
        self.presences = SqlPresences(connection, lock=not self._read_only)
        self.installations = SqlInstallations(connection, self._scrub_after_commit)
        self.oauth_states = SqlOAuthStates(connection)
        self.deliveries = SqlDeliveries(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._connection.close()
        except SQLAlchemyError as close_error:
            error = error or close_error
        if isinstance(error, (DBAPIError, PoolTimeout)):
            raise self._database.fault(error) from error

    def commit(self) -> None:
        """Keep everything done so far."""
        if self._read_only:
            raise RuntimeError("a read-only unit of work cannot commit")
        self._connection.commit()
        if self._forgot and self._database.is_sqlite:
            self._scrub()

    def _scrub_after_commit(self) -> None:
        self._forgot = True

    def _scrub(self) -> None:
        """Empty the write-ahead log: until then the deleted rows can still be read in the files."""
        self._connection.close()
        raw = self._database.writer.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()
        self._forgot = False


class Storage:
    """An open database; calling it returns a unit of work. Safe to call from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, *, read_only: bool = False, tenant: str | None = None) -> SqlUnitOfWork:
        """Return a new unit of work; one that is ``read_only`` never waits for a writer and cannot commit.

        On PostgreSQL one for a ``tenant`` sees and keeps that workspace's rows alone; of any other, each statement
        sees the rows of the workspace that it names.
        """
        return SqlUnitOfWork(self._database, read_only=read_only, tenant=tenant)

    def close(self) -> None:
        """Close all connections."""
        self._database.dispose()


def open_storage(url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Storage:
    """Return the storage at ``url`` with its schema up to date; an SQLite file is made if there is none.

    ``url`` is SQLAlchemy's: ``sqlite:///relative/path``, ``sqlite:////absolute/path`` or
    ``postgresql://user:password@host/name``.

    Raises:
        StorageError: the database cannot be used as it is; it was not changed.
    """
    database = connect(url, busy_timeout_s)
    try:
        schema.bring_to_head(database, busy_timeout_s)
    except SQLAlchemyError as error:
        database.dispose()
        raise database.fault(error) from error
    except BaseException:
        database.dispose()
        raise
    return Storage(database)
