"""Looks the installation over and says what is well and what is not; changes nothing."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.errors import DataError, DictionaryError, StorageError
from bot.general.search import GeneralDictionary
from bot.lexicon.loader import load_glossary
from bot.settings import Settings
from bot.storage import sqlite_file

_FIXED_SQLITE = (3, 51, 3)
"""First release without the WAL-reset bug of 3.7.0 to 3.51.2, which needs two connections writing at once."""


_BUSY_TIMEOUT_S = 1.0
_MOST_DOUBTS = 5
_UNWALLED = (
    "row-level security does not hold for its role, which is a superuser or has BYPASSRLS; make the bot an ordinary role "
    "that owns its database (docs/operate.md, 5)"
)


class Health(StrEnum):
    """How a check went; only FAULT keeps the bot from working."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, how it is, and what to do where it is not well."""

    subject: str
    health: Health
    detail: str


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Return what was found, in the order a person would mend it."""
    return (
        *_program(settings),
        *_glossary(settings),
        *_general(settings),
        *_database(settings),
        *_posts(settings),
    )


def _program(settings: Settings) -> Iterator[Finding]:
    yield Finding("python", Health.OK, sys.version.split()[0])
    yield Finding("language", Health.OK, settings.locale.value)
    yield Finding("time zone", Health.OK, str(settings.timezone))


def _glossary(settings: Settings) -> Iterator[Finding]:
    try:
        glossary = load_glossary(settings.data)
    except DataError as error:
        yield Finding("glossary", Health.FAULT, str(error))
        return
    counts = f"{len(glossary.entries)} entries, {len(glossary.contrasts)} contrasts in {settings.data}"
    yield Finding("glossary", Health.OK, counts)


def _general(settings: Settings) -> Iterator[Finding]:
    path = settings.jmdict
    try:
        dictionary = GeneralDictionary.open(path)
        if dictionary is None:
            yield Finding("general dictionary", Health.OK, "none is built; naruhaya jmdict build FILE makes one")
            return
        with closing(dictionary):
            edition = dictionary.edition
            stale = dictionary.is_stale()
    except DictionaryError as error:
        yield Finding("general dictionary", Health.NOTE, f"{error} The glossary answers without it.")
        return
    date = f" of {edition.created.isoformat()}" if edition.created else ""
    detail = f"{edition.source}{date}, {edition.entries} entries in {path}"
    if stale:
        yield Finding("general dictionary", Health.NOTE, f"{detail}, built by another version: build it anew")
    else:
        yield Finding("general dictionary", Health.OK, detail)


def _database(settings: Settings) -> Iterator[Finding]:
    from bot.storage import schema
    from bot.storage.database import connect, is_walled

    path = sqlite_file.path_of(settings.database_url)
    if path is None:
        try:
            database = connect(settings.database_url, _BUSY_TIMEOUT_S)
            walled = is_walled(database)
        except StorageError as error:
            yield Finding("database", Health.FAULT, str(error))
            return
        if walled:
            yield Finding("database", Health.OK, f"{database.name}, which keeps workspaces apart (row-level security)")
        else:
            yield Finding("database", Health.NOTE, f"{database.name}: {_UNWALLED}")
        return
    try:
        if not sqlite_file.exists(path):
            _refuse_unwritable(path)
            yield Finding("database", Health.OK, f"{path} will be made when it is first needed")
        else:
            revision = sqlite_file.revision(path, _BUSY_TIMEOUT_S)
            schema.refuse_newer(str(path), revision)
            _refuse_unwritable(path)
            yield Finding("database", Health.OK, f"{path}, schema {revision or 'not made yet'}")
    except StorageError as error:
        yield Finding("database", Health.FAULT, str(error))
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < _FIXED_SQLITE:
        detail = f"{version}; releases before 3.51.3 have a rare fault when two processes write, so run one process"
        yield Finding("sqlite", Health.NOTE, detail)
    else:
        yield Finding("sqlite", Health.OK, version)


def _posts(settings: Settings) -> Iterator[Finding]:
    from bot.storage.doubts import in_doubt

    try:
        doubts = in_doubt(settings.database_url, _MOST_DOUBTS, _BUSY_TIMEOUT_S)
    except StorageError:
        return  # The database's own finding says so.
    if doubts.number:
        where = "; ".join(f"{tenant} channel {channel} on {day}" for tenant, channel, day in doubts.newest)
        detail = f"{doubts.number} may or may not have been sent, look there: {where}. They are never sent again."
        yield Finding("posts", Health.NOTE, detail)


def _refuse_unwritable(path: Path) -> None:
    """Raise StorageError unless the file, or else the nearest folder above it, can be written; try nothing out."""
    first = next(each for each in (path, *path.absolute().parents) if each.exists())
    if not os.access(first, os.W_OK):
        raise StorageError(f"The database {path} cannot be written: {first} is read-only.")
