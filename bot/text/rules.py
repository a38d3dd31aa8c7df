"""The names of the differences that may lie between what was typed and what the glossary has."""

from collections.abc import Iterable
from enum import StrEnum


class Rule(StrEnum):
    """One difference that was looked through, in the order in which differences are told."""

    WIDTH = "width"
    ROMAJI = "romaji"
    ENGLISH = "english"
    KATAKANA = "katakana"
    HIRAGANA = "hiragana"
    OLD_KANJI = "old-kanji"
    ITERATION = "iteration"
    OKURIGANA = "okurigana"
    MIXED = "mixed-script"
    SPELLING = "spelling"
    LISTED = "listed"
    JY = "jy"
    KUNREI = "kunrei"
    NIHON = "nihon"
    LENGTH_LEFT_OUT = "length-left-out"
    LENGTH_ADDED = "length-added"
    DOUBLING_LEFT_OUT = "doubling-left-out"
    DOUBLING_ADDED = "doubling-added"
    M_FOR_N = "m-for-n"
    NASAL = "nasal"
    L_FOR_R = "l-for-r"
    V_FOR_B = "v-for-b"
    F_FOR_H = "f-for-h"
    FOREIGN = "foreign-sound"
    HONORIFIC = "honorific"
    PARTICLE = "particle"
    QUESTION = "question"
    INFLECTION = "inflection"
    WORD_ORDER = "word-order"
    WORDS = "words"
    BEGINNING = "beginning"
    PART = "part"
    SLIP = "slip"


_ORDER = {rule: place for place, rule in enumerate(Rule)}


def in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return ``rules`` in the order in which differences are told."""
    return tuple(sorted(rules, key=_ORDER.__getitem__))
