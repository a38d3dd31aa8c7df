from collections.abc import Collection
from dataclasses import replace

import pytest

from bot.lexicon.model import Glossary, PartOfSpeech
from bot.quiz.distractors import Distractors
from bot.quiz.genus import Genus, are_kindred, genera_of
from tests.core.quiz.words import make_entry


def _genera(headword: str, english: str, japanese: str, pos: PartOfSpeech = PartOfSpeech.NOUN) -> Collection[Genus]:
    entry = make_entry("word", headword, "ことば", "x", definition=english, definition_ja=japanese, pos=pos)
    return genera_of(entry, entry.senses[0])


@pytest.mark.parametrize(
    ("headword", "english", "japanese", "genera"),
    [
        ("部下", "Person in a firm who works under another.", "別の人の指示で働く人。", {Genus.PERSON}),
        ("取引先", "Firm or person with which one trades.", "取引をしている人や会社。", {Genus.PERSON, Genus.FIRM}),
        ("辞表", "Document with which a director gives up a post.", "役員が職をやめるための書類。", {Genus.PAPER}),
        ("解約率", "The share of the customers who leave.", "契約をやめた客の割合。", {Genus.FIGURE}),
        ("賞与", "Money paid twice a year.", "年に二回出るお金。", {Genus.MONEY}),
        ("納期", "Date by which goods must arrive.", "品物を渡す期日（約束の日）。", {Genus.TIME}),
        ("上座", "Seat of honour in a room.", "部屋で一番よい席。", {Genus.PLACE}),
        ("朝会", "Short gathering of a team.", "朝に集まって話す会議。", {Genus.ACT}),
        ("接遇", "Way of receiving guests.", "客への接し方。", {Genus.PLAN}),
        ("決済者", "Something else.", "お金のことを決める役の者。", {Genus.PERSON}),
        ("何か", "What nobody can tell.", "だれにも言えないもの。", set()),
    ],
    ids=[
        "person", "person or firm", "paper", "figure", "money", "day", "place", "act", "way", "by its end", "not told",
    ],
)  # fmt: skip
def test_what_a_word_names_is_told_by_the_ends_of_its_definitions(
    headword: str, english: str, japanese: str, genera: Collection[Genus]
) -> None:
    assert _genera(headword, english, japanese) == genera


def test_what_can_be_done_is_an_act_and_a_phrase_is_a_phrase() -> None:
    assert _genera("出張", "Person on the road.", "よその土地。", PartOfSpeech.SURU_NOUN) == {Genus.ACT}
    assert _genera("少々お待ちください", "Person.", "人。", PartOfSpeech.EXPRESSION) == {Genus.EXPRESSION}


@pytest.mark.parametrize(
    ("one", "other", "kindred"),
    [
        ({Genus.PERSON}, {Genus.PERSON}, True),
        ({Genus.PERSON, Genus.FIRM}, {Genus.UNIT}, True),
        ({Genus.MONEY}, {Genus.FIGURE}, True),
        ({Genus.PERSON}, {Genus.UNIT}, False),
        ({Genus.PERSON}, {Genus.ACT}, False),
        (set(), {Genus.ACT}, False),
        (set(), set(), True),
    ],
)
def test_only_words_of_one_sort_stand_side_by_side(one: set[Genus], other: set[Genus], kindred: bool) -> None:
    assert are_kindred(frozenset(one), frozenset(other)) is kindred
    assert are_kindred(frozenset(other), frozenset(one)) is kindred


def test_a_person_is_no_choice_among_papers_but_as_an_opposite() -> None:
    papers = [
        make_entry(f"paper{n}", f"{sign}書", sign, f"gloss{n}", definition_ja=f"{_letters(n)}書類。")
        for n, sign in enumerate("あかさた")
    ]
    person = make_entry("person", "ま者", "ま", "gloss", definition_ja=f"{_letters(9)}人。")
    offered = Distractors(Glossary((*papers, person), ())).good_for(papers[0], papers[0].senses[0])
    assert offered == tuple(papers[1:])
    opposite = replace(papers[0], antonyms=(person.id,))
    offered = Distractors(Glossary((opposite, *papers[1:], person), ())).good_for(opposite, opposite.senses[0])
    assert offered == (*papers[1:], person)


def _letters(number: int) -> str:
    return "".join(chr(0x5000 + 20 * number + place) for place in range(20))
