"""The keys of a list that are a few edits from a query: by looking at all of them, or by an index of one-letter gaps.

Looking at all is exact and needs no preparation, and is the faster way up to a few thousand keys, since only keys of
about the query's length are compared. Above ``SCAN_LIMIT`` keys the first search builds an index from every key with
one letter left out (symmetric deletion: two strings one edit apart share such a form). Two edits are then found among
keys that begin like the query.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from bot.text.similarity import Near, distance, nearest

SCAN_LIMIT = 2_000
_PREFIX = 2


class Neighbours:
    """Near keys of one list; equal keys should be given once. ``keys`` keeps them in order of length."""

    def __init__(self, keys: Sequence[str], scan_limit: int | None = None) -> None:
        self.keys = sorted(keys, key=len)
        self._lengths = [len(key) for key in self.keys]
        self._indexed = len(keys) > (SCAN_LIMIT if scan_limit is None else scan_limit)
        self._gaps: dict[str, list[int]] | None = None
        self._by_prefix: defaultdict[tuple[str, int], list[int]] = defaultdict(list)

    def within(self, query: str, limit: int) -> list[Near]:
        """Return the keys at most ``limit`` edits (1 or 2) from ``query``; with an index, nearly all at 2."""
        if not query:
            return []
        if self._indexed:
            return self._probe(query, limit)
        start = bisect_left(self._lengths, len(query) - limit)
        end = bisect_right(self._lengths, len(query) + limit)
        return [Near(start + near.place, near.distance) for near in nearest(query, self.keys[start:end], limit)]

    def _probe(self, query: str, limit: int) -> list[Near]:
        if self._gaps is None:
            self._gaps = self._build()
        gaps = self._gaps
        places = set(gaps.get(query, ()))
        for at in range(len(query)):
            places.update(gaps.get(query[:at] + query[at + 1 :], ()))
        found = [Near(place, edits) for place in places if (edits := distance(query, self.keys[place], limit)) <= limit]
        if limit > 1 and not found:
            found = self._among_same_beginning(query, limit)
        return found

    def _among_same_beginning(self, query: str, limit: int) -> list[Near]:
        places = [
            place
            for length in range(len(query) - limit, len(query) + limit + 1)
            for place in self._by_prefix.get((query[:_PREFIX], length), ())
        ]
        near = nearest(query, [self.keys[place] for place in places], limit)
        return [Near(places[place], edits) for place, edits in near]

    def _build(self) -> dict[str, list[int]]:
        gaps: defaultdict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(self.keys):
            self._by_prefix[key[:_PREFIX], len(key)].append(place)
            for form in {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}:
                gaps[form].append(place)
        return dict(gaps)
