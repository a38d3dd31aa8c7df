"""The scale of scores, 0 to 100: what each way of finding an entry is worth, and what the numbers mean.

Measured with ``python -m tests.evaluation``; the tiers keep a loose way from ever outranking a strict one.
"""

from math import log

SURE = 75.0
"""From this score on a match is an answer; below it, a suggestion."""
UNSURE = SURE - 1
"""The most that a way may score which must not be taken for an answer."""
NEAR = 3.0
"""Answers within so many points of the best are all given: the query does not tell them apart."""
FLOOR = 58.0
"""Below this score nothing is offered."""
GOOD = 86.0
"""From this score on what is found is not doubted: no slip of the finger is looked for."""

SAME_SIGNS = 100.0
AUTHORED = 98.0
"""A spelling that the entry's author listed as one that people type."""
SAME_SOUNDS = 97.0
INFLECTED = 96.0
ENGLISH = 96.2
"""The first English equivalent of an entry; the fourth scores ENGLISH_LEAST. All are near AUTHORED, so that a word that
is romaji and English answers both ways."""
ENGLISH_LEAST = 95.0
POLITE = 95.0
REORDERED = 92.0
LOOSE = 88.0
"""At least, for the same loose key; up to LOOSE_SPAN more the closer the strict keys are."""
LOOSE_SPAN = 6.0
SAME_KANJI = 86.0
DERIVED = 84.0
"""An English equivalent in another form: resign for resignation."""
PARTLY_KANA = 85.0
ENGLISH_WORDS = 90.0
BEGINNING = 62.0
BEGINNING_SPAN = 12.0
PART = 55.0
PART_SPAN = 10.0
UNSURE_SLIP = 70.0
"""The most that a slip scores in too short a word: less than a beginning of which most is typed."""
OTHER_WORD = 56.0
"""The most that a slip scores in what is a word as it stands, of a compound or of English: that word is meant sooner."""
SLIP = 94.0
"""A slip scores this, less 100 for each edit as a share of the length."""

_SIGNS_OF_LATIN = 4.0
"""How many letters are about equally likely at a place of a word in romaji."""
_SPARE_LATIN = 2.4
_SPARE_KANA = 0.7
_LEAST_LATIN = 6
_LEAST_KANA = 4
_LENGTH_OF_AN_EDIT = 3


class Trust:
    """How long a word must be for one slip away to be no accident: the longer, the more words there are.

    Lengths are those of the shorter of the two compared, in letters without length and gemination, or in kana. The
    figures hold accidents below one in two hundred everyday words.
    """

    def __init__(self, words: int) -> None:
        crowd = log(max(words, 2), _SIGNS_OF_LATIN)
        self.latin = max(_LEAST_LATIN, round(crowd + _SPARE_LATIN))
        self.kana = max(_LEAST_KANA, round(crowd + _SPARE_KANA))

    def trusts(self, length: int, distance: int, *, latin: bool) -> bool:
        """Tell whether a word of ``length`` signs that is ``distance`` edits away may be taken for the one meant."""
        least = self.latin if latin else self.kana
        return length >= least + _LENGTH_OF_AN_EDIT * (distance - 1)
