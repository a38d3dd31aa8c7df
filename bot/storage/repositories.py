"""Quiz sessions and answers: rows to values and back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session as Connection

from bot.identity import Actor, Place
from bot.localized import Locale
from bot.quiz.model import (
    AnswerRecord,
    Item,
    Phase,
    Rule,
    Session,
    SessionId,
    SessionMode,
    SessionStatus,
    Verdict,
)
from bot.storage.people import refresh_name
from bot.storage.reach import anywhere
from bot.storage.tables import OPEN_ROUND, AnswerRow, ItemRow, SessionRow
from bot.storage.upsert import insert


class SqlSessions:
    """Quiz sessions; see ``bot.ports.SessionRepository``. With ``lock``, no other unit can change what was read."""

    def __init__(self, connection: Connection, *, lock: bool) -> None:
        self._connection = connection
        self._lock = lock

    def add(self, session: Session) -> bool:
        """Keep a new session with its items; False if the channel has an open round and this is another."""
        statement = insert(self._connection, SessionRow).values(
            tenant=session.tenant,
            id=session.id,
            channel=session.place.channel,
            thread=session.place.thread,
            started_by=session.started_by,
            started_at=session.started_at,
            mode=session.mode.value,
            seconds=session.seconds,
            locale=session.locale.value,
            **_state(session),
        )
        if session.mode is not SessionMode.SOLO:
            statement = statement.on_conflict_do_nothing()
        if self._connection.execute(statement.returning(SessionRow.id)).first() is None:
            return False
        self._connection.add_all(
            ItemRow(
                tenant=session.tenant,
                session_id=session.id,
                question=question,
                item=item,
                closes_at=session.closings[question] if question < len(session.closings) else None,
            )
            for question, item in enumerate(session.items)
        )
        self._connection.flush()
        return True

    def get(self, tenant: str, session_id: SessionId) -> Session | None:
        """Return the session."""
        return self._one(_by_id(tenant, session_id))

    def get_if_free(self, tenant: str, session_id: SessionId) -> Session | None:
        """Return the session, or None at once if another unit of work has it just now."""
        return self._one(_by_id(tenant, session_id), skip_locked=True)

    def open_of(self, actor: Actor, place: Place) -> Session | None:
        """Return the newest open solo quiz that ``actor`` started in this place, if any."""
        return self._one(
            select(SessionRow)
            .where(
                SessionRow.tenant == actor.tenant,
                SessionRow.tenant == place.tenant,
                SessionRow.started_by == actor.user_id,
                SessionRow.channel == place.channel,
                SessionRow.thread.is_not_distinct_from(place.thread),
                SessionRow.status == SessionStatus.OPEN.value,
                SessionRow.mode == SessionMode.SOLO.value,
            )
            .order_by(SessionRow.started_at.desc(), SessionRow.id)
            .limit(1)
        )

    def round_in(self, place: Place) -> Session | None:
        """Return the open round in the place's channel, if any."""
        return self._one(
            select(SessionRow).where(SessionRow.tenant == place.tenant, SessionRow.channel == place.channel, OPEN_ROUND)
        )

    def save(self, session: Session) -> None:
        """Keep the session's state and deadlines."""
        self._connection.execute(
            update(SessionRow)
            .where(SessionRow.tenant == session.tenant, SessionRow.id == session.id)
            .values(_state(session))
        )
        if session.closings:
            self._connection.execute(
                update(ItemRow)
                .where(
                    ItemRow.tenant == session.tenant,
                    ItemRow.session_id == session.id,
                    ItemRow.question == len(session.closings) - 1,
                )
                .values(closes_at=session.closings[-1])
            )

    def due(self, now: datetime, limit: int) -> tuple[tuple[str, SessionId], ...]:
        """Return tenant and id of at most ``limit`` open sessions due by ``now``, the longest due first."""
        rows = self._connection.execute(
            anywhere(select(SessionRow.tenant, SessionRow.id))
            .where(SessionRow.due_at <= now, SessionRow.status == SessionStatus.OPEN.value)
            .order_by(SessionRow.due_at, SessionRow.id)
            .limit(limit)
        )
        return tuple((tenant, SessionId(session_id)) for tenant, session_id in rows)

    def next_due(self) -> datetime | None:
        """Return when the next open session is due."""
        return self._connection.scalar(
            anywhere(select(SessionRow.due_at))
            .where(SessionRow.due_at.is_not(None), SessionRow.status == SessionStatus.OPEN.value)
            .order_by(SessionRow.due_at)
            .limit(1)
        )

    def asked_in(self, place: Place) -> tuple[Item, ...]:
        """Return the items that are asked now in the place's channel."""
        return tuple(
            self._connection.scalars(
                _items_in(place).where(
                    SessionRow.status == SessionStatus.OPEN.value,
                    SessionRow.phase == Phase.ASKING.value,
                    ItemRow.question == SessionRow.position,
                )
            )
        )

    def recent_items(self, place: Place, number: int, since: datetime) -> frozenset[str]:
        """Return the ids of the last ``number`` items asked in the channel and of all asked since then."""
        asked = _items_in(place).where(ItemRow.closes_at.is_not(None))
        last = self._connection.scalars(asked.order_by(ItemRow.closes_at.desc()).limit(number))
        later = self._connection.scalars(asked.where(ItemRow.closes_at >= since))
        return frozenset(item.id for item in (*last, *later))

    def _one(self, query: Select[SessionRow], *, skip_locked: bool = False) -> Session | None:
        if self._lock:
            # SQLite knows no such thing: there the whole transaction is the lock.
            query = query.with_for_update(skip_locked=skip_locked)
        row = self._connection.scalars(query.execution_options(populate_existing=True)).first()
        if row is None:
            return None
        items = self._connection.execute(
            select(ItemRow.item, ItemRow.closes_at)
            .where(ItemRow.tenant == row.tenant, ItemRow.session_id == row.id)
            .order_by(ItemRow.question)
        ).all()
        return _to_session(row, [(item, closes_at) for item, closes_at in items])


class SqlAnswers:
    """Answers; see ``bot.ports.AnswerRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session, record: AnswerRecord, actor: Actor) -> bool:
        """Keep the answer unless there is one already; say whether it was kept."""
        statement = (
            insert(self._connection, AnswerRow)
            .values(
                tenant=session.tenant,
                session_id=record.session_id,
                question=record.question,
                user_id=record.user_id,
                chosen=record.chosen,
                verdict=record.verdict and record.verdict.value,
                rule=record.rule and record.rule.value,
                credit=record.credit,
                answered_at=record.answered_at,
            )
            .on_conflict_do_nothing(
                index_elements=[AnswerRow.tenant, AnswerRow.session_id, AnswerRow.question, AnswerRow.user_id]
            )
            .returning(AnswerRow.question)
        )
        if self._connection.execute(statement).first() is None:
            return False
        refresh_name(self._connection, actor)
        return True

    def of(self, session: Session) -> tuple[AnswerRecord, ...]:
        """Return all answers of the session, by question, then by time."""
        rows = self._connection.scalars(
            select(AnswerRow)
            .where(AnswerRow.tenant == session.tenant, AnswerRow.session_id == session.id)
            .order_by(AnswerRow.question, AnswerRow.answered_at, AnswerRow.user_id)
        )
        return tuple(_to_record(row) for row in rows)

    def totals(self, tenant: str, user_ids: Collection[str], since: datetime) -> dict[str, tuple[int, int]]:
        """Return how many answers each person gave since then: right ones, and all."""
        rows = self._connection.execute(
            select(AnswerRow.user_id, func.count().filter(AnswerRow.credit), func.count(AnswerRow.verdict))
            .where(AnswerRow.tenant == tenant, AnswerRow.user_id.in_(user_ids), AnswerRow.answered_at >= since)
            .group_by(AnswerRow.user_id)
        )
        return {user_id: (right, given) for user_id, right, given in rows}


def _by_id(tenant: str, session_id: SessionId) -> Select[SessionRow]:
    return select(SessionRow).where(SessionRow.tenant == tenant, SessionRow.id == session_id)


def _items_in(place: Place) -> Select[Item]:
    """Return the items of all sessions in the place's channel that are for more than one person."""
    return (
        select(ItemRow.item)
        .join(SessionRow, (SessionRow.tenant == ItemRow.tenant) & (SessionRow.id == ItemRow.session_id))
        .where(
            ItemRow.tenant == place.tenant,
            SessionRow.tenant == place.tenant,
            SessionRow.channel == place.channel,
            SessionRow.mode != SessionMode.SOLO.value,
        )
    )


def _state(session: Session) -> dict[str, object]:
    """Return the columns that change while a session goes on."""
    return {
        "position": session.position,
        "status": session.status.value,
        "finished_at": session.finished_at,
        "phase": session.phase.value,
        "due_at": session.due_at,
        "paused_at": session.paused_at,
    }


def _to_session(row: SessionRow, items: Sequence[tuple[Item, datetime | None]]) -> Session:
    platform, _, workspace = row.tenant.partition(":")
    return Session(
        id=SessionId(row.id),
        place=Place(platform=platform, workspace=workspace, channel=row.channel, thread=row.thread),
        started_by=row.started_by,
        items=tuple(item for item, _ in items),
        started_at=row.started_at,
        position=row.position,
        status=SessionStatus(row.status),
        finished_at=row.finished_at,
        mode=SessionMode(row.mode),
        phase=Phase(row.phase),
        seconds=row.seconds,
        locale=Locale(row.locale),
        closings=tuple(closes_at for _, closes_at in items if closes_at is not None),
        due_at=row.due_at,
        paused_at=row.paused_at,
    )


def _to_record(row: AnswerRow) -> AnswerRecord:
    return AnswerRecord(
        session_id=SessionId(row.session_id),
        question=row.question,
        user_id=row.user_id,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        rule=None if row.rule is None else Rule(row.rule),
        credit=row.credit,
        answered_at=row.answered_at,
        chosen=row.chosen,
    )
