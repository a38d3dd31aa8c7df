"""How well the engines answer the evaluation's questions about the glossary that ships."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from tests.bench.engine import Answer
from tests.bench.measure import Measured
from tests.bench.questions import Question
from tests.bench.table import share, table

FAMILIES = {
    "scripts, romanisations": ("script:", "romaji:", "width:"),
    "human romaji": ("human:",),
    "one slip": ("slip in",),
    "old kanji": ("old kanji",),
    "other spellings": ("spelling:",),
    "polite": ("polite",),
    "beginnings": ("beginning:",),
    "English": ("English:",),
}
"""The columns of the table, and with what the kinds of each begin."""
ERROR = 3
"""How many right answers an error costs where it is chosen from which score on an engine is sure."""


@dataclass(slots=True)
class Tally:
    """Questions of a family, and how many of them were answered rightly at once and among five."""

    count: int = 0
    first: int = 0
    in_five: int = 0

    def add(self, question: Question, answer: Answer) -> None:
        """Count an answer."""
        self.count += 1
        self.first += bool(question.right.intersection(answer.first))
        self.in_five += bool(question.right.intersection(answer.words))

    def __str__(self) -> str:
        if not self.count:
            return "-"
        return f"{share(self.first / self.count)} / {share(self.in_five / self.count)}"


@dataclass(slots=True)
class Quality:
    """The tallies of an engine, and how often it was sure: of what is right, of what is wrong, of what is not there."""

    families: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    sure_and_right: float = 0.0
    sure_and_wrong: float = 0.0
    false_positives: float = 0.0


def judge(questions: Sequence[Question], answers: Sequence[Answer]) -> Quality:
    """Return what the answers to the first of the questions are worth.

    An engine that gives only scores is sure from the score on that suits it best on these very questions, an error
    costing as much as ERROR right answers.
    """
    quality = Quality()
    asked = list(zip(questions, answers, strict=False))
    for question, answer in asked:
        if question.right:
            quality.families[_family(question.kind)].add(question, answer)
    present = max(1, sum(bool(question.right) for question, _ in asked))
    absent = max(1, sum(not question.right for question, _ in asked))
    verdicts = sorted(_verdicts(asked), key=lambda verdict: -verdict.score)
    counts = dict.fromkeys(_Outcome, 0)
    best = 0.0
    for number, (score, outcome) in enumerate(verdicts, 1):
        counts[outcome] += 1
        if number < len(verdicts) and verdicts[number].score == score:
            continue
        right, wrong = counts[_Outcome.RIGHT] / present, counts[_Outcome.WRONG] / present
        false = counts[_Outcome.FALSE] / absent
        if score == _SAID or right - ERROR * (wrong + false) > best:
            best = right - ERROR * (wrong + false)
            quality.sure_and_right, quality.sure_and_wrong, quality.false_positives = right, wrong, false
    return quality


class _Outcome(Enum):
    """What being sure of an answer amounts to."""

    RIGHT = auto()
    WRONG = auto()
    FALSE = auto()


class _Verdict(NamedTuple):
    """An answer that an engine may be sure of from some score on, or is sure of by its own word (_SAID)."""

    score: float
    outcome: _Outcome


_SAID = float("inf")


def _verdicts(asked: Iterable[tuple[Question, Answer]]) -> Iterator[_Verdict]:
    for question, answer in asked:
        if answer.sure or (answer.sure is None and answer.words):
            hit = bool(question.right.intersection(answer.first))
            outcome = _Outcome.RIGHT if hit else _Outcome.WRONG if question.right else _Outcome.FALSE
            yield _Verdict(_SAID if answer.sure else answer.score, outcome)


def _family(kind: str) -> str:
    return next((family for family, starts in FAMILIES.items() if kind.startswith(starts)), "")


def quality_table(asked: Sequence[tuple[Sequence[Question], Measured]]) -> str:
    """Return a row for each engine and the questions it was asked."""
    rows = []
    for questions, measured in asked:
        quality = judge(questions, measured.answers)
        last = (quality.sure_and_right, quality.sure_and_wrong, quality.false_positives)
        families = [str(quality.families[family]) for family in FAMILIES]
        rows.append([measured.name, *families, *map(share, last)])
    return table(["engine", *FAMILIES, "sure and right", "sure and wrong", "sure of what is not there"], rows)
