"""Keeps the best reason found for each entry, and turns the best entries into matches."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.lexicon.index import Role, Spelling
from bot.lexicon.match import Match, MatchKind
from bot.lexicon.model import Entry
from bot.text.differences import differences, has_width_forms
from bot.text.romaji import to_romaji
from bot.text.rules import Rule, in_order


class Reason(NamedTuple):
    """Why an entry is offered."""

    score: float
    kind: MatchKind
    spelling: str
    rules: tuple[Rule, ...]
    distance: int
    same_sounds: bool


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
        *,
        same_sounds: bool = False,
    ) -> None:
        """Note that the entry at ``position`` answers with ``score``, unless it already does as well.

        With ``same_sounds`` the rules between query and spelling are worked out when they are asked for.
        """
        known = self._reasons.get(position)
        if known is None or score > known.score:
            self._reasons[position] = Reason(score, kind, spelling, rules, distance, same_sounds)
            if score > self.best:
                self.best = score

    def offer_spelling(
        self,
        spelling: Spelling,
        score: float,
        kind: MatchKind,
        rules: tuple[Rule, ...] = (),
        distance: int = 0,
        *,
        same_sounds: bool = False,
    ) -> None:
        """Offer the entry of ``spelling``, as which it is shown."""
        position, _, role, shown = spelling
        if role is Role.SEARCH_KEY:
            rules, same_sounds = (Rule.SPELLING, *rules), False
        elif role is Role.RESPELT:
            same_sounds = kind is not MatchKind.FUZZY
        self.offer(position, score, kind, shown, rules, distance, same_sounds=same_sounds)

    def ranked(self, limit: int) -> list[Match]:
        """Return the ``limit`` best, best first, in glossary order where they are equally good."""
        order = sorted(self._reasons.items(), key=_by_score)
        return [self._match(self._entries[position], reason) for position, reason in order[:limit]]

    def _match(self, entry: Entry, reason: Reason) -> Match:
        rules = set(reason.rules)
        if reason.same_sounds:
            rules.update(differences(self._typed, self._heard(entry, reason.spelling)))
        elif has_width_forms(self._typed):
            rules.add(Rule.WIDTH)
        if self._latin:
            if reason.kind in {MatchKind.ENGLISH, MatchKind.WORDS}:
                rules.add(Rule.ENGLISH)
            elif not reason.spelling.isascii():
                rules.add(Rule.ROMAJI)
        score = round(reason.score, 1)
        return Match(entry, score, reason.kind, reason.spelling, in_order(rules), reason.distance)

    def _heard(self, entry: Entry, spelling: str) -> str:
        """Return the spelling as the query would have it: in romaji when that is what was typed."""
        if not self._latin or spelling.isascii():
            return spelling
        return to_romaji(entry.reading if spelling == entry.kana else spelling)


def _by_score(item: tuple[int, Reason]) -> tuple[float, int]:
    return -item[1].score, item[0]
