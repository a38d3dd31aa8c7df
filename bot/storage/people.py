"""What is kept about a person: the name on the board, preferences; how all of it is exported and forgotten."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import CursorResult, Delete, Select, Update, delete, inspect, or_, select, update
from sqlalchemy.orm import Session as Connection

from bot.identity import Actor
from bot.ports import Preferences
from bot.quiz.model import SessionMode, SessionStatus
from bot.storage.preferences import from_columns
from bot.storage.role_tables import RoleRow
from bot.storage.tables import (
    AnswerRow,
    Base,
    CardRow,
    DailyScheduleRow,
    LookupRow,
    PersonRow,
    PlanRow,
    PlayerRow,
    PostRow,
    ReviewRow,
    SavedWordRow,
    SessionRow,
    SittingRow,
    WordDayRow,
    WordScheduleRow,
    WordWishRow,
)
from bot.storage.team_tables import DraftRow, HouseRuleRow, TermHistoryRow, TermRow
from bot.storage.upsert import insert


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How a table's rows about a person are found, and what becomes of them when the person is forgotten."""

    export: Callable[[Actor], Select[Base]]
    forget: Callable[[Actor, str], Sequence[Delete | Update]]


def _owned(row: type[CardRow | DraftRow | LookupRow | PlanRow | ReviewRow | SittingRow]) -> Holding:
    """Return the holding of a table whose rows are the person's alone: they go with the person."""
    return Holding(
        export=lambda actor: select(row).where(row.tenant == actor.tenant, row.user_id == actor.user_id),
        forget=lambda actor, _: [delete(row).where(row.tenant == actor.tenant, row.user_id == actor.user_id)],
    )


def _forget_words(actor: Actor, alias: str) -> Sequence[Delete | Update]:
    """Return what ends the person's own words of the day, and leaves a channel's to the channel."""
    own = (WordScheduleRow.tenant == actor.tenant, WordScheduleRow.set_up_by == actor.user_id)
    direct = select(WordScheduleRow.channel).where(*own, WordScheduleRow.direct)
    return [
        delete(WordDayRow).where(WordDayRow.tenant == actor.tenant, WordDayRow.channel.in_(direct)),
        delete(WordWishRow).where(WordWishRow.tenant == actor.tenant, WordWishRow.channel.in_(direct)),
        delete(WordScheduleRow).where(*own, WordScheduleRow.direct),
        update(WordScheduleRow).where(*own).values(set_up_by=alias),
    ]


def _forget_terms(actor: Actor, alias: str) -> Sequence[Delete | Update]:
    """Return what takes the person's id off the team's words, and leaves the words to the team."""
    return [
        update(TermRow).where(TermRow.tenant == actor.tenant, column == actor.user_id).values({column.key: alias})
        for column in (TermRow.owner, TermRow.suggested_by, TermRow.changed_by, TermRow.decided_by)
    ]


HOLDINGS: dict[str, Holding] = {
    PersonRow.__tablename__: Holding(
        export=lambda actor: select(PersonRow).where(
            PersonRow.tenant == actor.tenant, PersonRow.user_id == actor.user_id
        ),
        forget=lambda actor, _: [
            delete(PersonRow).where(PersonRow.tenant == actor.tenant, PersonRow.user_id == actor.user_id)
        ],
    ),
    SessionRow.__tablename__: Holding(
        export=lambda actor: select(SessionRow).where(
            SessionRow.tenant == actor.tenant, SessionRow.started_by == actor.user_id
        ),
        forget=lambda actor, alias: [
            update(SessionRow)
            .where(
                SessionRow.tenant == actor.tenant,
                SessionRow.started_by == actor.user_id,
                SessionRow.status == SessionStatus.OPEN.value,
                SessionRow.mode == SessionMode.SOLO.value,
            )
            .values(status=SessionStatus.STOPPED.value),
            update(SessionRow)
            .where(SessionRow.tenant == actor.tenant, SessionRow.started_by == actor.user_id)
            .values(started_by=alias),
        ],
    ),
    AnswerRow.__tablename__: Holding(
        export=lambda actor: select(AnswerRow).where(
            AnswerRow.tenant == actor.tenant, AnswerRow.user_id == actor.user_id
        ),
        forget=lambda actor, alias: [
            update(AnswerRow)
            .where(AnswerRow.tenant == actor.tenant, AnswerRow.user_id == actor.user_id)
            .values(user_id=alias)
        ],
    ),
    PlayerRow.__tablename__: Holding(
        export=lambda actor: select(PlayerRow).where(
            PlayerRow.tenant == actor.tenant, PlayerRow.user_id == actor.user_id
        ),
        forget=lambda actor, alias: [
            update(PlayerRow)
            .where(PlayerRow.tenant == actor.tenant, PlayerRow.user_id == actor.user_id)
            .values(user_id=alias)
        ],
    ),
    PostRow.__tablename__: Holding(
        export=lambda actor: select(PostRow).where(PostRow.tenant == actor.tenant, PostRow.user_id == actor.user_id),
        forget=lambda actor, _: [
            delete(PostRow).where(PostRow.tenant == actor.tenant, PostRow.user_id == actor.user_id)
        ],
    ),
    SavedWordRow.__tablename__: Holding(
        export=lambda actor: select(SavedWordRow).where(
            SavedWordRow.tenant == actor.tenant, SavedWordRow.user_id == actor.user_id
        ),
        forget=lambda actor, _: [
            delete(SavedWordRow).where(SavedWordRow.tenant == actor.tenant, SavedWordRow.user_id == actor.user_id)
        ],
    ),
    ReviewRow.__tablename__: _owned(ReviewRow),
    CardRow.__tablename__: _owned(CardRow),
    SittingRow.__tablename__: _owned(SittingRow),
    WordScheduleRow.__tablename__: Holding(
        export=lambda actor: select(WordScheduleRow).where(
            WordScheduleRow.tenant == actor.tenant, WordScheduleRow.set_up_by == actor.user_id
        ),
        forget=_forget_words,
    ),
    DailyScheduleRow.__tablename__: Holding(
        export=lambda actor: select(DailyScheduleRow).where(
            DailyScheduleRow.tenant == actor.tenant, DailyScheduleRow.set_up_by == actor.user_id
        ),
        forget=lambda actor, alias: [
            update(DailyScheduleRow)
            .where(DailyScheduleRow.tenant == actor.tenant, DailyScheduleRow.set_up_by == actor.user_id)
            .values(set_up_by=alias)
        ],
    ),
    WordWishRow.__tablename__: Holding(
        export=lambda actor: select(WordWishRow).where(
            WordWishRow.tenant == actor.tenant, WordWishRow.added_by == actor.user_id
        ),
        forget=lambda actor, alias: [
            update(WordWishRow)
            .where(WordWishRow.tenant == actor.tenant, WordWishRow.added_by == actor.user_id)
            .values(added_by=alias)
        ],
    ),
    TermRow.__tablename__: Holding(
        export=lambda actor: select(TermRow).where(
            TermRow.tenant == actor.tenant,
            or_(
                TermRow.owner == actor.user_id,
                TermRow.suggested_by == actor.user_id,
                TermRow.changed_by == actor.user_id,
                TermRow.decided_by == actor.user_id,
            ),
        ),
        forget=_forget_terms,
    ),
    TermHistoryRow.__tablename__: Holding(
        export=lambda actor: select(TermHistoryRow).where(
            TermHistoryRow.tenant == actor.tenant, TermHistoryRow.changed_by == actor.user_id
        ),
        forget=lambda actor, alias: [
            update(TermHistoryRow)
            .where(TermHistoryRow.tenant == actor.tenant, TermHistoryRow.changed_by == actor.user_id)
            .values(changed_by=alias)
        ],
    ),
    HouseRuleRow.__tablename__: Holding(
        export=lambda actor: select(HouseRuleRow).where(
            HouseRuleRow.tenant == actor.tenant, HouseRuleRow.set_by == actor.user_id
        ),
        forget=lambda actor, alias: [
            update(HouseRuleRow)
            .where(HouseRuleRow.tenant == actor.tenant, HouseRuleRow.set_by == actor.user_id)
            .values(set_by=alias)
        ],
    ),
    DraftRow.__tablename__: _owned(DraftRow),
    RoleRow.__tablename__: Holding(
        export=lambda actor: select(RoleRow).where(
            RoleRow.tenant == actor.tenant, or_(RoleRow.user_id == actor.user_id, RoleRow.given_by == actor.user_id)
        ),
        forget=lambda actor, alias: [
            delete(RoleRow).where(RoleRow.tenant == actor.tenant, RoleRow.user_id == actor.user_id),
            update(RoleRow)
            .where(RoleRow.tenant == actor.tenant, RoleRow.given_by == actor.user_id)
            .values(given_by=alias),
        ],
    ),
    PlanRow.__tablename__: _owned(PlanRow),
    LookupRow.__tablename__: _owned(LookupRow),
}
"""Every table with a ``PersonId`` column is here, or a test fails."""


class SqlPreferences:
    """What people chose; see ``bot.ports.PreferenceRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, actor: Actor) -> Preferences:
        """Return the person's choices, or the defaults."""
        row = self._connection.get(PersonRow, (actor.tenant, actor.user_id), populate_existing=True)
        return Preferences() if row is None else from_columns(row.locale, row.romaji, row.hidden)

    def set(self, actor: Actor, preferences: Preferences) -> None:
        """Keep the person's choices; the name is not kept for that."""
        _keep(
            self._connection,
            actor,
            locale=preferences.locale,
            romaji=preferences.romaji,
            hidden=preferences.hidden,
        )


class SqlPeople:
    """Export and deletion; see ``bot.ports.PeopleRepository``. ``on_forget`` runs after a deletion."""

    def __init__(self, connection: Connection, on_forget: Callable[[], None]) -> None:
        self._connection = connection
        self._on_forget = on_forget

    def names(self, tenant: str, user_ids: Collection[str]) -> dict[str, str]:
        """Return the names that may be shown."""
        rows = self._connection.execute(
            select(PersonRow.user_id, PersonRow.display_name).where(
                PersonRow.tenant == tenant,
                PersonRow.user_id.in_(user_ids),
                PersonRow.display_name.is_not(None),
                PersonRow.hidden.is_not(True),
            )
        )
        return {user_id: str(name) for user_id, name in rows}

    def introduce(self, actor: Actor) -> None:
        """Keep the person's present name."""
        refresh_name(self._connection, actor)

    def export(self, actor: Actor) -> dict[str, list[dict[str, object]]]:
        """Return every row about the person by table."""
        return {
            table: [_columns(row) for row in self._connection.scalars(holding.export(actor))]
            for table, holding in HOLDINGS.items()
        }

    def forget(self, actor: Actor, alias: str) -> int:
        """Delete the person and return how many rows were touched."""
        touched = 0
        for holding in HOLDINGS.values():
            for statement in holding.forget(actor, alias):
                result = self._connection.execute(statement)
                touched += result.rowcount if isinstance(result, CursorResult) else 0
        if actor.has_own_workspace:
            # Its very name leads to the person.
            touched += self.forget_workspace(actor.tenant)
        self._connection.expire_all()
        self._on_forget()
        return touched

    def forget_workspace(self, tenant: str) -> int:
        """Delete every row of the workspace."""
        touched = 0
        for table in reversed(Base.metadata.sorted_tables):
            result = self._connection.execute(delete(table).where(table.c.tenant == tenant))
            touched += result.rowcount if isinstance(result, CursorResult) else 0
        self._connection.expire_all()
        self._on_forget()
        return touched


def refresh_name(connection: Connection, actor: Actor) -> None:
    """Keep the person's present name for the board."""
    _keep(connection, actor, display_name=actor.display_name)


def _keep(connection: Connection, actor: Actor, **columns: str | bool | None) -> None:
    """Keep ``columns`` of the person's row, which may be there or not, and leave the others."""
    connection.execute(
        insert(connection, PersonRow)
        .values(tenant=actor.tenant, user_id=actor.user_id, **columns)
        .on_conflict_do_update(index_elements=[PersonRow.tenant, PersonRow.user_id], set_=columns)
    )


def _columns(row: Base) -> dict[str, object]:
    values = {column.key: getattr(row, column.key) for column in inspect(type(row)).columns}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    """Return ``value`` as something JSON has."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return msgspec.to_builtins(value, enc_hook=str)
