"""Questions typed whole, and the terms that they ask about."""

import pytest

from bot.lexicon.match import LookupResult, Rule
from bot.lexicon.model import Glossary, PartOfSpeech
from bot.lexicon.questions import terms_asked
from bot.lexicon.search import Lookup
from tests.factories import make_entry, make_sense


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("what does 稟議 mean?", ("稟議",)),
        ("What is a ringi?", ("ringi",)),
        ("what's the meaning of kokyaku", ("kokyaku",)),
        ("what is the Japanese word for customer?", ("customer",)),
        ("what is CSAT in Japanese", ("CSAT",)),
        ("how to say customer", ("customer",)),
        ("How do you say overtime in Japanese?", ("overtime",)),
        ("how do I read 稟議", ("稟議",)),
        ('meaning of "kokyaku"', ("kokyaku",)),
        ("explain 稟議 please", ("稟議",)),
        ("kokyaku meaning", ("kokyaku",)),
        ("稟議の読み方", ("稟議",)),
        ("稟議の意味は何ですか？", ("稟議",)),
        ("意味 リスケ", ("リスケ",)),
        ("リスケ とは", ("リスケ",)),
        ("稟議を英語で", ("稟議",)),
        ("稟議は英語で何と言いますか", ("稟議",)),
        ("difference between 弊社 and 当社", ("弊社", "当社")),
        ("What is the difference between onsha and kisha?", ("onsha", "kisha")),
        ("onsha vs kisha", ("onsha", "kisha")),
        ("御社と貴社の違い", ("御社", "貴社")),
        ("御社と貴社の違いは何ですか？", ("御社", "貴社")),
        ("御社と貴社はどう違いますか", ("御社", "貴社")),
        ("御社って貴社とどう違うの？", ("御社", "貴社")),
        ("御社と貴社の使い分けを教えてください", ("御社", "貴社")),
        ('how do I say "resign" in Japanese', ("resign",)),
        ("how to say deadline politely", ("deadline",)),
        ("can I say ryokai to my boss?", ("ryokai",)),
        ("Is it rude to say ryokai?", ("ryokai",)),
        ("when do I use 貴社", ("貴社",)),
        ("目上の人に了解は使えますか", ("了解",)),
        ("了解は失礼ですか？", ("了解",)),
        ("どういう意味ですか 精算", ("精算",)),
        ("精算ってどういう意味ですか？", ("精算",)),
        ("けっさいとは", ("けっさい",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_question_is_about_its_terms(text: str, terms: tuple[str, ...]) -> None:
    assert terms_asked(text) == terms


@pytest.mark.parametrize("text", ["", "?", "顧客", "kokyaku", "customer satisfaction", "and", "の", "what is", "意味"])
def test_what_is_no_question_asks_about_nothing(text: str) -> None:
    assert terms_asked(text) == ()


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    """A lookup over a few words that people ask about."""
    entries = (
        make_entry("onsha", "御社", "おんしゃ", senses=(make_sense("your company"),)),
        make_entry("kisha", "貴社", "きしゃ", senses=(make_sense("your company"),)),
        make_entry("kento", "検討", "けんとう", pos=PartOfSpeech.SURU_NOUN, senses=(make_sense("consideration"),)),
    )
    return Lookup(Glossary(entries, ()))


@pytest.mark.parametrize(
    "text", ["けっさい", "what is kessai", "what's kessai", "kessai meaning", "けっさいとは", "kessai", "kessaiとは"]
)
def test_a_question_lists_the_words_that_the_word_alone_does_in_the_same_order(text: str) -> None:
    entries = (
        make_entry("settle", "決済", "けっさい"),
        make_entry("decide", "決裁", "けっさい", search_keys=("kessai",)),
    )
    assert _headwords(Lookup(Glossary(entries, ())).find(text)) == ["決済", "決裁"]


@pytest.mark.parametrize(
    ("text", "headword", "rules"),
    [
        ("negotiate", "交渉", (Rule.ENGLISH, Rule.INFLECTION)),
        ("negotiating", "交渉", (Rule.ENGLISH, Rule.INFLECTION)),
        ("resign", "辞職", (Rule.ENGLISH, Rule.INFLECTION)),
        ("quits", "辞職", (Rule.ENGLISH,)),
        ("hire", "採用", (Rule.ENGLISH,)),
        ("HRX", "採用", (Rule.LISTED,)),
    ],
)
def test_an_english_verb_finds_the_noun_and_is_called_english(
    text: str, headword: str, rules: tuple[Rule, ...]
) -> None:
    entries = (
        make_entry("kosho", "交渉", "こうしょう", senses=(make_sense("negotiation"),)),
        make_entry("jishoku", "辞職", "じしょく", senses=(make_sense("resignation"),), search_keys=("quit",)),
        make_entry("saiyo", "採用", "さいよう", senses=(make_sense("hiring"),), search_keys=("hire", "HRX")),
        make_entry("oubo", "応募", "おうぼ", senses=(make_sense("applying to hire on"),)),
    )
    match = Lookup(Glossary(entries, ())).find(text).matches[0]
    assert (match.entry.headword, match.rules) == (headword, rules)


def test_what_an_entry_is_called_outranks_what_is_only_listed_for_it() -> None:
    entries = (
        make_entry("kosei", "厚生年金", "こうせい ねんきん", senses=(make_sense("plan"),), search_keys=("pension",)),
        make_entry("nenkin", "年金", "ねんきん", senses=(make_sense("pension"),)),
    )
    assert _headwords(Lookup(Glossary(entries, ())).find("pension")) == ["年金", "厚生年金"]


def _headwords(result: LookupResult) -> list[str]:
    return [match.entry.headword for match in result.matches]


@pytest.mark.parametrize("text", ["difference between onsha and 貴社", "御社と貴社の違い", "onsha vs. kisha"])
def test_both_of_two_words_compared_are_answers(lookup: Lookup, text: str) -> None:
    assert _headwords(lookup.find(text)) == ["御社", "貴社"]


@pytest.mark.parametrize("text", ["how to say consideration", "検討の読み方", "what does 検討 mean?", "what is kento"])
def test_the_word_asked_about_is_the_answer(lookup: Lookup, text: str) -> None:
    result = lookup.find(text)
    assert _headwords(result) == ["検討"]
    assert Rule.QUESTION in result.matches[0].rules


@pytest.mark.parametrize("text", ["kento shimasu", "kentou shimasu", "kento-shimasu", "kentoshimashita"])
def test_length_may_be_left_out_before_a_polite_ending(lookup: Lookup, text: str) -> None:
    assert _headwords(lookup.find(text)) == ["検討"]
