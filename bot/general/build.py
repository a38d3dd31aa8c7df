"""Builds the general dictionary's file from JMdict.

The tables are made in memory, written beside the target and moved into its place when they are whole: whoever stops
the build, at any moment, leaves the target as it was. What a build that was killed while writing may leave beside the
target, the next one removes.
"""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.errors import DictionaryError
from bot.general import file_format
from bot.general.english import english_key
from bot.general.file_format import COMMON, RANK, Reading, StoredEntry
from bot.general.jmdict import Form, RawEntry, Reader
from bot.general.model import Edition
from bot.text import keys

_BATCH = 2_000
_PART = ".part"
_MAX_ENGLISH = 40
"""Letters of a gloss that can be looked up: what is longer is an explanation, which nobody types."""
# Ranks: 1 to 48 for everyday words, 51 to 98 for others, both by how often newspapers have them; then what is archaic.
_OTHERS = COMMON // RANK
_COMMON_UNCOUNTED = 24
_OTHER_UNCOUNTED = 48
_FADED = 99


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come: bytes of the source read, bytes there are, entries found."""

    read: int
    total: int
    entries: int


def build(source: Path, target: Path, progress: Callable[[Progress], None]) -> Edition:
    """Make ``target`` out of the JMdict XML in ``source``, gzipped or not, and return what it holds.

    Raises:
        DictionaryError: the source is not JMdict, or the target cannot be written; the target is as it was.
    """
    if target.exists() and not file_format.is_dictionary(target):
        raise DictionaryError(f"{target} is not a general dictionary, so it is not overwritten.")
    reader = Reader(source)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(file_format.SCHEMA)
        connection.execute("BEGIN")
        entries = 0
        for batch in _batches(reader.entries()):
            _insert(connection, batch, entries)
            entries += len(batch)
            progress(Progress(reader.position, reader.size, entries))
        if not entries:
            raise DictionaryError(f"{source} has no entry with an English gloss.")
        edition = Edition(created=reader.created, entries=entries, keys=_count_keys(connection))
        file_format.write_edition(connection, edition)
        connection.execute("COMMIT")
        _write(connection, target)
    return edition


def _batches(entries: Iterator[RawEntry]) -> Iterator[list[RawEntry]]:
    while batch := list(islice(entries, _BATCH)):
        yield batch


def _insert(connection: sqlite3.Connection, batch: Sequence[RawEntry], before: int) -> None:
    """Insert the entries of ``batch`` with all their keys; ``before`` entries have gone in already."""
    numbers = [_rank(entry) * RANK + position for position, entry in enumerate(batch, before)]
    numbered = list(zip(numbers, batch, strict=True))
    rows = (file_format.pack(_stored(number, entry)) for number, entry in numbered)
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)

    written = [(number, form.text) for number, entry in numbered for form in entry.spellings]
    spoken = [(number, form.text) for number, entry in numbered for form in entry.readings]
    surfaces = _folded(keys.surface_key, written + spoken)
    connection.executemany("INSERT OR IGNORE INTO surface VALUES (?, ?)", surfaces)

    stricts = list(_folded(keys.strict_key, spoken))
    looses = [loose for loose, _ in _folded(keys.loosen, ((number, strict) for strict, number in stricts))]
    sounds = [(loose, strict, number) for loose, (strict, number) in zip(looses, stricts, strict=True)]
    connection.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?, ?)", sounds)
    common = ((loose, number) for loose, _, number in sounds if number < COMMON)
    connection.executemany("INSERT OR IGNORE INTO common_sound VALUES (?, ?)", common)

    glosses = ((key, place, number) for number, entry in numbered for key, place in _english(entry))
    connection.executemany("INSERT OR IGNORE INTO english VALUES (?, ?, ?)", glosses)


def _folded(key: Callable[[str], str], numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[str, int]]:
    """Yield the key and the number of each text."""
    numbered = list(numbered)
    folded = keys.fold_all(key, (text for _, text in numbered))
    return ((text, number) for text, (number, _) in zip(folded, numbered, strict=True))


def _rank(entry: RawEntry) -> int:
    """Return where the entry stands among equally good ones; newspapers leave out most words written in kana."""
    if entry.is_common:
        return entry.frequency or _COMMON_UNCOUNTED
    return _FADED if entry.is_faded else _OTHERS + (entry.frequency or _OTHER_UNCOUNTED)


def _stored(number: int, entry: RawEntry) -> StoredEntry:
    spellings = _shown(entry.spellings) if entry.spellings else []
    position = {form.text: place for place, form in enumerate(spellings)}
    return StoredEntry(
        number=number,
        in_kana=entry.is_usually_kana,
        spellings=tuple(position),
        readings=tuple(Reading(form.text, _positions(form, position)) for form in _shown(entry.readings)),
        pos=tuple(dict.fromkeys(code for sense in entry.senses for code in sense.pos)),
        senses=tuple(tuple(sense.glosses) for sense in entry.senses),
    )


def _shown(forms: Sequence[Form]) -> list[Form]:
    """Return the forms that are fit to be shown, each once; all if none is."""
    once = {form.text: form for form in reversed(forms)}
    kept = [form for form in forms if once[form.text] is form]
    return [form for form in kept if not form.is_search_only] or kept


def _positions(form: Form, position: dict[str, int]) -> tuple[int, ...]:
    if form.no_kanji:
        return ()
    if form.only_for:
        return tuple(sorted({position[text] for text in form.only_for if text in position}))
    return tuple(position.values())


def _english(entry: RawEntry) -> Iterator[tuple[str, int]]:
    """Yield the keys of the entry's glosses and their place: 0 for the first of all, 1 for its sense, 2 for others."""
    for number, sense in enumerate(entry.senses):
        for rank, gloss in enumerate(sense.glosses):
            key = english_key(gloss)
            if 0 < len(key) <= _MAX_ENGLISH:
                yield key, 2 if number else min(rank, 1)


def _count_keys(connection: sqlite3.Connection) -> int:
    """Return how many readings there are, homophones counted once."""
    return int(connection.execute("SELECT count(DISTINCT strict) FROM sound").fetchone()[0])


def _write(connection: sqlite3.Connection, target: Path) -> None:
    """Write the tables to ``target`` whole, or not at all."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for litter in target.parent.glob(f".{target.name}.*{_PART}"):
            litter.unlink(missing_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_PART, dir=target.parent)
        part = Path(name)
        try:
            with os.fdopen(descriptor, "rb") as file:
                connection.execute("VACUUM INTO ?", (name,))
                os.fsync(file.fileno())
            part.chmod(0o644)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise DictionaryError(f"{target} cannot be written: {reason}.") from error
