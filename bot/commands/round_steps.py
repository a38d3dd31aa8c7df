"""What a step of a live round does: the session is kept, its news become posts, all in one transaction."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.services import Services
from bot.identity import Actor
from bot.ports import UnitOfWork
from bot.posting import Draft, Outcome, Posted, Subject, Undeliverable
from bot.quiz import live
from bot.quiz.live import Ending, Moved, News
from bot.quiz.model import Phase, Player, Session, SessionId, SessionMode
from bot.quiz.tally import balanced
from bot.wotd import LATEST, Pause

LOBBY_VIEW = "round-lobby"
QUESTION_VIEW = "round-question"
OVER_VIEW = "round-over"
MISSED_VIEW = "round-missed"
UNPOSTED_VIEW = "round-unposted"
_POST_LIFE = timedelta(minutes=10)
"""A post that could not be sent for so long is news no more."""
_EDIT_LIFE = timedelta(days=1)
_PAST = timedelta(days=90)
"""So far back answers tell how strong somebody is."""
_BATCH = 50


def keep(work: UnitOfWork, moved: Moved, now: datetime) -> None:
    """Keep the session after a step, seat its players, and put its news into the outbox."""
    session = moved.session
    work.sessions.save(session)
    seat(work, session, now)
    for told in moved.told:
        match told.news:
            case News.LOBBY:
                _post(work, session, _key(session), Subject(view=LOBBY_VIEW, values=(session.id,)), now)
            case News.LOBBY_CHANGED:
                _amend(work, session, _key(session), now)
            case News.QUESTION:
                subject = Subject(view=QUESTION_VIEW, values=(session.id, str(told.question)))
                _post(work, session, _key(session, f"q{told.question}"), subject, now)
            case News.QUESTION_CHANGED:
                _amend(work, session, _key(session, f"q{told.question}"), now)
            case News.MISSED:
                subject = Subject(view=MISSED_VIEW, values=(session.id, str(told.question)))
                _post(work, session, _key(session, f"missed{told.question}"), subject, now)
            case News.OVER:
                subject = Subject(view=OVER_VIEW, values=(session.id, (moved.ending or Ending.PLAYED).value))
                _post(work, session, _key(session, "over"), subject, now)
            case News.OVER_CHANGED:
                _amend(work, session, _key(session, "over"), now)


def join(work: UnitOfWork, session: Session, player: Player, actor: Actor, now: datetime) -> bool:
    """Keep a player, and show it in the lobby; False if they had joined already."""
    if not work.players.add(session, player, actor):
        return False
    seat(work, session, now)
    if session.is_open and session.phase is Phase.LOBBY:
        _amend(work, session, _key(session), now)
    return True


def seat(work: UnitOfWork, session: Session, now: datetime) -> None:
    """Give every player a team, once a round of teams has begun."""
    if session.mode is not SessionMode.TEAMS or not session.closings:
        return
    players = work.players.of(session)
    newcomers = {player.user_id for player in players if player.team is None}
    if newcomers:
        past = work.answers.totals(session.tenant, [player.user_id for player in players], now - _PAST)
        work.players.assign(session, [each for each in balanced(players, past) if each.user_id in newcomers])


def tick(services: Services, now: datetime) -> datetime | None:
    """Take every session one step on that is due by ``now``; return when the next one is due."""
    with services.unit_of_work(read_only=True) as work:
        due = work.sessions.due(now, _BATCH)
    for tenant, session_id in due:
        with services.unit_of_work() as work:
            session = work.sessions.get_if_free(tenant, session_id)
            moved = live.due(session, now) if session else None
            if moved:
                keep(work, moved, now)
                work.commit()
    with services.unit_of_work(read_only=True) as work:
        moments = [work.sessions.next_due(), work.posts.next_due(now)]
    return min((moment for moment in moments if moment), default=None)


def posted(work: UnitOfWork, draft: Draft, outcome: Outcome, now: datetime) -> None:
    """Take note of what became of a round's post: a question runs from when it is seen, an unseen round ends."""
    if draft.subject.view not in {LOBBY_VIEW, QUESTION_VIEW} or draft.edits:
        return
    session = work.sessions.get(draft.place.tenant, SessionId(draft.subject.values[0]))
    if session is None or not session.is_open:
        return
    if isinstance(outcome, Posted) and draft.subject.view == QUESTION_VIEW:
        work.sessions.save(live.shown(session, int(draft.subject.values[1]), now))
    elif isinstance(outcome, Undeliverable):
        keep(work, live.abandon(session, now), now)
        told = Subject(view=UNPOSTED_VIEW, values=(session.id, outcome.reason.value, session.mode.value))
        _post(work, session, _key(session, "unposted"), told, now, to_person=session.started_by)
        schedule = work.daily.get(session.place) if session.mode is SessionMode.DAILY else None
        if schedule:
            work.daily.save(replace(schedule, paused=Pause(outcome.reason.value), next_at=None))


def _key(session: Session, part: str = "") -> str:
    # The id of a question of the day begins with its local date.
    head = f"daily/{session.place.channel}" if session.mode is SessionMode.DAILY else "round"
    return f"{head}/{session.id}/{part}" if part else f"{head}/{session.id}"


def _post(
    work: UnitOfWork, session: Session, key: str, subject: Subject, now: datetime, *, to_person: str | None = None
) -> None:
    draft = Draft(
        key=key,
        place=session.place,
        subject=subject,
        locale=session.locale,
        due_at=now,
        expires_at=now + (_POST_LIFE if session.mode.is_round else LATEST),
        to_person=to_person,
    )
    work.posts.add(draft, now)


def _amend(work: UnitOfWork, session: Session, key: str, now: datetime) -> None:
    work.posts.amend(session.tenant, key, now, now + _EDIT_LIFE)
