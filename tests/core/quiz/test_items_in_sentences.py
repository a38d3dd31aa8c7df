from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest

from bot.lexicon.model import Axis, Direction, Entry, Example, Glossary, PartOfSpeech, Register, Style
from bot.localized import Localized
from bot.quiz.items import build_items
from bot.quiz.model import Item, ItemKind
from tests.core.quiz.words import make_contrast, make_entry, make_pair

CALLS = (
    make_entry("juden", "受電", "じゅでん", "answered call", pos=PartOfSpeech.SURU_NOUN),
    make_entry("kaden", "架電", "かでん", "placing by phone", pos=PartOfSpeech.SURU_NOUN),
    make_entry("nyuden", "入電", "にゅうでん", "ring at the desk", pos=PartOfSpeech.SURU_NOUN),
    make_entry("tenso", "転送", "てんそう", "forwarding", pos=PartOfSpeech.SURU_NOUN),
    make_entry("horyu", "保留", "ほりゅう", "putting on hold", pos=PartOfSpeech.SURU_NOUN),
)
CONTRAST = make_contrast(
    ("juden", "kaden", "nyuden", "tenso"), make_pair("juden", "kaden", "nyuden", "tenso", frame="朝から＿＿が多い。")
)


def _asked(glossary: Glossary, kind: ItemKind, entry: str = "juden", seeds: Iterable[int] = range(8)) -> list[Item]:
    items = (item for seed in seeds for item in build_items(glossary, Random(seed), 60, kinds=[kind]))
    return [item for item in items if item.entry_id == entry]


def _with_example(japanese: str, english: str = "We were answering calls.", **fields: object) -> Glossary:
    example = Example(ja=japanese, reading="…", en=english, style=Style.SPOKEN)
    key = replace(CALLS[0], senses=(replace(CALLS[0].senses[0], examples=(example,)),), **fields)  # type: ignore[arg-type]  # fields of Entry
    return Glossary((key, *CALLS[1:]), ())


def test_a_gap_stands_where_the_word_stood_and_says_what_is_meant() -> None:
    (item, *_) = _asked(_with_example("朝から受電が続いた。"), ItemKind.CLOZE)
    definition = CALLS[0].senses[0]
    assert item.stem == Localized(
        f"朝から＿＿が続いた。 ({definition.def_en})", f"朝から＿＿が続いた。（{definition.def_ja}）"
    )
    assert item.options[item.key or 0].text.ja == "受電"


def test_a_translation_that_names_the_meaning_is_kept_for_the_note() -> None:
    (item, *_) = _asked(_with_example("朝から受電が続いた。", "One answered call after another."), ItemKind.CLOZE)
    assert "answered call" not in item.stem.en
    assert "One answered call after another." in item.note.en


def test_a_phrase_in_another_form_is_not_cut_out_for_what_stands_in_the_glossary() -> None:
    phrase = PartOfSpeech.EXPRESSION
    for said, asked in (("受電です", True), ("受電でした", False)):
        key = _with_example(f"本日は、{said}。", pos=phrase, headword="受電です", variants=("受電でした",)).entries[0]
        others = (replace(entry, pos=phrase) for entry in CALLS[1:])
        assert bool(_asked(Glossary((key, *others), ()), ItemKind.CLOZE)) is asked


@pytest.mark.parametrize(
    "japanese",
    [
        "朝から受電件数が多い。",
        "朝の初受電だった。",
        "ご受電ください。",
        "受電した。次の受電も急ぐ。",
        "じゅでんの受電だ。",
    ],
    ids=["compound after", "compound before", "honorific before", "twice", "its reading beside it"],
)
def test_a_gap_that_would_fit_one_word_alone_is_not_asked(japanese: str) -> None:
    assert not _asked(_with_example(japanese), ItemKind.CLOZE)


def test_a_verb_is_not_cut_out_since_the_ending_left_would_tell_it() -> None:
    verbs = tuple(replace(entry, pos=PartOfSpeech.GODAN_VERB) for entry in _with_example("朝から受電が続く。").entries)
    assert not _asked(Glossary(verbs, ()), ItemKind.CLOZE)


def test_what_the_translation_says_is_no_wrong_option() -> None:
    glossary = _with_example("受電と別の仕事をした。", "We had an answered call and one for forwarding.")
    offered = {option.entry_id for item in _asked(glossary, ItemKind.CLOZE) for option in item.options}
    assert offered >= {"juden", "horyu"}
    assert "tenso" not in offered


def test_a_wrong_word_in_a_sentence_is_put_right_with_the_words_of_its_pair() -> None:
    items = _asked(Glossary(CALLS, (CONTRAST,)), ItemKind.SPOT_THE_ERROR)
    assert {item.stem.ja for item in items} == {f"朝から【{word}】が多い。" for word in ("架電", "入電", "転送")}
    for item in items:
        standing = item.stem.ja.partition("【")[2].partition("】")[0]
        texts = [option.text.ja for option in item.options]
        assert len(texts) == 3
        assert standing not in texts
        assert set(texts) < {"受電", "架電", "入電", "転送"}
        assert standing in item.note.ja


def test_a_pair_with_too_few_wrong_words_of_its_kind_is_not_asked() -> None:
    other = (*CALLS[:2], *(replace(entry, pos=PartOfSpeech.ADVERB) for entry in CALLS[2:]))
    for kind in (ItemKind.WHICH_WORD, ItemKind.SPOT_THE_ERROR):
        assert not _asked(Glossary(other, (CONTRAST,)), kind)


def test_a_synonym_is_not_offered_even_where_a_sentence_rules_it_out() -> None:
    synonym = replace(CALLS[1], synonyms=(CALLS[0].id,))
    items = _asked(Glossary((CALLS[0], synonym, *CALLS[2:]), (CONTRAST,)), ItemKind.WHICH_WORD)
    assert {option.entry_id for item in items for option in item.options} == {"juden", "nyuden", "tenso"}


def _row(*cells: str) -> Glossary:
    axis = Axis(label=Localized("To whom", "相手"), cells=tuple(map(Localized, cells, ("客", "部下", "上司", "役所"))))
    return Glossary(CALLS, (replace(CONTRAST, axes=(axis,)),))


def test_a_row_on_the_addressee_asks_which_word_it_is_about() -> None:
    (item, *_) = _asked(_row("customers", "juniors", "one's boss", "offices"), ItemKind.REGISTER)
    assert item.stem == Localized("Picture who will hear or read the word: customers.", "聞き手・読み手は「客」です。")
    reasons = {str(option.entry_id): option.reason.en for option in item.options}
    assert reasons["juden"] == "受電 (juden): To whom: customers"
    assert {"kaden", "nyuden", "tenso"} >= set(reasons) - {"juden"}


@pytest.mark.parametrize(
    "others",
    [("both", "anybody", "customers"), ("customers, too", "customer", "customers and staff")],
    ids=["takes it in", "names it as well"],
)
def test_a_word_of_which_the_same_could_be_said_is_not_offered(others: tuple[str, ...]) -> None:
    assert not _asked(_row("customers", *others), ItemKind.REGISTER)


def test_a_row_on_the_place_or_the_tone_is_not_asked() -> None:
    glossary = _row("customers", "juniors", "one's boss", "offices")
    (contrast,) = glossary.contrasts
    label = Localized("Where the word is used", "使われる場")
    elsewhere = replace(contrast, axes=(replace(contrast.axes[0], label=label),))
    assert not _asked(Glossary(CALLS, (elsewhere,)), ItemKind.REGISTER)


FORBIDS = Localized(
    "Staff say it. Not used to customers: say otherwise.", "社内の語。お客様には使わない。ほかに注意なし。"
)


def _labelled(entry: Entry, register: Register, *direction: Direction) -> Entry:
    note = FORBIDS if direction == (Direction.IN_HOUSE,) else None
    return replace(entry, register=register, direction=direction, usage_note=note)


@pytest.mark.parametrize(
    ("right", "wrong", "start"),
    [
        (
            (Register.NEUTRAL, Direction.TO_CUSTOMER),
            (Register.NEUTRAL, Direction.IN_HOUSE),
            "You are writing to a customer",
        ),
        ((Register.NEUTRAL, Direction.IN_HOUSE), (Register.NEUTRAL, Direction.TO_CUSTOMER), "A colleague's mail"),
        ((Register.HONORIFIC, Direction.TO_CUSTOMER), (Register.HUMBLE_I,), "You speak, with respect"),
        ((Register.HUMBLE_II,), (Register.HONORIFIC, Direction.TO_CUSTOMER), "You tell a customer, modestly"),
    ],
    ids=["to a customer", "in-house", "respectful", "modest"],
)
def test_labels_that_exclude_each_other_make_a_scene(
    right: tuple[Register, Direction], wrong: tuple[Register, Direction], start: str
) -> None:
    entries = (_labelled(CALLS[0], *right), *(_labelled(entry, *wrong) for entry in CALLS[1:]))
    (item, *_) = _asked(Glossary(entries, ()), ItemKind.REGISTER)
    assert item.stem.en.startswith(start)
    assert len({option.reason.ja for option in item.options}) == 4


def test_a_word_that_suits_both_sides_makes_no_scene() -> None:
    both = _labelled(CALLS[0], Register.NEUTRAL, Direction.TO_CUSTOMER, Direction.IN_HOUSE)
    wrong = (_labelled(entry, Register.NEUTRAL, Direction.IN_HOUSE) for entry in CALLS[1:])
    assert not _asked(Glossary((both, *wrong), ()), ItemKind.REGISTER)


def test_a_word_is_kept_from_customers_only_where_its_note_says_so_and_for_that_reason() -> None:
    fit = _labelled(CALLS[0], Register.NEUTRAL, Direction.TO_CUSTOMER)
    kept = [_labelled(entry, Register.NEUTRAL, Direction.IN_HOUSE) for entry in CALLS[1:]]
    (item, *_) = _asked(Glossary((fit, *kept), ()), ItemKind.REGISTER)
    wrong = [option.reason for option in item.options if option.entry_id != fit.id]
    assert all(reason.en.endswith("): Not used to customers: say otherwise.") for reason in wrong)
    assert all(reason.ja.endswith("」：お客様には使わない。") for reason in wrong)
    milder = Localized("Mostly said in-house; to customers something else sounds better.", "主に社内で言う。")
    assert not _asked(Glossary((fit, *(replace(entry, usage_note=milder) for entry in kept)), ()), ItemKind.REGISTER)
