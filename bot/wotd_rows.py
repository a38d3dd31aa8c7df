"""What the core asks of storage for the word of the day. See ``bot.wotd`` for the values."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Protocol

from bot.identity import Place
from bot.lexicon.model import EntryId
from bot.wotd import Shown, Subscription, Wish


class WordRepository(Protocol):
    """Subscriptions, the ledger of what was shown, and the words that wait. Threads of a channel share its word."""

    def get(self, place: Place) -> Subscription | None:
        """Return the channel's subscription; until this unit of work ends, no other one can change it."""
        ...

    def get_if_free(self, place: Place) -> Subscription | None:
        """Return the subscription as ``get`` does, or None at once if another unit of work has it just now."""
        ...

    def save(self, subscription: Subscription) -> None:
        """Keep the channel's subscription in place of the one before."""
        ...

    def due(self, now: datetime, limit: int) -> tuple[Place, ...]:
        """Return at most ``limit`` channels of any workspace to be looked at by ``now``, the longest due first.

        Channels that wait longer than any schedule pauses are among them: the clock was wrong when they were set.
        """
        ...

    def next_due(self) -> datetime | None:
        """Return when the next channel of any workspace is to be looked at."""
        ...

    def show(self, place: Place, local_date: date, entry_id: EntryId, now: datetime) -> bool:
        """Add to the ledger; False, and nothing done, if the date has its word or the word came within ``NO_REPEAT``."""
        ...

    def shown(self, place: Place, since: date) -> tuple[Shown, ...]:
        """Return the channel's ledger from that date on, by date."""
        ...

    def dates(self, place: Place) -> Mapping[EntryId, Collection[date]]:
        """Return the dates of the whole ledger by word."""
        ...

    def word_of(self, place: Place, local_date: date) -> EntryId | None:
        """Return the word of a date."""
        ...

    def wish(self, place: Place, wish: Wish) -> bool:
        """Keep a wish in place of another for the same word; False if its date has another word already."""
        ...

    def unwish(self, place: Place, entry_id: EntryId) -> bool:
        """Drop the wish for a word; tell whether there was one."""
        ...

    def wishes(self, place: Place) -> tuple[Wish, ...]:
        """Return what waits: by date, then in the order it was added."""
        ...
