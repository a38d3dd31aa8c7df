"""People's plans of study, the words they looked up, and when the bot was there."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session as Connection

from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.quiz.plan import Plan
from bot.quiz.streak import Outage
from bot.storage.reach import anywhere
from bot.storage.tables import LookupRow, PlanRow, UptimeRow
from bot.storage.upsert import insert

GAP = timedelta(minutes=15)
"""Two beats that are further apart have an outage between them."""

_EVERYWHERE = "everywhere"
"""The tenant of what holds for all of them."""


class SqlPlans:
    """See ``bot.study.PlanRepository``. With ``lock``, no other unit can change a plan that was read."""

    def __init__(self, connection: Connection, *, lock: bool) -> None:
        self._connection = connection
        self._lock = lock

    def get(self, actor: Actor) -> Plan:
        """Return the person's plan, or the defaults."""
        query = select(PlanRow).where(PlanRow.tenant == actor.tenant, PlanRow.user_id == actor.user_id)
        if self._lock:
            query = query.with_for_update()
        row = self._connection.scalars(query.execution_options(populate_existing=True)).first()
        if row is None:
            return Plan()
        return Plan(
            stays=row.stays,
            remind_at=None if row.remind_at is None else time.fromisoformat(row.remind_at),
            next_at=row.next_at,
            lookups=row.lookups,
            locale=Locale(row.locale),
        )

    def set(self, actor: Actor, plan: Plan) -> None:
        """Keep the person's plan."""
        columns = {
            "stays": plan.stays,
            "remind_at": None if plan.remind_at is None else plan.remind_at.isoformat("minutes"),
            "next_at": plan.next_at,
            "lookups": plan.lookups,
            "locale": plan.locale.value,
        }
        self._connection.execute(
            insert(self._connection, PlanRow)
            .values(tenant=actor.tenant, user_id=actor.user_id, **columns)
            .on_conflict_do_update(index_elements=[PlanRow.tenant, PlanRow.user_id], set_=columns)
        )

    def due(self, now: datetime, limit: int) -> tuple[tuple[str, str], ...]:
        """Return tenant and id of at most ``limit`` people to look at by ``now``, the longest due first."""
        rows = self._connection.execute(
            anywhere(select(PlanRow.tenant, PlanRow.user_id))
            .where(PlanRow.next_at <= now)
            .order_by(PlanRow.next_at, PlanRow.user_id)
            .limit(limit)
        )
        return tuple((tenant, user_id) for tenant, user_id in rows)

    def next_due(self) -> datetime | None:
        """Return when the next person is to be looked at."""
        return self._connection.scalar(
            anywhere(select(PlanRow.next_at)).where(PlanRow.next_at.is_not(None)).order_by(PlanRow.next_at).limit(1)
        )

    def looked_up(self, actor: Actor, entry_id: EntryId, day: date) -> bool:
        """Take note that the person looked a word up on a date; True if they had on an earlier one."""
        statement = (
            insert(self._connection, LookupRow)
            .values(tenant=actor.tenant, user_id=actor.user_id, entry_id=entry_id, first_on=day)
            .on_conflict_do_nothing(index_elements=[LookupRow.tenant, LookupRow.user_id, LookupRow.entry_id])
        )
        self._connection.execute(statement)
        first = self._connection.scalar(
            select(LookupRow.first_on).where(
                LookupRow.tenant == actor.tenant, LookupRow.user_id == actor.user_id, LookupRow.entry_id == entry_id
            )
        )
        return first is not None and first < day

    def prune_lookups(self, tenant: str, before: date) -> int:
        """Forget what was looked up before that date and never again; return how many words."""
        gone = self._connection.execute(
            delete(LookupRow)
            .where(LookupRow.tenant == tenant, LookupRow.first_on < before)
            .returning(LookupRow.entry_id)
        )
        return len(gone.all())


class SqlUptime:
    """See ``bot.study.UptimeRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def beat(self, now: datetime) -> None:
        """Take note that the bot is there now."""
        extended = self._connection.execute(
            update(UptimeRow)
            .where(UptimeRow.tenant == _EVERYWHERE, UptimeRow.until >= now - GAP, UptimeRow.until <= now)
            .values(until=now)
            .returning(UptimeRow.since)
        )
        if extended.first() is None:
            self._connection.execute(
                insert(self._connection, UptimeRow)
                .values(tenant=_EVERYWHERE, since=now, until=now)
                .on_conflict_do_nothing(index_elements=[UptimeRow.tenant, UptimeRow.since])
            )

    def outages(self, since: datetime) -> tuple[Outage, ...]:
        """Return when the bot was not there, from then on, in order."""
        rows = self._connection.execute(
            select(UptimeRow.since, UptimeRow.until)
            .where(UptimeRow.tenant == _EVERYWHERE, UptimeRow.until >= since)
            .order_by(UptimeRow.since)
        ).all()
        return tuple(
            Outage(before.until, after.since) for before, after in pairwise(rows) if before.until < after.since
        )
