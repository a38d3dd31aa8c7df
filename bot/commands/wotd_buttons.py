"""The buttons under a word of the day: "I knew it" is a review of the word, "Quiz me" asks those that came before."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.commands import actions, quiz_view
from bot.commands.quiz import begin
from bot.commands.quiz_view import Turn
from bot.commands.remembering import remember
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.commands.wotd import SUMMARY
from bot.lexicon.model import Entry, EntryId
from bot.localized import Localized
from bot.quiz.items import build_items
from bot.quiz.memory import Rating, Source
from bot.quiz.model import Item, ItemKind
from bot.quiz.streak import study_day
from bot.reply import Button, Paragraph, Reply, Tone, plain
from bot.schedule import Days
from bot.wotd import to_recall

_ENTRY = Localized("The word", "言葉")
_DATE = Localized("The date", "日付")
_NOTED = Localized("Noted: you knew {word}", "記録しました：{word}")
_AGAIN = Localized("It comes up in /review from {date} on.", "{date} から /review に出ます。")
_REVIEW = Localized("Review", "復習")
_GONE = Localized("That word is no longer in the glossary.", "その言葉はもう用語集にありません。")
_ONE_TAP = tuple(kind for kind in ItemKind if kind.is_choice)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnewParams:
    """What "I knew it" carries: an entry's id."""

    entry: str = option(_ENTRY, maximum=80)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizParams:
    """What "Quiz me" carries: the date of the word it stands under."""

    date: str = option(_DATE, maximum=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knew:
    """The word, and the date from which it is asked again; None if the word is gone."""

    entry: Entry | None
    due: date | None = None


def knew(services: Services, invocation: Invocation, params: KnewParams) -> Knew:
    """Take "I knew it" as a review, once a day however often it is pressed."""
    entry = services.glossary.by_id.get(EntryId(params.entry))
    if entry is None:
        return Knew(entry=None)
    now: datetime = invocation.received_at
    key = f"wotd/{entry.id}/{study_day(now, services.timezone).isoformat()}"
    with services.unit_of_work() as work:
        held = remember(
            services,
            work,
            invocation.actor,
            entry.id,
            key=key,
            rating=Rating.GOOD,
            source=Source.REVIEWED,
            at=now,
        )
        work.commit()
    return Knew(entry=entry, due=held.card.due.astimezone(services.timezone).date())


def quiz_me(services: Services, invocation: Invocation, params: QuizParams) -> Turn:
    """Return a short quiz, one tap a question: the word before this one, and those of a week and of a month ago."""
    place = invocation.place
    try:
        day = date.fromisoformat(params.date)
    except ValueError:
        return begin(services, invocation, ())
    with services.unit_of_work(read_only=True) as work:
        subscription = work.words.get(place)
        ledger = work.words.shown(place, date.min)
    days = subscription.schedule.days if subscription else Days.ALL
    words = to_recall(days, ledger, day) or tuple(line.entry_id for line in ledger if line.local_date == day)
    withheld = services.withheld(place)
    items = [item for word in words if word not in withheld for item in _item(services, word)]
    return begin(services, invocation, tuple(items))


def _item(services: Services, word: EntryId) -> tuple[Item, ...]:
    """Return a question about the word: one to be answered with a tap, where the word has such a one."""
    random = services.new_random()
    return build_items(services.glossary, random, 1, kinds=_ONE_TAP, only={word}) or build_items(
        services.glossary, random, 1, only={word}
    )


def present_knew(said: Knew, view: View) -> Reply:
    """Return that it was noted, and when the word comes again."""
    if said.entry is None or said.due is None:
        return Reply(title=plain(view.say(_GONE)), tone=Tone.WARNING)
    return Reply(
        title=plain(view.say(_NOTED.format(word=said.entry.headword))),
        blocks=(Paragraph(plain(view.say(_AGAIN.format(date=said.due.isoformat())))),),
        buttons=(Button(view.say(_REVIEW), actions.build("review")),),
        tone=Tone.SUCCESS,
    )


KNEW = CommandSpec(
    name="wotd-knew", summary=SUMMARY, params=KnewParams, handler=knew, presenter=present_knew, hidden=True
)
QUIZ_ME = CommandSpec(
    name="wotd-quiz", summary=SUMMARY, params=QuizParams, handler=quiz_me, presenter=quiz_view.present, hidden=True
)
BUTTONS = (KNEW, QUIZ_ME)
"""What the buttons under a word of the day call."""
