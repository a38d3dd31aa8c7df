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
_REPEATED = re.compile(r"([ぁ-ゖ㐀-䶿一-鿿])([ゝゞ々])")


def to_hiragana(text: str) -> str:
    """Return ``text`` with katakana as hiragana (カスタマー → かすたまー); everything else stays."""
    return text.translate(TO_HIRAGANA)


def to_katakana(text: str) -> str:
    """Return ``text`` with hiragana as katakana (くらいあんと → クライアント); everything else stays."""
    return text.translate(_TO_KATAKANA)


def spell_out_repeats(text: str) -> str:
    """Return hiragana text with ゝ, ゞ and 々 replaced by the sign they repeat (佐々木 → 佐佐木, いすゞ → いすず)."""
    while _REPEATED.search(text):
        text = _REPEATED.sub(_repeat, text)
    return text


def _repeat(found: re.Match[str]) -> str:
    sign, mark = found.groups()
    if mark == "々":
        return sign + sign
    plain = _UNVOICE.get(sign, sign)
    return sign + (_VOICE.get(plain, plain) if mark == "ゞ" else plain)
