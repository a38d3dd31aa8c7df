"""``round`` and its buttons: a quiz for a whole channel. What everybody sees are posts; these replies are private.

Each press is one unit of work: an answer is committed before the reply that confirms it exists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.commands import round_steps
from bot.commands.quiz_buttons import AnswerButton, QuestionButton, SessionButton, button, given
from bot.commands.remembering import remember_answer
from bot.commands.round_view import Happened, Word, present
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, option
from bot.identity import Actor
from bot.lexicon.model import Domain
from bot.localized import Locale, Localized
from bot.ports import UnitOfWork
from bot.quiz import live
from bot.quiz.items import build_items, usual_kinds
from bot.quiz.live import Moved
from bot.quiz.model import AnswerRecord, Item, ItemKind, Session, SessionId, SessionMode
from bot.quiz.session import Refusal, Refused, may_steer, new_session_id

_SUMMARY = Localized("Start a quiz for everyone in this channel", "このチャンネルのみんなでクイズをする")
_MODE = Localized("everyone: no hurry; race: a bonus for quick ones; teams: red against white", "全員・早押し・紅白")
_NUMBER = Localized("How many questions, 1 to 20", "問題数（1～20）")
_SECONDS = Localized("Seconds for each question, 10 to 120", "1問の秒数（10～120）")
_DOMAIN = Localized("Only words of this field", "分野をしぼる")
_LEVEL = Localized("Only words of this level, 1 (easy) to 5 (hard)", "難易度をしぼる（1～5）")
_KIND = Localized("Only this kind of question", "問題の種類をしぼる")
_NOT_AGAIN = 30
"""No question comes again in a channel within so many others, or within ``_NOT_AGAIN_FOR``."""
_NOT_AGAIN_FOR = timedelta(days=7)


class RoundMode(StrEnum):
    """How a round is played; the values are those of ``SessionMode``."""

    EVERYONE = "everyone"
    RACE = "race"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundParams:
    """What ``round`` takes."""

    mode: RoundMode = option(_MODE, name_ja="遊び方", default=RoundMode.EVERYONE)
    number: int = option(_NUMBER, name_ja="問題数", default=5, minimum=1, maximum=20)
    seconds: int = option(_SECONDS, name_ja="秒数", default=30, minimum=10, maximum=120)
    domain: Domain | None = option(_DOMAIN, name_ja="分野", default=None)
    level: int | None = option(_LEVEL, name_ja="難易度", default=None, minimum=1, maximum=5)
    kind: ItemKind | None = option(_KIND, name_ja="種類", default=None)


def start(services: Services, invocation: Invocation, params: RoundParams) -> Word:
    """Open a round in the invocation's channel, or say which one is open."""
    if invocation.unpostable:
        return Word(happened=Happened.UNPOSTABLE, unpostable=(invocation.place.platform, invocation.unpostable))
    now = services.clock.now()
    with services.unit_of_work(read_only=True) as work:
        running = work.sessions.round_in(invocation.place)
        recent = work.sessions.recent_items(invocation.place, _NOT_AGAIN, now - _NOT_AGAIN_FOR)
    if running:
        return Word(happened=Happened.RUNNING, session=running)
    # The posts speak the starter's language, as it is what the channel was talked to in.
    language = services.language(invocation.actor, invocation.locale)
    items = _items(services, params, recent, language)
    if not items:
        return Word(happened=Happened.ASKED_LATELY if recent else Happened.NO_ITEMS)
    moved, starter = live.open_round(
        new_session_id(services.new_random()),
        invocation.place,
        invocation.actor,
        items,
        mode=SessionMode(params.mode.value),
        seconds=params.seconds,
        locale=language,
        now=now,
    )
    with services.unit_of_work() as work:
        if not work.sessions.add(moved.session):
            # Somebody was a moment faster; that round is committed by now, or this would still be waiting for it.
            return Word(happened=Happened.RUNNING, session=work.sessions.round_in(invocation.place))
        round_steps.keep(work, moved, now)
        round_steps.join(work, moved.session, starter, invocation.actor, now)
        work.commit()
    return Word(happened=Happened.STARTED, session=moved.session, lobby_s=int(live.LOBBY.total_seconds()))


def join(services: Services, invocation: Invocation, params: SessionButton) -> Word:
    """Make the person a player."""
    now = services.clock.now()
    with services.unit_of_work() as work:
        session = _found(work, invocation.actor, params.session)
        if session is None:
            return Word(happened=Happened.GONE)
        player = live.joined(session, invocation.actor, now)
        if isinstance(player, Refused):
            return Word(happened=Happened.REFUSED, session=session, refusal=player.reason)
        new = round_steps.join(work, session, player, invocation.actor, now)
        team = _team(work, session, invocation.actor)
        work.commit()
    return Word(happened=Happened.JOINED if new else Happened.ALREADY_IN, session=session, team=team)


def answer(services: Services, invocation: Invocation, params: AnswerButton) -> Word:
    """Count an answer, if it was given in time, and say so; nothing is said about whether it is right."""
    now = services.clock.now()
    neighbours = services.neighbours()
    with services.unit_of_work() as work:
        session = _found(work, invocation.actor, params.session)
        if session is None:
            return Word(happened=Happened.GONE)
        records = work.answers.of(session)
        asked = session.items[params.question] if params.question < len(session.items) else None
        outcome = live.answer(
            session,
            players=work.players.of(session),
            answers=records,
            question=params.question,
            actor=invocation.actor,
            response=given(asked, params.response),
            stamped_at=min(invocation.received_at, now),
            now=now,
            neighbours=neighbours,
        )
        if isinstance(outcome, Refused):
            return _not_counted(session, params.question, invocation.actor, records, outcome.reason)
        if outcome.joined:
            round_steps.join(work, session, outcome.joined, invocation.actor, now)
        if not work.answers.add(session, outcome.record, invocation.actor):
            return Word(happened=Happened.REFUSED, session=session, refusal=Refusal.ALREADY_ANSWERED)
        remember_answer(services, work, invocation.actor, session.items[params.question].entry_id, outcome.record)
        if outcome.moved.told:
            round_steps.keep(work, outcome.moved, now)
        team = _team(work, session, invocation.actor)
        work.commit()
    return Word(happened=Happened.COUNTED, session=session, question=params.question, record=outcome.record, team=team)


def mine(services: Services, invocation: Invocation, params: QuestionButton) -> Word:
    """Return what the person answered, and why it is wrong if it is, once the question is closed."""
    with services.unit_of_work(read_only=True) as work:
        session = _found(work, invocation.actor, params.session)
        if session is None:
            return Word(happened=Happened.GONE)
        record = _record(work.answers.of(session), params.question, invocation.actor)
    if record is None:
        return Word(happened=Happened.NOT_ANSWERED, session=session)
    closed = session.is_closed(params.question)
    happened = Happened.MINE if closed else Happened.STANDS
    return Word(happened=happened, session=session, question=params.question, record=record)


def controls(services: Services, invocation: Invocation, params: SessionButton) -> Word:
    """Return what the person may steer."""
    with services.unit_of_work(read_only=True) as work:
        session = _found(work, invocation.actor, params.session)
    if session is None:
        return Word(happened=Happened.GONE)
    if not session.is_open:
        return Word(happened=Happened.REFUSED, session=session, refusal=Refusal.OVER)
    allowed = may_steer(session, invocation.actor)
    return Word(happened=Happened.CONTROLS if allowed else Happened.NO_RIGHTS, session=session)


def begin(services: Services, invocation: Invocation, params: SessionButton) -> Word:
    """Ask the first question now."""
    return _steer(services, invocation, params.session, Happened.BEGUN, live.begin)


def skip(services: Services, invocation: Invocation, params: QuestionButton) -> Word:
    """Close the question now, or ask the next one."""

    def step(session: Session, actor: Actor, now: datetime) -> Moved | Refused:
        return live.skip(session, params.question, actor, now)

    return _steer(services, invocation, params.session, Happened.SKIPPED, step)


def pause(services: Services, invocation: Invocation, params: SessionButton) -> Word:
    """Let the round stand still."""
    return _steer(services, invocation, params.session, Happened.PAUSED, live.pause)


def resume(services: Services, invocation: Invocation, params: SessionButton) -> Word:
    """Let the round go on."""
    return _steer(services, invocation, params.session, Happened.RESUMED, live.resume)


def stop(services: Services, invocation: Invocation, params: SessionButton) -> Word:
    """End the round."""
    return _steer(services, invocation, params.session, Happened.STOPPED, live.stop)


Step = Callable[[Session, Actor, datetime], Moved | Refused]


def _steer(services: Services, invocation: Invocation, session_id: str, done: Happened, step: Step) -> Word:
    now = services.clock.now()
    with services.unit_of_work() as work:
        session = _found(work, invocation.actor, session_id)
        if session is None or not session.mode.is_round:
            return Word(happened=Happened.GONE)
        moved = step(session, invocation.actor, now)
        if isinstance(moved, Refused):
            return Word(happened=Happened.REFUSED, session=session, refusal=moved.reason)
        round_steps.keep(work, moved, now)
        work.commit()
    return Word(happened=done, session=moved.session)


def _found(work: UnitOfWork, actor: Actor, session_id: str) -> Session | None:
    """Return the session if the person's workspace has it and it is for more than one."""
    session = work.sessions.get(actor.tenant, SessionId(session_id))
    return None if session is None or session.mode is SessionMode.SOLO else session


def _items(services: Services, params: RoundParams, recent: frozenset[str], language: Locale) -> tuple[Item, ...]:
    """Return new items, none of which was asked in the channel lately."""
    # So many more than wanted that enough are left whichever of them were asked lately.
    built = build_items(
        services.glossary,
        services.new_random(),
        params.number + len(recent),
        kinds=(params.kind,) if params.kind else usual_kinds(language),
        domain=params.domain,
        level=params.level,
    )
    return tuple(item for item in built if item.id not in recent)[: params.number]


def _not_counted(
    session: Session, question: int, actor: Actor, records: tuple[AnswerRecord, ...], reason: Refusal
) -> Word:
    """Return why an answer does not count; to a second one, which the first is."""
    record = _record(records, question, actor)
    if reason is Refusal.ALREADY_ANSWERED and record:
        return Word(happened=Happened.STANDS, session=session, question=question, record=record)
    return Word(happened=Happened.REFUSED, session=session, refusal=reason)


def _record(records: tuple[AnswerRecord, ...], question: int, actor: Actor) -> AnswerRecord | None:
    return next((each for each in records if each.question == question and each.user_id == actor.user_id), None)


def _team(work: UnitOfWork, session: Session, actor: Actor) -> int | None:
    return next((player.team for player in work.players.of(session) if player.user_id == actor.user_id), None)


ROUND = CommandSpec(
    name="round",
    name_ja="みんなでクイズ",
    summary=_SUMMARY,
    params=RoundParams,
    handler=start,
    presenter=present,
    examples=("/round", "/round mode:teams number:10 domain:callcenter"),
)
BUTTONS = (
    button("round-join", SessionButton, join, present, in_place=False),
    button("round-answer", AnswerButton, answer, present, in_place=False),
    button("round-mine", QuestionButton, mine, present, in_place=False),
    button("round-controls", SessionButton, controls, present, in_place=False, weighs_rights=True),
    button("round-begin", SessionButton, begin, present, weighs_rights=True),
    button("round-skip", QuestionButton, skip, present, weighs_rights=True),
    button("round-pause", SessionButton, pause, present, weighs_rights=True),
    button("round-resume", SessionButton, resume, present, weighs_rights=True),
    button("round-stop", SessionButton, stop, present, weighs_rights=True),
)
"""What the buttons of a round call."""
