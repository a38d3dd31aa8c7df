"""Whether a term found inside a run of kanji or katakana stands there as a word.

Kanji are written without spaces, and most words of two kanji can be joined to most others. So a run is cut up in the
cheapest way: known words cost least, an affix (新, 様, 数) a little more, an unknown pair of kanji more, a kanji left
alone most. A term counts if it is part of a cheapest cut: 会員 in 会員登録 and 新会員数, not in 協会員 (協会, 員).

Loanwords have no such regular length, so a short one counts only between known words (シフト in シフトリーダー, not in
シフトキー); a longer one also beside an unknown word, sooner after it, as its head (the last part says what a compound
is), than before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.lexicon.spotting import everyday
from bot.lexicon.spotting.passage import KANJI, KATAKANA, LATIN, OKURIGANA

# What the parts of a run of kanji cost; only sums that compete matter, and the tests name those.
_WORD = 20
_TERM = 21
_ANCHORED = 2
_SUFFIX = 23
_PREFIX = 42
_VERB = 48
_UNKNOWN_PAIR = 50
_ALONE_AT_EDGE = 70
_ALONE = 90
_SINGLE_SIGN_TERM = 80
_NO_WAY = 1 << 30
_LONGEST_KANJI_WORD = 4

_LONG_HEAD = 4
_LONG_MODIFIER = 5
_SHORTEST_UNKNOWN = 3
_REMEMBERED = 4_096
_LONGEST_LOANWORD = 14
_CANNOT_BEGIN = frozenset("ーッンァィゥェォャュョヮ")
_CANNOT_END = frozenset("ッ")
_KANJI_ONLY = re.compile(f"[{KANJI}]+")
_KATAKANA_ONLY = re.compile(f"[{KATAKANA}]+")
_OWNS_SUFFIX = re.compile(f"(?:[{KATAKANA}{LATIN}0-9]|[0-9{''.join(everyday.NUMERALS)}]か)$")


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
    """Knows the words that terms are joined to: everyday ones, the glossary's own ``spellings``, and those ``over``."""

    def __init__(self, spellings: Iterable[str], over: "Compounds | None" = None) -> None:
        self._spellings = frozenset(spellings)
        self._over = over
        # Offices repeat themselves: most runs of a message were in one before.
        self._cut = lru_cache(_REMEMBERED)(self._cut_kanji)
        self._borders = lru_cache(_REMEMBERED)(self._borders_of)

    @cached_property
    def kanji_words(self) -> frozenset[str]:
        """Everyday words, without those that are a term, or one and something else: 契約書 where 契約 is a term."""
        words = self._over.kanji_words if self._over else everyday.NEIGHBOURS
        terms = {text for text in self._spellings if len(text) > 1 and _KANJI_ONLY.fullmatch(text)}
        return frozenset(word for word in words if not any(part in terms for part in _parts(word))) if terms else words

    @cached_property
    def loanwords(self) -> frozenset[str]:
        """Everyday words in katakana, and the terms that are."""
        words = self._over.loanwords if self._over else everyday.KATAKANA_NEIGHBOURS
        return words | {text for text in self._spellings if _KATAKANA_ONLY.fullmatch(text)}

    def in_kanji(self, run: str, pieces: Sequence[Piece], before: str, after: str) -> frozenset[Piece]:
        """Return those of ``pieces`` that are part of a cheapest cut of ``run``, a whole run of kanji.

        ``before`` is the text before the run and ``after`` the sign after it: they say whether it can begin with a
        suffix (CS部, 三か月) and end with a verb (みん就見る).
        """
        suffix_first = run[0] in everyday.SUFFIXES and _OWNS_SUFFIX.search(before) is not None
        return self._cut(run, tuple(pieces), suffix_first, OKURIGANA.match(after) is not None)

    def _cut_kanji(self, run: str, pieces: tuple[Piece, ...], suffix_first: bool, verb_last: bool) -> frozenset[Piece]:
        size = len(run)
        steps = self._everyday_steps(run)
        for piece in pieces:
            steps[piece.start].append((piece.end, _cost(piece, run)))
        if suffix_first:
            steps[0].append((1, _SUFFIX))
        if verb_last:
            steps[-1].append((size, _VERB))
        upto = [0, *[_NO_WAY] * size]
        for start in range(size):
            for end, cost in steps[start]:
                upto[end] = min(upto[end], upto[start] + cost)
        onward = [0] * (size + 1)
        for start in reversed(range(size)):
            onward[start] = min([cost + onward[end] for end, cost in steps[start]])
        return frozenset(
            piece for piece in pieces if upto[piece.start] + _cost(piece, run) + onward[piece.end] <= upto[size]
        )

    def _everyday_steps(self, run: str) -> list[list[tuple[int, int]]]:
        """Return, for every place in ``run``, the ends of what may begin there and what each costs."""
        words = self.kanji_words
        size = len(run)
        steps: list[list[tuple[int, int]]] = []
        for start in range(size):
            ways = [(start + 1, _cost_alone(run, start))]
            if start + 1 < size:
                ways.append((start + 2, _WORD if run[start : start + 2] in words else _UNKNOWN_PAIR))
                ways += [
                    (end, _WORD)
                    for end in range(start + 3, min(start + _LONGEST_KANJI_WORD, size) + 1)
                    if run[start:end] in words
                ]
            steps.append(ways)
        return steps

    def in_katakana(self, run: str, pieces: Iterable[Piece]) -> frozenset[Piece]:
        """Return those of ``pieces`` that are words of ``run``, a whole run of katakana."""
        words_end, words_begin = self._borders(run)
        size = len(run)

        def stands(piece: Piece) -> bool:
            start, end, letters = piece.start, piece.end, (piece.end - piece.start) * piece.firm
            heads = letters >= _LONG_HEAD and start >= _SHORTEST_UNKNOWN and run[start - 1] not in _CANNOT_END
            modifies = letters >= _LONG_MODIFIER and size - end >= _SHORTEST_UNKNOWN and run[end] not in _CANNOT_BEGIN
            return (start in words_end or heads) and (end in words_begin or modifies)

        return frozenset(piece for piece in pieces if stands(piece))

    def are_loanwords(self, run: str) -> bool:
        """Tell whether ``run``, a run of katakana, is made of known words."""
        return len(run) in self._borders(run)[0]

    def _borders_of(self, run: str) -> tuple[frozenset[int], frozenset[int]]:
        """Return up to which places ``run`` is made of known words, and from which places on."""
        size = len(run)
        words = [
            (start, end)
            for start in range(size)
            for end in range(start + 1, min(start + _LONGEST_LOANWORD, size) + 1)
            if run[start:end] in self.loanwords
        ]
        words_end, words_begin = {0}, {size}
        for start, end in words:
            if start in words_end:
                words_end.add(end)
        for start, end in reversed(words):
            if end in words_begin:
                words_begin.add(start)
        return frozenset(words_end), frozenset(words_begin)


def _cost(piece: Piece, run: str) -> int:
    """Return what a term costs: a shade more than an everyday word, so that it loses where both fit equally.

    A lone kanji is more often half a word than one.
    """
    if piece.anchored:
        return _ANCHORED
    return _TERM if piece.firm or len(run) == 1 else _SINGLE_SIGN_TERM


def _cost_alone(run: str, place: int) -> int:
    sign = run[place]
    if sign in everyday.SUFFIXES and place:
        return _SUFFIX
    if sign in everyday.PREFIXES and place + 1 < len(run):
        return _PREFIX
    return _ALONE_AT_EDGE if place in {0, len(run) - 1} else _ALONE


def _parts(word: str) -> Iterator[str]:
    """Yield every part of ``word``, itself included."""
    for start in range(len(word)):
        for end in range(start + 1, len(word) + 1):
            yield word[start:end]
