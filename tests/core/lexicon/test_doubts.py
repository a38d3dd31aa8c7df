"""What is near a word by accident is not taken for it."""

from typing import Any

import pytest

from bot.lexicon.match import LookupResult, Outcome, Rule
from bot.lexicon.model import Entry, Glossary, PartOfSpeech
from bot.lexicon.search import Lookup
from tests.factories import make_entry, make_sense


def _entry(headword: str, reading: str, gloss: str, **overrides: Any) -> Entry:
    return make_entry(headword, headword, reading, senses=(make_sense(gloss),), **overrides)


ENTRIES = (
    _entry("連絡", "れんらく", "contact"),
    _entry("契約者", "けいやくしゃ", "contract holder"),
    _entry("顧客", "こきゃく", "customer"),
    _entry("消費者", "しょうひしゃ", "consumer"),
    _entry("査証", "さしょう", "visa", search_keys=("sashou",)),
    _entry("中途採用", "ちゅうと さいよう", "mid-career hiring"),
    _entry(
        "申す", "もうす", "to say", pos=PartOfSpeech.GODAN_VERB, transitivity="transitive", search_keys=("申します",)
    ),
    _entry(
        "失礼いたします", "しつれい いたします", "excuse me", variants=("失礼致します",), pos=PartOfSpeech.EXPRESSION
    ),
    _entry("中止", "ちゅうし", "cancellation"),
    _entry("コールセンター", "こーるせんたー", "call centre", search_keys=("call center",)),
)


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    """A lookup over the entries above."""
    return Lookup(Glossary(ENTRIES, ()))


def _first(result: LookupResult) -> str:
    return next((match.entry.headword for match in (*result.matches, *result.suggestions)), "")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("contract", "契約者", id="an English word is no slip of another"),
        pytest.param("saiyo", "中途採用", id="a word of a compound is no slip of another word"),
        pytest.param("致します", "失礼いたします", id="another kanji alone is another word"),
        pytest.param("contrct", "連絡", id="as near to two English words"),
    ],
)
def test_a_likelier_word_comes_before_a_slip_and_none_is_sure(lookup: Lookup, typed: str, first: str) -> None:
    result = lookup.find(typed)
    assert (result.outcome, _first(result)) == (Outcome.SUGGEST, first)


def test_letters_without_a_vowel_are_no_beginning_of_romaji(lookup: Lookup) -> None:
    assert lookup.find("CPH").outcome is Outcome.NONE
    assert _first(lookup.find("ch")) == "中止"


def test_english_is_compared_letter_for_letter(lookup: Lookup) -> None:
    """In the sounds of romaji carpenter is one letter from call center."""
    assert lookup.find("carpenter").outcome is not Outcome.MATCH
    assert _first(lookup.find("call centr")) == "コールセンター"


@pytest.mark.parametrize("typed", ["costumer", "custmer", "cusotmer", "customar"])
def test_a_common_misspelling_is_one_slip(lookup: Lookup, typed: str) -> None:
    result = lookup.find(typed)
    assert [match.entry.headword for match in result.matches] == ["顧客"]


def test_a_spelling_listed_for_searching_is_told_as_such(lookup: Lookup) -> None:
    (match,) = lookup.find("申します").matches
    assert match.rules == (Rule.LISTED,)
