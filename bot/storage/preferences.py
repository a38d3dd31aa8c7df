"""Reads one person's preferences from an SQLite file with the standard library alone.

Every lookup is answered in the person's own language, and a lookup must answer in a fraction of a second even
when the program starts for it alone. SQLAlchemy takes longer to import than the whole lookup, hence this second
way to one row; a test holds it to what the repository says.
"""

import sqlite3
from pathlib import Path

from bot.errors import StorageError
from bot.identity import Actor
from bot.localized import Locale
from bot.ports import Preferences
from bot.storage import sqlite_file

_QUERY = "SELECT locale, romaji FROM people WHERE tenant = ? AND user_id = ?"
_BUSY_TIMEOUT_S = 1.0


def read_preferences(path: Path, actor: Actor) -> Preferences:
    """Return what ``actor`` chose, or the defaults when there is no database or nothing in it about them.

    Raises:
        StorageError: the file is there and cannot be read.
    """
    if not sqlite_file.exists(path):
        return Preferences()
    try:
        with sqlite_file.open_read_only(path, _BUSY_TIMEOUT_S) as connection:
            row = connection.execute(_QUERY, (actor.tenant, actor.user_id)).fetchone()
    except sqlite3.Error as error:
        if "no such table" in str(error):
            return Preferences()
        raise StorageError(sqlite_file.sentence(path, error)) from error
    return Preferences() if row is None else from_columns(*row)


def from_columns(locale: str | None, romaji: bool | None) -> Preferences:
    """Return the preferences that the two columns hold; NULL, or a language unknown here, is a choice never made."""
    defaults = Preferences()
    return Preferences(
        locale=Locale(locale) if locale in set(Locale) else defaults.locale,
        romaji=defaults.romaji if romaji is None else bool(romaji),
    )
