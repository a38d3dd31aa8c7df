"""What the search has to reach, and whether it does."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.bench.comparing import Ratio, WRatio, WRatioRomaji
from tests.bench.keystrokes import Times
from tests.bench.ours import FullScan, General, Naruhaya
from tests.bench.speed import Results, growth
from tests.bench.table import micro, rate, share, table

RATE = 20_000
"""Lookups a second at the glossary's size and at 10,000 keys."""
P99_S = 0.3e-3
GENERAL_P99_S = 1e-3
TIMES_WRATIO = {1_000: 50, 10_000: 500}
RECALL_LOST = 0.005
COMPLETION_S = 1e-3
SPOTTING_S = 5e-3


class Bar(NamedTuple):
    """A bar, what was reached, and whether that will do."""

    what: str
    reached: str
    holds: bool


def bars(at_glossary: Results, by_keys: Sequence[Results], completion: Times, spotting: Times | None) -> Iterator[Bar]:
    """Yield every bar that what was measured can tell of."""
    ours = at_glossary.by_name[Naruhaya.name]
    yield Bar(f"glossary's size: ≥ {RATE:,} a second", rate(ours.rate), ours.rate >= RATE)
    yield Bar(f"glossary's size: p99 ≤ {micro(P99_S)} µs", f"{micro(ours.p99)} µs", ours.p99 <= P99_S)
    for results in by_keys:
        yield from _at_size(results)
    for engine, name in ((Naruhaya, "lookup"), (General, "general dictionary")):
        slope = growth(by_keys, engine)
        if slope is not None:
            yield Bar(f"cost of a {name} grows slower than the keys", f"keys to the power of {slope:.2f}", slope < 1)
    reached = f"p99 {micro(completion.p99)} µs, worst {micro(completion.worst)} µs"
    yield Bar(f"completion: p99 < {micro(COMPLETION_S)} µs", reached, completion.p99 < COMPLETION_S)
    if spotting is not None:
        reached = f"median {spotting.p50 * 1e3:.2f} ms, worst {spotting.worst * 1e3:.2f} ms"
        yield Bar(f"terms in 4,000 characters: < {SPOTTING_S * 1e3:.0f} ms", reached, spotting.worst < SPOTTING_S)


def _at_size(results: Results) -> Iterator[Bar]:
    keys, title = results.size.keys, results.size.title
    ours, wratio, romaji = results.rate(Naruhaya), results.rate(WRatio), results.rate(WRatioRomaji)
    if ours and keys == 10_000:
        yield Bar(f"{title}: ≥ {RATE:,} a second", rate(ours), ours >= RATE)
        yield from _recall(results)
    if ours and wratio and keys in TIMES_WRATIO:
        reached = f"{ours / wratio:,.0f} ×" + (f" ({ours / romaji:,.0f} × that of romaji alone)" if romaji else "")
        wanted = TIMES_WRATIO[keys]
        yield Bar(f"{title}: ≥ {wanted} × WRatio over all spellings", reached, ours / wratio >= wanted)
    general = results.by_name.get(General.name)
    if general and not ours:
        holds = general.p99 <= GENERAL_P99_S
        yield Bar(f"{title}: p99 ≤ {micro(GENERAL_P99_S)} µs", f"{micro(general.p99)} µs", holds)


def _recall(results: Results) -> Iterator[Bar]:
    """Yield the bar on what is found, judged by the questions that all of those compared were asked."""
    compared = (Naruhaya, FullScan, Ratio)
    asked = min(len(results.by_name[engine.name].answers) for engine in compared)
    ours, scan, ratio = (
        tally.first / tally.count if (tally := results.recall(engine, asked)) else 0.0 for engine in compared
    )
    reached = f"{share(ours)} and {share(scan)} of {asked:,} (ratio over folded keys {share(ratio)})"
    what = f"{results.size.title}: found first ≥ full scan's less {share(RECALL_LOST)}"
    yield Bar(what, reached, ours >= scan - RECALL_LOST)


def bars_table(reached: Sequence[Bar]) -> str:
    """Return the bars and whether each holds."""
    return table(
        ["bar", "reached", "holds"], [[bar.what, bar.reached, "yes" if bar.holds else "NO"] for bar in reached]
    )
