"""Who calls and from where, read out of what Slack delivers."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack_app.installations import PLATFORM, tenant_of
from adapters.slack_app.wire import Json
from bot.identity import Place

_STAMP = re.compile(r"[0-9]{1,10}(\.[0-9]{1,6})?")

HOME = "home"
"""Stands for a channel where there is none: the Home tab and modals opened from anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Caller:
    """A person, a place, and what it takes to answer there. Has no repr: it holds a token."""

    team: str
    user: str
    name: str
    token: str
    channel: str
    thread: str | None = None
    response_url: str | None = None
    at: datetime | None = None
    """When Slack says it happened, where it says so."""

    @property
    def tenant(self) -> str:
        """The key of the workspace."""
        return tenant_of(self.team)

    @property
    def place(self) -> Place:
        """Where the call comes from."""
        return Place(platform=PLATFORM, workspace=self.team, channel=self.channel, thread=self.thread)


def from_command(body: Json, context: AsyncBoltContext) -> Caller:
    """Return who typed a slash command; Slack offers none in threads."""
    team, token = _installed(context)
    return Caller(
        team=team,
        token=token,
        user=_text(body.get("user_id")),
        name=_text(body.get("user_name")),
        channel=_text(body.get("channel_id")) or HOME,
        response_url=_text(body.get("response_url")) or None,
    )


def from_interaction(body: Json, context: AsyncBoltContext) -> Caller:
    """Return who clicked, chose or sent a form off."""
    team, token = _installed(context)
    user = _object(body.get("user"))
    container = _object(body.get("container"))
    message = _object(body.get("message"))
    return Caller(
        team=team,
        token=token,
        user=_text(user.get("id")),
        name=_text(user.get("name")) or _text(user.get("username")),
        channel=_text(_object(body.get("channel")).get("id")) or _text(container.get("channel_id")) or HOME,
        thread=_text(container.get("thread_ts")) or _text(message.get("thread_ts")) or None,
        response_url=_text(body.get("response_url")) or None,
        at=_moment(body),
    )


def from_event(body: Json, context: AsyncBoltContext) -> Caller:
    """Return whose doing an event is."""
    team, token = _installed(context)
    event = _object(body.get("event"))
    return Caller(
        team=team,
        token=token,
        user=_text(event.get("user")),
        name="",
        channel=_text(event.get("channel")) or HOME,
        thread=_text(event.get("thread_ts")) or None,
    )


def _installed(context: AsyncBoltContext) -> tuple[str, str]:
    result = context.authorize_result
    assert result is not None, "Bolt runs a listener only for an installed workspace"
    return result.team_id or "", result.bot_token or ""


def _moment(body: Json) -> datetime | None:
    """Return when a button was pressed; Slack says it of buttons and of nothing else."""
    pressed = body.get("actions")
    stamp = _text(_object(pressed[0]).get("action_ts")) if isinstance(pressed, list) and pressed else ""
    return datetime.fromtimestamp(float(stamp), UTC) if _STAMP.fullmatch(stamp) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}
