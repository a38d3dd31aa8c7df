"""What the general dictionary answers with, and what it says of itself: values only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SOURCE = "JMdict"
LICENCE = "CC BY-SA 4.0"
"""The licence of JMdict's data: Creative Commons Attribution-ShareAlike, as the EDRDG's licence statement has it."""
ATTRIBUTION = "Electronic Dictionary Research and Development Group (EDRDG)"
LICENCE_PAGE = "www.edrdg.org/edrdg/licence.html"
"""Where the licence statement is; it asks to be named wherever entries are shown."""


class Tier(StrEnum):
    """How an entry was met, surest first."""

    SURFACE = "surface"
    STRICT = "strict"
    ENGLISH = "english"
    LOOSE = "loose"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralEntry:
    """An entry of the general dictionary, in the spelling and reading that the query asked for.

    ``senses`` holds the English glosses of each sense, ``pos`` JMdict's codes for parts of speech (``n``, ``vs``,
    ``adj-na``); ``common`` is JMdict's own mark for words in everyday use.
    """

    headword: str
    reading: str
    senses: tuple[tuple[str, ...], ...]
    pos: tuple[str, ...]
    common: bool
    tier: Tier

    @property
    def glosses(self) -> tuple[str, ...]:
        """The glosses of all senses in order, each once."""
        return tuple(dict.fromkeys(gloss for sense in self.senses for gloss in sense))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which dictionary a built file holds: when its source was made (None if that did not say), and how much."""

    created: date | None
    entries: int
    keys: int
    source: str = SOURCE
    licence: str = LICENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralAnswer:
    """The rows for a query, best first, and the edition they come from; no edition where none is installed."""

    entries: tuple[GeneralEntry, ...] = ()
    edition: Edition | None = None


NO_ANSWER = GeneralAnswer()
