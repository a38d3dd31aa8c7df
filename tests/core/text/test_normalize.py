"""Text from outside becomes bounded, composed and visible."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalize import MAX_QUERY, clean


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        pytest.param("kokyaku", "kokyaku", id="plain text stays"),
        pytest.param("  ab \t\n c ", "ab c", id="blanks collapse"),
        pytest.param("顧客\u3000満足", "顧客 満足", id="ideographic space"),
        pytest.param("line1\rline2", "line1 line2", id="line ends become spaces"),
        pytest.param("a\u2028b\x85c", "a b c", id="line separators become spaces"),
        pytest.param("ｶｽﾀﾏｰ", "カスタマー", id="half-width kana"),
        pytest.param("ﾊﾟﾋﾟ", "パピ", id="half-width voicing marks"),
        pytest.param("ＣＲＭ", "CRM", id="full-width letters"),
        pytest.param("か\u3099", "が", id="combining voicing mark"),
        pytest.param("㍿", "株式会社", id="square word"),
        pytest.param("稟\x00議\x1b", "稟議", id="controls"),
        pytest.param("\u2067稟議\u2069", "稟議", id="bidi isolates"),
        pytest.param("abc\u202d123", "abc123", id="bidi override"),
        pytest.param("to\u200bukyou\ufeff", "toukyou", id="zero width"),
        pytest.param("葛\U000e0100城", "葛城", id="variation sequence"),
        pytest.param("\U000e0041\U000e007f稟議", "稟議", id="tag characters"),
        pytest.param("a\ud800b", "ab", id="lone surrogate"),
        pytest.param("\u115f\u1160\uffa0", "", id="Hangul fillers"),
        pytest.param("\u200b\u200c\u2060\xad\ufe0f", "", id="nothing visible"),
        pytest.param("\u2800", "", id="Braille blank"),
        pytest.param("か\u200d\u3099", "が", id="a joiner does not keep marks apart"),
    ],
)
def test_what_cannot_be_seen_goes_and_forms_become_one(typed: str, cleaned: str) -> None:
    assert clean(typed, MAX_QUERY) == cleaned


def test_the_limit_holds_after_composition_too() -> None:
    assert len(clean("\u3300" * 50, 40)) == 40


def test_a_huge_text_costs_no_more_than_a_long_one() -> None:
    begun = time.process_time()
    for _ in range(100):
        clean("あ" * 1_000_000, MAX_QUERY)
    assert time.process_time() - begun < 1


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text, MAX_QUERY)
    assert clean(once, MAX_QUERY) == once


@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_control_bidi_or_surrogate_is_left(text: str) -> None:
    assert not any(
        sign < " " or "\x7f" <= sign <= "\x9f" or "\u202a" <= sign <= "\u202e" or "\ud800" <= sign <= "\udfff"
        for sign in clean(text, MAX_QUERY)
    )
