"""Puts off opening the database, and importing what that needs, until something asks for it."""

from threading import Lock
from typing import TYPE_CHECKING

from bot.ports import UnitOfWork

if TYPE_CHECKING:
    from bot.storage.unit_of_work import Storage


class LazyStorage:
    """A unit-of-work factory that opens its database at the first call; safe to call from any thread."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = Lock()
        self._storage: Storage | None = None

    def __call__(self, *, read_only: bool = False) -> UnitOfWork:
        """Return a new unit of work.

        Raises:
            StorageError: the database cannot be opened; the next call tries again.
        """
        return self.open()(read_only=read_only)

    def open(self) -> "Storage":
        """Return the storage, opened now if it was not yet; call it at start to fail early."""
        with self._lock:
            if self._storage is None:
                from bot.storage.unit_of_work import open_storage

                self._storage = open_storage(self._url)
            return self._storage

    def close(self) -> None:
        """Close the database if it was opened."""
        with self._lock:
            if self._storage is not None:
                self._storage.close()
                self._storage = None
