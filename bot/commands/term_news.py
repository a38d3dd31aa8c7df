"""Who hears by direct message of the team's words: who suggested one hears the decision, editors of what waits."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.commands import actions
from bot.commands.entry_view import heading
from bot.commands.services import Services
from bot.commands.spec import Invocation, View
from bot.commands.term_said import Kind
from bot.identity import FORMER, Actor, Place
from bot.lexicon.model import EntryId
from bot.localized import Localized
from bot.outbox import State
from bot.ports import UnitOfWork
from bot.posting import Draft, Subject
from bot.reply import Button, Field, FieldList, Note, Paragraph, Reply, Tone, plain
from bot.schedule import Days, Holidays, Schedule, following, is_japanese_holiday
from bot.team.term import Term, TermState, Version

DECIDED = "term-decided"
WAITING = "term-waiting"
_NEWS_FOR = timedelta(days=7)
_ACTIVE = timedelta(days=90)
"""Who decided on a suggestion within that time hears of new ones, on the list of editors or not."""
_MORNING = time(9)
_PUBLISHED = Localized("Your word is published", "提案した言葉が公開されました")
_ADOPTED = Localized("Your change is published", "提案した変更が反映されました")
_REFUSED = Localized("Your suggestion was not taken", "提案は見送られました")
_EVERYONE = Localized("Everyone here finds it with /define now.", "/define で、みんなが調べられます。")
_WHY = Localized("Why", "理由")
_BY = Localized("Decided by", "決めた人")
_LOOK = Localized("Look at it", "見る")
_CHANGE_IT = Localized("Change and suggest again…", "直してもう一度提案…")
_SUGGESTIONS = Localized("Suggestions waiting: {number}", "提案が{number}件あります")
_DECIDE = Localized("Publish them, or say why not.", "公開するか、理由を書いて見送ってください。")
_REVIEW = Localized("Review", "提案を見る")


def tell_decision(services: Services, work: UnitOfWork, invocation: Invocation, term: Term) -> None:
    """Write to who suggested ``term`` that it was decided on, unless they decided themselves."""
    person = term.suggested_by
    if person == invocation.actor.user_id or person.startswith(FORMER):
        return
    now = services.clock.now()
    actor = _actor(invocation, person)
    chosen = work.preferences.get(actor).locale or work.terms.locale_of(actor.tenant, term.id)
    draft = Draft(
        key=f"{DECIDED}/{term.id}/{term.revision}",
        place=_workspace(invocation),
        subject=Subject(view=DECIDED, values=(term.id, str(term.revision))),
        locale=chosen or invocation.locale,
        due_at=now,
        expires_at=now + _NEWS_FOR,
        to_person=person,
    )
    work.posts.add(draft, now)


def tell_editors(services: Services, work: UnitOfWork, invocation: Invocation) -> None:
    """Write to the editors that something waits, at most once a date; what comes later is told the next morning."""
    now = services.clock.now()
    tenant = invocation.actor.tenant
    editors = {line.user_id for line in work.roles.all(tenant)} | set(work.terms.deciders(tenant, now - _ACTIVE))
    for person in sorted(editors - {invocation.actor.user_id}):
        chosen = work.preferences.get(_actor(invocation, person)).locale
        locale = chosen or services.language(invocation.actor, invocation.locale)
        for due_at in (now, _morning_after(services, now)):
            day = due_at.astimezone(services.timezone).date()
            draft = Draft(
                key=f"{WAITING}/{person}/{day.isoformat()}",
                place=_workspace(invocation),
                subject=Subject(view=WAITING, values=(person,)),
                locale=locale,
                due_at=due_at,
                expires_at=due_at + _NEWS_FOR,
                to_person=person,
            )
            if work.posts.add(draft, now) or work.posts.state(tenant, draft.key) is State.WAITING:
                break


def _morning_after(services: Services, now: datetime) -> datetime:
    schedule = Schedule(zone=services.timezone, at=_MORNING, days=Days.WEEKDAYS, holidays=Holidays.SKIP)
    today = now.astimezone(services.timezone).date()
    found = following(schedule, now, is_japanese_holiday)
    if found.local_date == today:
        found = following(schedule, found.moment, is_japanese_holiday)
    return found.moment


def decided(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return the decision that was taken with that step; None if there is nothing of it any more."""
    tenant, term_id, revision = place.tenant, EntryId(values[0]), int(values[1])
    with services.unit_of_work(read_only=True) as work:
        term = work.terms.get(tenant, term_id)
        version = next((each for each in work.terms.history(tenant, term_id) if each.revision == revision), None)
        if term is None or version is None:
            return None
        names = work.people.names(tenant, {version.changed_by})
    return _decision(term, version, names.get(version.changed_by, ""), view)


def _decision(term: Term, version: Version, by: str, view: View) -> Reply:
    fields = [Field(view.say(_WHY), plain(version.reason))] if version.reason else []
    if by:
        fields.append(Field(view.say(_BY), plain(by)))
    told = (FieldList(tuple(fields)),) if fields else ()
    word = Paragraph(heading(version.entry, view))
    if version.state is TermState.REFUSED:
        return Reply(
            title=plain(view.say(_REFUSED)),
            blocks=(word, *told),
            buttons=(Button(view.say(_CHANGE_IT), actions.build("term-form", term.id, "word", 0)),),
            tone=Tone.WARNING,
        )
    return Reply(
        title=plain(view.say(_ADOPTED if version.state is TermState.ADOPTED else _PUBLISHED)),
        blocks=(word, *told, Note(plain(view.say(_EVERYONE)))),
        buttons=(Button(view.say(_LOOK), actions.build("show", term.replaces or term.id)),),
        tone=Tone.SUCCESS,
    )


def waiting(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return how many suggestions wait now; None if none does any more."""
    del values
    with services.unit_of_work(read_only=True) as work:
        number = work.terms.counts(place.tenant).get(TermState.SUGGESTED, 0)
    if not number:
        return None
    return Reply(
        title=plain(view.say(_SUGGESTIONS.format(number=number))),
        blocks=(Paragraph(plain(view.say(_DECIDE))),),
        buttons=(Button(view.say(_REVIEW), actions.build("term-page", Kind.REVIEW.value)),),
    )


def _workspace(invocation: Invocation) -> Place:
    return Place(platform=invocation.actor.platform, workspace=invocation.actor.workspace, channel="")


def _actor(invocation: Invocation, person: str) -> Actor:
    return Actor(
        platform=invocation.actor.platform, workspace=invocation.actor.workspace, user_id=person, display_name=""
    )


VIEWS = {DECIDED: decided, WAITING: waiting}
