"""Search keys: what two spellings of one word have in common.

A key is made by rewriting letters, never by parsing romaji to kana: a typo cannot derail it, and headword and query
cannot disagree. Kana is spelt out by table first, then the rows of ``rewriting`` bring every romanisation to the same
letters.

- *surface*: the same signs. Width, case, katakana, punctuation, repeat marks and old kanji forms are folded.
- *strict*: the same sounds, however romanised. ``:`` marks length, a doubled letter gemination.
- *loose*: what is left when people leave out length and gemination and take r for l.
- *keyboard*: romaji as typed, or as kana would be typed: where a slip of the finger is one edit.
- *skeleton*: the kanji, for words whose okurigana vary.

Making a key of a key changes nothing (save of keyboard, which is only for what is typed). A newline ends a text, so that many texts can be folded as one.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from bot.text.kana import TO_HIRAGANA, spell_out_repeats
from bot.text.old_kanji import TO_NEW
from bot.text.rewriting import LOOSE_STEPS, SOUND_STEPS, STRICT_STEPS, rewrite, without_marks
from bot.text.syllables import KEY_LETTERS

_DASHES = "-‐‑‒–—―−~〜"
_KANA_DASH = re.compile(f"(?<=[ぁ-ゖー])[{_DASHES}]")
_NOT_SURFACE = re.compile(r"[^\w\nー+#]+|_+")
_SURFACE_SIGNS: dict[int, str | int | None] = {**TO_HIRAGANA, **TO_NEW, **dict.fromkeys(map(ord, "ヶヵゖゕ"), "か")}

_NOT_SOUND = re.compile(r"[^\w\n:']+|_+")
_SMALL_KANA = re.compile("[ぁぃぅぇぉゃゅょゎ]")
_DIGRAPHS = {mora: letters for mora, letters in KEY_LETTERS.items() if len(mora) == 2}
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_MARKS: dict[int, str] = {
    **dict.fromkeys(map(ord, _DASHES + "ー\u0304\u0302"), ":"),
    **dict.fromkeys(map(ord, "’‘ʼ`´′"), "'"),
    **{ord(long): f"{vowel}:" for long, vowel in zip("āīūēōâîûêô", "aiueo" * 2, strict=True)},
}
_SIGN_LETTERS = {ord(mora): letters for mora, letters in KEY_LETTERS.items() if len(mora) == 1}
_NOT_LETTERS = re.compile(r"[^\w\n:]+|_+")
_LONG_VOWEL = re.compile("([aiueo]?):+")
_MEETING = re.compile("[tdszwkg](?:yy|hh|ss|ww)|hu[u:]+[aieo]")
"""Letters doubled between two others that a row has something to say about once they are single: tss, dhh, syy."""
_HIRAGANA = re.compile("[ぁ-ゟ]+")

# Letters of the keys as Hepburn has them.
_HEPBURN_STEPS = (
    ("hhu", "ffu"), ("hu", "fu"), ("sy", "sh"), ("si", "shi"), ("zzy", "jj"), ("zzi", "jji"), ("zy", "j"), ("zi", "ji"),
    ("tty", "tch"), ("tti", "tchi"), ("ttu", "ttsu"), ("ty", "ch"), ("ti", "chi"), ("tu", "tsu"), ("t'", "t"), ("d'", "d"),
    ("s'", "s"), ("z'", "z"),
)  # fmt: skip


def surface_key(text: str) -> str:
    """Return ``text`` with everything folded that does not change which signs are written."""
    if text.isascii():
        return text.lower() if text.isalnum() else _NOT_SURFACE.sub("", text.lower())
    text = unicodedata.normalize("NFKC", text).lower().translate(_SURFACE_SIGNS)
    return spell_out_repeats(_NOT_SURFACE.sub("", _KANA_DASH.sub("ー", text)))


def strict_key(text: str) -> str:
    """Return the sounds of kana or romaji, every romanisation alike: じょうし, joushi, zyôsi → ``zyo:si``."""
    key = rewrite(spell_in_letters(text), STRICT_STEPS)
    while _is_odd(key) and (again := rewrite(key, STRICT_STEPS)) != key:
        key = again
    return key


def _is_odd(key: str) -> bool:
    """Tell whether what is left has letters of no romaji, among which rows may meet that did not before: ccff, txttu."""
    return "c" in key or "x" in key


def loose_key(text: str) -> str:
    """Return the strict key without length, gemination and what learners confuse: カスタマー, kasutama → ``kasutama``."""
    return loosen(strict_key(text))


def loosen(strict: str) -> str:
    """Return the loose key of the text that has this strict key."""
    while True:
        while (text := rewrite(strict, LOOSE_STEPS)) != strict:
            strict = rewrite(text, STRICT_STEPS)  # what met only now may be another row's business: sf → sh → sy
        bare = without_marks(text)
        if bare == text or not (_is_odd(bare) or _MEETING.search(text)):
            return bare
        strict = rewrite(bare, STRICT_STEPS)


def keyboard_key(text: str) -> str:
    """Return romaji letter for letter, or kana in the letters one would type: かすたまー → ``kasutamaa``."""
    text = (text if text.isascii() else unicodedata.normalize("NFKC", text)).lower()
    if text.isascii():
        if text.isalpha():
            return text
    else:
        text = text.translate(_MARKS)
        if not text.isascii():
            text = in_hepburn(rewrite(spell_in_letters(text), SOUND_STEPS)).replace("'", "")
    return _LONG_VOWEL.sub(r"\1\1", _NOT_LETTERS.sub("", text))


def in_hepburn(strict: str) -> str:
    """Return a strict key spelt as Hepburn has it; length and apostrophes stay."""
    for kunrei, hepburn in _HEPBURN_STEPS:
        strict = strict.replace(kunrei, hepburn)
    return strict


def bare_letters(keyboard: str) -> str:
    """Return a keyboard key without length and gemination: matcha, maccha → ``macha``."""
    return without_marks(keyboard.replace("tch", "cch") if "tch" in keyboard else keyboard)


def skeleton_key(text: str) -> str:
    """Return the surface key without hiragana that were so written (打ち合わせ, 打合せ → 打合); katakana stay."""
    text = unicodedata.normalize("NFKC", text).lower().translate(TO_NEW)
    return spell_out_repeats(_HIRAGANA.sub("", _NOT_SURFACE.sub("", text)))


def spell_in_letters(text: str) -> str:
    """Return ``text`` in lower case with every kana in letters and length as ``:``; punctuation and spaces go."""
    text = (text if text.isascii() else unicodedata.normalize("NFKC", text)).lower()
    if text.isascii():
        return (
            text if text.isalpha() else _NOT_SOUND.sub("", text.replace("-", ":").replace("~", ":").replace("`", "'"))
        )
    text = spell_out_repeats(_NOT_SOUND.sub("", text.translate(_MARKS).translate(TO_HIRAGANA))).replace("々", "")
    if _SMALL_KANA.search(text):
        text = _DIGRAPH.sub(_spell_digraph, text)
    return text.translate(_SIGN_LETTERS)


def _spell_digraph(found: re.Match[str]) -> str:
    return _DIGRAPHS[found[0]]


def fold_all(key: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """Return the key of each text (none may hold a newline), folding all in one pass."""
    listed = list(texts)
    return key("\n".join(listed)).split("\n") if listed else []
