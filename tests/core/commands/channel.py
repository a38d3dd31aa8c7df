"""A channel as people see it: posts arrive, are edited, and have buttons that people press."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands import unasked
from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.post_office import PostOffice
from bot.commands.services import Services
from bot.commands.spec import Invocation, Value
from bot.identity import Actor, Place
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.posting import Outcome, Post, Posted
from bot.quiz.model import Session
from bot.reply import Reply
from tests.factories import NOON, make_actor, make_place
from tests.fakes import FakeClock
from tests.reading import action, words


class Channel:
    """Drives rounds through commands, ticks and posts; ``messages`` is what stands in the channel, by reference."""

    def __init__(self, services: Services, place: Place | None = None) -> None:
        self.clock = FakeClock(NOON)
        self.services = replace(services, clock=self.clock, withheld=self._withheld)
        self.dispatcher = Dispatcher(self.services, COMMANDS)
        self.office = PostOffice(self.services, unasked.VIEWS, unasked.posted)
        self.place = place or make_place()
        self.messages: dict[str, Reply] = {}
        self.direct: list[Reply] = []
        self.sent: list[tuple[datetime, Post]] = []

    def call(self, command: str, /, actor: Actor | None = None, **options: Value) -> Reply:
        """Return the private reply to a command, then send what it caused."""
        invocation = Invocation(
            command=command,
            options=options,
            actor=actor or make_actor(),
            place=self.place,
            locale=Locale.EN,
            received_at=self.clock.now(),
        )
        reply = self.dispatcher.handle(invocation)
        self.send()
        return reply

    def press(
        self,
        action_id: str,
        actor: Actor | None = None,
        *,
        text: str | None = None,
        stamp: datetime | None = None,
        locale: Locale = Locale.EN,
    ) -> Reply:
        """Return the private reply to a button, then send what it caused."""
        reply = self.dispatcher.press(
            action_id,
            actor=actor or make_actor(),
            place=self.place,
            locale=locale,
            received_at=stamp or self.clock.now(),
            text=text,
        )
        self.send()
        return reply

    def pass_time(self, seconds: float, step: float = 0.5) -> None:
        """Let time pass as the poster does: tick, take, send."""
        end = self.clock.now() + timedelta(seconds=seconds)
        while self.clock.now() < end:
            self.clock.advance(timedelta(seconds=min(step, (end - self.clock.now()).total_seconds())))
            self.send()

    def send(self, outcome: Outcome | None = None) -> None:
        """Tick once and send all posts that are due."""
        now = self.clock.now()
        unasked.tick(self.services, now)
        while posts := self.office.take(self.place.platform, now):
            for post in posts:
                self.sent.append((now, post))
                message = post.edits or f"m{len(self.messages) + 1}"
                if outcome is None:
                    if post.to_person:
                        self.direct.append(post.reply)
                    else:
                        self.messages[message] = post.reply
                self.office.settle(post.place, post.key, post.attempt, outcome or Posted(message), now)

    @property
    def last(self) -> Reply:
        """The message that stands last in the channel."""
        return list(self.messages.values())[-1]

    def says(self) -> str:
        """Return all that stands in the channel."""
        return "\n\n".join(words(reply) for reply in self.messages.values())

    def button(self, label: str) -> str:
        """Return the id of a button of the last message."""
        return action(self.last, label)

    @property
    def session(self) -> Session:
        """The newest round in the channel."""
        with self.services.unit_of_work(read_only=True) as work:
            session = work.sessions.round_in(self.place)
        assert session is not None, "no round is open"
        return session

    def right(self) -> str:
        """Return the id of the button that is right."""
        session = self.session
        item = session.items[session.position]
        value = item.answers[0] if item.key is None else item.key
        return f"round-answer/{session.id}/{session.position}/{value}"

    def wrong(self) -> str:
        """Return the id of a button that is wrong; the question must be a choice."""
        session = self.session
        item = session.items[session.position]
        assert item.key is not None
        return f"round-answer/{session.id}/{session.position}/{(item.key + 1) % len(item.options)}"

    def _withheld(self, place: Place) -> set[EntryId]:
        with self.services.unit_of_work(read_only=True) as work:
            asked = work.sessions.asked_in(place)
        return {entry for item in asked for entry in (item.entry_id, *(each.entry_id for each in item.options))}
