"""Discord, as the runner sees it."""

import asyncio
import logging

import aiohttp
import discord
import yarl

from adapters.discord_app.answering import DEFER_AFTER_S
from adapters.discord_app.client import IDENTIFY_AFTER_S, DiscordClient
from adapters.discord_app.people import PLATFORM
from adapters.platform import Core, PlatformRefused
from adapters.platform_settings import DiscordSettings
from bot.posting import Deferred, Outcome, Post

_log = logging.getLogger(__name__)

_SETTLE_S = 1.5
_NOT_NOW_S = 5.0
_MAX_WAIT_S = 30.0
_BAD_TOKEN = (
    "Discord refuses NARUHAYA_DISCORD_TOKEN: copy the bot's token anew from the Bot page of your application,"  # noqa: S105 -- a sentence, not a secret
    " or reset it there."
)
_REFUSALS = {
    4004: _BAD_TOKEN,
    4010: "Discord refuses the shard: this version does not fit Discord any more, please install a newer one.",
    4011: "Discord wants more shards: start naruhaya again.",
    4012: "Discord no longer speaks this version of its gateway: please install a newer naruhaya.",
    4013: "Discord does not know the intents asked for: please install a newer naruhaya.",
    4014: "Discord does not grant the intents asked for: on the Bot page of your application, leave the privileged"
    " intents as they are and check that the bot is not disabled.",
}


class DiscordPlatform:
    """Connects, and keeps trying while Discord cannot be reached."""

    name = PLATFORM

    def __init__(
        self,
        settings: DiscordSettings,
        core: Core,
        *,
        defer_after_s: float = DEFER_AFTER_S,
        identify_after_s: float = IDENTIFY_AFTER_S,
        retry_s: float = 1.0,
    ) -> None:
        self._settings = settings
        self._core = core
        self._defer_after_s = defer_after_s
        self._identify_after_s = identify_after_s
        self._retry_s = retry_s
        self._closing = asyncio.Event()
        self._client: DiscordClient | None = None

    @property
    def client(self) -> DiscordClient | None:
        """The running client."""
        return self._client

    @property
    def is_ready(self) -> bool:
        """Whether the gateway is up."""
        return self._client is not None and self._client.is_up

    async def run(self) -> None:
        """Take interactions until closed.

        Raises:
            PlatformRefused: Discord refuses the token, an intent or this version.
        """
        redirect(self._settings)
        wait_s = self._retry_s
        while not self._closing.is_set():
            async with DiscordClient(
                self._core, defer_after_s=self._defer_after_s, identify_after_s=self._identify_after_s
            ) as client:
                self._client = client
                if await self._logged_in(client):
                    await self._connect(client)
                    if client.is_refused:
                        raise PlatformRefused(_BAD_TOKEN)
                    return
            await self._pause(wait_s)
            wait_s = min(2 * wait_s, _MAX_WAIT_S)

    async def post(self, post: Post) -> Outcome:
        """Send the post, or edit the message it names, and return what became of it."""
        if self._client is None or self._closing.is_set():
            return Deferred(_NOT_NOW_S)
        return await self._client.post(post)

    async def close(self) -> None:
        """Send what is under way, then leave the gateway; whoever asks meanwhile is told to try again."""
        self._closing.set()
        if self._client is not None:
            await self._client.answers.settled(_SETTLE_S)
            await self._client.close()

    async def _logged_in(self, client: DiscordClient) -> bool:
        """Log in; return False if Discord cannot be reached just now."""
        try:
            await client.login(self._settings.token)
        except discord.LoginFailure as error:
            raise PlatformRefused(_BAD_TOKEN) from error
        except discord.HTTPException as error:
            if error.status < 500 and error.status != 429:
                raise PlatformRefused(f"Discord refuses the bot with status {error.status}: {error.text}.") from error
            _log.warning("Discord cannot be reached yet: status %d", error.status)
            return False
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            _log.warning("Discord cannot be reached yet: %s", type(error).__name__)
            return False
        return True

    async def _connect(self, client: DiscordClient) -> None:
        try:
            await client.connect(reconnect=True)
        except discord.PrivilegedIntentsRequired as error:
            raise PlatformRefused(_REFUSALS[4014]) from error
        except discord.ConnectionClosed as error:
            raise PlatformRefused(
                _REFUSALS.get(error.code, f"Discord closed the connection with code {error.code}.")
            ) from error

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return


def redirect(settings: DiscordSettings) -> None:
    """Point discord.py at other addresses, where the settings name any; it has no setting of its own for that."""
    if settings.api_base:
        discord.http.Route.BASE = settings.api_base
    if settings.gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
