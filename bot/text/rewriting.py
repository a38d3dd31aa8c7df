"""The rows of rules that bring every way of writing a sound to the same letters.

Each row says what it rewrites and which Rule tells of it (None where nobody would call it a difference). Rows run in
the order given. Letters are those of Kunrei (si, ti, tu, zi, hu): one sign of kana, the same consonant in its row.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from bot.text.rules import Rule


class Row(NamedTuple):
    """Replaces ``before`` by ``after``, or, where there is a pattern, what the pattern finds.

    ``before`` is then a piece of text without which the pattern cannot find anything.
    """

    before: str
    after: str
    rule: Rule | None = None
    pattern: re.Pattern[str] | None = None


def _pattern(before: str, pattern: str, after: str, rule: Rule | None = None) -> Row:
    return Row(before, after, rule, re.compile(pattern))


Steps = list[tuple[str, list[tuple[str, str, re.Pattern[str] | None, Rule | None]]]]
"""Rows in their order, those that follow one another and need a common letter behind that letter."""


def steps(rows: Iterable[Row]) -> Steps:
    """Return ``rows`` for ``rewrite``, which then passes over most of them after looking for a dozen letters."""
    grouped: Steps = []
    common: set[str] = set()
    for row in rows:
        shared = common & set(row.before)
        common = shared or set(row.before)
        step = (row.before, row.after, row.pattern, row.rule)
        if shared:
            grouped[-1] = (min(shared), [*grouped[-1][1], step])
        else:
            grouped.append((min(common), [step]))
    return grouped


def rewrite(text: str, rows: Steps) -> str:
    """Return ``text`` after all ``rows`` in turn."""
    for letter, group in rows:
        if letter in text:
            for before, after, pattern, _ in group:
                if before in text:
                    text = text.replace(before, after) if pattern is None else pattern.sub(after, text)
    return text


SOUNDS: tuple[Row, ...] = (
    _pattern(":", r"(?<![aiueo:]):+", ""),
    _pattern("'", r"(?<![ntdsz'])'+|(?<=')'+", ""),
    # Keyboard shorthand for small kana: only where x, or l before what makes it one, cannot be a sound.
    _pattern("x", r"xtsu|xtu", "っ"),
    _pattern("x", r"(?<=[kgsztdnhbpmrj])ixy", "y"),
    _pattern("x", r"(?<=[fv])ux(?=[aieo])", ""),
    _pattern("l", r"ltsu|ltu(?=[kstpgzjdbc])", "っ"),
    _pattern("l", r"(?<=[kgsztdnhbpmrj])ily(?=[auo])", "y"),
    _pattern("っ", r"っ+(tch|ch)", "tch"),
    _pattern("っ", r"っ+([bcdfghjklmprstvwyz])", r"\1\1"),
    _pattern("っ", "っ", ""),
    Row("cch", "tch"),
    Row("cy", "ch", Rule.JY),
    Row("ch", "ty", Rule.KUNREI),
    Row("jy", "j", Rule.JY),
    Row("dj", "j"),
    _pattern("jj", r"j(?=j)", "z"),
    Row("j", "zy", Rule.KUNREI),
    Row("sh", "sy", Rule.KUNREI),
    Row("thi", "t'i", Rule.FOREIGN),
    Row("dhi", "d'i", Rule.FOREIGN),
    Row("whi", "wi", Rule.FOREIGN),
    Row("whe", "we", Rule.FOREIGN),
    Row("syi", "si"),
    Row("tyi", "ti"),
    Row("zyi", "zi"),
    _pattern("dz", "d+z", "z", Rule.NIHON),
    Row("tsu", "tu", Rule.KUNREI),
    _pattern("ffu", r"f(?=fu)", "h"),
    _pattern("fu", r"(?<![sctp])f(?=u)", "h", Rule.KUNREI),
    Row("twu", "t'u", Rule.FOREIGN),
    Row("dwu", "d'u", Rule.FOREIGN),
    # The n of Hepburn before lips; the nn of a keyboard where no vowel follows; n' where nothing is to be kept apart.
    _pattern("m", r"m(?=[bpm])", "n", Rule.M_FOR_N),
    _pattern("'", r"(?<=n)'+(?![aiueoy])", ""),
    _pattern("nn", r"n+n(?![aiueoy'])", "n", Rule.NASAL),
)  # fmt: skip
"""What was said: every romanisation."""

LENGTHS: tuple[Row, ...] = (
    _pattern("h", r"o[ou:]*h+(?![aiueoyh])", "o:"),
    Row("aa", "a:"),
    Row("ii", "i:"),
    Row("uu", "u:"),
    Row("ee", "e:"),
    Row("oo", "o:"),
    Row("ou", "o:"),
    _pattern(":", r"(?<![aiueo]):+|(?<=:):+", ""),
)  # fmt: skip
"""How long it was said: every notation of a long vowel as ``:``."""

STRICT = (*SOUNDS, *LENGTHS)

LOOSE: tuple[Row, ...] = (
    Row("l", "r", Rule.L_FOR_R),
    Row("v", "b", Rule.V_FOR_B),
    Row("'", "", Rule.NASAL),
    Row("ph", "h", Rule.F_FOR_H),
    Row("f", "h", Rule.F_FOR_H),
    Row("di", "zi", Rule.NIHON),
    Row("du", "zu", Rule.NIHON),
    Row("dy", "zy", Rule.NIHON),
    Row("ca", "ka", Rule.SPELLING),
    Row("co", "ko", Rule.SPELLING),
    Row("cu", "ku", Rule.SPELLING),
    Row("ck", "k", Rule.SPELLING),
    _pattern("h", r"hu:*(?=[aieo])", "h", Rule.FOREIGN),
    _pattern("w", r"(?<=[kg])w(?=[aieo])", "u", Rule.FOREIGN),
    Row("wo", "o", Rule.SPELLING),
    _pattern("w", r"w(?=[ie])", "u", Rule.FOREIGN),
)  # fmt: skip
"""What people take for the same: foreign sounds, r and l, d and z."""

LENGTH = re.compile(r"(?<=o)[ou:]+|(?<=e)[ei:]+|(?<=a)[a:]+|(?<=i)[i:]+|(?<=u)[u:]+")
_VOWELS_MEET = re.compile("o[ou]|e[ei]|aa|ii|uu")
"""What makes a vowel long: the mark, or a second vowel."""

DOUBLED = re.compile(r"([bcdfghjkmnpqrstvwxyz])(?=\1)")
"""The first of two equal consonants."""

MARK = re.compile(f"{LENGTH.pattern}|{DOUBLED.pattern}")
"""Either; a group holds the consonant."""

SOUND_STEPS = steps(SOUNDS)
LENGTH_STEPS = steps(LENGTHS)
STRICT_STEPS = steps(STRICT)
LOOSE_STEPS = steps(LOOSE)


def without_marks(text: str) -> str:
    """Return ``text`` without length and gemination."""
    if ":" in text or _VOWELS_MEET.search(text):
        text = LENGTH.sub("", text)
    return DOUBLED.sub("", text)
