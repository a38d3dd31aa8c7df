"""How fast the engines answer, at the glossary's size and at others, and how the cost grows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from math import log
from statistics import linear_regression

from tests.bench.catalogue import Kind
from tests.bench.measure import Measured, Task, in_own_process
from tests.bench.quality import Tally
from tests.bench.questions import MIX, Question
from tests.bench.table import mega, micro, rate, share, table
from tests.bench.words import Material


@dataclass(frozen=True, slots=True)
class Size:
    """So many words, what is built from them, what is asked, and which engines are."""

    title: str
    material: Material
    questions: Sequence[Question]
    engines: Sequence[Kind]

    @property
    def keys(self) -> int:
        """The number of words."""
        return len(self.material.words)


@dataclass(slots=True)
class Results:
    """What was measured at one size, by the engine's name, in order."""

    size: Size
    by_name: dict[str, Measured] = field(default_factory=dict)

    def rate(self, engine: Kind) -> float | None:
        """Return the lookups a second of ``engine``, if it was measured."""
        measured = self.by_name.get(engine.name)
        return measured.rate if measured else None

    def recall(self, engine: Kind, most: int | None = None) -> Tally | None:
        """Return what ``engine`` found of what is there among the first ``most`` questions, if it was measured."""
        measured = self.by_name.get(engine.name)
        return _tallies(self.size.questions[:most], measured)[""] if measured else None


Giving = Callable[[Kind, Material], AbstractContextManager[Material]]
"""Gives an engine its material for a while, with what else that engine needs."""


def run(size: Size, seconds: float, given: Giving, tell: Callable[[str], None]) -> Results:
    """Measure every engine of ``size`` for about ``seconds`` each, and ``tell`` of each."""
    results = Results(size)
    for engine in size.engines:
        tell(f"{size.title}: {engine.name}")
        with given(engine, size.material) as material:
            results.by_name[engine.name] = in_own_process(Task(engine, material, size.questions, seconds))
    return results


def _tallies(questions: Sequence[Question], measured: Measured) -> defaultdict[str, Tally]:
    """Return a tally for each kind of question, and under no name one for all; absent words are not in it."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for question, answer in zip(questions, measured.answers, strict=False):
        if question.right:
            tallies[question.kind].add(question, answer)
            tallies[""].add(question, answer)
    return tallies


_TELLING = 200
"""Fewer questions than this say too little about what is found."""
_PRESENT = tuple(kind for kind, _ in MIX if kind != "absent")


def speed_table(results: Results, compared: Kind) -> str:
    """Return the table of one size, with each engine's speed as a multiple of that of ``compared``."""
    base = results.rate(compared)
    rows = []
    for measured in results.by_name.values():
        tallies = _tallies(results.size.questions, measured)
        rows.append(
            [
                measured.name,
                rate(measured.rate),
                micro(measured.p50),
                micro(measured.p99),
                f"{measured.rate / base:,.1f}" if base else "-",
                *(str(tallies[kind]) for kind in ("", *_PRESENT)),
                f"{len(measured.answers):,}",
                f"{measured.build:.2f}",
                mega(measured.memory) + (" *" if measured.outside else ""),
            ]
        )
    head = ["engine", "a second", "p50 µs", "p99 µs", f"× {compared.name}", "all @1 / @5"]
    head += [*_PRESENT, "asked", "build s", "memory MB"]
    return table(head, rows)


def growth(results: Iterable[Results], engine: Kind) -> float | None:
    """Return the power of the number of keys with which the time of a lookup grows: 1 if it doubles as they do."""
    points = [(log(each.size.keys), -log(speed)) for each in results if (speed := each.rate(engine))]
    if len(points) < 2:
        return None
    return linear_regression([x for x, _ in points], [y for _, y in points]).slope


def growth_table(results: Sequence[Results], engines: Iterable[Kind]) -> str:
    """Return the µs a lookup at each size and the power with which they grow."""
    rows = []
    for engine in engines:
        slope = growth(results, engine)
        if slope is not None:
            speeds = [each.rate(engine) for each in results]
            rows.append([engine.name, *(micro(1 / speed) if speed else "-" for speed in speeds), f"{slope:.2f}"])
    return table(["µs a lookup", *(f"{each.size.keys:,}" for each in results), "growth"], rows)


def summary_table(results: Sequence[Results], engines: Iterable[Kind]) -> str:
    """Return lookups a second, p99 and recall at one of the engines at every size."""
    rows = []
    for engine in engines:
        row = [engine.name]
        for each in results:
            measured, recall = each.by_name.get(engine.name), each.recall(engine)
            if measured and recall:
                told = recall.count >= _TELLING and not engine.wants_kana
                found = f" · {share(recall.first / recall.count)}" if told else ""
                row.append(f"{rate(measured.rate)} · {micro(measured.p99)}{found}")
            else:
                row.append("-")
        rows.append(row)
    return table(["lookups a second · p99 µs · found first", *(each.size.title for each in results)], rows)
