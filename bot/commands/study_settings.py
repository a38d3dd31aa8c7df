"""The part of the settings that is about studying: where one is, when to be reminded, whether lookups are remembered."""

import re
from dataclasses import replace
from datetime import datetime, time
from unicodedata import normalize
from zoneinfo import ZoneInfo

from bot.commands import actions
from bot.commands.reminders import planned
from bot.commands.services import Services
from bot.commands.spec import View
from bot.errors import StorageError
from bot.identity import Actor
from bot.localized import Locale, Localized
from bot.quiz.plan import Plan
from bot.reply import Button, Field, plain
from bot.schedule import zone_names, zone_of

REMIND_AT = Localized(
    "When to remind you of words that are due: 08:30, or off", "復習を知らせる時刻（08:30 など、off でなし）"
)
ZONE = Localized("Where you are: Asia/Tokyo, London …", "いる場所のタイムゾーン（Asia/Tokyo、London など）")
LOOKUPS = Localized("Learn words you look up on two days: on or off", "別の日にも調べた言葉を復習に加えるか（on、off）")
NO_TIME = Localized(
    "“{value}” is not a time of day. Write it like 08:30, or off for no reminders.",
    "「{value}」は時刻として読めません。08:30 のように書くか、off にしてください。",
)
NO_ZONE = Localized(
    "I do not know the time zone “{value}”. Write it like Asia/Tokyo or Europe/London.",
    "「{value}」というタイムゾーンはありません。Asia/Tokyo のように書いてください。",
)
_REMINDER = Localized("Reminder", "復習のお知らせ")
_ON_WORKDAYS = Localized("{at} on working days, if words are due", "営業日の{at}（復習する言葉がある日）")
_NO_REMINDER = Localized("none (/settings remind-at:08:30)", "なし（/settings remind-at:08:30）")
_ZONE_LABEL = Localized("Time zone", "タイムゾーン")
_LOOKUPS_LABEL = Localized("Words you look up on two days", "別の日にも調べた言葉")
_LEARNT = Localized("come up in /review", "復習に加える")
_NOT_LEARNT = Localized("are not remembered", "覚えておかない")
_STOP = Localized("No more reminders", "お知らせをやめる")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])(?::([0-5][0-9])|時(?:([0-5]?[0-9])分)?)?")
_OFF = frozenset({"off", "none", "no", "なし", "オフ"})


def read_plan(services: Services, actor: Actor) -> Plan:
    """Return the person's plan, or the defaults where the database does not answer."""
    try:
        with services.unit_of_work(read_only=True) as work:
            return work.plans.get(actor)
    except StorageError:
        return Plan()


def changed(
    plan: Plan,
    services: Services,
    now: datetime,
    locale: Locale,
    *,
    remind_at: str | None,
    zone: str | None,
    lookups: bool | None,
) -> Plan | Localized:
    """Return the plan with what is not None changed, or the sentence that says what cannot be used."""
    at = plan.remind_at
    if remind_at is not None and not is_off(remind_at):
        at = time_of(remind_at)
        if at is None:
            return NO_TIME.format(value=remind_at[:30])
    elif remind_at is not None:
        at = None
    if zone is not None:
        found = find_zone(zone)
        if found is None:
            return NO_ZONE.format(value=zone[:30])
        plan = plan.moved(found, now, services.timezone)
    if lookups is not None:
        plan = replace(plan, lookups=lookups)
    if remind_at is not None or zone is not None:
        plan = replace(planned(plan, services, at, now), locale=locale)
    return plan


def is_off(text: str) -> bool:
    """Return whether the text asks for no reminders."""
    return text.strip().lower() in _OFF


def time_of(text: str) -> time | None:
    """Return the time of day that is meant, None if it is none."""
    found = _TIME.fullmatch(normalize("NFKC", text).strip())
    return time(int(found[1]), int(found[2] or found[3] or 0)) if found else None


def find_zone(text: str) -> ZoneInfo | None:
    """Return the zone with that name, or the only one with that city."""
    wanted = normalize("NFKC", text).strip().replace(" ", "_").casefold()
    exact = next((name for name in zone_names() if name.casefold() == wanted), None)
    cities = [name for name in zone_names() if "/" in name and name.rpartition("/")[2].casefold() == wanted]
    name = exact or (cities[0] if len(cities) == 1 else None)
    return zone_of(name) if name else None


def zones_like(text: str, limit: int) -> list[str]:
    """Return names of zones that hold the text, those that begin with it or whose city does first."""
    wanted = text.strip().replace(" ", "_").casefold()
    found = [name for name in zone_names() if "/" in name and wanted in name.casefold()]
    return sorted(found, key=lambda name: (not _begins(name, wanted), name))[:limit]


def _begins(name: str, wanted: str) -> bool:
    return name.casefold().startswith(wanted) or name.rpartition("/")[2].casefold().startswith(wanted)


def fields(plan: Plan, default: ZoneInfo, view: View) -> tuple[Field, ...]:
    """Return what is set."""
    at = plan.remind_at
    reminder = _ON_WORKDAYS.format(at=at.isoformat("minutes")) if at else _NO_REMINDER
    return (
        Field(view.say(_REMINDER), plain(view.say(reminder))),
        Field(view.say(_ZONE_LABEL), plain(plan.zone(default).key)),
        Field(view.say(_LOOKUPS_LABEL), plain(view.say(_LEARNT if plan.lookups else _NOT_LEARNT))),
    )


def buttons(plan: Plan, view: View) -> tuple[Button, ...]:
    """Return the ways to change it with one tap."""
    if plan.remind_at is None:
        return ()
    return (Button(view.say(_STOP), actions.build("settings", "", "", "", "off")),)
