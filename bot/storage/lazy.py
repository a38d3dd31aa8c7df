"""Puts off opening the database, and importing what that needs, until something asks for it."""

from threading import Lock
from typing import TYPE_CHECKING

from bot.identity import Actor, Place
from bot.ports import Preferences, UnitOfWork, UnitOfWorkFactory
from bot.quiz.model import Item
from bot.storage.live_keys import QuickReads
from bot.storage.sqlite_file import path_of
from bot.team.vocabulary import TeamWords

if TYPE_CHECKING:
    from bot.storage.unit_of_work import Storage


class LazyStorage:
    """A unit-of-work factory that opens its database at the first call; safe to call from any thread."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = Lock()
        self._storage: Storage | None = None
        path = path_of(url)
        self._quick = QuickReads(path) if path is not None else None

    def __call__(self, *, read_only: bool = False) -> UnitOfWork:
        """Return a new unit of work.

        Raises:
            StorageError: the database cannot be opened; the next call tries again.
        """
        return self.open()(read_only=read_only)

    def of(self, tenant: str) -> UnitOfWorkFactory:
        """Return what opens units of work for one workspace alone."""

        def units(*, read_only: bool = False) -> UnitOfWork:
            return self.open()(read_only=read_only, tenant=tenant)

        return units

    def open(self) -> "Storage":
        """Return the storage, opened now if it was not yet; call it at start to fail early."""
        with self._lock:
            if self._storage is None:
                from bot.storage.unit_of_work import open_storage

                if self._quick is not None:
                    # Looking at the file from outside SQLite, as opening does, drops the locks of what is open.
                    self._quick.close()
                self._storage = open_storage(self._url)
            return self._storage

    @property
    def is_local(self) -> bool:
        """Whether the rows are in a file of this machine, and preferences read without waiting for any writer."""
        return self._quick is not None

    def preferences(self, actor: Actor) -> Preferences:
        """Return what ``actor`` chose; from a file without opening the whole storage.

        Raises:
            StorageError: the database cannot be read.
        """
        if self._quick is not None:
            return self._quick(actor)
        with self.of(actor.tenant)(read_only=True) as work:
            return work.preferences.get(actor)

    def asked_in(self, place: Place) -> tuple[Item, ...]:
        """Return the items asked now in the place's channel; from a file without opening the whole storage.

        Raises:
            StorageError: the database cannot be read.
        """
        if self._quick is not None:
            return self._quick.asked_in(place)
        with self.of(place.tenant)(read_only=True) as work:
            return work.sessions.asked_in(place)

    def revision(self, tenant: str) -> int:
        """Return how often a workspace's own words and rules have changed; from a file without opening the storage.

        Raises:
            StorageError: the database cannot be read.
        """
        if self._quick is not None:
            return self._quick.revision(tenant)
        with self.of(tenant)(read_only=True) as work:
            return work.terms.revision(tenant)

    def words(self, tenant: str) -> TeamWords:
        """Return what a workspace has published; from a file without opening the whole storage.

        Raises:
            StorageError: the database cannot be read.
        """
        if self._quick is not None:
            return self._quick.words(tenant)
        with self.of(tenant)(read_only=True) as work:
            # The revision first: what changes meanwhile is read again.
            revision = work.terms.revision(tenant)
            return TeamWords(revision=revision, entries=work.terms.published(tenant), rules=work.terms.rules(tenant))

    def close(self) -> None:
        """Close the database if it was opened."""
        if self._quick is not None:
            self._quick.close()
        with self._lock:
            if self._storage is not None:
                self._storage.close()
                self._storage = None
