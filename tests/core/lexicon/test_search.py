"""What a lookup answers, and with which reason."""

from typing import Any

import pytest

from bot.lexicon.match import LookupResult, MatchKind, Outcome, Rule
from bot.lexicon.model import Entry, Glossary, PartOfSpeech
from bot.lexicon.search import Lookup
from tests.factories import make_entry, make_sense


def _entry(headword: str, reading: str, *glosses: str, **overrides: Any) -> Entry:
    sense = make_sense(gloss_en=glosses)
    return make_entry(headword, headword, reading, senses=(sense,), **overrides)


ENTRIES = (
    _entry("顧客", "こきゃく", "customer", "client"),
    _entry("カスタマー", "かすたまー", "customer", search_keys=("kasutama",)),
    _entry("クライアント", "くらいあんと", "client"),
    _entry("お客様", "おきゃくさま", "customer (polite)"),
    _entry("見込み顧客", "みこみ こきゃく", "prospective customer", "prospect", variants=("見込顧客",)),
    _entry("架電", "かでん", "making a call"),
    _entry("家電", "かでん", "home appliance"),
    _entry("受電", "じゅでん", "receiving a call"),
    _entry("新卒", "しんそつ", "new graduate", search_keys=("shinsostu",)),
    _entry("打ち合わせ", "うちあわせ", "meeting"),
    _entry("問い合わせ", "といあわせ", "enquiry"),
    _entry("会社", "かいしゃ", "company"),
    _entry("顧客満足度", "こきゃく まんぞくど", "customer satisfaction", "CSAT", abbreviations=("CS",)),
    _entry("バッファ", "ばっふぁ", "buffer", "slack"),
    _entry("リスク", "りすく", "risk"),
    _entry("プロジェクト", "ぷろじぇくと", "project"),
    _entry("タスク", "たすく", "task"),
    _entry("承る", "うけたまわる", "to receive (humble)", pos=PartOfSpeech.GODAN_VERB, transitivity="transitive"),
    _entry("致す", "いたす", "to do (humble)", pos=PartOfSpeech.GODAN_VERB, transitivity="transitive"),
    _entry("折り返し", "おりかえし", "calling back", pos=PartOfSpeech.SURU_NOUN),
    _entry("検討", "けんとう", "consideration", pos=PartOfSpeech.SURU_NOUN),
    _entry("出張", "しゅっちょう", "business trip"),
    _entry("アポイントメント", "あぽいんとめんと", "appointment", abbreviations=("アポ",)),
    _entry("コールセンター", "こーる せんたー", "call centre", "customer service organisation"),
)


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    """A lookup over the entries above."""
    return Lookup(Glossary(ENTRIES, ()))


def _headwords(result: LookupResult) -> list[str]:
    return [match.entry.headword for match in result.matches]


@pytest.mark.parametrize(
    ("typed", "headword", "kind", "rules"),
    [
        pytest.param("顧客", "顧客", MatchKind.EXACT, (), id="as written"),
        pytest.param("こきゃく", "顧客", MatchKind.READING, (), id="as read"),
        pytest.param("コキャク", "顧客", MatchKind.READING, (Rule.KATAKANA,), id="katakana"),
        pytest.param("かすたまー", "カスタマー", MatchKind.EXACT, (Rule.HIRAGANA,), id="hiragana"),
        pytest.param("ｶｽﾀﾏｰ", "カスタマー", MatchKind.EXACT, (Rule.WIDTH,), id="half width"),
        pytest.param("kokyaku", "顧客", MatchKind.READING, (Rule.ROMAJI,), id="romaji"),
        pytest.param("ｋｏｋｙａｋｕ", "顧客", MatchKind.READING, (Rule.WIDTH, Rule.ROMAJI), id="full-width romaji"),
        pytest.param("kasutamaa", "カスタマー", MatchKind.READING, (Rule.ROMAJI,), id="doubled vowel"),
        pytest.param(
            "kasutama", "カスタマー", MatchKind.FOLDED, (Rule.ROMAJI, Rule.LENGTH_LEFT_OUT), id="long vowel left out"
        ),
        pytest.param("o-kyaku-sama", "お客様", MatchKind.READING, (Rule.ROMAJI,), id="hyphens between words"),
        pytest.param("kasutama-", "カスタマー", MatchKind.FOLDED, (Rule.ROMAJI,), id="hyphen for length"),
        pytest.param("Jyuden", "受電", MatchKind.READING, (Rule.ROMAJI, Rule.JY), id="jy"),
        pytest.param("sinsotu", "新卒", MatchKind.READING, (Rule.ROMAJI, Rule.KUNREI), id="Kunrei"),
        pytest.param("shinsostu", "新卒", MatchKind.FOLDED, (Rule.ROMAJI, Rule.LISTED), id="known misspelling"),
        pytest.param("shucchou", "出張", MatchKind.READING, (Rule.ROMAJI,), id="cch"),
        pytest.param(
            "shucho",
            "出張",
            MatchKind.FOLDED,
            (Rule.ROMAJI, Rule.LENGTH_LEFT_OUT, Rule.DOUBLING_LEFT_OUT),
            id="length and gemination left out",
        ),
        pytest.param("カスタマ", "カスタマー", MatchKind.FOLDED, (Rule.LENGTH_LEFT_OUT,), id="without final ー"),
        pytest.param("會社", "会社", MatchKind.EXACT, (Rule.OLD_KANJI,), id="old kanji"),
        pytest.param("見込顧客", "見込み顧客", MatchKind.EXACT, (), id="variant"),
        pytest.param("打合せ", "打ち合わせ", MatchKind.KANJI, (Rule.OKURIGANA,), id="okurigana"),
        pytest.param("打合", "打ち合わせ", MatchKind.KANJI, (Rule.OKURIGANA,), id="no okurigana"),
        pytest.param("問いあわせ", "問い合わせ", MatchKind.KANJI, (Rule.MIXED,), id="kana for a kanji"),
        pytest.param("お客さま", "お客様", MatchKind.KANJI, (Rule.MIXED,), id="kana for the honorific"),
        pytest.param("アポ", "アポイントメント", MatchKind.EXACT, (), id="abbreviation"),
        pytest.param("cs", "顧客満足度", MatchKind.EXACT, (), id="initials"),
        pytest.param("prospect", "見込み顧客", MatchKind.ENGLISH, (Rule.ENGLISH,), id="English"),
        pytest.param("call center", "コールセンター", MatchKind.ENGLISH, (Rule.ENGLISH,), id="American spelling"),
        pytest.param("Business Trips", "出張", MatchKind.ENGLISH, (Rule.ENGLISH,), id="plural"),
        pytest.param(
            "satisfaction customer", "顧客満足度", MatchKind.ENGLISH, (Rule.ENGLISH, Rule.WORD_ORDER), id="word order"
        ),
        pytest.param("お客様は", "お客様", MatchKind.FOLDED, (Rule.PARTICLE,), id="particle"),
        pytest.param("致します", "致す", MatchKind.FOLDED, (Rule.INFLECTION,), id="polite verb"),
        pytest.param("承っております", "承る", MatchKind.FOLDED, (Rule.INFLECTION,), id="progressive"),
        pytest.param(
            "itashimasu", "致す", MatchKind.FOLDED, (Rule.ROMAJI, Rule.INFLECTION), id="polite verb in romaji"
        ),
        pytest.param("折り返しいたします", "折り返し", MatchKind.FOLDED, (Rule.INFLECTION,), id="humble verb"),
        pytest.param("検討中です", "検討", MatchKind.FOLDED, (Rule.PARTICLE, Rule.INFLECTION), id="in progress"),
        pytest.param("ご検討ください", "検討", MatchKind.FOLDED, (Rule.HONORIFIC, Rule.INFLECTION), id="request"),
        pytest.param(
            "okyakusama wa", "お客様", MatchKind.FOLDED, (Rule.ROMAJI, Rule.PARTICLE), id="particle in romaji"
        ),
        pytest.param("顧客とは何ですか？", "顧客", MatchKind.FOLDED, (Rule.QUESTION,), id="question"),
        pytest.param(
            "what does kokyaku mean?", "顧客", MatchKind.FOLDED, (Rule.ROMAJI, Rule.QUESTION), id="English question"
        ),
        pytest.param("あぽいんとめんお", "アポイントメント", MatchKind.FUZZY, (Rule.SLIP,), id="slip in kana"),
        pytest.param("shinsotus", "新卒", MatchKind.FUZZY, (Rule.ROMAJI, Rule.SLIP), id="slip in romaji"),
    ],
)
def test_a_word_is_found_and_the_reason_is_known(
    lookup: Lookup, typed: str, headword: str, kind: MatchKind, rules: tuple[Rule, ...]
) -> None:
    result = lookup.find(typed)
    assert result.outcome is Outcome.MATCH
    found = next(match for match in result.matches if match.entry.headword == headword)
    assert (found.kind, found.rules) == (kind, rules)


@pytest.mark.parametrize("typed", ["かでん", "kaden", "カデン"])
def test_homophones_are_all_answers_in_glossary_order(lookup: Lookup, typed: str) -> None:
    assert _headwords(lookup.find(typed)) == ["架電", "家電"]


def test_romaji_that_is_also_english_answers_both_ways() -> None:
    lookup = Lookup(Glossary((_entry("産", "さん", "birth"), _entry("太陽", "たいよう", "san")), ()))
    assert _headwords(lookup.find("san")) == ["産", "太陽"]


@pytest.mark.parametrize(
    ("typed", "headwords"), [("client", {"顧客", "クライアント"}), ("customer", {"顧客", "カスタマー", "お客様"})]
)
def test_every_entry_with_the_english_is_an_answer(lookup: Lookup, typed: str, headwords: set[str]) -> None:
    assert set(_headwords(lookup.find(typed))) == headwords


@pytest.mark.parametrize("typed", ["じゅうでん", "juuden", "jūden", "ジュウデン", "jyuuden"])
def test_a_word_that_lacks_the_length_typed_is_only_a_suggestion(lookup: Lookup, typed: str) -> None:
    result = lookup.find(typed)
    assert result.outcome is Outcome.SUGGEST
    assert result.suggestions[0].entry.headword == "受電"
    assert Rule.LENGTH_ADDED in result.suggestions[0].rules


def test_the_word_with_the_length_is_the_answer_where_there_is_one() -> None:
    lookup = Lookup(Glossary((*ENTRIES, _entry("充電", "じゅうでん", "charging")), ()))
    result = lookup.find("じゅうでん")
    assert _headwords(result) == ["充電"]
    assert "受電" in [match.entry.headword for match in result.suggestions]


@pytest.mark.parametrize("typed", ["juden", "じゅでん"])
def test_the_word_without_length_comes_first_when_none_is_typed(typed: str) -> None:
    lookup = Lookup(Glossary((_entry("充電", "じゅうでん", "charging"), *ENTRIES), ()))
    assert _headwords(lookup.find(typed)) == ["受電"]


@pytest.mark.parametrize(
    "typed", ["記者", "林檎", "sakana", "kwzxv", "elephant", "12345", "!?", "😀", "한국어", "", "   ", "。"]
)
def test_what_is_not_in_the_glossary_is_not_answered(lookup: Lookup, typed: str) -> None:
    assert lookup.find(typed).outcome is not Outcome.MATCH


@pytest.mark.parametrize("typed", ["", " ", "\u200b", "。", "''", "\ud800", "ー"])
def test_a_text_without_a_letter_finds_nothing_at_all(lookup: Lookup, typed: str) -> None:
    assert lookup.find(typed).outcome is Outcome.NONE
    assert lookup.complete(typed) == ()


@pytest.mark.parametrize("typed", ["kokya", "顧客管理", "kdn", "顧容"])
def test_a_guess_is_never_given_as_an_answer(lookup: Lookup, typed: str) -> None:
    assert lookup.find(typed).outcome is not Outcome.MATCH


@pytest.mark.parametrize(
    ("typed", "headword"), [("こきゃ", "顧客"), ("kokyak", "顧客"), ("カスタ", "カスタマー"), ("新", "新卒")]
)
def test_a_beginning_suggests_the_word(lookup: Lookup, typed: str, headword: str) -> None:
    result = lookup.find(typed)
    assert headword in [match.entry.headword for match in (*result.matches, *result.suggestions)]


@pytest.mark.parametrize("typed", ["manzokudo", "まんぞくど", "満足度"])
def test_a_later_word_suggests_the_compound(lookup: Lookup, typed: str) -> None:
    found = lookup.find(typed).suggestions[0]
    assert (found.entry.headword, found.kind) == ("顧客満足度", MatchKind.PART)


def test_a_term_inside_a_longer_text_is_suggested(lookup: Lookup) -> None:
    found = lookup.find("受電後の処理").suggestions[0]
    assert (found.entry.headword, found.kind) == ("受電", MatchKind.PART)


def test_the_limit_counts_matches_and_suggestions(lookup: Lookup) -> None:
    result = lookup.find("customer", limit=2)
    assert len(result.matches) + len(result.suggestions) == 2


def test_an_empty_glossary_finds_nothing() -> None:
    lookup = Lookup(Glossary((), ()))
    assert lookup.find("kokyaku").outcome is Outcome.NONE
    assert lookup.complete("ko") == ()


@pytest.mark.parametrize(
    ("typed", "headword"),
    [
        ("puroj", "プロジェクト"),
        ("puroje", "プロジェクト"),
        ("puroz", "プロジェクト"),
        ("ぷろじ", "プロジェクト"),
        ("プロ", "プロジェクト"),
        ("tasuk", "タスク"),
        ("tas", "タスク"),
        ("kokyak", "顧客"),
        ("shuc", "出張"),
        ("shut", "出張"),
        ("syu", "出張"),
        ("顧", "顧客"),
        ("k", "顧客"),
        ("busin", "出張"),
        ("Cust", "カスタマー"),
        ("kokyaku", "顧客"),
        ("お客", "お客様"),
    ],
)
def test_completion_offers_the_word_while_it_is_typed(lookup: Lookup, typed: str, headword: str) -> None:
    assert headword in [match.entry.headword for match in lookup.complete(typed)]


def test_completion_puts_the_whole_word_before_longer_ones(lookup: Lookup) -> None:
    assert [match.entry.headword for match in lookup.complete("顧客")] == ["顧客", "顧客満足度"]


def test_completion_falls_back_on_slips(lookup: Lookup) -> None:
    assert "アポイントメント" in [match.entry.headword for match in lookup.complete("apointomennto")]


def test_completion_keeps_to_its_limit(lookup: Lookup) -> None:
    assert len(lookup.complete("k", limit=3)) == 3
