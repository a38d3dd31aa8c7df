"""The question of the day: which channels get one. The questions themselves are quiz sessions."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session as Connection

from bot.identity import Place
from bot.lexicon.model import Domain
from bot.localized import Locale
from bot.quiz.model import Session, SessionId, SessionMode
from bot.schedule import Days, Holidays, Schedule
from bot.storage.reach import anywhere
from bot.storage.repositories import SqlSessions
from bot.storage.tables import OPEN_DAILY, DailyScheduleRow, SessionRow
from bot.storage.upsert import insert
from bot.wotd import LONGEST_GAP, Pause, Subscription

_DATE_LENGTH = len("2026-11-22")


class SqlDaily:
    """See ``bot.daily_rows.DailyRepository``; with ``lock`` a schedule or question that is read stays ours."""

    def __init__(self, connection: Connection, sessions: SqlSessions, *, lock: bool) -> None:
        self._connection = connection
        self._sessions = sessions
        self._lock = lock

    def get(self, place: Place) -> Subscription | None:
        """Return the channel's schedule; until this unit of work ends, no other one can change it."""
        return self._read(place, skip_locked=False)

    def get_if_free(self, place: Place) -> Subscription | None:
        """Return the schedule, or None at once if another unit of work has it just now."""
        return self._read(place, skip_locked=True)

    def save(self, subscription: Subscription) -> None:
        """Keep the channel's schedule in place of the one before."""
        schedule, place = subscription.schedule, subscription.place
        columns = {
            "set_up_by": subscription.set_up_by,
            "zone": schedule.zone.key,
            "at": schedule.at.isoformat("minutes"),
            "days": schedule.days.value,
            "holidays": schedule.holidays.value,
            "domain": subscription.domain and subscription.domain.value,
            "level": subscription.level,
            "locale": subscription.locale.value,
            "from_date": subscription.from_date,
            "next_at": subscription.next_at,
            "paused": subscription.paused and subscription.paused.value,
            "missed_on": subscription.missed_on,
        }
        self._connection.execute(
            insert(self._connection, DailyScheduleRow)
            .values(tenant=place.tenant, channel=place.channel, **columns)
            .on_conflict_do_update(index_elements=[DailyScheduleRow.tenant, DailyScheduleRow.channel], set_=columns)
        )

    def due(self, now: datetime, limit: int) -> tuple[Place, ...]:
        """Return at most ``limit`` channels of any workspace that are due by ``now``, the longest due first."""
        rows = self._connection.execute(
            anywhere(select(DailyScheduleRow.tenant, DailyScheduleRow.channel))
            .where(or_(DailyScheduleRow.next_at <= now, DailyScheduleRow.next_at > now + LONGEST_GAP))
            .order_by(DailyScheduleRow.next_at, DailyScheduleRow.tenant, DailyScheduleRow.channel)
            .limit(limit)
        )
        return tuple(_place(tenant, channel) for tenant, channel in rows)

    def next_due(self) -> datetime | None:
        """Return when the next channel of any workspace is due."""
        return self._connection.scalar(
            anywhere(select(func.min(DailyScheduleRow.next_at))).where(DailyScheduleRow.next_at.is_not(None))
        )

    def dates(self, place: Place, since: date) -> set[date]:
        """Return the local dates from then on that had their question in the channel: their ids begin with them."""
        ids = self._connection.scalars(
            select(SessionRow.id).where(
                SessionRow.tenant == place.tenant,
                SessionRow.channel == place.channel,
                SessionRow.mode == SessionMode.DAILY.value,
            )
        )
        return {day for each in ids if (day := date_of(each)) and day >= since}

    def open_in(self, place: Place) -> Session | None:
        """Return the channel's open question; until this unit of work ends, no other one can change it."""
        found = self._connection.scalar(
            select(SessionRow.id).where(
                SessionRow.tenant == place.tenant, SessionRow.channel == place.channel, OPEN_DAILY
            )
        )
        session = self._sessions.get(place.tenant, SessionId(found)) if found else None
        return session if session and session.is_open else None

    def _read(self, place: Place, *, skip_locked: bool) -> Subscription | None:
        statement = select(DailyScheduleRow).where(
            DailyScheduleRow.tenant == place.tenant, DailyScheduleRow.channel == place.channel
        )
        if self._lock:
            statement = statement.with_for_update(skip_locked=skip_locked)
        row = self._connection.scalar(statement.execution_options(populate_existing=True))
        return _subscription(row) if row else None


def date_of(session_id: str) -> date | None:
    """Return the local date that a question's id begins with; None for one that was asked out of turn."""
    try:
        return date.fromisoformat(session_id[:_DATE_LENGTH])
    except ValueError:
        return None


def _place(tenant: str, channel: str) -> Place:
    platform, _, workspace = tenant.partition(":")
    return Place(platform=platform, workspace=workspace, channel=channel)


def _subscription(row: DailyScheduleRow) -> Subscription:
    return Subscription(
        place=_place(row.tenant, row.channel),
        direct=False,
        set_up_by=row.set_up_by,
        schedule=Schedule(
            zone=ZoneInfo(row.zone),
            at=time.fromisoformat(row.at),
            days=Days(row.days),
            holidays=Holidays(row.holidays),
        ),
        locale=Locale(row.locale),
        from_date=row.from_date,
        next_at=row.next_at,
        domain=Domain(row.domain) if row.domain else None,
        level=row.level,
        paused=Pause(row.paused) if row.paused else None,
        missed_on=row.missed_on,
    )
