"""What a trainer sees: words missed, words mixed up, fields covered, answers a week; and the same as a table to keep."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from bot.commands import actions, wording
from bot.commands.spec import View, option
from bot.lexicon.model import Domain, EntryId, Glossary
from bot.localized import Localized
from bot.quiz.boards import Window
from bot.quiz.report import LEAST_PEOPLE, Report
from bot.reply import Block, Button, File, Note, Paragraph, Reply, Table, Text, plain, strong

_WINDOW = Localized("today, week, month, season (a quarter) or all", "今日・今週・今月・四半期・全期間")
_DOMAIN = Localized("Only words of this field", "分野をしぼる")
_TITLE = Localized("What the team finds hard: {window}", "みんなが苦手な言葉：{window}")
_TITLE_OF = Localized("What the team finds hard: {window}, {domain}", "みんなが苦手な言葉：{window}・{domain}")
_MISSED = Localized("Missed most", "間違いの多い言葉")
_CONFUSED = Localized("Taken for another word", "取り違えの多い組")
_COVERED = Localized("Words asked, by field", "出題した言葉（分野別）")
_WEEKS = Localized("Answers a week", "週ごとの解答")
_WRONG = Localized("wrong", "不正解")
_ANSWERS = Localized("answers", "解答")
_TIMES = Localized("times", "回数")
_INSTEAD = Localized("{word} → {instead}", "{word} → {instead}")
_ASKED = Localized("asked", "出題")
_WORDS = Localized("in the glossary", "用語集")
_RIGHT = Localized("right", "正解")
_NOTHING = Localized(
    "Nothing to show yet: a row needs answers of at least {least} different people.",
    "まだ表示できる行がありません。1行につき{least}人以上の解答が必要です。",
)
_NOBODY_NAMED = Localized(
    "Every row rests on at least {least} different people; nobody is named. Rows left out because of that: {left_out}.",
    "どの行も{least}人以上の解答によるもので、名前は出ません。人数が足りず省いた行：{left_out}。",
)
_CUT = Localized("Only the newest {number} answers were read.", "新しい順に{number}件の解答だけを集計しました。")
_TABLE_ALT = Localized(
    "The same as a table: words missed, words mixed up, fields covered, answers a week.",
    "同じ内容の表：間違いの多い言葉、取り違え、分野別の出題、週ごとの解答。",
)
_ROWS = 10
_BOM = "\ufeff"
_FORMULA = frozenset("=+-@\t\r＝＋－＠\n")
"""A cell that begins with one of these is run as a formula by spreadsheets, or breaks the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerParams:
    """What ``trainer`` takes."""

    window: Window = option(_WINDOW, name_ja="期間", default=Window.MONTH)
    domain: Domain | None = option(_DOMAIN, name_ja="分野", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A report with what was asked for; ``is_cut``: there were more answers than were read."""

    params: TrainerParams
    report: Report
    answers: int
    is_cut: bool
    glossary: Glossary
    today: date

    def word(self, entry_id: EntryId) -> str:
        """Return the word as it is written, or its id if the glossary has it no longer."""
        entry = self.glossary.by_id.get(entry_id)
        return entry.headword if entry else entry_id


def present(shown: Shown, view: View) -> Reply:
    """Return the report as tables, ten rows each, and in full as a file."""
    window, domain = view.say(wording.WINDOWS[shown.params.window]), shown.params.domain
    title = _TITLE.format(window=window)
    if domain:
        title = _TITLE_OF.format(window=window, domain=view.say(wording.DOMAINS[domain]))
    report = shown.report
    blocks: list[Block] = []
    for heading, head, rows in _tables(shown, view):
        if rows:
            blocks.append(Paragraph(strong(view.say(heading))))
            cells = tuple((label, tuple(map(plain, row))) for label, row in rows)
            blocks.append(Table(head=tuple(plain(view.say(each)) for each in head), rows=cells))
    is_empty = not blocks
    if is_empty:
        blocks.append(Paragraph(plain(view.say(_NOTHING.format(least=LEAST_PEOPLE)))))
    blocks.append(Note(_said(view, _NOBODY_NAMED.format(least=LEAST_PEOPLE, left_out=report.left_out))))
    if shown.is_cut:
        blocks.append(Note(_said(view, _CUT.format(number=shown.answers))))
    file = File(
        name=f"naruhaya-trainer-{shown.today.isoformat()}.csv",
        content=as_csv(shown).encode(),
        alt=view.say(_TABLE_ALT),
    )
    return Reply(
        title=plain(view.say(title)),
        blocks=tuple(blocks),
        buttons=_buttons(shown, view),
        files=() if is_empty else (file,),
    )


def as_csv(shown: Shown) -> str:
    """Return the whole report as comma-separated values, for a spreadsheet: no cell of it can be run as a formula.

    Columns: table (missed, confusion, coverage, week), item, other, count, of, percent. It begins with a byte order
    mark, by which Excel knows UTF-8.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("table", "item", "other", "count", "of", "percent"))
    for table, item, other, count, of in rows_of(shown):
        writer.writerow((table, *map(neutral, (item, other)), count, of, _percent(count, of)))
    return _BOM + out.getvalue()


def rows_of(shown: Shown) -> Iterator[tuple[str, str, str, int, int]]:
    """Yield every row of the report: table, item, other word, count, and of how many."""
    report = shown.report
    for missed in report.missed:
        yield "missed", shown.word(missed.entry_id), "", missed.wrong, missed.answered
    for pair in report.confusions:
        yield "confusion", shown.word(pair.entry_id), shown.word(pair.instead), pair.times, pair.answered
    for field in report.coverage:
        yield "coverage", field.domain.value, "", field.asked, field.words
    for week in report.weeks:
        yield "week", week.monday.isoformat(), "", week.right, week.answered


def neutral(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula: with an apostrophe before what looks like one."""
    return f"'{cell}" if cell[:1] in _FORMULA else cell


_Rows = list[tuple[str, tuple[str, ...]]]


def _tables(shown: Shown, view: View) -> Iterator[tuple[Localized, tuple[Localized, ...], _Rows]]:
    """Yield each table's heading, its columns and its first rows."""
    report, percent = shown.report, Localized("%", "%")
    yield (
        _MISSED,
        (percent, _WRONG, _ANSWERS),
        [
            (shown.word(row.entry_id), (_share(row.wrong, row.answered), str(row.wrong), str(row.answered)))
            for row in report.missed[:_ROWS]
        ],
    )
    yield (
        _CONFUSED,
        (percent, _TIMES, _ANSWERS),
        [
            (
                view.say(_INSTEAD.format(word=shown.word(row.entry_id), instead=shown.word(row.instead))),
                (_share(row.times, row.answered), str(row.times), str(row.answered)),
            )
            for row in report.confusions[:_ROWS]
        ],
    )
    yield (
        _COVERED,
        (percent, _ASKED, _WORDS),
        [
            (view.say(wording.DOMAINS[row.domain]), (_share(row.asked, row.words), str(row.asked), str(row.words)))
            for row in report.coverage[:_ROWS]
        ],
    )
    yield (
        _WEEKS,
        (percent, _RIGHT, _ANSWERS),
        [
            (row.monday.isoformat(), (_share(row.right, row.answered), str(row.right), str(row.answered)))
            for row in report.weeks[-_ROWS:]
        ],
    )


def _buttons(shown: Shown, view: View) -> tuple[Button, ...]:
    others = [
        each for each in (Window.WEEK, Window.MONTH, Window.SEASON, Window.ALL) if each is not shown.params.window
    ]
    domain = shown.params.domain or ""
    return tuple(
        Button(_capital(view.say(wording.WINDOWS[each])), actions.build("trainer", each, domain)) for each in others
    )


def _said(view: View, text: Localized) -> Text:
    return plain(view.say(text))


def _share(count: int, of: int) -> str:
    return f"{_percent(count, of)} %"


def _percent(count: int, of: int) -> int:
    return round(100 * count / of) if of else 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
