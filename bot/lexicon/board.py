"""Keeps the best reason found for each entry, and turns the best entries into matches."""

from collections.abc import Sequence
from functools import partial

from bot.lexicon.index import Role, Spelling
from bot.lexicon.match import Match, MatchKind
from bot.lexicon.model import Entry
from bot.text.differences import differences, has_width_forms
from bot.text.rules import Rule, in_order

Reason = tuple[float, int, MatchKind, str, tuple[Rule, ...], int, str | None]
"""Why an entry is offered: its score, below zero so that the best sorts first, and its place in the glossary; then what
``Board.offer`` takes after them. A plain tuple, for a dozen are made for every query."""


class Board:
    """The offers made for one query, one an entry."""

    def __init__(self, entries: Sequence[Entry], typed: str, *, is_latin: bool) -> None:
        self._entries = entries
        self._typed = typed
        self._latin = is_latin
        self._reasons: dict[int, Reason] = {}
        self.best = 0.0
        """The highest score offered yet."""

    def offer(
        self,
        position: int,
        score: float,
        kind: MatchKind,
        spelling: str,
        rules: tuple[Rule, ...] = (),
        distance: int = 0,
        heard: str | None = None,
    ) -> None:
        """Note that the entry at ``position`` answers with ``score``, unless it already does as well.

        ``rules`` are in telling order. With ``heard``, the sounds of the spelling in romaji, the rules that lie
        between it and the query are worked out if they are asked for.
        """
        known = self._reasons.get(position)
        if known is None or score > -known[0]:
            self._reasons[position] = (-score, position, kind, spelling, rules, distance, heard)
            if score > self.best:
                self.best = score

    def has(self, position: int, score: float) -> bool:
        """Tell whether the entry at ``position`` is offered at ``score`` or more."""
        known = self._reasons.get(position)
        return known is not None and -known[0] >= score

    def offer_spelling(
        self, spelling: Spelling, score: float, kind: MatchKind, rules: tuple[Rule, ...] = (), distance: int = 0
    ) -> None:
        """Offer the entry of ``spelling``, as which it is shown, for a reason other than its sounds."""
        if spelling.role is Role.SEARCH_KEY:
            rules = (Rule.LISTED, *rules)
        self.offer(spelling.position, score, kind, spelling.shown, rules, distance)

    def offer_same(self, spelling: Spelling, score: float, kind: MatchKind) -> None:
        """Offer the entry of ``spelling`` because it has the query's signs or sounds."""
        if spelling.role is Role.SEARCH_KEY:
            self.offer(spelling.position, score, kind, spelling.shown, (Rule.LISTED,))
        else:
            self.offer(spelling.position, score, kind, spelling.shown, heard=spelling.heard)

    def ranked(self, limit: int) -> list[Match]:
        """Return the ``limit`` best, best first, in glossary order where they are equally good."""
        return [self._match(reason) for reason in sorted(self._reasons.values())[:limit]]

    def _match(self, reason: Reason) -> Match:
        worse, position, kind, spelling, _, distance, _ = reason
        return Match(self._entries[position], round(-worse, 1), kind, spelling, partial(self._rules, reason), distance)

    def _rules(self, reason: Reason) -> tuple[Rule, ...]:
        """Return the differences looked through: worked out only for a match that somebody is told about."""
        _, _, kind, spelling, rules, _, heard = reason
        if spelling == self._typed:
            rules = ()
        elif heard is not None:
            rules = self._differences(heard if self._latin and heard else spelling)
        elif has_width_forms(self._typed):
            rules = (Rule.WIDTH, *rules)
        if self._latin:
            if kind in _ENGLISH_KINDS:
                rules = _with(Rule.ENGLISH, rules)
            elif not spelling.isascii() and (Rule.LISTED not in rules or not self._typed.isupper()):
                rules = _with(Rule.ROMAJI, rules)
        return rules

    def _differences(self, spelling: str) -> tuple[Rule, ...]:
        rules = differences(self._typed, spelling)
        if rules and self._latin and "-" in self._typed:  # a hyphen may be a long vowel or part two words
            return min(rules, differences(self._typed.replace("-", ""), spelling), key=len)
        return rules


def _with(rule: Rule, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    if not rules:
        return (rule,)
    return rules if rule in rules else in_order((rule, *rules))


_ENGLISH_KINDS = frozenset({MatchKind.ENGLISH, MatchKind.WORDS})
