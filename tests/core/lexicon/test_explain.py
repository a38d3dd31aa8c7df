"""The reason for a match, in words."""

import pytest

from bot.lexicon import match as match_module
from bot.lexicon.match import Match, MatchKind, Rule, explain
from bot.localized import Locale
from tests.factories import make_entry


@pytest.mark.parametrize(
    ("match", "typed", "en", "ja"),
    [
        (
            Match(make_entry(), 93, MatchKind.FOLDED, "カスタマー", lambda: (Rule.ROMAJI, Rule.LENGTH_LEFT_OUT)),
            "kasutama",
            "kasutama → カスタマー: romaji, long vowel left out",
            "kasutama → カスタマー：ローマ字、長音の省略",
        ),
        (
            Match(make_entry(), 80, MatchKind.FUZZY, "ひありんぐ", lambda: (Rule.SLIP,), 1),
            "ひありんく",
            "ひありんく → ひありんぐ: one letter apart",
            "ひありんく → ひありんぐ：1文字違い",
        ),
        (
            Match(make_entry(), 80, MatchKind.FUZZY, "ひありんぐ", lambda: (Rule.ROMAJI, Rule.SLIP), 2),
            "hairinggu",
            "hairinggu → ひありんぐ: romaji, two letters apart",
            "hairinggu → ひありんぐ：ローマ字、2文字違い",
        ),
        (
            Match(make_entry(), 100, MatchKind.EXACT, "顧客"),
            "顧客",
            "顧客 → 顧客: as it is written",
            "顧客 → 顧客：表記どおり",
        ),
        (
            Match(make_entry(), 100, MatchKind.READING, "こきゃく"),
            "こきゃく",
            "こきゃく → こきゃく: as it is read",
            "こきゃく → こきゃく：読みどおり",
        ),
    ],
    ids=["folded", "one slip", "two slips", "exact", "reading"],
)
def test_the_reason_is_said_in_both_languages(match: Match, typed: str, en: str, ja: str) -> None:
    assert explain(match, typed, Locale.EN) == en
    assert explain(match, typed, Locale.JA) == ja


def test_braces_in_a_query_do_no_harm() -> None:
    match = Match(make_entry(), 100, MatchKind.EXACT, "顧客")
    assert explain(match, "{spelling}{0}{", Locale.EN).startswith("{spelling}{0}{ → 顧客")


def test_every_rule_has_words() -> None:
    assert set(match_module._REASONS) | {Rule.SLIP} == set(Rule)
