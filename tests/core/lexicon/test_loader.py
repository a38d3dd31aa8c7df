"""The loader returns typed values, or every fault with file, entry and field."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.lexicon.loader import load_glossary
from bot.lexicon.model import Domain, EntryId, Formula, Register

ENTRY = """
[[entry]]
id = "kyaku"
headword = "客"
reading = "きゃく"
pos = "noun"
origin = "kango"
register = "neutral"
difficulty = 1
related = ["mise"]

[[entry.senses]]
gloss_en = ["guest"]
def_en = "A person who comes to a shop or a house from outside to be served."
def_ja = "店や家に外から来て、もてなしやサービスを受ける側の人。"

[[entry.senses.examples]]
ja = "客が三人来ました。"
reading = "きゃくが さんにん きました。"
en = "Three guests have come."
style = "spoken"

[[entry.senses.examples]]
ja = "この店は客が多い。"
reading = "この みせは きゃくが おおい。"
en = "This shop has many customers."
style = "written"
"""
OTHER = (
    ENTRY.replace('"kyaku"', '"mise"')
    .replace('"客"', '"店"')
    .replace("きゃく", "みせ")
    .replace('["mise"]', '["kyaku"]')
    .replace("客が三人来ました。", "店が三つあります。")
    .replace("この店は客が多い。", "駅前の店は高い。")
    .replace("店や家に外から来て、もてなしやサービスを受ける側の人。", "物を並べて、買いに来る人に売るための場所。")
)
CONTRAST = """
[[contrast]]
id = "kyaku-mise"
title = { en = "Guest or shop", ja = "客と店" }
members = ["kyaku", "mise"]
gist = [{ en = "the person", ja = "人" }, { en = "the place", ja = "場所" }]
in_doubt = { en = "Ask.", ja = "聞く。" }

[[contrast.axes]]
label = { en = "What", ja = "何" }
cells = [{ en = "person", ja = "人" }, { en = "place", ja = "場所" }]
[[contrast.axes]]
label = { en = "Moves", ja = "動くか" }
cells = [{ en = "yes", ja = "動く" }, { en = "no", ja = "動かない" }]
[[contrast.axes]]
label = { en = "Pays", ja = "払うか" }
cells = [{ en = "yes", ja = "払う" }, { en = "no", ja = "払わない" }]

[[contrast.minimal_pairs]]
frame = "＿＿が歩いて来た。"
reading = "きゃくが あるいて きた。"
en = "A guest came walking."
right = "kyaku"
why = { en = "people walk", ja = "人は歩く" }
wrong = [{ member = "mise", why = { en = "shops do not walk", ja = "店は歩かない" } }]
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a glossary of one file and a contrast file; return its folder."""

    def write_files(entries: str, contrasts: str = CONTRAST) -> Path:
        for kind, text in (("glossary", entries), ("contrasts", contrasts)):
            (tmp_path / kind).mkdir(exist_ok=True)
            (tmp_path / kind / "shop.toml").write_text(text, "utf-8")
        return tmp_path

    return write_files


def head(text: str) -> str:
    return 'domain = "customers"\nreviewer = "tests"\n' + text


def test_a_clean_file_becomes_typed_values_with_the_file_s_defaults(write: Write) -> None:
    glossary = load_glossary(write(head(ENTRY + OTHER), CONTRAST))
    entry = glossary.entry(EntryId("kyaku"))

    assert Register.NEUTRAL is entry.register
    assert (Domain.CUSTOMERS,) == entry.senses[0].domain
    assert "tests" == entry.reviewer
    assert ["kyaku-mise"] == [contrast.id for contrast in glossary.contrasts_of(entry.id)]


def test_a_formula_is_data(write: Write) -> None:
    formula = (
        'related = ["mise"]\n[entry.formula]\nnumerator = [{ en = "a", ja = "ア" }, { en = "b", ja = "イ" }]\n'
        'denominator = [{ en = "c", ja = "ウ" }]\nunit = { en = "%", ja = "%" }\ntimes = 100\n'
    )
    glossary = load_glossary(write(head(ENTRY.replace('related = ["mise"]', formula) + OTHER), CONTRAST))
    loaded = glossary.entry(EntryId("kyaku")).formula

    assert isinstance(loaded, Formula)
    assert ["a", "b"] == [term.en for term in loaded.numerator]
    assert 100 == loaded.times


FAULTS = {
    "unknown field": ("difficulty = 1", 'difficulty = 1\ncolour = "red"', "colour", "not a field"),
    "missing field": ('reading = "きゃく"\n', "", "reading", "missing"),
    "wrong type": ("difficulty = 1", 'difficulty = "low"', "difficulty", "int"),
    "out of range": ("difficulty = 1", "difficulty = 6", "difficulty", "1 to 5"),
    "unknown label": ('register = "neutral"', 'register = "posh"', "register", "posh"),
    "bad id": ('id = "kyaku"', 'id = "Kyaku!"', "id", "lower-case"),
    "kanji in reading": ('reading = "きゃく"', 'reading = "客"', "reading", "hiragana"),
    "katakana in reading": ('reading = "きゃく"', 'reading = "キャク"', "reading", "hiragana"),
    "trailing space": ('headword = "客"', 'headword = "客 "', "headword", "space"),
    "half-width kana": ("difficulty = 1", 'difficulty = 1\nvariants = ["ｷｬｸ"]', "variants", "half-width"),
    "decomposed kana": ("difficulty = 1", 'difficulty = 1\nvariants = ["か\u3099"]', "variants", "NFC"),
    "article in gloss": ('gloss_en = ["guest"]', 'gloss_en = ["a guest"]', "senses[1].gloss_en", "article"),
    "no gloss": ('gloss_en = ["guest"]', "gloss_en = []", "senses[1].gloss_en", "1 to 4"),
    "short definition": ('def_en = "A person', 'def_en = "Person."\nx = "', "senses[1].x", "not a field"),
    "definition too short": (
        "A person who comes to a shop or a house from outside to be served.",
        "A person.",
        "senses[1].def_en",
        "characters",
    ),
    "headword in definition": ("店や家に外から来て", "客として店や家に来て", "senses[1].def_ja", "headword"),
    "unknown domain": ('gloss_en = ["guest"]', 'gloss_en = ["guest"]\ndomain = ["cats"]', "senses[1].domain", "cats"),
    "example without headword": ("客が三人来ました。", "人が三人来ました。", "senses[1].examples[1].ja", "headword"),
    "kanji in example reading": ("きゃくが さんにん", "客が さんにん", "senses[1].examples[1].reading", "kanji"),
    "example without end": ("この店は客が多い。", "この店は客が多いです", "senses[1].examples[2].ja", "end"),
    "Japanese in translation": ("Three guests have come.", "三 guests", "senses[1].examples[1].en", "English"),
    "link to nothing": ('related = ["mise"]', 'related = ["mise", "ghost"]', "related", "ghost"),
    "link to itself": ('related = ["mise"]', 'related = ["mise", "kyaku"]', "related", "itself"),
    "one-sided synonym": ('related = ["mise"]', 'related = ["mise"]\nsynonyms = ["mise"]', "synonyms", "must name"),
    "one-sided broader": ('related = ["mise"]', 'related = ["mise"]\nbroader = ["mise"]', "broader", "narrower"),
    "synonym and antonym": (
        'related = ["mise"]',
        'related = ["mise"]\nsynonyms = ["mise"]\nantonyms = ["mise"]',
        "antonyms",
        "also a synonym",
    ),
    "formula of nothing": (
        'related = ["mise"]',
        'related = ["mise"]\n[entry.formula]\nnumerator = []\ndenominator = []\nunit = { en = "%", ja = "%" }',
        "formula.numerator",
        "at least one",
    ),
    "verb without transitivity": ('pos = "noun"', 'pos = "verb-godan"', "transitivity", "transitive"),
}


@pytest.mark.parametrize(("old", "new", "field", "problem"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_reported_with_file_entry_and_field(
    write: Write, old: str, new: str, field: str, problem: str
) -> None:
    assert old in ENTRY

    with pytest.raises(DataError) as raised:
        load_glossary(write(head(ENTRY.replace(old, new, 1) + OTHER), CONTRAST))

    found = [fault for fault in raised.value.faults if fault.field == field and problem in fault.problem]
    assert found, [str(fault) for fault in raised.value.faults]
    assert {"glossary/shop.toml"} == {fault.file for fault in found}
    assert found[0].entry in {"kyaku", "Kyaku!"}


CONTRAST_FAULTS = {
    "unknown member": ('["kyaku", "mise"]', '["kyaku", "ghost"]', "members", "ghost"),
    "one member": ('members = ["kyaku", "mise"]', 'members = ["kyaku"]', "members", "two"),
    "missing gist": (', { en = "the place", ja = "場所" }', "", "gist", "each member"),
    "missing cell": ('[{ en = "yes", ja = "動く" }, ', "[", "axes[2].cells", "each member"),
    "no gap": ("＿＿が歩いて", "客が歩いて", "minimal_pairs[1].frame", "gap"),
    "right is wrong": ('member = "mise"', 'member = "kyaku"', "minimal_pairs[1].wrong", "right word"),
    "stranger in a pair": ('right = "kyaku"', 'right = "ghost"', "minimal_pairs[1]", "ghost"),
    "half a translation": (
        'in_doubt = { en = "Ask.", ja = "聞く。" }',
        'in_doubt = { en = "Ask." }',
        "in_doubt.ja",
        "missing",
    ),
}


@pytest.mark.parametrize(("old", "new", "field", "problem"), CONTRAST_FAULTS.values(), ids=CONTRAST_FAULTS)
def test_a_planted_fault_in_a_contrast_is_reported(write: Write, old: str, new: str, field: str, problem: str) -> None:
    assert old in CONTRAST

    with pytest.raises(DataError) as raised:
        load_glossary(write(head(ENTRY + OTHER), CONTRAST.replace(old, new, 1)))

    found = [(fault.file, fault.entry) for fault in raised.value.faults if fault.field == field]
    assert ("contrasts/shop.toml", "kyaku-mise") in found, [str(fault) for fault in raised.value.faults]
    assert any(problem in fault.problem for fault in raised.value.faults if fault.field == field)


def test_all_faults_are_reported_at_once(write: Write) -> None:
    broken = ENTRY.replace("difficulty = 1", "difficulty = 9").replace("三人来ました。", "三人来ました")

    with pytest.raises(DataError) as raised:
        load_glossary(write(head(broken + OTHER), CONTRAST.replace('right = "kyaku"', 'right = "ghost"')))

    fields = {fault.field for fault in raised.value.faults}
    assert {"difficulty", "senses[1].examples[1].ja", "minimal_pairs[1]"} <= fields


def test_an_entry_that_cannot_be_read_draws_no_faults_where_it_is_named(write: Write) -> None:
    with pytest.raises(DataError) as raised:
        load_glossary(write(head(ENTRY.replace("difficulty = 1", 'difficulty = "low"') + OTHER), CONTRAST))

    assert [("kyaku", "difficulty")] == [(fault.entry, fault.field) for fault in raised.value.faults]


def test_a_file_that_cannot_be_read_draws_no_faults_in_the_others(write: Write) -> None:
    root = write(head(OTHER), CONTRAST)
    (root / "glossary" / "guests.toml").write_text("[[entry]\n" + head(ENTRY), "utf-8")

    with pytest.raises(DataError) as raised:
        load_glossary(root)

    assert ["glossary/guests.toml"] == [fault.file for fault in raised.value.faults]


def test_two_entries_with_one_spelling_need_a_note(write: Write) -> None:
    with pytest.raises(DataError) as raised:
        load_glossary(
            write(head(ENTRY + OTHER.replace("difficulty = 1", 'difficulty = 1\nvariants = ["客"]')), CONTRAST)
        )

    assert {"homophone_note"} == {fault.field for fault in raised.value.faults}


def test_an_id_is_used_once(write: Write) -> None:
    with pytest.raises(DataError) as raised:
        load_glossary(write(head(ENTRY + ENTRY + OTHER), CONTRAST))

    assert any(fault.field == "id" and "another entry" in fault.problem for fault in raised.value.faults)


def test_a_sentence_stands_in_one_entry_only(write: Write) -> None:
    with pytest.raises(DataError) as raised:
        load_glossary(write(head(ENTRY + OTHER.replace("駅前の店は高い。", "この店は客が多い。")), CONTRAST))

    assert [("mise", "examples")] == [(fault.entry, fault.field) for fault in raised.value.faults]


def test_broader_terms_may_not_lead_in_a_circle(write: Write) -> None:
    loop = 'related = ["mise"]\nbroader = ["mise"]\nnarrower = ["mise"]'
    back = 'related = ["kyaku"]\nbroader = ["kyaku"]\nnarrower = ["kyaku"]'
    text = ENTRY.replace('related = ["mise"]', loop) + OTHER.replace('related = ["kyaku"]', back)

    with pytest.raises(DataError) as raised:
        load_glossary(write(head(text), CONTRAST))

    assert {"kyaku", "mise"} == {fault.entry for fault in raised.value.faults if "lead back" in fault.problem}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"[[entry]\n", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b'colour = "red"\n', "not a field of the file"),
    ],
    ids=["broken TOML", "not UTF-8", "stray key"],
)
def test_an_unreadable_file_is_named(write: Write, content: bytes, problem: str) -> None:
    root = write(head(ENTRY + OTHER), CONTRAST)
    (root / "glossary" / "broken.toml").write_bytes(content)

    with pytest.raises(DataError) as raised:
        load_glossary(root)

    assert any(fault.file == "glossary/broken.toml" and problem in fault.problem for fault in raised.value.faults), (
        raised.value.faults
    )


def test_an_empty_folder_is_a_fault_not_an_empty_glossary(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no TOML file"):
        load_glossary(tmp_path)


def test_the_text_of_the_error_stops_after_ten_faults(write: Write) -> None:
    with pytest.raises(DataError) as raised:
        load_glossary(write(head(ENTRY.replace('"neutral"', '"posh"') * 12 + OTHER), CONTRAST))

    assert len(raised.value.faults) > 11
    assert "more: `naruhaya data` lists them all" in str(raised.value)
