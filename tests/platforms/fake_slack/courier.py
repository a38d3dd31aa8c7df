"""Brings commands, interactions and events to the app, waits for the acknowledgement and sends events again."""

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Protocol

from tests.platforms.fake_slack.recorder import Delivery
from tests.platforms.fake_slack.rules.bodies import Kind, problems
from tests.platforms.fake_slack.rules.manifest import bot_events
from tests.platforms.fake_slack.slack import Slack
from tests.platforms.fake_slack.wire import Json, as_text
from tests.platforms.fake_slack.world import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the app said: a body, or why there is none (``dispatch_failed``, ``operation_timeout``, ``http_error``)."""

    body: Json | None = None
    failure: str = ""
    no_retry: bool = False


class Transport(Protocol):
    """Socket Mode or HTTP."""

    async def send(self, delivery: Delivery, deadline: float) -> Answer:
        """Bring ``delivery`` to the app; return its answer or the failure, at the latest after ``deadline``."""


_RETRY_REASONS = {"operation_timeout": "timeout", "dispatch_failed": "connection_failed", "http_error": "error"}


class Courier:
    """Delivers over whichever transport is set."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._tasks: set[asyncio.Task[None]] = set()
        self.transport: Transport | None = None

    async def interaction(self, kind: str, payload: Json, ack: Kind, cause: str) -> Delivery:
        """Deliver a command or an interaction once and judge the body of its acknowledgement."""
        delivery = Delivery(kind=kind, payload=payload, cause=cause)
        await self._send(delivery, ack)
        return delivery

    async def event(self, workspace: Workspace, event: Json) -> Delivery | None:
        """Deliver an event the manifest subscribes to, again and again until it is acknowledged; None for others."""
        if as_text(event.get("type")) not in self.subscribed(event):
            return None
        payload = self._wrapped(workspace, event)
        return await self._event_attempt(payload, 0, "")

    async def redeliver(self, delivery: Delivery, attempt: int = 1, reason: str = "timeout") -> Delivery:
        """Deliver an event once more with the same event_id, as Slack does when an acknowledgement got lost."""
        return await self._event_attempt(delivery.payload, attempt, reason, again=False)

    async def close(self) -> None:
        """Stop what is still to be sent again."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def subscribed(self, event: Json) -> set[str]:
        """Return the event's type when the manifest subscribes to it; messages are subscribed by channel type."""
        names = set(bot_events(self._slack.manifest))
        kind = as_text(event.get("type"))
        if kind == "message":
            suffix = {"channel": "channels", "group": "groups"}.get(
                as_text(event.get("channel_type")), event.get("channel_type")
            )
            return {"message"} if f"message.{suffix}" in names else set()
        return {kind} & names

    async def _event_attempt(self, payload: Json, attempt: int, reason: str, *, again: bool = True) -> Delivery:
        delivery = Delivery(kind="events_api", payload=payload, attempt=attempt, reason=reason)
        answer = await self._send(delivery, Kind.ACK_EMPTY)
        retries = self._slack.timing.retries
        if again and answer.failure and not answer.no_retry and attempt < len(retries):
            told = _RETRY_REASONS.get(answer.failure, answer.failure)
            self._later(self._retry(payload, attempt + 1, told, retries[attempt]))
        return delivery

    async def _retry(self, payload: Json, attempt: int, reason: str, wait: float) -> None:
        await asyncio.sleep(wait)
        await self._event_attempt(payload, attempt, reason)

    async def _send(self, delivery: Delivery, ack: Kind) -> Answer:
        if self.transport is None:
            raise AssertionError("the fake has no app: choose use_socket() or use_http()")
        self._slack.recorder.add_delivery(delivery)
        answer = await self.transport.send(delivery, self._slack.timing.ack)
        delivery.failure, delivery.body = answer.failure, answer.body
        if not answer.failure:
            delivery.answered = time.monotonic()
            delivery.problems = tuple(problems(answer.body, ack, self._slack.allow))
        self._slack.recorder.note_change()
        return answer

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _wrapped(self, workspace: Workspace, event: Json) -> Json:
        now = self._slack.clock.now()
        bot = workspace.bot.id
        return {
            "token": self._slack.verification_token,
            "team_id": workspace.id,
            "context_team_id": workspace.id,
            "context_enterprise_id": None,
            "api_app_id": self._slack.app_id,
            "event": {"event_ts": f"{now:.6f}", **event},
            "type": "event_callback",
            "event_id": self._slack.new_id("Ev"),
            "event_time": int(now),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": workspace.id,
                    "user_id": bot,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{self._slack.new_id('e')}",
        }
