"""A message folded for spotting, every sign of it still knowing where it stood.

Width, case, old kanji and combining marks are folded as in a search; a ``・`` or a space inside a run of katakana is
taken out and remembered, so that コール・センター is one word that can also be read as two.
"""

import re
import unicodedata
from typing import NamedTuple

from bot.lexicon.spotting import MAX_MESSAGE
from bot.text.old_kanji import TO_NEW

KANJI = "々〆㐀-䶿一-鿿豈-﫿\U00020000-\U000323af"
KATAKANA = "ァ-ヺー"
HIRAGANA = "ぁ-ゖ"
LATIN = "a-zà-öø-ɏḁ-ỿ"
JAPANESE = KANJI + KATAKANA + HIRAGANA
OKURIGANA = re.compile("[いうえきくけぎぐげさしすせたちつてっまみむめばびぶべらりるれろわん]")
"""Hiragana that can go on with the word before it; with others (の, が, お) a particle or a new word begins."""

_MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
_PLAIN = r"\n !-~ぁ-ゖァ-ヺー・々㐀-䶿一-鿿、。「」『』【】〜"
_CLUSTER = re.compile(f"[^{_PLAIN}{_MARKS}][{_MARKS}]*|[{_PLAIN}]?[{_MARKS}]+")
_MOST_MARKS = 2
"""Combining marks of one sign that are read; more is decoration."""
_MOST_SIGNS = 4
"""Signs that one may fold to (㍿ is four); what folds to more is no word of an office."""
_INVISIBLE = "Cf"
_NO_TEXT = frozenset({"Cs", "Co", "Cn"})
_BLANK = "\ufffc"
"""Stands where there is no text: in no spelling, and part of no word."""

_V_SOUND = re.compile("ヴ[ァィェォ]?")
_B_SOUND = {"ヴ": "ブ", "ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ"}
_DASH = re.compile(f"(?<=[{KATAKANA}])[-‐‑‒–—―−](?=[{KATAKANA}])")
_GAP = re.compile(f"(?<=[{KATAKANA}])[・ ](?=[{KATAKANA}])")
_OLD_KANJI = re.compile(f"[{''.join(map(chr, TO_NEW))}]")
_LOWER = {ord(sign): sign.lower() for sign in map(chr, range(0x24F)) if len(sign.lower()) == 1}


class Passage(NamedTuple):
    """Folded text with its way back.

    ``cased`` is ``text`` before capitals were made small; both are equally long. ``starts[i]`` and ``ends[i]`` bound
    what ``text[i]`` was in the message; ``gaps`` are the places in ``text`` before which something was taken out.
    """

    text: str
    cased: str
    starts: list[int]
    ends: list[int]
    gaps: tuple[int, ...]


def fold(message: str) -> Passage:
    """Return the first MAX_MESSAGE characters of ``message`` folded; any text is allowed."""
    message = message[:MAX_MESSAGE]
    text, starts, ends = _fold_signs(message)
    if _V_SOUND.search(text):
        text, starts, ends = _replaced(text, starts, ends)
    cased = _DASH.sub("ー", _OLD_KANJI.sub(lambda found: TO_NEW[ord(found[0])], text))
    gaps: list[int] = []
    if _GAP.search(cased):
        places = [found.start() for found in _GAP.finditer(cased)]
        cased = _GAP.sub("", cased)
        for number, place in enumerate(places):
            gaps.append(place - number)
            del starts[place - number], ends[place - number]
    text = cased.lower()
    if len(text) != len(cased):
        text = cased.translate(_LOWER)  # lower() makes two signs of some, such as İ
    return Passage(text, cased, starts, ends, tuple(gaps))


def fold_spelling(text: str) -> str:
    """Return a glossary spelling as it stands in a folded message."""
    return fold(text).text


def _fold_signs(message: str) -> tuple[str, list[int], list[int]]:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _CLUSTER.finditer(message):
        begin, end = found.span()
        folded = _fold_cluster(found[0])
        if folded == found[0]:
            continue
        parts += (message[at:begin], folded)
        starts += range(at, begin)
        ends += range(at + 1, begin + 1)
        starts += [begin] * len(folded)
        ends += [end] * len(folded)
        at = end
    parts.append(message[at:])
    starts += range(at, len(message))
    ends += range(at + 1, len(message) + 1)
    return "".join(parts), starts, ends


def _fold_cluster(cluster: str) -> str:
    sign = cluster[0]
    category = unicodedata.category(sign)
    if category == _INVISIBLE or "\ufe00" <= sign <= "\ufe0f":
        return ""
    if category in _NO_TEXT:
        return _BLANK
    if category == "Cc":
        return " "
    folded = unicodedata.normalize("NFKC", cluster[: 1 + _MOST_MARKS])
    return folded if len(folded) <= _MOST_SIGNS else _BLANK


def _replaced(text: str, starts: list[int], ends: list[int]) -> tuple[str, list[int], list[int]]:
    """Return the text with every ヴ sound as a バ sound, and where its signs stood."""
    parts: list[str] = []
    kept_starts: list[int] = []
    kept_ends: list[int] = []
    at = 0
    for found in _V_SOUND.finditer(text):
        begin, end = found.span()
        parts += (text[at:begin], _B_SOUND[found[0]])
        kept_starts += (*starts[at:begin], starts[begin])
        kept_ends += (*ends[at:begin], ends[end - 1])
        at = end
    parts.append(text[at:])
    return "".join(parts), kept_starts + starts[at:], kept_ends + ends[at:]
