"""How the general dictionary lies in its file: tables, marks, and how an entry is packed into a row.

An entry's number begins with its rank, so that the order of numbers is the order in which equally good entries are
shown, and the everyday words are those below ``COMMON``.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from bot.errors import DictionaryError
from bot.general.model import Edition

APPLICATION = 0x4E48_4744  # "NHGD"
"""What tells this file from every other SQLite file: ``PRAGMA application_id``."""
FORMAT = 1
"""Which layout the file has: ``PRAGMA user_version``. A change of the tables below adds one."""

RANK = 10_000_000
"""Numbers there are within a rank."""
COMMON = 50 * RANK
"""Entries below this number are words of everyday use."""

SCHEMA = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {FORMAT};
CREATE TABLE edition (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
  number INTEGER PRIMARY KEY, in_kana INTEGER NOT NULL, spellings TEXT NOT NULL, readings TEXT NOT NULL,
  pos TEXT NOT NULL, senses TEXT NOT NULL
);
CREATE TABLE surface (key TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE sound (
  loose TEXT NOT NULL, strict TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (loose, strict, entry)
) WITHOUT ROWID;
CREATE TABLE common_sound (loose TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (loose, entry)) WITHOUT ROWID;
CREATE TABLE english (
  key TEXT NOT NULL, place INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)
) WITHOUT ROWID;
"""

COLUMNS = "number, in_kana, spellings, readings, pos, senses"
Row = tuple[int, int, str, str, str, str]

# No text of an entry holds these: the reader makes every white space a plain one.
_NEXT = "\t"
_NEXT_SENSE = "\n"
_ONLY_FOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading and the positions of the spellings it belongs to."""

    text: str
    only_for: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """An entry as it lies in the file; ``in_kana`` when it is usually written so."""

    number: int
    in_kana: bool
    spellings: tuple[str, ...]
    readings: tuple[Reading, ...]
    pos: tuple[str, ...]
    senses: tuple[tuple[str, ...], ...]


def pack(entry: StoredEntry) -> Row:
    """Return ``entry`` as a row of the table."""
    every = tuple(range(len(entry.spellings)))
    readings = (
        reading.text if reading.only_for == every else reading.text + _ONLY_FOR + ",".join(map(str, reading.only_for))
        for reading in entry.readings
    )
    return (
        entry.number,
        int(entry.in_kana),
        _NEXT.join(entry.spellings),
        _NEXT.join(readings),
        _NEXT.join(entry.pos),
        _NEXT_SENSE.join(_NEXT.join(sense) for sense in entry.senses),
    )


def unpack(row: Row) -> StoredEntry:
    """Return the entry in a row of the table."""
    number, in_kana, spellings, readings, pos, senses = row
    written = _split(spellings)
    every = tuple(range(len(written)))
    return StoredEntry(
        number=number,
        in_kana=bool(in_kana),
        spellings=written,
        readings=tuple(_reading(text, every) for text in readings.split(_NEXT)),
        pos=_split(pos),
        senses=tuple(_split(sense) for sense in senses.split(_NEXT_SENSE)),
    )


def _reading(text: str, every: tuple[int, ...]) -> Reading:
    text, restricted, positions = text.partition(_ONLY_FOR)
    return Reading(text, tuple(map(int, positions.split(","))) if positions else () if restricted else every)


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(_NEXT)) if text else ()


def write_edition(connection: sqlite3.Connection, edition: Edition) -> None:
    """Write what the file says of itself."""
    values = {
        "source": edition.source,
        "created": edition.created.isoformat() if edition.created else "",
        "licence": edition.licence,
        "entries": str(edition.entries),
        "keys": str(edition.keys),
    }
    connection.executemany("INSERT INTO edition VALUES (?, ?)", values.items())


def open_file(path: Path) -> tuple[sqlite3.Connection, Edition] | None:
    """Return the dictionary at ``path``, opened for reading alone, and its edition; None where there is no file.

    The file is never written in place, so SQLite is told that it cannot change, and needs no locks.

    Raises:
        DictionaryError: what is there is not a general dictionary of this format.
    """
    if not path.exists():
        return None
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
        try:
            return connection, _edition(connection, path)
        except Exception:
            connection.close()
            raise
    except (sqlite3.Error, KeyError, ValueError) as error:
        raise DictionaryError(f"The general dictionary {path} is damaged: build it anew. ({error})") from error


def _edition(connection: sqlite3.Connection, path: Path) -> Edition:
    try:
        marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    except sqlite3.DatabaseError:
        marks = [0, 0]
    if marks[0] != APPLICATION:
        raise DictionaryError(f"The file {path} is not a general dictionary.")
    if marks[1] != FORMAT:
        raise DictionaryError(f"The general dictionary {path} was built by another version: build it anew.")
    values: dict[str, str] = dict(connection.execute("SELECT name, value FROM edition"))
    return Edition(
        created=date.fromisoformat(values["created"]) if values["created"] else None,
        entries=int(values["entries"]),
        keys=int(values["keys"]),
        source=values["source"],
        licence=values["licence"],
    )


def is_dictionary(path: Path) -> bool:
    """Tell whether ``path`` holds a general dictionary, of this format or another, whole or damaged."""
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except OSError:
        return False
    return header[:16] == b"SQLite format 3\0" and header[68:72] == APPLICATION.to_bytes(4, "big")
