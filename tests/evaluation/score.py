"""Runs cases through a lookup and counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.lexicon.match import Outcome
from bot.lexicon.search import Lookup
from tests.evaluation.queries import Case


@dataclass
class Tally:
    """What became of the cases of one kind."""

    count: int = 0
    first: int = 0
    in_five: int = 0
    sure_and_right: int = 0
    sure_and_wrong: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)

    def share(self, number: int) -> float:
        """Return ``number`` as a share of the cases."""
        return number / self.count if self.count else 0.0


def score(lookup: Lookup, cases: Iterable[Case]) -> dict[str, Tally]:
    """Return a tally for each kind.

    Right at one: a right entry is first, or shares the first place (is among the matches). Sure and wrong: there are
    matches and none is right.
    """
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for case in cases:
        result = lookup.find(case.query, 5)
        tally = tallies[case.kind]
        tally.count += 1
        matched = [match.entry.id for match in result.matches]
        found = matched + [match.entry.id for match in result.suggestions]
        sure = result.outcome is Outcome.MATCH
        if not case.right:
            tally.sure_and_wrong += sure
            if sure:
                tally.missed.append((case.query, " ".join(found)))
            continue
        first = bool(case.right & {*matched, *found[:1]})
        tally.first += first
        tally.in_five += bool(case.right & set(found))
        tally.sure_and_right += sure and bool(case.right & set(matched))
        tally.sure_and_wrong += sure and not case.right & set(matched)
        if not first:
            tally.missed.append((case.query, f"{'/'.join(sorted(case.right))} not {' '.join(found)}"))
    return dict(tallies)
