"""Finds the entries that begin with what has been typed so far, an unfinished last mora included."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.index import Index, Role
from bot.lexicon.match import MatchKind
from bot.lexicon.query import Query
from bot.text.rules import Rule


class Beginnings:
    """Keys in alphabetical order, each with what it leads to."""

    def __init__(self, keyed: Iterable[tuple[str, int]]) -> None:
        pairs = sorted(set(keyed))
        self._keys = [key for key, _ in pairs]
        self._numbers = [number for _, number in pairs]

    def starting(self, beginning: str) -> Iterator[tuple[str, int]]:
        """Yield the keys longer than ``beginning`` that start with it, and their numbers."""
        for at in range(bisect_left(self._keys, beginning), len(self._keys)):
            key = self._keys[at]
            if not key.startswith(beginning):
                return
            if len(key) > len(beginning):
                yield key, self._numbers[at]


class Completion:
    """The beginnings of everything in an index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def _surfaces(self) -> Beginnings:
        return Beginnings((key, number) for number, key in enumerate(self._index.surfaces) if key)

    @cached_property
    def _loose(self) -> Beginnings:
        return Beginnings((key, number) for number, key in self._index.loose.items() if key)

    @cached_property
    def _letters(self) -> Beginnings:
        return Beginnings((key, number) for number, key in self._index.letters.items() if key)

    @cached_property
    def _english(self) -> Beginnings:
        self._glosses = self._index.english.beginnings()
        return Beginnings((key, number) for number, (key, _, _) in enumerate(self._glosses) if key)

    def offer(self, query: Query, board: Board, limit: int) -> None:
        """Offer the entries that may be meant by a beginning; those of which more is typed score higher."""
        if query.is_latin:
            self._offer_from(self._letters, query.letters, board)
            self._offer_from(self._loose, query.loose, board)
            joined = "".join(query.words)
            if joined:
                for key, number in self._english.starting(joined):
                    _, position, gloss = self._glosses[number]
                    board.offer(
                        position, _score(joined, key) - 1, MatchKind.PREFIX, gloss, (Rule.ENGLISH, Rule.BEGINNING)
                    )
        else:
            self._offer_from(self._surfaces, query.surface, board)
            if not query.has_kanji:
                self._offer_from(self._loose, query.loose, board)

    def _offer_from(self, beginnings: Beginnings, typed: str, board: Board) -> None:
        if not typed:
            return
        for key, number in beginnings.starting(typed):
            spelling = self._index.spellings[number]
            if spelling.role is not Role.SEARCH_KEY:
                board.offer_spelling(spelling, _score(typed, key), MatchKind.PREFIX, (Rule.BEGINNING,))


def _score(typed: str, key: str) -> float:
    return scale.BEGINNING + scale.BEGINNING_SPAN * len(typed) / len(key)
