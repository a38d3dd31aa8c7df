"""REST routes outside interactions: login, channels, messages, threads, conversations."""

from typing import TYPE_CHECKING

from tests.platforms.fake_discord.recorder import Call
from tests.platforms.fake_discord.rest import Route, checked
from tests.platforms.fake_discord.rules.kinds import Kind
from tests.platforms.fake_discord.wire import ApiError, Json, Refusal, clock, time_of
from tests.platforms.fake_discord.world import COMPONENTS_V2, DM, PUBLIC_THREAD, Channel, Guild, Message, User

if TYPE_CHECKING:
    from tests.platforms.fake_discord.server import FakeDiscord

_GUILDS_INTENT = 1
_REPLY = 19
_NONCE_S = 180.0
"""So long a nonce is remembered: Discord says "the past few minutes"."""
_KEPT_FLAGS = COMPONENTS_V2 | (1 << 2) | (1 << 12)


class Channels:
    """Answers for the channels, messages and users of ``fake``."""

    def __init__(self, fake: "FakeDiscord") -> None:
        self._fake = fake

    def routes(self) -> tuple[Route, ...]:
        """Return the routes."""
        channel = r"/channels/(\d+)"
        message = rf"{channel}/messages/(\d+)"
        return (
            Route("GET", r"/users/@me", lambda call: self._me()),
            Route("GET", r"/(?:oauth2/)?applications/@me", lambda call: self._application()),
            Route("GET", r"/gateway/bot", lambda call: self._gateway()),
            Route("POST", r"/users/@me/channels", self._open_dm),
            Route("GET", r"/users/(\d+)", lambda call, user: self._user(user).json()),
            Route("GET", r"/guilds/(\d+)", lambda call, guild: self._guild(guild).json()),
            Route("GET", channel, lambda call, id_: self._channel(id_).json()),
            Route("POST", rf"{channel}/typing", lambda call, id_: self._typing(id_)),
            Route("POST", rf"{channel}/messages", self._send),
            Route("GET", rf"{channel}/messages", self._history),
            Route("GET", message, lambda call, id_, message_id: self._message(id_, message_id).json()),
            Route("PATCH", message, self._edit),
            Route("DELETE", message, self._delete),
            Route("POST", rf"{channel}/threads", self._start_thread),
            Route("POST", rf"{message}/threads", self._start_thread),
        )

    def _me(self) -> Json:
        return {**self._fake.bot.json(), "verified": True, "mfa_enabled": False, "email": None, "locale": "en-US"}

    def _application(self) -> Json:
        fake = self._fake
        return {
            "id": str(fake.application_id),
            "name": fake.bot.name,
            "icon": None,
            "description": "",
            "summary": "",
            "type": None,
            "bot": fake.bot.json(),
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": fake.owner.json(),
            "team": None,
            "verify_key": "0" * 64,
            "flags": 0,
            "flags_new": "0",
            "approximate_guild_count": len(fake.guilds),
            "approximate_user_install_count": sum(each.has_installed for each in fake.users),
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "eligible_oauth2_scopes": [],
            "role_connections_verification_url": None,
            "interactions_endpoint_url": None,
            "redirect_uris": [],
            "integration_types_config": {"0": {}, "1": {}},
        }

    def _gateway(self) -> Json:
        limit = {"total": 1000, "remaining": 1000 - len(self._fake.gateway.identifies), "reset_after": 86_400_000}
        start = {**limit, "max_concurrency": 1}
        return {"url": self._fake.gateway_url, "shards": self._fake.shards, "session_start_limit": start}

    def _typing(self, channel_id: str) -> None:
        self._channel(channel_id)

    async def _open_dm(self, call: Call) -> Json:
        body = checked(call, Kind.DM)
        return self._fake.dm_with(self._user(str(body.get("recipient_id")))).json()

    async def _send(self, call: Call, channel_id: str) -> Json:
        body = checked(call, Kind.MESSAGE)
        channel = self._writable(channel_id)
        nonce = body.get("nonce")
        if body.get("enforce_nonce") and (earlier := self._known(channel, str(nonce))):
            return {**earlier.json(), "nonce": nonce}
        reference = body.get("message_reference")
        message = await self._fake.post(
            channel,
            self._fake.bot,
            body,
            flags=(body.get("flags") or 0) & _KEPT_FLAGS,
            type_=_REPLY if reference else 0,
            reference=reference,
            files=call.files,
        )
        if nonce is None:
            return message.json()
        self._fake.by_nonce[channel.id, str(nonce)] = message
        return {**message.json(), "nonce": nonce}

    def _known(self, channel: Channel, nonce: str) -> Message | None:
        """Return the message that was sent with ``nonce``, unless that is some minutes ago."""
        message = self._fake.by_nonce.get((channel.id, nonce))
        return message if message and clock.now() - time_of(message.id) < _NONCE_S else None

    def _history(self, call: Call, channel_id: str) -> list[Json]:
        """Return the newest messages first; who may not read a channel's history is shown none."""
        limit, before = int(call.query.get("limit", 50)), int(call.query.get("before", 2**63))
        channel = self._channel(channel_id)
        shown = [] if channel.unread else [each for each in self._seen_by_bot(channel_id) if each.id < before]
        return [each.json() for each in reversed(shown)][:limit]

    async def _edit(self, call: Call, channel_id: str, message_id: str) -> Json:
        self._channel(channel_id)
        message = self._message(channel_id, message_id)
        body = checked(call, Kind.MESSAGE_EDIT, already_v2=bool(message.flags & COMPONENTS_V2))
        if message.author is not self._fake.bot:
            raise ApiError(Refusal.NOT_THE_AUTHOR)
        await self._fake.edit(message, body, call.files)
        return message.json()

    def _delete(self, call: Call, channel_id: str, message_id: str) -> None:
        message = self._message(channel_id, message_id)
        if message.author is not self._fake.bot:
            raise ApiError(Refusal.MISSING_PERMISSIONS)
        message.deleted = True

    async def _start_thread(self, call: Call, channel_id: str, message_id: str | None = None) -> Json:
        body = checked(call, Kind.THREAD if message_id is None else Kind.THREAD_ON_MESSAGE)
        parent = self._writable(channel_id)
        guild = parent.guild
        if guild is None or parent.parent is not None:
            raise ApiError(Refusal.MISSING_PERMISSIONS)
        thread = Channel(body["name"], type=PUBLIC_THREAD, guild=guild, parent=parent)
        if message_id is not None:
            thread.id = self._message(channel_id, message_id).id
            if any(each.id == thread.id for each in guild.channels):
                raise ApiError(Refusal.THREAD_EXISTS)
        guild.channels.append(thread)
        await self._fake.gateway.dispatch(
            "THREAD_CREATE", {**thread.json(), "newly_created": True}, guild_id=guild.id, intent=_GUILDS_INTENT
        )
        return thread.json()

    def _user(self, user_id: str) -> User:
        for each in self._fake.users:
            if str(each.id) == user_id:
                return each
        raise ApiError(Refusal.UNKNOWN_USER)

    def _guild(self, guild_id: str) -> Guild:
        for each in self._fake.guilds:
            if str(each.id) == guild_id and each.has_bot:
                return each
        raise ApiError(Refusal.UNKNOWN_GUILD)

    def _channel(self, channel_id: str) -> Channel:
        """Return a channel the bot can see."""
        channel = next((each for each in self._fake.channels() if str(each.id) == channel_id), None)
        if channel is None:
            raise ApiError(Refusal.UNKNOWN_CHANNEL)
        outside = not channel.guild.has_bot if channel.guild else not channel.with_bot
        if channel.hidden or outside:
            raise ApiError(Refusal.MISSING_ACCESS)
        return channel

    def _writable(self, channel_id: str) -> Channel:
        channel = self._channel(channel_id)
        if channel.locked:
            raise ApiError(Refusal.MISSING_PERMISSIONS)
        if channel.archived:
            raise ApiError(Refusal.THREAD_ARCHIVED)
        if channel.type == DM and any(each.closed_dms for each in channel.recipients):
            raise ApiError(Refusal.DMS_CLOSED)
        return channel

    def _seen_by_bot(self, channel_id: str) -> list[Message]:
        return [each for each in self._channel(channel_id).messages if not each.deleted and not each.ephemeral]

    def _message(self, channel_id: str, message_id: str) -> Message:
        for each in self._seen_by_bot(channel_id):
            if str(each.id) == message_id:
                return each
        raise ApiError(Refusal.UNKNOWN_MESSAGE)
