"""What issue "Lookup that always lands" asks of the search's quality, and whether the evaluation reaches it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tests.evaluation.score import Tally

_EACH = (
    # kinds, each judged alone; least recall at one, least among five
    ("script", 0.995, None),
    ("width", 0.995, None),
    ("romaji", 0.995, None),
    ("human", 0.975, 0.99),
    ("slip in romaji", 0.96, 0.99),
    ("slip in kana", 0.96, 0.99),
    ("old kanji", 0.95, None),
    ("beginning", None, 0.95),
    ("English", None, 0.95),
)
_ENGLISH_SLIP = "English: one slip"
_ENGLISH_SLIP_LEAST = 0.93
_WRONG = 0.01
_FALSE = 0.005
_RATE = 20_000
_P99_S = 0.3e-3
_WORST_S = 20e-3
_FEW = 20
"""Fewer queries of a kind than this are judged with their family: one miss would decide."""


class Bar(NamedTuple):
    """A bar, what was reached, and whether that will do."""

    what: str
    reached: str
    holds: bool


def quality(tallies: Mapping[str, Tally]) -> Iterator[Bar]:
    """Yield the bars on what is found, of every family of kinds that was asked, worst kind first."""
    for family, at_one, in_five in _EACH:
        kinds = {kind: tally for kind, tally in tallies.items() if kind.startswith(family) and kind != _ENGLISH_SLIP}
        counted = {kind: tally for kind, tally in kinds.items() if tally.count >= _FEW} or kinds
        if counted and at_one is not None:
            yield _least(f"{family}: right at one, each", {k: t.share(t.first) for k, t in counted.items()}, at_one)
        if counted and in_five is not None:
            yield _least(f"{family}: right in five, each", {k: t.share(t.in_five) for k, t in counted.items()}, in_five)
    slip = tallies.get(_ENGLISH_SLIP)
    if slip:
        yield _least(
            "English with a slip: right in five", {_ENGLISH_SLIP: slip.share(slip.in_five)}, _ENGLISH_SLIP_LEAST
        )
    absent = [tally for kind, tally in tallies.items() if kind.startswith("not-there")]
    yield from _most("sure and wrong", [t for k, t in tallies.items() if not k.startswith("not-there")], _WRONG)
    yield from _most("sure of what is not there", absent, _FALSE)
    for kind, tally in sorted(tallies.items()):
        if kind.startswith("not-there") and tally.count >= _FEW:
            yield from _most(f"sure of what is not there, {kind.partition(': ')[2]}", [tally], _FALSE)


def speed(rate: float, p99: float, worst: float) -> Iterator[Bar]:
    """Yield the bars on lookups a second and on the time of one, in seconds."""
    yield Bar(f"lookups a second ≥ {_RATE:,}", f"{rate:,.0f}", rate >= _RATE)
    yield Bar(f"p99 ≤ {_P99_S * 1e6:.0f} µs", f"{p99 * 1e6:.0f} µs", p99 <= _P99_S)
    yield Bar(f"no lookup over {_WORST_S * 1e3:.0f} ms", f"{worst * 1e3:.2f} ms", worst <= _WORST_S)


def _least(what: str, shares: Mapping[str, float], least: float) -> Bar:
    kind, share = min(shares.items(), key=lambda item: item[1])
    return Bar(f"{what} ≥ {least}", f"{share:.4f} ({kind})", share >= least)


def _most(what: str, tallies: Iterable[Tally], most: float) -> Iterator[Bar]:
    listed = list(tallies)
    count = sum(tally.count for tally in listed)
    if count:
        share = sum(tally.sure_and_wrong for tally in listed) / count
        yield Bar(f"{what} ≤ {most}", f"{share:.4f} of {count:,}", share <= most)
