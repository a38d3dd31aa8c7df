"""Which scripts a text is in."""

import pytest

from bot.text.scripts import Script, has_kanji, is_kana, is_latin, scripts_of


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("kokyaku", Script.LATIN),
        ("jūden", Script.LATIN),
        ("ＣＲＭ", Script.LATIN),
        ("こきゃく", Script.HIRAGANA),
        ("カスタマー", Script.KATAKANA),
        ("ｶｽﾀﾏｰ", Script.KATAKANA),
        ("顧客", Script.KANJI),
        ("佐々木", Script.KANJI),
        ("お客様", Script.HIRAGANA | Script.KANJI),
        ("Web会議", Script.LATIN | Script.KANJI),
        ("한국어", Script.OTHER),
        ("раypal", Script.LATIN | Script.OTHER),
        ("123 !?", Script.NONE),
        ("ー", Script.NONE),
        ("", Script.NONE),
    ],
)
def test_every_script_with_a_letter_is_named(text: str, scripts: Script) -> None:
    assert scripts_of(text) == scripts


@pytest.mark.parametrize(
    ("text", "kanji", "kana", "latin"),
    [
        ("顧客", True, False, False),
        ("お客様", True, False, False),
        ("ば・あい", False, True, False),
        ("しんそつ さいよう", False, True, False),
        ("ー", False, False, False),
        ("shin'yō", False, False, True),
        ("KPI 2", False, False, True),
        ("kaわ", False, False, False),
        ("аdmin", False, False, False),
    ],
)
def test_the_three_questions_the_search_asks(text: str, kanji: bool, kana: bool, latin: bool) -> None:
    assert (has_kanji(text), is_kana(text), is_latin(text)) == (kanji, kana, latin)
