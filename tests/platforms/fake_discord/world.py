"""The things of a Discord: users, guilds, channels and messages, and their JSON."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.platforms.fake_discord.wire import Json, snowflake

ADMINISTRATOR = 1 << 3
MANAGE_GUILD = 1 << 5
EVERYDAY_PERMISSIONS = (1 << 6) | (1 << 10) | (1 << 11) | (1 << 15) | (1 << 16) | (1 << 31) | (1 << 38)
"""React, see, write, attach, read history, use commands, write in threads."""

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

TEXT, DM, GROUP_DM, PUBLIC_THREAD = 0, 1, 3, 11


def now() -> str:
    """Return the time as Discord writes it."""
    return datetime.now(UTC).isoformat()


@dataclass(slots=True, eq=False)
class User:
    """An account. ``closed_dms`` refuses messages from bots."""

    name: str
    id: int = field(default_factory=snowflake)
    bot: bool = False
    locale: str = "en-US"
    closed_dms: bool = False
    has_installed: bool = False

    @property
    def mention(self) -> str:
        """What mentions this user in a message."""
        return f"<@{self.id}>"

    def json(self) -> Json:
        """Return the user object."""
        return {
            "id": str(self.id),
            "username": self.name.lower().replace(" ", "."),
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "flags": 0,
            "primary_guild": None,
        }


@dataclass(slots=True, eq=False)
class Guild:
    """A server; ``has_bot`` tells whether the bot was added to it."""

    name: str
    owner: User
    id: int = field(default_factory=snowflake)
    has_bot: bool = True
    locale: str = "en-US"
    system_channel: "Channel | None" = None
    """Where Discord greets newcomers."""
    channels: list["Channel"] = field(default_factory=list)
    members: dict[int, int] = field(default_factory=dict)
    """Permission bits by user id."""

    def json(self) -> Json:
        """Return the guild object without its channels and members."""
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "owner_id": str(self.owner.id),
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "roles": [self._everyone()],
            "emojis": [],
            "features": [],
            "mfa_level": 0,
            "application_id": None,
            "system_channel_id": str(self.system_channel.id) if self.system_channel else None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "vanity_url_code": None,
            "description": None,
            "banner": None,
            "premium_tier": 0,
            "preferred_locale": self.locale,
            "public_updates_channel_id": None,
            "nsfw_level": 0,
            "stickers": [],
            "premium_progress_bar_enabled": False,
            "safety_alerts_channel_id": None,
        }

    def _everyone(self) -> Json:
        return {
            "id": str(self.id),
            "name": "@everyone",
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": 0,
            "permissions": str(EVERYDAY_PERMISSIONS),
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }


@dataclass(slots=True, eq=False)
class Channel:
    """A text channel, thread or conversation; ``hidden``, ``locked`` and ``unread`` say what the bot may not do there."""

    name: str
    type: int = TEXT
    id: int = field(default_factory=snowflake)
    guild: Guild | None = None
    parent: "Channel | None" = None
    recipients: list[User] = field(default_factory=list)
    with_bot: bool = True
    """In a conversation: the bot takes part."""
    hidden: bool = False
    locked: bool = False
    unread: bool = False
    """What was said there before."""
    archived: bool = False
    messages: list["Message"] = field(default_factory=list)

    def json(self, permissions: int | None = None) -> Json:
        """Return the channel object; ``permissions`` are the reader's, as interactions carry them."""
        last = next((str(each.id) for each in reversed(self.messages) if not each.ephemeral), None)
        body: Json = {"id": str(self.id), "type": self.type, "last_message_id": last, "flags": 0}
        if permissions is not None:
            body["permissions"] = str(permissions)
        if self.guild is None:
            body["recipients"] = [each.json() for each in self.recipients]
            return body if self.type == DM else {**body, "name": self.name, "icon": None, "owner_id": None}
        body |= {"name": self.name, "guild_id": str(self.guild.id), "rate_limit_per_user": 0}
        if self.parent is None:
            place = {"position": 0, "permission_overwrites": [], "topic": None, "nsfw": False, "parent_id": None}
            return {**body, **place, "last_pin_timestamp": None}
        metadata = {
            "archived": self.archived,
            "auto_archive_duration": 1440,
            "archive_timestamp": now(),
            "locked": False,
            "create_timestamp": now(),
        }
        counts = {"message_count": len(self.messages), "member_count": 1, "total_message_sent": len(self.messages)}
        owner = {"owner_id": str(self.guild.owner.id), "parent_id": str(self.parent.id), "applied_tags": []}
        return {**body, **owner, **counts, "thread_metadata": metadata}


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now; ``viewer`` is the one person who sees an ephemeral one."""

    channel: Channel
    author: User
    body: Json
    id: int = field(default_factory=snowflake)
    type: int = 0
    flags: int = 0
    viewer: User | None = None
    application_id: int | None = None
    metadata: Json | None = None
    reference: Json | None = None
    attachments: list[Json] = field(default_factory=list)
    deleted: bool = False
    edited: str | None = None
    created: str = field(default_factory=now)

    @property
    def ephemeral(self) -> bool:
        """Only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """It still says that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def components(self) -> list[Json]:
        """Its components, as the bot sent them."""
        parts: list[Json] = self.body.get("components") or []
        return parts

    def attach(self, files: dict[str, bytes]) -> None:
        """Put ``files`` in the place of the attachments that the body announces."""
        for name, content in files.items():
            url = f"https://cdn.example/{snowflake()}/{name}"
            file = {"id": str(snowflake()), "filename": name, "size": len(content), "url": url, "proxy_url": url}
            self.attachments.append(file)

    def change(self, body: Json) -> None:
        """Put what ``body`` holds in place of what stood there; what it leaves out stays."""
        kept = ("content", "embeds", "components", "poll")
        self.body |= {key: body[key] for key in kept if key in body}
        if "attachments" in body:
            staying = {str(each["id"]) for each in body["attachments"] or []}
            self.attachments = [each for each in self.attachments if each["id"] in staying]
        self.flags = (self.flags & ~LOADING) | ((body.get("flags") or 0) & COMPONENTS_V2)
        self.edited = now()

    def would_be(self, body: Json) -> Json:
        """Return the parts of the message as ``body`` would leave them."""
        return {**self.body, **{key: value for key, value in body.items() if key != "allowed_mentions"}}

    def json(self) -> Json:
        """Return the message object as the bot sees it."""
        body: Json = {
            "id": str(self.id),
            "type": self.type,
            "channel_id": str(self.channel.id),
            "author": self.author.json(),
            "content": self.body.get("content") or "",
            "embeds": [{"type": "rich", **each} for each in self.body.get("embeds") or []],
            "components": numbered(self.components),
            "attachments": self.attachments,
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
            "flags": self.flags,
            "timestamp": self.created,
            "edited_timestamp": self.edited,
        }
        if self.application_id is not None:
            body |= {"application_id": str(self.application_id), "webhook_id": str(self.application_id)}
        if self.metadata is not None:
            body["interaction_metadata"] = self.metadata
        if self.reference is not None:
            body["message_reference"] = self.reference
        return body


def member(user: User, permissions: int | None = None) -> Json:
    """Return the member object of ``user``; with ``permissions`` as interactions carry it."""
    body: Json = {
        "user": user.json(),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [],
        "joined_at": now(),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    return body if permissions is None else {**body, "permissions": str(permissions)}


def numbered(components: list[Json]) -> list[Json]:
    """Return ``components`` with an id on each that has none, as Discord gives them."""
    taken = {each["id"] for each in walk(components) if each.get("id")}
    free = (number for number in range(1, 10_000) if number not in taken)

    def copy(part: Json) -> Json:
        result = {**part, "id": part.get("id") or next(free)}
        if "components" in part:
            result["components"] = [copy(each) for each in part["components"]]
        for key in ("accessory", "component"):
            if isinstance(part.get(key), dict):
                result[key] = copy(part[key])
        return result

    return [copy(each) for each in components]


def walk(components: list[Json]) -> list[Json]:
    """Return every component of the tree, outer before inner."""
    result: list[Json] = []
    for each in components:
        inner = [each[key] for key in ("accessory", "component") if isinstance(each.get(key), dict)]
        result += [each, *walk(list(each.get("components") or []) + inner)]
    return result
