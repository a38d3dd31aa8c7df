"""Prints how the search does, kind by kind: ``python -m tests.evaluation [--misses] [KIND …]``."""

import gc
import sys
import time
from pathlib import Path
from random import Random

from bot.lexicon.loader import load_glossary
from bot.lexicon.model import Glossary
from bot.lexicon.search import Lookup
from tests.evaluation import bars
from tests.evaluation.queries import Case, make_cases
from tests.evaluation.score import score


def main(arguments: list[str]) -> None:
    """Evaluate the glossary in ``data`` and write a table to standard output."""
    glossary = load_glossary(Path("data"))
    show = "--misses" in arguments
    kinds = [argument for argument in arguments if not argument.startswith("-")]
    report(glossary, kinds, show_misses=show)


def report(glossary: Glossary, kinds: list[str], *, show_misses: bool) -> None:
    """Print the tallies of the kinds that begin like ``kinds`` (all if none), then each bar and whether it is reached."""
    lookup = Lookup(glossary)
    cases = [case for case in make_cases(glossary.entries) if not kinds or case.kind.startswith(tuple(kinds))]
    tallies = score(lookup, cases)
    print(f"{len(glossary.entries)} entries, {len(cases)} queries")
    print(f"{'kind':32}{'n':>6}{'r@1':>8}{'r@5':>8}{'sure':>8}{'wrong':>8}")
    for kind, tally in sorted(tallies.items()):
        figures = (tally.first, tally.in_five, tally.sure_and_right, tally.sure_and_wrong)
        print(f"{kind:32}{tally.count:6}" + "".join(f"{tally.share(figure):8.3f}" for figure in figures))
        if show_misses:
            for query, outcome in tally.missed:
                print(f"    {query} → {outcome}")
    for bar in (*bars.quality(tallies), *bars.speed(*_speed(lookup, cases))):
        print(f"{'pass' if bar.holds else 'FAIL'}  {bar.what}: {bar.reached}")


def _speed(lookup: Lookup, cases: list[Case]) -> tuple[float, float, float]:
    """Return lookups a second, p99 and worst in processor time, which others' work on the machine leaves alone."""
    queries = [case.query for case in cases]
    Random(1).shuffle(queries)
    gc.collect()
    gc.freeze()  # as the product does with its glossary
    took: list[float] = []
    for query in queries:
        begun = time.process_time()
        lookup.find(query)
        took.append(time.process_time() - begun)
    took.sort()
    return len(took) / sum(took), took[len(took) * 99 // 100], took[-1]


if __name__ == "__main__":
    main(sys.argv[1:])
