"""How alike two search keys are; the only importer of rapidfuzz.

The measure is optimal string alignment (OSA): insertions, deletions, replacements and swaps of neighbours each cost
one. Anything that scores parts of a string (WRatio and its kin) would call two-letter overlaps alike.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

_edits = OSA.distance


class Near(NamedTuple):
    """A key near the query: its place in the list searched, and how many edits away it is."""

    place: int
    distance: int


def distance(left: str, right: str, limit: int | None = None) -> int:
    """Return the number of edits between the two; any number above ``limit`` if there are more than that."""
    return _edits(left, right, score_cutoff=limit)


def similarity(left: str, right: str) -> float:
    """Return 1.0 for equal strings down to 0.0 for strings with nothing in common."""
    return OSA.normalized_similarity(left, right)


def nearest(query: str, keys: Sequence[str], limit: int) -> list[Near]:
    """Return every key at most ``limit`` edits from ``query``, nearest first, else in the order of ``keys``."""
    found = process.extract(query, keys, scorer=OSA.distance, score_cutoff=limit, limit=None)
    return [Near(place, int(edits)) for _, edits, place in found]
