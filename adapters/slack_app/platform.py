"""Slack, as the runner sees it: Socket Mode or HTTP, one workspace or many."""

import asyncio
import logging
from contextlib import AsyncExitStack
from typing import Any

from adapters.platform import Core, PlatformRefused
from adapters.platform_settings import SlackMode, SlackSettings
from adapters.slack_app.app import build_app
from adapters.slack_app.claims import Claims
from adapters.slack_app.connection import PING_S, Connection
from adapters.slack_app.desk import Desk, Timing
from adapters.slack_app.installations import PLATFORM, Installed, ManyWorkspaces, OneWorkspace
from adapters.slack_app.oauth import OAuth
from adapters.slack_app.people import People
from adapters.slack_app.posting import Posting
from adapters.slack_app.render import Renderer
from adapters.slack_app.rich import Writer
from adapters.slack_app.sealing import Sealer, Tokens
from adapters.slack_app.server import Guard, Server
from adapters.slack_app.web_api import SlackRefused, WebApi
from bot.posting import Deferred, Outcome, Post

_log = logging.getLogger(__name__)

_BAD_BOT_TOKEN = (
    "Slack refuses NARUHAYA_SLACK_BOT_TOKEN ({code}): copy the Bot User OAuth Token (xoxb-…) anew from"  # noqa: S105 -- a sentence, not a secret
    " “OAuth & Permissions”, or install the app there again."
)
_BAD_APP_TOKEN = (
    "Slack refuses NARUHAYA_SLACK_APP_TOKEN ({code}): it must be an app-level token (xapp-…) with the scope"  # noqa: S105 -- a sentence, not a secret
    " connections:write, of an app with Socket Mode on."
)
_REVOKED = (
    "Slack has taken NARUHAYA_SLACK_BOT_TOKEN back: install the app into the workspace again and copy the new token."
)
_NO_SECRET = "Slack's http mode needs NARUHAYA_SLACK_SIGNING_SECRET: without it anybody could speak for Slack."  # noqa: S105 -- a sentence, not a secret
_SETTLE_S = 0.8
_NOT_NOW_S = 5.0
_MAX_WAIT_S = 30.0


class SlackPlatform:
    """Slack, as the runner sees it."""

    name = PLATFORM

    def __init__(
        self,
        settings: SlackSettings,
        core: Core,
        *,
        timing: Timing | None = None,
        ping_s: float = PING_S,
        retry_s: float = 1.0,
    ) -> None:
        self._settings = settings
        self._core = core
        self._timing = timing or Timing()
        self._ping_s = ping_s
        self._retry_s = retry_s
        self._closing = asyncio.Event()
        self._desk: Desk | None = None
        self._connection: Connection | None = None
        self._server: Server | None = None
        self._posting: Posting | None = None
        self.port: int | None = None

    @property
    def is_ready(self) -> bool:
        """Whether events can come in."""
        if self._settings.mode is SlackMode.SOCKET:
            return self._connection is not None and self._connection.is_up
        return self.port is not None

    async def run(self) -> None:
        """Take events until closed.

        Raises:
            PlatformRefused: a token is wrong or was revoked, or the port is taken.
        """
        settings = self._settings
        if settings.mode is SlackMode.HTTP and not settings.signing_secret:
            raise PlatformRefused(_NO_SECRET)
        async with AsyncExitStack() as stack:
            api = await stack.enter_async_context(WebApi(settings.api_base, self._core.metrics.refused_calls))
            ended = asyncio.Event()
            installations: OneWorkspace | ManyWorkspaces
            if settings.bot_token and not settings.client_id:
                installed = await self._installed(api, settings.bot_token)
                if installed is None:
                    return
                one = installations = OneWorkspace(installed)
                ended = one.ended
            else:
                installations = ManyWorkspaces(self._core, Sealer(settings.token_keys))
            api.on_dead_token = installations.dead
            claims = Claims(self._core)
            stack.callback(claims.close)
            people = People(self._core, api, self._timing.profile)
            renderer = Renderer(Writer(settings.command_prefix))
            self._posting = Posting(api, installations, renderer, self._core.clock)
            desk = self._desk = Desk(self._core, api, people, claims, renderer, self._timing)
            app = build_app(
                desk,
                installations,
                prefix=settings.command_prefix,
                signing_secret=settings.signing_secret or "not used in Socket Mode",
            )
            server = Server()
            if settings.mode is SlackMode.HTTP:
                assert settings.signing_secret, "looked at above"
                server.add_events(app, Guard(settings.signing_secret, self._core.now))
            if isinstance(installations, ManyWorkspaces):
                assert settings.client_id, "the settings ask for it"
                assert settings.client_secret, "the settings ask for it"
                oauth = OAuth(self._core, api, installations, settings.client_id, settings.client_secret)
                server.add_routes(oauth.routes)
            if settings.mode is SlackMode.HTTP or isinstance(installations, ManyWorkspaces):
                stack.push_async_callback(server.close)
                await self._listen(server)
            refused: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            if settings.mode is SlackMode.SOCKET:
                assert settings.app_token, "the settings ask for it"
                connection = Connection(app, settings.app_token, api.client.base_url, self._ping_s)
                self._connection = connection
                stack.push_async_callback(connection.close)
                refused = connection.refused
                await self._connect(connection)
            await self._until_over(refused, ended)

    async def post(self, post: Post) -> Outcome:
        """Send the post, or edit the message it names, and return what became of it."""
        if self._posting is None or self._closing.is_set():
            return Deferred(_NOT_NOW_S)
        return await self._posting.send(post)

    async def close(self) -> None:
        """Take no more events; answers under way are sent first."""
        try:
            async with asyncio.timeout(_SETTLE_S):
                if self._connection is not None:
                    await self._connection.settled()
                if self._desk is not None:
                    await self._desk.settled()
                if self._posting is not None:
                    await self._posting.settled()
        except TimeoutError:
            _log.warning("not all answers and posts were sent")
        finally:
            self._closing.set()

    async def _installed(self, api: WebApi, token: str) -> Installed | None:
        """Return the one workspace, asking until Slack can be reached; None when closed meanwhile."""
        wait_s = self._retry_s
        while not self._closing.is_set():
            try:
                answer = await api.call("auth.test", token, retries=0)
            except SlackRefused as refused:
                if refused.is_dead_token:
                    raise PlatformRefused(_BAD_BOT_TOKEN.format(code=refused.code)) from refused
                _log.warning("Slack cannot be reached yet: %s", refused.code)
                await self._pause(wait_s)
                wait_s = min(2 * wait_s, _MAX_WAIT_S)
                continue
            if not answer.get("bot_id"):
                raise PlatformRefused(_BAD_BOT_TOKEN.format(code="not a bot's token"))
            tokens = Tokens(
                bot_token=token,
                bot_user_id=str(answer.get("user_id") or ""),
                bot_id=str(answer.get("bot_id") or ""),
                scopes="",
            )
            return Installed(team=str(answer.get("team_id") or ""), tokens=tokens)
        return None

    async def _listen(self, server: Server) -> None:
        host, port = self._settings.http_host, self._settings.http_port
        try:
            self.port = await server.start(host, port)
        except OSError as error:
            raise PlatformRefused(f"Slack's HTTP server cannot listen on {host}:{port}: {error.strerror}.") from error
        _log.info("Slack's HTTP server listens on %s:%d", host, self.port)

    async def _connect(self, connection: Connection) -> None:
        """Open the socket, trying until Slack can be reached or refuses."""
        wait_s = self._retry_s
        while not self._closing.is_set() and not connection.refused.done():
            try:
                await connection.connect_to_new_endpoint(force=True)
            except Exception as error:
                if connection.refused.done():
                    return
                _log.warning("Slack cannot be reached yet: %s", type(error).__name__)
                await self._pause(wait_s)
                wait_s = min(2 * wait_s, _MAX_WAIT_S)
            else:
                return

    async def _until_over(self, refused: "asyncio.Future[str]", ended: asyncio.Event) -> None:
        closing = asyncio.create_task(self._closing.wait())
        revoked = asyncio.create_task(ended.wait())
        waited: set[asyncio.Future[Any]] = {closing, revoked, refused}
        try:
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        finally:
            closing.cancel()
            revoked.cancel()
            refused.cancel()
            self.port = None
        if refused.done() and not refused.cancelled():
            raise PlatformRefused(_BAD_APP_TOKEN.format(code=refused.result()))
        if ended.is_set() and not self._closing.is_set():
            raise PlatformRefused(_REVOKED)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return
