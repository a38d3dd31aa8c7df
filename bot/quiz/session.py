"""The course of a quiz as a pure state machine: a session and an event in, a new session or a refusal out.

It knows no clock and no database. A solo round moves on with each answer. Two answers that arrive at once are
told apart by storage, which keeps one row for each session, question and person.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from random import Random

from bot.identity import Actor, Place
from bot.quiz.grading import MAX_RESPONSE, grade
from bot.quiz.model import AnswerRecord, Grade, Item, Score, Session, SessionId, SessionMode, SessionStatus
from bot.quiz.neighbours import Neighbours
from bot.text.normalize import clean

_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_ID_LENGTH = 10


class Refusal(StrEnum):
    """Why an event changed nothing."""

    OVER = "over"
    ALREADY_ANSWERED = "already-answered"
    NOT_ASKED_YET = "not-asked-yet"
    NOT_YOURS = "not-yours"
    NO_SUCH_OPTION = "no-such-option"
    EMPTY = "empty"
    LOBBY = "lobby"
    TOO_LATE = "too-late"
    PAUSED = "paused"
    NOT_PAUSED = "not-paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The event was not allowed or came too late; the session is as it was."""

    reason: Refusal
    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The response was graded: the session after it, the record to keep, the item and its grade."""

    session: Session
    record: AnswerRecord
    item: Item
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """The question was given up: the session after it, the record to keep, and the item to explain."""

    session: Session
    record: AnswerRecord
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The session was ended before its last question."""

    session: Session


def new_session_id(random: Random) -> SessionId:
    """Return a fresh id of 10 letters and digits (about 49 bits), easy to read out; pass a SystemRandom."""
    return SessionId("".join(random.choices(_ID_LETTERS, k=_ID_LENGTH)))


def start(session_id: SessionId, place: Place, actor: Actor, items: tuple[Item, ...], now: datetime) -> Session:
    """Return a new solo round of ``actor``'s with the first item asked.

    Raises:
        ValueError: there are no items.
    """
    if not items:
        raise ValueError("a session needs at least one item")
    return Session(id=session_id, place=place, started_by=actor.user_id, items=items, started_at=now)


def answer(
    session: Session,
    *,
    question: int,
    actor: Actor,
    response: int | str,
    now: datetime,
    neighbours: Neighbours,
) -> Answered | Refused:
    """Return the graded answer to the item with index ``question``.

    ``response`` is the index of an option, or the text typed for a typed item.
    """
    item = _asked(session, question, actor)
    if isinstance(item, Refused):
        return item
    graded = graded_answer(session, question, actor, response, now, neighbours)
    return graded if isinstance(graded, Refused) else replace(graded, session=_advanced(session, now))


def graded_answer(
    session: Session, question: int, actor: Actor, response: int | str, answered_at: datetime, neighbours: Neighbours
) -> Answered | Refused:
    """Return the response graded, the session as it was, whether or not that item is asked now."""
    item = session.items[question]
    if item.kind.is_choice:
        if not isinstance(response, int) or not 0 <= response < len(item.options):
            return Refused(reason=Refusal.NO_SUCH_OPTION, session=session)
    elif not isinstance(response, str) or not clean(response, MAX_RESPONSE):
        return Refused(reason=Refusal.EMPTY, session=session)
    verdict = grade(item, response, neighbours)
    record = AnswerRecord(
        session_id=session.id,
        question=question,
        user_id=actor.user_id,
        verdict=verdict.verdict,
        rule=verdict.rule,
        credit=verdict.credit,
        answered_at=answered_at,
        chosen=response if isinstance(response, int) else None,
    )
    return Answered(session=session, record=record, item=item, grade=verdict)


def skip(session: Session, *, question: int, actor: Actor, now: datetime) -> Skipped | Refused:
    """Return the session with ``question`` given up; it counts as asked and not as right."""
    item = _asked(session, question, actor)
    if isinstance(item, Refused):
        return item
    record = AnswerRecord(
        session_id=session.id,
        question=question,
        user_id=actor.user_id,
        verdict=None,
        rule=None,
        credit=False,
        answered_at=now,
    )
    return Skipped(session=_advanced(session, now), record=record, item=item)


def stop(session: Session, *, actor: Actor, now: datetime) -> Stopped | Refused:
    """Return the session ended early; only who started it or a manager may do that."""
    if session.status is not SessionStatus.OPEN:
        return Refused(reason=Refusal.OVER, session=session)
    if not may_steer(session, actor):
        return Refused(reason=Refusal.NOT_YOURS, session=session)
    return Stopped(session=replace(session, status=SessionStatus.STOPPED, finished_at=now))


def may_steer(session: Session, actor: Actor) -> bool:
    """Return whether this person may stop the session: who started it, or a manager of the workspace."""
    return actor.tenant == session.tenant and (actor.user_id == session.started_by or actor.is_manager)


def score(session: Session, answers: Iterable[AnswerRecord], user_id: str) -> Score:
    """Return the person's score in the session from the records of its answers."""
    own = [record for record in answers if record.session_id == session.id and record.user_id == user_id]
    skipped = sum(record.verdict is None for record in own)
    return Score(
        right=sum(record.credit for record in own),
        answered=len(own) - skipped,
        skipped=skipped,
        total=len(session.items),
    )


def _asked(session: Session, question: int, actor: Actor) -> Item | Refused:
    """Return the item if it is asked now and of this person, else why not; a live round has answers of its own."""
    if session.mode is not SessionMode.SOLO or actor.tenant != session.tenant or actor.user_id != session.started_by:
        return Refused(reason=Refusal.NOT_YOURS, session=session)
    if 0 <= question < session.position:
        return Refused(reason=Refusal.ALREADY_ANSWERED, session=session)
    item = session.current
    if item is None:
        return Refused(reason=Refusal.OVER, session=session)
    if question != session.position:
        return Refused(reason=Refusal.NOT_ASKED_YET, session=session)
    return item


def _advanced(session: Session, now: datetime) -> Session:
    """Return the session at its next item, finished after the last."""
    position = session.position + 1
    if position < len(session.items):
        return replace(session, position=position)
    return replace(session, position=position, status=SessionStatus.FINISHED, finished_at=now)
