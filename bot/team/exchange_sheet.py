"""What a file to be imported says, before it means anything: rows of named cells, and what was wrong or odd.

Rows are counted as a spreadsheet counts them, the header being 1; the entries of a JSON or TOML file from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.localized import Localized
from bot.team.fields import FIELD_NAMES

ID, SENSE, RULE, INSTEAD, WHY = "id", "sense", "rule", "instead", "why"
COLUMNS = (ID, *FIELD_NAMES[:2], SENSE, *FIELD_NAMES[2:], RULE, INSTEAD, WHY)
"""The columns of a table in the order in which they are written: those of a word and its meaning, and of a rule."""

MAX_BYTES = 1_000_000
"""Bytes of a file that is looked at."""
MAX_ROWS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One meaning of a word, or a rule about one: ``cells`` by column, without those that the file does not have."""

    row: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """Return what stands in the column, empty where the file does not have it."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """What is wrong in one row and what to do; ``column`` is empty where it is the row as a whole."""

    row: int
    column: str
    problem: Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file's rows in order; ``notes`` are worth telling, ``faults`` let nothing be imported.

    ``is_table``: its rows are those of a spreadsheet, otherwise entries of a list.
    """

    rows: tuple[SheetRow, ...]
    is_table: bool
    notes: tuple[Localized, ...] = ()
    faults: tuple[RowFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be read at all, and what to do."""

    problem: Localized


TOO_MANY_ROWS = Unreadable(
    Localized(
        f"The file has more than {MAX_ROWS:,} rows. Import it in parts.",
        f"行数が{MAX_ROWS:,}行を超えています。ファイルを分けて取り込んでください。",
    )
)
EMPTY = Unreadable(
    Localized(
        "The file is empty. The first row names the columns; “headword” is the one that must be there.",
        "ファイルが空です。1行目に列名を書いてください。「見出し語」の列は必ず必要です。",
    )
)
