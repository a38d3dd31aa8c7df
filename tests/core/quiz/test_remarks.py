"""What an answer says in brackets must go with the word: its style, its own brackets, nothing to the contrary."""

from dataclasses import replace

import pytest

from bot.lexicon.model import Entry, EntryId, Medium, Register
from bot.quiz.grading import grade, question
from bot.quiz.model import ItemKind, Verdict
from bot.quiz.neighbours import Neighbours
from bot.quiz.remarks import Remark, judge
from tests.core.quiz.words import GLOSSARY

NEIGHBOURS = Neighbours.of(GLOSSARY.entries)
PLAIN = GLOSSARY.by_id[EntryId("kokyaku")]
HUMBLE = replace(PLAIN, register=Register.HUMBLE_I)
HONORIFIC = replace(PLAIN, register=Register.HONORIFIC)
SPOKEN = replace(PLAIN, medium=Medium.SPOKEN)


@pytest.mark.parametrize(
    ("entry", "remark", "how"),
    [
        (HUMBLE, "humble", Remark.FITS),
        (HUMBLE, "honorific", Remark.CONTRADICTS),
        (HONORIFIC, "humble form", Remark.CONTRADICTS),
        (HONORIFIC, "not humble", Remark.FITS),
        (HONORIFIC, "not honorific", Remark.CONTRADICTS),
        (PLAIN, "polite", Remark.FITS),
        (SPOKEN, "written", Remark.CONTRADICTS),
        (PLAIN, "not", Remark.DENIES),
        (PLAIN, "opposite", Remark.DENIES),
        (PLAIN, "no: supplier", Remark.DENIES),
        (PLAIN, "not customer", Remark.DENIES),
        (PLAIN, "not supplier", Remark.FITS),
        (PLAIN, "of a shop", Remark.FITS),
        (PLAIN, "noun", Remark.FITS),
        (PLAIN, "s", Remark.FITS),
        (PLAIN, "banana", Remark.SAYS_MORE),
    ],
    ids=str,
)
def test_a_remark_must_go_with_the_word(entry: Entry, remark: str, how: Remark) -> None:
    assert judge(remark, entry) is how


def test_the_note_names_the_remark_that_does_not_go_with_the_word() -> None:
    result = grade(question(PLAIN, ItemKind.MEANING), "customer (honorific)", NEIGHBOURS)
    assert result.verdict is Verdict.NEAR
    assert "honorific" in result.note.en
    assert "honorific" in result.note.ja
    assert "customer" in result.note.en
