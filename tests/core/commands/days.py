"""Aiko's days of study: time goes on, reminders are posted, lookups are written."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.commands import looked_up, reminders, round_steps
from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.looked_up import LookupNotes
from bot.commands.post_office import PostOffice
from bot.commands.remembering import remember
from bot.commands.spec import Value
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.posting import Post, Posted
from bot.quiz.memory import Rating, Source
from bot.quiz.plan import Plan
from bot.reply import Reply
from tests.core.commands.conftest import World
from tests.factories import make_invocation, make_place
from tests.fakes import FakeClock

TOKYO = ZoneInfo("Asia/Tokyo")
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=TOKYO)


class Days:
    """Aiko's days, one after the other."""

    def __init__(self, world: World) -> None:
        self.clock = FakeClock(MONDAY.astimezone(UTC))
        self.notes = LookupNotes()
        self.services = replace(world.services, clock=self.clock, note_lookup=self.notes)
        self.dispatcher = Dispatcher(self.services, COMMANDS)
        self.office = PostOffice(self.services, reminders.VIEWS, round_steps.posted)
        self.actor = world.actor

    def call(self, command: str, /, **options: Value) -> Reply:
        invocation = make_invocation(command, **{name.replace("_", "-"): value for name, value in options.items()})
        return self.dispatcher.handle(replace(invocation, received_at=self.clock.now()))

    def press(self, pressed: str) -> Reply:
        return self.dispatcher.press(
            pressed, actor=self.actor, place=make_place(), locale=Locale.EN, received_at=self.clock.now()
        )

    def at(self, moment: datetime) -> list[Post]:
        """Go on to a moment, and return what is posted then."""
        self.clock.advance(moment - self.clock.now())
        now = self.clock.now()
        looked_up.write(self.services, self.notes)
        reminders.tick(self.services, now)
        posts = list(self.office.take("test", now))
        for post in posts:
            self.office.settle(post.place, post.key, post.attempt, Posted(post.key), now)
        return posts

    def study(self, word: str = "juden", rating: Rating = Rating.AGAIN) -> None:
        with self.services.unit_of_work() as work:
            remember(
                self.services,
                work,
                self.actor,
                EntryId(word),
                key=f"{word}/{self.clock.now().isoformat()}",
                rating=rating,
                source=Source.QUIZ,
                at=self.clock.now(),
            )
            work.commit()

    @property
    def plan(self) -> Plan:
        with self.services.unit_of_work(read_only=True) as work:
            return work.plans.get(self.actor)
