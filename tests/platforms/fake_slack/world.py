"""What a workspace holds: people, channels, messages, views and tokens. Nothing here speaks HTTP."""

from dataclasses import dataclass, field
from enum import StrEnum

from tests.platforms.fake_slack.feed import Feed
from tests.platforms.fake_slack.wire import Json


class ChannelKind(StrEnum):
    """The four kinds of conversation."""

    PUBLIC = "channel"
    PRIVATE = "group"
    DIRECT = "im"
    GROUP_DIRECT = "mpim"


class TokenKind(StrEnum):
    """What a token stands for."""

    BOT = "bot"
    APP = "app"
    REFRESH = "refresh"


@dataclass(slots=True, kw_only=True)
class User:
    """A member of a workspace; the app's bot is one too."""

    id: str
    name: str
    locale: str = "en-US"
    tz: str = "Asia/Tokyo"
    is_bot: bool = False
    is_admin: bool = False
    is_guest: bool = False
    feed: Feed = field(default_factory=Feed)


@dataclass(slots=True, kw_only=True)
class Message:
    """A message as it stands now. ``only_for`` names the one reader of an ephemeral message."""

    ts: str
    channel: str
    author: str
    payload: Json
    thread_ts: str | None = None
    only_for: str | None = None
    by_app: bool = False
    deleted: bool = False
    typed: dict[str, Json] = field(default_factory=dict)
    history: list[Json] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Channel:
    """A conversation and all that was ever said in it."""

    id: str
    name: str
    kind: ChannelKind
    members: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    archived: bool = False

    def find(self, ts: str) -> Message | None:
        """Return the living message with this ``ts``."""
        return next((message for message in self.messages if message.ts == ts and not message.deleted), None)


@dataclass(slots=True, kw_only=True)
class View:
    """A modal or a Home tab as it stands now; ``payload`` is what the app gave, with block ids filled in."""

    id: str
    owner: str
    payload: Json
    hash: str
    root: str
    previous: str | None = None
    typed: dict[str, Json] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Token:
    """A token and what it opens; ``expires`` is None without rotation. ``dead`` is the error it now earns."""

    value: str
    kind: TokenKind
    team: str
    scopes: frozenset[str] = frozenset()
    expires: float | None = None
    dead: str | None = None


@dataclass(slots=True, kw_only=True)
class Workspace:
    """One team."""

    id: str
    name: str
    bot: User
    bot_id: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    installed: bool = False

    def channel_named(self, name: str) -> Channel:
        """Return the channel with this name or id.

        Raises:
            KeyError: there is none.
        """
        wanted = name.removeprefix("#")
        for channel in self.channels.values():
            if wanted in (channel.id, channel.name):
                return channel
        raise KeyError(f"{self.name} has no channel {name}")

    def readers(self, message: Message) -> list[User]:
        """Return the people who see ``message``, the bot left out."""
        members = self.channels[message.channel].members
        ids = members if message.only_for is None else members & {message.only_for}
        return [self.users[user] for user in sorted(ids) if user in self.users and not self.users[user].is_bot]

    def view(self, view_id: str) -> View | None:
        """Return the open view with this id."""
        views = [view for stack in self.modals.values() for view in stack] + list(self.homes.values())
        return next((view for view in views if view.id == view_id), None)
