"""Hiragana and katakana: each as the other, and the marks that repeat a sign."""

import re

_HIRAGANA = "".join(map(chr, range(0x3041, 0x3097))) + "ゝゞ"
_KATAKANA = "".join(map(chr, range(0x30A1, 0x30F7))) + "ヽヾ"
TO_HIRAGANA: dict[int, str | int | None] = dict(str.maketrans(_KATAKANA, _HIRAGANA)) | {
    ord("ヷ"): "ゔぁ",
    ord("ヸ"): "ゔぃ",
    ord("ヹ"): "ゔぇ",
    ord("ヺ"): "ゔぉ",
}
"""Translation table from katakana to hiragana; ー stays."""

_TO_KATAKANA = str.maketrans(_HIRAGANA, _KATAKANA)

_UNVOICED = "うかきくけこさしすせそたちつてとはひふへほ"
_VOICED = "ゔがぎぐげござじずぜぞだぢづでどばびぶべぼ"
_VOICE = dict(zip(_UNVOICED, _VOICED, strict=True))
_UNVOICE = dict(zip(_VOICED, _UNVOICED, strict=True))
_REPEAT_MARK = re.compile("[ゝゞ々]")
_KANJI = re.compile("[㐀-䶿一-鿿]")
_KANA = re.compile("[ぁ-ゖ]")


def to_hiragana(text: str) -> str:
    """Return ``text`` with katakana as hiragana (カスタマー → かすたまー); everything else stays."""
    return text.translate(TO_HIRAGANA)


def to_katakana(text: str) -> str:
    """Return ``text`` with hiragana as katakana (くらいあんと → クライアント); everything else stays."""
    return text.translate(_TO_KATAKANA)


def spell_out_repeats(text: str) -> str:
    """Return hiragana text with ゝ, ゞ and 々 replaced by the sign they repeat (佐々木 → 佐佐木, いすゞ → いすず)."""
    if not _REPEAT_MARK.search(text):
        return text
    signs: list[str] = []
    for sign in text:
        before = signs[-1] if signs else ""
        signs.append(_repeated(before, sign) if sign in "ゝゞ々" else sign)
    return "".join(signs)


def _repeated(before: str, mark: str) -> str:
    """Return the sign that ``mark`` stands for after ``before``; the mark itself where it repeats nothing."""
    if mark == "々":
        return before if _KANJI.match(before) else mark
    if not _KANA.match(before):
        return mark
    plain = _UNVOICE.get(before, before)
    return _VOICE.get(plain, plain) if mark == "ゞ" else plain
