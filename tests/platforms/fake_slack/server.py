"""The fake Slack: a server on loopback, in the test's own event loop, for one app and any number of workspaces."""

from collections.abc import Collection
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.platforms.fake_slack import alive, response_urls
from tests.platforms.fake_slack.alive import Alive
from tests.platforms.fake_slack.browser import Browser
from tests.platforms.fake_slack.courier import Courier
from tests.platforms.fake_slack.forgeries import Forger
from tests.platforms.fake_slack.http_mode import HttpMode
from tests.platforms.fake_slack.oauth import end_tokens
from tests.platforms.fake_slack.people import Person
from tests.platforms.fake_slack.permits import Timing
from tests.platforms.fake_slack.recorder import Delivery
from tests.platforms.fake_slack.rules.bodies import Kind, problems
from tests.platforms.fake_slack.slack import Slack
from tests.platforms.fake_slack.socket_mode import SocketMode
from tests.platforms.fake_slack.uploads import DOWNLOAD_PATH, UPLOAD_PATH, Files
from tests.platforms.fake_slack.web_api import WebApi
from tests.platforms.fake_slack.wire import Json
from tests.platforms.fake_slack.world import ChannelKind, User, Workspace


class FakeSlack:
    """Use as ``async with FakeSlack(manifest) as slack``; leaving it asserts nothing, see :meth:`assert_clean`."""

    def __init__(
        self,
        manifest: Json,
        *,
        timing: Timing | None = None,
        wait: float = 5.0,
        name: str = "Tokyo",
        installed: bool = True,
        allow: Collection[str] = (),
    ) -> None:
        """Prepare a platform for the app of ``manifest`` with one workspace and its #general channel.

        Args:
            manifest: What the app declares; only what stands there is offered to people and delivered.
            timing: Slack's deadlines, shortened at will.
            wait: Seconds a person waits for something to see.
            name: The workspace's name.
            installed: Whether the app is there from the start; without it ``bot_token`` is empty, see ``browser``.
            allow: What may stand alive in angle brackets, ``https://…|label``.
        """
        refused = [str(one) for one in problems(manifest, Kind.MANIFEST) if not one.house]
        if refused:
            raise AssertionError("Slack would not take this manifest:\n  " + "\n  ".join(refused))
        self.slack = Slack(manifest, timing or Timing(), allow)
        self.files = Files(self.slack)
        self.recorder = self.slack.recorder
        self.faults = self.slack.faults
        self.clock = self.slack.clock
        self.courier = Courier(self.slack)
        self.socket = SocketMode(self.slack)
        self.wait = wait
        self.workspace = self.add_workspace(name)
        self.bot_token = self.slack.new_token(self.workspace).value if installed else ""
        self.courier.transport = self.socket
        self._http: HttpMode | None = None
        self._used: list[HttpMode] = []
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Start to listen on a free port of the loopback interface."""
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", WebApi(self.slack, self.files).handle)
        app.router.add_post(UPLOAD_PATH, self.files.upload)
        app.router.add_get(DOWNLOAD_PATH, self.files.download)
        app.router.add_post("/response/{team}/{key}", self._response_url)
        app.router.add_get("/link/", self.socket.handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.slack.base = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening and forget what was still to be sent."""
        await self.courier.close()
        for http in self._used:
            await http.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        return await response_urls.handle(self.slack, request)

    # ---- what the app needs --------------------------------------------------------------------------------------

    @property
    def api_base(self) -> str:
        """The ``base_url`` for slack_sdk."""
        return f"{self.slack.base}/api/"

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self.slack.app_token

    @property
    def signing_secret(self) -> str:
        """What HTTP requests are signed with."""
        return self.slack.signing_secret

    def environment(self, mode: str = "socket") -> dict[str, str]:
        """Return the product's settings for this fake, to start it as a process of its own."""
        shared = {
            "NARUHAYA_SLACK_MODE": mode,
            "NARUHAYA_SLACK_API_BASE": self.api_base,
            "NARUHAYA_SLACK_BOT_TOKEN": self.bot_token,
        }
        if mode == "socket":
            return shared | {"NARUHAYA_SLACK_APP_TOKEN": self.app_token}
        return shared | {"NARUHAYA_SLACK_SIGNING_SECRET": self.signing_secret}

    def use_http(self, url: str) -> HttpMode:
        """Deliver by signed POST to the app's request URL from now on."""
        self._http = HttpMode(self.slack, url)
        self._used.append(self._http)
        self.courier.transport = self._http
        return self._http

    def use_socket(self) -> None:
        """Deliver over Socket Mode from now on."""
        self.courier.transport = self.socket

    # ---- people and places ---------------------------------------------------------------------------------------

    def person(
        self,
        name: str,
        *,
        workspace: Workspace | None = None,
        locale: str = "en-US",
        tz: str = "Asia/Tokyo",
        is_admin: bool = False,
        is_guest: bool = False,
    ) -> Person:
        """Return a new member of the workspace, in #general."""
        home = workspace or self.workspace
        user = User(id=self.slack.new_id("U"), name=name, locale=locale, tz=tz, is_admin=is_admin, is_guest=is_guest)
        home.users[user.id] = user
        home.channel_named("general").members.add(user.id)
        return Person(self.slack, self.courier, home, user, self.wait, self.files)

    def channel(
        self,
        name: str,
        *members: Person,
        private: bool = False,
        with_bot: bool = True,
        workspace: Workspace | None = None,
    ) -> str:
        """Make a channel with these people in it and return its id."""
        home = workspace or self.workspace
        ids = {member.id for member in members} | ({home.bot.id} if with_bot else set())
        kind = ChannelKind.PRIVATE if private else ChannelKind.PUBLIC
        return self.slack.add_channel(home, name, ids, kind).id

    def add_workspace(self, name: str) -> Workspace:
        """Return a new workspace with a #general channel; the app is installed by a :meth:`browser`."""
        workspace = self.slack.add_workspace(name)
        workspace.channel_named("general").members.add(workspace.bot.id)
        return workspace

    def browser(self, person: Person, app: str) -> Browser:
        """Return the person's browser, to install the app served at the origin ``app``."""
        return Browser(self.slack, person.workspace.id, person.id, app)

    async def uninstall(self, workspace: Workspace | None = None) -> None:
        """Remove the app as an administrator does: the tokens die first, then both events go out."""
        home = workspace or self.workspace
        end_tokens(self.slack, home.id, "account_inactive")
        home.installed = False
        await self.courier.event(home, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [home.bot.id]}})
        await self.courier.event(home, {"type": "app_uninstalled"})

    async def revoke_tokens(self, workspace: Workspace | None = None) -> None:
        """End the bot's token without uninstalling."""
        home = workspace or self.workspace
        end_tokens(self.slack, home.id, "token_revoked")
        await self.courier.event(home, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [home.bot.id]}})

    # ---- the record ----------------------------------------------------------------------------------------------

    def forger(self) -> Forger:
        """Return what sends malformed requests; only in HTTP mode."""
        if self._http is None:
            raise AssertionError("forged requests need use_http()")
        return Forger(self.slack, self._http)

    async def redeliver(self, delivery: Delivery, times: int = 3) -> list[Delivery]:
        """Send an event again with its event_id, as Slack does when acknowledgements get lost."""
        return [await self.courier.redeliver(delivery, attempt) for attempt in range(1, times + 1)]

    def pings(self) -> list[Alive]:
        """Return every mention of a person, a group or everybody in anything the app sent."""
        return alive.pings(self.recorder)

    def links(self) -> list[Alive]:
        """Return everything the app sent that can be clicked and leads somewhere, and mentions of channels."""
        return alive.links(self.recorder)

    def assert_clean(self, *, failures: bool = False) -> None:
        """Pass only when every body kept every rule and nothing odd came; ``failures`` allows missed deadlines.

        Raises:
            AssertionError: something did; the message names it.
        """
        wrong = [f"{where}: {problem}" for where, problem in self.recorder.problems()] + self.recorder.oddities
        if not failures:
            late = self.recorder.unacknowledged()
            wrong += [f"{one.kind} {one.payload.get('type', '')}: {one.failure}" for one in late]
        if wrong:
            raise AssertionError("the app was not clean:\n  " + "\n  ".join(wrong))
