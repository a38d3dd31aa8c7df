"""Finds the entries that a query means, surest ways first.

Looked-up keys come first: the same signs, sounds, kanji or English. Only when they give nothing good are politeness
and inflection seen through, and only then are slips of the finger considered.
"""

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.completion import Completion
from bot.lexicon.index import Index
from bot.lexicon.match import LookupResult, Match, Outcome
from bot.lexicon.model import Glossary
from bot.lexicon.politeness import offer_uninflected
from bot.lexicon.query import Query
from bot.lexicon.sameness import offer_same
from bot.lexicon.slips import offer_contained, offer_slips
from bot.text.normalize import MAX_QUERY, clean

_BEGINNINGS = 16
"""Of so many words that begin like the query the best are suggested."""
_COMPLETIONS = 400
"""The same for completion, where a single letter is a query."""


class Lookup:
    """The search over one glossary: built once, then only read; any number of threads may share it."""

    def __init__(self, glossary: Glossary) -> None:
        self._index = Index(glossary.entries)
        self._completion = Completion(self._index)

    def find(self, text: str, limit: int = 5) -> LookupResult:
        """Return the entries that ``text`` means, with at most ``limit`` matches and suggestions together.

        Any text is allowed: only its first MAX_QUERY characters are read.
        """
        typed = text[:MAX_QUERY]
        query = Query(clean(typed, MAX_QUERY))
        board = Board(self._index.entries, typed, is_latin=query.is_latin)
        if query.surface:
            offer_same(query, board, self._index)
            if board.best < scale.GOOD:
                offer_uninflected(query, board, self._index)
            self._completion.offer(query, board, _BEGINNINGS)
            is_word = self._completion.offer_compounds(query, board, self._index)
            if board.best < scale.GOOD:
                offer_slips(query, board, self._index, is_word=is_word)
            if query.has_kanji and board.best < scale.SURE:
                offer_contained(query, board, self._index)
        ranked = board.ranked(limit)
        if not ranked:
            return LookupResult(query.text, Outcome.NONE)
        least = max(scale.SURE, ranked[0].score - scale.NEAR)
        count = 0
        while count < len(ranked) and ranked[count].score >= least:
            count += 1
        outcome = Outcome.MATCH if count else Outcome.SUGGEST
        return LookupResult(query.text, outcome, tuple(ranked[:count]), tuple(ranked[count:]))

    def complete(self, text: str, limit: int = 25) -> tuple[Match, ...]:
        """Return the entries that ``text`` may be the beginning of, best first."""
        typed = text[:MAX_QUERY]
        query = Query(clean(typed, MAX_QUERY))
        board = Board(self._index.entries, typed, is_latin=query.is_latin)
        if query.surface:
            offer_same(query, board, self._index)
            self._completion.offer(query, board, _COMPLETIONS)
            if not board.best:
                offer_slips(query, board, self._index)
        return tuple(board.ranked(limit))
