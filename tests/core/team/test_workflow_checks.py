"""Warnings on adding a word: what it may be mixed up with."""

import pytest

from bot.lexicon.model import Entry, EntryId, Glossary
from bot.lexicon.search import Lookup
from bot.team.checks import MAX_WARNINGS, Alike, Likeness, OddSign, skeleton, warnings
from tests.factories import make_entry

KNOWN = (
    make_entry("kado", "カード", "かーど"),
    make_entry("kaigi", "会議", "かいぎ"),
    make_entry("kansei", "完璧", "かんぺき"),
    make_entry("kasutama", "カスタマー", "かすたまー"),
    make_entry("kosei", "構成", "こうせい"),
    make_entry("sla", "サービスレベル合意", "さーびす れべる ごうい", abbreviations=("SLA",)),
    make_entry("kyanon", "キヤノン", "きやのん"),
)
LOOKUP = Lookup(Glossary(KNOWN, ()))


def warned(
    headword: str, reading: str = "", waiting: tuple[Entry, ...] = (), **fields: object
) -> list[tuple[str, str]]:
    """Return likeness and id of every word warned of, and odd signs with what was meant."""
    entry = make_entry("team.new", headword, reading, **fields)
    return [
        (each.likeness.value, each.entry.id) if isinstance(each, Alike) else (each.sign, each.meant)
        for each in warnings(entry, LOOKUP, KNOWN, waiting)
    ]


@pytest.mark.parametrize(
    ("headword", "reading", "expected"),
    [
        ("会議", "かいぎ", [("same-word", "kaigi")]),
        ("会議", "かい ぎ", [("same-word", "kaigi")]),
        ("会議", "かいき", [("same-spelling", "kaigi")]),
        ("SLA", "", [("same-spelling", "sla")]),
        ("ｓｌａ", "", [("same-spelling", "sla")]),
        ("力ード", "かーど", [("力", "カード"), ("looks-alike", "kado")]),
        ("カ一ド", "かーど", [("一", "カード"), ("looks-alike", "kado")]),
        ("完壁", "かんぺき", [("looks-alike", "kansei")]),
        ("キャノン", "きゃのん", [("looks-alike", "kyanon")]),
        ("カスタマ", "かすたま", [("close", "kasutama")]),
        ("校正", "こうせい", [("same-sound", "kosei")]),
        ("一次回答", "いちじ かいとう", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_new_word_may_be_mixed_up_with_is_told(
    headword: str, reading: str, expected: list[tuple[str, str]]
) -> None:
    assert warned(headword, reading) == expected


def test_a_sign_among_katakana_that_is_none_is_told_with_the_word_that_was_meant() -> None:
    odd = warnings(make_entry("team.new", "口ーン", "ろーん"), LOOKUP, KNOWN)
    assert odd == (OddSign(sign="口", meant="ローン"),)
    assert warned("第一カード", "だいいち かーど") == []


def test_another_name_of_the_new_word_is_compared_too() -> None:
    assert warned("合意書", "ごういしょ", abbreviations=("SLA",)) == [("same-spelling", "sla")]


def test_suggestions_that_wait_are_told_as_such() -> None:
    waiting = make_entry("team.old", "一次回答", "いちじ かいとう")
    (told,) = warnings(make_entry("team.new", "一次回答", "いちじ かいとう"), LOOKUP, KNOWN, (waiting,))
    assert told == Alike(likeness=Likeness.SAME_WORD, entry=waiting, waits=True)


def test_a_word_is_not_warned_of_itself_nor_of_what_it_replaces() -> None:
    entry = make_entry("team.edit", "会議", "かいぎ")
    assert warnings(entry, LOOKUP, KNOWN, but={EntryId("kaigi")}) == ()
    assert warnings(make_entry("kaigi", "会議", "かいぎ"), LOOKUP, KNOWN) == ()


def test_the_gravest_come_first_and_no_more_than_can_be_read() -> None:
    many = tuple(make_entry(f"w{number}", f"語{number}", "かいぎ") for number in range(9))
    entry = make_entry("team.new", "会議", "かいぎ")
    told = warnings(entry, LOOKUP, (*many, *KNOWN))
    assert len(told) == MAX_WARNINGS
    assert isinstance(told[0], Alike)
    assert told[0].likeness is Likeness.SAME_WORD


def test_letters_that_look_the_same_have_one_skeleton() -> None:
    assert skeleton("СRМ") == skeleton("CRM"), "the first has Cyrillic letters"
    assert skeleton("AI") != skeleton("AL")
    assert skeleton("ソ") != skeleton("ン")
