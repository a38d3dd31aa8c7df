"""The grader against judged.tsv: answers that a strict but fair teacher judged by hand, before the grader ran."""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import pytest

from bot.lexicon.loader import load_glossary
from bot.quiz.grading import grade, question
from bot.quiz.model import Grade, ItemKind, Rule, Verdict
from bot.quiz.neighbours import Neighbours

ROOT = Path(__file__).parents[3]
ACCEPTED = frozenset({Verdict.CORRECT, Verdict.CORRECT_WITH_NOTE})
OVERTAKEN = frozenset({Rule.NEIGHBOUR, Rule.SYNONYM, Rule.HOMOPHONE})
MOST_FALSE_REJECTS = 0.01
MOST_FALSE_ACCEPTS = 0.005
MOST_OTHERWISE = 0.02
MOST_OVERTAKEN = 0.02


@dataclass(frozen=True, slots=True)
class Row:
    """A judged answer."""

    headword: str
    kind: ItemKind
    response: str
    allowed: frozenset[Verdict]
    why: str

    @property
    def is_right(self) -> bool:
        """Whether the answer must be accepted."""
        return self.allowed <= ACCEPTED

    @property
    def is_pair(self) -> bool:
        """Whether the answer is another word of nearly the same sound."""
        return self.why.startswith("pair:")


def _rows() -> list[Row]:
    rows: list[Row] = []
    for line in (Path(__file__).parent / "judged.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            headword, kind, response, allowed, why = line.split("\t")
            verdicts = frozenset(map(Verdict, allowed.split("|")))
            rows.append(Row(headword, ItemKind(kind), response, verdicts, why))
    return rows


ROWS = _rows()


@pytest.fixture(scope="module")
def neighbours() -> Neighbours:
    return Neighbours.of(load_glossary(ROOT / "data").entries)


@pytest.fixture(scope="module")
def grades(neighbours: Neighbours) -> dict[Row, Grade]:
    by_headword = {entry.headword: entry for entry in neighbours.entries.values()}
    return {row: grade(question(by_headword[row.headword], row.kind), row.response, neighbours) for row in ROWS}


def test_the_table_is_as_large_as_it_has_to_be() -> None:
    assert len(ROWS) >= 650
    assert len({(row.headword, row.kind, row.response) for row in ROWS}) == len(ROWS)
    pairs = [row for row in ROWS if row.is_pair]
    assert len(pairs) >= 100
    assert 2 * sum(row.allowed == {Verdict.OTHER_WORD} for row in pairs) >= len(pairs)
    assert {kind: number >= 150 for kind, number in Counter(row.kind for row in ROWS).items()} == {
        ItemKind.READING: True,
        ItemKind.MEANING: True,
        ItemKind.WORD: True,
    }


def test_right_answers_are_accepted_and_wrong_ones_refused(grades: dict[Row, Grade]) -> None:
    right = [row for row in ROWS if row.is_right]
    wrong = [row for row in ROWS if row.allowed.isdisjoint(ACCEPTED)]
    refused = [row for row in right if not grades[row].credit]
    # What became the reading, the meaning or the spelling of an entry written since is refused by design.
    overtaken = [row for row in refused if grades[row].rule in OVERTAKEN]
    rejected = [row for row in refused if row not in overtaken]
    accepted = [row for row in wrong if grades[row].credit]
    otherwise = [row for row in wrong if not grades[row].credit and grades[row].verdict not in row.allowed]
    sys.stdout.write(
        f"\n{len(ROWS)} rows: false reject {len(rejected)}/{len(right)} = {len(rejected) / len(right):.2%}, "
        f"false accept {len(accepted)}/{len(wrong)} = {len(accepted) / len(wrong):.2%}, "
        f"refused otherwise than judged {len(otherwise)}, overtaken by new entries {len(overtaken)}\n"
    )
    assert len(rejected) <= MOST_FALSE_REJECTS * len(right), [(row, grades[row]) for row in rejected]
    assert len(accepted) <= MOST_FALSE_ACCEPTS * len(wrong), [(row, grades[row]) for row in accepted]
    assert len(otherwise) <= MOST_OTHERWISE * len(wrong), [(row, grades[row]) for row in otherwise]
    assert len(overtaken) <= MOST_OVERTAKEN * len(right), [(row, grades[row]) for row in overtaken]


def test_no_minimal_pair_is_accepted_and_most_are_explained(grades: dict[Row, Grade]) -> None:
    pairs = [row for row in ROWS if row.is_pair]
    assert not [row for row in pairs if grades[row].credit]
    explained = [row for row in pairs if grades[row].verdict is Verdict.OTHER_WORD]
    assert len(explained) >= 0.9 * len(pairs), [row for row in pairs if row not in explained]
    for row in explained:
        note = grades[row].note
        assert row.headword in note.en, row
        assert row.headword in note.ja, row


def test_every_grade_but_a_plain_right_one_has_a_note(grades: dict[Row, Grade]) -> None:
    for row, found in grades.items():
        assert bool(found.note.en) is bool(found.note.ja), row
        assert found.note.en or found.verdict is Verdict.CORRECT, row
        assert "{" not in found.note.en + found.note.ja, row


def test_an_answer_is_graded_within_a_millisecond(neighbours: Neighbours) -> None:
    by_headword = {entry.headword: entry for entry in neighbours.entries.values()}
    before = process_time()
    for row in ROWS:
        grade(question(by_headword[row.headword], row.kind), row.response, neighbours)
    assert process_time() - before < 0.001 * len(ROWS)
