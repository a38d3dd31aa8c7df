"""``naruhaya backup`` and ``naruhaya restore``: a copy of the SQLite database, made while the bot runs, and the way back."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click

from bot.errors import ConfigError, StorageError
from bot.settings import Settings
from bot.storage.backup import back_up, restore
from bot.storage.sqlite_file import path_of

_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
_STREAM = Path("-")


class HasSettings(Protocol):
    """What these commands need of a session."""

    @property
    def settings(self) -> Settings:
        """What names the database."""


def backup_commands() -> tuple[click.Command, click.Command]:
    """Return the two commands."""
    return _backup(), _restore()


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Yield a place for a file near the database, where there is room for it; it is gone at the end."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".naruhaya-", dir=place.parent) as folder:
            yield Path(folder) / "copy.sqlite3"
    except OSError as error:
        raise StorageError(f"The folder {place.parent} cannot be written: {error.strerror}.") from error


def _backup() -> click.Command:
    @click.command("backup", help="Copy the SQLite database to a new FILE, or to standard output (-); the bot may run.")
    @click.argument("file", type=_FILE)
    @click.pass_obj
    def run(session: HasSettings, file: Path) -> None:
        source = _database(session, "pg_dump")
        if file != _STREAM:
            back_up(source, file)
            click.echo(f"Backed up to {file}: {file.stat().st_size} bytes, whole.")
            return
        with _beside(source) as copy:
            back_up(source, copy)
            with copy.open("rb") as made:
                shutil.copyfileobj(made, sys.stdout.buffer)

    return run


def _restore() -> click.Command:
    @click.command("restore", help="Put the backup FILE (or -) in the database's place; stop the bot first.")
    @click.argument("file", type=_FILE)
    @click.pass_obj
    def run(session: HasSettings, file: Path) -> None:
        place = _database(session, "pg_restore")
        with _beside(place) as copy:
            if file == _STREAM:
                with copy.open("wb") as received:
                    shutil.copyfileobj(sys.stdin.buffer, received)
            kept = restore(copy if file == _STREAM else file, place)
        click.echo(f"Restored to {place}." + (f" What was there is in {kept}." if kept else ""))

    return run


def _database(session: HasSettings, instead: str) -> Path:
    path = path_of(session.settings.database_url)
    if path is None:
        raise ConfigError(f"The database is PostgreSQL: use {instead}.")
    return path
