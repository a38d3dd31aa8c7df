"""The syllabary as tables: each mora in Hepburn and in the letters of the search keys, each romanisation as kana.

Sources: 内閣告示第一号「ローマ字のつづり方」(Hepburn and Kunrei), ISO 3602 (Nihon-shiki), ALA-LC (tch, n'), JIS X 4063
(what keyboards accept), 内閣告示第二号「外来語の表記」(the kana of loanwords).
"""

_VOWELS = "aiueo"
_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "g": "がぎぐげご",
    "s": "さしすせそ",
    "z": "ざじずぜぞ",
    "t": "たちつてと",
    "d": "だぢづでど",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "y": "や ゆ よ",
    "w": "わゐ ゑを",
}
_SMALL_Y = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ぇ": "e"}
_SMALL = "ぁぃぅぇぉ"

# Kana of loanwords: mora, Hepburn, key. In keys an apostrophe keeps the sound of t and d before i and u apart from
# ち and ぢ; see bot/text/keys.py.
_FOREIGN = (
    ("うぃ", "wi", "wi"), ("うぇ", "we", "we"), ("うぉ", "wo", "wo"), ("いぇ", "ye", "ye"),
    ("ゔぁ", "va", "va"), ("ゔぃ", "vi", "vi"), ("ゔ", "vu", "vu"), ("ゔぇ", "ve", "ve"), ("ゔぉ", "vo", "vo"),
    ("ゔゅ", "vyu", "vyu"),
    ("ふぁ", "fa", "fa"), ("ふぃ", "fi", "fi"), ("ふぇ", "fe", "fe"), ("ふぉ", "fo", "fo"), ("ふゅ", "fyu", "fyu"),
    ("つぁ", "tsa", "tsa"), ("つぃ", "tsi", "tsi"), ("つぇ", "tse", "tse"), ("つぉ", "tso", "tso"),
    ("てぃ", "ti", "t'i"), ("でぃ", "di", "d'i"), ("とぅ", "tu", "t'u"), ("どぅ", "du", "d'u"),
    ("てゅ", "tyu", "t'yu"), ("でゅ", "dyu", "d'yu"), ("すぃ", "si", "s'i"), ("ずぃ", "zi", "z'i"),
    ("くぁ", "kwa", "kwa"), ("くぃ", "kwi", "kwi"), ("くぇ", "kwe", "kwe"), ("くぉ", "kwo", "kwo"),
    ("くゎ", "kwa", "kwa"), ("ぐぁ", "gwa", "gwa"), ("ぐぃ", "gwi", "gwi"), ("ぐぇ", "gwe", "gwe"),
    ("ぐぉ", "gwo", "gwo"), ("ぐゎ", "gwa", "gwa"),
)  # fmt: skip
_HEPBURN_SIGNS = {
    "し": "shi", "じ": "ji", "ち": "chi", "ぢ": "ji", "つ": "tsu", "づ": "zu", "ふ": "fu", "を": "o", "ゐ": "i", "ゑ": "e",
}  # fmt: skip
_HEPBURN_GLIDES = {"し": "sh", "じ": "j", "ち": "ch", "ぢ": "j"}


def _build() -> tuple[dict[str, str], dict[str, str]]:
    """Return mora → Hepburn and mora → key letters."""
    hepburn: dict[str, str] = {}
    letters: dict[str, str] = {}
    for consonant, signs in _ROWS.items():
        for vowel, sign in zip(_VOWELS, signs, strict=True):
            if sign == " ":
                continue
            letters[sign] = consonant + vowel
            hepburn[sign] = _HEPBURN_SIGNS.get(sign, consonant + vowel)
            if vowel == "i" and consonant not in {"", "w"}:
                for small, sound in _SMALL_Y.items():
                    letters[sign + small] = f"{consonant}y{sound}"
                    glide = _HEPBURN_GLIDES.get(sign)
                    hepburn[sign + small] = f"{glide}{sound}" if glide else f"{consonant}y{sound}"
    for mora, spelt, key in _FOREIGN:
        hepburn[mora], letters[mora] = spelt, key
    for small, vowel in zip(_SMALL + "ゃゅょゎゕゖ", (*_VOWELS, "ya", "yu", "yo", "wa", "ka", "ke"), strict=True):
        hepburn[small] = letters[small] = vowel
    letters["ん"] = "n'"
    hepburn["ん"] = "n"
    return hepburn, letters


HEPBURN, KEY_LETTERS = _build()

_SPELLINGS = {
    "shi": "し", "sha": "しゃ", "shu": "しゅ", "she": "しぇ", "sho": "しょ",
    "chi": "ち", "cha": "ちゃ", "chu": "ちゅ", "che": "ちぇ", "cho": "ちょ",
    "cya": "ちゃ", "cyi": "ちぃ", "cyu": "ちゅ", "cye": "ちぇ", "cyo": "ちょ",
    "ji": "じ", "ja": "じゃ", "ju": "じゅ", "je": "じぇ", "jo": "じょ",
    "jya": "じゃ", "jyi": "じぃ", "jyu": "じゅ", "jye": "じぇ", "jyo": "じょ",
    "tsu": "つ", "fu": "ふ", "fa": "ふぁ", "fi": "ふぃ", "fe": "ふぇ", "fo": "ふぉ",
    "fya": "ふゃ", "fyu": "ふゅ", "fyo": "ふょ",
    "va": "ゔぁ", "vi": "ゔぃ", "vu": "ゔ", "ve": "ゔぇ", "vo": "ゔぉ", "vya": "ゔゃ", "vyu": "ゔゅ", "vyo": "ゔょ",
    "ca": "か", "ci": "し", "cu": "く", "ce": "せ", "co": "こ",
    "qa": "くぁ", "qi": "くぃ", "qu": "く", "qe": "くぇ", "qo": "くぉ", "kwa": "くぁ", "gwa": "ぐぁ",
    "wi": "うぃ", "we": "うぇ", "wo": "を", "wha": "うぁ", "whi": "うぃ", "whe": "うぇ", "who": "うぉ",
    "wyi": "ゐ", "wye": "ゑ", "ye": "いぇ", "yi": "い", "wu": "う", "whu": "う",
    "tha": "てゃ", "thi": "てぃ", "thu": "てゅ", "the": "てぇ", "tho": "てょ", "t'i": "てぃ", "t'yu": "てゅ",
    "dha": "でゃ", "dhi": "でぃ", "dhu": "でゅ", "dhe": "でぇ", "dho": "でょ", "d'i": "でぃ", "d'yu": "でゅ",
    "twu": "とぅ", "dwu": "どぅ", "t'u": "とぅ", "d'u": "どぅ",
    "dzu": "づ", "dji": "ぢ", "dja": "ぢゃ", "dju": "ぢゅ", "djo": "ぢょ", "dzi": "ぢ",
    "la": "ら", "li": "り", "lu": "る", "le": "れ", "lo": "ろ",
    "xtsu": "っ", "ltsu": "っ",
}  # fmt: skip
"""Romanisations beyond those that the rows spell; a lone ``l`` is someone's r, so small vowels need ``x``."""


def _build_kana() -> dict[str, str]:
    kana = {letters: mora for mora, letters in KEY_LETTERS.items() if "'" not in letters}
    for consonant, signs in _ROWS.items():  # after the above: ku beats くゎ, wo beats うぉ
        for vowel, sign in zip(_VOWELS, signs, strict=True):
            if sign != " " and sign not in "ゐゑ":
                kana[consonant + vowel] = sign
    for small, vowel in zip(_SMALL, _VOWELS, strict=True):
        kana["x" + vowel] = small
    for small, letters in {
        "ゃ": "ya",
        "ゅ": "yu",
        "ょ": "yo",
        "ゎ": "wa",
        "ゕ": "ka",
        "ゖ": "ke",
        "っ": "tu",
    }.items():
        kana["x" + letters] = kana["l" + letters] = small
    return kana | _SPELLINGS


KANA_OF = _build_kana()
"""Romanised syllable (lower case, no macron) → hiragana, whatever the system."""
