"""``daily``: a question a day in a channel, open until the next one. What is asked are posts; these replies are private."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from unicodedata import normalize

from bot.commands import daily_steps
from bot.commands.daily_view import Action, DailyParams, Happened, Said, present
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Permission
from bot.localized import Localized
from bot.ports import UnitOfWork
from bot.schedule import Days, Holidays, Schedule, is_japanese_holiday, zone_of
from bot.wotd import Pause, Subscription, started

_SUMMARY = Localized("For managers: a question a day in this channel", "管理者用：このチャンネルに毎日1問出題する")
_NINE = time(9)
_WALL_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_BEFORE = timedelta(days=2)


def daily(services: Services, invocation: Invocation, params: DailyParams) -> Said:
    """Do what was asked and return how the channel's question of the day stands."""
    if params.action in {Action.ON, Action.NOW} and invocation.unpostable:
        return Said(happened=Happened.UNPOSTABLE, unpostable=(invocation.place.platform, invocation.unpostable))
    now = services.clock.now()
    match params.action:
        case Action.ON:
            return _on(services, invocation, params, now)
        case Action.OFF:
            return _off(services, invocation, now)
        case Action.NOW:
            return _now(services, invocation, now)
        case Action.STATUS:
            with services.unit_of_work(read_only=True) as work:
                return Said(happened=Happened.STATUS, schedule=work.daily.get(invocation.place))


def _on(services: Services, invocation: Invocation, params: DailyParams, now: datetime) -> Said:
    """Switch it on, or change it: what was not given stays as it was. The first question comes at its time."""
    at = _wall_time(params.time)
    if at is None and params.time is not None:
        return Said(happened=Happened.NO_TIME)
    zone = zone_of(params.zone) if params.zone else None
    if zone is None and params.zone:
        return Said(happened=Happened.NO_ZONE)
    with services.unit_of_work() as work:
        before = work.daily.get(invocation.place) or _new(services, invocation)
        schedule = replace(
            before.schedule,
            at=at or before.schedule.at,
            zone=zone or before.schedule.zone,
            days=params.days or before.schedule.days,
            holidays=params.holidays or before.schedule.holidays,
        )
        after = replace(
            before,
            set_up_by=invocation.actor.user_id,
            schedule=schedule,
            locale=services.language(invocation.actor, invocation.locale),
            domain=params.domain or before.domain,
            level=params.level or before.level,
        )
        running = _started(work, after, now)
        work.daily.save(running)
        work.commit()
    return Said(happened=Happened.ON, schedule=running)


def _off(services: Services, invocation: Invocation, now: datetime) -> Said:
    """Switch it off; the question that is open closes, and its answer is shown."""
    with services.unit_of_work() as work:
        schedule = work.daily.get(invocation.place)
        closed = daily_steps.close(work, invocation.place, now)
        if schedule:
            schedule = replace(schedule, paused=Pause.OFF, next_at=None)
            work.daily.save(schedule)
        if schedule or closed:
            work.commit()
    return Said(happened=Happened.OFF, schedule=schedule)


def _now(services: Services, invocation: Invocation, now: datetime) -> Said:
    """Ask a question at once; it is open until the next one comes, or for a day."""
    with services.unit_of_work(read_only=True) as work:
        schedule = work.daily.get(invocation.place)
    asking = schedule or replace(
        _new(services, invocation),
        locale=services.language(invocation.actor, invocation.locale),
    )
    asked = daily_steps.ask_now(services, asking, now)
    return Said(happened=Happened.NOW if asked else Happened.NO_ITEMS, schedule=schedule)


def _new(services: Services, invocation: Invocation) -> Subscription:
    """Return what a channel has before anybody chose: nine o'clock on working days, and switched off."""
    return Subscription(
        place=replace(invocation.place, thread=None),
        direct=False,
        set_up_by=invocation.actor.user_id,
        schedule=Schedule(zone=services.timezone, at=_NINE, days=Days.WEEKDAYS, holidays=Holidays.SKIP),
        locale=invocation.locale,
        from_date=invocation.received_at.astimezone(services.timezone).date(),
        next_at=None,
        paused=Pause.OFF,
    )


def _started(work: UnitOfWork, schedule: Subscription, now: datetime) -> Subscription:
    today = now.astimezone(schedule.schedule.zone).date()
    return started(schedule, work.daily.dates(schedule.place, today - _BEFORE), now, is_japanese_holiday)


def _wall_time(typed: str | None) -> time | None:
    found = _WALL_TIME.fullmatch(normalize("NFKC", typed).strip()) if typed else None
    return time(int(found[1]), int(found[2])) if found else None


DAILY = CommandSpec(
    name="daily",
    name_ja="今日の一問",
    summary=_SUMMARY,
    params=DailyParams,
    handler=daily,
    presenter=present,
    permission=Permission.MANAGER,
    examples=("/daily now", "/daily on time:09:00"),
)
