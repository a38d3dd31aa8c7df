"""Tells people once on a working day, at their hour, that words are due, if they asked for that; never twice a date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.commands import actions
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View
from bot.identity import Actor, Place
from bot.lexicon.model import EntryId
from bot.localized import Localized
from bot.ports import UnitOfWork
from bot.posting import Draft, Subject
from bot.quiz.plan import Plan
from bot.quiz.sittings import due_words
from bot.quiz.streak import day_end
from bot.reply import Button, Note, Paragraph, Reply, plain
from bot.schedule import Days, Holidays, Schedule, following, is_japanese_holiday

VIEW = "reminder"
_BATCH = 50
_NEWS_FOR = timedelta(hours=3)
"""So long after its hour a reminder is still sent; later it comes on the next working day."""
_SUMMARY = Localized("No more reminders", "お知らせをやめる")
_TITLE = Localized("Words due: {number}", "復習する言葉が{number}語あります")
_TEXT = Localized("A few minutes are enough.", "数分で終わります。")
_REVIEW = Localized("Review", "復習する")
_STOP = Localized("No more reminders", "お知らせをやめる")
_STOPPED = Localized("No more reminders", "お知らせを止めました")
_HOW = Localized("/settings remind-at:08:30 brings them back.", "/settings remind-at:08:30 で再開できます。")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopParams:
    """``remind-stop`` takes nothing."""


def planned(plan: Plan, services: Services, at: time | None, now: datetime) -> Plan:
    """Return the plan with reminders at ``at``, where the person is now; None for no reminders."""
    return replace(plan, remind_at=at, next_at=None if at is None else _next(plan, services, at, now))


def _next(plan: Plan, services: Services, at: time, now: datetime) -> datetime:
    schedule = Schedule(zone=plan.zone(services.timezone), at=at, days=Days.WEEKDAYS, holidays=Holidays.SKIP)
    return following(schedule, now, is_japanese_holiday).moment


def tick(services: Services, now: datetime) -> datetime | None:
    """Write the reminders that are due by ``now``; return when the next one is."""
    with services.unit_of_work(read_only=True) as work:
        due = work.plans.due(now, _BATCH)
    for tenant, user_id in due:
        platform, _, workspace = tenant.partition(":")
        actor = Actor(platform=platform, workspace=workspace, user_id=user_id, display_name="")
        local = services.of(tenant)
        with services.unit_of_work() as work:
            plan = work.plans.get(actor)
            if plan.remind_at is None or plan.next_at is None or plan.next_at > now:
                continue
            if now - plan.next_at < _NEWS_FOR and _due(local, work, actor, plan, now):
                _post(services, work, actor, plan, plan.next_at)
            work.plans.set(actor, replace(plan, next_at=_next(plan, services, plan.remind_at, now)))
            work.commit()
    with services.unit_of_work(read_only=True) as work:
        return work.plans.next_due()


def _due(services: Services, work: UnitOfWork, actor: Actor, plan: Plan, now: datetime) -> list[EntryId]:
    words = due_words(work.cards.of(actor), now, day_end(now, plan.zone(services.timezone)))
    return [word for word in words if word in services.glossary.by_id]


def _post(services: Services, work: UnitOfWork, actor: Actor, plan: Plan, due_at: datetime) -> None:
    local_date = due_at.astimezone(plan.zone(services.timezone)).date()
    draft = Draft(
        key=f"reminder/{actor.user_id}/{local_date.isoformat()}",
        place=Place(platform=actor.platform, workspace=actor.workspace, channel=""),
        subject=Subject(view=VIEW, values=(actor.user_id,)),
        locale=work.preferences.get(actor).locale or plan.locale,
        due_at=due_at,
        expires_at=due_at + _NEWS_FOR,
        to_person=actor.user_id,
    )
    work.posts.add(draft, due_at)


def reminder(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return what is due to the person now; None if they have done it all since."""
    actor = Actor(platform=place.platform, workspace=place.workspace, user_id=values[0], display_name="")
    with services.unit_of_work(read_only=True) as work:
        plan = work.plans.get(actor)
        due = _due(services, work, actor, plan, services.clock.now())
    if not due or plan.remind_at is None:
        return None
    return Reply(
        title=plain(view.say(_TITLE.format(number=len(due)))),
        blocks=(Paragraph(plain(view.say(_TEXT))),),
        buttons=(
            Button(view.say(_REVIEW), actions.build("review")),
            Button(view.say(_STOP), actions.build("remind-stop")),
        ),
    )


def stop(services: Services, invocation: Invocation, params: StopParams) -> None:
    """Send the person no more reminders."""
    del params
    with services.unit_of_work() as work:
        plan = work.plans.get(invocation.actor)
        work.plans.set(invocation.actor, planned(plan, services, None, services.clock.now()))
        work.commit()


def present_stopped(result: None, view: View) -> Reply:
    """Return that there will be none, and how to have them again."""
    del result
    return Reply(title=plain(view.say(_STOPPED)), blocks=(Note(plain(view.say(_HOW))),))


VIEWS = {VIEW: reminder}
REMIND_STOP = CommandSpec(
    name="remind-stop", summary=_SUMMARY, params=StopParams, handler=stop, presenter=present_stopped, hidden=True
)
