"""``wotd``: the word of the day in a channel: set up, looked at, and words chosen for it by hand.

What is posted is made by ``wotd_steps`` and ``wotd_posts``; these replies are private.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from unicodedata import normalize
from zoneinfo import ZoneInfo

from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Suggester, option
from bot.commands.study_settings import zones_like
from bot.commands.wotd_steps import next_word, post_key, taken
from bot.commands.wotd_view import TROUBLES, Happened, Said, present
from bot.daily import is_suitable
from bot.identity import Place
from bot.lexicon.match import Outcome
from bot.lexicon.model import Domain, Entry
from bot.localized import Localized
from bot.outbox import State
from bot.ports import UnitOfWork
from bot.schedule import Days, Holidays, Schedule, is_japanese_holiday, zone_of
from bot.text.normalize import MAX_QUERY
from bot.wotd import (
    MAX_WISHES,
    NO_REPEAT,
    Pause,
    Shown,
    Subscription,
    Wish,
    may_come,
    of_pack,
    started,
    upcoming,
)

SUMMARY = Localized("A word a day in this channel: set it up", "このチャンネルに毎日ひとつ言葉を届ける")
_ACTION = Localized("on, off, status; next: a look ahead; queue, pin, unpin a word", "操作")
_TIME = Localized("When, such as 09:00", "時刻（例：09:00）")
_ZONE = Localized("Time zone, such as Asia/Tokyo", "タイムゾーン（例：Asia/Tokyo）")
_DAYS = Localized("Every day, or Monday to Friday", "毎日か、月曜～金曜か")
_HOLIDAYS = Localized("Whether it comes on Japan's public holidays", "日本の祝日に届けるか")
_DOMAIN = Localized("Only words of this field", "分野をしぼる")
_LEVEL = Localized(
    "Only words of this level, 1 (easy) to 5 (hard); 0: all words again", "難易度をしぼる（1～5、0：全部の言葉に戻す）"
)
_TERM = Localized("The word to queue or pin", "予約する言葉")
_DATE = Localized("The date to pin it to, such as 2026-12-01", "日付（例：2026-12-01）")
_NINE = time(9)
_WALL_TIME = re.compile(r"(\d{1,2})(?:[:時](?:(\d{1,2})分?)?)?")
_FURTHEST = NO_REPEAT
_LOOKED_BACK_AT = timedelta(days=14)
_MOST_ZONES = 3


class Action(StrEnum):
    """What to do."""

    STATUS = "status"
    ON = "on"
    OFF = "off"
    NEXT = "next"
    QUEUE = "queue"
    PIN = "pin"
    UNPIN = "unpin"


@dataclass(frozen=True, slots=True, kw_only=True)
class WotdParams:
    """What ``wotd`` takes; of a channel's settings, what is not given stays as it was."""

    action: Action = option(_ACTION, name_ja="操作", default=Action.STATUS)
    time: str | None = option(_TIME, name_ja="時刻", default=None, maximum=8)
    zone: str | None = option(_ZONE, name_ja="タイムゾーン", default=None, maximum=64, suggester=Suggester.ZONE)
    days: Days | None = option(_DAYS, name_ja="曜日", default=None)
    holidays: Holidays | None = option(_HOLIDAYS, name_ja="祝日", default=None)
    domain: Domain | None = option(_DOMAIN, name_ja="分野", default=None)
    level: int | None = option(_LEVEL, name_ja="難易度", default=None, minimum=0, maximum=5)
    term: str | None = option(_TERM, name_ja="言葉", default=None, maximum=MAX_QUERY, suggester=Suggester.TERM)
    date: str | None = option(_DATE, name_ja="日付", default=None, maximum=16)


Deed = Callable[[Services, UnitOfWork, Invocation, WotdParams], Said]


def wotd(services: Services, invocation: Invocation, params: WotdParams) -> Said:
    """Do what ``params`` asks for; only managers may in a channel, and everyone in a conversation of their own."""
    steers = invocation.actor.is_manager or invocation.place.is_direct
    if not steers and params.action is not Action.STATUS:
        return Said(happened=Happened.NO_RIGHTS)
    if params.action in {Action.STATUS, Action.NEXT}:
        with services.unit_of_work(read_only=True) as work:
            return _DEEDS[params.action](services, work, invocation, params)
    with services.unit_of_work() as work:
        said = _DEEDS[params.action](services, work, invocation, params)
        if said.changed:
            work.commit()
    return said


def parse_time(text: str) -> time | None:
    """Return the wall time that ``text`` says: 9:00, 09:00, 9, 9時, 9時30分, full-width too; None if it says none."""
    found = _WALL_TIME.fullmatch(normalize("NFKC", text).strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _on(services: Services, work: UnitOfWork, invocation: Invocation, params: WotdParams) -> Said:
    """Set the channel up, or change how it is set up; the first word comes at the next time that is still to come."""
    if invocation.unpostable:
        return Said(happened=Happened.UNPOSTABLE, pause=Pause(invocation.unpostable.value))
    now = services.clock.now()
    place = replace(invocation.place, thread=None)
    before = work.words.get(place)
    at = before.schedule.at if before else _NINE
    zone: ZoneInfo = before.schedule.zone if before else services.timezone
    if params.time is not None:
        wanted = parse_time(params.time)
        if wanted is None:
            return Said(happened=Happened.BAD_TIME, typed=params.time)
        at = wanted
    if params.zone is not None:
        known = zone_of(params.zone)
        if known is None:
            close = tuple(zones_like(params.zone, _MOST_ZONES))
            if len(close) != 1:
                return Said(happened=Happened.BAD_ZONE, typed=params.zone, near=close)
            known = zone_of(close[0])
        zone = known or zone
    schedule = Schedule(
        zone=zone,
        at=at,
        days=params.days or (before.schedule.days if before else Days.WEEKDAYS),
        holidays=params.holidays or (before.schedule.holidays if before else Holidays.SKIP),
    )
    domain, level = (before.domain, before.level) if before else (None, None)
    if params.level is not None:
        domain, level = (domain, params.level) if params.level else (None, None)
    domain = params.domain or domain
    wanted_subscription = Subscription(
        place=place,
        direct=place.is_direct,
        set_up_by=invocation.actor.user_id,
        schedule=schedule,
        locale=services.language(invocation.actor, invocation.locale),
        from_date=date.min,
        next_at=None,
        domain=domain,
        level=level,
    )
    running = started(wanted_subscription, taken(work, place), now, is_japanese_holiday)
    first = upcoming(running, taken(work, place), now, is_japanese_holiday)
    if next_word(services, work, running, first.local_date) is None:
        return Said(happened=Happened.NO_WORDS)
    work.words.save(running)
    return replace(_state(services, work, invocation, running), happened=Happened.ON, changed=True)


def _off(services: Services, work: UnitOfWork, invocation: Invocation, params: WotdParams) -> Said:
    """Stop; the ledger, the queue and the settings stay."""
    del params
    before = work.words.get(invocation.place)
    if before is None or before.paused is Pause.OFF:
        return Said(happened=Happened.NOT_SET_UP)
    stopped = replace(before, paused=Pause.OFF, next_at=None)
    work.words.save(stopped)
    return replace(_state(services, work, invocation, stopped), happened=Happened.OFF, changed=True)


def _status(services: Services, work: UnitOfWork, invocation: Invocation, params: WotdParams) -> Said:
    """Return how the channel is set up, what came last and what became of it."""
    del params
    subscription = work.words.get(invocation.place)
    if subscription is None:
        return Said(happened=Happened.NOT_SET_UP)
    return _state(services, work, invocation, subscription)


def _next(services: Services, work: UnitOfWork, invocation: Invocation, params: WotdParams) -> Said:
    """Return the word that comes next; it is chosen when it is posted, and nothing is kept now."""
    del params
    subscription = work.words.get(invocation.place)
    if subscription is None or subscription.paused:
        return Said(happened=Happened.NOT_SET_UP)
    due = upcoming(subscription, taken(work, invocation.place), services.clock.now(), is_japanese_holiday)
    entry = next_word(services, work, subscription, due.local_date)
    if entry is None:
        return Said(happened=Happened.NO_WORDS)
    return Said(happened=Happened.NEXT, entry=entry, day=due.local_date, glossary=services.glossary)


def _queue(services: Services, work: UnitOfWork, invocation: Invocation, params: WotdParams) -> Said:
    """Put a word at the end of the queue; without a word, return what waits."""
    subscription = work.words.get(invocation.place)
    if subscription is None:
        return Said(happened=Happened.NOT_SET_UP)
    if params.term is None:
        return replace(_state(services, work, invocation, subscription), happened=Happened.QUEUE)
    return _wish(services, work, invocation, params.term, None)


def _pin(services: Services, work: UnitOfWork, invocation: Invocation, params: WotdParams) -> Said:
    """Keep a word for a date."""
    subscription = work.words.get(invocation.place)
    if subscription is None:
        return Said(happened=Happened.NOT_SET_UP)
    if params.term is None:
        return Said(happened=Happened.WHICH_WORD)
    today = services.clock.now().astimezone(subscription.schedule.zone).date()
    day = _date(params.date or "")
    if day is None or not today <= day <= today + _FURTHEST:
        return Said(happened=Happened.BAD_DATE, typed=params.date or "")
    if work.words.word_of(invocation.place, day):
        return Said(happened=Happened.DATE_TAKEN, day=day)
    return _wish(services, work, invocation, params.term, day)


def _unpin(services: Services, work: UnitOfWork, invocation: Invocation, params: WotdParams) -> Said:
    """Take a word out of the queue, or off its date."""
    if params.term is None:
        return Said(happened=Happened.WHICH_WORD)
    found = _look_up(services, params.term)
    if isinstance(found, Said):
        return found
    gone = work.words.unwish(invocation.place, found.id)
    return Said(happened=Happened.UNPINNED if gone else Happened.NOT_WAITING, entry=found, changed=gone)


_DEEDS: Mapping[Action, Deed] = {
    Action.STATUS: _status,
    Action.ON: _on,
    Action.OFF: _off,
    Action.NEXT: _next,
    Action.QUEUE: _queue,
    Action.PIN: _pin,
    Action.UNPIN: _unpin,
}


def _wish(services: Services, work: UnitOfWork, invocation: Invocation, term: str, day: date | None) -> Said:
    found = _look_up(services, term)
    if isinstance(found, Said):
        return found
    place = invocation.place
    if not is_suitable(found):
        return Said(happened=Happened.UNSUITABLE, entry=found)
    dates = work.words.dates(place).get(found.id, ())
    when = day or services.clock.now().astimezone(services.timezone).date()
    if not may_come(when, dates):
        return Said(happened=Happened.SHOWN_LATELY, entry=found, day=max(dates))
    waiting = work.words.wishes(place)
    if len(waiting) >= MAX_WISHES and found.id not in {each.entry_id for each in waiting}:
        return Said(happened=Happened.FULL)
    wish = Wish(entry_id=found.id, on_date=day, added_by=invocation.actor.user_id, added_at=services.clock.now())
    if not work.words.wish(place, wish):
        return Said(happened=Happened.DATE_TAKEN, day=day)
    return Said(happened=Happened.PINNED if day else Happened.QUEUED, entry=found, day=day, changed=True)


def _look_up(services: Services, term: str) -> Entry | Said:
    result = services.lookup.find(term)
    if result.outcome is Outcome.MATCH:
        return result.matches[0].entry
    near = tuple(match.entry.headword for match in result.suggestions[:_MOST_ZONES])
    return Said(happened=Happened.UNKNOWN_WORD, typed=term, near=near)


def _state(services: Services, work: UnitOfWork, invocation: Invocation, subscription: Subscription) -> Said:
    """Return all that there is to say about the channel."""
    place = invocation.place
    now = services.clock.now()
    by_id = services.glossary.by_id
    past = [line for line in work.words.shown(place, date.min) if line.local_date <= _today(subscription, now)]
    last = past[-1] if past else None
    day = _today(subscription, now)
    due = None if subscription.paused else upcoming(subscription, taken(work, place), now, is_japanese_holiday)
    return Said(
        happened=Happened.STATUS,
        subscription=subscription,
        next_at=due.moment if due else None,
        day=last.local_date if last else None,
        entry=by_id.get(last.entry_id) if last else None,
        sent=work.posts.state(place.tenant, post_key(place, last.local_date)) if last else None,
        waiting=tuple(
            (each.on_date, by_id[each.entry_id]) for each in work.words.wishes(place) if each.entry_id in by_id
        ),
        left=_left(services, work, subscription, day),
        troubled=_troubled(services, work, place, [line for line in past if line.local_date > day - _LOOKED_BACK_AT]),
        may_steer=invocation.actor.is_manager or place.is_direct,
    )


def _left(services: Services, work: UnitOfWork, subscription: Subscription, day: date) -> int:
    """Return how many words of the channel's field and level may come yet."""
    dates = work.words.dates(subscription.place)
    pack = of_pack(services.glossary.entries, subscription.domain, subscription.level)
    return sum(may_come(day, dates.get(entry.id, ())) for entry in pack)


def _troubled(
    services: Services, work: UnitOfWork, place: Place, lines: list[Shown]
) -> tuple[tuple[date, Entry, State], ...]:
    """Return the words that did not arrive, or of which that is not known, the newest first."""
    found = []
    for line in reversed(lines):
        state = work.posts.state(place.tenant, post_key(place, line.local_date))
        entry = services.glossary.by_id.get(line.entry_id)
        if entry and state in TROUBLES:
            found.append((line.local_date, entry, state))
    return tuple(found)


def _today(subscription: Subscription, now: datetime) -> date:
    return now.astimezone(subscription.schedule.zone).date()


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(normalize("NFKC", text).strip().replace("/", "-"))
    except ValueError:
        return None


WOTD = CommandSpec(
    name="wotd",
    name_ja="毎日の言葉",
    summary=SUMMARY,
    params=WotdParams,
    handler=wotd,
    presenter=present,
    weighs_rights=True,
    examples=("/wotd on time:09:00 zone:Asia/Tokyo", "/wotd next", "/wotd pin term:受電 date:2026-12-01"),
)
