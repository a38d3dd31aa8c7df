from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from random import Random

import pytest

from bot.lexicon.model import Attitude, Domain, Entry, Glossary, PartOfSpeech
from bot.localized import Locale, Localized
from bot.quiz import wording
from bot.quiz.items import build_items
from bot.quiz.model import Item, ItemKind
from tests.core.quiz.words import GLOSSARY, WORDS, make_contrast, make_entry, make_pair

DRAWN = (ItemKind.MEANING_TO_WORD, ItemKind.WORD_TO_MEANING)


def _key_and(*others: Entry, **fields: object) -> Glossary:
    key = make_entry("key", "受電", "じゅでん", "incoming call", definition_ja="外からの呼び出しに出て話すこと。")
    return Glossary((replace(key, **fields), *GOOD, *others), ())  # type: ignore[arg-type]  # fields of Entry


GOOD = (
    make_entry("one", "架電", "かでん", "outgoing ring", definition_ja="こちらから電話をかけること。"),
    make_entry("two", "保留", "ほりゅう", "putting on hold", definition_ja="相手に少し待ってもらうこと。"),
    make_entry("three", "応対", "おうたい", "taking care", definition_ja="客の用件に受け答えする仕事。"),
)
TEMPTING = make_entry("bad", "入電", "にゅうでん", "ringing phone", definition_ja="呼び出し音がする状態。")


def _offered(glossary: Glossary, kinds: Collection[ItemKind] = DRAWN) -> set[str]:
    """Return every entry that was ever offered beside ``key``."""
    items = (
        item
        for seed in range(30)
        for item in build_items(glossary, Random(seed), len(glossary.entries), kinds=kinds)
        if item.entry_id == "key"
    )
    return {str(option.entry_id) for item in items for option in item.options} - {"key"}


def test_the_same_seed_makes_the_same_quiz() -> None:
    assert build_items(GLOSSARY, Random(7), 10) == build_items(GLOSSARY, Random(7), 10)
    assert len({build_items(GLOSSARY, Random(seed), 10) for seed in range(10)}) == 10


def test_no_entry_comes_twice_before_all_others_came() -> None:
    for seed in range(30):
        items = build_items(GLOSSARY, Random(seed), len(WORDS))
        assert len({item.entry_id for item in items}) == len(items)


def test_a_long_quiz_asks_again_in_other_ways_and_ends_when_there_is_nothing_new() -> None:
    items = build_items(GLOSSARY, Random(1), 10_000)
    assert len(WORDS) < len(items) < 8 * len(WORDS)
    assert len({item.id for item in items}) == len(items)


def test_an_empty_choice_makes_an_empty_quiz() -> None:
    assert build_items(GLOSSARY, Random(1), 5, domain=Domain.LEGAL) == ()
    assert build_items(GLOSSARY, Random(1), 5, level=5) == ()
    assert build_items(GLOSSARY, Random(1), 0) == ()


def test_domain_and_level_choose_the_words() -> None:
    harder = make_entry("hard", "検収", "けんしゅう", "acceptance inspection", domain=Domain.HR, difficulty=4)
    glossary = Glossary((*WORDS, harder), ())
    items = build_items(glossary, Random(1), 50, domain=Domain.HR)
    assert {item.entry_id for item in items} == {"hard", "jugyoin", "koyosha", "baai", "hokoku", "values"}
    assert {item.domain for item in items} == {Domain.HR}
    assert {item.entry_id for item in build_items(glossary, Random(1), 50, level=4)} == {"hard"}


@pytest.mark.parametrize("kind", [ItemKind.READING, ItemKind.MEANING, ItemKind.WHICH_WORD])
def test_only_the_kinds_wanted_are_asked(kind: ItemKind) -> None:
    assert {item.kind for item in build_items(GLOSSARY, Random(1), 50, kinds=[kind])} == {kind}


def test_every_kind_turns_up_when_none_is_named() -> None:
    glossary = Glossary((*WORDS, *GOOD, TEMPTING), GLOSSARY.contrasts)
    kinds = {item.kind for seed in range(20) for item in build_items(glossary, Random(seed), 16)}
    assert kinds >= {ItemKind.READING, ItemKind.MEANING, ItemKind.WHICH_WORD, *DRAWN}


@pytest.mark.parametrize(
    ("change", "key_change"),
    [
        ({"synonyms": ("key",)}, {}),
        ({}, {"synonyms": ("bad",)}),
        ({"broader": ("key",)}, {}),
        ({}, {"broader": ("bad",)}),
        ({}, {"broader": ("two",)}),
        ({"reading": "じゅでん"}, {}),
        ({"headword": "受電"}, {}),
        ({"variants": ("受電",)}, {}),
        ({"variants": ("IC",)}, {"abbreviations": ("ＩＣ",)}),
        ({"pos": PartOfSpeech.SURU_NOUN}, {}),
        ({"difficulty": 4}, {}),
        ({"proper_name": True}, {}),
        ({"attitude": Attitude.SENSITIVE}, {}),
        ({"attitude": Attitude.PEJORATIVE}, {}),
    ],
    ids=[
        "synonym", "synonym told by the key", "narrower", "broader", "broader than the broader",
        "same reading", "same headword", "variant spelt alike", "abbreviation spelt alike",
        "other part of speech", "other level", "name", "sensitive", "pejorative",
    ],
)  # fmt: skip
def test_a_distractor_that_could_be_right_or_stands_out_is_never_offered(
    change: dict[str, object], key_change: dict[str, object]
) -> None:
    assert "bad" in _offered(_key_and(TEMPTING)), "the word tempts when nothing speaks against it"
    wider = replace(GOOD[1], broader=("bad",))  # type: ignore[arg-type]  # ids are strings here
    glossary = _key_and(replace(TEMPTING, **change), **key_change)  # type: ignore[arg-type]  # fields of Entry
    if key_change.get("broader") == ("two",):
        glossary = Glossary(tuple(wider if entry.id == "two" else entry for entry in glossary.entries), ())
    assert "bad" not in _offered(glossary)


@pytest.mark.parametrize(
    ("kind", "longer"),
    [
        (ItemKind.MEANING_TO_WORD, replace(TEMPTING, headword="入電件数")),
        (ItemKind.WORD_TO_MEANING, replace(TEMPTING, senses=(replace(TEMPTING.senses[0], gloss_en=("x" * 40,)),))),
    ],
    ids=["word", "meaning"],
)
def test_an_option_that_stands_out_by_its_length_is_never_offered(kind: ItemKind, longer: Entry) -> None:
    assert "bad" in _offered(_key_and(TEMPTING), kinds=[kind])
    assert "bad" not in _offered(_key_and(replace(longer, headword=longer.headword + "の推移")), kinds=[kind])


@pytest.mark.parametrize(
    "senses",
    [
        {"gloss_en": ("Incoming calls",)},
        {"gloss_en": ("call",)},
        {"gloss_en": ("urgent incoming call",)},
        {"gloss_en": ("something else", "call that is incoming")},
        {"def_en": "An incoming call that nobody has taken for more than twenty seconds."},
        {"def_ja": "受電が続いていること。"},
        {"domain": (Domain.HR,)},
    ],
    ids=["same gloss", "wider", "narrower", "second gloss", "defined by the key", "by its kanji", "other domain"],
)
def test_a_distractor_of_nearly_the_same_meaning_is_never_offered(senses: dict[str, object]) -> None:
    changed = replace(TEMPTING.senses[0], **senses)  # type: ignore[arg-type]  # fields of Sense
    assert "bad" not in _offered(_key_and(replace(TEMPTING, senses=(changed,))))


def test_two_distractors_never_mean_the_same() -> None:
    twin = make_entry("twin", "着電", "ちゃくでん", "ringing phone", definition_ja="呼び出し音が鳴ること。")
    for seed in range(50):
        for item in build_items(_key_and(TEMPTING, twin), Random(seed), 6, kinds=DRAWN):
            assert not {"bad", "twin"} <= {option.entry_id for option in item.options} or item.entry_id in {
                "bad",
                "twin",
            }


def test_with_fewer_than_two_distractors_the_item_is_typed() -> None:
    pair = Glossary((WORDS[0], GOOD[0]), ())
    for kind, typed in ((DRAWN[0], ItemKind.READING), (DRAWN[1], ItemKind.MEANING)):
        assert {item.kind for item in build_items(pair, Random(1), 2, kinds=[kind, typed])} == {typed}


def test_a_kind_that_was_not_wanted_never_stands_in() -> None:
    pair = Glossary((WORDS[0], GOOD[0]), ())
    assert not build_items(pair, Random(1), 2, kinds=DRAWN)


def test_with_two_distractors_there_are_three_options() -> None:
    items = build_items(Glossary(GOOD, ()), Random(1), 3, kinds=DRAWN)
    assert [len(item.options) for item in items] == [3, 3, 3]


def _choices(glossary: Glossary = GLOSSARY, seeds: int = 200) -> Iterable[Item]:
    for seed in range(seeds):
        yield from (item for item in build_items(glossary, Random(seed), 16) if item.kind.is_choice)


def test_options_differ_and_each_says_why() -> None:
    for item in _choices():
        for locale in Locale:
            texts = [option.text.in_(locale) for option in item.options]
            assert len(set(texts)) == len(texts)
            assert all(option.reason.in_(locale) for option in item.options)
        assert item.key is not None
        assert item.options[item.key].entry_id == item.entry_id
        assert [option.entry_id for option in item.options].count(item.entry_id) == 1


def test_the_key_is_as_often_in_each_place() -> None:
    places = Counter(item.key for item in _choices(Glossary((*GOOD, TEMPTING), ()), 600) if len(item.options) == 4)
    total = sum(places.values())
    chi_squared = sum((places[place] - total / 4) ** 2 / (total / 4) for place in range(4))
    assert total > 500
    assert chi_squared < 11.34  # 99% of uniform draws, 3 degrees of freedom


def test_which_word_offers_the_pair_and_its_reasons_alone() -> None:
    members = ("juden", "kaden", "kosho", "juuden")
    contrast = make_contrast(members, make_pair("juden", "kaden", "juuden"))
    glossary = Glossary(WORDS, (contrast,))
    (item,) = build_items(glossary, Random(1), 9, kinds=[ItemKind.WHICH_WORD])
    assert item.stem == Localized("朝から＿＿が多い。", "朝から＿＿が多い。")
    assert {option.entry_id: option.reason.en for option in item.options} == {
        "juden": "受電 (juden): juden fits",
        "kaden": "架電 (kaden): kaden does not fit",
        "juuden": "充電 (jūden): juuden does not fit",
    }
    assert "あさから じゅでんが おおい。" in item.note.ja


def test_a_contrast_says_what_is_wrong_with_its_members() -> None:
    answering = replace(WORDS[0].senses[0], def_ja="外から来た呼び出しに出て話すこと。")
    opposite = (
        replace(WORDS[0], antonyms=(WORDS[2].id,), senses=(answering,)),
        replace(WORDS[2], antonyms=(WORDS[0].id,)),
    )
    entries = (*opposite, *GOOD[1:])
    glossary = Glossary(entries, (make_contrast(("juden", "kaden"), make_pair("juden", "kaden")),))
    reasons = {
        str(option.entry_id): option.reason.en
        for seed in range(20)
        for item in build_items(glossary, Random(seed), 4, kinds=DRAWN)
        if item.entry_id == "juden"
        for option in item.options
    }
    assert reasons["kaden"] == "架電 (kaden): gist of kaden"
    assert reasons["two"] == "保留 (horyū) means “putting on hold”."
    assert reasons["juden"] == "受電 (juden) means “call received, incoming call”."


@pytest.mark.parametrize(
    "definition",
    ["A juden is a call that somebody has taken.", "What 受電 says in one word of the phone desk.", "Any JDN at all."],
    ids=["romaji", "headword", "abbreviation"],
)
def test_a_definition_that_gives_the_word_away_is_no_stem(definition: str) -> None:
    sense = replace(WORDS[0].senses[0], def_en=definition)
    glossary = _key_and(senses=(sense,), abbreviations=("JDN",))
    kinds = [DRAWN[0], ItemKind.READING]
    asked = [item for item in build_items(glossary, Random(1), 8, kinds=kinds) if item.entry_id == "key"]
    assert {item.kind for item in asked} == {ItemKind.READING}


@pytest.mark.parametrize("kind", [ItemKind.READING, ItemKind.MEANING])
def test_a_typed_item_accepts_every_sense_and_tells_every_sense(kind: ItemKind) -> None:
    power = replace(WORDS[0].senses[0], gloss_en=("receiving power",), def_ja="電力を受け取ること。")
    glossary = _key_and(senses=(WORDS[0].senses[0], power))
    for seed in range(5):
        item = next(each for each in build_items(glossary, Random(seed), 9, kinds=[kind]) if each.entry_id == "key")
        assert item.note.en == "受電 (juden) means “call received, incoming call” or “receiving power”."
        assert item.note.ja.endswith("　2. 電力を受け取ること。")


def test_a_reason_gives_the_reading_of_what_needs_one() -> None:
    kana, kanji = make_entry("client", "クライアント", "くらいあんと", "client"), WORDS[0]
    assert wording.meaning_of(kana, kana.senses[0]).ja.startswith("「クライアント」は、")
    assert wording.meaning_of(kanji, kanji.senses[0]).ja.startswith("「受電（じゅでん）」は、")


def test_a_reading_is_asked_only_of_kanji_that_have_one() -> None:
    glossary = Glossary(
        (
            make_entry("kana", "カスタマー", "かすたまー", "customer"),
            make_entry("market", "市場", "しじょう", "market"),
            make_entry("marketplace", "市場", "いちば", "marketplace"),
            make_entry("letters", "RFM分析", "あーるえふえむ ぶんせき", "RFM analysis"),
            make_entry("plain", "受電", "じゅでん", "incoming call"),
        ),
        (),
    )
    items = build_items(glossary, Random(1), 9, kinds=[ItemKind.READING])
    assert [(item.entry_id, item.answers) for item in items] == [("plain", ("じゅでん",))]


def test_a_meaning_is_not_asked_of_a_word_that_shows_it() -> None:
    shown = make_entry("saas", "SaaS", "さーす", "software as a service", "SaaS")
    hidden = make_entry("plain", "受電", "じゅでん", "incoming call", "call received")
    items = build_items(Glossary((shown, hidden), ()), Random(1), 9, kinds=[ItemKind.MEANING])
    assert [(item.entry_id, item.answers) for item in items] == [("plain", ("incoming call", "call received"))]


def test_labelled_words_are_neither_asked_nor_offered() -> None:
    labelled = replace(TEMPTING, attitude=Attitude.SENSITIVE)
    glossary = Glossary((*GOOD, labelled, WORDS[0]), (make_contrast(("juden", "bad"), make_pair("juden", "bad")),))
    items = build_items(glossary, Random(1), 50)
    assert "bad" not in {item.entry_id for item in items}
    assert "bad" not in {option.entry_id for item in items for option in item.options}


def test_an_id_tells_nothing_of_the_answer() -> None:
    for item in build_items(GLOSSARY, Random(1), 50):
        assert item.id.isalnum()
        assert item.entry_id not in item.id
        assert len(item.id) == 12


def test_a_loanword_that_spells_out_its_equivalent_is_not_asked_by_it() -> None:
    answering = replace(WORDS[0].senses[0], gloss_en=("call at the desk",), def_ja="外から来た呼び出しに出て話すこと。")
    lent = replace(WORDS[0], headword="コールイン", source="English call", senses=(answering,))
    false_friend = replace(lent, source="English claim")
    for entry, asked in ((lent, False), (false_friend, True)):
        items = build_items(Glossary((entry, *GOOD), ()), Random(1), 9, kinds=[ItemKind.WORD_TO_MEANING])
        assert (entry.id in {item.entry_id for item in items}) is asked


def test_a_word_is_asked_in_its_first_sense_unless_the_field_is_chosen() -> None:
    power = replace(WORDS[0].senses[0], def_en="Taking in of electric power.", domain=(Domain.MANUFACTURING,))
    key = replace(WORDS[0], senses=(WORDS[0].senses[0], power))
    glossary = Glossary((key,), ())
    (item,) = build_items(glossary, Random(1), 9, kinds=[ItemKind.WORD])
    assert item.stem.en.startswith(key.senses[0].def_en.removesuffix("."))
    (item,) = build_items(glossary, Random(1), 9, kinds=[ItemKind.WORD], domain=Domain.MANUFACTURING)
    assert item.stem.en.startswith("Taking in of electric power")
