"""The word of the day in memory: subscriptions, the ledger, and the words that wait."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.identity import Place
from bot.lexicon.model import EntryId
from bot.wotd import LONGEST_GAP, Shown, Subscription, Wish, may_come

Channel = tuple[str, str]


@dataclass
class WordRows:
    """What there is of it."""

    subscriptions: dict[Channel, Subscription] = field(default_factory=dict)
    ledger: dict[tuple[str, str, date], EntryId] = field(default_factory=dict)
    wishes: dict[tuple[str, str, EntryId], Wish] = field(default_factory=dict)

    def copy(self) -> "WordRows":
        return WordRows(dict(self.subscriptions), dict(self.ledger), dict(self.wishes))


class FakeWords:
    def __init__(self, rows: WordRows) -> None:
        self._rows = rows

    def get(self, place: Place) -> Subscription | None:
        return self._rows.subscriptions.get((place.tenant, place.channel))

    def get_if_free(self, place: Place) -> Subscription | None:
        return self.get(place)

    def save(self, subscription: Subscription) -> None:
        place = replace(subscription.place, thread=None)
        self._rows.subscriptions[place.tenant, place.channel] = replace(subscription, place=place)

    def due(self, now: datetime, limit: int) -> tuple[Place, ...]:
        waiting = [
            (each.next_at, each.place.tenant, each.place.channel, each.place)
            for each in self._rows.subscriptions.values()
            if each.next_at and (each.next_at <= now or each.next_at > now + LONGEST_GAP)
        ]
        return tuple(place for *_, place in sorted(waiting, key=lambda line: line[:3]))[:limit]

    def next_due(self) -> datetime | None:
        return min((each.next_at for each in self._rows.subscriptions.values() if each.next_at), default=None)

    def show(self, place: Place, local_date: date, entry_id: EntryId, now: datetime) -> bool:
        del now
        key = (place.tenant, place.channel, local_date)
        if key in self._rows.ledger or not may_come(local_date, self.dates(place).get(entry_id, ())):
            return False
        self._rows.ledger[key] = entry_id
        return True

    def shown(self, place: Place, since: date) -> tuple[Shown, ...]:
        lines = [
            Shown(local_date=day, entry_id=entry_id)
            for (tenant, channel, day), entry_id in self._rows.ledger.items()
            if (tenant, channel) == (place.tenant, place.channel) and day >= since
        ]
        return tuple(sorted(lines, key=lambda line: line.local_date))

    def dates(self, place: Place) -> dict[EntryId, list[date]]:
        found: dict[EntryId, list[date]] = {}
        for line in self.shown(place, date.min):
            found.setdefault(line.entry_id, []).append(line.local_date)
        return found

    def word_of(self, place: Place, local_date: date) -> EntryId | None:
        return self._rows.ledger.get((place.tenant, place.channel, local_date))

    def wish(self, place: Place, wish: Wish) -> bool:
        rivals = [each for each in self.wishes(place) if each.entry_id != wish.entry_id]
        if wish.on_date and wish.on_date in {each.on_date for each in rivals}:
            return False
        self._rows.wishes[place.tenant, place.channel, wish.entry_id] = wish
        return True

    def unwish(self, place: Place, entry_id: EntryId) -> bool:
        return self._rows.wishes.pop((place.tenant, place.channel, entry_id), None) is not None

    def wishes(self, place: Place) -> tuple[Wish, ...]:
        own = [
            wish
            for (tenant, channel, _), wish in self._rows.wishes.items()
            if (tenant, channel) == (place.tenant, place.channel)
        ]
        return tuple(sorted(own, key=lambda wish: (wish.on_date or date.max, wish.added_at, wish.entry_id)))
