"""What people remember, in memory; the storage tests hold it to what the databases do."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.quiz.memory import Card, HeldCard, Rating, Review, Sitting, Source

CardKey = tuple[str, str, EntryId]


@dataclass
class MemoryRows:
    """Cards, their logs, and sittings."""

    cards: dict[CardKey, HeldCard] = field(default_factory=dict)
    reviews: dict[CardKey, tuple[Review, ...]] = field(default_factory=dict)
    sittings: dict[tuple[str, str, str], Sitting] = field(default_factory=dict)

    def copy(self) -> "MemoryRows":
        return MemoryRows(dict(self.cards), dict(self.reviews), dict(self.sittings))

    def forget(self, actor: Actor) -> None:
        for rows in (self.cards, self.reviews):
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
