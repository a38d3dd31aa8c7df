"""The course of a live round as a pure state machine: a session and an event in, a new session and news out.

lobby → asking → reviewing → asking → … → over. It knows no clock and no database. An answer counts if the platform
stamped it before its question closed, whenever it arrives: nobody has seen the key at that moment. Two answers of one
person that arrive at once are told apart by storage, as in a solo quiz.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.identity import Actor, Place
from bot.localized import Locale
from bot.quiz.model import (
    AnswerRecord,
    Grade,
    Item,
    Phase,
    Player,
    Session,
    SessionId,
    SessionMode,
    SessionStatus,
)
from bot.quiz.neighbours import Neighbours
from bot.quiz.session import Refusal, Refused, graded_answer, may_steer

LOBBY = timedelta(seconds=20)
"""How long people have to join before the first question."""
REVIEW = timedelta(seconds=8)
"""How long an answer is read before the next question."""
LONGEST_PAUSE = timedelta(minutes=30)
NOTICED_AWAY = timedelta(seconds=5)
"""Who answers when nobody has moved the round on for so long may not have been heard: people are told."""
LONGEST_AWAY = timedelta(seconds=60)
"""A round that nobody moved on for so long has lost its people: it ends instead of going on."""
_ACTIVE = 2
"""Who answered none of so many questions before is not waited for."""


class News(StrEnum):
    """What is to be shown in the channel after a step."""

    LOBBY = "lobby"
    LOBBY_CHANGED = "lobby-changed"
    QUESTION = "question"
    QUESTION_CHANGED = "question-changed"
    MISSED = "missed"
    OVER = "over"
    OVER_CHANGED = "over-changed"


class Ending(StrEnum):
    """How a round came to its end."""

    PLAYED = "played"
    STOPPED = "stopped"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One piece of news; ``question`` is the index of the question it is about."""

    news: News
    question: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The session after a step and what to show for it; ``ending`` where the step was the last."""

    session: Session
    told: tuple[Told, ...]
    ending: Ending | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An answer that counts: the step it caused, the record to keep, the player if the answer made them one."""

    moved: Moved
    record: AnswerRecord
    item: Item
    grade: Grade
    joined: Player | None


def open_round(
    session_id: SessionId,
    place: Place,
    starter: Actor,
    items: tuple[Item, ...],
    *,
    mode: SessionMode,
    seconds: int,
    locale: Locale,
    now: datetime,
) -> tuple[Moved, Player]:
    """Return a new round that waits for players, and its first player, who started it.

    Raises:
        ValueError: there are no items, or the mode is not a live one.
    """
    if not items or not mode.is_round:
        raise ValueError("a round needs at least one item and a live mode")
    session = Session(
        id=session_id,
        place=place,
        started_by=starter.user_id,
        items=items,
        started_at=now,
        mode=mode,
        phase=Phase.LOBBY,
        seconds=seconds,
        locale=locale,
        due_at=now + LOBBY,
    )
    player = Player(user_id=starter.user_id, joined_at=now)
    return Moved(session=session, told=(Told(news=News.LOBBY),)), player


def joined(session: Session, actor: Actor, now: datetime) -> Player | Refused:
    """Return the player that ``actor`` becomes; the questions that are closed do not count for them."""
    if actor.tenant != session.tenant:
        return Refused(reason=Refusal.NOT_YOURS, session=session)
    if not session.is_open:
        return Refused(reason=Refusal.OVER, session=session)
    since = session.position + (session.phase is Phase.REVIEWING)
    return Player(user_id=actor.user_id, joined_at=now, since=since)


def begin(session: Session, actor: Actor, now: datetime) -> Moved | Refused:
    """Return the session with its first question asked, before the lobby's time is over."""
    refusal = _steered(session, actor)
    if refusal:
        return refusal
    if session.phase is not Phase.LOBBY:
        return Refused(reason=Refusal.ALREADY_ANSWERED, session=session)
    return _ask(replace(session, paused_at=None), 0, now, Told(news=News.LOBBY_CHANGED))


def answer(
    session: Session,
    *,
    players: Sequence[Player],
    answers: Sequence[AnswerRecord],
    question: int,
    actor: Actor,
    response: int | str,
    stamped_at: datetime,
    now: datetime,
    neighbours: Neighbours,
) -> Counted | Refused:
    """Return the answer to the question with index ``question`` if it counts, and the step it causes.

    ``players`` and ``answers`` are all of the session so far. ``stamped_at`` is when the platform took the answer,
    ``now`` when it is handled: a question whose players have all answered closes then.
    """
    reason = _why_not(session, answers, question, actor, stamped_at)
    if reason:
        return Refused(reason=reason, session=session)
    graded = graded_answer(session, question, actor, response, stamped_at, neighbours)
    if isinstance(graded, Refused):
        return graded
    known = any(player.user_id == actor.user_id for player in players)
    newcomer = None if known else Player(user_id=actor.user_id, joined_at=stamped_at, since=question)
    if session.is_closed(question):
        told = [Told(news=News.QUESTION_CHANGED, question=question)]
        if not session.is_open and session.mode.is_round:
            told.append(Told(news=News.OVER_CHANGED))
        moved = Moved(session=session, told=tuple(told))
    else:
        everyone = (*players, newcomer) if newcomer else tuple(players)
        given = {record.user_id for record in answers if record.question == question} | {actor.user_id}
        all_in = session.mode.is_round and awaited(everyone, answers, question) <= given
        moved = _close(session, now) if all_in else Moved(session=session, told=())
    return Counted(moved=moved, record=graded.record, item=graded.item, grade=graded.grade, joined=newcomer)


def awaited(players: Collection[Player], answers: Collection[AnswerRecord], question: int) -> set[str]:
    """Return whose answers a question waits for: all who play, but not those who have fallen silent."""
    heard = {record.user_id for record in answers if record.question >= question - _ACTIVE}
    active = {player.user_id for player in players if player.since > question - _ACTIVE or player.user_id in heard}
    return active or {player.user_id for player in players}


def skip(session: Session, question: int, actor: Actor, now: datetime) -> Moved | Refused:
    """Return the session with ``question`` closed at once, or the next one asked if it is closed already."""
    refusal = _steered(session, actor)
    if refusal:
        return refusal
    if session.phase is Phase.LOBBY:
        return Refused(reason=Refusal.LOBBY, session=session)
    if question != session.position:
        return Refused(reason=Refusal.ALREADY_ANSWERED, session=session)
    running = _resumed(session, now)
    if running.phase is Phase.REVIEWING:
        return _ask(running, running.position + 1, now)
    return _close(running, now)


def pause(session: Session, actor: Actor, now: datetime) -> Moved | Refused:
    """Return the session standing still; it ends by itself if nobody resumes it in half an hour."""
    refusal = _steered(session, actor)
    if refusal:
        return refusal
    if session.paused_at:
        return Refused(reason=Refusal.PAUSED, session=session)
    return Moved(session=replace(session, paused_at=now, due_at=now + LONGEST_PAUSE), told=(_current(session),))


def resume(session: Session, actor: Actor, now: datetime) -> Moved | Refused:
    """Return the session going on with the time it had left when it was paused."""
    refusal = _steered(session, actor)
    if refusal:
        return refusal
    if not session.paused_at:
        return Refused(reason=Refusal.NOT_PAUSED, session=session)
    return Moved(session=_resumed(session, now), told=(_current(session),))


def stop(session: Session, actor: Actor, now: datetime) -> Moved | Refused:
    """Return the session ended; the question that is asked closes now."""
    return _steered(session, actor) or _end(session, now, Ending.STOPPED)


def closed(session: Session, now: datetime) -> Moved:
    """Return a session that is asking a question with that question closed now, whoever may or may not steer it."""
    return _close(_resumed(session, now), now)


def abandon(session: Session, now: datetime) -> Moved:
    """Return the session ended because its channel cannot be written to; there is nobody to tell."""
    return replace(_end(session, now, Ending.STOPPED), told=())


def shown(session: Session, question: int, now: datetime) -> Session:
    """Return the session with ``question`` timed from the moment it stood in the channel, if it is still asked."""
    waiting = session.is_open and session.phase is Phase.ASKING and session.position == question
    if not waiting or session.paused_at or not session.mode.is_round:
        return session
    closes_at = max(session.closings[question], now + timedelta(seconds=session.seconds))
    return replace(session, closings=(*session.closings[:question], closes_at), due_at=closes_at)


def due(session: Session, now: datetime) -> Moved | None:
    """Return what happens by itself by ``now``, one step of it; None if nothing does."""
    if not session.is_open or session.due_at is None or session.due_at > now:
        return None
    if session.paused_at:
        return _end(session, now, Ending.STOPPED)
    if session.mode.is_round and now - session.due_at > LONGEST_AWAY:
        return _end(session, now, Ending.AWAY)
    match session.phase:
        case Phase.LOBBY:
            return _ask(session, 0, now, Told(news=News.LOBBY_CHANGED))
        case Phase.ASKING:
            closed = _close(session, now)
            return _noticed(closed, session.position) if now - session.due_at > NOTICED_AWAY else closed
        case Phase.REVIEWING:
            return _ask(session, session.position + 1, now)


def _noticed(closed: Moved, question: int) -> Moved:
    """Return the step with word, after the result, that the question's time ran out while nobody was there."""
    if not closed.session.mode.is_round:
        return closed
    result, *others = closed.told
    return replace(closed, told=(result, Told(news=News.MISSED, question=question), *others))


def _why_not(
    session: Session, answers: Collection[AnswerRecord], question: int, actor: Actor, stamped_at: datetime
) -> Refusal | None:
    """Return why an answer stamped at that moment does not count, if so."""
    if actor.tenant != session.tenant:
        return Refusal.NOT_YOURS
    if not 0 <= question < len(session.closings):
        return Refusal.OVER if not session.is_open else Refusal.NOT_ASKED_YET
    if any(record.user_id == actor.user_id and record.question == question for record in answers):
        return Refusal.ALREADY_ANSWERED
    asked_now = session.is_open and session.phase is Phase.ASKING and question == session.position
    if asked_now and session.paused_at and stamped_at > session.paused_at:
        return Refusal.PAUSED
    return Refusal.TOO_LATE if stamped_at > session.closings[question] else None


def _steered(session: Session, actor: Actor) -> Refused | None:
    """Return why ``actor`` may not steer the session now, if so."""
    if not session.is_open:
        return Refused(reason=Refusal.OVER, session=session)
    if not may_steer(session, actor):
        return Refused(reason=Refusal.NOT_YOURS, session=session)
    return None


def _ask(session: Session, question: int, now: datetime, *before: Told) -> Moved:
    closes_at = now + timedelta(seconds=session.seconds)
    asking = replace(
        session,
        phase=Phase.ASKING,
        position=question,
        closings=(*session.closings, closes_at),
        due_at=closes_at,
    )
    return Moved(session=asking, told=(*before, Told(news=News.QUESTION, question=question)))


def _close(session: Session, now: datetime) -> Moved:
    """Return the question that is asked closed: at its deadline if that is over, else now."""
    closes_at = min(session.closings[session.position], now)
    told = Told(news=News.QUESTION_CHANGED, question=session.position)
    closed = replace(
        session,
        phase=Phase.REVIEWING,
        closings=(*session.closings[: session.position], closes_at),
        due_at=session.due_at if session.paused_at else now + REVIEW,
    )
    if session.position + 1 < len(session.items):
        return Moved(session=closed, told=(told,))
    over = replace(
        closed, position=len(session.items), status=SessionStatus.FINISHED, finished_at=now, due_at=None, paused_at=None
    )
    last = (told, Told(news=News.OVER)) if session.mode.is_round else (told,)
    return Moved(session=over, told=last, ending=Ending.PLAYED)


def _end(session: Session, now: datetime, ending: Ending) -> Moved:
    """Return the session ended before its last question."""
    over = replace(session, status=SessionStatus.STOPPED, finished_at=now, due_at=None, paused_at=None)
    if session.phase is Phase.LOBBY:
        return Moved(session=over, told=(Told(news=News.LOBBY_CHANGED),), ending=ending)
    told: list[Told] = []
    if session.phase is Phase.ASKING:
        closes_at = min(session.closings[session.position], session.paused_at or now)
        over = replace(over, closings=(*session.closings[: session.position], closes_at))
        told.append(Told(news=News.QUESTION_CHANGED, question=session.position))
    if session.mode.is_round:
        told.append(Told(news=News.OVER))
    return Moved(session=over, told=tuple(told), ending=ending)


def _resumed(session: Session, now: datetime) -> Session:
    """Return the session going on, its time moved by as long as it stood still."""
    if session.paused_at is None:
        return session
    match session.phase:
        case Phase.LOBBY:
            return replace(session, paused_at=None, due_at=now + LOBBY)
        case Phase.REVIEWING:
            return replace(session, paused_at=None, due_at=now + REVIEW)
        case Phase.ASKING:
            closes_at = session.closings[session.position] + (now - session.paused_at)
            closings = (*session.closings[: session.position], closes_at)
            return replace(session, paused_at=None, closings=closings, due_at=closes_at)


def _current(session: Session) -> Told:
    """Return the news that the post which stands last in the channel reads otherwise now."""
    if session.phase is Phase.LOBBY:
        return Told(news=News.LOBBY_CHANGED)
    return Told(news=News.QUESTION_CHANGED, question=session.position)
