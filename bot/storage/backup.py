"""Copies an SQLite database while it is in use, and brings a copy back.

SQLite's own backup copies one moment of the database, where a copied file would miss the write-ahead log; it is done in
one step, which in that mode holds up nobody who writes. A copy is complete or is not there: it is made beside its place,
looked over, and then moved to it.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import StorageError
from bot.storage import sqlite_file

_BUSY_S = 10.0


def back_up(source: Path, target: Path) -> None:
    """Copy the database at ``source`` to the new file ``target``, readable for its owner alone.

    Raises:
        StorageError: there is no database, ``target`` is there already or cannot be written, or the copy is not whole.
    """
    if not sqlite_file.exists(source):
        raise StorageError(f"There is no database {source} to back up.")
    if target.exists():
        raise StorageError(f"{target} is there already: name a new file.")
    _copied(source, target)


def restore(copy: Path, place: Path) -> Path | None:
    """Put the database ``copy`` at ``place``; return where what stood there has been kept, None if nothing did.

    Nobody may be using the database at ``place``.

    Raises:
        StorageError: ``copy`` is no whole database of ours, or somebody writes to the one at ``place``.
    """
    if sqlite_file.revision(copy, _BUSY_S) is None:
        raise StorageError(f"The file {copy} is not a backup of Naruhaya's.")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not sqlite_file.exists(place):
        _copied(copy, place)
        return None
    kept = _free(place.with_name(f"{place.name}.before-restore"))
    try:
        with closing(sqlite3.connect(place, timeout=0, isolation_level=None)) as connection:
            # Leaving the log mode takes the file for oneself: it fails while another process has it open.
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise StorageError(f"The database {place} is in use: stop the bot first.") from error
    _copied(place, kept)
    _copied(copy, place)
    return kept


def _copied(source: Path, target: Path) -> None:
    """Copy ``source`` to ``target``, whatever stands there; ``target`` is untouched if that fails."""
    making = _free(target.with_name(f"{target.name}.part"))
    try:
        os.close(os.open(making, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with (
                sqlite_file.open_read_only(source, _BUSY_S) as origin,
                closing(sqlite3.connect(making, isolation_level=None)) as copy,
            ):
                origin.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                ((verdict,), *_) = copy.execute("PRAGMA integrity_check").fetchall()
            if verdict != "ok":
                raise StorageError(f"The database {source} is damaged: {verdict}.")
            _synced(making)
            making.replace(target)
            _synced(target.parent)
        finally:
            making.unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise StorageError(sqlite_file.sentence(source, error)) from error
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror}.") from error


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _free(path: Path) -> Path:
    """Return ``path``, or with a number behind it the first that is not there."""
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found
