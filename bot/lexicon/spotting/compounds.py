"""Whether a term found inside a run of kanji or katakana stands there as a word.

Kanji are written without spaces, and most words of two kanji can be joined to most others. So a run is cut up in the
cheapest way: known words cost least, an affix (新, 様, 数) a little more, an unknown pair of kanji more, a kanji left
alone most. A term counts if it is part of a cheapest cut: 会員 in 会員登録 and 新会員数, not in 協会員 (協会, 員).

Loanwords have no such regular length, so a short one counts only between known words (シフト in シフトリーダー, not in
シフトキー); a long one also beside an unknown word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.lexicon.spotting import everyday
from bot.lexicon.spotting.passage import HIRAGANA, KANJI, KATAKANA, LATIN

_WORD = 10
_AFFIX = 12
_VERB = 20
_UNKNOWN_PAIR = 22
_ALONE = 40
_SINGLE_SIGN_TERM = 30
_LONGEST_KANJI_WORD = 4

_LONG_LOANWORD = 5
_LONGEST_LOANWORD = 14
_CANNOT_BEGIN = frozenset("ーッンァィゥェォャュョヮ")
_CANNOT_END = frozenset("ッ")
_KANJI_ONLY = re.compile(f"[{KANJI}]+")
_OWNS_SUFFIX = re.compile(f"(?:[{KATAKANA}{LATIN}0-9]|[0-9{''.join(everyday.NUMERALS)}]か)$")
_OKURIGANA = re.compile(f"[{HIRAGANA}](?<![のはがをにでともへやかねよだな])")


class Piece(NamedTuple):
    """What a run holds of a term.

    ``anchored`` terms reach beyond the run, which speaks for them; ``firm`` is False for those that are weak in
    compounds: one kanji alone, or an abbreviation.
    """

    start: int
    end: int
    anchored: bool = False
    firm: bool = True


class Compounds:
    """Knows the words that terms are joined to: everyday ones, and the glossary's own ``spellings``."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._spellings = frozenset(spellings)

    @cached_property
    def _kanji_words(self) -> frozenset[str]:
        """Everyday words, without those that are a term and something else: 契約書 where 契約 is a term."""
        terms = {text for text in self._spellings if len(text) > 1 and _KANJI_ONLY.fullmatch(text)}
        return frozenset(
            word for word in everyday.NEIGHBOURS if word in terms or not any(part in terms for part in _parts(word))
        )

    @cached_property
    def _loanwords(self) -> frozenset[str]:
        return everyday.KATAKANA_NEIGHBOURS | self._spellings

    def in_kanji(self, run: str, pieces: Sequence[Piece], before: str, after: str) -> frozenset[Piece]:
        """Return those of ``pieces`` that are part of a cheapest cut of ``run``, a whole run of kanji.

        ``before`` is the text before the run and ``after`` the sign after it: they say whether it can begin with a
        suffix (CS部, 三か月) and end with a verb (みん就見る).
        """
        size = len(run)
        steps = [(piece.start, piece.end, _cost(piece, run)) for piece in pieces]
        steps += self._everyday_steps(run)
        if run[0] in everyday.SUFFIXES and _OWNS_SUFFIX.search(before):
            steps.append((0, 1, _AFFIX))
        if _OKURIGANA.match(after):
            steps.append((size - 1, size, _VERB))
        upto = _cheapest(size, steps)
        onward = _cheapest(size, [(size - end, size - start, cost) for start, end, cost in steps])
        best = upto[size]
        return frozenset(
            piece for piece in pieces if upto[piece.start] + _cost(piece, run) + onward[size - piece.end] <= best
        )

    def _everyday_steps(self, run: str) -> Iterator[tuple[int, int, int]]:
        words = self._kanji_words
        for start in range(len(run)):
            yield start, start + 1, _cost_alone(run, start)
            pair = run[start : start + 2]
            if len(pair) == 2:
                yield start, start + 2, _WORD if pair in words else _UNKNOWN_PAIR
            for end in range(start + 3, min(start + _LONGEST_KANJI_WORD, len(run)) + 1):
                if run[start:end] in words:
                    yield start, end, _WORD

    def in_katakana(self, run: str, pieces: Iterable[Piece]) -> frozenset[Piece]:
        """Return those of ``pieces`` that are words of ``run``, a whole run of katakana."""
        words = self._loanwords
        known_before = _reached(run, words)
        known_after = _reached(run[::-1], frozenset(word[::-1] for word in self._loanwords_in(run)))
        size = len(run)

        def stands(piece: Piece) -> bool:
            trusted = piece.firm and piece.end - piece.start >= _LONG_LOANWORD
            start, end = piece.start, piece.end
            return (start in known_before or (trusted and start > 1 and run[start - 1] not in _CANNOT_END)) and (
                size - end in known_after or (trusted and size - end > 1 and run[end] not in _CANNOT_BEGIN)
            )

        return frozenset(piece for piece in pieces if stands(piece))

    def are_loanwords(self, run: str) -> bool:
        """Tell whether ``run``, a run of katakana, is made of known words."""
        return len(run) in _reached(run, self._loanwords)

    def _loanwords_in(self, run: str) -> Iterator[str]:
        for start in range(len(run)):
            for end in range(start + 1, min(start + _LONGEST_LOANWORD, len(run)) + 1):
                if run[start:end] in self._loanwords:
                    yield run[start:end]


def _cost(piece: Piece, run: str) -> int:
    """Return what a term costs: as much as a word, but a lone kanji is more often half a word than one."""
    if piece.anchored:
        return 0
    return _WORD if piece.firm or len(run) == 1 else _SINGLE_SIGN_TERM


def _cost_alone(run: str, place: int) -> int:
    sign = run[place]
    is_affix = (sign in everyday.PREFIXES and place + 1 < len(run)) or (sign in everyday.SUFFIXES and place)
    return _AFFIX if is_affix else _ALONE


def _cheapest(size: int, steps: Iterable[tuple[int, int, int]]) -> list[int]:
    """Return the cost of the cheapest way from 0 to every place up to ``size``."""
    costs = [0, *[10**9] * size]
    for start, end, cost in sorted(steps):
        costs[end] = min(costs[end], costs[start] + cost)
    return costs


def _reached(run: str, words: frozenset[str]) -> frozenset[int]:
    """Return the places of ``run`` up to which it is made of ``words``."""
    reached = {0}
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - _LONGEST_LOANWORD), end):
            if start in reached and run[start:end] in words:
                reached.add(end)
                break
    return frozenset(reached)


def _parts(word: str) -> Iterator[str]:
    """Yield every proper part of ``word``."""
    for start in range(len(word)):
        for end in range(start + 1, len(word) + (start > 0)):
            yield word[start:end]
