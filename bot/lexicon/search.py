"""Finds the entries that a query means, surest ways first.

Looked-up keys come first: the same signs, sounds, kanji or English. Only when they give nothing good are politeness
and inflection seen through, and only then are slips of the finger considered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Layer:
    """One glossary, made ready to be searched."""

    index: Index
    completion: Completion


_Laid = tuple[tuple[Board, _Layer], ...]
"""A board for each layer, for one query."""


class Lookup:
    """The search over one glossary, or over one laid ``over`` another: built once, then only read.

    Any number of threads may share it. Of two layers both are searched and what they offer is ranked together; what is
    equally good comes first from the upper one. The lower layer is not changed by the upper.
    """

    def __init__(self, glossary: Glossary, over: "Lookup | None" = None) -> None:
        below: tuple[_Layer, ...] = over.layers if over else ()
        index = Index(glossary.entries, beside=below[-1].index if below else None)
        self.layers: tuple[_Layer, ...] = (*below, _Layer(index, Completion(index)))

    def find(self, text: str, limit: int = 5) -> LookupResult:
        """Return the entries that ``text`` means, with at most ``limit`` matches and suggestions together.

        Any text is allowed: only its first MAX_QUERY characters are read.
        """
        return self._find(text[:MAX_QUERY], limit, may_ask=True)

    def _find(self, typed: str, limit: int, *, may_ask: bool) -> LookupResult:
        query = Query(clean(typed, MAX_QUERY))
        laid = self._lay(query, typed)
        if query.surface:
            for board, layer in laid:
                offer_same(query, board, layer.index)
            if _best(laid) < scale.GOOD:
                asked = self._asked(query, limit) if may_ask else None
                if asked:
                    return asked
                for board, layer in laid:
                    offer_uninflected(query, board, layer.index)
                if query.words and _best(laid) < scale.SURE:
                    for board, layer in laid:
                        offer_derived(query, board, layer.index)
            is_word = False
            for board, layer in laid:
                layer.completion.offer(query, board, _BEGINNINGS)
                is_word |= layer.completion.offer_compounds(query, board, layer.index)
            if _best(laid) < scale.GOOD:
                for board, layer in laid:
                    _level(laid)
                    offer_slips(query, board, layer.index, is_word=is_word)
            if query.has_kanji and _best(laid) < scale.SURE:
                for board, layer in laid:
                    offer_contained(query, board, layer.index)
        ranked = _ranked(laid, limit)
        if not ranked:
            return LookupResult(query.text, Outcome.NONE)
        least = max(scale.SURE, ranked[0].score - scale.NEAR)
        count = 0
        while count < len(ranked) and ranked[count].score >= least:
            count += 1
        outcome = Outcome.MATCH if count else Outcome.SUGGEST
        return LookupResult(query.text, outcome, tuple(ranked[:count]), tuple(ranked[count:]))

    def _lay(self, query: Query, typed: str) -> _Laid:
        return tuple([(Board(layer.index.entries, typed, is_latin=query.is_latin), layer) for layer in self.layers])

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
        laid = self._lay(query, typed)
        if query.surface:
            for board, layer in laid:
                offer_same(query, board, layer.index)
                layer.completion.offer(query, board, _COMPLETIONS)
            if not _best(laid):
                for board, layer in laid:
                    _level(laid)
                    offer_slips(query, board, layer.index)
        return tuple(_ranked(laid, limit))


def _best(laid: _Laid) -> float:
    """Return the highest score offered on any board."""
    return laid[0][0].best if len(laid) == 1 else max([board.best for board, _ in laid])


def _level(laid: _Laid) -> None:
    """Let every board know the highest score of all: a slip is looked for where nothing better is known of anywhere."""
    if len(laid) > 1:
        best = _best(laid)
        for board, _ in laid:
            board.best = best


def _ranked(laid: _Laid, limit: int) -> list[Match]:
    """Return the ``limit`` best of all boards, of two equally good ones that of the upper layer first."""
    if len(laid) == 1:
        return laid[0][0].ranked(limit)
    matches = [match for board, _ in reversed(laid) for match in board.ranked(limit)]
    return sorted(matches, key=lambda match: -match.score)[:limit]


def _unique(matches: Iterable[Match]) -> list[Match]:
    """Return the first match of each entry."""
    return list({match.entry.id: match for match in reversed(list(matches))}.values())[::-1]


def _as_question(match: Match) -> Match:
    kind = match.kind if match.kind is MatchKind.ENGLISH else MatchKind.FOLDED
    return match._replace(
        kind=kind, score=min(match.score, scale.POLITE), find_rules=lambda: in_order({*match.rules, Rule.QUESTION})
    )
