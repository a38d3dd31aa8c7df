"""The rows of a sheet as words: which rows are one word, and what its entry is then."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from bot.lexicon.model import Entry, EntryId
from bot.localized import Localized
from bot.team.exchange_columns import Labels, value_called
from bot.team.exchange_nested import OF_A_MEANING
from bot.team.exchange_sheet import ID, SENSE, RowFault, Sheet, SheetRow
from bot.team.fields import FIELD_NAMES, MAX_SENSES, FieldFault, TermFields, entry_of, fields_of

NAMING = (ID, "headword", "reading")
_MEANING = ("english", "definition", "definition_ja")
_CHOICES = ("pos", "register", "domain")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenWord:
    """The rows about one word, one a meaning. ``is_whole``: they are numbered, so there are no further meanings."""

    rows: tuple[SheetRow, ...]
    is_whole: bool

    @property
    def first(self) -> SheetRow:
        """The row that also says what is about the word as a whole."""
        return self.rows[0]

    @property
    def says_meaning(self) -> bool:
        """Whether anything of what it means is given."""
        return any(row.cell(column) for row in self.rows for column in _MEANING)


def words_of(sheet: Sheet, faults: list[RowFault]) -> Iterator[GivenWord]:
    """Yield the words of a sheet; a meaning that is numbered 2 or more goes with the row above it."""
    gathered: list[SheetRow] = []
    for row in sheet.rows:
        number = _number(row, faults)
        if number > 1 and gathered and _is_of(row, gathered[0]) and number == len(gathered) + 1:
            faults.extend(_differing(row, gathered[0]))
            gathered.append(row)
            continue
        if number > 1:
            faults.append(RowFault(row=row.row, column=SENSE, problem=_ASTRAY.format(number=number)))
            continue
        if gathered:
            yield _gathered(gathered)
        gathered = [row]
    if gathered:
        yield _gathered(gathered)


def _gathered(rows: Sequence[SheetRow]) -> GivenWord:
    return GivenWord(rows=tuple(rows), is_whole=bool(rows[0].cell(SENSE)))


def _number(row: SheetRow, faults: list[RowFault]) -> int:
    """Return which meaning the row is about; one that is not numbered is the first."""
    text = unicodedata.normalize("NFKC", row.cell(SENSE)[:10])
    if not text:
        return 1
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_SENSES:
        return int(text)
    faults.append(RowFault(row=row.row, column=SENSE, problem=_NO_NUMBER))
    return 1


def _is_of(row: SheetRow, first: SheetRow) -> bool:
    return all(row.cell(name) in ("", first.cell(name)) for name in NAMING) and any(map(row.cell, NAMING))


def _differing(row: SheetRow, first: SheetRow) -> Iterator[RowFault]:
    """Yield what a further meaning says of the word as a whole, unless the first says the same."""
    for column in row.cells:
        if column not in (*OF_A_MEANING, *NAMING, SENSE) and row.cell(column) not in ("", first.cell(column)):
            yield RowFault(row=row.row, column=column, problem=_OF_THE_WORD)


def built(word: GivenWord, entry_id: EntryId, base: Entry | None, labels: Labels) -> Entry | tuple[RowFault, ...]:
    """Return the entry that the rows describe, or what is wrong with them.

    Of a ``base`` stays what the file does not mention: columns it does not have, meanings it does not number. An empty
    cell empties its field, but for the reading of a word and all that is said of what it means.
    """
    faults: list[RowFault] = []
    entry = base
    if base and word.is_whole:
        entry = replace(base, senses=base.senses[: len(word.rows)])
    for place, row in enumerate(word.rows):
        had = _had(entry, place)
        given = _kept(had, replace(had, **_given(row, labels, further=place > 0)))
        if entry and place < len(entry.senses) and given == had:
            continue  # so that what was kept under an older rule need not obey a newer one
        result = entry_of(given, entry_id, base=entry, sense=place)
        if isinstance(result, Entry):
            entry = result
        else:
            faults.extend(_faults(result, row, further=place > 0))
    if faults:
        return tuple(faults)
    assert entry is not None
    return entry


def _had(entry: Entry | None, place: int) -> TermFields:
    """Return the fields of a meaning as the entry has them; of a further one those of the word around it."""
    if entry is None:
        return TermFields(headword="")
    if place < len(entry.senses):
        return fields_of(entry, place)
    return replace(fields_of(entry), **dict.fromkeys(OF_A_MEANING, ""))


def _given(row: SheetRow, labels: Labels, *, further: bool) -> dict[str, str]:
    names = OF_A_MEANING if further else FIELD_NAMES
    return {name: _value(name, row.cell(name), labels) for name in names if name in row.cells}


def _kept(had: TermFields, given: TermFields) -> TermFields:
    """Return what is given, with what a word cannot be without as it was where the cells for it are empty."""
    if not given.reading:
        given = replace(given, reading=had.reading if given.headword.strip() == had.headword else "")
    if not any(getattr(given, name).strip() for name in _MEANING):
        given = replace(given, **{name: getattr(had, name) for name in _MEANING})
    return given


def _value(name: str, text: str, labels: Labels) -> str:
    """Return what stands in a cell, with the names that people have for a choice replaced by its values."""
    if name not in _CHOICES or name not in labels:
        return text
    return "".join(value_called(part, labels[name]) for part in _LIST_SIGNS.split(text[:_LONGEST_CHOICES]))


def _faults(found: Sequence[FieldFault], row: SheetRow, *, further: bool) -> Iterator[RowFault]:
    for field, problem in found:
        if not further or field in OF_A_MEANING:
            yield RowFault(row=row.row, column=field, problem=problem)


def changed_fields(before: Entry, after: Entry) -> tuple[str, ...]:
    """Return the names of the fields in which two versions of a word differ."""
    senses = range(max(len(before.senses), len(after.senses)))
    pairs = [(_had(before, place), _had(after, place)) for place in senses]
    names = (field.name for field in fields(TermFields))
    found = tuple(name for name in names if any(getattr(old, name) != getattr(new, name) for old, new in pairs))
    return found or ((SENSE,) if before != after else ())


_LIST_SIGNS = re.compile("([;；,，、\n])")
_LONGEST_CHOICES = 1_000

_NO_NUMBER = Localized(
    f"Number the meanings of a word 1, 2, 3 (at most {MAX_SENSES}), or leave it empty.",
    f"一つの語の意味に 1, 2, 3 と番号を付けるか（{MAX_SENSES}まで）、空欄にしてください。",
)
_ASTRAY = Localized(
    "Put meaning {number} right below the meaning before it, with the same word or id.",
    "意味{number}は、同じ語（または id）の一つ前の意味のすぐ下に置いてください。",
)
_OF_THE_WORD = Localized(
    "This is about the word as a whole: give it in the row of its first meaning.",
    "語全体についての項目です。最初の意味の行に書いてください。",
)
