"""What quizzes made from the shipped glossary are like, judged by tables of this test's own."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import process_time

import pytest

from bot.lexicon.loader import load_glossary
from bot.lexicon.model import Entry, EntryId, Glossary
from bot.localized import Locale
from bot.quiz.grading import grade
from bot.quiz.items import build_items
from bot.quiz.model import Item, ItemKind
from bot.quiz.neighbours import Neighbours
from bot.text.romaji import to_romaji

DATA = Path(__file__).parents[3] / "data"
DRAWN = (ItemKind.MEANING_TO_WORD, ItemKind.WORD_TO_MEANING)
KANJI = re.compile(r"[㐀-鿿々]")


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary(DATA)


@pytest.fixture(scope="module")
def items(glossary: Glossary) -> list[Item]:
    """About two items an entry, of every kind."""
    return [item for seed in (7, 8) for item in build_items(glossary, Random(seed), len(glossary.entries))]


@pytest.fixture(scope="module")
def drawn(glossary: Glossary) -> list[Item]:
    """Every item with drawn distractors that two seeds make."""
    return [
        item
        for seed in (1, 2)
        for kind in DRAWN
        for item in build_items(glossary, Random(seed), len(glossary.entries), kinds=[kind])
        if item.kind in DRAWN
    ]


def _pairs(glossary: Glossary, items: Sequence[Item]) -> Iterator[tuple[Entry, Entry]]:
    for item in items:
        for option in item.options:
            if option.entry_id != item.entry_id:
                yield glossary.entry(item.entry_id), glossary.entry(option.entry_id)


def _ancestors(glossary: Glossary, entry: Entry) -> set[EntryId]:
    above = set(entry.broader)
    for parent in entry.broader:
        above |= _ancestors(glossary, glossary.entry(parent))
    return above


def test_no_distractor_is_a_second_key(glossary: Glossary, drawn: list[Item]) -> None:
    for key, other in _pairs(glossary, drawn):
        pair = f"{key.id} and {other.id}"
        assert other.id not in key.synonyms, pair
        assert key.id not in other.synonyms, pair
        assert other.id not in _ancestors(glossary, key), pair
        assert key.id not in _ancestors(glossary, other), pair
        assert key.kana != other.kana, pair
        own = {gloss.casefold() for sense in key.senses for gloss in sense.gloss_en}
        assert not own & {gloss.casefold() for sense in other.senses for gloss in sense.gloss_en}, pair
        assert not {key.headword, *key.variants} & {other.headword, *other.variants}, pair


def test_distractors_are_of_the_same_kind_as_the_key(glossary: Glossary, drawn: list[Item]) -> None:
    pairs = list(_pairs(glossary, drawn))
    assert all(key.pos is other.pos for key, other in pairs)
    assert sum(abs(key.difficulty - other.difficulty) <= 1 for key, other in pairs) >= 0.9 * len(pairs)


def test_most_items_have_a_distractor_that_tempts(glossary: Glossary, drawn: list[Item]) -> None:
    def tempts(key: Entry, other: Entry) -> bool:
        mates = {member for contrast in glossary.contrasts_of(key.id) for member in contrast.members}
        linked = other.id in {*mates, *key.related, *key.antonyms}
        alike = set(KANJI.findall(key.headword)) & set(KANJI.findall(other.headword))
        return linked or bool(alike) or key.kana[:2] == other.kana[:2]

    tempting = sum(any(tempts(key, other) for key, other in _pairs(glossary, [item])) for item in drawn)
    assert tempting >= 0.8 * len(drawn)


GUESSES: dict[str, Callable[[str], float]] = {
    "longest": len,
    "shortest": lambda text: -len(text),
    "most kanji": lambda text: len(KANJI.findall(text)),
    "fewest kanji": lambda text: -len(KANJI.findall(text)),
}


@pytest.mark.parametrize("guess", GUESSES)
@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("kind", DRAWN)
def test_looks_do_not_give_the_key_away(drawn: list[Item], kind: ItemKind, locale: Locale, guess: str) -> None:
    """A player who only looks is right in at most 30% of four options; ties are guessed."""
    four = [item for item in drawn if item.kind is kind and len(item.options) == 4]
    hits = 0.0
    for item in four:
        looks = [GUESSES[guess](option.text.in_(locale)) for option in item.options]
        if item.key is not None and looks[item.key] == max(looks):
            hits += 1 / looks.count(max(looks))
    assert hits <= 0.3 * len(four)


def test_the_key_is_in_no_favourite_place(drawn: list[Item]) -> None:
    places = Counter(item.key for item in drawn if len(item.options) == 4)
    expected = sum(places.values()) / 4
    assert sum((places[place] - expected) ** 2 / expected for place in range(4)) < 11.34


def test_no_stem_shows_the_answer(glossary: Glossary, items: list[Item]) -> None:
    for item in items:
        entry = glossary.entry(item.entry_id)
        if item.kind is ItemKind.MEANING_TO_WORD:
            assert entry.headword not in item.stem.ja
            assert not re.search(rf"\b{re.escape(entry.headword)}\b", item.stem.en)
        if item.kind is ItemKind.MEANING:
            assert not any(answer.casefold() in item.stem.en.casefold() for answer in item.answers)


def test_every_item_has_options_that_differ_or_answers(items: list[Item]) -> None:
    for item in items:
        assert bool(item.answers) is not item.kind.is_choice
        assert (item.key is not None) is item.kind.is_choice
        assert not item.kind.is_choice or len(item.options) >= 2
        for locale in Locale:
            texts = [option.text.in_(locale) for option in item.options]
            assert len(set(texts)) == len(texts), texts
            assert all(option.reason.in_(locale) for option in item.options)
            assert item.stem.in_(locale)


def test_every_typed_item_accepts_its_own_answers_and_no_neighbours(glossary: Glossary) -> None:
    neighbours = Neighbours.of(glossary.entries)
    for kind in (ItemKind.READING, ItemKind.MEANING):
        typed = build_items(glossary, Random(3), len(glossary.entries), kinds=[kind])
        for item, other in zip(typed, (*typed[1:], typed[0]), strict=True):
            for answer in item.answers:
                assert grade(item, answer, neighbours).credit, (item.entry_id, answer)
            for answer in other.answers:
                if answer not in item.answers:
                    twins = _accepted(glossary, item) & {answer.casefold()}
                    assert twins or not grade(item, answer, neighbours).credit, (item.entry_id, answer)


def test_every_reading_is_accepted_in_katakana_and_romaji(glossary: Glossary) -> None:
    neighbours = Neighbours.of(glossary.entries)
    for item in build_items(glossary, Random(3), len(glossary.entries), kinds=[ItemKind.READING]):
        reading = item.answers[0]
        katakana = "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in reading)
        for answer in (katakana, to_romaji(reading), to_romaji(reading).upper()):
            assert grade(item, answer, neighbours).credit, (item.entry_id, answer)


def test_grading_takes_less_than_a_millisecond(glossary: Glossary) -> None:
    neighbours = Neighbours.of(glossary.entries)
    items = build_items(glossary, Random(3), 50, kinds=[ItemKind.READING, ItemKind.MEANING])
    answers = ["kokyaku", "こきゃく", "a request for quotation", "custommer", "x, y, z, w", "ー" * 64]
    before = process_time()
    for item in items:
        for answer in answers:
            grade(item, answer, neighbours)
    assert process_time() - before < 0.001 * len(items) * len(answers)


def _accepted(glossary: Glossary, item: Item) -> set[str]:
    entry = glossary.entry(item.entry_id)
    return {entry.kana, *(gloss.casefold() for sense in entry.senses for gloss in sense.gloss_en)}
