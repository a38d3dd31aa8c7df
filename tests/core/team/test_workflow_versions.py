"""What two versions of a word differ in, and an edit of an older version."""

from dataclasses import replace

from bot.lexicon.model import Register
from bot.team.versions import Change, changes, laid_over
from tests.factories import make_entry, make_sense

FIRST = make_entry(
    "team.a", "一次回答", "いちじ かいとう", senses=(make_sense("first reply", examples=()),), difficulty=0
)


def test_what_differs_is_told_field_by_field() -> None:
    sense = replace(FIRST.senses[0], gloss_en=("first response",), def_ja="")
    after = replace(FIRST, reading="いちじ へんとう", senses=(sense,), register=Register.FORMAL)
    assert changes(FIRST, after) == (
        Change(field="reading", sense=0, before="いちじ かいとう", after="いちじ へんとう"),
        Change(field="register", sense=0, before="", after="formal"),
        Change(field="english", sense=1, before="first reply", after="first response"),
        Change(field="definition_ja", sense=1, before=FIRST.senses[0].def_ja, after=""),
    )
    assert changes(FIRST, FIRST) == ()


def test_a_meaning_that_came_or_went_is_told_whole() -> None:
    second = make_sense("first answer", examples=(), def_en="", def_ja="", domain=())
    longer = replace(FIRST, senses=(*FIRST.senses, second))
    assert changes(FIRST, longer) == (Change(field="english", sense=2, before="", after="first answer"),)
    assert changes(longer, FIRST) == (Change(field="english", sense=2, before="first answer", after=""),)


def test_an_edit_of_an_older_version_keeps_what_others_changed_since() -> None:
    current = replace(FIRST, reading="いちじ へんとう", senses=(replace(FIRST.senses[0], gloss_en=("first answer",)),))
    edited = replace(FIRST, headword="一次返答", senses=(replace(FIRST.senses[0], def_en="Longer than before."),))
    merged = laid_over(FIRST, current, edited)
    assert (merged.headword, merged.reading) == ("一次返答", "いちじ へんとう")
    assert (merged.senses[0].gloss_en, merged.senses[0].def_en) == (("first answer",), "Longer than before.")


def test_where_both_changed_the_same_the_edit_stands() -> None:
    current, edited = replace(FIRST, headword="甲"), replace(FIRST, headword="乙")
    assert laid_over(FIRST, current, edited).headword == "乙"
    assert laid_over(FIRST, FIRST, edited) == edited
    second = make_sense("first answer", examples=())
    longer = replace(FIRST, senses=(*FIRST.senses, second))
    assert laid_over(FIRST, replace(FIRST, headword="甲"), longer).senses == longer.senses
