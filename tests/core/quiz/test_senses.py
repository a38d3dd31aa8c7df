"""What is typed must fit the sense that was asked, and not another sense of the same word."""

from dataclasses import replace

import pytest

from bot.lexicon.model import Entry, EntryId, Sense
from bot.localized import Localized
from bot.quiz.grading import grade, question
from bot.quiz.model import Item, ItemKind, Rule, Verdict
from bot.quiz.neighbours import Neighbours
from bot.quiz.senses import asked_sense, short_forms
from tests.core.quiz.words import make_entry

WRAP_UP = make_entry("wrap-up", "後処理", "あとしょり", "after-call work", "wrap-up", definition_ja="通話後の作業。")
FINISHING = replace(
    WRAP_UP.senses[0], gloss_en=("post-processing", "finishing"), def_en="Finishing.", def_ja="仕上げの作業。"
)
WORD = replace(
    WRAP_UP, senses=(*WRAP_UP.senses, FINISHING), abbreviations=("ACW", "後処"), synonyms=(EntryId("acw-word"),)
)
LOANWORD = make_entry("acw-word", "アフターコールワーク", "あふたーこーるわーく", "after-call work (ACW)")
POLISH = make_entry("polish", "仕上げ", "しあげ", "finishing")
NEIGHBOURS = Neighbours.of((WORD, LOANWORD, POLISH))


def asked(sense: Sense) -> Item:
    """Return the question that shows the definition of ``sense`` and wants the word."""
    return replace(
        question(WORD, ItemKind.WORD), stem=Localized(sense.def_en, f"{sense.def_ja[:-1]}（「あ」で始まる）")
    )


@pytest.mark.parametrize(
    ("sense", "response", "verdict", "rule"),
    [
        (0, "ACW", Verdict.CORRECT_WITH_NOTE, Rule.ABBREVIATION),
        (1, "ACW", Verdict.NEAR, Rule.OTHER_SENSE),
        (1, "ａｃｗ", Verdict.NEAR, Rule.OTHER_SENSE),
        (1, "後処", Verdict.CORRECT_WITH_NOTE, Rule.ABBREVIATION),
        (0, "アフターコールワーク", Verdict.OTHER_WORD, Rule.SYNONYM),
        (1, "アフターコールワーク", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        (0, "仕上げ", Verdict.OTHER_WORD, Rule.NEIGHBOUR),
        (1, "仕上げ", Verdict.OTHER_WORD, Rule.SYNONYM),
        (0, "後処理", Verdict.CORRECT, Rule.EXACT),
        (1, "後処理", Verdict.CORRECT, Rule.EXACT),
    ],
    ids=str,
)
def test_a_typed_word_counts_in_the_sense_that_is_asked(
    sense: int, response: str, verdict: Verdict, rule: Rule
) -> None:
    found = grade(asked(WORD.senses[sense]), response, NEIGHBOURS)
    assert (verdict, rule) == (found.verdict, found.rule)


def test_the_refusal_names_the_sense_that_the_short_form_stands_for() -> None:
    note = grade(asked(FINISHING), "ACW", NEIGHBOURS).note
    assert note.en == "ACW stands for the word in another sense, after-call work; here it is 後処理."
    assert "after-call work" in note.ja


@pytest.mark.parametrize(
    ("sense", "expected"), [(WORD.senses[0], ("ACW", "後処")), (FINISHING, ("後処",)), (None, ("ACW", "後処"))]
)
def test_initials_go_with_the_senses_that_they_are_of(sense: Sense | None, expected: tuple[str, ...]) -> None:
    assert expected == short_forms(WORD, sense)


def test_initials_leave_small_words_out() -> None:
    answer = replace(FINISHING, gloss_en=("average speed of answer",))
    both: Entry = replace(WORD, senses=(WORD.senses[0], answer), abbreviations=("ASA",))
    assert (short_forms(both, both.senses[0]), short_forms(both, answer)) == ((), ("ASA",))


def test_a_question_about_the_whole_word_asks_no_sense() -> None:
    assert asked_sense(question(WORD, ItemKind.MEANING), WORD) is None
    assert asked_sense(asked(FINISHING), WORD) is FINISHING
