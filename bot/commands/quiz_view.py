"""How a quiz reads in chat: the question, what became of an answer and why, the score at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.commands import actions
from bot.commands.entry_view import short
from bot.commands.spec import View
from bot.commands.why import why_button
from bot.lexicon.model import EntryId, Glossary
from bot.localized import Localized
from bot.quiz.model import Grade, Item, ItemKind, Option, Score, Session, SessionStatus, Verdict
from bot.quiz.session import Answered, Refusal
from bot.reply import (
    Block,
    BulletList,
    Button,
    Divider,
    InputButton,
    Note,
    Paragraph,
    Reply,
    Span,
    Text,
    Tone,
    plain,
    strong,
)

_TITLE = Localized("Question {number} of {total}", "第{number}問（全{total}問）")
_OVER = Localized("Quiz finished: {right} of {total} right", "クイズ終了：{total}問中{right}問正解")
_STOPPED = Localized("Quiz stopped: {right} of {answered} right", "クイズを終了しました：{answered}問中{right}問正解")
_UNMET = Localized(
    "It goes on as it is, with the questions it began with. To have what you asked for now, start anew.",
    "始めたときの問題のまま続きます。今の条件で解きたいときは、新しく始めてください。",
)
_ANEW = Localized("Stop it and start anew", "やめて新しく始める")
_RESUMED = Localized("You have a quiz running. Here is where you were.", "途中のクイズがあります。続きからどうぞ。")
NO_ITEMS_TITLE = Localized("No questions", "問題がありません")
NO_ITEMS = Localized(
    "There are no questions with these limits. Leave out the field, the level or the kind.",
    "この条件に合う問題がありません。分野・難易度・種類のどれかを外してください。",
)
_GONE = Localized(
    "That quiz is no longer here. /quiz starts a new one.",
    "そのクイズはもうありません。/quiz で始められます。",
)
REVIEW = Localized("Words to look at again", "見直したい言葉")
_SKIP = Localized("Skip", "とばす")
_STOP = Localized("Stop the quiz", "クイズをやめる")
_AGAIN = Localized("Another quiz", "もう一度")
_SCORES = Localized("Scores", "スコア")
YOUR_ANSWER = Localized("Your answer", "答え")
TYPE = Localized("Type your answer", "答えを入力")
_KEY = Localized("The answer: {text}", "正解：{text}")
_GIVEN_UP = Localized("Skipped.", "とばしました。")
_INSTRUCTIONS = {
    ItemKind.MEANING_TO_WORD: Localized("Which word means this?", "この意味の言葉は？"),
    ItemKind.WORD_TO_MEANING: Localized("What does this word mean?", "この言葉の意味は？"),
    ItemKind.WHICH_WORD: Localized("Which word fits the gap?", "＿＿に入る言葉は？"),
    ItemKind.CLOZE: Localized("Which word stood in the gap?", "＿＿に入っていた言葉は？"),
    ItemKind.REGISTER: Localized("Which word is it?", "どの言葉でしょうか？"),
    ItemKind.SPOT_THE_ERROR: Localized(
        "The word in 【】 is wrong here. What should stand there?", "【】の言葉が間違っています。正しい言葉は？"
    ),
    ItemKind.READING: Localized("How is this read? Kana or romaji.", "読み方は？（かな・ローマ字）"),
    ItemKind.MEANING: Localized("What is this in English?", "英語では？"),
    ItemKind.WORD: Localized("Which Japanese word is this? Type it.", "何という言葉ですか？（入力）"),
}
VERDICTS = {
    Verdict.CORRECT: Localized("○ Right.", "○ 正解です。"),
    Verdict.CORRECT_WITH_NOTE: Localized("○ Right, with a note.", "○ 正解です（補足あり）。"),
    Verdict.OTHER_WORD: Localized("× That is another word.", "× それは別の言葉です。"),
    Verdict.NEAR: Localized("× Close, but not right.", "× 惜しい、不正解です。"),
    Verdict.WRONG: Localized("× Not right.", "× 不正解です。"),
}
REFUSALS = {
    Refusal.OVER: Localized("This quiz is over.", "このクイズは終わっています。"),
    Refusal.ALREADY_ANSWERED: Localized("That question is answered already.", "その問題はもう解答済みです。"),
    Refusal.NOT_ASKED_YET: Localized("That question has not been asked yet.", "その問題はまだ出ていません。"),
    Refusal.NOT_YOURS: Localized(
        "This is somebody else's quiz. /quiz starts yours.", "ほかの人のクイズです。/quiz で始められます。"
    ),
    Refusal.NO_SUCH_OPTION: Localized("Choose one of the numbers shown.", "表示された番号から選んでください。"),
    Refusal.EMPTY: Localized(
        "There was no answer in that. Type one, or skip.", "答えが空です。入力するか、とばしてください。"
    ),
}
_MAX_WORD_ON_BUTTON = 20


class TurnKind(StrEnum):
    """What has just happened in a quiz."""

    STARTED = "started"
    RESUMED = "resumed"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    REFUSED = "refused"
    NO_ITEMS = "no-items"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One step of a quiz: the session after it, the item it was about, and the score so far.

    ``unmet`` are the options of a quiz that was wished for while another one is open.
    """

    kind: TurnKind
    session: Session | None
    glossary: Glossary
    answered: Answered | None = None
    item: Item | None = None
    refusal: Refusal | None = None
    score: Score | None = None
    missed: tuple[EntryId, ...] = ()
    unmet: tuple[str | int, ...] = ()


def present(turn: Turn, view: View) -> Reply:
    """Return what became of the last answer, then the next question or the score."""
    session = turn.session
    if session is None:
        gone = turn.kind is TurnKind.GONE
        return Reply(
            title=plain(view.say(NO_ITEMS_TITLE)),
            blocks=(Paragraph(plain(view.say(_GONE if gone else NO_ITEMS))),),
            buttons=(Button(view.say(_AGAIN), actions.build("quiz")),),
            tone=Tone.WARNING,
        )
    blocks = _what_happened(turn, view)
    tone = _tone(turn)
    item = session.current
    if item is None:
        return _ending(turn, session, blocks, view)
    if blocks:
        blocks.append(Divider())
    blocks.extend(question_blocks(item, view))
    title = _TITLE.format(number=session.position + 1, total=len(session.items))
    return Reply(
        title=plain(view.say(title)),
        blocks=tuple(blocks),
        buttons=(*_buttons(session, item, view), *_why(turn, view), *_anew(turn, session, view)),
        tone=tone,
    )


def _what_happened(turn: Turn, view: View) -> list[Block]:
    if turn.kind is TurnKind.RESUMED:
        return [Note(plain(view.say(each))) for each in (_RESUMED, *((_UNMET,) if turn.unmet else ()))]
    if turn.refusal:
        return [Paragraph(plain(view.say(REFUSALS[turn.refusal])))]
    if turn.answered:
        return feedback(turn.answered.item, turn.answered.grade, turn.answered.record.chosen, view)
    if turn.kind is TurnKind.SKIPPED and turn.item:
        return [Paragraph(strong(view.say(_GIVEN_UP))), *solution(turn.item, view)]
    return []


def feedback(item: Item, grade: Grade, chosen: int | None, view: View) -> list[Block]:
    """Return the verdict on an answer, why it is so, and what is right; ``chosen`` is the option that was picked."""
    blocks: list[Block] = [Paragraph(strong(view.say(VERDICTS[grade.verdict])))]
    note = view.say(grade.note)
    if chosen is not None and chosen != item.key:
        option = item.options[chosen]
        blocks.append(Paragraph((Span("× "), *labelled(option, view))))
    elif note and not item.kind.is_choice:
        blocks.append(Paragraph(plain(note)))
    told = bool(item.answers) and item.answers[0] in note
    if item.kind.is_choice or not (grade.credit or told):
        blocks.extend(solution(item, view))
    else:
        blocks.extend(_notes(item, view))
    return blocks


def solution(item: Item, view: View) -> list[Block]:
    """Return the right answer, why it is right, and the note."""
    blocks: list[Block] = []
    if item.key is not None:
        blocks.append(Paragraph((Span("○ "), *labelled(item.options[item.key], view))))
    elif item.answers:
        blocks.append(Paragraph(plain(view.say(_KEY.format(text=item.answers[0])))))
    blocks.extend(_notes(item, view))
    return blocks


def _notes(item: Item, view: View) -> Iterator[Note]:
    """Yield the lines of the note, in small print each."""
    yield from (Note(plain(line)) for line in view.say(item.note).splitlines())


def labelled(option: Option, view: View) -> Text:
    """Return an option with the reason why it is right or wrong."""
    """Return the option with its reason, which mostly names it: then it is not said twice."""
    text, reason = view.say(option.text), view.say(option.reason)
    before, named, after = reason.partition(text)
    if named:
        return (*((Span(before),) if before else ()), *strong(named), Span(after))
    return (*strong(text), Span(f": {reason}" if reason else ""))


def question_blocks(item: Item, view: View) -> list[Block]:
    """Return the instruction, the stem and the options; nothing that tells the key."""
    blocks: list[Block] = [
        Paragraph(plain(view.say(_INSTRUCTIONS[item.kind]))),
        Paragraph(strong(view.say(item.stem))),
    ]
    if item.options:
        blocks.append(BulletList(tuple(plain(view.say(option.text)) for option in item.options), numbered=True))
    return blocks


def _buttons(session: Session, item: Item, view: View) -> tuple[Button | InputButton, ...]:
    at = (session.id, session.position)
    answers: list[Button | InputButton] = [
        Button(button_label(number, option, view), actions.build("answer", *at, number - 1))
        for number, option in enumerate(item.options, 1)
    ]
    if not item.options:
        answers.append(InputButton(view.say(TYPE), actions.build("answer", *at), view.say(YOUR_ANSWER)))
    return (
        *answers,
        Button(view.say(_SKIP), actions.build("skip", *at)),
        Button(view.say(_STOP), actions.build("stop", session.id)),
    )


def _anew(turn: Turn, session: Session, view: View) -> tuple[Button, ...]:
    if not turn.unmet:
        return ()
    return (Button(view.say(_ANEW), actions.build("quiz-anew", *turn.unmet, session.id)),)


def _why(turn: Turn, view: View) -> tuple[Button, ...]:
    return why_button(turn.answered.grade.rule, view) if turn.answered else ()


def button_label(number: int, option: Option, view: View) -> str:
    """Return the label of an option's button: its number, and the option if it is short."""
    text = view.say(option.text)
    return f"{number}. {text}" if len(text) <= _MAX_WORD_ON_BUTTON else str(number)


def _ending(turn: Turn, session: Session, blocks: list[Block], view: View) -> Reply:
    score = turn.score or Score(right=0, answered=0, skipped=0, total=len(session.items))
    title = _STOPPED if session.status is SessionStatus.STOPPED else _OVER
    if turn.missed:
        words = tuple(
            short(turn.glossary.entry(missed), view)
            for missed in dict.fromkeys(turn.missed)
            if missed in turn.glossary.by_id
        )
        if blocks:
            blocks.append(Divider())
        blocks.extend((Note(plain(view.say(REVIEW))), BulletList(words)))
    counts = {"right": score.right, "answered": score.answered, "total": score.total}
    return Reply(
        title=plain(view.say(title.format(**counts))),
        blocks=tuple(blocks),
        buttons=(
            Button(view.say(_AGAIN), actions.build("quiz")),
            Button(view.say(_SCORES), actions.build("scores")),
            *_why(turn, view),
        ),
        tone=_tone(turn),
    )


def _tone(turn: Turn) -> Tone:
    if turn.answered:
        return Tone.SUCCESS if turn.answered.grade.credit else Tone.WARNING
    return Tone.WARNING if turn.refusal else Tone.INFO
