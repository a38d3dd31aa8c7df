"""Quiz sessions and answers: rows to values and back."""

from collections.abc import Sequence

from sqlalchemy import Select, Subquery, func, select, update
from sqlalchemy.orm import Session as Connection

from bot.identity import Actor, Place
from bot.ports import Standing
from bot.quiz.model import AnswerRecord, Item, Rule, Session, SessionId, SessionStatus, Verdict
from bot.storage.people import refresh_name
from bot.storage.tables import AnswerRow, ItemRow, PersonRow, SessionRow
from bot.storage.upsert import insert


class SqlSessions:
    """Quiz sessions; see ``bot.ports.SessionRepository``. With ``lock``, no other unit can change what was read."""

    def __init__(self, connection: Connection, *, lock: bool) -> None:
        self._connection = connection
        self._lock = lock

    def add(self, session: Session) -> None:
        """Keep a new session with its items."""
        self._connection.add(
            SessionRow(
                tenant=session.tenant,
                id=session.id,
                channel=session.place.channel,
                thread=session.place.thread,
                started_by=session.started_by,
                position=session.position,
                status=session.status.value,
                started_at=session.started_at,
                finished_at=session.finished_at,
            )
        )
        self._connection.flush()
        self._connection.add_all(
            ItemRow(tenant=session.tenant, session_id=session.id, question=question, item=item)
            for question, item in enumerate(session.items)
        )
        self._connection.flush()

    def get(self, tenant: str, session_id: SessionId) -> Session | None:
        """Return the session."""
        return self._one(select(SessionRow).where(SessionRow.tenant == tenant, SessionRow.id == session_id))

    def open_of(self, actor: Actor, place: Place) -> Session | None:
        """Return the newest open session that ``actor`` started in this place, if any."""
        return self._one(
            select(SessionRow)
            .where(
                SessionRow.tenant == actor.tenant,
                SessionRow.tenant == place.tenant,
                SessionRow.started_by == actor.user_id,
                SessionRow.channel == place.channel,
                SessionRow.thread.is_not_distinct_from(place.thread),
                SessionRow.status == SessionStatus.OPEN.value,
            )
            .order_by(SessionRow.started_at.desc(), SessionRow.id)
            .limit(1)
        )

    def save(self, session: Session) -> None:
        """Keep the session's position and status."""
        self._connection.execute(
            update(SessionRow)
            .where(SessionRow.tenant == session.tenant, SessionRow.id == session.id)
            .values(position=session.position, status=session.status.value, finished_at=session.finished_at)
        )

    def _one(self, query: Select[SessionRow]) -> Session | None:
        if self._lock:
            query = query.with_for_update()  # SQLite knows no such thing: there the whole transaction is the lock
        row = self._connection.scalars(query.execution_options(populate_existing=True)).first()
        if row is None:
            return None
        items = self._connection.scalars(
            select(ItemRow.item)
            .where(ItemRow.tenant == row.tenant, ItemRow.session_id == row.id)
            .order_by(ItemRow.question)
        )
        return _to_session(row, tuple(items))


class SqlAnswers:
    """Answers and scores; see ``bot.ports.AnswerRepository``."""

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

    def leaderboard(self, place: Place, limit: int) -> tuple[Standing, ...]:
        """Return the best ``limit`` people of the place's channel."""
        board = _board(place.tenant, place.channel)
        rows = self._connection.execute(
            _standings(board, place.tenant).order_by(board.c.place, board.c.user_id).limit(limit)
        )
        return tuple(_to_standing(row) for row in rows)

    def standing(self, actor: Actor) -> Standing | None:
        """Return the person's line among the whole workspace."""
        board = _board(actor.tenant, None)
        row = self._connection.execute(_standings(board, actor.tenant).where(board.c.user_id == actor.user_id)).first()
        return None if row is None else _to_standing(row)


def _board(tenant: str, channel: str | None) -> Subquery:
    """Return every person's counts and rank in the tenant, in one channel of it when given."""
    right = func.count().filter(AnswerRow.credit)
    answered = func.count(AnswerRow.verdict)
    counts = (
        select(
            AnswerRow.user_id,
            right.label("right"),
            answered.label("answered"),
            func.rank().over(order_by=(right.desc(), answered)).label("place"),
        )
        .where(AnswerRow.tenant == tenant)
        .group_by(AnswerRow.user_id)
        .having(answered > 0)
    )
    if channel is not None:
        counts = counts.join(
            SessionRow,
            (SessionRow.tenant == AnswerRow.tenant) & (SessionRow.id == AnswerRow.session_id),
        ).where(SessionRow.tenant == tenant, SessionRow.channel == channel)
    return counts.subquery()


def _standings(board: Subquery, tenant: str) -> Select[int, str, str | None, int, int]:
    return select(board.c.place, board.c.user_id, PersonRow.display_name, board.c.right, board.c.answered).join_from(
        board, PersonRow, (PersonRow.user_id == board.c.user_id) & (PersonRow.tenant == tenant), isouter=True
    )


def _to_standing(row: Sequence[object]) -> Standing:
    rank, user_id, display_name, right, answered = row
    return Standing(
        rank=int(str(rank)),
        user_id=str(user_id),
        display_name=None if display_name is None else str(display_name),
        right=int(str(right)),
        answered=int(str(answered)),
    )


def _to_session(row: SessionRow, items: tuple[Item, ...]) -> Session:
    platform, _, workspace = row.tenant.partition(":")
    return Session(
        id=SessionId(row.id),
        place=Place(platform=platform, workspace=workspace, channel=row.channel, thread=row.thread),
        started_by=row.started_by,
        items=items,
        started_at=row.started_at,
        position=row.position,
        status=SessionStatus(row.status),
        finished_at=row.finished_at,
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
