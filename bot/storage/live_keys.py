"""What stands before every lookup, read from an SQLite file as fast as preferences are.

What is asked in a channel just now, and a workspace's own words. SQLAlchemy is not needed for it.
"""

import sqlite3
from datetime import UTC, datetime
from typing import Any

from bot.errors import StorageError
from bot.identity import Place
from bot.lexicon.model import Entry, EntryId
from bot.quiz.model import Item
from bot.storage import sqlite_file
from bot.storage.preferences import PreferenceFile
from bot.team.house import HouseRule, Verdict
from bot.team.vocabulary import TeamWords

_ASKED = """
    SELECT quiz_items.item FROM quiz_sessions JOIN quiz_items
      ON quiz_items.tenant = quiz_sessions.tenant AND quiz_items.session_id = quiz_sessions.id
    WHERE quiz_sessions.tenant = ? AND quiz_sessions.channel = ? AND quiz_sessions.status = 'open'
      AND quiz_sessions.mode != 'solo' AND quiz_sessions.phase = 'asking'
      AND quiz_items.question = quiz_sessions.position
"""
_REVISION = "SELECT revision FROM team_revisions WHERE tenant = ?"
_PUBLISHED = "SELECT entry FROM team_terms WHERE tenant = ? AND state = 'published' ORDER BY id"
_RULES = "SELECT entry_id, verdict, why, instead, set_by, set_at FROM house_rules WHERE tenant = ? ORDER BY entry_id"


class QuickReads(PreferenceFile):
    """What stands before every lookup. A test holds it to the repositories.

    Raises:
        StorageError: from any call, when the file is there and cannot be read.
    """

    def asked_in(self, place: Place) -> tuple[Item, ...]:
        """Return the items asked now in the place's channel, threads included."""
        rows = self._rows(_ASKED, place.tenant, place.channel)
        if not rows:
            return ()
        import msgspec

        return tuple(msgspec.json.decode(item, type=Item) for (item,) in rows)

    def revision(self, tenant: str) -> int:
        """Return how often the workspace's own words and rules have changed."""
        rows = self._rows(_REVISION, tenant)
        return int(rows[0][0]) if rows else 0

    def words(self, tenant: str) -> TeamWords:
        """Return what the workspace has published. What changes meanwhile is read again, for the revision is read first."""
        revision = self.revision(tenant)
        entries, rules = self._rows(_PUBLISHED, tenant), self._rows(_RULES, tenant)
        import msgspec

        return TeamWords(
            revision=revision,
            entries=tuple(msgspec.json.decode(entry, type=Entry) for (entry,) in entries),
            rules=tuple(
                HouseRule(
                    entry_id=EntryId(entry_id),
                    verdict=Verdict(verdict),
                    why=why,
                    instead=EntryId(instead) if instead else None,
                    set_by=set_by,
                    set_at=datetime.fromisoformat(set_at).replace(tzinfo=UTC),
                )
                for entry_id, verdict, why, instead, set_by, set_at in rules
            ),
        )

    def _rows(self, query: str, *values: str) -> list[Any]:
        """Return the rows of a query; none where the file, or what the query reads, is not there yet."""
        with self._lock:
            try:
                connection = self._current()
                return connection.execute(query, values).fetchall() if connection else []
            except sqlite3.Error as error:
                self._let_go()
                if "no such" in str(error):  # a table or column: the file is older than what is read
                    return []
                raise StorageError(sqlite_file.sentence(self._path, error)) from error
