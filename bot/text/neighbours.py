"""The keys of a list that are an edit or two from a query, without comparing all of them.

One edit leaves one half of a key as it is. So keys are filed under either half and their length, and only those in
the right drawers are compared: exact, cheap to build, and at ten thousand keys faster than an index of all forms with
a sign taken out (measured: it does not fit the processor's cache). Two edits are looked for among all keys of about
the length, or, of very many, among those with a half that has neither edit.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from bot.text.similarity import Near, distance, nearest

MANY = 2_000
"""Fewer keys than this are all compared when two edits are allowed."""
_LEAST = 2
_FEW = 8
"""So many keys are compared one by one sooner than all at once."""

Drawers = defaultdict[int, defaultdict[str, list[int]]]
"""Length of a key → half of the key → places of the keys."""


def _drawers() -> Drawers:
    return defaultdict(lambda: defaultdict(list))


class Neighbours:
    """Near keys of one list; equal keys should be given once. ``keys`` keeps them in order of length."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = sorted(keys, key=len)
        self._lengths = [len(key) for key in self.keys]
        heads, tails = _drawers(), _drawers()
        for place, key in enumerate(self.keys):
            length = len(key)
            half = length // 2
            heads[length][key[:half]].append(place)
            tails[length][key[half:]].append(place)
        self._heads = {length: dict(drawer) for length, drawer in heads.items()}
        self._tails = {length: dict(drawer) for length, drawer in tails.items()}

    def within(self, query: str, limit: int) -> list[Near]:
        """Return the keys at most ``limit`` edits (1 or 2) from ``query``; see above for what 2 may miss."""
        if len(query) < _LEAST:
            return []
        if limit == 1:
            return self._compared(query, self._half_alike(query), limit)
        if len(self.keys) < MANY:
            start = bisect_left(self._lengths, len(query) - limit)
            end = bisect_right(self._lengths, len(query) + limit)
            return [Near(start + near.place, near.distance) for near in nearest(query, self.keys[start:end], limit)]
        return self._compared(query, self._half_alike_shifted(query, limit), limit)

    def _compared(self, query: str, places: set[int], limit: int) -> list[Near]:
        if len(places) < _FEW:
            return [
                Near(place, edits) for place in places if (edits := distance(query, self.keys[place], limit)) <= limit
            ]
        listed = list(places)
        near = nearest(query, [self.keys[place] for place in listed], limit)
        return [Near(listed[place], edits) for place, edits in near]

    def _half_alike(self, query: str) -> set[int]:
        """Return the places of keys that share a half with ``query``, and so of all that are one edit away."""
        places: set[int] = set()
        size = len(query)
        for length in (size - 1, size, size + 1):
            if length in self._heads:
                half = length // 2
                places.update(self._heads[length].get(query[:half], ()))
                places.update(self._tails[length].get(query[size - length + half :], ()))
        if size in self._heads:  # a swap of the two signs in the middle touches both halves
            half = size // 2
            places.update(self._heads[size].get(query[: half - 1] + query[half], ()))
        return places

    def _half_alike_shifted(self, query: str, limit: int) -> set[int]:
        """Return the places of keys of about the length that share a half, at most ``limit`` signs further on."""
        places: set[int] = set()
        size = len(query)
        for length in range(size - limit, size + limit + 1):
            if length in self._heads:
                half = length // 2
                places.update(self._heads[length].get(query[:half], ()))
                for shift in range(-limit, limit + 1):
                    places.update(self._tails[length].get(query[max(0, half + shift) :], ()))
        return places
