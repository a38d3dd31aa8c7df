"""Romanisers written apart from the engine's: each takes a reading of the glossary and returns what one might type."""

from dataclasses import dataclass, replace

_SEION = {
    "あ": "a", "い": "i", "う": "u", "え": "e", "お": "o",
    "か": "ka", "き": "ki", "く": "ku", "け": "ke", "こ": "ko", "が": "ga", "ぎ": "gi", "ぐ": "gu", "げ": "ge", "ご": "go",
    "さ": "sa", "し": "si", "す": "su", "せ": "se", "そ": "so", "ざ": "za", "じ": "zi", "ず": "zu", "ぜ": "ze", "ぞ": "zo",
    "た": "ta", "ち": "ti", "つ": "tu", "て": "te", "と": "to", "だ": "da", "ぢ": "di", "づ": "du", "で": "de", "ど": "do",
    "な": "na", "に": "ni", "ぬ": "nu", "ね": "ne", "の": "no", "は": "ha", "ひ": "hi", "ふ": "hu", "へ": "he", "ほ": "ho",
    "ば": "ba", "び": "bi", "ぶ": "bu", "べ": "be", "ぼ": "bo", "ぱ": "pa", "ぴ": "pi", "ぷ": "pu", "ぺ": "pe", "ぽ": "po",
    "ま": "ma", "み": "mi", "む": "mu", "め": "me", "も": "mo", "や": "ya", "ゆ": "yu", "よ": "yo",
    "ら": "ra", "り": "ri", "る": "ru", "れ": "re", "ろ": "ro", "わ": "wa", "を": "wo", "ゔ": "vu",
}  # fmt: skip
_LOAN = {
    "てぃ": "ti", "でぃ": "di", "とぅ": "tu", "どぅ": "du", "でゅ": "dyu", "てゅ": "tyu",
    "うぃ": "wi", "うぇ": "we", "うぉ": "wo", "ふぁ": "fa", "ふぃ": "fi", "ふぇ": "fe", "ふぉ": "fo", "ふゅ": "fyu",
    "ゔぁ": "va", "ゔぃ": "vi", "ゔぇ": "ve", "ゔぉ": "vo", "つぁ": "tsa", "つぇ": "tse", "いぇ": "ye",
    "くぁ": "kwa", "くぃ": "kwi", "くぇ": "kwe", "くぉ": "kwo", "ぐぁ": "gwa",
}  # fmt: skip
_KEYBOARD_LOAN = _LOAN | {
    "てぃ": "thi", "でぃ": "dhi", "とぅ": "twu", "どぅ": "dwu", "でゅ": "dhu", "てゅ": "thu", "うぉ": "who",
}  # fmt: skip
_HEPBURN_SIGNS = {"し": "shi", "じ": "ji", "ち": "chi", "つ": "tsu", "ふ": "fu", "ぢ": "ji", "づ": "zu", "を": "o"}
_HEPBURN_GLIDES = {"sy": "sh", "zy": "j", "ty": "ch", "dy": "j"}
_LEARNER_GLIDES = {"sy": "sh", "zy": "jy", "ty": "cy", "dy": "jy"}
_YOON = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_OFFICIAL_GLIDES_OF_E = {"しぇ": "she", "ちぇ": "che", "じぇ": "je"}
_MACRON = dict(zip("aiueo", "āīūēō", strict=True))
_CIRCUMFLEX = dict(zip("aiueo", "âîûêô", strict=True))


@dataclass(frozen=True)
class System:
    """How one way of writing romaji decides its cases."""

    signs: dict[str, str]
    glides: dict[str, str]
    loan: dict[str, str]
    length: str
    """macron, circumflex, doubled (oo for おう), kana (ou for おう, aa for ー), hyphen (- for ー), none."""
    double_ch: str = "cch"
    apostrophe: bool = True
    lips: bool = False
    every_n: str = "n"
    geminate: bool = True
    space: str = ""


_HEPBURN = System(_HEPBURN_SIGNS, _HEPBURN_GLIDES, _LOAN, "macron", double_ch="tch")
_KUNREI = System({"ぢ": "zi", "づ": "zu", "を": "o"}, {"dy": "zy"}, _LOAN, "circumflex")

SYSTEMS: dict[str, System] = {
    "hepburn": replace(_HEPBURN, space=" "),
    "hepburn-doubled": replace(_HEPBURN, length="doubled"),
    "hepburn-old": replace(_HEPBURN, lips=True),
    "hepburn-cch": replace(_HEPBURN, length="kana", double_ch="cch"),
    "kunrei": _KUNREI,
    "kunrei-kana": replace(_KUNREI, length="kana"),
    "nihon": System({}, {}, _LOAN, "macron"),
    "wapuro": System(_HEPBURN_SIGNS | {"ぢ": "di", "づ": "du", "を": "wo"}, _HEPBURN_GLIDES, _KEYBOARD_LOAN, "hyphen"),
    "wapuro-nn": System({"を": "wo"}, {}, _KEYBOARD_LOAN, "hyphen", apostrophe=False, every_n="nn"),
    "jy-cy": System(_HEPBURN_SIGNS, _LEARNER_GLIDES, _LOAN, "kana"),
}
"""Ways that keep every sound: whoever writes so has said which word is meant."""

HUMAN: dict[str, System] = {
    "no-length": replace(_HEPBURN, length="none"),
    "no-length-spaced": replace(_HEPBURN, length="none", space=" "),
    "no-gemination": replace(_HEPBURN, length="kana", geminate=False),
    "passport": replace(_HEPBURN, length="none", lips=True, apostrophe=False),
    "bare": replace(_HEPBURN, length="none", apostrophe=False, geminate=False),
    "jy-no-length": System(_HEPBURN_SIGNS, _LEARNER_GLIDES, _LOAN, "none", apostrophe=False),
    "hyphenated": replace(_HEPBURN, length="none", space="-"),
}
"""Ways in which something is lost."""


def romanise(reading: str, system: System) -> str:
    """Return ``reading`` (hiragana with ー, spaces and ・) as ``system`` has it."""
    return system.space.join(_word(word, system) for word in reading.split(" "))


def _split(word: str) -> list[str]:
    sounds: list[str] = []
    for sign in word:
        if sign in "ゃゅょぁぃぅぇぉ" and sounds and sounds[-1] not in "ー・っん":
            sounds[-1] += sign
        else:
            sounds.append(sign)
    return sounds


def _sound(sound: str, system: System) -> str:
    if sound in system.loan:
        return system.loan[sound]
    if sound in _OFFICIAL_GLIDES_OF_E:
        glide = _SEION[sound[0]][:-1] + "y"
        return system.glides.get(glide, glide) + "e"
    if len(sound) == 2 and sound[1] in _YOON:
        glide = _SEION[sound[0]][:-1] + "y"
        return system.glides.get(glide, glide) + _YOON[sound[1]]
    return system.signs.get(sound, _SEION.get(sound, sound))


def _word(word: str, system: System) -> str:
    written = ""
    long_from = ""
    sounds = _split(word)
    for at, sound in enumerate(sounds):
        following = _sound(sounds[at + 1], system) if at + 1 < len(sounds) else ""
        if sound == "・":
            long_from = ""
        elif sound == "っ":
            if system.geminate:
                written += system.double_ch[0] if following.startswith("ch") else following[:1]
            long_from = ""
        elif sound == "ん":
            written += _nasal(following, system)
            long_from = ""
        elif sound == "ー" or (long_from and _lengthens(long_from, sound)):
            written = _lengthened(written, sound, system)
            long_from = ""
        else:
            written += _sound(sound, system)
            long_from = written[-1]
    return written


def _nasal(following: str, system: System) -> str:
    if system.every_n == "nn":
        return "nn"
    if system.lips and following[:1] in {"b", "p", "m"}:
        return "m"
    return "n'" if system.apostrophe and following[:1] in {*"aiueoy"} else "n"


def _lengthens(vowel: str, sound: str) -> bool:
    return (vowel, sound) in {("a", "あ"), ("u", "う"), ("e", "え"), ("o", "う"), ("o", "お")}


def _lengthened(written: str, sound: str, system: System) -> str:
    vowel = written[-1]
    if system.length == "none":
        return written
    if system.length in {"macron", "circumflex"}:
        marks = _MACRON if system.length == "macron" else _CIRCUMFLEX
        return written[:-1] + marks.get(vowel, vowel)  # a vowel that is long already is not marked twice
    if system.length == "hyphen":
        return written + ("-" if sound == "ー" else _SEION[sound])
    if system.length == "doubled" or sound == "ー":
        return written + vowel
    return written + _SEION[sound]
