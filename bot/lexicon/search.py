"""Finds the entries that a query means."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace

from bot.lexicon.match import LookupResult, Match, MatchKind, Outcome, Rule
from bot.lexicon.model import Glossary
from bot.text import keys
from bot.text.normalize import MAX_QUERY, clean
from bot.text.romaji import to_romaji
from bot.text.scripts import has_kanji, is_latin
from bot.text.similarity import nearest

SURE = 75.0
"""From this score on a match is an answer; below it is a suggestion."""
NEAR = 3.0
"""Matches within so many points of the best are all given as answers."""
FLOOR = 55.0


class Lookup:
    """The search over one glossary; built once, then only read."""

    def __init__(self, glossary: Glossary) -> None:
        self._entries = glossary.entries
        self._spellings: list[tuple[int, str, MatchKind]] = []
        for position, entry in enumerate(self._entries):
            self._spellings.append((position, entry.headword, MatchKind.EXACT))
            self._spellings += ((position, text, MatchKind.EXACT) for text in entry.variants)
            self._spellings += ((position, text, MatchKind.EXACT) for text in entry.abbreviations)
            self._spellings += ((position, text, MatchKind.FOLDED) for text in entry.search_keys)
            self._spellings.append((position, entry.kana, MatchKind.READING))
            self._spellings.append((position, to_romaji(entry.reading), MatchKind.READING))
        texts = [text for _, text, _ in self._spellings]
        self._surface = self._index(keys.fold_all(keys.surface_key, texts))
        strict = keys.fold_all(keys.strict_key, texts)
        loose = keys.fold_all(keys.loose_key, texts)
        self._strict = self._index(strict)
        self._loose = self._index(loose)
        self._loose_keys = loose
        self._sorted = sorted((key, number) for number, key in enumerate(loose) if key)
        self._english: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for position, entry in enumerate(self._entries):
            for sense in entry.senses:
                for gloss in sense.gloss_en:
                    self._english[gloss.lower()].append((position, gloss))

    @staticmethod
    def _index(folded: list[str]) -> dict[str, list[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(folded):
            if key:
                index[key].append(number)
        return dict(index)

    def find(self, text: str, limit: int = 5) -> LookupResult:
        """Return the entries that ``text`` means and up to ``limit`` rows in all; never raises."""
        query = clean(text, MAX_QUERY)
        ranked = self._rank(query)[:limit]
        matches = tuple(
            match for match in ranked if match.score >= SURE and match.score >= ranked[0].score - NEAR
        )
        suggestions = tuple(match for match in ranked if match not in matches)
        outcome = Outcome.MATCH if matches else Outcome.SUGGEST if suggestions else Outcome.NONE
        return LookupResult(query, outcome, matches, suggestions)

    def complete(self, text: str, limit: int = 25) -> tuple[Match, ...]:
        """Return entries that ``text`` may be the beginning of, best first."""
        return tuple(self._rank(clean(text, MAX_QUERY), limit)[:limit])

    def _rank(self, query: str, width: int = 5) -> list[Match]:
        best: dict[int, Match] = {}

        def offer(number: int, score: float, kind: MatchKind, *rules: Rule, distance: int = 0) -> None:
            position, spelling, _ = self._spellings[number]
            if position not in best or best[position].score < score:
                best[position] = Match(self._entries[position], score, kind, spelling, rules, distance)

        surface = keys.surface_key(query)
        if not surface:
            return []
        for number in self._surface.get(surface, ()):
            offer(number, 100, self._spellings[number][2])
        for position, gloss in self._english.get(query.lower(), ()):
            if position not in best or best[position].score < 95:
                best[position] = Match(self._entries[position], 95, MatchKind.ENGLISH, gloss)
        if not has_kanji(query):
            romaji = (Rule.ROMAJI,) if is_latin(query) else ()
            for number in self._strict.get(keys.strict_key(query), ()):
                offer(number, 97, MatchKind.READING, *romaji)
            loose = keys.loose_key(query)
            for number in self._loose.get(loose, ()):
                offer(number, 90, MatchKind.FOLDED, *romaji)
            if loose:
                self._offer_beginnings(loose, offer, width)
            if len(loose) >= 4 and not best:
                for near in nearest(loose, self._loose_keys, 1 if len(loose) < 6 else 2):
                    longest = max(len(loose), len(self._loose_keys[near.place]))
                    score = 95 - 100 * near.distance / longest
                    if score >= FLOOR:
                        offer(near.place, score, MatchKind.FUZZY, *romaji, Rule.TYPO, distance=near.distance)
        ranked = [replace(best[position]) for position in sorted(best)]
        return sorted(ranked, key=lambda match: -match.score)

    def _offer_beginnings(self, loose: str, offer, width: int) -> None:  # type: ignore[no-untyped-def]
        at = bisect_left(self._sorted, (loose, -1))
        for key, number in self._sorted[at : at + 4 * width]:
            if not key.startswith(loose):
                break
            offer(number, 62 + 27 * len(loose) / len(key), MatchKind.PREFIX, Rule.BEGINNING)
