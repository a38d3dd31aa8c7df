"""Looks at an SQLite file with the standard library alone, and changes nothing in it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, unquote

from bot.errors import StorageError

SCHEMES = frozenset({"sqlite", "sqlite+pysqlite"})
"""How a database URL begins when it names an SQLite file."""

_MAGIC = b"SQLite format 3\0"


def path_of(url: str) -> Path | None:
    """Return the file that a database URL such as ``sqlite:///naruhaya.sqlite3`` names; None if it names no file."""
    scheme, _, rest = url.partition(":///")
    name = unquote(rest.partition("?")[0])
    if scheme not in SCHEMES or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def exists(path: Path) -> bool:
    """Whether there is an SQLite database at ``path``; an empty file is as good as none.

    Not while this process has it open: closing the file drops the locks that SQLite holds on it.

    Raises:
        StorageError: something else is there, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StorageError(f"The database {path} cannot be read: {error.strerror}.") from error
    if start and start != _MAGIC:
        raise StorageError(f"The file {path} is not an SQLite database.")
    return bool(start)


def open_read_only(path: Path, busy_timeout_s: float) -> closing[sqlite3.Connection]:
    """Return a connection that cannot write, to be used in a ``with``."""
    return closing(connect_read_only(path, busy_timeout_s))


def connect_read_only(path: Path, busy_timeout_s: float) -> sqlite3.Connection:
    """Return a connection that cannot write; threads that share it must take turns."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False)


def revision(path: Path, busy_timeout_s: float) -> str | None:
    """Return the schema revision that the database at ``path`` stands at, or None when it is new.

    Raises:
        StorageError: it cannot be read, or its tables are another program's.
    """
    if not exists(path):
        return None
    try:
        with open_read_only(path, busy_timeout_s) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "alembic_version" in names:
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
                return None if row is None else str(row[0])
    except sqlite3.Error as error:
        raise StorageError(sentence(path, error)) from error
    if names:
        raise StorageError(f"The database {path} belongs to another program.")
    return None


def sentence(path: Path, error: BaseException) -> str:
    """Return what an sqlite3 error means for whoever runs the program."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return f"The database {path} is locked by another program."
    if "not a database" in text:
        return f"The file {path} is not an SQLite database."
    if "readonly" in text or "read-only" in text:
        return f"The database {path} cannot be written: it is read-only."
    if "unable to open" in text:
        return f"The database {path} cannot be opened: its folder must exist and be writable."
    if "malformed" in text:
        return f"The database {path} is damaged: restore a backup."
    if "full" in text:
        return f"The database {path} cannot be written: the disk is full."
    return f"The database {path} cannot be used: {text}."
