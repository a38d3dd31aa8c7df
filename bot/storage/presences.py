"""Where the bot is and was, and what of it has been kept for long enough."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, and_, delete, select
from sqlalchemy.orm import Session as Connection

from bot.outbox import State
from bot.presence_rows import Until
from bot.storage.presence_tables import PresenceRow
from bot.storage.reach import anywhere
from bot.storage.tables import DeliveryRow, OAuthStateRow, PostRow
from bot.storage.upsert import insert

_ENDED = tuple(each.value for each in (State.SENT, State.UNKNOWN, State.FAILED, State.DROPPED))


class SqlPresences:
    """See ``bot.presence_rows.PresenceRepository``."""

    def __init__(self, connection: Connection, *, lock: bool) -> None:
        self._connection = connection
        self._lock = lock

    def here(self, platform: str) -> frozenset[str]:
        """Return the workspaces of a platform that have the bot, as far as is known."""
        prefix = PresenceRow.tenant.startswith(f"{platform}:", autoescape=True)
        return frozenset(
            self._connection.scalars(anywhere(select(PresenceRow.tenant)).where(PresenceRow.left_at.is_(None), prefix))
        )

    def arrive(self, tenant: str) -> None:
        """Keep that the workspace has the bot; that it once left is forgotten."""
        self._connection.execute(
            insert(self._connection, PresenceRow)
            .values(tenant=tenant, left_at=None)
            .on_conflict_do_update(index_elements=[PresenceRow.tenant], set_={"left_at": None})
        )

    def leave(self, tenant: str, at: datetime) -> None:
        """Keep that the workspace has the bot no longer; the first time stands until it has it again."""
        self._connection.execute(
            insert(self._connection, PresenceRow)
            .values(tenant=tenant, left_at=at)
            .on_conflict_do_update(
                index_elements=[PresenceRow.tenant], set_={"left_at": at}, where=PresenceRow.left_at.is_(None)
            )
        )

    def has_left(self, tenant: str, by: datetime) -> bool:
        """Return whether it left by then and is not back; until this unit of work ends, it cannot come back."""
        query = select(PresenceRow.tenant).where(PresenceRow.tenant == tenant, PresenceRow.left_at <= by)
        return self._connection.scalar(query.with_for_update() if self._lock else query) is not None

    def gone(self, by: datetime, limit: int) -> Sequence[str]:
        """Return at most ``limit`` workspaces that left by then, the longest gone first."""
        return self._connection.scalars(
            anywhere(select(PresenceRow.tenant))
            .where(PresenceRow.left_at <= by)
            .order_by(PresenceRow.left_at)
            .limit(limit)
        ).all()

    def with_old(self, until: Until, limit: int) -> Sequence[str]:
        """Return at most ``limit`` workspaces that have something old."""
        found = {
            tenant: None
            for row, old in _old(until)
            for tenant in self._connection.scalars(anywhere(select(row.tenant)).where(old).distinct().limit(limit))
        }
        return list(found)[:limit]

    def prune(self, tenant: str, until: Until) -> int:
        """Delete what is old in a workspace, and return how much that was."""
        gone = 0
        for row, old in _old(until):
            statement = delete(row).where(row.tenant == tenant, old).execution_options(synchronize_session=False)
            result = self._connection.execute(statement)
            gone += result.rowcount if isinstance(result, CursorResult) else 0
        return gone


def _old(until: Until) -> Sequence[tuple[type[PostRow | DeliveryRow | OAuthStateRow], ColumnElement[bool]]]:
    return (
        (PostRow, and_(PostRow.state.in_(_ENDED), PostRow.created_at < until.posts)),
        (DeliveryRow, DeliveryRow.claimed_at < until.deliveries),
        (OAuthStateRow, OAuthStateRow.expires_at < until.oauth_states),
    )
