"""What a form says of a word, as an entry, and an entry as a form."""

from random import Random

import pytest

from bot.lexicon.model import Domain, Entry, EntryId, PartOfSpeech, Register
from bot.team.fields import FIELD_NAMES, MAX_NAMES, MAX_SENSES, MAX_WORD, FieldFault, TermFields, entry_of, fields_of
from bot.team.term import LEVEL_UNKNOWN
from tests.own_words import make_own

ID = EntryId("team.x")


def faults(**fields: str) -> set[str]:
    """Return the fields that are at fault."""
    found = entry_of(TermFields(**{"headword": "語", "reading": "ご", "english": "word", **fields}), ID)
    return set() if isinstance(found, Entry) else {fault.field for fault in found}


@pytest.mark.parametrize(
    ("headword", "typed", "reading"),
    [
        pytest.param("全社会", "ゼンシャカイ", "ぜんしゃかい", id="katakana"),
        pytest.param("全社会", "zenshakai", "ぜんしゃかい", id="romaji"),
        pytest.param("全社会", "Zensha Kai", "ぜんしゃ かい", id="romaji in words"),
        pytest.param("統括", "tōkatsu", "とうかつ", id="macrons"),
        pytest.param("カスタマーサクセス", "", "かすたまーさくせす", id="a headword in kana"),
        pytest.param("カスタマー・サクセス", "", "かすたまー さくせす", id="a dot parts words"),
        pytest.param("ｶｽﾀﾏｰ", "", "かすたまー", id="half width"),
        pytest.param("OKR", "", "", id="letters are said as letters"),
        pytest.param("OKR", "おーけーあーる", "おーけーあーる", id="letters with a reading"),
    ],
)
def test_the_reading_is_in_hiragana_however_it_was_typed(headword: str, typed: str, reading: str) -> None:
    assert make_own("x", headword, typed, english="x").reading == reading


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        pytest.param({"headword": " \u200b"}, {"headword"}, id="no headword"),
        pytest.param({"english": ""}, {"english"}, id="no meaning"),
        pytest.param({"reading": ""}, {"reading"}, id="kanji without a reading"),
        pytest.param({"reading": "語"}, {"reading"}, id="a reading in kanji"),
        pytest.param({"reading": "ご2"}, {"reading"}, id="a reading with a figure"),
        pytest.param({"level": "6"}, {"level"}, id="no such level"),
        pytest.param({"level": "two"}, {"level"}, id="a level in words"),
        pytest.param(
            {"pos": "word", "register": "rude", "domain": "space"}, {"pos", "register", "domain"}, id="choices"
        ),
        pytest.param({"headword": "語" * (MAX_WORD + 1)}, {"headword"}, id="too long a headword"),
        pytest.param({"definition": "x" * 1_001, "note": "y" * 1_001}, {"definition", "note"}, id="too long texts"),
        pytest.param({"also": ";".join(map(str, range(MAX_NAMES + 1)))}, {"also"}, id="too many names"),
    ],
)
def test_every_fault_is_told_with_its_field(fields: dict[str, str], at_fault: set[str]) -> None:
    assert faults(**fields) == at_fault


def test_a_definition_in_either_language_is_meaning_enough() -> None:
    assert not faults(english="", definition="A word.")
    assert not faults(english="", definition_ja="言葉。")


def test_what_nobody_gave_stays_empty() -> None:
    own = make_own("x", "ナル活", "なるかつ", english="Naru drive")
    assert own.difficulty == LEVEL_UNKNOWN
    assert own.usage_note is None
    assert own.senses[0].def_en == own.senses[0].def_ja == ""
    assert not own.senses[0].examples
    assert not own.domains


@pytest.mark.parametrize(
    ("typed", "equivalents"),
    [
        pytest.param("fee, charge", ("fee", "charge"), id="commas"),
        pytest.param("fee、charge", ("fee", "charge"), id="Japanese commas"),
        pytest.param("fee; charge, extra", ("fee", "charge, extra"), id="semicolons go before commas"),
        pytest.param("fee (yearly, monthly)", ("fee (yearly, monthly)",), id="not within brackets"),
        pytest.param("fee,, fee ,", ("fee",), id="each once, none empty"),
        pytest.param("one, and a half;", ("one, and a half",), id="one with a comma"),
    ],
)
def test_equivalents_are_parted(typed: str, equivalents: tuple[str, ...]) -> None:
    assert make_own("x", "語", "ご", english=typed).senses[0].gloss_en == equivalents


def test_choices_are_read_in_any_case() -> None:
    own = make_own("x", "語", "ご", english="x", pos="Suru noun", register="HUMBLE-I", domain="HR, Sales", level="３")
    assert (own.pos, own.register, own.difficulty) == (PartOfSpeech.SURU_NOUN, Register.HUMBLE_I, 3)
    assert own.domains == (Domain.HR, Domain.SALES)


def test_initialisms_are_abbreviations_and_the_rest_other_spellings() -> None:
    own = make_own("x", "全社定例会", "ぜんしゃていれいかい", english="x", also="TMM, 全社会, 全社定例会")
    assert (own.abbreviations, own.variants) == (("TMM",), ("全社会",))


def test_a_meaning_is_added_changed_and_the_others_stay() -> None:
    one = make_own("x", "語", "ご", english="word", note="Mind the tone.")
    fields = TermFields(headword="語", reading="ご", english="language", note="Mind the tone.")
    two = entry_of(fields, ID, base=one, sense=1)
    assert isinstance(two, Entry)
    assert [sense.gloss_en for sense in two.senses] == [("word",), ("language",)]
    changed = entry_of(TermFields(headword="語", reading="ご", english="term"), ID, base=two, sense=0)
    assert isinstance(changed, Entry)
    assert [sense.gloss_en for sense in changed.senses] == [("term",), ("language",)]
    many = entry_of(fields, ID, base=one, sense=MAX_SENSES)
    assert isinstance(many, tuple)
    assert all(isinstance(fault, FieldFault) for fault in many)


def test_an_entry_is_the_same_after_it_went_through_a_form() -> None:
    random = Random(30)
    pieces = (
        "語",
        "ナル活",
        "fee",
        "one, two",
        "a (b, c)",
        "；",
        ";",
        "\n",
        "OKR",
        "全社",
        "é",
        "e\u0301",
        "ﾅﾙ",
        "🍣",
        " ",
    )
    made = 0
    while made < 400:
        typed = {name: "".join(random.choices(pieces, k=random.randrange(4))) for name in FIELD_NAMES}
        typed |= {
            "reading": random.choice(("よみ", "yomi kata", "")),
            "pos": random.choice(("", "noun", "verb-suru")),
            "register": random.choice(("", "formal")),
            "domain": random.choice(("", "hr; sales")),
            "level": random.choice(("", "4")),
        }
        own = entry_of(TermFields(**typed), ID)
        if isinstance(own, Entry):
            made += 1
            assert entry_of(fields_of(own), own.id) == own, typed
