"""The word of the day: subscriptions, the ledger, and the words that wait."""

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session as Connection

from bot.identity import Place
from bot.lexicon.model import Domain, EntryId
from bot.localized import Locale
from bot.schedule import Days, Holidays, Schedule
from bot.storage.reach import anywhere
from bot.storage.tables import WordDayRow, WordScheduleRow, WordWishRow
from bot.storage.upsert import insert
from bot.wotd import LONGEST_GAP, NO_REPEAT, Pause, Shown, Subscription, Wish


class SqlWords:
    """See ``bot.wotd_rows.WordRepository``; with ``lock`` a subscription that is read stays ours."""

    def __init__(self, connection: Connection, *, lock: bool) -> None:
        self._connection = connection
        self._lock = lock

    def get(self, place: Place) -> Subscription | None:
        """Return the channel's subscription; until this unit of work ends, no other one can change it."""
        return self._read(place, skip_locked=False)

    def get_if_free(self, place: Place) -> Subscription | None:
        """Return the subscription, or None at once if another unit of work has it just now."""
        return self._read(place, skip_locked=True)

    def _read(self, place: Place, *, skip_locked: bool) -> Subscription | None:
        statement = select(WordScheduleRow).where(
            WordScheduleRow.tenant == place.tenant, WordScheduleRow.channel == place.channel
        )
        if self._lock:
            statement = statement.with_for_update(skip_locked=skip_locked)
        row = self._connection.scalar(statement.execution_options(populate_existing=True))
        return _subscription(row) if row else None

    def save(self, subscription: Subscription) -> None:
        """Keep the channel's subscription in place of the one before."""
        schedule = subscription.schedule
        columns = {
            "direct": subscription.direct,
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
        place = subscription.place
        self._connection.execute(
            insert(self._connection, WordScheduleRow)
            .values(tenant=place.tenant, channel=place.channel, **columns)
            .on_conflict_do_update(index_elements=[WordScheduleRow.tenant, WordScheduleRow.channel], set_=columns)
        )

    def due(self, now: datetime, limit: int) -> tuple[Place, ...]:
        """Return at most ``limit`` channels of any workspace to be looked at by ``now``, the longest due first."""
        rows = self._connection.execute(
            anywhere(select(WordScheduleRow.tenant, WordScheduleRow.channel))
            .where(or_(WordScheduleRow.next_at <= now, WordScheduleRow.next_at > now + LONGEST_GAP))
            .order_by(WordScheduleRow.next_at, WordScheduleRow.tenant, WordScheduleRow.channel)
            .limit(limit)
        )
        return tuple(_place(tenant, channel) for tenant, channel in rows)

    def next_due(self) -> datetime | None:
        """Return when the next channel of any workspace is to be looked at."""
        return self._connection.scalar(
            anywhere(select(func.min(WordScheduleRow.next_at))).where(WordScheduleRow.next_at.is_not(None))
        )

    def show(self, place: Place, local_date: date, entry_id: EntryId, now: datetime) -> bool:
        """Add to the ledger; False, and nothing done, if the date has its word or the word came within a year.

        The channel's subscription is locked by whoever does so: nobody else can add to its ledger meanwhile.
        """
        near = exists().where(
            WordDayRow.tenant == place.tenant,
            WordDayRow.channel == place.channel,
            WordDayRow.entry_id == entry_id,
            WordDayRow.local_date > local_date - NO_REPEAT,
            WordDayRow.local_date < local_date + NO_REPEAT,
        )
        if self._connection.scalar(select(near)):
            return False
        statement = (
            insert(self._connection, WordDayRow)
            .values(tenant=place.tenant, channel=place.channel, local_date=local_date, entry_id=entry_id, chosen_at=now)
            .on_conflict_do_nothing(index_elements=[WordDayRow.tenant, WordDayRow.channel, WordDayRow.local_date])
            .returning(WordDayRow.local_date)
        )
        return self._connection.execute(statement).first() is not None

    def shown(self, place: Place, since: date) -> tuple[Shown, ...]:
        """Return the channel's ledger from that date on, by date."""
        rows = self._connection.execute(
            select(WordDayRow.local_date, WordDayRow.entry_id)
            .where(
                WordDayRow.tenant == place.tenant,
                WordDayRow.channel == place.channel,
                WordDayRow.local_date >= since,
            )
            .order_by(WordDayRow.local_date)
        )
        return tuple(Shown(local_date=day, entry_id=EntryId(entry_id)) for day, entry_id in rows)

    def dates(self, place: Place) -> Mapping[EntryId, list[date]]:
        """Return the dates of the whole ledger by word."""
        found: dict[EntryId, list[date]] = {}
        for line in self.shown(place, date.min):
            found.setdefault(line.entry_id, []).append(line.local_date)
        return found

    def word_of(self, place: Place, local_date: date) -> EntryId | None:
        """Return the word of a date."""
        row = self._connection.get(WordDayRow, (place.tenant, place.channel, local_date))
        return EntryId(row.entry_id) if row else None

    def wish(self, place: Place, wish: Wish) -> bool:
        """Keep a wish in place of another for the same word; False if its date has another word already."""
        if wish.on_date and self._connection.scalar(
            select(WordWishRow.entry_id).where(
                *_wishes_in(place), WordWishRow.on_date == wish.on_date, WordWishRow.entry_id != wish.entry_id
            )
        ):
            return False
        columns = {"on_date": wish.on_date, "added_by": wish.added_by, "added_at": wish.added_at}
        self._connection.execute(
            insert(self._connection, WordWishRow)
            .values(tenant=place.tenant, channel=place.channel, entry_id=wish.entry_id, **columns)
            .on_conflict_do_update(
                index_elements=[WordWishRow.tenant, WordWishRow.channel, WordWishRow.entry_id], set_=columns
            )
        )
        return True

    def unwish(self, place: Place, entry_id: EntryId) -> bool:
        """Drop the wish for a word; tell whether there was one."""
        gone = self._connection.execute(
            delete(WordWishRow)
            .where(*_wishes_in(place), WordWishRow.entry_id == entry_id)
            .returning(WordWishRow.entry_id)
        )
        return gone.first() is not None

    def wishes(self, place: Place) -> tuple[Wish, ...]:
        """Return what waits: by date, then in the order it was added."""
        rows = self._connection.scalars(
            select(WordWishRow)
            .where(*_wishes_in(place))
            .order_by(func.coalesce(WordWishRow.on_date, date.max), WordWishRow.added_at, WordWishRow.entry_id)
            .execution_options(populate_existing=True)
        )
        return tuple(
            Wish(entry_id=EntryId(row.entry_id), on_date=row.on_date, added_by=row.added_by, added_at=row.added_at)
            for row in rows
        )


def _wishes_in(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (and_(WordWishRow.tenant == place.tenant, WordWishRow.channel == place.channel),)


def _place(tenant: str, channel: str) -> Place:
    platform, _, workspace = tenant.partition(":")
    return Place(platform=platform, workspace=workspace, channel=channel)


def _subscription(row: WordScheduleRow) -> Subscription:
    return Subscription(
        place=_place(row.tenant, row.channel),
        direct=row.direct,
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
