"""Takes note of words that people look up, after they have been answered: a lookup waits for no database.

A word looked up again on another day is a word worth learning: it becomes a new card.
"""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

from bot.commands.services import Services
from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.quiz.memory import Source
from bot.quiz.streak import study_day

_MOST = 2000
"""Lookups that wait to be noted; where more come, the oldest are forgotten."""
_KEPT_FOR = timedelta(days=90)

Lookup = tuple[Actor, EntryId, datetime]


class LookupNotes:
    """Lookups of this process that wait to be written; safe to call from any thread."""

    def __init__(self) -> None:
        self._waiting: deque[Lookup] = deque(maxlen=_MOST)
        self._lock = Lock()

    def __call__(self, actor: Actor, entry_id: EntryId, at: datetime) -> None:
        """Take a lookup; it costs next to nothing and never fails."""
        self._waiting.append((actor, entry_id, at))

    def taken(self) -> list[Lookup]:
        """Return what waits, once."""
        with self._lock:
            return [self._waiting.popleft() for _ in range(len(self._waiting))]


def write(services: Services, notes: LookupNotes) -> None:
    """Write the lookups that wait, each person's in one unit of work; what cannot be written is forgotten.

    Raises:
        StorageError: the database cannot be used just now.
    """
    by_person: dict[tuple[str, str], list[Lookup]] = {}
    for each in notes.taken():
        by_person.setdefault((each[0].tenant, each[0].user_id), []).append(each)
    for lookups in by_person.values():
        actor = lookups[0][0]
        with services.unit_of_work() as work:
            plan = work.plans.get(actor)
            if not plan.lookups:
                continue
            for _, entry_id, at in lookups:
                day = study_day(at, plan.zone(services.timezone))
                if work.plans.looked_up(actor, entry_id, day):
                    work.cards.add(actor, entry_id, Source.LOOKED_UP, at)
            work.plans.prune_lookups(actor.tenant, (lookups[-1][2] - _KEPT_FOR).date())
            work.commit()
