"""Death around the sending of a word of the day: one message, or a post that is known to be in doubt.

Each day one channel's word is posted by a process that ends where a named point is reached: what it had not committed is
gone, as after kill -9. The next one finds only the database. The platform is a list: one that knows nonces makes one
message of two tries, one that does not is never tried twice.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.commands import unasked
from bot.commands.post_office import PostOffice
from bot.commands.services import Services
from bot.commands.wotd_steps import post_key
from bot.identity import Place
from bot.lexicon.model import Glossary
from bot.localized import Locale
from bot.outbox import State
from bot.posting import InDoubt, Outcome, Post, Posted
from bot.schedule import Schedule
from bot.storage.unit_of_work import Storage, open_storage
from bot.wotd import Subscription
from tests.core.commands.conftest import make_world
from tests.core.quiz.words import make_entry

POINTS = ("before tick", "after tick", "after claim", "after send", "after settle")
"""Where the process dies."""
_TOKYO = ZoneInfo("Asia/Tokyo")
_GLOSSARY = Glossary(tuple(make_entry(f"word{number}", f"言葉{number}", "ことば") for number in range(60)), ())


class Killed(BaseException):
    """Ends a process where it stands."""


@dataclass
class Platform:
    """Keeps what was posted; ``knows_nonces`` as Discord does, otherwise as Slack without leave to read."""

    knows_nonces: bool
    messages: list[str] = field(default_factory=list)

    def send(self, post: Post) -> Outcome:
        """Return what an adapter would say."""
        if self.knows_nonces and post.nonce in self.messages:
            return Posted(post.nonce)
        if post.in_doubt and not self.knows_nonces:
            return InDoubt()
        self.messages.append(post.nonce)
        return Posted(post.nonce)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was found: kills, messages too many, words neither posted nor known to be in doubt, and those in doubt."""

    kills: int
    doubled: int
    lost: int
    in_doubt: int


def run(url: str, days: int, *, knows_nonces: bool) -> Tally:
    """Post a word a day for so many days and be killed on each, at one point after the other."""
    platform = Platform(knows_nonces)
    place = Place(platform="test", workspace="w1", channel="c1")
    first = date(2026, 11, 1)
    _subscribe(url, place, first)
    in_doubt = lost = 0
    for number in range(days):
        day = first + timedelta(days=number)
        now = datetime.combine(day, time(9), _TOKYO)
        sent = len(platform.messages)
        with suppress(Killed):
            _process(url, platform, now, POINTS[number % len(POINTS)])
        for _ in range(10):
            now += timedelta(seconds=20)
            _process(url, platform, now, None)
        state = _state(url, place, day)
        in_doubt += state is State.UNKNOWN
        lost += len(platform.messages) == sent and state is not State.UNKNOWN
    doubled = sum(number - 1 for number in Counter(platform.messages).values())
    return Tally(kills=days, doubled=doubled + max(0, len(platform.messages) - days), lost=lost, in_doubt=in_doubt)


def _process(url: str, platform: Platform, now: datetime, dies: str | None) -> None:
    storage = open_storage(url)
    try:
        services = replace(make_world().services, unit_of_work=storage, glossary=_GLOSSARY)
        _post(services, platform, now, _killer(dies))
    finally:
        storage.close()


def _post(services: Services, platform: Platform, now: datetime, reached: Callable[[str], None]) -> None:
    office = PostOffice(services, unasked.VIEWS, unasked.posted)
    reached("before tick")
    unasked.tick(services, now)
    reached("after tick")
    for post in office.take("test", now):
        reached("after claim")
        outcome = platform.send(post)
        reached("after send")
        office.settle(post.place, post.key, post.attempt, outcome, now)
        reached("after settle")


def _killer(point: str | None) -> Callable[[str], None]:
    def reached(here: str) -> None:
        if here == point:
            raise Killed

    return reached


def _subscribe(url: str, place: Place, first: date) -> None:
    storage = open_storage(url)
    with storage() as work:
        work.words.save(
            Subscription(
                place=place,
                direct=False,
                set_up_by="mika",
                schedule=Schedule(zone=_TOKYO, at=time(9)),
                locale=Locale.EN,
                from_date=first,
                next_at=datetime.combine(first, time(9), _TOKYO),
            )
        )
        work.commit()
    storage.close()


def _state(url: str, place: Place, day: date) -> State | None:
    storage: Storage = open_storage(url)
    with storage(read_only=True) as work:
        state = work.posts.state(place.tenant, post_key(place, day))
    storage.close()
    return state
