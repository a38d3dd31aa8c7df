"""The file ``.env``: what ``naruhaya init`` writes, and every command reads where it is run."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.errors import ConfigError
from bot.settings import PREFIX

NAME = ".env"
_LONGEST = 100_000
_LINE = re.compile(rf"\s*(?:export\s+)?({PREFIX}[A-Z0-9_]+)\s*=\s*(.*?)\s*", re.ASCII)


def with_file(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return ``environ`` with the settings in the folder's ``.env`` that it does not hold itself.

    Only names with our prefix are taken; the value is what stands behind the sign, without quotes around it.

    Raises:
        ConfigError: the file is there and cannot be read.
    """
    return {**read(folder / NAME), **environ}


def read(path: Path) -> dict[str, str]:
    """Return the settings in the file, none if there is no file.

    Raises:
        ConfigError: it cannot be read.
    """
    try:
        text = path.read_text("utf-8")[:_LONGEST]
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The file {path} cannot be read as text.") from error
    found = filter(None, map(_LINE.fullmatch, text.splitlines()))
    return {line[1]: _unquoted(line[2]) for line in found}


def write(path: Path, settings: Iterable[tuple[str, str]]) -> None:
    """Make the file, readable for its owner alone; settings it holds already stay where they are not given anew.

    Raises:
        ConfigError: it cannot be written.
    """
    kept = {**read(path), **dict(settings)}
    text = "".join(f"{name}={value}\n" for name, value in kept.items() if value)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            os.fchmod(handle, 0o600)
            file.write(text)
    except OSError as error:
        raise ConfigError(f"The file {path} cannot be written: {error.strerror}.") from error


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
