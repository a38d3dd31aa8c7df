"""What a board shows: places, newcomers apart, one's own line, and how it is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bot import messages
from bot.commands import actions, wording
from bot.commands.scores_picture import board_file
from bot.commands.spec import View, option
from bot.localized import Localized
from bot.quiz.boards import LEAST_FOR_IMPROVED, LEAST_FOR_RATE, Board, Order, Row, Window
from bot.reply import Block, Button, Emphasis, Note, Paragraph, Reply, Span, Table, plain, strong

_WHERE = Localized("channel (this one) or workspace (all of it)", "このチャンネル（channel）か職場全体（workspace）か")
_WINDOW = Localized("today, week, month, season (a quarter) or all", "今日・今週・今月・四半期・全期間")
_BY = Localized("right answers, rate of right ones, or most improved", "正解数・正答率・伸び")
_NUMBER = Localized("How many people to list, 1 to 20", "表示する人数（1～20）")
_AS_PICTURE = Localized("Draw the board as a picture too", "グラフの画像も付ける")
_PICTURE = Localized("As a picture", "グラフで見る")
_TITLE = Localized("Scores: {where}, {window}", "スコア：{where}・{window}")
_NOBODY = Localized("Nobody has answered a question here yet.", "まだ誰も解答していません。")
_NOBODY_THEN = Localized("Nobody has answered a question in that time.", "その期間に解答した人はいません。")
_TOO_FEW = Localized(
    "Nobody has enough answers to be listed yet: it takes {least}.", "名前が載るのは{least}問答えてからです。"
)
_NOBODY_BETTER = Localized(
    "Nobody to list: it takes {least} answers in this window and in the one before, and a better share now.",
    "該当者はいません。この期間とその前の期間に{least}問ずつ答え、正答率が上がった人が載ります。",
)
_START = Localized("Start a quiz", "クイズを始める")
_RIGHT = Localized("right", "正解")
_ANSWERED = Localized("answered", "解答")
_SHARE_RIGHT = Localized("share right", "正答率")
_POINTS = Localized("points", "点")
_GAIN = Localized("gained", "伸び")
_NEWCOMERS = Localized("Newcomers, by share of right answers", "はじめたばかりの人（正答率順）")
_HOW_NEW = Localized(
    "Newcomers: here for less than 14 days, or fewer than 20 answers; listed from {least} answers on.",
    "「はじめたばかりの人」は初解答から14日未満か、解答が20問未満の人です。{least}問から載ります。",
)
_HOW_POINTS = Localized(
    "A right answer is worth 10 points, and 3 more where a race gave its bonus.",
    "正解は10点、早押しのボーナスは3点です。",
)
_HOW_RATE = Localized("Listed from {least} answers on.", "{least}問以上答えた人が載ります。")
_HOW_IMPROVED = Localized(
    "Share of right answers against the window before; {least} answers in each, and only who got better.",
    "その前の期間と比べた正答率です。両方で{least}問以上答え、上がった人だけが載ります。",
)
_TOTAL = Localized(
    "In all: people {people}, answers {answered}, {percent} % right.",
    "合計：{people}人、{answered}問、正答率{percent}%。",
)
_BETWEEN = Localized(" ", "")
_PLACED = Localized("place {place}", "{place}位")
_PLACED_NEW = Localized("place {place} among newcomers", "はじめたばかりの人の中で{place}位")
_YOU = Localized("You: {right} right of {answered}.", "あなた：{answered}問中{right}問正解。")
_YOU_PLACED = Localized("You: {right} right of {answered}, {place}.", "あなた：{answered}問中{right}問正解、{place}。")
_HIDDEN = Localized("You are hidden: others do not see you here.", "名前は隠してあり、ほかの人には見えません。")
_PLUS = Localized("+{points} points", "+{points}ポイント")
_WHERES = {
    "channel": Localized("this channel", "このチャンネル"),
    "workspace": Localized("whole workspace", "職場全体"),
}
_MOST_IMPROVED = Localized("Most improved", "伸びた人")
_MOST_RIGHT = Localized("Most right answers", "正解の多い人")


class Where(StrEnum):
    """Whose answers count."""

    CHANNEL = "channel"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresParams:
    """What ``scores`` takes."""

    where: Where = option(_WHERE, name_ja="範囲", default=Where.CHANNEL)
    window: Window = option(_WINDOW, name_ja="期間", default=Window.ALL)
    by: Order = option(_BY, name_ja="並べ方", default=Order.RIGHT)
    number: int = option(_NUMBER, name_ja="人数", default=10, minimum=1, maximum=20)
    picture: bool = option(_AS_PICTURE, name_ja="画像", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """A board with what was asked for, and the names of those who may be named. ``me`` is None once it is shared."""

    params: ScoresParams
    board: Board
    names: Mapping[str, str]
    me: str | None
    hidden: bool


def present(shown: Scores, view: View) -> Reply:
    """Return the board as tables, the asker's row marked; a shared one says nothing about the asker."""
    board, params = shown.board, shown.params
    title = _TITLE.format(where=view.say(_WHERES[params.where]), window=view.say(wording.WINDOWS[params.window]))
    blocks: list[Block] = []
    if board.rows:
        blocks.append(_table(board.rows, shown, view, points=board.has_bonuses))
    if board.newcomers:
        blocks.append(Paragraph(strong(view.say(_NEWCOMERS))))
        blocks.append(_table(board.newcomers, shown, view))
    if not blocks:
        blocks.append(Paragraph(plain(view.say(_nobody(shown)))))
    if board.own and shown.me:
        blocks.append(Note(plain(view.say(_own(board, board.own, view)))))
        if shown.hidden:
            blocks.append(Note(plain(view.say(_HIDDEN))))
    if board.people:
        blocks.append(Note(plain(view.say(_BETWEEN).join(map(view.say, _how(shown))))))
    drawn = board_file(board, params.by, shown.names, shown.me, view) if params.picture else None
    return Reply(
        title=plain(_capital(view.say(title))),
        blocks=tuple(blocks),
        buttons=_buttons(shown, view),
        files=(drawn,) if drawn else (),
    )


def percent(share: Fraction) -> int:
    """Return a share in whole per cent."""
    return round(100 * share)


def _table(rows: Sequence[Row], shown: Scores, view: View, *, points: bool = False) -> Table:
    gained = any(row.gain is not None for row in rows)
    points = points and not gained
    head = ["", *([view.say(_POINTS)] if points else []), *([view.say(_GAIN)] if gained else [])]
    head.extend(view.say(each) for each in (_RIGHT, _ANSWERED, _SHARE_RIGHT))
    lines = []
    for row in rows:
        tally = row.tally
        cells = [shown.names[tally.user_id]]
        if points:
            cells.append(str(tally.points))
        if gained:
            cells.append(view.say(_PLUS.format(points=percent(row.gain or Fraction(0)))))
        cells.extend((str(tally.right), str(tally.answered), f"{percent(tally.share)} %"))
        emphasis = Emphasis.STRONG if tally.user_id == shown.me else Emphasis.PLAIN
        lines.append((str(row.place), tuple((Span(cell, emphasis),) for cell in cells)))
    return Table(head=tuple(map(plain, head)), rows=tuple(lines))


def _nobody(shown: Scores) -> Localized:
    """Return why the board is empty."""
    if not shown.board.people:
        return _NOBODY if shown.params.window is Window.ALL else _NOBODY_THEN
    if shown.params.by is Order.IMPROVED:
        return _NOBODY_BETTER.format(least=LEAST_FOR_IMPROVED)
    return _TOO_FEW.format(least=LEAST_FOR_RATE)


def _own(board: Board, own: Row, view: View) -> Localized:
    counts = {"right": own.tally.right, "answered": own.tally.answered}
    if own.place is None:
        return _YOU.format(**counts)
    place = (_PLACED_NEW if board.own_is_new else _PLACED).format(place=own.place)
    return _YOU_PLACED.format(**counts, place=view.say(place))


def _how(shown: Scores) -> list[Localized]:
    """Return what is counted, and the totals, hidden people included."""
    board, order = shown.board, shown.params.by
    lines = []
    if board.rows and order is Order.IMPROVED:
        lines.append(_HOW_IMPROVED.format(least=LEAST_FOR_IMPROVED))
    elif board.rows and order is Order.RATE:
        lines.append(_HOW_RATE.format(least=LEAST_FOR_RATE))
    elif board.rows and board.has_bonuses:
        lines.append(_HOW_POINTS)
    if board.newcomers:
        lines.append(_HOW_NEW.format(least=LEAST_FOR_RATE))
    total = board.total
    lines.append(_TOTAL.format(people=board.people, answered=total.answered, percent=percent(total.share)))
    return lines


def _buttons(shown: Scores, view: View) -> tuple[Button, ...]:
    """Return the boards that are one tap away; a board that was shared has a quiz to start."""
    start = Button(view.say(_START), actions.build("quiz"))
    if shown.me is None:
        return (start,)
    params = shown.params
    other = Where.WORKSPACE if params.where is Where.CHANNEL else Where.CHANNEL
    window = Window.ALL if params.window is Window.WEEK else Window.WEEK
    # Improvement goes by a window that has one before it.
    by, then = (Order.RIGHT, params.window) if params.by is Order.IMPROVED else (Order.IMPROVED, Window.MONTH)
    order = _MOST_RIGHT if by is Order.RIGHT else _MOST_IMPROVED
    links = (
        (_WHERES[other], (other, params.window, params.by)),
        (wording.WINDOWS[window], (params.where, window, Order.RIGHT if window is Window.ALL else params.by)),
        (order, (params.where, then, by)),
    )
    buttons = [start, *(Button(_capital(view.say(label)), actions.build("scores", *to)) for label, to in links)]
    if shown.board.rows or shown.board.newcomers:
        which = ".".join((params.where, params.window, params.by))
        if not params.picture:
            drawn = actions.build("scores", params.where, params.window, params.by, params.number, "on")
            buttons.append(Button(view.say(_PICTURE), drawn))
        buttons.append(Button(view.say(messages.SHARE), actions.build("share", "board", which)))
    return tuple(buttons)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
