"""The word of the day: which entry a place is shown on a date. Pure; whether to post is decided elsewhere."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from bot.lexicon.model import Attitude, Currency, Entry

_UNSUITABLE = {Attitude.SENSITIVE, Attitude.PEJORATIVE}


def word_for(day: date, place_key: str, entries: Iterable[Entry]) -> Entry:
    """Return the word of ``day`` for the place: the same for the same arguments, on any machine.

    Each place walks through all suitable entries in an order of its own, so within as many days as there are
    such entries none comes twice. Words that need a warning beside them and abolished terms are never chosen.

    Raises:
        ValueError: no entry is suitable.
    """
    pool = [entry for entry in entries if is_suitable(entry)]
    if not pool:
        raise ValueError("no entry is suitable as word of the day")
    pool.sort(key=lambda entry: (sha256(f"{place_key}\n{entry.id}".encode()).digest(), entry.id))
    return pool[day.toordinal() % len(pool)]


def is_suitable(entry: Entry) -> bool:
    """Whether the entry may stand alone in a channel, without the warning its label calls for."""
    return entry.attitude not in _UNSUITABLE and entry.currency is not Currency.ABOLISHED
