"""A list of words in JSON or TOML: each a table of the fields that a row of CSV has, or with a list of its meanings."""

import json
import re
from collections.abc import Iterator, Mapping

import msgspec
import rtoml

from bot.localized import Localized
from bot.team.exchange_cells import listed
from bot.team.exchange_columns import column_called, column_names, shown
from bot.team.exchange_sheet import EMPTY, ID, MAX_ROWS, SENSE, TOO_MANY_ROWS, RowFault, Sheet, SheetRow, Unreadable

LIST = "terms"
"""The key of the list; in JSON the list may also be the whole file."""
MEANINGS = "meanings"
OF_A_MEANING = ("english", "definition", "definition_ja", "example_ja", "example_en", "domain")
SEVERAL = ("english", "domain", "also")
"""The fields that may be lists."""

_HEAD = frozenset({"format"})
_NAMING = (ID, "headword", "reading")

# rtoml refuses deep nesting by itself, but a megabyte of signs can become a hundred of tables. These are more than
# the largest export has; a key of many parts makes a table of each.
_MOST_SIGNS = (("[{", 40_000), ("=", 90_000), (",", 60_000), ("\n", 120_000))
_LONG_KEY = re.compile(
    r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){9}[\w-]|(?<![\w.-])(?:[\w-]++[ \t]*+\.[ \t]*+){3,8}+[\w-]++[ \t]*+[=\]]"
)


def read_json(text: str, notes: tuple[Localized, ...] = ()) -> Sheet | Unreadable:
    """Return the words of a list in JSON, or why it cannot be read."""
    try:
        json.loads(text, object_pairs_hook=_each_once)  # msgspec takes the last of equal keys without a word
        document = msgspec.json.decode(text.encode())
    except RecursionError:
        return Unreadable(_TOO_DEEP)
    except _TwiceError as error:
        return Unreadable(_TWICE.format(name=shown([str(error)])))
    except json.JSONDecodeError as error:
        return Unreadable(_NOT_JSON_AT.format(line=error.lineno))
    except ValueError:
        return Unreadable(_NOT_JSON)
    return _sheet(document, notes)


def read_toml(text: str, notes: tuple[Localized, ...] = ()) -> Sheet | Unreadable:
    """Return the words of a list in TOML, or why it cannot be read."""
    if any(sum(map(text.count, signs)) > most for signs, most in _MOST_SIGNS):
        return Unreadable(_TOO_MUCH)
    if _LONG_KEY.search(text):
        return Unreadable(_TOO_DEEP)
    try:
        document = rtoml.loads(text)
    except rtoml.TomlParsingError as error:
        said = str(error)
        if "recurs" in said:
            return Unreadable(_TOO_DEEP)
        line = re.search(r"line (\d+)", said)
        where = line[1] if line else "?"
        return Unreadable((_TWICE_IN_LINE if "duplicate" in said else _NOT_TOML).format(line=where))
    return _sheet(document, notes)


class _TwiceError(ValueError):
    """A key that stands twice in an object."""


def _each_once(pairs: list[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise _TwiceError(key)
        seen.add(key)


def _sheet(document: object, notes: tuple[Localized, ...]) -> Sheet | Unreadable:
    unknown: dict[str, None] = {}
    items = document
    if isinstance(document, Mapping):
        if LIST not in document:
            return Unreadable(_NO_LIST)
        items = document[LIST]
        unknown |= dict.fromkeys(str(key) for key in document if key != LIST and key not in _HEAD)
    if not isinstance(items, list):
        return Unreadable(_NO_LIST)
    if not items:
        return EMPTY
    if len(items) > MAX_ROWS:
        return TOO_MANY_ROWS
    rows: list[SheetRow] = []
    faults: list[RowFault] = []
    for number, item in enumerate(items, 1):
        if not isinstance(item, Mapping):
            faults.append(RowFault(row=number, column="", problem=_NO_TABLE))
            continue
        reader = _ItemReader(number, item)
        rows.extend(reader.rows())
        faults.extend(reader.faults)
        unknown |= reader.unknown
    if len(rows) > MAX_ROWS:
        return TOO_MANY_ROWS
    if unknown:
        notes = (*notes, _UNKNOWN.format(names=shown(list(unknown))))
    return Sheet(rows=tuple(rows), is_table=False, notes=notes, faults=tuple(faults))


class _ItemReader:
    """Reads one word and collects what is wrong with it."""

    def __init__(self, number: int, item: Mapping[str, object]) -> None:
        self._number = number
        self._item = item
        self.faults: list[RowFault] = []
        self.unknown: dict[str, None] = {}

    def rows(self) -> Iterator[SheetRow]:
        """Yield a row for each meaning, or one if they are not listed."""
        meanings = self._item.get(MEANINGS)
        word = self._cells({key: value for key, value in self._item.items() if key != MEANINGS})
        if meanings is None:
            yield SheetRow(row=self._number, cells=word)
            return
        if not (isinstance(meanings, list) and meanings and all(isinstance(each, Mapping) for each in meanings)):
            self._fault(MEANINGS, _NO_MEANINGS)
            return
        for column in word.keys() & set(OF_A_MEANING):
            self._fault(column, _BESIDE_MEANINGS)
        naming = {column: word[column] for column in _NAMING if column in word}
        for place, meaning in enumerate(meanings, 1):
            cells = self._cells(meaning)
            for column in cells.keys() - set(OF_A_MEANING):
                self._fault(column, _INSIDE_MEANINGS)
            yield SheetRow(row=self._number, cells={**(word if place == 1 else naming), SENSE: str(place), **cells})

    def _cells(self, table: Mapping[str, object]) -> dict[str, str]:
        cells: dict[str, str] = {}
        for key, value in table.items():
            column = column_called(key)
            if column is None or column == SENSE:
                self.unknown[key] = None
            elif column in cells:
                named = column_names(column)
                self._fault(
                    column, Localized(_GIVEN_TWICE.en.format(name=named.en), _GIVEN_TWICE.ja.format(name=named.ja))
                )
            elif value is not None:
                cells[column] = self._cell(column, value)
        return cells

    def _cell(self, column: str, value: object) -> str:
        if isinstance(value, str):
            return value
        if column == "level" and isinstance(value, int) and not isinstance(value, bool):
            return str(value) if abs(value) < 100 else "?"
        if column in SEVERAL and isinstance(value, list):
            texts = [each for each in value if isinstance(each, str)]
            if len(texts) == len(value) and not any(sign in text for text in texts for sign in ";；"):
                return listed(texts)
            self._fault(column, _NO_TEXTS)
            return ""
        self._fault(column, _NO_TEXT)
        return ""

    def _fault(self, column: str, problem: Localized) -> None:
        self.faults.append(RowFault(row=self._number, column=column, problem=problem))


_TOO_DEEP = Localized(
    "The file is nested too deeply. Give a list of words as an export has it.",
    "入れ子が深すぎます。書き出したファイルと同じ形にしてください。",
)
_TOO_MUCH = Localized(
    "The file has too many parts. Import it in parts, each a list of words as an export has it.",
    "項目が多すぎます。書き出したファイルと同じ形にして、分けて取り込んでください。",
)
_TWICE = Localized("{name} stands twice in one place. Keep one.", "{name} が同じ所に二つあります。一つにしてください。")
_TWICE_IN_LINE = Localized(
    "The key in line {line} stands twice in one place. Keep one.",
    "{line}行目のキーが同じ所に二つあります。一つにしてください。",
)
_NOT_JSON = Localized(
    "The file is not JSON that can be read. Check its figures and escapes.",
    "JSON として読めません。数値や「\\」の書き方を確かめてください。",
)
_NOT_JSON_AT = Localized(
    "Line {line} is not JSON. Check its quotes, commas and brackets.",
    "{line}行目が JSON として読めません。引用符・コンマ・括弧を確かめてください。",
)
_NOT_TOML = Localized(
    "Line {line} is not TOML. Check its quotes, brackets and figures.",
    "{line}行目が TOML として読めません。引用符・括弧・数値を確かめてください。",
)
_NO_LIST = Localized(
    f"There is no list of words. Put them under “{LIST}”, as an export has it.",
    f"語の一覧がありません。書き出したファイルと同じく「{LIST}」の下に並べてください。",
)
_NO_TABLE = Localized(
    "This is no word. Give its fields, such as headword and reading.",
    "語になっていません。headword や reading などの項目を書いてください。",
)
_NO_MEANINGS = Localized(
    "Give a list of at least one meaning, each with its fields.", "意味を一つ以上、項目を付けて並べてください。"
)
_BESIDE_MEANINGS = Localized(
    f"With “{MEANINGS}” given, put this inside one of them.", f"「{MEANINGS}」があるので、その中に書いてください。"
)
_INSIDE_MEANINGS = Localized(
    f"This is about the word as a whole: put it beside “{MEANINGS}”.",
    f"語全体についての項目です。「{MEANINGS}」の外に書いてください。",
)
_GIVEN_TWICE = Localized("“{name}” is given twice. Keep one.", "「{name}」が二つあります。一つにしてください。")
_NO_TEXT = Localized("Write it as text, in double quotes.", '二重引用符（"）で囲んだ文字列にしてください。')
_NO_TEXTS = Localized(
    "Write it as text, or as a list of texts without semicolons.",
    "文字列か、セミコロンのない文字列の配列にしてください。",
)
_UNKNOWN = Localized("Fields that were not read: {names}.", "読まなかった項目：{names}")
