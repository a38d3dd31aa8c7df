"""The runs of one script that a message is made of, and which of the terms found in them stand as words."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.lexicon.spotting.compounds import Compounds, Piece
from bot.lexicon.spotting.forms import Form
from bot.lexicon.spotting.passage import KANJI, KATAKANA, Passage
from bot.lexicon.spotting.places import Places, Span

_KANJI_RUN = re.compile(f"[{KANJI}]+")
_KATAKANA_RUN = re.compile(f"[{KATAKANA}]+")
_SHORT_INITIALISM = 2
_LONGEST_RUN = 100
"""Signs in a run that are looked at; no sentence has a quarter of it, and a wall of kanji has no words."""


class _Claim(NamedTuple):
    """A term's piece in a run."""

    run: Span
    piece: Piece


class Runs:
    """The runs of kanji and katakana of one message."""

    def __init__(self, passage: Passage, compounds: Compounds) -> None:
        self._passage = passage
        self._compounds = compounds
        self._at: list[Span | None] = [None] * len(passage.text)
        for script in (_KANJI_RUN, _KATAKANA_RUN):
            for found in script.finditer(passage.text):
                start, end = run = found.span()
                self._at[start:end] = [run] * (end - start)

    def words(self, found: Mapping[Span, Sequence[Form]]) -> dict[Span, Sequence[Form]]:
        """Return what of ``found`` stands as a word: each end is the end of a run, or of a word within it."""
        at = self._at
        words: dict[Span, Sequence[Form]] = {}
        within: list[Span] = []
        for span, forms in found.items():
            start, end = span
            first, last = at[start], at[end - 1]
            if (first and (first[0] < start or end < first[1])) or (last and (last[0] < start or end < last[1])):
                if not (self._is_wall(first) or self._is_wall(last)):
                    within.append(span)
            elif end - start != _SHORT_INITIALISM or self._goes_with_loanwords(span):
                words[span] = forms
        if within:
            settled = Places(len(at), words)
            claims = {span: self._claims(span, found[span]) for span in within if not settled.cover(span)}
            standing = self._standing(claim for each in claims.values() for claim in each)
            for span, each in claims.items():
                if standing.issuperset(each):
                    words[span] = found[span]
        return words

    def _is_wall(self, run: Span | None) -> bool:
        """Tell whether ``run`` is of kanji and too long to have words; in katakana a dot may part it."""
        return run is not None and run[1] - run[0] > _LONGEST_RUN and not self._is_katakana(run)

    def _claims(self, span: Span, forms: Sequence[Form]) -> list[_Claim]:
        """Return the pieces of the term at ``span`` that do not fill the run they are in."""
        start, end = span
        claims: list[_Claim] = []
        for whole in {self._at[start], self._at[end - 1]}:
            if whole is None or (start <= whole[0] and whole[1] <= end):
                continue
            if self._is_katakana(whole):
                run = self._part(whole, span)
                firm = any(form.trusted for form in forms)
            else:
                run = whole
                firm = end - start > 1 or any(form.suffix for form in forms)
            first, last = max(start, run[0]), min(end, run[1])
            if (first, last) != run:
                anchored = (first, last) != span
                claims.append(_Claim(run, Piece(first - run[0], last - run[0], anchored, firm)))
        return claims

    def _is_katakana(self, run: Span) -> bool:
        return "ァ" <= self._passage.text[run[0]] <= "ー"

    def _part(self, run: Span, span: Span) -> Span:
        """Return the part of a run of katakana around ``span`` in which nothing was taken out but within the term."""
        gaps = self._passage.gaps
        if not gaps:
            return run
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
            if end - start > _LONGEST_RUN:
                continue
            signs = text[start:end]
            if self._is_katakana(run):
                kept = self._compounds.in_katakana(signs, held)
            else:
                kept = self._compounds.in_kanji(signs, held, text[max(0, start - 2) : start], text[end : end + 1])
            standing.update(_Claim(run, piece) for piece in kept)
        return standing

    def _goes_with_loanwords(self, span: Span) -> bool:
        """Tell whether the two signs of ``span``, if Latin, are free of katakana or go with it: CSチーム, not QRコード."""
        start, end = span
        text = self._passage.text
        if not text[start:end].isascii():
            return True
        beside = {self._at[start - 1] if start else None, self._at[end] if end < len(text) else None}
        return all(
            self._compounds.are_loanwords(text[run[0] : run[1]]) for run in beside if run and self._is_katakana(run)
        )
