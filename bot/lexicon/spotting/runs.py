"""The runs of one script that a message is made of, and which of the terms found in them stand as words."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.lexicon.spotting.compounds import Compounds, Piece
from bot.lexicon.spotting.forms import Form
from bot.lexicon.spotting.passage import KANJI, KATAKANA, Passage

Span = tuple[int, int]

_KANJI_RUN = re.compile(f"[{KANJI}]+")
_KATAKANA_RUN = re.compile(f"[{KATAKANA}]+")
_SHORT_INITIALISM = 2
_LONGEST_RUN = 100
"""Signs in a run that are looked at; no sentence has a quarter of it, and a wall of kanji has no words."""


class _Claim(NamedTuple):
    """A term's piece in a run: the term counts only if all its pieces stand."""

    run: Span
    piece: Piece


class Runs:
    """The runs of kanji and katakana of one message."""

    def __init__(self, passage: Passage, compounds: Compounds) -> None:
        self._passage = passage
        self._compounds = compounds
        self._kanji = [found.span() for found in _KANJI_RUN.finditer(passage.text)]
        self._katakana = [found.span() for found in _KATAKANA_RUN.finditer(passage.text)]

    def words(self, found: Mapping[Span, Sequence[Form]]) -> list[Span]:
        """Return the spans of ``found`` that stand as words in the runs they touch."""
        claims = {span: self._claims(span, forms) for span, forms in found.items()}
        standing = self._standing(claim for each in claims.values() for claim in each)
        return [
            span
            for span, each in claims.items()
            if all(claim in standing for claim in each) and self._goes_with_loanwords(span)
        ]

    def _claims(self, span: Span, forms: Sequence[Form]) -> tuple[_Claim, ...]:
        start, end = span
        kanji = {_holding(self._kanji, start), _holding(self._kanji, end - 1)} - {None}
        claims = [_Claim(run, _clip(span, run, firm=end - start > 1)) for run in kanji if run]
        loanwords = {_holding(self._katakana, start), _holding(self._katakana, end - 1)} - {None}
        firm = any(form.trusted for form in forms)
        claims += (
            _Claim(part, _clip(span, part, firm=firm)) for run in loanwords if run for part in [self._part(run, span)]
        )
        return tuple(claims)

    def _part(self, run: Span, span: Span) -> Span:
        """Return the part of a run of katakana around ``span`` in which nothing was taken out but within the term."""
        gaps = self._passage.gaps
        before = bisect_right(gaps, span[0])
        after = bisect_left(gaps, span[1])
        start = max(run[0], gaps[before - 1]) if before else run[0]
        end = min(run[1], gaps[after]) if after < len(gaps) else run[1]
        return start, end

    def _standing(self, claims: Iterable[_Claim]) -> set[_Claim]:
        pieces: defaultdict[Span, list[Piece]] = defaultdict(list)
        for run, piece in claims:
            pieces[run].append(piece)
        text = self._passage.text
        standing: set[_Claim] = set()
        for run, held in pieces.items():
            start, end = run
            signs = text[start:end]
            if end - start > _LONGEST_RUN:
                continue
            if all(piece.start == 0 and piece.end == end - start for piece in held):
                kept: Iterable[Piece] = held
            elif _KATAKANA_RUN.match(signs):
                kept = self._compounds.in_katakana(signs, held)
            else:
                kept = self._compounds.in_kanji(signs, held, text[max(0, start - 2) : start], text[end : end + 1])
            standing.update(_Claim(run, piece) for piece in kept)
        return standing

    def _goes_with_loanwords(self, span: Span) -> bool:
        """Tell whether two Latin letters, if ``span`` is no more, are free of katakana or go with it: CSチーム, not QRコード."""
        start, end = span
        text = self._passage.text
        if end - start != _SHORT_INITIALISM or not text[start:end].isascii():
            return True
        beside = (_holding(self._katakana, start - 1), _holding(self._katakana, end))
        return all(run is None or self._compounds.are_loanwords(text[run[0] : run[1]]) for run in beside)


def _holding(runs: Sequence[Span], place: int) -> Span | None:
    """Return the run that holds ``place``."""
    at = bisect_right(runs, (place, 1 << 30)) - 1
    return runs[at] if at >= 0 and place < runs[at][1] else None


def _clip(span: Span, run: Span, *, firm: bool) -> Piece:
    start, end = max(span[0], run[0]), min(span[1], run[1])
    return Piece(start - run[0], end - run[0], (start, end) != span, firm)
