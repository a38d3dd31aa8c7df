from collections import Counter
from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from bot.lexicon.model import Entry, Glossary
from bot.localized import Localized
from bot.quiz.balance import Balance, Look
from bot.quiz.items import build_items, endless_items
from bot.quiz.model import ItemKind
from bot.quiz.second_keys import SecondKeys, gives_away
from tests.core.quiz.words import GLOSSARY, make_contrast, make_entry, make_pair

DRAFT = make_entry("draft", "素案", "そあん", "preliminary draft")
TATAKI = make_entry("tataki", "たたき台", "たたきだい", "rough draft")
PROPER = make_entry("contract", "契約社員", "けいやく しゃいん", "fixed-term employee")
AGENCY = make_entry("agency", "派遣社員", "はけん しゃいん", "agency worker")


def _lint(*entries: Entry, contrasted: bool = False) -> SecondKeys:
    members = tuple(entry.id for entry in entries[:2])
    return SecondKeys(Glossary(entries, (make_contrast(members, make_pair(*members)),) if contrasted else ()))


def test_words_with_one_head_noun_could_both_be_right() -> None:
    assert _lint(DRAFT, TATAKI).could_both_be_right(DRAFT, TATAKI)


def test_words_with_one_ending_are_kinds_and_exclude_each_other() -> None:
    assert not _lint(PROPER, AGENCY).could_both_be_right(PROPER, AGENCY)
    assert not _lint(PROPER, AGENCY, contrasted=True).could_both_be_right(PROPER, AGENCY)


def test_near_synonyms_are_told_apart_by_sentences_alone_opposites_by_definitions_too() -> None:
    call = make_entry("call", "架電", "かでん", "placing by phone")
    answer = make_entry("answer", "受信", "じゅしん", "reception")
    assert _lint(call, answer, contrasted=True).could_both_be_right(call, answer)
    assert not _lint(call, answer).could_both_be_right(call, answer)
    opposite = replace(call, antonyms=(answer.id,)), replace(answer, antonyms=(call.id,))
    assert not _lint(*opposite, contrasted=True).could_both_be_right(*opposite)


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("Person who buys goods or services from a firm.", "店や会社から品物を買う人。"),
        ("Anything else at all.", "店や会社から品物を買って使う人。"),
    ],
    ids=["English", "Japanese"],
)
def test_words_defined_alike_could_both_be_right(english: str, japanese: str) -> None:
    one = make_entry("one", "買手", "かいて", "taker", definition=english, definition_ja=japanese)
    other = make_entry(
        "other", "需要家", "じゅようか", "demander",
        definition="Person who buys goods or services to use them.", definition_ja="店や会社から品物を買って使う人や会社。",
    )  # fmt: skip
    assert _lint(one, other).could_both_be_right(one, other)


def test_a_word_that_others_are_explained_with_is_a_general_one() -> None:
    general = make_entry("general", "客", "きゃく", "customer")
    others = [make_entry(f"word{n}", f"語{n}", "ご", definition=f"A customer number {n}.") for n in range(20)]
    lint = SecondKeys(Glossary((general, *others), ()))
    assert lint.is_general(general)
    assert not lint.is_general(others[0])


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Work at a call centre.", True),
        ("Work at the centre of a firm.", False),
        ("The コールセンター of a firm.", True),
        ("こーるせんたーの仕事。", True),
    ],
    ids=["what it was borrowed from", "half of it", "the word", "its reading"],
)
def test_what_gives_a_loanword_away(text: str, gives: bool) -> None:
    entry = replace(
        make_entry("centre", "コールセンター", "こーるせんたー", "phone desk"), source="English call centre"
    )
    assert gives_away(entry, text) is gives


def _look(length: int, name: str = "x") -> Look:
    return Look((length,), frozenset(name), make_entry(name, name, name).id)


def test_of_two_draws_the_one_that_restores_the_balance_is_taken() -> None:
    balance, shorter, longer = Balance(), [_look(2, "a"), _look(3, "b"), _look(4, "c")], [_look(9, "d")] * 3
    taken = [balance.best("kind", _look(6), [shorter, longer]) for _ in range(400)]
    assert 0.2 < taken.count(0) / len(taken) < 0.8, "the key is the longest about as often as not"


def test_questions_come_again_only_when_all_were_asked_and_say_so_by_their_id() -> None:
    people = (make_entry(f"who{n}", f"語{sign}者", f"ご{sign}しゃ", f"gloss{n}") for n, sign in enumerate("あかさたな"))
    glossary = Glossary((*GLOSSARY.entries, *people), GLOSSARY.contrasts)
    one_round = build_items(glossary, Random(3), 10_000)
    items = list(islice(endless_items(glossary, Random(3)), 2 * len(one_round)))
    first, second = items[: len(one_round)], items[len(one_round) :]
    assert len({item.id for item in items}) == len(items)
    assert {f"{item.id}-2" for item in first} == {item.id for item in second}
    draws = Counter(tuple(option.entry_id for option in item.options) for item in items if item.options)
    assert len(draws) > len({item.id for item in first if item.options})


def test_nothing_to_ask_ends_at_once() -> None:
    assert not list(endless_items(Glossary((), ()), Random(1)))


def test_a_word_is_asked_by_definition_first_kana_and_length() -> None:
    (item,) = (
        item for item in build_items(GLOSSARY, Random(1), 50, kinds=[ItemKind.WORD]) if item.entry_id == "kasutama"
    )
    definition = GLOSSARY.by_id[item.entry_id].senses[0]
    assert item.stem == Localized(
        f"{definition.def_en.removesuffix('.')} (か…, 5 kana)", f"{definition.def_ja}（「か」で始まる5文字の言葉）"
    )
    assert item.answers == ("カスタマー", "かすたまー")
    assert not item.options


def test_a_word_whose_synonym_has_its_first_kana_and_length_is_not_asked_for() -> None:
    twin = make_entry("twin", "買主", "かいぬしだ", "buying side", synonyms=("kasutama",))
    entries = [replace(entry, synonyms=(twin.id,)) if entry.id == "kasutama" else entry for entry in GLOSSARY.entries]
    asked = build_items(Glossary((*entries, twin), ()), Random(1), 80, kinds=[ItemKind.WORD])
    assert not {"kasutama", "twin"} & {item.entry_id for item in asked}
