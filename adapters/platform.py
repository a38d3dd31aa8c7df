"""What the runner asks of a chat platform, and what it gives to it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from adapters import forms
from adapters.health import Metrics
from adapters.kept_forms import KeptForms
from adapters.worker import Worker
from bot.clock import Clock
from bot.commands import actions
from bot.commands.catalog import COMMANDS
from bot.commands.spec import Invocation, Value
from bot.engine import Engine
from bot.identity import Actor, Place
from bot.lexicon.search import Lookup
from bot.localized import Locale
from bot.posting import Outcome, Post
from bot.reply import FormButton, Reply

LOOKUPS = frozenset({"define", "compare", "word", "help", "show", "contrast"})
"""Commands that look things up in memory and change nothing: done sooner than handed to a thread and back."""


class PlatformRefused(Exception):  # noqa: N818 -- it is the platform's refusal, not an error of ours
    """The platform will not have us: the text says what to mend. Trying again would not help."""


class Runs(Protocol):
    """What the runner runs."""

    @property
    def name(self) -> str:
        """What logs and readiness call it."""
        ...

    @property
    def is_ready(self) -> bool:
        """Whether events are coming in."""
        ...

    async def run(self) -> None:
        """Take events until ``close`` is called.

        Raises:
            PlatformRefused: a token is wrong or revoked, or an intent is not granted.
        """
        ...

    async def close(self) -> None:
        """Take no more events; answers under way may still be sent."""
        ...


class Platform(Runs, Protocol):
    """One chat platform, as the runner and the poster see it."""

    async def post(self, post: Post) -> Outcome:
        """Send the post, or edit the message it names, and return what became of it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The engine behind its thread hop, for adapters; ``salt`` makes this process's pseudonyms of people."""

    engine: Engine
    worker: Worker
    metrics: Metrics
    clock: Clock
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    forms: KeptForms = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "forms", KeptForms(self.engine, self.worker, self.clock.now))

    def now(self) -> datetime:
        """Return this moment in UTC."""
        return self.clock.now()

    async def handle(self, invocation: Invocation) -> Reply:
        """Return the reply to a command."""
        # What a person made up is no label: it would be kept, and shown, for as long as the process lives.
        name = invocation.command if invocation.command in COMMANDS else "unknown"
        self.metrics.invocations.labels(invocation.place.platform, name).inc()
        if self.is_quick(name, invocation.place.tenant):
            reply = self.engine.handle(invocation)
            self.forms.note(invocation.place.tenant, reply)
            return reply
        reply = await self.worker.call(self.engine.handle, invocation)
        await self.forms.keep(invocation.actor, reply, name)
        return reply

    async def press(
        self,
        action: str,
        *,
        actor: Actor,
        place: Place,
        locale: Locale,
        text: str | None = None,
        fields: Mapping[str, Value] | None = None,
        form: FormButton | None = None,
        at: datetime | None = None,
    ) -> Reply:
        """Return the reply to a button: ``text`` is the line typed for it, ``fields`` what ``form`` was filled with.

        ``at`` is the platform's own word for when it happened: however late it reaches us, it counts from then.
        """
        self.metrics.invocations.labels(place.platform, "button").inc()
        pressed = partial(
            self.engine.press,
            action,
            actor=actor,
            place=place,
            locale=locale,
            received_at=min(at, self.now()) if at else self.now(),
            text=text,
            fields=fields,
        )
        command = actions.parse(action)[0]
        if self.is_quick(command, place.tenant):
            reply = pressed()
            self.forms.note(place.tenant, reply)
            return reply
        reply = await self.worker.call(pressed)
        if fields is not None:
            chosen = await self.worker.call(self.engine.preferences, actor)
            return await self.refuse_form(reply, action, fields, form, actor, chosen.locale or locale)
        await self.forms.keep(actor, reply, command)
        return reply

    async def refuse_form(
        self,
        answer: Reply,
        action: str,
        fields: Mapping[str, Value],
        form: FormButton | None,
        actor: Actor,
        locale: Locale,
    ) -> Reply:
        """Return the answer to a form; bad news offers the form again as it was filled in."""
        again = forms.offered_again(answer, action, fields, form, locale)
        await self.forms.keep(actor, again, actions.parse(action)[0])
        return again

    def is_quick(self, command: str, tenant: str) -> bool:
        """Return whether the answer waits for nobody: what a person or a team chose may be on another machine."""
        return command in LOOKUPS and self.engine.has_at_hand(tenant)

    async def lookup(self, tenant: str) -> Lookup:
        """Return the search over all words of a workspace; a keystroke's search itself needs no thread."""
        if self.engine.has_at_hand(tenant):
            return self.engine.lookup(tenant)
        return await self.worker.call(self.engine.lookup, tenant)
