"""What is asked in a channel just now, read from an SQLite file as fast as preferences are: before every lookup."""

import sqlite3

from bot.errors import StorageError
from bot.identity import Place
from bot.quiz.model import Item
from bot.storage import sqlite_file
from bot.storage.preferences import PreferenceFile

_QUERY = """
    SELECT quiz_items.item FROM quiz_sessions JOIN quiz_items
      ON quiz_items.tenant = quiz_sessions.tenant AND quiz_items.session_id = quiz_sessions.id
    WHERE quiz_sessions.tenant = ? AND quiz_sessions.channel = ? AND quiz_sessions.status = 'open'
      AND quiz_sessions.mode != 'solo' AND quiz_sessions.phase = 'asking'
      AND quiz_items.question = quiz_sessions.position
"""


class QuickReads(PreferenceFile):
    """What stands before every lookup: preferences, and what is asked now. A test holds it to the repositories."""

    def asked_in(self, place: Place) -> tuple[Item, ...]:
        """Return the items asked now in the place's channel, threads included.

        Raises:
            StorageError: the file is there and cannot be read.
        """
        with self._lock:
            try:
                connection = self._current()
                rows = connection.execute(_QUERY, (place.tenant, place.channel)).fetchall() if connection else []
            except sqlite3.Error as error:
                self._let_go()
                if "no such" in str(error):  # a table or column: the file is older than rounds are
                    return ()
                raise StorageError(sqlite_file.sentence(self._path, error)) from error
        if not rows:
            return ()
        import msgspec

        return tuple(msgspec.json.decode(item, type=Item) for (item,) in rows)
