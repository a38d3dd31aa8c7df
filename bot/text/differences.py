"""Says which rules lie between two spellings of one word, by folding both in step and watching which rows fire.

A row that fires as often on either side tells nothing; one that fires on one side alone is a difference.
"""

import re
import unicodedata
from typing import NamedTuple

from bot.text.kana import TO_HIRAGANA, spell_out_repeats
from bot.text.keys import spell_in_letters
from bot.text.old_kanji import TO_NEW
from bot.text.rewriting import LENGTH_STEPS, LOOSE, LOOSE_STEPS, MARK, STRICT, rewrite, steps, without_marks
from bot.text.rules import Rule, in_order
from bot.text.scripts import Script, scripts_of

_WIDTH_FORMS = re.compile("[ｦ-ﾟ０-９Ａ-Ｚａ-ｚ]")


_STEPS = steps((*STRICT, *LOOSE))


class Marks(NamedTuple):
    """Where a text has long vowels and doubled consonants, counted in the letters that remain without them."""

    long: frozenset[int]
    doubled: frozenset[int]


def has_width_forms(text: str) -> bool:
    """Tell whether ``text`` holds half-width kana or full-width letters or digits."""
    return not text.isascii() and _WIDTH_FORMS.search(text) is not None


def marks_of(strict: str) -> Marks:
    """Return the length and gemination that ``loosen`` takes out of a strict key."""
    return _marks(rewrite(strict, LOOSE_STEPS))


def _marks(text: str) -> Marks:
    long: set[int] = set()
    doubled: set[int] = set()
    taken = 0
    for mark in MARK.finditer(text):
        if mark[1] is None:
            long.add(mark.start() - taken)
        elif mark[1] != "n":  # nn is ん and n, not a doubled sound
            doubled.add(mark.start() - taken)
        taken += mark.end() - mark.start()
    return Marks(frozenset(long), frozenset(doubled))


def added(query: str, spelling: str) -> tuple[bool, bool]:
    """Return whether the strict key ``query`` has length, and gemination, where ``spelling`` has none."""
    if not MARK.search(query):
        return False, False
    typed, known = marks_of(query), marks_of(spelling)
    return not typed.long <= known.long, not typed.doubled <= known.doubled


def differences(query: str, spelling: str) -> tuple[Rule, ...]:
    """Return what tells ``query`` from ``spelling``, two texts with one loose or surface key, in telling order.

    When one is romaji and the other kana, give the romaji of the kana as ``spelling``: else the romanisation itself
    counts as a difference.
    """
    found = set() if query.isascii() else _sign_differences(query, spelling)
    left, right = spell_in_letters(query), spell_in_letters(spelling)
    if left != right:
        known, typed = rewrite(right, LENGTH_STEPS), rewrite(left, LENGTH_STEPS)
        if known != typed:
            if known.count("nn") != typed.count("nn") or without_marks(known) != without_marks(typed):
                known, typed = _rewrite_in_step(right, left, found)
            found.update(_mark_differences(_marks(typed), _marks(known)))
    if Rule.JY in found and Rule.KUNREI in found:
        found.discard(Rule.KUNREI)
    return in_order(found)


def _rewrite_in_step(left: str, right: str, found: set[Rule]) -> tuple[str, str]:
    """Return both texts rewritten; the rules of rows that fire more often on one of them go to ``found``."""
    for letter, group in _STEPS:
        if letter in left or letter in right:
            for before, after, pattern, rule in group:
                if rule and _count(left, before, pattern) != _count(right, before, pattern):
                    found.add(rule)
                if pattern is None:
                    left, right = left.replace(before, after), right.replace(before, after)
                else:
                    left, right = pattern.sub(after, left), pattern.sub(after, right)
    return left, right


def _count(text: str, before: str, pattern: re.Pattern[str] | None) -> int:
    return text.count(before) if pattern is None else len(pattern.findall(text))


def _sign_differences(query: str, spelling: str) -> set[Rule]:
    found: set[Rule] = set()
    if has_width_forms(query) and not has_width_forms(spelling):
        found.add(Rule.WIDTH)
    if spelling.isascii():
        return found
    query = unicodedata.normalize("NFKC", query)
    typed, known = scripts_of(query), scripts_of(spelling)
    if typed & Script.KANA == Script.KATAKANA and known & Script.KANA == Script.HIRAGANA:
        found.add(Rule.KATAKANA)
    if typed & Script.KANA == Script.HIRAGANA and known & Script.KANA == Script.KATAKANA:
        found.add(Rule.HIRAGANA)
    query, spelling = query.translate(TO_HIRAGANA), spelling.translate(TO_HIRAGANA)
    if query.translate(TO_NEW) != query and spelling.translate(TO_NEW) == spelling:
        found.add(Rule.OLD_KANJI)
    if (spell_out_repeats(query) != query) != (spell_out_repeats(spelling) != spelling):
        found.add(Rule.ITERATION)
    return found


def _mark_differences(typed: Marks, known: Marks) -> set[Rule]:
    pairs = (
        (known.long - typed.long, Rule.LENGTH_LEFT_OUT),
        (typed.long - known.long, Rule.LENGTH_ADDED),
        (known.doubled - typed.doubled, Rule.DOUBLING_LEFT_OUT),
        (typed.doubled - known.doubled, Rule.DOUBLING_ADDED),
    )
    return {rule for places, rule in pairs if places}
