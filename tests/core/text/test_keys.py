"""Search keys bring together what people write for one word, and keep apart what are two."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.keys import (
    bare_letters,
    fold_all,
    keyboard_key,
    loose_key,
    skeleton_key,
    strict_key,
    surface_key,
)
from bot.text.rewriting import LENGTHS, LOOSE, SOUNDS, Row


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        pytest.param("ｶｽﾀﾏｰ", "カスタマー", id="width of kana"),
        pytest.param("ＣＲＭ", "crm", id="width and case of letters"),
        pytest.param("かすたまー", "カスタマー", id="hiragana for katakana"),
        pytest.param("會社", "会社", id="old kanji"),
        pytest.param("佐佐木", "佐々木", id="repetition mark"),
        pytest.param("お 客 様", "お客様", id="spaces"),
        pytest.param("ミッション・ビジョン", "ミッションビジョン", id="middle dot"),
        pytest.param("「稟議」", "稟議", id="brackets"),
        pytest.param("サ-バ-", "サーバー", id="hyphen for the prolonged mark"),
        pytest.param("サ―バ―", "サーバー", id="dash for the prolonged mark"),
        pytest.param("一ヶ月", "一か月", id="small ke"),
        pytest.param("B to B", "BtoB", id="spaced letters"),
    ],
)
def test_a_surface_key_tells_which_signs_are_written(typed: str, written: str) -> None:
    assert surface_key(typed) == surface_key(written)


@pytest.mark.parametrize(
    ("typed", "other"),
    [("カスタマ", "カスタマー"), ("打合せ", "打ち合わせ"), ("は", "ば"), ("C++", "C"), ("顧客", "顧容")],
)
def test_a_surface_key_folds_nothing_that_is_heard_or_seen(typed: str, other: str) -> None:
    assert surface_key(typed) != surface_key(other)


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        pytest.param("jūden", "じゅうでん", id="macron"),
        pytest.param("jûden", "じゅうでん", id="circumflex"),
        pytest.param("juuden", "じゅうでん", id="doubled"),
        pytest.param("ju-den", "ジューデン", id="hyphen"),
        pytest.param("zyuuden", "じゅうでん", id="Kunrei zy"),
        pytest.param("jyuuden", "じゅうでん", id="jy"),
        pytest.param("joushi", "じょうし", id="ou"),
        pytest.param("jooshi", "じょうし", id="oo"),
        pytest.param("zyôsi", "じょうし", id="Kunrei with circumflex"),
        pytest.param("ohsaka", "おおさか", id="oh"),
        pytest.param("tukue", "つくえ", id="tu"),
        pytest.param("hude", "ふで", id="hu"),
        pytest.param("tizu", "ちず", id="ti"),
        pytest.param("syain", "しゃいん", id="sy"),
        pytest.param("tyotto", "ちょっと", id="ty"),
        pytest.param("cyotto", "ちょっと", id="cy"),
        pytest.param("matcha", "まっちゃ", id="tch"),
        pytest.param("maccha", "まっちゃ", id="cch"),
        pytest.param("mattya", "まっちゃ", id="tty"),
        pytest.param("zasshi", "ざっし", id="ssh"),
        pytest.param("bajji", "バッジ", id="jj"),
        pytest.param("sutaffu", "スタッフ", id="ffu"),
        pytest.param("shimbun", "しんぶん", id="m before b"),
        pytest.param("kampai", "かんぱい", id="m before p"),
        pytest.param("amma", "あんま", id="m before m"),
        pytest.param("kin'en", "きんえん", id="apostrophe"),
        pytest.param("kin’en", "きんえん", id="curly apostrophe"),
        pytest.param("annai", "あんない", id="nn before a vowel"),
        pytest.param("onnsha", "おんしゃ", id="nn of a keyboard"),
        pytest.param("honn", "ほん", id="nn at the end"),
        pytest.param("thi-mu", "ティーム", id="thi"),
        pytest.param("dhisuku", "ディスク", id="dhi"),
        pytest.param("twuwa", "トゥワ", id="twu"),
        pytest.param("chekku", "チェック", id="che"),
        pytest.param("fairu", "ファイル", id="fa"),
        pytest.param("webu", "ウェブ", id="we"),
        pytest.param("vijon", "ヴィジョン", id="vi"),
        pytest.param("sixya", "しゃ", id="x for a small kana"),
        pytest.param("haxtuka", "はっか", id="xtu"),
        pytest.param("haltuka", "はっか", id="ltu"),
        pytest.param("Shin Sotsu", "しんそつ", id="case and spaces"),
        pytest.param("とうkyou", "とうきょう", id="half converted"),
        pytest.param("メエル", "メール", id="vowel for the prolonged mark"),
    ],
)
def test_every_romanisation_has_the_strict_key_of_the_kana(typed: str, kana: str) -> None:
    assert strict_key(typed) == strict_key(kana)


@pytest.mark.parametrize(
    ("typed", "other"),
    [("じゅでん", "じゅうでん"), ("kokyaku", "kokkyaku"), ("kinen", "kin'en"), ("ビル", "ビール"), ("baiya", "vaiya")],
)
def test_a_strict_key_keeps_length_gemination_and_sounds(typed: str, other: str) -> None:
    assert strict_key(typed) != strict_key(other)


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        pytest.param("kasutama", "カスタマー", id="final length"),
        pytest.param("koru senta", "コールセンター", id="inner length"),
        pytest.param("kesan", "けいさん", id="ei"),
        pytest.param("jyuden", "じゅうでん", id="jy and length"),
        pytest.param("shucho", "しゅっちょう", id="gemination"),
        pytest.param("genin", "げんいん", id="apostrophe left out"),
        pytest.param("konichiwa", "こんにちわ", id="one n of two"),
        pytest.param("kuraud", "クラウド", id="not a final u"),
        pytest.param("kuleemu", "クレーム", id="l for r"),
        pytest.param("bijon", "ヴィジョン", id="b for v"),
        pytest.param("vaiyaa", "バイヤー", id="v for b"),
        pytest.param("horowaa", "フォロワー", id="h for f"),
        pytest.param("foniramu", "ホニラム", id="f for h"),
        pytest.param("tsuduki", "つづき", id="du"),
        pytest.param("tsuzuki", "つづき", id="zu"),
        pytest.param("chijimu", "ちぢむ", id="ji"),
        pytest.param("pati", "パーティー", id="ティ"),
        pytest.param("kuoritii", "クォリティー", id="クォ"),
        pytest.param("uirusu", "ウィルス", id="ウィ"),
        pytest.param("couru", "コール", id="c for k"),
        pytest.param("kasutama-", "カスタマー", id="hyphen"),
    ],
)
def test_a_loose_key_drops_what_people_drop(typed: str, kana: str) -> None:
    same = loose_key(typed) == loose_key(kana)
    assert same is (typed != "kuraud")


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("カスタマー", "kasutamaa"),
        ("しゅっちょう", "shutchou"),
        ("バッジ", "bajji"),
        ("スタッフ", "sutaffu"),
        ("きんえん", "kinen"),
        ("kasutamā", "kasutamaa"),
        ("Shinsotsu", "shinsotsu"),
        ("sinsotu", "sinsotu"),
    ],
)
def test_a_keyboard_key_has_the_letters_that_fingers_hit(typed: str, letters: str) -> None:
    assert keyboard_key(typed) == letters


@pytest.mark.parametrize("typed", ["matcha", "maccha", "macha", "maatcha"])
def test_bare_letters_have_neither_length_nor_gemination(typed: str) -> None:
    assert bare_letters(keyboard_key(typed)) == "macha"


@pytest.mark.parametrize(
    ("spelling", "skeleton"),
    [
        ("打ち合わせ", "打合"),
        ("打合せ", "打合"),
        ("取扱", "取扱"),
        ("お客様", "客様"),
        ("見込ミ顧客", "見込ミ顧客"),
        ("佐々木", "佐佐木"),
    ],
)
def test_a_skeleton_is_the_kanji_without_hiragana(spelling: str, skeleton: str) -> None:
    assert skeleton_key(spelling) == skeleton


@pytest.mark.parametrize("row", [*SOUNDS, *LENGTHS, *LOOSE], ids=lambda row: f"{row.before}-{row.after or 'nothing'}")
def test_every_row_needs_what_it_says_it_needs(row: Row) -> None:
    """A row is passed over when its piece of text is absent, so its pattern must not match without it."""
    if row.pattern:
        for text in ("kasutama", "sotsu", "puro", "hyaku", "daigaku", "beikoku", "yuza", "gw", "rn"):
            assert row.before in text or not row.pattern.search(text)
    else:
        assert row.before not in row.after


_SYLLABLES = [
    "ka",
    "shi",
    "tsu",
    "chi",
    "n",
    "n'",
    "ā",
    "ou",
    "oo",
    "ei",
    "kk",
    "tch",
    "j",
    "jy",
    "fu",
    "ヴァ",
    "ー",
    "-",
]
_SYLLABLES += [
    "ん",
    "っ",
    "きょ",
    "ティ",
    "ア",
    "う",
    " ",
    "wo",
    "thi",
    "l",
    "x",
    "mb",
    "々",
    "顧客",
    "會",
    "Ａ",
    "ｶ",
    "'",
    "ō",
]
_texts = st.lists(st.sampled_from(_SYLLABLES), max_size=10).map("".join)


@pytest.mark.parametrize("key", [surface_key, strict_key, loose_key, skeleton_key], ids=lambda key: key.__name__)
@given(text=_texts)
def test_the_key_of_a_key_is_itself(key: Callable[[str], str], text: str) -> None:
    once = key(text)
    assert key(once) == once


_noise = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz", max_size=14),
    st.text("aiueosthdfjnyxclwz:'-っー", max_size=14),
    st.text(
        "あいうえおかがきくしすせちっつてとなにのはひふほんやゃゆゅよょらりるれろわをゔぁぃぅぇぉー'-", max_size=14
    ),
)


@settings(max_examples=2_000)
@given(text=_noise)
def test_the_key_of_a_key_is_itself_for_letter_noise_too(text: str) -> None:
    for key in (surface_key, strict_key, loose_key, skeleton_key):
        once = key(text)
        assert key(once) == once


@given(text=st.text())
def test_surface_and_skeleton_are_idempotent_for_any_text(text: str) -> None:
    assert surface_key(surface_key(text)) == surface_key(text)
    assert skeleton_key(skeleton_key(text)) == skeleton_key(text)


@given(texts=st.lists(_texts.filter(lambda text: "\n" not in text), min_size=1, max_size=6))
def test_folding_many_texts_at_once_is_folding_each(texts: list[str]) -> None:
    assert fold_all(surface_key, texts) == [surface_key(text) for text in texts]
    kana = ["かすたまー", "じゅう", *(text for text in texts if not text.isascii())]
    assert fold_all(strict_key, kana) == [strict_key(text) for text in kana]
