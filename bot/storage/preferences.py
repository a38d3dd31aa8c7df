"""Reads one person's preferences from an SQLite file with the standard library alone.

Every lookup is answered in the person's own language, and a lookup must answer in a fraction of a second even
when the program starts for it alone. SQLAlchemy takes longer to import than the whole lookup, hence this second
way to one row; a test holds it to what the repository says.
"""

import sqlite3
from pathlib import Path
from threading import Lock

from bot.errors import StorageError
from bot.identity import Actor
from bot.localized import Locale
from bot.ports import Preferences
from bot.storage import sqlite_file

_QUERY = "SELECT locale, romaji, hidden FROM people WHERE tenant = ? AND user_id = ?"
_BUSY_TIMEOUT_S = 0.25
_Stamp = tuple[int, int]


class PreferenceFile:
    """Reads from the SQLite file at ``path``, over a connection that is kept; any number of threads may call it.

    Each call sees what has been committed until then, by whatever program. The file is never opened but by SQLite:
    closing it would drop the locks that this process holds on it, and with them SQLite's own connections would lose
    their write-ahead log to the next program that leaves.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._stamp: _Stamp | None = None
        self._connection: sqlite3.Connection | None = None

    def __call__(self, actor: Actor) -> Preferences:
        """Return what ``actor`` chose, or the defaults when there is no database or nothing in it about them.

        Raises:
            StorageError: the file is there and cannot be read.
        """
        with self._lock:
            try:
                connection = self._current()
                if connection is None:
                    return Preferences()
                row = connection.execute(_QUERY, (actor.tenant, actor.user_id)).fetchone()
            except sqlite3.Error as error:
                self._let_go()
                if "no such" in str(error):  # a table or column: the file is older than this version, or empty
                    return Preferences()
                raise StorageError(sqlite_file.sentence(self._path, error)) from error
        return Preferences() if row is None else from_columns(*row)

    def close(self) -> None:
        """Close the file if it is open; a later call opens it again."""
        with self._lock:
            self._let_go()

    def _current(self) -> sqlite3.Connection | None:
        """Return a connection to the file that is at the path now, or None when there is none."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._let_go()
            return None
        except OSError as error:
            self._let_go()
            raise StorageError(f"The database {self._path} cannot be read: {error.strerror}.") from error
        stamp = (stat.st_dev, stat.st_ino)
        if self._connection is None or stamp != self._stamp:
            self._let_go()
            self._connection = sqlite_file.connect_read_only(self._path, _BUSY_TIMEOUT_S)
            self._stamp = stamp
        return self._connection

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def read_preferences(path: Path, actor: Actor) -> Preferences:
    """Return what ``actor`` chose, read once.

    Raises:
        StorageError: the file is there and cannot be read.
    """
    file = PreferenceFile(path)
    try:
        return file(actor)
    finally:
        file.close()


def from_columns(locale: str | None, romaji: bool | None, hidden: bool | None) -> Preferences:
    """Return the preferences that the columns hold; NULL, or a language unknown here, is a choice never made."""
    defaults = Preferences()
    return Preferences(
        locale=Locale(locale) if locale in set(Locale) else defaults.locale,
        romaji=defaults.romaji if romaji is None else bool(romaji),
        hidden=bool(hidden),
    )
