"""The fake as a whole: one server on loopback, its world, its people."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.platforms.fake_discord.cdn import CDN_PATH, Cdn
from tests.platforms.fake_discord.channels import Channels
from tests.platforms.fake_discord.edits import refuse_leftovers
from tests.platforms.fake_discord.faults import Faults
from tests.platforms.fake_discord.gateway import Gateway, Session
from tests.platforms.fake_discord.interactions import Deadlines, Desk, Interaction
from tests.platforms.fake_discord.people import Person
from tests.platforms.fake_discord.pings import Ping, pings
from tests.platforms.fake_discord.pulse import Pulse
from tests.platforms.fake_discord.recorder import Recorder
from tests.platforms.fake_discord.registry import Registry
from tests.platforms.fake_discord.rest import API, Rest
from tests.platforms.fake_discord.webhooks import Webhooks
from tests.platforms.fake_discord.wire import Json
from tests.platforms.fake_discord.world import (
    DM,
    EVERYDAY_PERMISSIONS,
    GROUP_DM,
    PUBLIC_THREAD,
    Channel,
    Guild,
    Message,
    User,
    member,
    now,
)

_GUILDS, _GUILD_MESSAGES, _DIRECT_MESSAGES, _MESSAGE_CONTENT = 1, 1 << 9, 1 << 12, 1 << 15


class FakeDiscord:
    """A Discord for one bot. Use it as an async context manager; it listens on a free port of 127.0.0.1.

    Point the bot at ``api_base`` and ``gateway_url``, log in with ``token``, build a world with :meth:`add_guild`,
    act through :meth:`person`, and end with :meth:`assert_clean`.
    """

    def __init__(
        self,
        *,
        token: str = "fake.discord.token",
        deadlines: Deadlines | None = None,
        shards: int = 1,
        bot_name: str = "Naruhaya",
    ) -> None:
        self.token = token
        self.shards = shards
        self.bot = User(bot_name, bot=True)
        self.owner = User("Owner")
        self.application_id = self.bot.id
        self.users = [self.bot, self.owner]
        self.guilds: list[Guild] = []
        self.conversations: list[Channel] = []
        self.by_nonce: dict[tuple[int, str], Message] = {}
        self.cdn = Cdn()
        self.recorder = Recorder()
        self.faults = Faults()
        self.registry = Registry(self.application_id)
        self.desk = Desk(deadlines or Deadlines())
        self.pulse = Pulse()
        self.gateway = Gateway(token=token, pulse=self.pulse, ready=self._ready, welcome=self._guilds_of)
        self._rest = Rest(token=token, pulse=self.pulse, recorder=self.recorder, faults=self.faults)
        self._rest.add(*Webhooks(self, self.desk).routes(), *self.registry.routes(), *Channels(self).routes())
        self._pings: list[Ping] = []
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=30 * 2**20)
        app.router.add_get("/", self.gateway.serve)
        app.router.add_get(CDN_PATH, self.cdn.serve)
        app.router.add_route("*", "/{rest:.*}", self._rest.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = int(self._runner.addresses[0][1])
        self.cdn.base = f"http://127.0.0.1:{self._port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connection in list(self.gateway.connections):
            connection.cut()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_base(self) -> str:
        """What stands for ``https://discord.com/api/v10``."""
        return f"http://127.0.0.1:{self._port}{API}"

    @property
    def gateway_url(self) -> str:
        """What stands for ``wss://gateway.discord.gg/``."""
        return f"ws://127.0.0.1:{self._port}/"

    def environment(self) -> dict[str, str]:
        """Return the product's settings for this fake, to start it as a process of its own."""
        return {
            "NARUHAYA_DISCORD_TOKEN": self.token,
            "NARUHAYA_DISCORD_API_BASE": self.api_base,
            "NARUHAYA_DISCORD_GATEWAY_URL": self.gateway_url,
        }

    def add_guild(self, name: str = "Team", *, has_bot: bool = True, locale: str = "en-US") -> Guild:
        """Return a new guild with one channel, ``general``; a connected bot is not told (see :meth:`invite`)."""
        guild = Guild(name, owner=self.owner, has_bot=has_bot, locale=locale)
        self.guilds.append(guild)
        self.add_channel(guild, "general")
        return guild

    async def invite(self, guild: Guild) -> None:
        """Add the bot to ``guild`` while it runs."""
        guild.has_bot = True
        body = self._guild_create(guild)
        await self.gateway.dispatch("GUILD_CREATE", body, guild_id=guild.id, intent=_GUILDS)

    async def expel(self, guild: Guild) -> None:
        """Remove the bot from ``guild``."""
        guild.has_bot = False
        await self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild_id=guild.id, intent=_GUILDS)

    def add_channel(self, guild: Guild, name: str) -> Channel:
        """Return a new text channel of ``guild``; a connected bot is not told (see :meth:`create_channel`)."""
        channel = Channel(name, guild=guild)
        guild.channels.append(channel)
        return channel

    async def create_channel(self, guild: Guild, name: str) -> Channel:
        """Return a new text channel of ``guild``, of which the bot is told."""
        channel = self.add_channel(guild, name)
        await self.gateway.dispatch("CHANNEL_CREATE", channel.json(), guild_id=guild.id, intent=_GUILDS)
        return channel

    def person(
        self,
        name: str,
        place: Guild | Channel | None = None,
        *,
        permissions: int = EVERYDAY_PERMISSIONS,
        locale: str = "en-US",
        installs: bool = False,
        patience: float = 30.0,
    ) -> Person:
        """Return a new person in ``place``: a guild's first channel, a channel, or else the DM with the bot.

        ``installs``: they have added the bot to their own account. ``patience``: seconds they wait to see something.
        """
        user = User(name, locale=locale, has_installed=installs)
        self.users.append(user)
        channel = place.channels[0] if isinstance(place, Guild) else place or self.dm_with(user)
        if channel.guild is not None:
            channel.guild.members[user.id] = permissions
        elif user not in channel.recipients:
            channel.recipients.append(user)
        return Person(self, user, channel, patience=patience)

    def dm_with(self, user: User) -> Channel:
        """Return the conversation of the bot with ``user``."""
        for each in self.conversations:
            if each.type == DM and each.with_bot and each.recipients == [user]:
                return each
        channel = Channel("", type=DM, recipients=[user])
        self.conversations.append(channel)
        return channel

    def conversation(self, *people: Person) -> Channel:
        """Return a new conversation of people without the bot: a DM of two, a group of more."""
        users = [each.user for each in people]
        kind = DM if len(users) == 2 else GROUP_DM
        channel = Channel("" if kind == DM else "group", type=kind, recipients=users, with_bot=False)
        self.conversations.append(channel)
        return channel

    def channels(self) -> list[Channel]:
        """Return every channel there is."""
        return [*(each for guild in self.guilds for each in guild.channels), *self.conversations]

    def pings(self) -> list[Ping]:
        """Return everybody whom the bot's messages would have notified so far."""
        return list(self._pings)

    async def until(self, condition: Callable[[], object], seconds: float = 30.0) -> None:
        """Return once ``condition`` is truthy, looking again at each call and frame; raises TimeoutError."""
        await self.pulse.until(condition, seconds)

    def assert_clean(self) -> None:
        """Assert that the bot sent nothing Discord refuses, asked no unknown route and obeyed every 429."""
        complaints = self.recorder.complaints()
        assert not complaints, "\n".join(complaints)

    async def act(self, interaction: Interaction, body: Json) -> None:
        """Send an interaction on its way; its time runs from now."""
        self.desk.add(interaction)
        guild = interaction.channel.guild
        await self.gateway.dispatch("INTERACTION_CREATE", body, guild_id=guild.id if guild else None)

    async def post(
        self,
        channel: Channel,
        author: User,
        body: Json,
        *,
        flags: int = 0,
        type_: int = 0,
        viewer: User | None = None,
        metadata: Json | None = None,
        reference: Json | None = None,
        in_answer: bool = False,
        files: dict[str, bytes] | None = None,
    ) -> Message:
        """Put a message into ``channel`` and tell who hears of messages."""
        message = Message(
            channel,
            author,
            dict(body),
            type=type_,
            flags=flags,
            viewer=viewer,
            metadata=metadata,
            reference=reference,
            application_id=self.application_id if in_answer else None,
        )
        message.attach(files or {})
        channel.messages.append(message)
        if author is self.bot:
            self._pings += pings(message, body, in_answer=in_answer)
        if not message.ephemeral:
            await self._tell(message, "MESSAGE_CREATE")
        return message

    async def edit(self, message: Message, body: Json, files: dict[str, bytes] | None = None) -> None:
        """Change ``message``; what fills a waiting message notifies like a new one. Raises ApiError."""
        refuse_leftovers(message, body, files or {})
        if message.loading:
            self._pings += pings(message, body, in_answer=True)
        message.change(body)
        message.attach(files or {})
        if not message.ephemeral:
            await self._tell(message, "MESSAGE_UPDATE")

    async def _tell(self, message: Message, event: str) -> None:
        guild = message.channel.guild
        if (guild and not guild.has_bot) or not message.channel.with_bot:
            return
        body = message.json()
        if guild:
            body["guild_id"] = str(guild.id)
            mentioned = self.bot.mention in str(body["content"])
            if (
                not mentioned
                and message.author is not self.bot
                and not self.gateway.privileged_intents & _MESSAGE_CONTENT
            ):
                body |= {"content": "", "embeds": [], "components": [], "attachments": []}
            if self.bot.mention in str(body["content"]):
                body["mentions"] = [self.bot.json()]
        intent = _GUILD_MESSAGES if guild else _DIRECT_MESSAGES
        await self.gateway.dispatch(event, body, guild_id=guild.id if guild else None, intent=intent)

    def _ready(self, session: Session) -> Json:
        return {
            "v": 10,
            "user": {**self.bot.json(), "verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": each["id"], "unavailable": True} for each in self._guilds_of(session)],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.gateway_url,
            "shard": list(session.shard),
            "application": {"id": str(self.application_id), "flags": 0},
            "private_channels": [],
            "presences": [],
        }

    def _guilds_of(self, session: Session) -> list[Json]:
        if not session.intents & _GUILDS:
            return []
        shard, count = session.shard
        own = [each for each in self.guilds if each.has_bot and (each.id >> 22) % count == shard]
        return [{**self._guild_create(each), "unavailable": False} for each in own]

    def _guild_create(self, guild: Guild) -> Json:
        return {
            **guild.json(),
            "joined_at": now(),
            "large": False,
            "member_count": len(guild.members) + 1,
            "members": [member(self.bot)],
            "channels": [each.json() for each in guild.channels if each.type != PUBLIC_THREAD and not each.hidden],
            "threads": [each.json() for each in guild.channels if each.type == PUBLIC_THREAD],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }
