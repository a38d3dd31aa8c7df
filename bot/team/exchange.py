"""Import and export of a team's own words and house rules: bytes in, a sheet out; words in, bytes out.

CSV, JSON and TOML. What a sheet then does is worked out by ``bot.team.exchange_plan``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from bot.lexicon.model import Entry, EntryId
from bot.localized import Locale
from bot.team.exchange_csv import read_table
from bot.team.exchange_nested import read_json, read_toml
from bot.team.exchange_sheet import Sheet, Unreadable
from bot.team.exchange_text import opened
from bot.team.exchange_write import csv_files, json_files, rows_of, toml_files
from bot.team.house import HouseRule


class FileKind(StrEnum):
    """How a file is written; the value is what its name ends in."""

    CSV = "csv"
    JSON = "json"
    TOML = "toml"


def kind_named(name: str) -> FileKind | None:
    """Return the kind that a file's name tells, if it does."""
    ending = name.rpartition(".")[2].casefold()
    return FileKind(ending) if ending in list(FileKind) else FileKind.CSV if ending in _TABLES else None


def read_file(content: bytes, name: str = "") -> Sheet | Unreadable:
    """Return what the file says, or why it cannot be read; its kind is told by its name, or else by its text."""
    text = opened(content)
    if isinstance(text, Unreadable):
        return text
    match kind_named(name) or _kind_of(text.text):
        case FileKind.JSON:
            return read_json(text.text, text.notes)
        case FileKind.TOML:
            return read_toml(text.text, text.notes)
        case FileKind.CSV:
            return read_table(text.text, text.notes)


def written_files(
    published: Sequence[Entry],
    rules: Iterable[HouseRule],
    shared: Mapping[EntryId, Entry],
    kind: FileKind,
    locale: Locale = Locale.EN,
) -> tuple[bytes, ...]:
    """Return the words and rules as one file, or as several where one would be too large to be imported.

    Importing them leaves everything as it is; into a workspace that has no words of its own it makes the same ones.
    """
    words = rows_of(published, rules, shared)
    match kind:
        case FileKind.JSON:
            return tuple(json_files(words))
        case FileKind.TOML:
            return tuple(toml_files(words))
        case FileKind.CSV:
            return tuple(csv_files(words, locale))


def _kind_of(text: str) -> FileKind:
    """Return the kind that the beginning of a file looks like."""
    head = text[:_PEEK].lstrip()
    if head.startswith("{") or _JSON_LIST.match(head):
        return FileKind.JSON
    return FileKind.TOML if _TOML.match(head) else FileKind.CSV


_PEEK = 1_000
_TABLES = frozenset({"tsv", "txt", "tab"})
_JSON_LIST = re.compile(r"\[\s*(?:[{\]\"\d]|\[\s*\[)")
_TOML = re.compile(r"(?:#[^\n]*\n\s*)*(?:\[\[?[ \t]*[\w\"-]+[ \t]*\]|[\w-]+[ \t]*=)")
