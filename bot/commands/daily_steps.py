"""What the question of the day does by itself: yesterday's is closed, today's is asked, in one transaction.

A date's question is a session whose id begins with the date, so that storage itself keeps a date to one question.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from bot.commands import round_steps
from bot.commands.services import Services
from bot.identity import Place
from bot.ports import UnitOfWork
from bot.quiz import live
from bot.quiz.items import build_items, usual_kinds
from bot.quiz.live import Moved, News, Told
from bot.quiz.model import Item, Phase, Session, SessionId, SessionMode
from bot.quiz.session import new_session_id
from bot.schedule import following, is_japanese_holiday
from bot.wotd import Due, Looked, Subscription, look

_BATCH = 50
_NOT_AGAIN = 30
_NOT_AGAIN_FOR = timedelta(days=7)
_DAY = timedelta(days=1)


def tick(services: Services, now: datetime) -> datetime | None:
    """Ask every question that is due by ``now``; return when the next one is."""
    with services.unit_of_work(read_only=True) as work:
        due = work.daily.due(now, _BATCH)
    for place in due:
        _look_at(services.of(place.tenant), place, now)
    with services.unit_of_work(read_only=True) as work:
        return work.daily.next_due()


def ask_now(services: Services, subscription: Subscription, now: datetime) -> bool:
    """Ask a question out of turn; False if there is none to ask. The one that is open is closed for it."""
    with services.unit_of_work(read_only=True) as work:
        item = _item(services, work, subscription, now)
    if item is None:
        return False
    session_id = SessionId(f"now-{new_session_id(services.new_random())}")
    with services.unit_of_work() as work:
        asked = _ask(work, subscription, item, session_id, now)
        work.commit()
    return asked


def close(work: UnitOfWork, place: Place, now: datetime) -> bool:
    """Close the channel's question, if one is open; its answer is shown."""
    session = work.daily.open_in(place)
    if session:
        round_steps.keep(work, live.closed(session, now), now)
    return session is not None


def _look_at(services: Services, place: Place, now: datetime) -> None:
    with services.unit_of_work(read_only=True) as work:
        seen = work.daily.get(place)
        looked = _looked(work, seen, now) if seen else None
        item = _item(services, work, looked.subscription, now) if looked and looked.due else None
    with services.unit_of_work() as work:
        subscription = work.daily.get_if_free(place)
        if subscription is None:
            return
        looked = _looked(work, subscription, now)
        if looked.due and item is not None:
            _ask(work, looked.subscription, item, _id_of(looked.due, place), now)
        work.daily.save(looked.subscription)
        work.commit()


def _looked(work: UnitOfWork, subscription: Subscription, now: datetime) -> Looked:
    today = now.astimezone(subscription.schedule.zone).date()
    # Two days back: dates of another zone that the channel may have had before.
    return look(subscription, work.daily.dates(subscription.place, today - 2 * _DAY), now, is_japanese_holiday)


def _item(services: Services, work: UnitOfWork, subscription: Subscription, now: datetime) -> Item | None:
    """Return a question that was not asked in the channel lately, or any if there is no such."""
    recent = work.sessions.recent_items(subscription.place, _NOT_AGAIN, now - _NOT_AGAIN_FOR)
    built = build_items(
        services.glossary,
        services.new_random(),
        1 + len(recent),
        kinds=usual_kinds(subscription.locale),
        domain=subscription.domain,
        level=subscription.level,
    )
    return next((item for item in built if item.id not in recent), built[0] if built else None)


def _ask(work: UnitOfWork, subscription: Subscription, item: Item, session_id: SessionId, now: datetime) -> bool:
    """Close the open question and ask ``item`` until the schedule's next time; False if its date had one already."""
    close(work, subscription.place, now)
    closes_at = now + _DAY
    if subscription.paused is None:
        closes_at = following(subscription.schedule, now, is_japanese_holiday).moment
    session = Session(
        id=session_id,
        place=subscription.place,
        started_by=subscription.set_up_by,
        items=(item,),
        started_at=now,
        mode=SessionMode.DAILY,
        phase=Phase.ASKING,
        locale=subscription.locale,
        closings=(closes_at,),
        due_at=closes_at,
    )
    if not work.sessions.add(session):
        return False
    round_steps.keep(work, Moved(session=session, told=(Told(news=News.QUESTION),)), now)
    return True


def _id_of(due: Due, place: Place) -> SessionId:
    """Return the id of a date's question in a channel: the same in every process."""
    channel = sha256(place.channel.encode()).hexdigest()[:10]
    return SessionId(f"{due.occurrence.local_date.isoformat()}-{channel}")
