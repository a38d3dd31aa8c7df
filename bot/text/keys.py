"""Search keys: what two spellings of one word have in common.

A key is made by rewriting letters, never by parsing romaji to kana: a typo cannot derail it, and headword and query
cannot disagree. Kana is spelt out in letters first (し = si, as Kunrei has it: one sign, the same letters in every
row), then rows of rewriting rules bring every romanisation to the same letters.

- *surface*: the same signs. Width, case, katakana, spaces and old kanji forms folded.
- *strict*: the same sounds, however romanised. Length is ``:``, gemination a doubled letter.
- *loose*: what is left when people leave out length and gemination and write r as l.
- *skeleton*: the kanji alone, for words whose okurigana vary.

Every key function is idempotent and treats ``\\n`` as the end of a text, so that many texts can be folded as one.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from bot.text.kana import TO_HIRAGANA, spell_out_repeats
from bot.text.syllables import KEY_LETTERS

_DROPPED = re.compile(r"[^\w\nー+&#%゙゚]+|_+")
_FOLD = {**TO_HIRAGANA}


def surface_key(text: str) -> str:
    """Return ``text`` with width, case, katakana, iteration marks, spaces and punctuation folded away."""
    text = unicodedata.normalize("NFKC", text).lower()
    if text.isascii():
        return _DROPPED.sub("", text)
    text = _DROPPED.sub("", text.translate(_FOLD))
    return spell_out_repeats(text)


_DIGRAPHS = {mora: letters for mora, letters in KEY_LETTERS.items() if len(mora) == 2}
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_SIGNS: dict[int, str] = {
    **{ord(mora): letters for mora, letters in KEY_LETTERS.items() if len(mora) == 1},
    **{ord(dash): ":" for dash in "ー‐‑‒–—−〜~-"},
    **{ord(mark): "'" for mark in "’‘ʼ`´′"},
    **{ord(long): f"{vowel}:" for long, vowel in zip("āīūēōâîûêô", "aiueo" * 2, strict=True)},
    ord("\u0304"): ":",
}
_SMALL_KANA = re.compile("[ぁぃぅぇぉゃゅょゎ]")
_NOISE = re.compile(r"[^\w\n:']+|_+")

_STRICT_ROWS: tuple[tuple[str, str], ...] = (
    ("tch", "tty"),
    ("cch", "tty"),
    ("ssh", "ssy"),
    ("sh", "sy"),
    ("ch", "ty"),
    ("cy", "ty"),
    ("jy", "zy"),
    ("j", "zy"),
    ("dzu", "zu"),
    ("tsu", "tu"),
    ("fu", "hu"),
    ("syi", "si"),
    ("tyi", "ti"),
    ("zyi", "zi"),
    ("thi", "t'i"),
    ("dhi", "d'i"),
)
_SOKUON = re.compile(r"っ+([bcdfghjklmprstvwyz])")
_SYLLABIC_M = re.compile(r"m(?=[bpm])")
_LENGTH_OH = re.compile(r"oh(?![aiueoy])")
_DOUBLE_N = re.compile(r"nn(?![aiueoyn'])")
_APOSTROPHE = re.compile(r"n'(?![aiueoy])|(?<![ntdsz])'")
_LONG = re.compile(r"o[ou]|aa|ii|uu|ee")
_COLONS = re.compile(r"(?<![aiueo:]):|(?<=:):")


def strict_key(text: str) -> str:
    """Return the sounds of kana or romaji, every romanisation alike: じょうし, joushi, zyôsi → ``zyo:si``."""
    text = unicodedata.normalize("NFKC", text).lower()
    if not text.isascii():
        text = spell_out_repeats(text.translate(TO_HIRAGANA))
        if _SMALL_KANA.search(text):
            text = _DIGRAPH.sub(_spell_digraph, text)
    text = _NOISE.sub("", text.translate(_SIGNS))
    if "っ" in text:
        text = _SOKUON.sub(r"\1\1", text).replace("っ", "")
    for before, after in _STRICT_ROWS:
        text = text.replace(before, after)
    text = _SYLLABIC_M.sub("n", text)
    if "oh" in text:
        text = _LENGTH_OH.sub("o:", text)
    text = _DOUBLE_N.sub("n", text)
    if "'" in text:
        text = _APOSTROPHE.sub(lambda found: found[0][:-1], text)
    return _COLONS.sub("", _LONG.sub(lambda found: found[0][0] + ":", text))


def _spell_digraph(found: re.Match[str]) -> str:
    return _DIGRAPHS[found[0]]


_LOOSE_DROPPED = str.maketrans({":": None, "'": None, "l": "r", "v": "b", "f": "h"})
_LOOSE_ROWS: tuple[tuple[str, str], ...] = (
    ("di", "zi"),
    ("du", "zu"),
    ("dy", "zy"),
    ("wo", "o"),
    ("ei", "e"),
)
_RUNS = re.compile(r"([a-z])\1+")
_OU = re.compile(r"o[ou]+")


def loose_key(text: str) -> str:
    """Return the strict key without length, gemination and apostrophes, with l as r, v as b and f as h."""
    return _loosen(strict_key(text))


def _loosen(text: str) -> str:
    text = text.translate(_LOOSE_DROPPED)
    for before, after in _LOOSE_ROWS:
        text = text.replace(before, after)
    return _RUNS.sub(r"\1", _OU.sub("o", text))


_NOT_SKELETON = re.compile("[ぁ-ゟ]+")


def skeleton_key(text: str) -> str:
    """Return what is left of a kanji spelling when its hiragana are taken out (打ち合わせ, 打合せ → 打合)."""
    return _NOT_SKELETON.sub("", surface_key(unicodedata.normalize("NFKC", text).translate(_KEEP_KATAKANA)))


_KEEP_KATAKANA: dict[int, str] = {}


def fold_all(key: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """Return the key of each text (none may hold a newline), folding them all in one pass."""
    joined = "\n".join(texts)
    return key(joined).split("\n") if joined else []
