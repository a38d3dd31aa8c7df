"""Hiragana and katakana become each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.kana import spell_out_repeats, to_hiragana, to_katakana
from bot.text.old_kanji import TO_NEW


@pytest.mark.parametrize(
    ("katakana", "hiragana"),
    [("カスタマー", "かすたまー"), ("ヴァイオリン", "ゔぁいおりん"), ("ヶ", "ゖ"), ("ヽ", "ゝ"), ("AB顧客", "AB顧客")],
)
def test_katakana_and_hiragana_are_the_same_signs(katakana: str, hiragana: str) -> None:
    assert to_hiragana(katakana) == hiragana
    assert to_katakana(hiragana) == katakana


def test_rare_voiced_katakana_become_their_sounds() -> None:
    assert to_hiragana("ヷヺ") == "ゔぁゔぉ"


@given(st.text(alphabet="ぁあぃいゔかがきぎくぐけげこごさざっつづなにぱびべぼまやゃゆゅんー"))
def test_there_and_back_changes_nothing(hiragana: str) -> None:
    assert to_hiragana(to_katakana(hiragana)) == hiragana


@pytest.mark.parametrize(
    ("marked", "spelt"),
    [
        ("佐々木", "佐佐木"),
        ("部分々々", "部分分分"),
        ("いすゞ", "いすず"),
        ("こゝろ", "こころ"),
        ("ばゝ", "ばは"),
        ("じゞ", "じじ"),
        ("々木", "々木"),
        ("ゝ", "ゝ"),
        ("客", "客"),
    ],
)
def test_repetition_marks_are_spelt_out(marked: str, spelt: str) -> None:
    assert spell_out_repeats(marked) == spelt


def test_old_kanji_lead_to_new_ones_in_one_step() -> None:
    assert "會社與學校".translate(TO_NEW) == "会社与学校"
    assert len(TO_NEW) >= 360
    assert not {ord(new) for new in TO_NEW.values()} & TO_NEW.keys()
