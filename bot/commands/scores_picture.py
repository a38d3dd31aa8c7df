"""A board as a picture: a bar for each person, in the board's own order. The alt text says the same in words.

It is drawn on white, whatever the reader's theme is, and holds no letters but ASCII: no font for Japanese can be relied
on. A name that cannot be drawn stands in the alt text and in the table beside it; the picture has its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from bot.commands.spec import View
from bot.localized import Localized
from bot.quiz.boards import Board, Order, Row
from bot.reply import File

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

NAME = "naruhaya-scores.png"
_ALT = Localized("Bar chart of {what}. {lines}.", "棒グラフ（{what}）。{lines}。")
_NEWCOMERS = Localized("Newcomers: {lines}", "はじめたばかりの人：{lines}")
_LINE = Localized("{place}. {name}: {value}", "{place}位 {name} {value}")
_BETWEEN = Localized("; ", "、")
_SECTIONS = Localized(". ", "。")


class _By(StrEnum):
    RIGHT = "right"
    POINTS = "points"
    RATE = "rate"
    GAIN = "gain"


_WHAT = {
    _By.RIGHT: Localized("right answers of those given", "正解数と解答数"),
    _By.POINTS: Localized("points", "点"),
    _By.RATE: Localized("share of right answers", "正答率"),
    _By.GAIN: Localized("gain in the share of right answers, in points", "正答率の伸び（ポイント）"),
}
_MOST_NAME = 18
_LEAST = Fraction(1, 100)
_WIDTH, _MARGIN, _STEP, _BAR = 720, 24, 30, 18
_LEFT, _RIGHT = 210, 620
_INK, _PAPER, _SOFT = "#24292f", "#ffffff", "#d0d7de"
_BLUE, _GREEN, _GOLD = "#4a90d9", "#2da44e", "#bf8700"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    label: str
    value: str
    length: Fraction
    behind: Fraction
    colour: str


def board_file(board: Board, order: Order, names: Mapping[str, str], me: str | None, view: View) -> File | None:
    """Return the board as a PNG with its alt text; None if nobody stands on it. ``names`` has all who may be named."""
    if not (board.rows or board.newcomers):
        return None
    content = picture(board, order, names, me)
    return File(name=NAME, content=content, alt=_alt(board, order, names, view))


def picture(board: Board, order: Order, names: Mapping[str, str], me: str | None) -> bytes:
    """Return the PNG: the seasoned first, newcomers below a line; the bar of ``me`` has a colour of its own."""
    # Imported when a picture is drawn: a lookup must not pay for it.
    from PIL import Image, ImageDraw

    bars = _bars(board.rows, _by(board, order), names, me, _BLUE)
    # Newcomers are ranked by their share, whatever the board goes by.
    newcomers = _bars(board.newcomers, _By.RATE, names, me, _GREEN)
    height = 2 * _MARGIN + _STEP * (len(bars) + len(newcomers)) + (_STEP // 2 if bars and newcomers else 0)
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(image)
    top = _draw(draw, _MARGIN, bars)
    if bars and newcomers:
        draw.line((_MARGIN, top + _STEP // 4, _WIDTH - _MARGIN, top + _STEP // 4), fill=_SOFT, width=2)
        top += _STEP // 2
    _draw(draw, top, newcomers)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _bars(rows: Sequence[Row], by: _By, names: Mapping[str, str], me: str | None, colour: str) -> list[_Bar]:
    measured = [_measured(row, by) for row in rows]
    # A share has a natural end; other bars are as long as the longest allows.
    whole = Fraction(1) if by is _By.RATE else max([*(max(own, behind) for own, behind, _ in measured), _LEAST])
    return [
        _Bar(
            label=_label(row, names),
            value=value,
            length=own / whole,
            behind=behind / whole,
            colour=_GOLD if row.tally.user_id == me else colour,
        )
        for row, (own, behind, value) in zip(rows, measured, strict=True)
    ]


def _draw(draw: "ImageDraw", top: int, bars: Sequence[_Bar]) -> int:
    """Draw the bars one below the other from ``top`` on; return where they end."""
    from PIL.ImageFont import load_default

    font, wide = load_default(15), _RIGHT - _LEFT
    for bar in bars:
        middle = top + _STEP // 2
        first, last = middle - _BAR // 2, middle + _BAR // 2
        draw.text((_MARGIN, middle), bar.label, fill=_INK, font=font, anchor="lm")
        if bar.behind:
            draw.rectangle((_LEFT, first, _LEFT + round(wide * bar.behind), last), fill=_SOFT)
        draw.rectangle((_LEFT, first, _LEFT + max(2, round(wide * bar.length)), last), fill=bar.colour)
        draw.text((_WIDTH - _MARGIN, middle), bar.value, fill=_INK, font=font, anchor="rm")
        top += _STEP
    return top


def _label(row: Row, names: Mapping[str, str]) -> str:
    name = names[row.tally.user_id]
    drawn = name if name.isascii() and name.isprintable() else ""
    return f"{row.place}  {drawn[:_MOST_NAME]}".rstrip()


def _measured(row: Row, by: _By) -> tuple[Fraction, Fraction, str]:
    """Return the length of a row's bar, that of the pale one behind it, and its figure."""
    tally = row.tally
    match by:
        case _By.RIGHT:
            return Fraction(tally.right), Fraction(tally.answered), f"{tally.right}/{tally.answered}"
        case _By.POINTS:
            return Fraction(tally.points), Fraction(0), str(tally.points)
        case _By.RATE:
            return tally.share, Fraction(0), f"{round(100 * tally.share)} %"
        case _By.GAIN:
            gain = row.gain or Fraction(0)
            return gain, Fraction(0), f"+{round(100 * gain)}"


def _by(board: Board, order: Order) -> _By:
    if order is Order.RIGHT:
        return _By.POINTS if board.has_bonuses else _By.RIGHT
    return _By.RATE if order is Order.RATE else _By.GAIN


def _alt(board: Board, order: Order, names: Mapping[str, str], view: View) -> str:
    by = _by(board, order)
    parts = [_lines(board.rows, by, names, view)] if board.rows else []
    if board.newcomers:
        newcomers = _lines(board.newcomers, _By.RATE, names, view)
        parts.append(view.say(_NEWCOMERS.format(lines=newcomers)))
    return view.say(_ALT.format(what=view.say(_WHAT[by]), lines=view.say(_SECTIONS).join(parts)))


def _lines(rows: Sequence[Row], by: _By, names: Mapping[str, str], view: View) -> str:
    return view.say(_BETWEEN).join(
        view.say(_LINE.format(place=row.place, name=names[row.tally.user_id], value=_measured(row, by)[2]))
        for row in rows
    )
