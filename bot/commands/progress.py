"""``review-progress``: a person's cards in figures, and as a picture that says the same."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from bot.commands import actions
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View
from bot.localized import Localized
from bot.quiz.memory import CardState, HeldCard
from bot.quiz.streak import study_day
from bot.reply import Button, Field, FieldList, File, Paragraph, Reply, plain

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

DAYS = 14
"""How far ahead the picture looks, today included."""
_LASTING = timedelta(days=21)
"""A word that is put off for longer is known well."""

_SUMMARY = Localized("How your words are coming along", "覚えた言葉の様子")
_TITLE = Localized("Your words", "あなたの言葉")
_NEW = Localized("New", "これから")
_LEARNING = Localized("Being learnt", "練習中")
_KNOWN = Localized("Known", "覚えた")
_LASTINGLY = Localized("Known well", "しっかり覚えた")
_TODAY = Localized("Due today", "今日の復習")
_AHEAD = Localized("Due within two weeks", "2週間の復習")
_NONE = Localized(
    "You have no words yet: /quiz or Save brings some.", "まだ言葉がありません。/quiz か「保存」で増えます。"
)
_ALT = Localized(
    "Two bar charts. Words: {new} new, {learning} being learnt, {known} known, {lasting} known well. "
    "Due: {today} today, {ahead} within two weeks, most on {day}: {most}.",
    "棒グラフ2つ。言葉：これから{new}、練習中{learning}、覚えた{known}、しっかり覚えた{lasting}。"
    "復習：今日{today}、2週間で{ahead}、最も多いのは{day}で{most}。",
)
_REVIEW = Localized("Review", "復習する")
_WIDTH, _HEIGHT, _MARGIN, _GAP, _BASE = 720, 260, 24, 6, 220
_INK, _PAPER, _SOFT = "#24292f", "#ffffff", "#d0d7de"
_COLOURS = ("#8c959f", "#bf8700", "#4a90d9", "#2da44e")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressParams:
    """``review-progress`` takes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Counts of a person's cards: by how far they have come, and by the date they are due, from ``today`` on.

    What is overdue counts for today.
    """

    today: date
    states: tuple[int, int, int, int]
    due: tuple[int, ...]


def progress(services: Services, invocation: Invocation, params: ProgressParams) -> Progress:
    """Return how the person's words are coming along."""
    del params
    with services.unit_of_work(read_only=True) as work:
        cards = work.cards.of(invocation.actor)
        zone = work.plans.get(invocation.actor).zone(services.timezone)
    today = study_day(services.clock.now(), zone)
    states, due = [0, 0, 0, 0], [0] * DAYS
    for held in cards:
        if held.entry_id in services.glossary.by_id:
            states[_state(held)] += 1
            ahead = max(0, (study_day(held.card.due, zone) - today).days)
            if held.card.state is not CardState.NEW and ahead < DAYS:
                due[ahead] += 1
    new, learning, known, lasting = states
    return Progress(today=today, states=(new, learning, known, lasting), due=tuple(due))


def _state(held: HeldCard) -> int:
    card = held.card
    if card.state is CardState.NEW:
        return 0
    if card.state is not CardState.REVIEW or card.last_review is None:
        return 1
    return 3 if card.due - card.last_review > _LASTING else 2


def present(found: Progress, view: View) -> Reply:
    """Return the figures and the picture."""
    title = plain(view.say(_TITLE))
    if not sum(found.states):
        return Reply(title=title, blocks=(Paragraph(plain(view.say(_NONE))),))
    labels = (_NEW, _LEARNING, _KNOWN, _LASTINGLY, _TODAY, _AHEAD)
    figures = (*found.states, found.due[0], sum(found.due))
    fields = tuple(Field(view.say(each), plain(str(count))) for each, count in zip(labels, figures, strict=True))
    return Reply(
        title=title,
        blocks=(FieldList(fields),),
        buttons=(Button(view.say(_REVIEW), actions.build("review")),),
        files=(File(name="naruhaya-words.png", content=picture(found), alt=view.say(_alt(found))),),
    )


def _alt(found: Progress) -> Localized:
    new, learning, known, lasting = found.states
    most = max(found.due)
    day = found.today + timedelta(days=found.due.index(most))
    return _ALT.format(
        new=new, learning=learning, known=known, lasting=lasting,
        today=found.due[0], ahead=sum(found.due), day=day.isoformat(), most=most,
    )  # fmt: skip


def picture(found: Progress) -> bytes:
    """Return a PNG with two bar charts: words by state, and due by date. It holds no letters but digits and ASCII."""
    # Imported when a picture is drawn: a lookup must not pay for it.
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    states = list(zip(("new", "learn", "known", "well"), found.states, strict=True))
    _bars(draw, _MARGIN, 200, states, _COLOURS)
    days = [found.today + timedelta(days=number) for number in range(DAYS)]
    labels = [f"{day.month}/{day.day}" if number % 2 == 0 else "" for number, day in enumerate(days)]
    _bars(draw, 2 * _MARGIN + 216, 440, list(zip(labels, found.due, strict=True)), (_COLOURS[2],))
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _bars(draw: "ImageDraw", left: int, width: int, bars: list[tuple[str, int]], colours: tuple[str, ...]) -> None:
    from PIL.ImageFont import load_default

    font = load_default(13)
    most = max(1, *(count for _, count in bars))
    step = width / len(bars)
    draw.line((left, _BASE, left + width, _BASE), fill=_SOFT, width=2)
    for number, (label, count) in enumerate(bars):
        x = left + number * step
        top = _BASE - round((_BASE - 3 * _GAP - _MARGIN) * count / most)
        middle = x + step / 2
        if count:
            draw.rectangle((x + _GAP / 2, top, x + step - _GAP / 2, _BASE - 1), fill=colours[number % len(colours)])
            draw.text((middle, top - 2), str(count), fill=_INK, font=font, anchor="mb")
        draw.text((middle, _BASE + 6), label, fill=_INK, font=font, anchor="mt")


PROGRESS = CommandSpec(
    name="review-progress",
    summary=_SUMMARY,
    params=ProgressParams,
    handler=progress,
    presenter=present,
    hidden=True,
)
