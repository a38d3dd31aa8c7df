"""Words that nobody found, counted by workspace and day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Connection

from bot.storage.reach import anywhere
from bot.storage.unfound_tables import UnfoundChoiceRow, UnfoundRow
from bot.storage.upsert import insert
from bot.unfound_rows import Unfound

MOST = 2000
"""Rows of a workspace: who floods it with queries fills no disk."""


class SqlUnfound:
    """See ``bot.unfound_rows.UnfoundRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_kept(self, tenant: str) -> bool:
        """Tell whether the workspace has such queries kept; it does unless it chose otherwise."""
        chosen = self._connection.scalar(select(UnfoundChoiceRow.kept).where(UnfoundChoiceRow.tenant == tenant))
        return chosen is not False

    def choose(self, tenant: str, *, kept: bool) -> None:
        """Keep the workspace's choice; what was kept goes if it is not to be."""
        self._connection.execute(
            insert(self._connection, UnfoundChoiceRow)
            .values(tenant=tenant, kept=kept)
            .on_conflict_do_update(index_elements=[UnfoundChoiceRow.tenant], set_={"kept": kept})
        )
        if not kept:
            self._connection.execute(delete(UnfoundRow).where(UnfoundRow.tenant == tenant))

    def note(self, tenant: str, query: str, day: date, count: int) -> None:
        """Count a query; a workspace that has many different ones already gets no new ones."""
        line = (UnfoundRow.tenant == tenant, UnfoundRow.query == query, UnfoundRow.day == day)
        there = self._connection.scalar(select(UnfoundRow.count).where(*line))
        rows = self._connection.scalar(select(func.count()).select_from(UnfoundRow).where(UnfoundRow.tenant == tenant))
        if there is None and (rows or 0) >= MOST:
            return
        self._connection.execute(
            insert(self._connection, UnfoundRow)
            .values(tenant=tenant, query=query, day=day, count=count)
            .on_conflict_do_update(
                index_elements=[UnfoundRow.tenant, UnfoundRow.query, UnfoundRow.day],
                set_={"count": UnfoundRow.count + count},
            )
        )

    def most_asked(self, tenant: str, limit: int) -> Sequence[Unfound]:
        """Return the queries, the most asked for first, then the latest."""
        total, last = func.sum(UnfoundRow.count), func.max(UnfoundRow.day)
        rows = self._connection.execute(
            select(UnfoundRow.query, total, last)
            .where(UnfoundRow.tenant == tenant)
            .group_by(UnfoundRow.query)
            .order_by(total.desc(), last.desc(), UnfoundRow.query)
            .limit(limit)
        )
        return tuple(Unfound(query=query, count=count, last=day) for query, count, day in rows)

    def drop(self, tenant: str, query: str) -> bool:
        """Forget a query; tell whether it was there."""
        gone = self._connection.execute(
            delete(UnfoundRow).where(UnfoundRow.tenant == tenant, UnfoundRow.query == query).returning(UnfoundRow.day)
        )
        return gone.first() is not None

    def stale(self, before: date) -> Sequence[str]:
        """Return the workspaces that have queries of days before that date."""
        return self._connection.scalars(
            anywhere(select(UnfoundRow.tenant)).where(UnfoundRow.day < before).distinct()
        ).all()

    def prune(self, tenant: str, before: date) -> None:
        """Forget the queries of days before that date."""
        self._connection.execute(delete(UnfoundRow).where(UnfoundRow.tenant == tenant, UnfoundRow.day < before))
