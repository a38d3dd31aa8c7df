"""What a person chose about their studying: where they are, when to be reminded, what is remembered. Values only."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.localized import Locale
from bot.quiz.streak import Stay

_MOST_STAYS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One person's choices.

    ``stays`` are the zones they said they were in, in order; none means the zone of whoever runs the bot. With
    ``remind_at``, a wall time there, ``next_at`` is the next moment to look whether a reminder is due, and ``locale``
    its language, where they chose none. ``lookups``: words looked up twice become cards.
    """

    stays: tuple[Stay, ...] = ()
    remind_at: time | None = None
    next_at: datetime | None = None
    lookups: bool = True
    locale: Locale = Locale.EN

    def zone(self, default: ZoneInfo) -> ZoneInfo:
        """Return where the person is."""
        return self.stays[-1].zone if self.stays else default

    def stays_or(self, default: ZoneInfo, since: datetime) -> tuple[Stay, ...]:
        """Return where the person was, never nothing."""
        return self.stays or (Stay(since, default),)

    def moved(self, zone: ZoneInfo, now: datetime, default: ZoneInfo) -> "Plan":
        """Return the plan of a person who is in ``zone`` from now on."""
        if self.zone(default) == zone and self.stays:
            return self
        before = self.stays or (Stay(now, default),)
        return replace(self, stays=(*before, Stay(now, zone))[-_MOST_STAYS:])
