"""Asks whether the database is there, for readiness alone: no answer waits for it."""

import asyncio
from pathlib import Path

from adapters.worker import Worker
from bot.engine import Engine
from bot.errors import StorageError
from bot.storage.sqlite_file import path_of

_NOBODY = "readiness"
_PATIENCE_S = 2.0


class DatabaseProbe:
    """Looks at the database in a thread of its own, so that one that hangs holds up nothing else.

    An SQLite file must still be the one that was opened: what is written to a file that was moved away is lost.
    """

    def __init__(self, engine: Engine, patience_s: float = _PATIENCE_S) -> None:
        self._engine = engine
        self._patience_s = patience_s
        self._path = path_of(engine.settings.database_url)
        self._opened = _stamp(self._path) if self._path else None
        self._worker = Worker(threads=1)

    async def problem(self) -> str | None:
        """Return what is wrong with the database, or None."""
        if self._path and (found := _stamp(self._path)) != self._opened:
            return "the database file is gone" if found is None else "the database file is another one: restart"
        if self._worker.running:
            return "the database does not answer"
        try:
            async with asyncio.timeout(self._patience_s):
                await self._worker.call(self._look)
        except StorageError as error:
            return str(error)
        except TimeoutError:
            return "the database does not answer"
        return None

    def close(self) -> None:
        """Give up the thread."""
        self._worker.close()

    def _look(self) -> None:
        with self._engine.storage(read_only=True) as work:
            work.installations.get(_NOBODY)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of the same name."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
