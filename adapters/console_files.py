"""Files of a reply, written to a folder: the console's way to hand something over."""

from dataclasses import replace
from pathlib import Path

from adapters import given_files
from bot.commands.given import MAX_GIVEN, GivenFile
from bot.localized import Locale, Localized
from bot.reply import File, Note, Reply, plain
from bot.settings import Settings
from bot.storage.sqlite_file import path_of

_WRITTEN = Localized("Written to {path}: {alt}", "{path} に書き出しました：{alt}")
_UNWRITTEN = Localized("{path} could not be written: {reason}", "{path} に書き出せませんでした：{reason}")


def folder_of(settings: Settings) -> Path:
    """Return where files go: beside the database, or here where the database is no file."""
    database = path_of(settings.database_url)
    return Path() if database is None else database.parent


def kept(reply: Reply, folder: Path, locale: Locale) -> Reply:
    """Return the reply with its files written to ``folder``, each in place of an older one, and told of."""
    if not reply.files:
        return reply
    told = tuple(Note(plain(_written(file, folder).in_(locale))) for file in reply.files)
    return replace(reply, blocks=(*reply.blocks, *told))


def given(path: Path) -> GivenFile:
    """Return the file at ``path``.

    Raises:
        FileRefused: it is too large, not there, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_GIVEN + 1)
    except FileNotFoundError as error:
        raise given_files.absent(str(path)) from error
    except (OSError, ValueError) as error:
        raise given_files.unread(str(path)) from error
    if len(content) > MAX_GIVEN:
        raise given_files.too_large(path.name)
    return GivenFile(path.name, content)


def _written(file: File, folder: Path) -> Localized:
    path = folder / file.name
    try:
        path.write_bytes(file.content)
    except OSError as error:
        return _UNWRITTEN.format(path=str(path), reason=error.strerror or type(error).__name__)
    return _WRITTEN.format(path=str(path), alt=file.alt)
