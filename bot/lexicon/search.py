"""Finds the entries that a query means, surest ways first.

Looked-up keys come first: the same signs, sounds, kanji or English. Only when they give nothing good are politeness
and inflection seen through, and only then are slips of the finger considered.
"""

from collections.abc import Iterable
from itertools import zip_longest

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.completion import Completion
from bot.lexicon.index import Index
from bot.lexicon.match import LookupResult, Match, MatchKind, Outcome
from bot.lexicon.model import Glossary
from bot.lexicon.politeness import offer_uninflected
from bot.lexicon.query import Query
from bot.lexicon.questions import terms_asked
from bot.lexicon.sameness import offer_derived, offer_same
from bot.lexicon.slips import offer_contained, offer_slips
from bot.text.normalize import MAX_QUERY, clean
from bot.text.rules import Rule, in_order

_UNSURE = frozenset({MatchKind.FUZZY, MatchKind.PREFIX, MatchKind.PART, MatchKind.WORDS})
"""A question may be about anything: what is only like a word of the glossary is not what it asks about."""
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
        return self._find(text[:MAX_QUERY], limit, may_ask=True)

    def _find(self, typed: str, limit: int, *, may_ask: bool) -> LookupResult:
        query = Query(clean(typed, MAX_QUERY))
        board = Board(self._index.entries, typed, is_latin=query.is_latin)
        if query.surface:
            offer_same(query, board, self._index)
            if board.best < scale.GOOD:
                asked = self._asked(query, limit) if may_ask else None
                if asked:
                    return asked
                offer_uninflected(query, board, self._index)
                if query.words and board.best < scale.SURE:
                    offer_derived(query, board, self._index)
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

    def _asked(self, query: Query, limit: int) -> LookupResult | None:
        """Return the answer to a question as to the words in it alone, if any is known: what does kokyaku mean.

        Of two words the likeliest entries come first.
        """
        if query.is_latin and " " not in query.text:
            return None
        found = [self._find(term, limit, may_ask=False) for term in terms_asked(query.text)]
        found = [each for each in found if each.outcome is Outcome.MATCH and each.matches[0].kind not in _UNSURE]
        if not found:
            return None
        matches = _unique(match for row in zip_longest(*(each.matches for each in found)) for match in row if match)
        known = {match.entry.id for match in matches}
        others = found[0].suggestions if len(found) == 1 else ()
        return LookupResult(
            query.text,
            Outcome.MATCH,
            tuple(_as_question(match) for match in matches[:limit]),
            tuple(match for match in others if match.entry.id not in known),
        )

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


def _unique(matches: Iterable[Match]) -> list[Match]:
    """Return the first match of each entry."""
    return list({match.entry.id: match for match in reversed(list(matches))}.values())[::-1]


def _as_question(match: Match) -> Match:
    kind = match.kind if match.kind is MatchKind.ENGLISH else MatchKind.FOLDED
    return match._replace(
        kind=kind, score=min(match.score, scale.POLITE), find_rules=lambda: in_order({*match.rules, Rule.QUESTION})
    )
