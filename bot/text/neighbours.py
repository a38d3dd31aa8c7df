"""The keys of a list that are an edit or two from a query, without comparing all of them.

One edit leaves one half of a key as it is. So keys are filed under either half, and only those in the right drawers
are compared: exact, cheap to build, and within a lookup as fast as an index of all forms with a sign taken out
(measured at 500 and at 10,000 entries), which is four times as large. Two edits are found if one half has neither: of
the questions of the evaluation that says no to two in a thousand, and to compare all keys would take twice as long.
"""

from collections import defaultdict
from collections.abc import Iterable

from bot.text.similarity import nearest, osa

_LEAST = 2
_FEW = 12
"""So many keys are compared one by one sooner than all at once."""


class Neighbours:
    """Near keys of one list: ``keys`` has each once."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = list(dict.fromkeys(keys))
        # A first half of n signs is that of a key of 2n or 2n + 1, a second half that of one of 2n - 1 or 2n.
        heads: defaultdict[str, list[str]] = defaultdict(list)
        tails: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.keys:
            half = len(key) >> 1
            heads[key[:half]].append(key)
            tails[key[half:]].append(key)
        self._heads, self._tails = dict(heads), dict(tails)

    def within(self, query: str, limit: int) -> dict[str, int]:
        """Return the keys at most ``limit`` edits from ``query``, each with its edits.

        ``limit`` is 1 or 2; see above for what may be missed at 2.
        """
        size = len(query)
        if size < _LEAST:
            return {}
        near = self._half_alike(query, size) if limit == 1 else self._half_alike_of_about(query, size, limit)
        if len(near) > _FEW:
            return nearest(query, near, limit)
        return {key: edits for key in near if (edits := osa(query, key, score_cutoff=limit)) <= limit}

    def _half_alike(self, query: str, size: int) -> list[str]:
        """Return keys that share a half with ``query``, all among them that are one edit away."""
        head, tail = self._heads.get, self._tails.get
        half, other = size >> 1, (size - 1) >> 1
        return [
            *head(query[:other], ()),
            *head(query[: other + 1], ()),
            *tail(query[size - half :], ()),
            *tail(query[size - half - 1 :], ()),
            *head(query[: half - 1] + query[half], ()),  # a swap of the two signs in the middle touches both halves
        ]

    def _half_alike_of_about(self, query: str, size: int, limit: int) -> list[str]:
        """Return the keys of about the length of ``query`` that share a half with it."""
        near: list[str] = []
        for half in range((size - limit) >> 1, ((size + limit) >> 1) + 1):
            near += self._heads.get(query[:half], ())
        for half in range((size - limit + 1) >> 1, ((size + limit + 1) >> 1) + 1):
            near += self._tails.get(query[size - half :], ())
        return near
