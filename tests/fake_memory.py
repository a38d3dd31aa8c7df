"""What people remember, in memory; the storage tests hold it to what the databases do."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.quiz.memory import Card, HeldCard, Rating, Review, Sitting, Source
from bot.quiz.plan import Plan
from bot.quiz.streak import Outage

CardKey = tuple[str, str, EntryId]


@dataclass
class MemoryRows:
    """Cards, their logs, and sittings."""

    cards: dict[CardKey, HeldCard] = field(default_factory=dict)
    reviews: dict[CardKey, tuple[Review, ...]] = field(default_factory=dict)
    sittings: dict[tuple[str, str, str], Sitting] = field(default_factory=dict)
    plans: dict[tuple[str, str], Plan] = field(default_factory=dict)
    lookups: dict[CardKey, date] = field(default_factory=dict)
    uptime: list[tuple[datetime, datetime]] = field(default_factory=list)

    def copy(self) -> "MemoryRows":
        return MemoryRows(
            dict(self.cards),
            dict(self.reviews),
            dict(self.sittings),
            dict(self.plans),
            dict(self.lookups),
            list(self.uptime),
        )

    def forget(self, actor: Actor) -> None:
        self.plans.pop((actor.tenant, actor.user_id), None)
        for rows in (self.cards, self.reviews, self.lookups):
            for key in [kept for kept in rows if kept[:2] == (actor.tenant, actor.user_id)]:
                del rows[key]
        for sitting in [kept for kept in self.sittings if kept[:2] == (actor.tenant, actor.user_id)]:
            del self.sittings[sitting]


class FakeCards:
    def __init__(self, rows: MemoryRows) -> None:
        self._rows = rows

    def add(self, actor: Actor, entry_id: EntryId, source: Source, added_at: datetime) -> bool:
        key = (actor.tenant, actor.user_id, entry_id)
        if key in self._rows.cards:
            return False
        self._rows.cards[key] = HeldCard(entry_id=entry_id, card=Card(due=added_at), source=source, added_at=added_at)
        return True

    def held(self, actor: Actor, entry_id: EntryId) -> HeldCard | None:
        return self._rows.cards.get((actor.tenant, actor.user_id, entry_id))

    def of(self, actor: Actor) -> tuple[HeldCard, ...]:
        own = [held for key, held in self._rows.cards.items() if key[:2] == (actor.tenant, actor.user_id)]
        return tuple(sorted(own, key=lambda held: (held.card.due, held.entry_id)))

    def keep(self, actor: Actor, entry_id: EntryId, review: Review, card: Card) -> bool:
        if review.key in self.ratings(actor, ""):
            return False
        key = (actor.tenant, actor.user_id, entry_id)
        self._rows.reviews[key] = (*self._rows.reviews.get(key, ()), review)
        held = self._rows.cards[key]
        self._rows.cards[key] = replace(held, card=card, reviews=held.reviews + 1)
        return True

    def rerate(self, actor: Actor, entry_id: EntryId, key: str, rating: Rating, card: Card) -> None:
        log = (actor.tenant, actor.user_id, entry_id)
        self._rows.reviews[log] = tuple(
            replace(each, rating=rating) if each.key == key else each for each in self._rows.reviews[log]
        )
        self.restore(actor, entry_id, card, len(self._rows.reviews[log]))

    def reviews(self, actor: Actor, entry_id: EntryId) -> tuple[Review, ...]:
        return self._rows.reviews.get((actor.tenant, actor.user_id, entry_id), ())

    def ratings(self, actor: Actor, prefix: str) -> dict[str, Rating]:
        return {each.key: each.rating for each in self._log(actor) if each.key.startswith(prefix)}

    def missed(self, actor: Actor) -> tuple[EntryId, ...]:
        own = {key: log for key, log in self._rows.reviews.items() if key[:2] == (actor.tenant, actor.user_id)}
        return tuple(sorted(key[2] for key, log in own.items() if any(r.rating is Rating.AGAIN for r in log)))

    def restore(self, actor: Actor, entry_id: EntryId, card: Card, reviews: int) -> None:
        key = (actor.tenant, actor.user_id, entry_id)
        self._rows.cards[key] = replace(self._rows.cards[key], card=card, reviews=reviews)

    def remove_new(self, actor: Actor, entry_id: EntryId) -> None:
        held = self.held(actor, entry_id)
        if held and not held.reviews:
            del self._rows.cards[actor.tenant, actor.user_id, entry_id]

    def days(self, actor: Actor) -> frozenset[date]:
        return frozenset(each.day for each in self._log(actor))

    def owners(self, after: tuple[str, str], limit: int) -> tuple[tuple[str, str], ...]:
        return tuple(sorted({key[:2] for key in self._rows.cards if key[:2] > after})[:limit])

    def _log(self, actor: Actor) -> list[Review]:
        return [
            review
            for key, log in self._rows.reviews.items()
            if key[:2] == (actor.tenant, actor.user_id)
            for review in log
        ]


class FakeSittings:
    def __init__(self, rows: MemoryRows) -> None:
        self._rows = rows

    def add(self, actor: Actor, sitting: Sitting) -> None:
        old = sitting.started_at - timedelta(days=30)
        for key, kept in list(self._rows.sittings.items()):
            if key[:2] == (actor.tenant, actor.user_id) and kept.started_at < old:
                del self._rows.sittings[key]
        self._rows.sittings[actor.tenant, actor.user_id, sitting.id] = sitting

    def get(self, actor: Actor, sitting_id: str) -> Sitting | None:
        return self._rows.sittings.get((actor.tenant, actor.user_id, sitting_id))

    def open_of(self, actor: Actor, since: datetime) -> Sitting | None:
        own = [
            sitting
            for key, sitting in self._rows.sittings.items()
            if key[:2] == (actor.tenant, actor.user_id) and sitting.started_at >= since and sitting.current
        ]
        return max(own, key=lambda sitting: sitting.started_at, default=None)

    def save(self, actor: Actor, sitting: Sitting) -> None:
        kept = self._rows.sittings[actor.tenant, actor.user_id, sitting.id]
        self._rows.sittings[actor.tenant, actor.user_id, sitting.id] = replace(
            kept, position=sitting.position, finished_at=sitting.finished_at
        )


class FakePlans:
    def __init__(self, rows: MemoryRows) -> None:
        self._rows = rows

    def get(self, actor: Actor) -> Plan:
        return self._rows.plans.get((actor.tenant, actor.user_id), Plan())

    def set(self, actor: Actor, plan: Plan) -> None:
        self._rows.plans[actor.tenant, actor.user_id] = plan

    def due(self, now: datetime, limit: int) -> tuple[tuple[str, str], ...]:
        waiting = sorted((plan.next_at, key) for key, plan in self._rows.plans.items() if plan.next_at)
        return tuple(key for next_at, key in waiting if next_at <= now)[:limit]

    def next_due(self) -> datetime | None:
        return min((plan.next_at for plan in self._rows.plans.values() if plan.next_at), default=None)

    def looked_up(self, actor: Actor, entry_id: EntryId, day: date) -> bool:
        return self._rows.lookups.setdefault((actor.tenant, actor.user_id, entry_id), day) < day

    def prune_lookups(self, tenant: str, before: date) -> int:
        old = [key for key, day in self._rows.lookups.items() if key[0] == tenant and day < before]
        for key in old:
            del self._rows.lookups[key]
        return len(old)


class FakeUptime:
    def __init__(self, rows: MemoryRows) -> None:
        self._rows = rows

    def beat(self, now: datetime) -> None:
        for index, (since, until) in enumerate(self._rows.uptime):
            if now - timedelta(minutes=15) <= until <= now:
                self._rows.uptime[index] = (since, now)
                return
        self._rows.uptime.append((now, now))

    def outages(self, since: datetime) -> tuple[Outage, ...]:
        runs = pairwise(sorted(run for run in self._rows.uptime if run[1] >= since))
        return tuple(Outage(before[1], after[0]) for before, after in runs if before[1] < after[0])
