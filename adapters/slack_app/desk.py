"""Answers: asks the core for a reply, in time for Slack's three seconds, and brings it to the person."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from adapters.given_files import FileRefused, refusal
from adapters.platform import LOOKUPS, Core
from adapters.slack_app.claims import Claims
from adapters.slack_app.downloads import fetched
from adapters.slack_app.files import handed_over
from adapters.slack_app.form_views import SentFile
from adapters.slack_app.incoming import HOME, Caller
from adapters.slack_app.installations import PLATFORM
from adapters.slack_app.people import People
from adapters.slack_app.render import Renderer
from adapters.slack_app.web_api import SlackRefused, WebApi
from adapters.slack_app.wire import Json
from bot import messages
from bot.commands import actions
from bot.commands.catalog import COMMANDS
from bot.commands.spec import Invocation, Value, Visibility
from bot.identity import Actor
from bot.localized import Locale
from bot.reply import FormButton, Paragraph, Reply, Tone, plain

_log = logging.getLogger(__name__)

_DELIVERY_S = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds: Slack gives up on a command after three, but on a slow database sooner is kinder.

    An answer that takes longer than ``answer`` is acknowledged first and follows; so is one that waits longer than
    ``claim`` for the database's lock. ``profile`` is how long the person's language is worth waiting for.
    """

    answer: float = 0.15
    claim: float = 0.08
    profile: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply and how it is to be shown."""

    reply: Reply
    locale: Locale
    public: bool = False
    in_place: bool = False


Ask = Callable[[Actor, Locale], Awaitable[Reply]]


class Work:
    """An answer under way; None when another delivery of the same thing is or was being answered."""

    def __init__(self, answering: Coroutine[Any, Any, Answer | None], claimed: asyncio.Event) -> None:
        self.task = asyncio.create_task(answering)
        self._claimed = claimed

    async def in_time(self, timing: Timing) -> bool:
        """Wait as long as an acknowledgement may wait; return whether the answer is there."""
        try:
            async with asyncio.timeout(timing.claim):
                await self._claimed.wait()
        except TimeoutError:
            return self.task.done()
        done, _ = await asyncio.wait({self.task}, timeout=timing.answer)
        return bool(done)


class Desk:
    """What the listeners share."""

    def __init__(
        self, core: Core, api: WebApi, people: People, claims: Claims, renderer: Renderer, timing: Timing
    ) -> None:
        self.core = core
        self.api = api
        self.people = people
        self.renderer = renderer
        self.timing = timing
        self._claims = claims
        self._under_way: set[asyncio.Task[Any]] = set()

    def command(
        self, caller: Caller, key: str, command: str, options: dict[str, Value], *, comes_again: bool = False
    ) -> Work:
        """Begin to answer a command; ``comes_again``: Slack may deliver it again, and to another replica."""
        lasting = comes_again or command not in LOOKUPS
        return self._begin(caller, key, command, self._handling(caller, command, options), lasting=lasting)

    def press(self, caller: Caller, key: str, action: str, text: str | None = None) -> Work:
        """Begin to answer a button, or the line typed for one."""

        def ask(actor: Actor, locale: Locale) -> Awaitable[Reply]:
            return self.core.press(action, actor=actor, place=caller.place, locale=locale, text=text, at=caller.at)

        name = actions.parse(action)[0]
        return self._begin(caller, key, name, ask, lasting=name not in LOOKUPS)

    def submit(
        self,
        caller: Caller,
        key: str,
        action: str,
        given: Mapping[str, Value | SentFile],
        form: FormButton | None,
    ) -> Work:
        """Begin to answer a form that was sent off, its files fetched first; ``form`` is None if not kept any more."""

        async def ask(actor: Actor, locale: Locale) -> Reply:
            try:
                fields = await fetched(self.api, caller.token, given)
            except FileRefused as refused:
                return refusal(refused.sentence, locale)
            return await self.core.press(
                action, actor=actor, place=caller.place, locale=locale, fields=fields, form=form, at=caller.at
            )

        return self._begin(caller, key, actions.parse(action)[0], ask, lasting=True)

    async def ask(self, caller: Caller, command: str, options: dict[str, Value] | None = None) -> Answer:
        """Return the answer to a command that nobody typed: part of a page."""
        claimed = asyncio.Event()
        ask = self._handling(caller, command, options or {})
        answer = await self._answer(caller, None, command, ask, claimed, lasting=False)
        assert answer is not None, "only a claimed key can be lost to another delivery"
        return answer

    async def first(self, caller: Caller, key: str) -> bool:
        """Return whether this delivery is the first of its kind."""
        return await self._claims.first(caller.tenant, key)

    async def actor(self, caller: Caller) -> Actor:
        """Return the person; what they may do is not asked for."""
        return (await self._actor(caller, fresh=False))[0]

    async def locale(self, caller: Caller) -> Locale:
        """Return the person's language: what they chose here, else Slack's."""
        actor, locale = await self._actor(caller, fresh=False)
        chosen = await self.core.worker.call(self.core.engine.preferences, actor)
        return chosen.locale or locale

    def timed(self) -> AbstractContextManager[object]:
        """Measure the time to a first answer."""
        return self.core.metrics.answer_seconds.labels(PLATFORM).time()

    def message(self, answer: Answer) -> Json:
        """Return the answer as the body of a message for those who may see it."""
        kind = "in_channel" if answer.public else "ephemeral"
        return {**self.renderer.message(answer.reply, answer.locale), "response_type": kind}

    async def deliver(self, caller: Caller, answer: Answer, *, replace: bool = False) -> bool:
        """Bring the answer to where it was asked for; return False when nobody can have seen it."""
        body = self.renderer.message(answer.reply, answer.locale)
        if caller.response_url and await self._respond(caller, caller.response_url, body, answer, replace=replace):
            return True
        if caller.channel == HOME or not caller.user:
            return False
        where: Json = {"channel": caller.channel}
        if caller.thread:
            where["thread_ts"] = caller.thread
        method = "chat.postMessage" if answer.public else "chat.postEphemeral"
        if not answer.public:
            where["user"] = caller.user
        try:
            await self.api.call(method, caller.token, **where, **body)
        except SlackRefused as refused:
            _log.warning("an answer did not arrive: %s", refused)
            return False
        return True

    async def is_lost(self, caller: Caller, answer: Answer, *, replace: bool) -> bool:
        """Deliver an answer; return whether it is known to have failed by the time a form must be acknowledged."""
        delivery = asyncio.create_task(self.deliver(caller, answer, replace=replace))
        self.keep(delivery)
        done, _ = await asyncio.wait({delivery}, timeout=_DELIVERY_S)
        return bool(done) and not delivery.result()

    async def settled(self) -> None:
        """Wait until everything under way is answered."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    def keep(self, task: "asyncio.Task[Any]") -> None:
        """Count a task as under way until it is done."""
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _respond(self, caller: Caller, url: str, body: Json, answer: Answer, *, replace: bool) -> bool:
        body = {**body, "response_type": "in_channel" if answer.public else "ephemeral", "replace_original": replace}
        if caller.thread and not replace:
            body["thread_ts"] = caller.thread
        return await self.api.respond(url, body)

    def _handling(self, caller: Caller, command: str, options: dict[str, Value]) -> Ask:
        def ask(actor: Actor, locale: Locale) -> Awaitable[Reply]:
            return self.core.handle(
                Invocation(
                    command=command,
                    options=options,
                    actor=actor,
                    place=caller.place,
                    locale=locale,
                    received_at=self.core.now(),
                )
            )

        return ask

    def _begin(self, caller: Caller, key: str, command: str, ask: Ask, *, lasting: bool) -> Work:
        claimed = asyncio.Event()
        work = Work(self._answer(caller, key, command, ask, claimed, lasting=lasting), claimed)
        self.keep(work.task)
        return work

    async def _answer(
        self, caller: Caller, key: str | None, command: str, ask: Ask, claimed: asyncio.Event, *, lasting: bool
    ) -> Answer | None:
        spec = COMMANDS.get(command)
        locale = Locale.EN
        try:
            if key is not None and not await self._claims.first(caller.tenant, key, lasting=lasting):
                return None
            claimed.set()
            fresh = spec is not None and spec.asks_rights
            actor, locale = await self._actor(caller, fresh=fresh)
            reply = await ask(actor, locale)
            if reply.files:
                chosen = await self.core.worker.call(self.core.engine.preferences, actor)
                reply = await handed_over(self.api, caller.token, caller.user, reply, chosen.locale or locale)
        except Exception:
            reply = failure(locale, f"command {command[:32]}")
            return Answer(reply=reply, locale=locale)
        finally:
            claimed.set()
        public = spec is not None and spec.visibility is Visibility.PUBLIC and reply.tone in {Tone.INFO, Tone.SUCCESS}
        return Answer(reply=reply, locale=locale, public=public, in_place=spec is not None and spec.in_place)

    async def _actor(self, caller: Caller, *, fresh: bool) -> tuple[Actor, Locale]:
        profile = await self.people.profile(caller.team, caller.user, caller.token, fresh=fresh)
        actor = Actor(
            platform=PLATFORM,
            workspace=caller.team,
            user_id=caller.user,
            display_name=profile.name or caller.name or caller.user,
            is_manager=fresh and profile.is_manager,
            at_home=profile.at_home,
        )
        return actor, profile.locale


def failure(locale: Locale, where: str) -> Reply:
    """Log the exception being handled under a number, and return the reply that names the number."""
    incident = uuid4().hex[:8]
    _log.exception("incident %s in %s", incident, where)
    return Reply(
        title=plain(messages.CANNOT_DO_THAT.in_(locale)),
        blocks=(Paragraph(plain(messages.UNEXPECTED.format(incident=incident).in_(locale))),),
        tone=Tone.ERROR,
    )
