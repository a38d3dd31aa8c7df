"""The words people saved."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Connection

from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.storage.tables import SavedWordRow
from bot.storage.upsert import insert


class SqlSavedWords:
    """See ``bot.ports.SavedWordRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, actor: Actor, entry_id: EntryId, saved_at: datetime) -> bool:
        """Keep the word; False if it was kept already."""
        statement = (
            insert(self._connection, SavedWordRow)
            .values(tenant=actor.tenant, user_id=actor.user_id, entry_id=entry_id, saved_at=saved_at)
            .on_conflict_do_nothing(index_elements=[SavedWordRow.tenant, SavedWordRow.user_id, SavedWordRow.entry_id])
            .returning(SavedWordRow.entry_id)
        )
        return self._connection.execute(statement).first() is not None

    def remove(self, actor: Actor, entry_id: EntryId) -> None:
        """Keep the word no longer."""
        self._connection.execute(
            delete(SavedWordRow).where(
                SavedWordRow.tenant == actor.tenant,
                SavedWordRow.user_id == actor.user_id,
                SavedWordRow.entry_id == entry_id,
            )
        )

    def of(self, actor: Actor) -> tuple[EntryId, ...]:
        """Return the person's words, the newest first."""
        found = self._connection.scalars(
            select(SavedWordRow.entry_id)
            .where(SavedWordRow.tenant == actor.tenant, SavedWordRow.user_id == actor.user_id)
            .order_by(SavedWordRow.saved_at.desc(), SavedWordRow.entry_id)
        )
        return tuple(EntryId(entry_id) for entry_id in found)
