"""The word of the day of one channel: when it is due, and which word it is. Pure; the clock and the ledger are passed in.

A subscription says when; the ledger says which word a local date had. No date has two words, and no word comes twice
within :data:`NO_REPEAT`: both are decided from the ledger, in the transaction that adds to it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.daily import is_suitable
from bot.identity import Place
from bot.lexicon.model import Domain, Entry, EntryId
from bot.localized import Locale
from bot.schedule import Days, IsHoliday, Occurrence, Schedule, following, latest, moment_of, occurrences

NO_REPEAT = timedelta(days=365)
"""A word comes in a channel again only so long after, or before, it came there."""
LATEST = timedelta(hours=6)
"""A word that is later than this is not posted any more."""
LONGEST_GAP = timedelta(days=30)
"""No schedule pauses so long: who waits longer was told a wrong time by the clock."""
MAX_WISHES = 100
"""Words that may wait in a channel's queue, those with a date included."""
_DAY = timedelta(days=1)


class Pause(StrEnum):
    """Why nothing is posted: switched off, nothing can be posted there, or no word is left."""

    OFF = "off"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    NOT_A_MEMBER = "not-a-member"
    UNPOSTABLE = "other"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel that gets a word a day; ``direct`` when it is one person's conversation with the bot.

    Nothing is posted for dates before ``from_date``. ``next_at`` is when to look at it again, None while it is paused;
    ``missed_on`` the last date that was due and got no word.
    """

    place: Place
    direct: bool
    set_up_by: str
    schedule: Schedule
    locale: Locale
    from_date: date
    next_at: datetime | None
    domain: Domain | None = None
    level: int | None = None
    paused: Pause | None = None
    missed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A word that a manager chose: for a date, or for the next day that has none of its own."""

    entry_id: EntryId
    on_date: date | None
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A line of the ledger."""

    local_date: date
    entry_id: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A date that gets its word now. After ``until`` it is too late for it."""

    occurrence: Occurrence
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A subscription after it was looked at, and the date that is due, if one is."""

    subscription: Subscription
    due: Due | None


def look(subscription: Subscription, taken: Collection[date], now: datetime, is_holiday: IsHoliday) -> Looked:
    """Return what is due by ``now``, and when to look again. Dates ``taken`` have their word already.

    However long nobody looked, at most one date is due: that of today, and only for so long as ``LATEST``.
    """
    waiting = subscription.next_at
    if subscription.paused or waiting is None:
        return Looked(subscription=replace(subscription, next_at=None), due=None)
    after = replace(subscription, next_at=_next(subscription, taken, now, is_holiday).moment)
    if now < waiting <= now + LONGEST_GAP:
        return Looked(subscription=subscription, due=None)
    after = replace(after, missed_on=_missed(subscription, taken, waiting, now, is_holiday))
    found = latest(subscription.schedule, now, is_holiday)
    if found is None or found.local_date in taken or found.local_date < subscription.from_date:
        return Looked(subscription=after, due=None)
    until = _until(found, subscription.schedule)
    if now >= until:
        return Looked(subscription=replace(after, missed_on=found.local_date), due=None)
    return Looked(subscription=after, due=Due(occurrence=found, until=until))


def started(subscription: Subscription, taken: Collection[date], now: datetime, is_holiday: IsHoliday) -> Subscription:
    """Return the subscription as it runs from ``now`` on: never for a date that had its word, wherever that date was.

    ``taken`` are the dates of the ledger: one may be of another zone, whose date was ahead of this one's.
    """
    today = now.astimezone(subscription.schedule.zone).date()
    had = [day for day in taken if day <= today + _DAY]
    first = max([today, *(day + _DAY for day in had)])
    running = replace(subscription, from_date=first, paused=None, missed_on=None)
    return replace(running, next_at=_next(running, taken, now, is_holiday).moment)


def upcoming(subscription: Subscription, taken: Collection[date], now: datetime, is_holiday: IsHoliday) -> Occurrence:
    """Return the date that gets the next word, if nothing comes between."""
    return _next(subscription, taken, now, is_holiday)


def choose(
    day: date,
    channel_key: str,
    entries: Iterable[Entry],
    *,
    shown: Mapping[EntryId, Collection[date]],
    wishes: Iterable[Wish] = (),
    unwanted: Collection[EntryId] = (),
    domain: Domain | None = None,
    level: int | None = None,
) -> Entry | None:
    """Return the word of ``day``; the same for the same arguments on any machine, None if none is left.

    A wish for the date goes first, then one whose date passed without a post, then the queue. The rest come by field
    and level: those never shown in the channel's own order, then the one shown longest ago. ``shown`` are the dates of
    the ledger by word, ``unwanted`` what must not be shown just now.
    """
    pool = {entry.id: entry for entry in entries if is_suitable(entry)}
    waiting = sorted(wishes, key=lambda wish: (wish.on_date != day, *_turn(wish)))
    kept_for = {wish.entry_id for wish in waiting if wish.on_date and wish.on_date > day}
    for wish in waiting:
        able = wish.entry_id in pool and wish.entry_id not in unwanted and wish.entry_id not in kept_for
        if able and may_come(day, shown.get(wish.entry_id, ())):
            return pool[wish.entry_id]
    left = [
        entry
        for entry in of_pack(pool.values(), domain, level)
        if entry.id not in unwanted and entry.id not in kept_for and may_come(day, shown.get(entry.id, ()))
    ]

    def order(entry: Entry) -> tuple[date, bytes, str]:
        last = max(shown.get(entry.id, ()), default=date.min)
        return last, sha256(f"{channel_key}\n{entry.id}".encode()).digest(), entry.id

    return min(left, key=order, default=None)


def of_pack(entries: Iterable[Entry], domain: Domain | None, level: int | None) -> tuple[Entry, ...]:
    """Return the words that a channel with this field and level chooses from."""
    return tuple(
        entry
        for entry in entries
        if is_suitable(entry)
        and (domain is None or domain in entry.domains)
        and (level is None or entry.difficulty == level)
    )


def may_come(day: date, dates: Collection[date]) -> bool:
    """Return whether a word that was shown on ``dates`` may be shown on ``day``."""
    return all(abs(day - each) >= NO_REPEAT for each in dates)


def to_recall(days: Days, ledger: Iterable[Shown], before: date) -> tuple[EntryId, ...]:
    """Return the words to be asked on ``before``: each word once a window of 1–3, 5–8 and 20–28 days after it came.

    So many posts back rather than days, so that no word is left out where weekends are.
    """
    past = sorted((line for line in ledger if line.local_date < before), key=lambda line: line.local_date, reverse=True)
    back = (1, 6, 24) if days is Days.ALL else (1, 5, 17)
    return tuple(past[number - 1].entry_id for number in back if number <= len(past))


def _turn(wish: Wish) -> tuple[date, datetime, str]:
    return wish.on_date or date.max, wish.added_at, wish.entry_id


def _next(subscription: Subscription, taken: Collection[date], now: datetime, is_holiday: IsHoliday) -> Occurrence:
    """Return the first occurrence after ``now`` whose date may have a word and has none."""
    found = following(subscription.schedule, now, is_holiday)
    while found.local_date in taken or found.local_date < subscription.from_date:
        found = following(subscription.schedule, found.moment, is_holiday)
    return found


def _missed(
    subscription: Subscription, taken: Collection[date], waiting: datetime, now: datetime, is_holiday: IsHoliday
) -> date | None:
    """Return the last date before today's that was due since ``waiting`` and got no word; else the one known before."""
    zone = subscription.schedule.zone
    today = now.astimezone(zone).date()
    first = max(waiting.astimezone(zone).date(), subscription.from_date, today - LONGEST_GAP)
    passed = occurrences(subscription.schedule, first, today - _DAY, is_holiday)
    return max((each.local_date for each in passed if each.local_date not in taken), default=subscription.missed_on)


def _until(found: Occurrence, schedule: Schedule) -> datetime:
    """Return when the date's word is too late: after six hours, or when the date is over."""
    midnight = moment_of(found.local_date + _DAY, time(0), schedule.zone)
    late = found.moment + LATEST
    return late if midnight is None else min(late, midnight)
