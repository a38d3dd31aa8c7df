"""Questions of the day in memory: which channels get one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.identity import Place
from bot.quiz.model import Session, SessionId, SessionMode
from bot.storage.daily import date_of
from bot.wotd import LONGEST_GAP, Subscription

Schedules = dict[tuple[str, str], Subscription]


class FakeDaily:
    def __init__(self, schedules: Schedules, sessions: Mapping[tuple[str, SessionId], Session]) -> None:
        self._schedules = schedules
        self._sessions = sessions

    def get(self, place: Place) -> Subscription | None:
        return self._schedules.get((place.tenant, place.channel))

    def get_if_free(self, place: Place) -> Subscription | None:
        return self.get(place)

    def save(self, subscription: Subscription) -> None:
        place = replace(subscription.place, thread=None)
        self._schedules[place.tenant, place.channel] = replace(subscription, place=place)

    def due(self, now: datetime, limit: int) -> tuple[Place, ...]:
        waiting = sorted(
            (each.next_at, each.place.tenant, each.place.channel)
            for each in self._schedules.values()
            if each.next_at and (each.next_at <= now or each.next_at > now + LONGEST_GAP)
        )
        return tuple(self._schedules[tenant, channel].place for _, tenant, channel in waiting)[:limit]

    def next_due(self) -> datetime | None:
        return min((each.next_at for each in self._schedules.values() if each.next_at), default=None)

    def dates(self, place: Place, since: date) -> set[date]:
        days = {date_of(each.id) for each in self._in(place)}
        return {day for day in days if day and day >= since}

    def open_in(self, place: Place) -> Session | None:
        return next((each for each in self._in(place) if each.is_open), None)

    def _in(self, place: Place) -> list[Session]:
        return [
            each
            for each in self._sessions.values()
            if (each.tenant, each.place.channel) == (place.tenant, place.channel) and each.mode is SessionMode.DAILY
        ]
