"""Takes note of words that nobody found, after the answer was given: nobody waits for the database.

Who asked and where is forgotten at once. One person's own workspace keeps none: there it would be known who asked.
"""

from collections import Counter, deque
from datetime import date, datetime, timedelta
from threading import Lock

from bot.commands.services import Services
from bot.identity import Actor
from bot.lexicon.unfound import kept_query

KEPT_FOR = timedelta(days=30)
_MOST = 2000
"""Queries that wait to be noted; where more come, the oldest are forgotten."""
_PRUNED_EVERY = timedelta(hours=1)


class UnfoundNotes:
    """Queries of this process that wait to be counted; safe to call from any thread."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, str, datetime]] = deque(maxlen=_MOST)
        self._lock = Lock()
        self._pruned_at: datetime | None = None

    def __call__(self, actor: Actor, query: str, at: datetime) -> None:
        """Take a query; it costs next to nothing and never fails."""
        if actor.at_home and not actor.has_own_workspace:
            self._waiting.append((actor.tenant, query, at))

    def taken(self) -> list[tuple[str, str, datetime]]:
        """Return what waits, once: tenant, query and moment."""
        with self._lock:
            return [self._waiting.popleft() for _ in range(len(self._waiting))]

    def shall_prune(self, now: datetime) -> bool:
        """Tell whether it is time to look for what is too old, and take it as done."""
        with self._lock:
            due = self._pruned_at is None or not timedelta() <= now - self._pruned_at < _PRUNED_EVERY
            if due:
                self._pruned_at = now
            return due


def write(services: Services, notes: UnfoundNotes, now: datetime) -> None:
    """Count the queries that wait, each workspace's in one unit of work, and forget what is older than 30 days.

    Raises:
        StorageError: the database cannot be used just now; what waited is forgotten.
    """
    by_tenant: dict[str, Counter[tuple[str, date]]] = {}
    for tenant, query, at in notes.taken():
        word = kept_query(query)
        if word:
            day = at.astimezone(services.timezone).date()
            by_tenant.setdefault(tenant, Counter())[word, day] += 1
    for tenant, counts in by_tenant.items():
        with services.of(tenant).unit_of_work() as work:
            if work.unfound.is_kept(tenant):
                for (word, day), count in counts.items():
                    work.unfound.note(tenant, word, day, count)
                work.commit()
    if notes.shall_prune(now):
        _prune(services, (now - KEPT_FOR).astimezone(services.timezone).date())


def _prune(services: Services, before: date) -> None:
    with services.unit_of_work(read_only=True) as work:
        stale = work.unfound.stale(before)
    for tenant in stale:
        with services.of(tenant).unit_of_work() as work:
            work.unfound.prune(tenant, before)
            work.commit()
