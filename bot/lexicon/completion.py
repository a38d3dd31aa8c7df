"""Finds the entries that begin with what has been typed so far, an unfinished last mora included."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.index import Index, Role
from bot.lexicon.match import MatchKind
from bot.lexicon.query import Query
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

    def starting(self, beginning: str) -> Iterator[tuple[str, int, str]]:
        """Yield the rows whose key is longer than ``beginning`` and starts with it."""
        for at in range(bisect_left(self._keys, beginning), len(self._keys)):
            key = self._keys[at]
            if not key.startswith(beginning):
                return
            if len(key) > len(beginning):
                yield self._rows[at]


class Completion:
    """The beginnings of everything in an index."""

    def __init__(self, index: Index) -> None:
        shown = {
            number: spelling
            for number, spelling in enumerate(index.spellings)
            if spelling.role not in {Role.SEARCH_KEY, Role.RESPELT}
        }
        self._surfaces, self._loose, self._letters = (
            Beginnings(
                (keys[number], spelling.position, spelling.shown)
                for number, spelling in shown.items()
                if number in keys
            )
            for keys in (dict(enumerate(index.surfaces)), index.loose, index.letters)
        )
        self._english = Beginnings(index.english.beginnings())

    def offer(self, query: Query, board: Board) -> None:
        """Offer the entries that may be meant by a beginning; those of which more is typed score higher."""
        if query.is_latin:
            if not self._offer_from(self._letters, query.letters, board):
                self._offer_from(self._loose, query.loose, board)
            self._offer_from(self._english, "".join(query.words), board, english=True)
        elif not self._offer_from(self._surfaces, query.surface, board) and not query.has_kanji:
            self._offer_from(self._loose, query.loose, board)

    @staticmethod
    def _offer_from(beginnings: Beginnings, typed: str, board: Board, *, english: bool = False) -> bool:
        """Offer from one list of beginnings and tell whether it had any."""
        if not typed:
            return False
        found = False
        rules = (Rule.ENGLISH, Rule.BEGINNING) if english else (Rule.BEGINNING,)
        for key, position, text in beginnings.starting(typed):
            found = True
            score = scale.BEGINNING + scale.BEGINNING_SPAN * len(typed) / len(key) - english
            board.offer(position, score, MatchKind.PREFIX, text, rules)
        return found
