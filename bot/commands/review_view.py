"""How a review reads: the question, what became of the attempt and how it counts, what is left and when."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.commands import actions
from bot.commands.entry_view import short
from bot.commands.quiz_view import (
    REFUSALS,
    TYPE,
    YOUR_ANSWER,
    button_label,
    feedback,
    question_blocks,
    solution,
)
from bot.commands.spec import View
from bot.commands.why import why_button
from bot.lexicon.model import EntryId, Glossary
from bot.localized import Localized
from bot.quiz.memory import Rating, Sitting
from bot.quiz.model import Grade, Item
from bot.quiz.session import Refusal
from bot.quiz.streak import Streak
from bot.reply import Block, BulletList, Button, Divider, InputButton, Note, Paragraph, Reply, Text, Tone, plain, strong

_TITLE = Localized("Review {number} of {total}", "復習 {number}/{total}")
_RESUMED = Localized("Going on where you were.", "続きからどうぞ。")
_GIVEN_UP = Localized("You will see it again soon.", "すぐにまた出ます。")
_COUNTED = Localized("Counted as {rating}: again {when}.", "「{rating}」にしました。次は{when}です。")
_OTHERWISE = Localized("Not how it was? Choose another.", "違うと思ったら選び直せます。")
_FIXED = Localized("That rating stays: the review has gone on.", "先へ進んだので、評価はもう変えられません。")
_GONE = Localized(
    "That review is no longer here. /review shows what is due.", "その復習はもうありません。/review で始められます。"
)
_RATINGS = {
    Rating.AGAIN: Localized("Again", "もう一度"),
    Rating.HARD: Localized("Hard", "難しい"),
    Rating.GOOD: Localized("Good", "覚えていた"),
    Rating.EASY: Localized("Easy", "簡単"),
}
_NEXT = Localized("Next", "次へ")
_FINISH = Localized("Finish", "終わる")
_DONT_KNOW = Localized("I don't know", "わからない")
_STOP = Localized("Stop here", "ここでやめる")
_SHOW = Localized("The word in full", "言葉の説明")
_OVER = Localized("Review done: {known} of {total} known", "復習終了：{total}語中{known}語")
_STOPPED_EMPTY = Localized("Review stopped", "復習をやめました")
_AGAIN_SOON = Localized("These come again soon", "近いうちにまた出る言葉")
_NOTHING = Localized("Nothing is due", "今は復習する言葉がありません")
_DUE = Localized("Words due: {number}", "復習する言葉が{number}語あります")
_NEXT_DUE = Localized("The next word is due {when}.", "次の言葉は{when}です。")
_MORE_DUE = Localized("More due now: {number}.", "あと{number}語あります。")
_NO_CARDS = Localized(
    "Words come here from quizzes, rounds and your saved words. Start with a quiz, or save a word you look up.",
    "クイズで答えた言葉と保存した言葉が、ここで復習できます。クイズを始めるか、調べた言葉を保存してください。",
)
_NEW_WAIT = Localized(
    "Words you saved or looked up that wait to be learnt: {number}.",
    "保存した言葉や調べた言葉のうち、まだ練習していないものが{number}語あります。",
)
_STREAK = Localized(
    "{days} working days in a row. Days off you may still take this month: {freezes}.",
    "{days}営業日続いています。今月はあと{freezes}日休んでも続きます。",
)
_LEARN = Localized("Learn new words", "新しい言葉を覚える")
_GO_ON = Localized("Go on", "続ける")
_QUIZ = Localized("Start a quiz", "クイズを始める")
_PROGRESS = Localized("My progress", "覚えた様子")
_BACK = Localized("My reviews", "復習する")
_NOW = Localized("now", "今")
_MINUTES = Localized("in {number} min", "{number}分後")
_HOURS = Localized("in {number} h", "{number}時間後")
_TOMORROW = Localized("tomorrow", "明日")
_DAYS = Localized("in {number} days", "{number}日後")
_MONTHS = Localized("in {number} months", "約{number}か月後")
_YEARS = Localized("in {number} years", "約{number}年後")
_KNOWN = frozenset({Rating.HARD, Rating.GOOD, Rating.EASY})


class Happened(StrEnum):
    """What has just happened in a review."""

    ASKED = "asked"
    RESUMED = "resumed"
    ANSWERED = "answered"
    RATED = "rated"
    FIXED = "fixed"
    REFUSED = "refused"
    OVER = "over"
    NOTHING = "nothing"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """What a person may do next: counts of words, and how long until the next one is due, if any ever is.

    ``soon`` are those that are due so soon that one may as well go on now.
    """

    cards: int
    due: int
    soon: int
    new: int
    wait: timedelta | None
    streak: Streak


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a review: the sitting after it, and what there is to tell about it."""

    happened: Happened
    glossary: Glossary
    sitting: Sitting | None = None
    item: Item | None = None
    grade: Grade | None = None
    chosen: int | None = None
    rating: Rating | None = None
    interval: timedelta | None = None
    refusal: Refusal | None = None
    ratings: tuple[tuple[EntryId, Rating], ...] = ()
    pause: Pause | None = None


def present(step: Step, view: View) -> Reply:
    """Return the question that is asked, what became of the last answer, or what is left to do."""
    sitting = step.sitting
    if step.pause is not None:
        return _resting(step, step.pause, view)
    if sitting is None:
        return Reply(
            title=plain(view.say(_NOTHING)),
            blocks=(Paragraph(plain(view.say(_GONE))),),
            buttons=(Button(view.say(_BACK), actions.build("review")),),
            tone=Tone.WARNING,
        )
    if step.happened in {Happened.ANSWERED, Happened.RATED} and step.item and step.rating:
        return _answered(step, sitting, step.item, step.rating, view)
    return _question(step, sitting, view)


def _question(step: Step, sitting: Sitting, view: View) -> Reply:
    """Return the question asked now, under a word on why it is shown; nothing of its answer."""
    blocks: list[Block] = []
    warning = step.happened in {Happened.REFUSED, Happened.FIXED}
    if step.happened is Happened.RESUMED:
        blocks.append(Note(plain(view.say(_RESUMED))))
    elif step.happened is Happened.FIXED:
        blocks.append(Paragraph(plain(view.say(_FIXED))))
    elif step.refusal:
        blocks.append(Paragraph(plain(view.say(REFUSALS[step.refusal]))))
    item = sitting.current
    if item is None:
        return Reply(
            title=_title(sitting, sitting.position, view),
            blocks=tuple(blocks),
            buttons=(Button(view.say(_FINISH), actions.build("review-next", sitting.id)),),
            tone=Tone.WARNING,
        )
    at = (sitting.id, sitting.position)
    answers: list[Button | InputButton] = [
        Button(button_label(number, each, view), actions.build("review-answer", *at, number - 1))
        for number, each in enumerate(item.options, 1)
    ]
    if not item.options:
        answers.append(InputButton(view.say(TYPE), actions.build("review-answer", *at), view.say(YOUR_ANSWER)))
    return Reply(
        title=_title(sitting, sitting.position + 1, view),
        blocks=(*blocks, *question_blocks(item, view)),
        buttons=(
            *answers,
            Button(view.say(_DONT_KNOW), actions.build("review-skip", *at)),
            Button(view.say(_STOP), actions.build("review-stop", sitting.id)),
        ),
        tone=Tone.WARNING if warning else Tone.INFO,
    )


def _answered(step: Step, sitting: Sitting, item: Item, rating: Rating, view: View) -> Reply:
    """Return the solution and how the answer counts, with the ways in which it could count otherwise."""
    question = sitting.position - 1
    blocks: list[Block] = []
    if step.grade:
        blocks.extend(feedback(item, step.grade, step.chosen, view))
    elif step.happened is Happened.ANSWERED:
        blocks.extend((Paragraph(strong(view.say(_GIVEN_UP))), *solution(item, view)))
    else:
        blocks.extend(solution(item, view))
    entry = step.glossary.by_id.get(item.entry_id)
    if entry and not view.say(item.note):
        blocks.append(BulletList((short(entry, view),)))
    when = in_words(step.interval or timedelta(), view)
    counted = _COUNTED.format(rating=view.say(_RATINGS[rating]), when=when)
    blocks.extend((Divider(), Paragraph(plain(view.say(counted)))))
    if step.happened is Happened.ANSWERED:
        blocks.append(Note(plain(view.say(_OTHERWISE))))
    go_on = view.say(_NEXT if sitting.current else _FINISH)
    others = (
        Button(view.say(label), actions.build("review-rate", sitting.id, question, int(each)))
        for each, label in _RATINGS.items()
        if each is not rating
    )
    return Reply(
        title=_title(sitting, question + 1, view),
        blocks=tuple(blocks),
        buttons=(
            Button(go_on, actions.build("review-next", sitting.id)),
            *others,
            Button(view.say(_SHOW), actions.build("show", item.entry_id)),
            *why_button(step.grade.rule if step.grade else None, view),
        ),
        tone=Tone.WARNING if rating is Rating.AGAIN else Tone.SUCCESS,
    )


def _resting(step: Step, pause: Pause, view: View) -> Reply:
    """Return how the sitting went, if there was one, and what there is to do now and later."""
    blocks: list[Block] = []
    title = _DUE.format(number=pause.due) if pause.due else _NOTHING
    if step.happened is Happened.OVER:
        known = sum(rating in _KNOWN for _, rating in step.ratings)
        title = _OVER.format(known=known, total=len(step.ratings)) if step.ratings else _STOPPED_EMPTY
        missed = [word for word, rating in step.ratings if rating is Rating.AGAIN and word in step.glossary.by_id]
        if missed:
            words = tuple(short(step.glossary.entry(word), view) for word in dict.fromkeys(missed))
            blocks.extend((Note(plain(view.say(_AGAIN_SOON))), BulletList(words)))
    blocks.extend(
        Paragraph(plain(view.say(sentence))) for sentence in _outlook(pause, view, over=step.happened is Happened.OVER)
    )
    buttons: list[Button] = []
    if pause.due or pause.soon:
        go_on = _GO_ON if step.happened is Happened.OVER else _BACK
        buttons.append(Button(view.say(go_on), actions.build("review")))
    if pause.new:
        buttons.append(Button(view.say(_LEARN), actions.build("review-learn")))
    buttons.append(Button(view.say(_QUIZ), actions.build("quiz")))
    if pause.cards:
        buttons.append(Button(view.say(_PROGRESS), actions.build("review-progress")))
    tone = Tone.SUCCESS if step.ratings else Tone.INFO
    return Reply(title=plain(view.say(title)), blocks=tuple(blocks), buttons=tuple(buttons), tone=tone)


def _outlook(pause: Pause, view: View, *, over: bool) -> list[Localized]:
    sentences = []
    if pause.due and over:
        sentences.append(_MORE_DUE.format(number=pause.due))
    elif pause.wait is not None and not pause.due:
        sentences.append(_NEXT_DUE.format(when=in_words(pause.wait, view)))
    if pause.new:
        sentences.append(_NEW_WAIT.format(number=pause.new))
    elif not pause.cards:
        sentences.append(_NO_CARDS)
    if pause.streak.days > 1:
        sentences.append(_STREAK.format(days=pause.streak.days, freezes=pause.streak.freezes))
    return sentences


def in_words(interval: timedelta, view: View) -> str:
    """Return a time from now, to the precision that matters."""
    minutes = round(interval.total_seconds() / 60)
    days = round(interval / timedelta(days=1))
    if minutes < 1:
        return view.say(_NOW)
    if minutes < 60:
        return view.say(_MINUTES.format(number=minutes))
    if minutes < 20 * 60:
        return view.say(_HOURS.format(number=round(minutes / 60)))
    if days <= 1:
        return view.say(_TOMORROW)
    if days < 60:
        return view.say(_DAYS.format(number=days))
    if days < 700:
        return view.say(_MONTHS.format(number=round(days / 30.4)))
    return view.say(_YEARS.format(number=round(days / 365)))


def _title(sitting: Sitting, number: int, view: View) -> Text:
    return plain(view.say(_TITLE.format(number=number, total=len(sitting.items))))
