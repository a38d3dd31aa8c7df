"""Kana to romaji and back.

Out: modified Hepburn with macrons, always the same for the same reading. In: whatever people write.
"""

import re
import unicodedata

from bot.text.kana import spell_out_repeats, to_hiragana
from bot.text.syllables import HEPBURN, KANA_OF

_MACRONS = {"a": "ā", "i": "ī", "u": "ū", "e": "ē", "o": "ō"}
_LENGTHENED_BY = {"a": "あ", "u": "う", "e": "え", "o": "おう"}
_MORA = re.compile(r"[ぁ-ゖ][ぁぃぅぇぉゃゅょゎ]|.", re.DOTALL)


def to_romaji(reading: str, *, capitalize: bool = False) -> str:
    """Return ``reading`` in Hepburn: しんそつ さいよう → ``shinsotsu saiyō``, with ``capitalize`` ``Shinsotsu Saiyō``.

    ``reading`` is kana as an entry has it: a space parts words, ``・`` marks a boundary across which two vowels stay
    two (うけお・う → ``ukeou``) and leaves no other trace. Long vowels get a macron, save えい and いい, which are
    spelt as they stand (ALA-LC romanisation table); ー always lengthens. っ before ch is ``t`` (ALA-LC: ``matcha``);
    ん is ``n``, with an apostrophe before a vowel or y. Signs that are not kana stay as they are.
    """
    words = [_word(word) for word in spell_out_repeats(to_hiragana(reading)).split(" ")]
    return " ".join(word[:1].upper() + word[1:] if capitalize else word for word in words)


def _word(word: str) -> str:
    parts: list[str] = []
    doubled = nasal = False
    vowel = ""
    for mora in _morae(word):
        if mora == "・":
            vowel = ""
            continue
        if mora == "ー":
            if vowel:
                parts[-1] = parts[-1][:-1] + _MACRONS[vowel]
            vowel = ""
            continue
        if mora == "っ":
            doubled, vowel = True, ""
            continue
        if vowel and mora in _LENGTHENED_BY.get(vowel, ""):
            parts[-1] = parts[-1][:-1] + _MACRONS[vowel]
            vowel = ""
            continue
        spelt = HEPBURN.get(mora, mora)
        if nasal and spelt[0] in "aiueoy":
            spelt = "'" + spelt
        if doubled and spelt[0] in "bcdfghjklmprstvwyz":
            spelt = ("t" if spelt.startswith("ch") else spelt[0]) + spelt
        parts.append(spelt)
        doubled, nasal = False, mora == "ん"
        vowel = spelt[-1] if mora in HEPBURN and spelt[-1] in _MACRONS else ""
    return "".join(parts)


def _morae(word: str) -> list[str]:
    """Split a word into morae; a small kana that forms no known mora with its neighbour stands alone."""
    morae: list[str] = []
    for mora in _MORA.findall(word):
        morae.extend([mora] if mora in HEPBURN else mora)
    return morae


_LONG = {
    **{letter + "\u0304": letter * 2 for letter in "aiue"},
    **{letter + "\u0302": letter * 2 for letter in "aiue"},
    "o\u0304": "ou",
    "o\u0302": "ou",
}
_LONG_MARK = re.compile("[aiueo][\u0304\u0302]")
_MARKS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = str.maketrans("’‘ʼ`´＇′", "'''''''")
_LENGTH_OH = re.compile(r"oh(?![aiueoy])")
_DASH = re.compile(r"(?<=[aiueo])[-‐‑‒–—−ー〜~]")
_CONSONANTS = frozenset("bcdfghjklmpqrstvwxyz")


def to_kana(romaji: str) -> str:
    """Return ``romaji`` in hiragana, whatever the system: ``tōkyō``, ``toukyou``, ``Tookyoo``, ``tyotto``, ``matcha``.

    ``nn`` is read as people mean it and not as a keyboard does: ``annai`` is あんない, ``onnsha`` おんしゃ. ``m`` before
    b, p or m is ん. A hyphen after a vowel is ー. ``di`` and ``du`` are ぢ and づ. What is not romaji stays.
    """
    text = unicodedata.normalize("NFKC", romaji).translate(_APOSTROPHES).lower()
    if not text.isascii():
        text = unicodedata.normalize("NFD", text)
        text = _LONG_MARK.sub(lambda found: _LONG[found[0]], text)
        text = unicodedata.normalize("NFC", _MARKS.sub("", text))
    text = _LENGTH_OH.sub("oo", text)
    text = _DASH.sub("ー", text)
    kana: list[str] = []
    at = 0
    while at < len(text):
        sound, length = _syllable(text, at)
        kana.append(sound)
        at += length
    return "".join(kana)


def _syllable(text: str, at: int) -> tuple[str, int]:
    """Return the kana that ``text`` has at ``at``, and how many letters they take."""
    letter = text[at]
    following = text[at + 1 : at + 2]
    if letter == "n":
        if following == "'":
            return "ん", 2
        if following == "n":
            after = text[at + 2 : at + 3]
            return ("ん", 1) if after and after in "aiueoy" else ("ん", 2)
        if not following or following not in "aiueoy":
            return ("ん", 2) if following == "-" else ("ん", 1)
    if letter == "m" and following and following in "bpm":
        return "ん", 1
    if letter in _CONSONANTS and (letter == following or text.startswith("tch", at)):
        return "っ", 1
    for length in (4, 3, 2, 1):
        sound = KANA_OF.get(text[at : at + length])
        if sound and len(text) >= at + length:
            return sound, length
    return letter, 1
