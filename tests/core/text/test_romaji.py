"""Kana become Hepburn; romaji of any kind become kana."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.kana import to_katakana
from bot.text.romaji import to_kana, to_romaji
from bot.text.syllables import HEPBURN


@pytest.mark.parametrize(
    ("reading", "romaji"),
    [
        pytest.param("しんそつ さいよう", "shinsotsu saiyō", id="words stay apart"),
        pytest.param("うけお・う", "ukeou", id="no macron across a boundary"),
        pytest.param("ば・あい", "baai", id="nor for a doubled a"),
        pytest.param("しん・おう", "shin'ō", id="apostrophe across a boundary"),
        pytest.param("かすたまー", "kasutamā", id="prolonged mark"),
        pytest.param("カスタマー", "kasutamā", id="katakana"),
        pytest.param("ぱーてぃー", "pātī", id="prolonged i"),
        pytest.param("けいさん", "keisan", id="ei stays"),
        pytest.param("おおきい", "ōkii", id="ii stays"),
        pytest.param("おねえさん", "onēsan", id="ee is long"),
        pytest.param("くうき", "kūki", id="uu is long"),
        pytest.param("おおう", "ōu", id="a macron is not lengthened again"),
        pytest.param("きんえん", "kin'en", id="apostrophe before a vowel"),
        pytest.param("こんやく", "kon'yaku", id="apostrophe before y"),
        pytest.param("こんにゃく", "konnyaku", id="none before ny"),
        pytest.param("しんぶん", "shinbun", id="n before lips"),
        pytest.param("まっちゃ", "matcha", id="tch"),
        pytest.param("ざっし", "zasshi", id="ssh"),
        pytest.param("みっつ", "mittsu", id="tts"),
        pytest.param("ちぢむ", "chijimu", id="ぢ is ji"),
        pytest.param("つづき", "tsuzuki", id="づ is zu"),
        pytest.param("を", "o", id="を is o"),
        pytest.param("ふぁっくす", "fakkusu", id="ファ"),
        pytest.param("てぃーちんぐ", "tīchingu", id="ティ"),
        pytest.param("ゔぃじょん", "vijon", id="ヴィ"),
        pytest.param("うぇぶ", "webu", id="ウェ"),
        pytest.param("しぇあ", "shea", id="シェ"),
        pytest.param("じぇいえる", "jeieru", id="ジェ"),
        pytest.param("でゅあん", "dyuan", id="デュ"),
        pytest.param("いすゞ", "isuzu", id="repetition mark"),
        pytest.param("しーえっくす", "shīekkusu", id="letters read out"),
        pytest.param("あっ", "a", id="a final stop has no sound"),
        pytest.param("123あ", "123a", id="other signs stay"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_reading_has_one_hepburn_form(reading: str, romaji: str) -> None:
    assert to_romaji(reading) == romaji


def test_names_get_a_capital_for_each_word() -> None:
    assert to_romaji("やまもと しょうじ", capitalize=True) == "Yamamoto Shōji"


@pytest.mark.parametrize(
    ("romaji", "kana"),
    [
        ("toukyou", "とうきょう"),
        ("tōkyō", "とうきょう"),
        ("tôkyô", "とうきょう"),
        ("TOUKYOU", "とうきょう"),
        ("ｔｏｕｋｙｏｕ", "とうきょう"),
        ("ohsaka", "おおさか"),
        ("shin'you", "しんよう"),
        ("Shin’you", "しんよう"),
        ("kin'en", "きんえん"),
        ("tani", "たに"),
        ("tan'i", "たんい"),
        ("annai", "あんない"),
        ("konnichiwa", "こんにちわ"),
        ("onnsha", "おんしゃ"),
        ("konnyaku", "こんにゃく"),
        ("shimbun", "しんぶん"),
        ("kampai", "かんぱい"),
        ("amma", "あんま"),
        ("sinbun", "しんぶん"),
        ("tukue", "つくえ"),
        ("zyosi", "じょし"),
        ("syain", "しゃいん"),
        ("Jyuden", "じゅでん"),
        ("cyuuto", "ちゅうと"),
        ("chidimu", "ちぢむ"),
        ("tsudzuki", "つづき"),
        ("hacchuu", "はっちゅう"),
        ("hatchuu", "はっちゅう"),
        ("hattyuu", "はっちゅう"),
        ("zasshi", "ざっし"),
        ("thi-mu", "てぃーむ"),
        ("dhisuku", "でぃすく"),
        ("t'i-mu", "てぃーむ"),
        ("webu", "うぇぶ"),
        ("we-ta-", "うぇーたー"),
        ("vaiorin", "ゔぁいおりん"),
        ("fairu", "ふぁいる"),
        ("konpyu-ta-", "こんぴゅーたー"),
        ("shefu", "しぇふ"),
        ("chekku", "ちぇっく"),
        ("kuxa", "くぁ"),
        ("xtu", "っ"),
        ("ltsu", "っ"),
        ("lyu", "ゅ"),
        ("la", "ら"),
        ("ca", "か"),
        ("onegai itashimasu", "おねがい いたします"),
        ("nn", "ん"),
        ("n'", "ん"),
        ("nna", "んな"),
        ("nya", "にゃ"),
        ("shin-you", "しんよう"),
        ("toukyouー", "とうきょうー"),
        ("とうkyou", "とうきょう"),
        ("q", "q"),
        ("", ""),
    ],
)
def test_romaji_is_read_as_people_write_it(romaji: str, kana: str) -> None:
    assert to_kana(romaji) == kana


_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ",
    "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}  # fmt: skip
_GLIDES = {
    "ky": "きゃきゅきょ", "sh": "しゃしゅしょ", "sy": "しゃしゅしょ", "ch": "ちゃちゅちょ", "ty": "ちゃちゅちょ",
    "cy": "ちゃちゅちょ", "ny": "にゃにゅにょ", "hy": "ひゃひゅひょ", "my": "みゃみゅみょ", "ry": "りゃりゅりょ",
    "gy": "ぎゃぎゅぎょ", "j": "じゃじゅじょ", "jy": "じゃじゅじょ", "zy": "じゃじゅじょ", "dy": "ぢゃぢゅぢょ",
    "by": "びゃびゅびょ", "py": "ぴゃぴゅぴょ",
}  # fmt: skip


@pytest.mark.parametrize("consonant", _ROWS)
def test_every_row_of_the_syllabary_is_read(consonant: str) -> None:
    for vowel, sign in zip("aiueo", _ROWS[consonant], strict=True):
        assert to_kana(consonant + vowel) == sign


@pytest.mark.parametrize("glide", _GLIDES)
def test_every_glide_is_read(glide: str) -> None:
    signs = _GLIDES[glide]
    for at, vowel in enumerate("auo"):
        assert to_kana(glide + vowel) == signs[2 * at : 2 * at + 2]


@pytest.mark.parametrize("consonant", "kstgzdbpjrmhfv")
def test_a_doubled_consonant_is_a_small_tsu(consonant: str) -> None:
    if consonant != "m":
        assert to_kana(f"a{consonant}{consonant}a") == "あっ" + to_kana(f"{consonant}a")


_MORAE = sorted(set(HEPBURN) - set("ぁぃぅぇぉゃゅょゎゕゖをゐゑぢづん") - {"くゎ", "ぐゎ"})
_AMBIGUOUS = {mora for mora in _MORAE if len(mora) == 2 and mora[1] in "ぁぃぅぇぉゅ" and mora[0] not in "ふゔしちじ"}
_PLAIN = [
    mora
    for mora in _MORAE
    if mora not in _AMBIGUOUS
    and mora[0] != "ぢ"
    and not (len(mora) == 2 and mora[1] == "ぇ" and mora[0] not in "しちじふゔ")
]
_readings = (
    st.lists(st.sampled_from([*_PLAIN, "ん", "っか", "っちゃ", "っし", "っぱ"]), min_size=1)
    .map("".join)
    .filter(lambda reading: "んん" not in reading)
)


@given(_readings)
def test_kana_come_back_from_romaji_but_for_how_length_is_written(reading: str) -> None:
    assert to_romaji(to_kana(to_romaji(reading))) == to_romaji(reading)


@given(_readings.filter(lambda reading: not set(to_romaji(reading)) & set("āīūēō")))
def test_kana_without_long_vowels_come_back_unchanged(reading: str) -> None:
    assert to_kana(to_romaji(reading)) == reading


@given(_readings)
def test_katakana_have_the_romaji_of_hiragana(reading: str) -> None:
    assert to_romaji(to_katakana(reading)) == to_romaji(reading)


@given(st.text())
def test_any_text_can_be_converted_either_way(text: str) -> None:
    assert isinstance(to_kana(text), str)
    assert isinstance(to_romaji(text), str)
