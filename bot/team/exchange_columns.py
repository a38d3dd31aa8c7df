"""What the columns of a table, and the values with a fixed choice, may be called: English or Japanese, in any case."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.localized import Locale, Localized
from bot.team.exchange_sheet import COLUMNS, ID, INSTEAD, RULE, SENSE, WHY
from bot.team.house import Verdict

Labels = Mapping[str, Mapping[str, str]]
"""By column: what people call a value (経理), as :func:`label` writes it, and the value (accounting)."""

_LONGEST_NAME = 60
_NAMES_SHOWN = 10
_NAME_SHOWN = 30


class _Names(NamedTuple):
    """The names a column is written under, and the others it is known by."""

    en: str
    ja: str
    others: tuple[str, ...] = ()


_NAMES: Mapping[str, _Names] = {
    ID: _Names("id", "id"),  # Excel takes a table that begins with a capital "ID" for another format (SYLK)
    "headword": _Names("headword", "見出し語", ("word", "term", "用語", "言葉", "単語", "語句")),
    "reading": _Names("reading", "読み", ("kana", "読み方", "読み仮名", "よみ", "よみがな", "ふりがな", "フリガナ")),
    SENSE: _Names("sense", "意味番号", ("meaning number", "語義番号")),
    "english": _Names("english", "英訳", ("equivalent", "equivalents", "translation", "英語", "訳語", "訳")),
    "definition": _Names(
        "definition", "英語の説明", ("definition en", "definition (en)", "説明（英語）", "英語の定義")
    ),
    "definition_ja": _Names(
        "definition_ja", "説明", ("definition (ja)", "意味", "定義", "日本語の説明", "説明（日本語）")
    ),
    "example_ja": _Names("example_ja", "例文", ("example", "example (ja)", "用例")),
    "example_en": _Names("example_en", "例文の英訳", ("example (en)", "例文（英語）", "例文の訳")),
    "pos": _Names("pos", "品詞", ("part of speech",)),
    "register": _Names("register", "文体", ("style", "語感")),
    "domain": _Names("domain", "分野", ("domains", "field", "category", "カテゴリ", "カテゴリー")),
    "level": _Names("level", "難易度", ("difficulty", "レベル")),
    "also": _Names("also", "別名", ("variants", "abbreviations", "aliases", "別表記", "略語", "略称")),
    "note": _Names("note", "注記", ("notes", "usage note", "備考", "メモ", "注意")),
    RULE: _Names("rule", "社内ルール", ("house rule", "ルール")),
    INSTEAD: _Names("instead", "代わりの語", ("use instead", "代わり", "言い換え")),
    WHY: _Names("why", "理由", ("reason",)),
}
_VERDICTS = {
    "prefer": Verdict.PREFERRED,
    "preferred": Verdict.PREFERRED,
    "優先": Verdict.PREFERRED,
    "推奨": Verdict.PREFERRED,
    "avoid": Verdict.AVOID,
    "避ける": Verdict.AVOID,
    "使わない": Verdict.AVOID,
    "不使用": Verdict.AVOID,
}


def header(locale: Locale) -> tuple[str, ...]:
    """Return the names of all columns in the order in which they are written."""
    return tuple(column_name(column, locale) for column in COLUMNS)


def column_name(column: str, locale: Locale) -> str:
    """Return what a column is called."""
    names = _NAMES[column]
    return names.ja if locale is Locale.JA else names.en


def column_names(column: str) -> Localized:
    """Return what a column is called, for a sentence in either language."""
    return Localized(_NAMES[column].en, _NAMES[column].ja)


def column_called(name: str) -> str | None:
    """Return the column that is called so, if there is one."""
    return _BY_NAME.get(_folded(name))


def verdict_called(name: str) -> Verdict | None:
    """Return the verdict that is called so, if there is one."""
    return _VERDICTS.get(_folded(name))


def value_called(name: str, labels: Mapping[str, str]) -> str:
    """Return the value that people call so, or the name itself where it is none of ``labels``."""
    return labels.get(label(name), name)


def label(name: str) -> str:
    """Return what people call a value as ``Labels`` have it: however it is typed."""
    return _folded(name)


def shown(names: Sequence[str]) -> str:
    """Return names that somebody gave, for a sentence: the first of them, each cut to a size worth reading."""
    told = ", ".join(f"“{name[:_NAME_SHOWN]}”" for name in names[:_NAMES_SHOWN])
    return f"{told} …" if len(names) > _NAMES_SHOWN else told


def _folded(name: str) -> str:
    """Return a name without what differs from hand to hand: case, width, blanks, hyphens, low lines, brackets."""
    return _LOOSE.sub("", unicodedata.normalize("NFKC", name[:_LONGEST_NAME]).casefold())


_LOOSE = re.compile(r"[\s_\-()\ufeff]+")
_BY_NAME = {
    _folded(name): column for column, names in _NAMES.items() for name in (column, names.en, names.ja, *names.others)
}
assert tuple(_NAMES) == COLUMNS
