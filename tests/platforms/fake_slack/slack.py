"""The platform itself: workspaces, tokens, triggers and what posting a message or opening a view makes people see."""

import itertools
import secrets
from collections.abc import Collection, Mapping

from tests.platforms.fake_slack.clock import SlackClock
from tests.platforms.fake_slack.faults import Faults
from tests.platforms.fake_slack.feed import Change, Seen, SeenAs
from tests.platforms.fake_slack.permits import Code, ResponseUrl, Timing, Trigger
from tests.platforms.fake_slack.recorder import Recorder
from tests.platforms.fake_slack.rules.manifest import bot_scopes
from tests.platforms.fake_slack.shown import decoded, shown_text, text_of
from tests.platforms.fake_slack.wire import Json, as_objects, as_text
from tests.platforms.fake_slack.world import (
    Channel,
    ChannelKind,
    Message,
    Token,
    TokenKind,
    User,
    View,
    Workspace,
)


class Refused(Exception):  # noqa: N818  # an answer of the API, not a fault of the fake
    """An answer ``{"ok": false, "error": code}``."""

    def __init__(self, code: str, **more: object) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


class Slack:
    """One app on one fake platform, with as many workspaces as a test wants."""

    def __init__(self, manifest: Json, timing: Timing, allow: Collection[str] = ()) -> None:
        self.manifest = manifest
        self.allow = allow
        self.timing = timing
        self.clock = SlackClock()
        self.recorder = Recorder()
        self.faults = Faults()
        self.app_id = "A0NARUHAYA"
        self.client_id = "11111.22222"
        self.client_secret = secrets.token_hex(16)
        self.signing_secret = secrets.token_hex(16)
        self.app_token = f"xapp-1-{self.app_id}-{secrets.token_hex(16)}"
        self.verification_token = secrets.token_hex(12)
        self.workspaces: dict[str, Workspace] = {}
        self.tokens: dict[str, Token] = {
            self.app_token: Token(
                value=self.app_token, kind=TokenKind.APP, team="", scopes=frozenset({"connections:write"})
            )
        }
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.codes: dict[str, Code] = {}
        self.offered: dict[tuple[str, str], list[Json]] = {}
        self.tickets: dict[str, float] = {}
        self.base = ""
        self._numbers = itertools.count(1)

    # ---- what there is -------------------------------------------------------------------------------------------

    def new_id(self, prefix: str) -> str:
        """Return an id nobody has."""
        return f"{prefix}0FAKE{next(self._numbers):05d}"

    def add_workspace(self, name: str) -> Workspace:
        """Return a new workspace with a #general channel; the app is not in it yet."""
        bot = User(id=self.new_id("U"), name="naruhaya", is_bot=True)
        workspace = Workspace(id=self.new_id("T"), name=name, bot=bot, bot_id=self.new_id("B"))
        workspace.users[bot.id] = bot
        self.workspaces[workspace.id] = workspace
        self.add_channel(workspace, "general", set())
        return workspace

    def add_channel(
        self, workspace: Workspace, name: str, members: set[str], kind: ChannelKind = ChannelKind.PUBLIC
    ) -> Channel:
        """Return a new conversation."""
        prefix = {ChannelKind.DIRECT: "D", ChannelKind.PRIVATE: "G", ChannelKind.GROUP_DIRECT: "G"}.get(kind, "C")
        channel = Channel(id=self.new_id(prefix), name=name, kind=kind, members=members)
        workspace.channels[channel.id] = channel
        return channel

    def direct_channel(self, workspace: Workspace, user: str) -> Channel:
        """Return the conversation between a person and the bot, opened when there is none."""
        members = {user, workspace.bot.id}
        for channel in workspace.channels.values():
            if channel.kind is ChannelKind.DIRECT and channel.members == members:
                return channel
        return self.add_channel(workspace, "directmessage", members, ChannelKind.DIRECT)

    def bot_scopes(self) -> frozenset[str]:
        """The bot scopes the manifest asks for."""
        return frozenset(bot_scopes(self.manifest))

    def new_token(self, workspace: Workspace, *, rotating: bool = False) -> Token:
        """Install the app and return its bot token."""
        prefix = "xoxe.xoxb" if rotating else "xoxb"
        expires = self.clock.now() + self.timing.rotation if rotating else None
        token = Token(
            value=f"{prefix}-{secrets.token_hex(20)}",
            kind=TokenKind.BOT,
            team=workspace.id,
            scopes=self.bot_scopes(),
            expires=expires,
        )
        self.tokens[token.value] = token
        workspace.installed = True
        return token

    # ---- permissions to answer -----------------------------------------------------------------------------------

    def new_trigger(self, workspace: Workspace, user: str, cause: str, view: str | None = None) -> str:
        """Return a fresh trigger_id."""
        trigger = f"{next(self._numbers)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.triggers[trigger] = Trigger(team=workspace.id, user=user, cause=cause, born=self.clock.now(), view=view)
        return trigger

    def use_trigger(self, workspace: Workspace, trigger_id: str) -> Trigger:
        """Return the trigger and use it up.

        Raises:
            Refused: unknown, of another workspace, older than three seconds or used before.
        """
        trigger = self.triggers.get(trigger_id)
        if trigger is None or trigger.team != workspace.id:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self.clock.now() - trigger.born > self.timing.trigger:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_url(
        self, workspace: Workspace, user: str, channel: str, cause: str, message: Message | None = None
    ) -> str:
        """Return a fresh response_url."""
        key = secrets.token_urlsafe(18)
        self.response_urls[key] = ResponseUrl(
            team=workspace.id, user=user, channel=channel, cause=cause, born=self.clock.now(), message=message
        )
        return f"{self.base}/response/{workspace.id}/{key}"

    def new_socket_url(self) -> str:
        """Return a WebSocket address that lets one connection in, within the ticket's life of 30 seconds."""
        ticket = secrets.token_urlsafe(12)
        self.tickets[ticket] = self.clock.now()
        return f"{self.base.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self.app_id}"

    # ---- what people then see ------------------------------------------------------------------------------------

    def post(
        self,
        workspace: Workspace,
        channel: Channel,
        author: str,
        body: Mapping[str, object],
        *,
        only_for: str | None = None,
        cause: str | None = None,
        by_app: bool = True,
    ) -> Message:
        """Put a message into a conversation and before everyone who may see it."""
        thread = as_text(body.get("thread_ts")) or None
        message = Message(
            ts=self.clock.new_ts(),
            channel=channel.id,
            author=author,
            payload=_content(body),
            thread_ts=thread,
            only_for=only_for,
            by_app=by_app,
        )
        message.payload["blocks"] = self.with_block_ids(message.payload.get("blocks"))
        channel.messages.append(message)
        self.show(workspace, message, Change.NEW, cause)
        return message

    def rewrite(
        self, workspace: Workspace, message: Message, body: Mapping[str, object], cause: str | None = None
    ) -> None:
        """Replace a message's content; blocks and attachments that are left out stay, as Slack documents."""
        message.history.append(dict(message.payload))
        content = _content(body)
        for key in ("blocks", "attachments"):
            if key not in body:
                content[key] = message.payload.get(key, [])
        content["blocks"] = self.with_block_ids(content.get("blocks"))
        message.payload = content
        self.show(workspace, message, Change.UPDATED, cause)

    def remove(self, workspace: Workspace, message: Message, cause: str | None = None) -> None:
        """Take a message away."""
        message.deleted = True
        self.show(workspace, message, Change.REMOVED, cause)

    def show(self, workspace: Workspace, message: Message, change: Change, cause: str | None) -> None:
        """Tell every reader's feed about a message."""
        for reader in workspace.readers(message):
            reader.feed.add(self.message_seen(workspace, message, change, cause))
        self.recorder.note_change()

    def message_seen(
        self, workspace: Workspace, message: Message, change: Change = Change.NEW, cause: str | None = None
    ) -> Seen:
        """Return how a message looks now."""
        channel = workspace.channels[message.channel]
        kind = SeenAs.DIRECT if channel.kind is ChannelKind.DIRECT else SeenAs.PUBLIC
        blocks = as_objects(message.payload.get("blocks"))
        text = as_text(message.payload.get("text"))
        return Seen(
            kind=SeenAs.EPHEMERAL if message.only_for else kind,
            change=change,
            text=shown_text(blocks) if blocks else decoded(text),
            fallback=text,
            blocks=tuple(blocks),
            channel=message.channel,
            ts=message.ts,
            thread=message.thread_ts,
            author=message.author,
            cause=cause,
            at=self.clock.now(),
        )

    def view_seen(self, view: View, change: Change, cause: str | None) -> Seen:
        """Return how a view looks now."""
        blocks = as_objects(view.payload.get("blocks"))
        return Seen(
            kind=SeenAs.HOME if view.payload.get("type") == "home" else SeenAs.MODAL,
            change=change,
            text=shown_text(blocks),
            blocks=tuple(blocks),
            view_id=view.id,
            title=text_of(view.payload.get("title", "")),
            cause=cause,
            at=self.clock.now(),
        )

    def with_block_ids(self, blocks: object) -> list[Json]:
        """Return ``blocks`` with an id on each, as Slack gives back."""
        return [
            block if as_text(block.get("block_id")) else {**block, "block_id": self.new_id("b")}
            for block in as_objects(blocks)
        ]


def _content(body: Mapping[str, object]) -> Json:
    """Return the part of a posting that becomes the message."""
    kept = (
        "text",
        "blocks",
        "attachments",
        "metadata",
        "unfurl_links",
        "unfurl_media",
        "parse",
        "mrkdwn",
        "link_names",
    )
    return {key: body[key] for key in kept if key in body}
