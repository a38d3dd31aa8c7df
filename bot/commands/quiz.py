"""``quiz`` and the buttons under a question: start or resume, answer, skip, stop.

Every turn is one unit of work: an answer is committed before the reply that confirms it exists.
"""

from dataclasses import dataclass, replace

from bot.commands.quiz_buttons import AnswerButton, QuestionButton, SessionButton, button, given
from bot.commands.quiz_view import Turn, TurnKind, present
from bot.commands.remembering import remember_answer
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, option
from bot.identity import Actor
from bot.lexicon.model import Domain, EntryId
from bot.localized import Localized
from bot.ports import UnitOfWork
from bot.quiz import session as rounds
from bot.quiz.items import build_items, usual_kinds
from bot.quiz.model import Item, ItemKind, Session, SessionId

_SUMMARY = Localized("Start a quiz, or go on with yours", "クイズを始める（途中なら続きから）")
_NUMBER = Localized("How many questions, 1 to 20", "問題数（1～20）")
_DOMAIN = Localized("Only words of this field", "分野をしぼる")
_LEVEL = Localized("Only words of this level, 1 (easy) to 5 (hard)", "難易度をしぼる（1～5）")
_KIND = Localized("Only this kind of question", "問題の種類をしぼる")
_WORD = Localized("The word to practise", "練習する言葉")
_SESSION = Localized("The quiz", "クイズ")
_PRACTICE_ITEMS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizParams:
    """What ``quiz`` takes."""

    number: int = option(_NUMBER, name_ja="問題数", default=5, minimum=1, maximum=20)
    domain: Domain | None = option(_DOMAIN, name_ja="分野", default=None)
    level: int | None = option(_LEVEL, name_ja="難易度", default=None, minimum=1, maximum=5)
    kind: ItemKind | None = option(_KIND, name_ja="種類", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnewParams(QuizParams):
    """What ``quiz-anew`` takes: the quiz to be started, and the one that is in its way."""

    session: str = option(_SESSION, maximum=32)


@dataclass(frozen=True, slots=True, kw_only=True)
class PractiseParams:
    """What ``practise`` takes: an entry's id, put there by a button."""

    entry: str = option(_WORD, maximum=90)


def quiz(services: Services, invocation: Invocation, params: QuizParams) -> Turn:
    """Return the person's open quiz in this place, or a new one, at its current question.

    A quiz that is open goes on as it is: the turn says so if something else was wished for.
    """
    turn = _resumed(services, invocation) or begin(services, invocation, _items(services, invocation, params))
    unmet = turn.kind is TurnKind.RESUMED and params != QuizParams()
    return replace(turn, unmet=_values(params)) if unmet else turn


def _resumed(services: Services, invocation: Invocation) -> Turn | None:
    """Return the turn of the person's open quiz: nothing is drawn for it, and nothing written."""
    with services.unit_of_work(read_only=True) as work:
        running = work.sessions.open_of(invocation.actor, invocation.place)
    return Turn(kind=TurnKind.RESUMED, session=running, glossary=services.glossary) if running else None


def _items(services: Services, invocation: Invocation, params: QuizParams) -> tuple[Item, ...]:
    language = services.language(invocation.actor, invocation.locale)
    return build_items(
        services.glossary,
        services.new_random(),
        params.number,
        kinds=(params.kind,) if params.kind else usual_kinds(language),
        domain=params.domain,
        level=params.level,
    )


def anew(services: Services, invocation: Invocation, params: AnewParams) -> Turn:
    """Return a new quiz; the person's open one in its place is stopped, and its answers still count."""
    # Nobody else's is in its place, though a manager might stop that too.
    own = replace(invocation, actor=replace(invocation.actor, is_manager=False))
    stopped = stop(services, own, SessionButton(session=params.session))
    wished = QuizParams(number=params.number, domain=params.domain, level=params.level, kind=params.kind)
    in_vain = stopped.kind is TurnKind.GONE or stopped.refusal is rounds.Refusal.NOT_YOURS
    return stopped if in_vain else quiz(services, invocation, wished)


def _values(params: QuizParams) -> tuple[str | int, ...]:
    """Return the options as a button carries them."""
    return (params.number, params.domain or "", params.level or "", params.kind or "")


def begin(services: Services, invocation: Invocation, items: tuple[Item, ...]) -> Turn:
    """Return the person's open quiz in this place, or a new one on ``items``."""
    with services.unit_of_work() as work:
        running = work.sessions.open_of(invocation.actor, invocation.place)
        if running:
            return Turn(kind=TurnKind.RESUMED, session=running, glossary=services.glossary)
        if not items:
            return Turn(kind=TurnKind.NO_ITEMS, session=None, glossary=services.glossary)
        begun = rounds.start(
            rounds.new_session_id(services.new_random()),
            invocation.place,
            invocation.actor,
            items,
            invocation.received_at,
        )
        work.sessions.add(begun)
        work.commit()
    return Turn(kind=TurnKind.STARTED, session=begun, glossary=services.glossary)


def practise(services: Services, invocation: Invocation, params: PractiseParams) -> Turn:
    """Return a short quiz on one word and the words it is contrasted with, or the quiz that is open already."""
    word = EntryId(params.entry)
    glossary = services.glossary
    rivals = [member for contrast in glossary.contrasts_of(word) for member in contrast.members if member != word]
    random = services.new_random()
    kinds = usual_kinds(services.language(invocation.actor, invocation.locale))
    items = build_items(glossary, random, _PRACTICE_ITEMS, kinds=kinds, only={word})
    missing = _PRACTICE_ITEMS - len(items)
    if missing > 0 and rivals:
        items = (*items, *build_items(glossary, random, missing, kinds=kinds, only=set(rivals)))
    return begin(services, invocation, items)


def answer(services: Services, invocation: Invocation, params: AnswerButton) -> Turn:
    """Return the graded answer and what comes next."""
    neighbours = services.neighbours()
    with services.unit_of_work() as work:
        running = work.sessions.get(invocation.actor.tenant, SessionId(params.session))
        if running is None:
            return Turn(kind=TurnKind.GONE, session=None, glossary=services.glossary)
        outcome = rounds.answer(
            running,
            question=params.question,
            actor=invocation.actor,
            response=given(running.current, params.response),
            now=invocation.received_at,
            neighbours=neighbours,
        )
        return _settle(services, work, invocation.actor, running, outcome)


def skip(services: Services, invocation: Invocation, params: QuestionButton) -> Turn:
    """Return the answer to a question given up, and what comes next."""
    with services.unit_of_work() as work:
        running = work.sessions.get(invocation.actor.tenant, SessionId(params.session))
        if running is None:
            return Turn(kind=TurnKind.GONE, session=None, glossary=services.glossary)
        outcome = rounds.skip(running, question=params.question, actor=invocation.actor, now=invocation.received_at)
        return _settle(services, work, invocation.actor, running, outcome)


def stop(services: Services, invocation: Invocation, params: SessionButton) -> Turn:
    """Return the quiz ended early, with the score so far."""
    with services.unit_of_work() as work:
        running = work.sessions.get(invocation.actor.tenant, SessionId(params.session))
        if running is None:
            return Turn(kind=TurnKind.GONE, session=None, glossary=services.glossary)
        outcome = rounds.stop(running, actor=invocation.actor, now=invocation.received_at)
        return _settle(services, work, invocation.actor, running, outcome)


Outcome = rounds.Answered | rounds.Skipped | rounds.Stopped | rounds.Refused


def _settle(services: Services, work: UnitOfWork, actor: Actor, before: Session, outcome: Outcome) -> Turn:
    """Keep what happened, commit, and return the turn to show."""
    if isinstance(outcome, rounds.Answered | rounds.Skipped) and not work.answers.add(before, outcome.record, actor):
        outcome = rounds.Refused(reason=rounds.Refusal.ALREADY_ANSWERED, session=before)
    if isinstance(outcome, rounds.Refused):
        return Turn(
            kind=TurnKind.REFUSED,
            session=before,
            refusal=outcome.reason,
            score=rounds.score(before, work.answers.of(before), actor.user_id),
            glossary=services.glossary,
        )
    if not isinstance(outcome, rounds.Stopped):
        remember_answer(services, work, actor, outcome.item.entry_id, outcome.record)
    work.sessions.save(outcome.session)
    records = work.answers.of(outcome.session)
    work.commit()
    return Turn(
        kind=_KINDS[type(outcome)],
        session=outcome.session,
        answered=outcome if isinstance(outcome, rounds.Answered) else None,
        item=None if isinstance(outcome, rounds.Stopped) else outcome.item,
        score=rounds.score(outcome.session, records, actor.user_id),
        missed=tuple(
            outcome.session.items[record.question].entry_id
            for record in records
            if record.user_id == actor.user_id and not record.credit
        ),
        glossary=services.glossary,
    )


_KINDS: dict[type, TurnKind] = {
    rounds.Answered: TurnKind.ANSWERED,
    rounds.Skipped: TurnKind.SKIPPED,
    rounds.Stopped: TurnKind.STOPPED,
}


QUIZ = CommandSpec(
    name="quiz",
    name_ja="クイズ",
    summary=_SUMMARY,
    params=QuizParams,
    handler=quiz,
    presenter=present,
    examples=("/quiz", "/quiz number:10 domain:callcenter", "/quiz kind:which-word"),
)
BUTTONS = (
    button("answer", AnswerButton, answer, present),
    button("skip", QuestionButton, skip, present, weighs_rights=True),
    button("stop", SessionButton, stop, present, weighs_rights=True),
    button("quiz-anew", AnewParams, anew, present),
    button("practise", PractiseParams, practise, present, in_place=False),
)
"""What the buttons of a quiz call, and that under a word."""
