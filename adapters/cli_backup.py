"""``naruhaya backup`` and ``naruhaya restore``: a copy of the SQLite database, made while the bot runs, and the way back."""

from pathlib import Path
from typing import Protocol

import click

from bot.errors import ConfigError
from bot.settings import Settings
from bot.storage.backup import back_up, restore
from bot.storage.sqlite_file import path_of

_FILE = click.Path(dir_okay=False, path_type=Path)


class HasSettings(Protocol):
    """What these commands need of a session."""

    @property
    def settings(self) -> Settings:
        """What names the database."""


def backup_commands() -> tuple[click.Command, click.Command]:
    """Return the two commands."""
    return _backup(), _restore()


def _backup() -> click.Command:
    @click.command("backup", help="Copy the SQLite database to a new FILE; the bot may run.")
    @click.argument("file", type=_FILE)
    @click.pass_obj
    def run(session: HasSettings, file: Path) -> None:
        back_up(_database(session, "pg_dump"), file)
        click.echo(f"Backed up to {file}: {file.stat().st_size} bytes, whole.")

    return run


def _restore() -> click.Command:
    @click.command("restore", help="Put the backup FILE in the database's place; stop the bot first.")
    @click.argument("file", type=_FILE)
    @click.pass_obj
    def run(session: HasSettings, file: Path) -> None:
        place = _database(session, "pg_restore")
        kept = restore(file, place)
        click.echo(f"Restored to {place}." + (f" What was there is in {kept}." if kept else ""))

    return run


def _database(session: HasSettings, instead: str) -> Path:
    path = path_of(session.settings.database_url)
    if path is None:
        raise ConfigError(f"The database is PostgreSQL: use {instead}.")
    return path
