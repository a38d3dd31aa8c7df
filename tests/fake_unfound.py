"""Words that nobody found, in memory."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.unfound_rows import Unfound

_MOST = 2000


@dataclass
class UnfoundRows:
    counts: dict[tuple[str, str, date], int] = field(default_factory=dict)
    choices: dict[str, bool] = field(default_factory=dict)

    def copy(self) -> "UnfoundRows":
        return UnfoundRows(dict(self.counts), dict(self.choices))


class FakeUnfound:
    def __init__(self, rows: UnfoundRows) -> None:
        self._rows = rows

    def is_kept(self, tenant: str) -> bool:
        return self._rows.choices.get(tenant, True)

    def choose(self, tenant: str, *, kept: bool) -> None:
        self._rows.choices[tenant] = kept
        if not kept:
            self._forget(key for key in self._rows.counts if key[0] == tenant)

    def note(self, tenant: str, query: str, day: date, count: int) -> None:
        key = (tenant, query, day)
        if key in self._rows.counts or sum(owner == tenant for owner, *_ in self._rows.counts) < _MOST:
            self._rows.counts[key] = self._rows.counts.get(key, 0) + count

    def most_asked(self, tenant: str, limit: int) -> tuple[Unfound, ...]:
        found: dict[str, Unfound] = {}
        for (owner, query, day), count in self._rows.counts.items():
            if owner == tenant:
                before = found.get(query, Unfound(query=query, count=0, last=day))
                found[query] = Unfound(query=query, count=before.count + count, last=max(before.last, day))
        ranked = sorted(found.values(), key=lambda each: (-each.count, -each.last.toordinal(), each.query))
        return tuple(ranked[:limit])

    def drop(self, tenant: str, query: str) -> bool:
        gone = [key for key in self._rows.counts if key[:2] == (tenant, query)]
        self._forget(gone)
        return bool(gone)

    def stale(self, before: date) -> tuple[str, ...]:
        return tuple({tenant for tenant, _, day in self._rows.counts if day < before})

    def prune(self, tenant: str, before: date) -> None:
        self._forget(key for key in self._rows.counts if key[0] == tenant and key[2] < before)

    def _forget(self, keys: Iterable[tuple[str, str, date]]) -> None:
        for key in list(keys):
            del self._rows.counts[key]
