"""How alike two search keys are; the only importer of rapidfuzz.

The measure is optimal string alignment (OSA): insertions, deletions, replacements and swaps of neighbours each cost
one. Anything that scores parts of a string (WRatio and its kin) would call two-letter overlaps alike.
"""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

osa = OSA.distance
"""``distance`` for inner loops; its limit is called ``score_cutoff``."""

similarity = OSA.normalized_similarity
"""Returns 1.0 for equal strings down to 0.0 for strings with nothing in common."""


def distance(left: str, right: str, limit: int | None = None) -> int:
    """Return the number of edits between the two; any number above ``limit`` if there are more than that."""
    return osa(left, right, score_cutoff=limit)


def nearest(query: str, keys: Sequence[str], limit: int) -> dict[str, int]:
    """Return every key at most ``limit`` edits from ``query`` with its edits, nearest first, else in their order."""
    found = process.extract(query, keys, scorer=osa, score_cutoff=limit, limit=None)
    return {key: int(edits) for key, edits, _ in found}
