import pytest

from bot.lexicon.model import Entry, PartOfSpeech
from bot.quiz.grading import grade, question
from bot.quiz.model import Item, ItemKind, Rule, Verdict
from bot.quiz.neighbours import Neighbours
from tests.core.quiz.words import WORDS, make_entry

NEIGHBOURS = Neighbours.of(WORDS)
BY_ID: dict[str, Entry] = {entry.id: entry for entry in WORDS}


def word_of(entry: Entry) -> Item:
    return question(entry, ItemKind.WORD)


@pytest.mark.parametrize(
    ("word", "response", "verdict", "rule"),
    [
        ("juden", "受電", Verdict.CORRECT, Rule.EXACT),
        ("juden", "じゅでん", Verdict.CORRECT_WITH_NOTE, Rule.BY_SOUND),
        ("juden", "ｊｕｄｅｎ", Verdict.CORRECT_WITH_NOTE, Rule.BY_SOUND),
        ("juden", "受電です", Verdict.CORRECT_WITH_NOTE, Rule.POLITE),
        ("juden", "充電", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("juden", "juuden", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        ("kessai", "決済", Verdict.OTHER_WORD, Rule.HOMOPHONE),
        ("kessai", "けっさい", Verdict.CORRECT_WITH_NOTE, Rule.BY_SOUND),
        ("kokyaku", "カスタマー", Verdict.OTHER_WORD, Rule.SYNONYM),
        ("kokyaku", "個客", Verdict.NEAR, Rule.ONE_SIGN),
        ("kokyaku", "client", Verdict.WRONG, Rule.MEANING_NOT_ASKED),
        ("kokyaku", "顧客 こきゃくう", Verdict.NEAR, Rule.MORE_THAN_ASKED),
        ("kosho", "高所", Verdict.OTHER_WORD, Rule.EVERYDAY_WORD),
        ("kokyaku", "、", Verdict.WRONG, Rule.NOTHING_GIVEN),
    ],
    ids=str,
)
def test_a_typed_word(word: str, response: str, verdict: Verdict, rule: Rule) -> None:
    result = grade(word_of(BY_ID[word]), response, NEIGHBOURS)
    assert (result.verdict, result.rule) == (verdict, rule)


@pytest.mark.parametrize(
    ("response", "credit"),
    [
        ("打合せ", True),
        ("打ち合せ", True),
        ("打合", True),
        ("うち合わせ", True),
        ("打ちあわせ", True),
        ("打ち合わす", False),
        ("打わ合せ", False),
        ("折り合わせ", False),
    ],
)
def test_okurigana_may_vary_where_the_reading_stays(response: str, credit: bool) -> None:
    entry = make_entry("word", "打ち合わせ", "うちあわせ", "meeting")
    assert grade(word_of(entry), response, Neighbours.of((entry,))).credit is credit


def test_a_verb_keeps_its_ending() -> None:
    verb = make_entry("word", "取り次ぐ", "とりつぐ", "put through", pos=PartOfSpeech.GODAN_VERB)
    near = Neighbours.of((verb,))
    assert grade(word_of(verb), "取次ぐ", near).credit
    assert grade(word_of(verb), "取り次ぎます", near).credit
    assert not grade(word_of(verb), "取次", near).credit


def test_a_short_form_is_right_and_says_so_if_it_is_of_others_too() -> None:
    support = make_entry(
        "support", "カスタマーサポート", "かすたまー さぽーと", "customer support", abbreviations=("CS",)
    )
    service = make_entry(
        "service", "カスタマーサービス", "かすたまー さーびす", "customer service", abbreviations=("CS",)
    )
    found = grade(word_of(support), "cs", Neighbours.of((support, service)))
    assert (found.verdict, found.rule) == (Verdict.CORRECT_WITH_NOTE, Rule.ABBREVIATION)
    assert "other words" in found.note.en


def test_the_word_with_a_polite_prefix_is_no_other_word() -> None:
    plain = make_entry("plain", "連絡", "れんらく", "contact", pos=PartOfSpeech.SURU_NOUN)
    polite = make_entry("polite", "ご連絡", "ごれんらく", "contacting you", pos=PartOfSpeech.SURU_NOUN)
    near = Neighbours.of((plain, polite))
    assert grade(question(plain, ItemKind.READING), "ごれんらく", near).credit
    assert grade(question(polite, ItemKind.READING), "れんらく", near).credit
    assert grade(word_of(plain), "ご連絡", near).credit
