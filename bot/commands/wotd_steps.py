"""What happens by itself with words of the day: a date's word is chosen and posted, in one transaction."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.commands.services import Services
from bot.errors import StorageError
from bot.identity import FORMER, Place
from bot.lexicon.model import Entry, EntryId
from bot.ports import UnitOfWork
from bot.posting import Draft, Outcome, Reason, Subject, Undeliverable
from bot.schedule import is_japanese_holiday
from bot.team.house import Verdict
from bot.wotd import Due, Pause, Subscription, choose, look

WORD_VIEW = "wotd"
PAUSED_VIEW = "wotd-paused"
_BATCH = 50
_NEWS = timedelta(days=1)
"""So long somebody may be told that a channel gets no words any more."""
_REASONS = {
    Reason.GONE: Pause.GONE,
    Reason.FORBIDDEN: Pause.FORBIDDEN,
    Reason.NOT_A_MEMBER: Pause.NOT_A_MEMBER,
}
_log = logging.getLogger(__name__)


def tick(services: Services, now: datetime) -> datetime | None:
    """Post every word that is due by ``now``; return when the next channel is to be looked at."""
    with services.unit_of_work(read_only=True) as work:
        places = work.words.due(now, _BATCH)
    for place in places:
        try:
            local = services.of(place.tenant)
            with services.unit_of_work() as work:
                if _step(local, work, place, now):
                    work.commit()
        except StorageError:
            raise
        except Exception:
            # One channel's fault must not keep the others, or the rounds, waiting.
            _log.exception("a word of the day could not be looked at")
    with services.unit_of_work(read_only=True) as work:
        return work.words.next_due()


def posted(work: UnitOfWork, draft: Draft, outcome: Outcome, now: datetime) -> None:
    """Take note of what became of a post: a channel that cannot be written to is left alone, and somebody is told."""
    if draft.subject.view != WORD_VIEW or not isinstance(outcome, Undeliverable) or outcome.reason not in _REASONS:
        return
    subscription = work.words.get(draft.place)
    if subscription and not subscription.paused:
        day = date.fromisoformat(draft.subject.values[0])
        _pause(work, subscription, _REASONS[outcome.reason], day, now)


def post_key(place: Place, day: date) -> str:
    """Return the key of the post with the word of ``day``: with the tenant, no second post can have it."""
    return f"wotd/{place.channel}/{day.isoformat()}"


def next_word(services: Services, work: UnitOfWork, subscription: Subscription, day: date) -> Entry | None:
    """Return the word that ``day`` gets, if it was chosen now; None if none is left."""
    place = subscription.place
    return choose(
        day,
        f"{place.tenant}/{place.channel}",
        services.glossary.entries,
        shown=work.words.dates(place),
        wishes=work.words.wishes(place),
        unwanted={*services.withheld(place), *_avoided(services)},
        domain=subscription.domain,
        level=subscription.level,
    )


def _avoided(services: Services) -> Iterator[EntryId]:
    """Yield the words that the house avoids: nobody is to learn them."""
    return (entry_id for entry_id, rule in services.house.items() if rule.verdict is Verdict.AVOID)


def taken(work: UnitOfWork, place: Place) -> frozenset[date]:
    """Return the dates that had their word."""
    return frozenset(line.local_date for line in work.words.shown(place, date.min))


def _step(services: Services, work: UnitOfWork, place: Place, now: datetime) -> bool:
    """Look at one channel; tell whether anything is to be kept. Whoever else looks at it just now does it instead."""
    subscription = work.words.get_if_free(place)
    if subscription is None:
        return False
    looked = look(subscription, taken(work, place), now, is_japanese_holiday)
    work.words.save(looked.subscription)
    if looked.due:
        _announce(services, work, looked.subscription, looked.due, now)
    return True


def _announce(services: Services, work: UnitOfWork, subscription: Subscription, due: Due, now: datetime) -> None:
    place = subscription.place
    day = due.occurrence.local_date
    entry = next_word(services, work, subscription, day)
    if entry is None:
        _pause(work, subscription, Pause.EXHAUSTED, day, now)
        return
    if not work.words.show(place, day, entry.id, now):
        return
    work.words.unwish(place, entry.id)
    draft = Draft(
        key=post_key(place, day),
        place=place,
        subject=Subject(view=WORD_VIEW, values=(day.isoformat(),)),
        locale=subscription.locale,
        due_at=now,
        expires_at=due.until,
        to_person=subscription.set_up_by if subscription.direct else None,
    )
    work.posts.add(draft, now)


def _pause(work: UnitOfWork, subscription: Subscription, why: Pause, day: date, now: datetime) -> None:
    """Post nothing there any more, and tell whoever set it up, once."""
    place = subscription.place
    work.words.save(replace(subscription, paused=why, next_at=None))
    if subscription.set_up_by.startswith(FORMER):
        return
    draft = Draft(
        key=f"wotd-paused/{place.channel}/{day.isoformat()}",
        place=place,
        subject=Subject(view=PAUSED_VIEW, values=(place.channel, why.value)),
        locale=subscription.locale,
        due_at=now,
        expires_at=now + _NEWS,
        to_person=subscription.set_up_by,
    )
    work.posts.add(draft, now)
