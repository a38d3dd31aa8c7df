from random import Random
from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.lexicon.model import Entry, PartOfSpeech
from bot.localized import Localized
from bot.quiz import english
from bot.quiz.grading import grade, question
from bot.quiz.items import build_items
from bot.quiz.model import Item, ItemKind, Rule, Verdict
from bot.quiz.neighbours import Neighbours, kana_key
from bot.quiz.notes import why
from bot.text.keys import strict_key
from bot.text.romaji import to_romaji
from tests.core.quiz.words import GLOSSARY, WORDS, make_entry

NEIGHBOURS = Neighbours.of(WORDS)
BY_ID: dict[str, Entry] = {entry.id: entry for entry in WORDS}
ACCEPTED = {Verdict.CORRECT, Verdict.CORRECT_WITH_NOTE}


def reading_of(entry: Entry) -> Item:
    return _typed(ItemKind.READING, entry, (entry.reading,))


def meaning_of(entry: Entry) -> Item:
    return _typed(ItemKind.MEANING, entry, entry.senses[0].gloss_en)


def _typed(kind: ItemKind, entry: Entry, answers: tuple[str, ...]) -> Item:
    return Item(
        id="x",
        kind=kind,
        entry_id=entry.id,
        stem=Localized(entry.headword, entry.headword),
        domain=entry.domains[0],
        level=entry.difficulty,
        note=Localized("", ""),
        answers=answers,
    )


@pytest.mark.parametrize(
    ("word", "response", "verdict", "rule"),
    [
        ("kosho", "こうしょう", Verdict.CORRECT, Rule.EXACT),
        ("kosho", "コウショウ", Verdict.CORRECT, Rule.EXACT),
        ("kosho", "ｺｳｼｮｳ", Verdict.CORRECT, Rule.EXACT),
        ("kosho", " こう しょう ", Verdict.CORRECT, Rule.EXACT),
        ("kosho", "kōshō", Verdict.CORRECT, Rule.EXACT),
        ("kosho", "kôsyô", Verdict.CORRECT, Rule.EXACT),
        ("kosho", "koushou", Verdict.CORRECT, Rule.EXACT),
        ("kosho", "KOUSYOU", Verdict.CORRECT, Rule.EXACT),
        ("kosho", "ｋｏｕｓｈｏｕ", Verdict.CORRECT, Rule.EXACT),
        ("kosho", "koosyoo", Verdict.CORRECT, Rule.EXACT),
        ("shinyou", "shin'yō", Verdict.CORRECT, Rule.EXACT),
        ("shinyou", "shin you", Verdict.CORRECT, Rule.EXACT),
        ("shinyou", "Shin Yō", Verdict.CORRECT, Rule.EXACT),
        ("shinyou", "shinyou", Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI),
        ("shinyou", "shinyo", Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI),
        ("shinyou", "shin'yo", Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI),
        ("shinyou", "しにょう", Verdict.NEAR, Rule.ONE_SOUND),
        ("kasutama", "カスタマー", Verdict.CORRECT, Rule.EXACT),
        ("kasutama", "kasutamaa", Verdict.CORRECT, Rule.EXACT),
        ("baai", "ばあい", Verdict.CORRECT, Rule.EXACT),
        ("baai", "baai", Verdict.CORRECT, Rule.EXACT),
        ("kensho", "kensho", Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI),
        ("kensho", "kensyo", Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI),
        ("jugyoin", "jugyoin", Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI),
        ("kasutama", "kasutama", Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI),
        ("juden", "じゅうでん", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("juden", "ジュウデン", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("juden", "juuden", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("juden", "jūden", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("juuden", "juden", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("juden", "kaden", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("koshou", "こうしょう", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("koshou", "kosho", Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI),
        ("kosho", "kosho", Verdict.NEAR, Rule.LONG_VOWEL),
        ("kosho", "kousho", Verdict.OTHER_WORD, Rule.EVERYDAY_WORD),
        ("kosho", "こうしょ", Verdict.OTHER_WORD, Rule.EVERYDAY_WORD),
        ("kosho", "こおしょう", Verdict.NEAR, Rule.LONG_VOWEL),
        ("kensho", "けんしょ", Verdict.NEAR, Rule.LONG_VOWEL),
        ("jugyoin", "juugyoin", Verdict.NEAR, Rule.LONG_VOWEL),
        ("baai", "ばい", Verdict.NEAR, Rule.LONG_VOWEL),
        ("hokoku", "ほうごく", Verdict.NEAR, Rule.ONE_SOUND),
        ("kensho", "げんしょう", Verdict.NEAR, Rule.ONE_SOUND),
        ("juden", "受電", Verdict.WRONG, Rule.REPEATS_THE_QUESTION),
        ("juden", "でんわ", Verdict.OTHER_WORD, Rule.EVERYDAY_WORD),
        ("juden", "call received", Verdict.WRONG, Rule.MEANING_NOT_ASKED),
        ("juden", "じゅ電", Verdict.WRONG, Rule.NO_MATCH),
        ("juden", "42", Verdict.WRONG, Rule.NO_MATCH),
        ("juden", "？！", Verdict.WRONG, Rule.NOTHING_GIVEN),
        ("juden", "", Verdict.WRONG, Rule.NOTHING_GIVEN),
    ],
    ids=str,
)
def test_a_typed_reading(word: str, response: str, verdict: Verdict, rule: Rule) -> None:
    result = grade(reading_of(BY_ID[word]), response, NEIGHBOURS)
    assert (result.verdict, result.rule) == (verdict, rule)
    assert result.credit is (verdict in ACCEPTED)
    assert bool(result.note.en) is bool(result.note.ja) is (verdict is not Verdict.CORRECT)


def test_a_homophone_of_the_word_is_right() -> None:
    result = grade(reading_of(BY_ID["kessai"]), "けっさい", NEIGHBOURS)
    assert result.verdict is Verdict.CORRECT


def test_another_word_is_named_with_its_meaning() -> None:
    note = grade(reading_of(BY_ID["juden"]), "じゅうでん", NEIGHBOURS).note
    assert note.en == "じゅうでん is 充電, charging a battery; 受電 is じゅでん."
    assert note.ja == "じゅうでん は「充電」（charging a battery）です。「受電」は じゅでん です。"


@pytest.mark.parametrize(
    ("word", "response", "verdict", "rule"),
    [
        ("juden", "call received", Verdict.CORRECT, Rule.EXACT),
        ("juden", "  Call  RECEIVED ", Verdict.CORRECT, Rule.EXACT),
        ("juden", "the call received", Verdict.CORRECT, Rule.EXACT),
        ("juden", "an incoming call", Verdict.CORRECT, Rule.EXACT),
        ("juden", "incoming calls", Verdict.CORRECT, Rule.EXACT),
        ("juden", "in-coming call", Verdict.CORRECT, Rule.SAME_WORDS),
        ("juden", "incomingcall", Verdict.CORRECT, Rule.SAME_WORDS),
        ("juden", "my incoming call", Verdict.CORRECT, Rule.EXACT),
        ("juden", "received call", Verdict.CORRECT, Rule.SAME_WORDS),
        ("juden", "incoming call / call received", Verdict.CORRECT, Rule.EXACT),
        ("values", "mission, vision and values", Verdict.CORRECT, Rule.EXACT),
        ("values", "values and vision, mission", Verdict.CORRECT, Rule.SAME_WORDS),
        ("values", "mission, vision", Verdict.NEAR, Rule.PART),
        ("juden", "mission, vision and values", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("juden", "incomming call", Verdict.CORRECT_WITH_NOTE, Rule.TYPO),
        ("juden", "call recieved", Verdict.CORRECT_WITH_NOTE, Rule.TYPO),
        ("kosho", "negociation", Verdict.CORRECT_WITH_NOTE, Rule.TYPO),
        ("kosho", "negotiaton, bargaining", Verdict.CORRECT_WITH_NOTE, Rule.TYPO),
        ("shinyou", "trsut", Verdict.CORRECT_WITH_NOTE, Rule.TYPO),
        ("shinyou", "trsst", Verdict.CORRECT_WITH_NOTE, Rule.TYPO),
        ("shinyou", "tasst", Verdict.WRONG, Rule.NO_MATCH),
        ("jugyoin", "employees", Verdict.CORRECT, Rule.EXACT),
        ("jugyoin", "staff members", Verdict.CORRECT, Rule.EXACT),
        ("jugyoin", "employer", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("koyosha", "employee", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("kosho", "malfunction", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("kosho", "negotiation or malfunction", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("shinki", "customer", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("kokyaku", "customer", Verdict.CORRECT, Rule.EXACT),
        ("kokyaku", "customers", Verdict.CORRECT, Rule.EXACT),
        ("kokyaku", "new customer", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("kokyaku", "loyal customer", Verdict.NEAR, Rule.PART),
        ("juden", "call", Verdict.NEAR, Rule.PART),
        ("kokyaku", "vendor", Verdict.WRONG, Rule.NO_MATCH),
        ("kokyaku", "顧客", Verdict.WRONG, Rule.REPEATS_THE_QUESTION),
        ("kokyaku", "こきゃく", Verdict.WRONG, Rule.READING_NOT_ASKED),
        ("kokyaku", "a", Verdict.WRONG, Rule.NO_MATCH),
        ("kokyaku", ",;/", Verdict.WRONG, Rule.NOTHING_GIVEN),
        ("kokyaku", "", Verdict.WRONG, Rule.NOTHING_GIVEN),
    ],
    ids=str,
)
def test_a_typed_meaning(word: str, response: str, verdict: Verdict, rule: Rule) -> None:
    result = grade(meaning_of(BY_ID[word]), response, NEIGHBOURS)
    assert (result.verdict, result.rule) == (verdict, rule)
    assert result.credit is (verdict in ACCEPTED)


@pytest.mark.parametrize(
    ("gloss", "response"),
    [
        ("call centre", "call center"),
        ("call centre", "callcenter"),
        ("pay rise", "payrise"),
        ("loyalty programme", "loyalty program"),
        ("authorisation", "authorization"),
        ("labour cost", "labor costs"),
        ("I am sorry", "I'm sorry"),
        ("boss", "my boss"),
        ("check", "please check"),
    ],
)
def test_british_and_american_apart_or_together_are_one(gloss: str, response: str) -> None:
    entry = make_entry("word", "言葉", "ことば", gloss)
    known = make_entry("known", "既知", "きち", "profit center", "the boss checked the pay")
    result = grade(meaning_of(entry), response, Neighbours.of((entry, known)))
    assert result.verdict is Verdict.CORRECT


@pytest.mark.parametrize(
    ("gloss", "response"),
    [
        ("answering a call", "answer a call"),
        ("taking an incoming call", "to take an incoming call"),
        ("cancellation", "cancel"),
        ("calling off", "call off"),
        ("consultation", "consulting"),
        ("postponement", "postpone"),
        ("putting on hold", "put on hold"),
        ("check", "checking"),
    ],
)
def test_a_verb_will_do_for_the_name_of_its_action(gloss: str, response: str) -> None:
    action = make_entry("word", "言葉", "ことば", gloss, pos=PartOfSpeech.SURU_NOUN)
    thing = make_entry("word", "言葉", "ことば", gloss)
    result = grade(meaning_of(action), response, Neighbours.of((action,)))
    assert (result.verdict, result.rule) == (Verdict.CORRECT_WITH_NOTE, Rule.OTHER_FORM)
    assert gloss in result.note.en
    assert grade(meaning_of(thing), response, Neighbours.of((thing,))).rule is not Rule.OTHER_FORM


@pytest.mark.parametrize(
    ("reading", "response"),
    [
        ("とりいそぎ", "tori-isogi"),
        ("こきゃく まんぞくど", "kokyaku-manzoku-do"),
        ("かすたまー", "kasutama-"),
        ("じゅでん", "じゅでん。"),
        ("じゅでん", "「じゅでん」"),
        ("じゅでん", "juden."),
    ],
)
def test_hyphens_and_full_stops_do_not_make_a_reading_wrong(reading: str, response: str) -> None:
    entry = make_entry("word", "言葉", reading, "word")
    assert grade(reading_of(entry), response, Neighbours.of((entry,))).verdict is Verdict.CORRECT


@pytest.mark.parametrize(
    ("gloss", "response"),
    [
        ("import", "export"),
        ("increase", "decrease"),
        ("employee", "employer"),
        ("internal transfer", "external transfer"),
        ("paid leave", "unpaid leave"),
        ("lessor", "lessee"),
        ("inbound call", "outbound call"),
        ("overtime", "undertime"),
        ("regular worker", "irregular worker"),
        ("agreement", "disagreement"),
        ("tax", "fax"),
        ("sale", "same"),
        ("training", "straining"),
    ],
)
def test_another_english_word_is_no_typo_even_if_the_glossary_lacks_it(gloss: str, response: str) -> None:
    entry = make_entry("word", "言葉", "ことば", gloss)
    known = make_entry("known", "既知", "きち", "same straining thing")
    result = grade(meaning_of(entry), response, Neighbours.of((entry, known)))
    assert not result.credit


@pytest.mark.parametrize("kind", [ItemKind.MEANING_TO_WORD, ItemKind.WHICH_WORD, ItemKind.WORD_TO_MEANING])
def test_a_choice_is_right_at_its_key_alone_and_says_why(kind: ItemKind) -> None:
    item = next(item for item in build_items(GLOSSARY, Random(2), 16, kinds=[kind]) if item.kind is kind)
    for index, option in enumerate(item.options):
        result = grade(item, index, NEIGHBOURS)
        assert result.credit is (index == item.key)
        assert result.verdict is (Verdict.CORRECT if index == item.key else Verdict.WRONG)
        assert result.note == option.reason


@pytest.mark.parametrize("response", [-1, 4, 99, "受電"])
def test_what_is_no_option_is_a_mistake_of_the_caller(response: int | str) -> None:
    item = build_items(GLOSSARY, Random(2), 1, kinds=[ItemKind.WHICH_WORD])[0]
    with pytest.raises(ValueError, match="option"):
        grade(item, response, NEIGHBOURS)


def test_an_index_is_no_answer_to_a_typed_item() -> None:
    with pytest.raises(ValueError, match="no option"):
        grade(reading_of(WORDS[0]), 0, NEIGHBOURS)


@pytest.mark.parametrize("item", [reading_of(WORDS[0]), meaning_of(WORDS[0])], ids=["reading", "meaning"])
@pytest.mark.parametrize("piece", ["あ", "a", "e\u0301\u0316", "word ", "a,", "﷽", "((", "\u0301"], ids=ascii)
def test_a_million_characters_take_no_longer_than_sixty_four(item: Item, piece: str) -> None:
    before = process_time()
    assert not grade(item, piece * 1_000_000, NEIGHBOURS).credit
    assert process_time() - before < 0.1


@pytest.mark.parametrize(
    ("typed", "asked", "verdict"),
    [
        ("costumer", "customer", Verdict.CORRECT_WITH_NOTE),
        ("costumer", "consumer", Verdict.WRONG),
        ("consumre", "consumer", Verdict.CORRECT_WITH_NOTE),
        ("consumre", "customer", Verdict.WRONG),
    ],
)
def test_a_slip_counts_for_the_word_it_is_nearest_to(typed: str, asked: str, verdict: Verdict) -> None:
    entries = [make_entry(word, f"語{word}", "ご", word) for word in ("customer", "consumer")]
    entry = next(entry for entry in entries if entry.id == asked)
    assert grade(meaning_of(entry), typed, Neighbours.of(entries)).verdict is verdict


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_can_be_told(rule: Rule) -> None:
    assert why(rule).en.endswith(".")
    assert why(rule).ja.endswith("。")


def test_a_question_is_typed_or_none() -> None:
    with pytest.raises(ValueError, match="typing"):
        question(WORDS[0], ItemKind.CLOZE)


KANA = st.text(
    "あいうえおかきくけこがぎぐげごさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわんゃゅょっー",
    min_size=2,
    max_size=6,
)
WORDLIKE = st.lists(
    st.sampled_from(
        ("call", "calls", "received", "customer", "costumer", "new", "news", "paid", "unpaid", "trial", "trail")
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


def _entries(readings: list[str], gloss_lists: list[list[str]]) -> list[Entry]:
    return [
        make_entry(f"e{number}", f"語{number}", reading, *glosses)
        for number, (reading, glosses) in enumerate(zip(readings, gloss_lists, strict=True))
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(KANA, min_size=2, max_size=8, unique=True))
def test_the_reading_of_a_neighbour_is_never_accepted(readings: list[str]) -> None:
    entries = _entries(readings, [["thing"]] * len(readings))
    neighbours = Neighbours.of(entries)
    asked, *others = entries
    for other in others:
        romaji = to_romaji(other.reading)
        kana_twin = kana_key(other.reading) == kana_key(asked.reading)
        # tyu is てゅ in Hepburn and ちゅ in Kunrei: typed, it is right for both.
        sound_twin = strict_key(asked.kana) in {strict_key(other.kana), strict_key(romaji)}
        plain = romaji.translate(str.maketrans("āīūēō", "aiueo"))
        if not kana_twin:
            assert not grade(reading_of(asked), other.reading, neighbours).credit
        if not sound_twin:
            assert not grade(reading_of(asked), romaji, neighbours).credit
        if not sound_twin and strict_key(plain) != strict_key(asked.kana):
            assert not grade(reading_of(asked), plain, neighbours).credit


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(WORDLIKE, min_size=1, max_size=3), min_size=2, max_size=6))
def test_the_gloss_of_a_neighbour_is_never_accepted(gloss_lists: list[list[str]]) -> None:
    entries = _entries(["あ"] * len(gloss_lists), gloss_lists)
    neighbours = Neighbours.of(entries)
    asked, *others = entries
    own = {phrase.bag for phrase in map(english.phrase, asked.senses[0].gloss_en)}
    for other in others:
        for gloss in other.senses[0].gloss_en:
            if english.phrase(gloss).bag not in own:
                assert not grade(meaning_of(asked), gloss, neighbours).credit


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gets_a_grade(response: str) -> None:
    assume(response)
    for item in (reading_of(WORDS[0]), meaning_of(WORDS[0]), question(WORDS[0], ItemKind.WORD)):
        assert grade(item, response, NEIGHBOURS).verdict in Verdict
