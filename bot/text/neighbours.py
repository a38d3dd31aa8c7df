"""The keys of a list that are an edit or two from a query.

One edit leaves one half of a key as it is, so keys are filed under either half and their length, and only the few in
the right drawers are compared: exact, and as quick among ten thousand keys as among a hundred. For two edits all keys
of about the length are compared up to ``SCAN_LIMIT`` keys; above it only those with a half that has neither edit.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from bot.text.similarity import Near, distance, nearest

SCAN_LIMIT = 2_000
"""Up to so many keys, comparing all of the right length is quick enough."""

_LEAST = 2

Drawers = dict[tuple[str, int], list[int]]
"""(half of a key, length of the key) → places of the keys."""


class Neighbours:
    """Near keys of one list; equal keys should be given once. ``keys`` keeps them in order of length."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = sorted(keys, key=len)
        self._lengths = [len(key) for key in self.keys]
        heads: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        tails: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for place, key in enumerate(self.keys):
            length = len(key)
            half = length // 2
            heads[key[:half], length].append(place)
            tails[key[half:], length].append(place)
        self._heads: Drawers = heads
        self._tails: Drawers = tails

    def within(self, query: str, limit: int) -> list[Near]:
        """Return the keys at most ``limit`` edits (1 or 2) from ``query``; see above for what 2 may miss."""
        if len(query) < _LEAST:
            return []
        if limit == 1:
            return self._compared(query, self._half_alike(query), limit)
        if len(self.keys) <= SCAN_LIMIT:
            start = bisect_left(self._lengths, len(query) - limit)
            end = bisect_right(self._lengths, len(query) + limit)
            return [Near(start + near.place, near.distance) for near in nearest(query, self.keys[start:end], limit)]
        return self._compared(query, self._end_alike(query, limit), limit)

    def _compared(self, query: str, places: set[int], limit: int) -> list[Near]:
        found = [Near(place, edits) for place in places if (edits := distance(query, self.keys[place], limit)) <= limit]
        return sorted(found) if len(found) > 1 else found

    def _half_alike(self, query: str) -> set[int]:
        """Return the places of keys that share a half with ``query``, and so of all that are one edit away."""
        places: set[int] = set()
        size = len(query)
        for length in (size - 1, size, size + 1):
            half = length // 2
            places.update(self._heads.get((query[:half], length), ()))
            places.update(self._tails.get((query[size - length + half :], length), ()))
        half = size // 2  # a swap of the two signs in the middle touches both halves
        places.update(self._heads.get((query[: half - 1] + query[half], size), ()))
        return places

    def _end_alike(self, query: str, limit: int) -> set[int]:
        """Return the places of keys of about the length that share a half, shifted, with ``query``."""
        places: set[int] = set()
        size = len(query)
        for length in range(max(_LEAST, size - limit), size + limit + 1):
            half = length // 2
            places.update(self._heads.get((query[:half], length), ()))
            for shift in range(-limit, limit + 1):
                places.update(self._tails.get((query[max(0, half + shift) :], length), ()))
        return places
