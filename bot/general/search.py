"""Finds entries of the general dictionary: the same signs, the same sounds, the same English, the beginning.

Only by looking keys up, never by distance: among 180,000 readings every slip of the finger is another word.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from bot.errors import DictionaryError
from bot.general import file_format
from bot.general.english import english_key
from bot.general.file_format import COMMON, Reading, StoredEntry
from bot.general.model import Edition, GeneralAnswer, GeneralEntry, Tier
from bot.text import keys
from bot.text.normalize import MAX_QUERY, clean
from bot.text.scripts import has_kanji, is_latin

LIMIT = 5
"""Rows of an answer."""
_ENGLISH_BESIDE = 2
"""Rows kept for the English reading of a query that is also romaji: take, sake, fare."""
_SHORTEST_BEGINNING = 3
"""Letters from which on a query is taken for the beginning of a word."""
_SCANNED = 400
"""Keys looked at for a beginning: what bounds the time that a short one takes."""
_END = "\U0010ffff"
_CUT_MORAE = {"sy": ("si",), "ty": ("ti",), "zy": ("zi",), "ts": ("tu",)}
"""What sh, ch, j and ts may become besides what their keys say, when the vowel is still to be typed."""
_SAMPLE = 500
"""Entries looked at to tell whether the keys in the file are still those of today."""

_SURFACE = "SELECT entry FROM surface WHERE key = ? ORDER BY entry LIMIT ?"
_STRICT = "SELECT entry FROM sound WHERE loose = ? AND strict = ? ORDER BY entry LIMIT ?"
_LOOSE = "SELECT entry FROM sound WHERE loose = ? ORDER BY entry LIMIT ?"
_ENGLISH = "SELECT entry FROM english WHERE key = ? ORDER BY entry >= ?, place, entry LIMIT ?"
_BEGINNING = """
SELECT entry FROM (SELECT entry FROM {table} WHERE {key} >= ? AND {key} < ? LIMIT ?) ORDER BY entry LIMIT ?
"""
_BEGINNINGS_IN_SOUND = tuple(_BEGINNING.format(table=table, key="loose") for table in ("common_sound", "sound"))
_BEGINNINGS_IN_SIGNS = (_BEGINNING.format(table="surface", key="key"),)


class _Query:
    """The keys of a cleaned query; those of its sounds are empty when it has kanji, those of English unless Latin."""

    __slots__ = ("english", "loose", "strict", "surface")

    def __init__(self, text: str) -> None:
        self.surface = keys.surface_key(text)
        self.english = english_key(text) if is_latin(text) else ""
        self.strict = "" if has_kanji(text) else keys.strict_key(text)
        self.loose = keys.loosen(self.strict)


class GeneralDictionary:
    """An open dictionary; any number of threads may share it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, edition: Edition) -> None:
        self.path = path
        self.edition = edition
        self._connection = connection
        self._lock = Lock()

    @classmethod
    def open(cls, path: Path) -> "GeneralDictionary | None":
        """Return the dictionary at ``path``, or None where there is no file.

        Raises:
            DictionaryError: what is there cannot be used.
        """
        opened = file_format.open_file(path)
        return cls(path, *opened) if opened else None

    def close(self) -> None:
        """Close the file; the dictionary cannot be used any more."""
        with self._lock:
            self._connection.close()

    def is_stale(self) -> bool:
        """Tell whether words are folded otherwise than when the file was built, so that some are no longer found.

        Raises:
            DictionaryError: the file is damaged.
        """
        step = max(1, self.edition.entries // _SAMPLE)
        with self._reading():
            numbers = self._select("SELECT number FROM entry WHERE number % ? = 0", step)
            return not all(self._has_keys(entry) for number in numbers for entry in self._rows([number]).values())

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Keep other threads out, and say what damage in the file means: SQLite sees some, unpacking a row the rest."""
        with self._lock:
            try:
                yield
            except (sqlite3.Error, ValueError, IndexError) as error:
                raise DictionaryError(f"The general dictionary {self.path} is damaged: build it anew.") from error

    def _has_keys(self, entry: StoredEntry) -> bool:
        reading = entry.readings[0].text
        strict = keys.strict_key(reading)
        return all(
            self._select("SELECT entry FROM surface WHERE key = ? AND entry = ?", keys.surface_key(text), entry.number)
            for text in (*entry.spellings, reading)
        ) and bool(
            self._select(
                "SELECT entry FROM sound WHERE loose = ? AND strict = ? AND entry = ?",
                keys.loosen(strict),
                strict,
                entry.number,
            )
        )

    def find(self, text: str, limit: int = LIMIT) -> GeneralAnswer:
        """Return at most ``limit`` entries for ``text``, surest first, everyday words before others.

        Any text is allowed: only its first MAX_QUERY characters are read. A beginning is looked for only when
        nothing is met whole.

        Raises:
            DictionaryError: the file is damaged.
        """
        query = _Query(clean(text[:MAX_QUERY], MAX_QUERY))
        if not query.surface or not any(sign.isalpha() for sign in query.surface):
            return GeneralAnswer(edition=self.edition)
        with self._reading():
            tiers: dict[int, Tier] = {}
            for number, tier in self._numbers(query, limit):
                tiers.setdefault(number, tier)
            chosen = dict(list(tiers.items())[:limit])
            rows = self._rows(list(chosen))
            entries = tuple(_shown(rows[number], tier, query) for number, tier in chosen.items() if number in rows)
        return GeneralAnswer(entries=entries, edition=self.edition)

    def _numbers(self, query: _Query, limit: int) -> Iterator[tuple[int, Tier]]:
        """Yield the numbers of entries, best first; one may come twice."""
        sure = dict.fromkeys(self._select(_SURFACE, query.surface, limit), Tier.SURFACE)
        if query.strict:
            for number in self._select(_STRICT, query.loose, query.strict, limit):
                sure.setdefault(number, Tier.STRICT)
        english = self._select(_ENGLISH, query.english, COMMON, limit) if query.english else []
        kept = limit - min(len(english), _ENGLISH_BESIDE)
        yield from list(sure.items())[:kept]
        yield from ((number, Tier.ENGLISH) for number in english)
        loose = self._select(_LOOSE, query.loose, 2 * limit) if query.loose else []
        yield from ((number, Tier.LOOSE) for number in loose)
        if not sure and not english and not loose:
            yield from ((number, Tier.PREFIX) for number in self._beginnings(query, limit))

    def _beginnings(self, query: _Query, limit: int) -> Iterator[int]:
        """Yield entries that begin like the query: by its sounds, everyday words first, or by its kanji."""
        start = query.loose or query.surface
        if len(start) < (_SHORTEST_BEGINNING if query.loose else 2):
            return
        starts = [start, *(start[:-2] + mora for mora in _CUT_MORAE.get(start[-2:], ()))] if query.loose else [start]
        for statement in _BEGINNINGS_IN_SOUND if query.loose else _BEGINNINGS_IN_SIGNS:
            found = (self._select(statement, each, each + _END, _SCANNED, limit) for each in starts)
            yield from sorted(number for numbers in found for number in numbers)

    def _select(self, statement: str, *values: str | int) -> list[int]:
        return [number for (number,) in self._connection.execute(statement, values)]

    def _rows(self, numbers: list[int]) -> dict[int, StoredEntry]:
        marks = ",".join("?" * len(numbers))
        rows: Iterable[file_format.Row] = self._connection.execute(
            f"SELECT {file_format.COLUMNS} FROM entry WHERE number IN ({marks})",  # noqa: S608 (question marks only)
            numbers,
        )
        return {row[0]: file_format.unpack(row) for row in rows}


def _shown(entry: StoredEntry, tier: Tier, query: _Query) -> GeneralEntry:
    """Return the entry in the spelling and reading that the query has, else in its first."""
    spelling, reading = _spelling(entry, query), _reading(entry, query)
    if spelling is not None:
        reading = next((each for each in entry.readings if spelling in each.only_for), entry.readings[0])
        headword = entry.spellings[spelling]
    elif entry.in_kana or not reading.only_for:
        headword = reading.text
    else:
        headword = entry.spellings[reading.only_for[0]]
    return GeneralEntry(
        headword=headword,
        reading=reading.text,
        senses=entry.senses,
        pos=entry.pos,
        common=entry.number < COMMON,
        tier=tier,
    )


def _spelling(entry: StoredEntry, query: _Query) -> int | None:
    """Return which spelling of the entry the query has, if any."""
    matching = (place for place, text in enumerate(entry.spellings) if keys.surface_key(text) == query.surface)
    return next(matching, None)


def _reading(entry: StoredEntry, query: _Query) -> Reading:
    """Return the reading of the entry that sounds like the query, else the first."""
    if len(entry.readings) == 1 or not query.strict:
        return entry.readings[0]
    stricts = [keys.strict_key(reading.text) for reading in entry.readings]
    for wanted, sounds in ((query.strict, stricts), (query.loose, [keys.loosen(strict) for strict in stricts])):
        if wanted in sounds:
            return entry.readings[sounds.index(wanted)]
    return entry.readings[0]
