"""What a team's own words are asked, beside the glossary that ships: only what they can answer for."""

from random import Random

import pytest

from bot.lexicon.model import Entry, EntryId, Glossary
from bot.localized import Localized
from bot.quiz.grading import grade
from bot.quiz.items import build_items
from bot.quiz.model import Item, ItemKind, Verdict
from bot.quiz.sittings import items_for
from bot.team.vocabulary import TeamWords, Vocabulary, build_vocabulary, laid_over
from bot.wotd import choose
from tests.factories import NOON
from tests.own_words import make_own

FULL = make_own(
    "full",
    "一次架電",
    "いちじ かでん",
    english="first outbound call",
    definition="Call that our team places to a new lead within one hour of its form.",
    definition_ja="新しい問い合わせに、一時間以内にかける最初の電話。",
    example_ja="午後は一次架電を続けます。",
    example_en="I go on with the first calls in the afternoon.",
    domain="phone",
    level="3",
)
NO_JAPANESE = make_own(
    "en", "早番会", "はやばんかい", english="early huddle", definition="Talk at eight in the morning."
)
NO_ENGLISH = make_own("ja", "夕礼表", "ゆうれいひょう", definition_ja="一日の終わりに書き込む一覧。")
GLOSS_ALONE = make_own("gloss", "ナル活", "なるかつ", english="Naru drive")
LATIN_ALONE = make_own("latin", "QX7", definition="The seventh plan of the quarter.")
KANA_ALONE = make_own("kana", "ゆるふわ便", "ゆるふわびん", definition_ja="急がない荷物。")
OWN = (FULL, NO_JAPANESE, NO_ENGLISH, GLOSS_ALONE, LATIN_ALONE, KANA_ALONE)


@pytest.fixture(scope="module")
def ours(glossary: Glossary) -> Vocabulary:
    return laid_over(build_vocabulary(glossary), TeamWords(revision=1, entries=OWN))


def asked(ours: Vocabulary, entry: Entry) -> tuple[Item, ...]:
    """Return every question there is about the word."""
    return build_items(ours.glossary, Random(1), 50, only={entry.id})


def kinds(ours: Vocabulary, entry: Entry) -> set[ItemKind]:
    return {item.kind for item in asked(ours, entry)}


def test_a_word_that_says_all_is_asked_as_shared_ones_are(ours: Vocabulary) -> None:
    assert kinds(ours, FULL) >= {
        ItemKind.MEANING_TO_WORD,
        ItemKind.WORD_TO_MEANING,
        ItemKind.CLOZE,
        ItemKind.READING,
        ItemKind.MEANING,
        ItemKind.WORD,
    }


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param(
            NO_JAPANESE, {ItemKind.READING, ItemKind.MEANING, ItemKind.WORD}, id="a definition in English alone"
        ),
        pytest.param(NO_ENGLISH, {ItemKind.READING, ItemKind.WORD}, id="a definition in Japanese alone"),
        pytest.param(GLOSS_ALONE, {ItemKind.READING, ItemKind.MEANING}, id="an equivalent alone"),
        pytest.param(LATIN_ALONE, set(), id="neither reading nor equivalent"),
        pytest.param(KANA_ALONE, {ItemKind.READING, ItemKind.WORD}, id="kana and a kanji"),
    ],
)
def test_a_word_is_asked_what_it_can_answer_for(ours: Vocabulary, entry: Entry, expected: set[ItemKind]) -> None:
    assert kinds(ours, entry) == expected


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.id) for entry in OWN])
def test_nothing_that_is_shown_is_empty(ours: Vocabulary, entry: Entry) -> None:
    for item in (*asked(ours, entry), *items_for(ours.glossary, Random(2), [entry.id])):
        texts = [item.stem, item.note, *(text for option in item.options for text in (option.text, option.reason))]
        assert all(item.answers) or item.kind.is_choice
        assert item.answers or item.options
        for text in texts[:1] + texts[2:]:
            assert text.en.strip()
            assert text.ja.strip()
        for text in texts:
            for empty in ("“”", "()", "（）", "は、。", " \n", "None"):
                assert empty not in text.en + text.ja, item


def test_every_own_word_can_be_reviewed(ours: Vocabulary) -> None:
    words = [entry.id for entry in OWN]
    items = items_for(ours.glossary, Random(3), words)
    assert [item.entry_id for item in items] == words
    for item in items:
        right: int | str = item.answers[0] if item.answers else item.key or 0
        assert grade(item, right, ours.neighbours()).verdict is Verdict.CORRECT, item


def test_only_words_that_say_all_are_offered_as_options(ours: Vocabulary) -> None:
    offered = {option.entry_id for item in build_items(ours.glossary, Random(4), 1_500) for option in item.options}
    assert offered & {entry.id for entry in OWN} <= {FULL.id}


def test_no_option_beside_an_own_word_could_be_right_too(ours: Vocabulary) -> None:
    twin = make_own(
        "twin",
        "初回発信",
        "しょかい はっしん",
        english="first outbound call",
        definition="Call that is placed first to somebody who wrote to us.",
        definition_ja="問い合わせた人に最初にかける電話。",
        domain="callcenter",
        level="3",
    )
    glossary = Glossary((*ours.glossary.entries, twin), ours.glossary.contrasts)
    for seed in range(20):
        for item in build_items(glossary, Random(seed), 50, only={FULL.id, twin.id}):
            options = {option.entry_id for option in item.options}
            assert not {FULL.id, twin.id} <= options


def test_a_word_without_a_level_stands_beside_words_of_any(ours: Vocabulary) -> None:
    fields = {
        "english": "second outbound call",
        "definition": "Call that follows when nobody answered before.",
        "definition_ja": "誰も出なかったときに、もう一度かける電話。",
        "domain": "callcenter",
    }
    unknown = make_own("nolevel", "二次架電", "にじ かでん", **fields)
    glossary = Glossary((*ours.glossary.entries, unknown), ours.glossary.contrasts)
    items = build_items(glossary, Random(5), 20, kinds={ItemKind.MEANING_TO_WORD}, only={unknown.id})
    assert items
    assert len({glossary.entry(option.entry_id).difficulty for item in items for option in item.options}) > 1


def test_an_item_of_a_word_without_a_field_has_none(ours: Vocabulary) -> None:
    assert {item.domain for item in asked(ours, GLOSS_ALONE)} == {None}


def test_a_typed_answer_that_is_an_own_word_is_said_to_be_that_word(ours: Vocabulary) -> None:
    item = next(item for item in asked(ours, FULL) if item.kind is ItemKind.WORD)
    assert grade(item, "夕礼表", ours.neighbours()).verdict is Verdict.OTHER_WORD
    assert grade(item, "一次架電", ours.neighbours()).verdict is Verdict.CORRECT


def test_another_teams_words_are_in_no_quiz(glossary: Glossary) -> None:
    shared = build_vocabulary(glossary)
    theirs = laid_over(shared, TeamWords(revision=1, entries=(FULL,)))
    assert build_items(theirs.glossary, Random(6), 1, only={FULL.id})
    assert build_items(shared.glossary, Random(6), 1, only={FULL.id}) == ()
    assert EntryId("team.full") not in shared.neighbours().entries


def test_a_word_without_field_or_level_is_asked_when_neither_is_chosen(ours: Vocabulary) -> None:
    assert not build_items(ours.glossary, Random(7), 1, only={GLOSS_ALONE.id}, level=1)
    assert build_items(ours.glossary, Random(7), 1, only={GLOSS_ALONE.id})


def test_own_words_come_as_words_of_the_day(ours: Vocabulary) -> None:
    shown = {entry.id: [NOON.date()] for entry in ours.glossary.entries if entry.id != GLOSS_ALONE.id}
    assert choose(NOON.date(), "place", ours.glossary.entries, shown=shown) == GLOSS_ALONE


def test_the_stem_of_one_language_stands_for_both(ours: Vocabulary) -> None:
    item = next(item for item in asked(ours, NO_ENGLISH) if item.kind is ItemKind.WORD)
    assert item.stem == Localized(
        "一日の終わりに書き込む一覧。 (ゆ…, 7 kana)", "一日の終わりに書き込む一覧（「ゆ」で始まる7文字の言葉）"
    )
