"""A table in CSV, however it was saved: the separator and the columns are found from its first row."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.localized import Locale, Localized
from bot.team.exchange_cells import neutralised, restored
from bot.team.exchange_columns import column_called, column_names, header, shown
from bot.team.exchange_sheet import COLUMNS, EMPTY, MAX_ROWS, TOO_MANY_ROWS, RowFault, Sheet, SheetRow, Unreadable

_SEPARATORS = (",", "\t", ";")
_MAX_COLUMNS = 100
_LONGEST_HEADER = 10_000


def read_table(text: str, notes: tuple[Localized, ...] = ()) -> Sheet | Unreadable:
    """Return the rows of a table whose first row names its columns, or why it is none."""
    if text[:4].casefold() == "sep=":  # a line by which Excel is told the separator
        text = text.partition("\n")[2]
    head = text.lstrip("\r\n")[:_LONGEST_HEADER]
    if not head:
        return EMPTY
    separator, names = max(((each, _first_row(head, each)) for each in _SEPARATORS), key=lambda found: _known(found[1]))
    if len(names) > _MAX_COLUMNS:
        return Unreadable(_TOO_MANY_COLUMNS)
    columns = [column_called(name) for name in names]
    if "headword" not in columns:
        found = [name.strip() for name in names if name.strip()]
        return Unreadable(_NO_HEADWORD.format(found=shown(found) or "—"))
    if twice := next((column for column in columns if column and columns.count(column) > 1), None):
        named = column_names(twice)
        return Unreadable(Localized(_TWICE.en.format(column=named.en), _TWICE.ja.format(column=named.ja)))
    unknown = [name.strip() for name, column in zip(names, columns, strict=True) if not column and name.strip()]
    if unknown:
        notes = (*notes, _UNKNOWN.format(names=shown(unknown)))
    return _rows(text, separator, columns, notes)


def _rows(text: str, separator: str, columns: Sequence[str | None], notes: tuple[Localized, ...]) -> Sheet | Unreadable:
    rows: list[SheetRow] = []
    faults: list[RowFault] = []
    number = 0
    named = False
    try:
        for number, cells in enumerate(_records(text, separator), 1):
            if not any(map(str.strip, cells)):
                continue
            if not named:
                named = True
                continue
            if len(rows) + len(faults) >= MAX_ROWS:
                return TOO_MANY_ROWS
            if any(map(str.strip, cells[len(columns) :])):
                faults.append(RowFault(row=number, column="", problem=_TOO_WIDE))
            else:
                given = zip(columns, cells, strict=False)
                rows.append(SheetRow(row=number, cells={name: restored(cell) for name, cell in given if name}))
    except csv.Error as error:
        long = "field limit" in str(error)
        return Unreadable((_LONG_CELL if long else _BAD_QUOTES).format(row=number + 1))
    if not rows and not faults:
        return Unreadable(_NO_ROWS)
    return Sheet(rows=tuple(rows), is_table=True, notes=notes, faults=tuple(faults))


def written_head(locale: Locale) -> str:
    """Return the row that names the columns."""
    return _written([header(locale)])


def written_rows(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows, each with its cells by column, as CSV that no spreadsheet runs anything of."""
    return _written([neutralised(row.get(column, "")) for column in COLUMNS] for row in rows)


def _written(rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerows(rows)
    return target.getvalue()


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _first_row(head: str, separator: str) -> list[str]:
    """Return the cells of the first row with anything in it, as far as they can be read."""
    try:
        return next((cells for cells in _records(head, separator) if any(map(str.strip, cells))), [])
    except csv.Error:
        return head.split("\n", 1)[0].split(separator)


def _known(names: Sequence[str]) -> int:
    return sum(column_called(name) is not None for name in names[:_MAX_COLUMNS])


_NO_HEADWORD = Localized(
    "The first row must name the columns, and one of them “headword”; it says {found}."
    " Export your words to see what a table looks like.",
    "1行目は列名で、「見出し語」の列が必要です（今の1行目：{found}）。形式は、用語を書き出したファイルで確かめられます。",
)
_TOO_MANY_COLUMNS = Localized(
    f"The first row has more than {_MAX_COLUMNS} columns. Keep those that you want to import.",
    f"列が{_MAX_COLUMNS}列を超えています。取り込む列だけを残してください。",
)
_TWICE = Localized(
    "Two columns are called “{column}”. Keep one.", "「{column}」の列が二つあります。一つにしてください。"
)
_UNKNOWN = Localized("Columns that were not read: {names}.", "読まなかった列：{names}")
_TOO_WIDE = Localized(
    "There are more cells than columns. Put text that holds the separator in double quotes.",
    '列より多くのセルがあります。区切り文字を含む文は二重引用符（"）で囲んでください。',
)
_LONG_CELL = Localized(
    "Row {row} has a cell that is far too long. Shorten it, or close its double quotes.",
    '{row}行目のセルが長すぎます。短くするか、二重引用符（"）が閉じているか確かめてください。',
)
_BAD_QUOTES = Localized(
    "From row {row} on, double quotes do not match. Close them, and double those inside a cell.",
    '{row}行目から二重引用符（"）の対応が崩れています。閉じ忘れがないか確かめ、セルの中の引用符は二つ重ねてください。',
)
_NO_ROWS = Localized("There are no words below the names of the columns.", "列名の下に語が一つもありません。")
