"""What the core asks of storage about studying: people's plans, what they looked up, when we were there."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.quiz.plan import Plan
from bot.quiz.streak import Outage


class PlanRepository(Protocol):
    """What people chose about their studying."""

    def get(self, actor: Actor) -> Plan:
        """Return the person's plan, or the defaults; until this unit of work ends, no other one can change it."""
        ...

    def set(self, actor: Actor, plan: Plan) -> None:
        """Keep the person's plan."""
        ...

    def due(self, now: datetime, limit: int) -> tuple[tuple[str, str], ...]:
        """Return tenant and id of at most ``limit`` people to look at by ``now``, the longest due first.

        Of all workspaces: what is read after that is read by its tenant again.
        """
        ...

    def next_due(self) -> datetime | None:
        """Return when the next person of any workspace is to be looked at."""
        ...

    def looked_up(self, actor: Actor, entry_id: EntryId, day: date) -> bool:
        """Take note that the person looked a word up on a date; True if they had on an earlier one."""
        ...

    def prune_lookups(self, tenant: str, before: date) -> int:
        """Forget what was looked up before that date and never again; return how many words."""
        ...


class UptimeRepository(Protocol):
    """When the bot was there for its people."""

    def beat(self, now: datetime) -> None:
        """Take note that it is there now."""
        ...

    def outages(self, since: datetime) -> Sequence[Outage]:
        """Return when it was not, from then on, in order; nothing is known of the time before its first beat."""
        ...
