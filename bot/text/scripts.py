"""Which scripts a text is written in."""

import re
from enum import Flag, auto


class Script(Flag):
    """The scripts that matter here; a text may be in several, and in none (digits, marks, other scripts)."""

    NONE = 0
    HIRAGANA = auto()
    KATAKANA = auto()
    KANJI = auto()
    LATIN = auto()
    OTHER = auto()
    KANA = HIRAGANA | KATAKANA
    JAPANESE = HIRAGANA | KATAKANA | KANJI


# ー and the iteration marks belong to both kana and are left to their neighbours.
_PATTERNS = (
    (Script.HIRAGANA, re.compile("[ぁ-ゖゝゞ]")),
    (Script.KATAKANA, re.compile("[ァ-ヺヽヾｦ-ﾝ]")),
    (Script.KANJI, re.compile("[㐀-䶿一-鿿\uf900-\ufaff々〆〇\U00020000-\U000323af]")),
    (Script.LATIN, re.compile("[A-Za-zÀ-ɏḀ-ỿＡ-Ｚａ-ｚ]")),
)
_NOT_LATIN = re.compile("[^\\W\\d_A-Za-zÀ-ɏḀ-ỿＡ-Ｚａ-ｚー]")
_OTHER = re.compile("[^\\W\\d_A-Za-zÀ-ɏḀ-ỿＡ-Ｚａ-ｚぁ-ゟァ-ヿｦ-ﾟー㐀-䶿一-鿿\uf900-\ufaff々〆〇\U00020000-\U000323af]")


def scripts_of(text: str) -> Script:
    """Return every script that ``text`` has a letter of."""
    if text.isascii():
        return Script.LATIN if text.upper() != text.lower() else Script.NONE
    found = Script.NONE
    for script, pattern in _PATTERNS:
        if pattern.search(text):
            found |= script
    return found | Script.OTHER if _OTHER.search(text) else found


def has_kanji(text: str) -> bool:
    """Tell whether ``text`` holds at least one kanji."""
    return not text.isascii() and _PATTERNS[2][1].search(text) is not None


def is_kana(text: str) -> bool:
    """Tell whether ``text`` is written in kana alone (ー, ・ and spaces allowed)."""
    return _KANA_ONLY.fullmatch(text) is not None


def is_latin(text: str) -> bool:
    """Tell whether ``text`` has Latin letters and no letters of another script."""
    if text.isascii():
        return text.upper() != text.lower()
    return _PATTERNS[3][1].search(text) is not None and _NOT_LATIN.search(text) is None


_KANA_ONLY = re.compile("[ぁ-ゖァ-ヺーゝゞヽヾ・ ]*[ぁ-ゖァ-ヺ][ぁ-ゖァ-ヺーゝゞヽヾ・ ]*")
