"""Finds the entries that begin with what has been typed so far, an unfinished last mora included."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.index import SHORT, Index, Role
from bot.lexicon.match import MatchKind
from bot.lexicon.query import Query
from bot.text import keys
from bot.text.rules import Rule


class Beginnings:
    """Keys in alphabetical order, each with the entry it leads to and the text it stands for."""

    def __init__(self, keyed: Iterable[tuple[str, int, str]]) -> None:
        unique: dict[tuple[str, int], str] = {}
        for key, position, text in keyed:
            if key:
                unique.setdefault((key, position), text)
        self._rows = sorted((key, position, text) for (key, position), text in unique.items())
        self._keys = [key for key, _, _ in self._rows]
        self._places: dict[str, tuple[int, int]] = {}
        start = 0
        for first, group in groupby(self._keys, key=lambda key: key[:_FILED]):
            end = start + sum(1 for _ in group)
            self._places[first] = (start, end)
            start = end

    def starting(self, beginning: str, most: int, *, whole: bool = False) -> list[tuple[str, int, str]]:
        """Return the first ``most`` rows whose key starts with ``beginning`` and goes on, or with ``whole`` need not."""
        keys = self._keys
        start, size = 0, len(keys)
        if len(beginning) >= _FILED:
            place = self._places.get(beginning[:_FILED])
            if place is None:
                return []
            start, size = place
        start = bisect_left(keys, beginning, start, size)
        if not whole:
            while start < size and keys[start] == beginning:
                start += 1
        end = start
        last = min(size, start + most)
        while end < last and keys[end].startswith(beginning):
            end += 1
        return self._rows[start:end]


_FILED = 4
"""Where the keys stand that begin with so many signs is known; most often none do."""


class Completion:
    """The beginnings of everything in an index; each sort is put in order for the first query that asks for it."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def _surfaces(self) -> Beginnings:
        return self._of(dict(enumerate(self._index.surfaces)))

    @cached_property
    def _loose(self) -> Beginnings:
        return self._of(self._index.loose)

    @cached_property
    def _letters(self) -> Beginnings:
        return self._of(self._index.letters)

    @cached_property
    def _inner(self) -> Beginnings:
        return Beginnings(_later_words(self._index))

    @cached_property
    def _english(self) -> Beginnings:
        return Beginnings(self._index.english.beginnings())

    def _of(self, keyed: Mapping[int, str]) -> Beginnings:
        """Return the spellings that are shown by their keys, which are given by number."""
        return Beginnings(
            (keyed[number], spelling.position, spelling.shown)
            for number, spelling in enumerate(self._index.spellings)
            if number in keyed and spelling.role not in {Role.SEARCH_KEY, Role.RESPELT}
        )

    def offer(self, query: Query, board: Board, most: int) -> None:
        """Offer the entries that may be meant by a beginning; those of which more is typed score higher.

        At most the first ``most`` in alphabetical order of each sort are looked at.
        """
        if query.has_kanji:
            self._offer_from(self._surfaces, query.surface, board, most)
        elif not query.is_latin:
            if not self._offer_from(self._surfaces, query.surface, board, most):
                self._offer_from(self._loose, query.loose, board, most)
        else:
            sounds = query.loose if len(query.surface) < _WITH_VOWELS or _VOWEL.search(query.loose) else ""
            found = self._offer_from(self._loose, sounds, board, most)
            if sounds and not found and board.best < scale.SURE:  # only a cut sound is unlike in Hepburn: puroj, hatc
                self._offer_from(self._letters, query.letters, board, most)
            if board.best < scale.SAME_SOUNDS:
                self._offer_from(self._english, "".join(query.words), board, most, english=True)

    def offer_compounds(self, query: Query, board: Board, index: Index) -> bool:
        """Offer the terms that the query is a later word of, and tell whether any is: 顧客 or kokyaku for 見込み顧客."""
        found = False
        if query.has_kanji:
            for number in index.by_kanji.get(query.surface[0], ()) if len(query.surface) > 1 else ():
                spelling, surface = index.spellings[number], index.surfaces[number]
                if surface.find(query.surface) > 0:
                    found = True
                    share = len(query.surface) / len(surface)
                    board.offer_spelling(spelling, _part_score(share), MatchKind.PART, (Rule.PART,))
        elif len(query.loose) >= SHORT:
            for key, position, text in self._inner.starting(query.loose, _COMPOUNDS, whole=True):
                found |= key == query.loose
                share = len(query.loose) / (len(key) + len(query.loose))
                board.offer(position, _part_score(share), MatchKind.PART, text, (Rule.PART,))
        return found

    @staticmethod
    def _offer_from(beginnings: Beginnings, typed: str, board: Board, most: int, *, english: bool = False) -> bool:
        """Offer from one list of beginnings and tell whether it had any."""
        if not typed:
            return False
        found = False
        rules = (Rule.ENGLISH, Rule.BEGINNING) if english else (Rule.BEGINNING,)
        for key, position, text in beginnings.starting(typed, most):
            found = True
            score = scale.BEGINNING + scale.BEGINNING_SPAN * len(typed) / len(key) - english
            board.offer(position, score, MatchKind.PREFIX, text, rules)
        return found


_COMPOUNDS = 8
_VOWEL = re.compile("[aiueo]")
_WITH_VOWELS = 3
"""From so many letters on a beginning of romaji has a vowel among them; CPH is an abbreviation."""


def _part_score(share: float) -> float:
    return scale.PART + scale.PART_SPAN * share


def _later_words(index: Index) -> Iterator[tuple[str, int, str]]:
    """Yield the loose key of what follows each word of a reading, its entry and the headword."""
    tails = [
        (position, " ".join(words[at:]))
        for position, entry in enumerate(index.entries)
        if " " in entry.reading
        for words in (entry.reading.replace("・", "").split(" "),)
        for at in range(1, len(words))
    ]
    loose = keys.fold_all(keys.loose_key, (tail for _, tail in tails))
    return ((key, position, index.entries[position].headword) for key, (position, _) in zip(loose, tails, strict=True))
