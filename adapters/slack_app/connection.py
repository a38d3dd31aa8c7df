"""Socket Mode: events over a WebSocket that we open, so that the bot needs no public address."""

import asyncio
import logging
from time import time
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app.web_api import DEAD_TOKEN, retry_handlers

_log = logging.getLogger(__name__)

PING_S = 3.0
"""Seconds between pings; a dead connection is noticed after one."""
_HOPELESS = DEAD_TOKEN | {"socket_mode_not_enabled", "missing_scope", "app_not_found"}


class Connection(SocketModeClient):
    """The Socket Mode client, but one that gives up when Slack will never let it in.

    ``refused`` is set to Slack's reason then. The SDK's own client would ask again for ever.
    """

    def __init__(self, app: AsyncApp, app_token: str, base_url: str, ping_s: float) -> None:
        self.refused: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._app = app
        self._connect_timeout_s = 5 * ping_s
        self._answering: set[asyncio.Task[Any]] = set()
        super().__init__(
            app_token=app_token,
            web_client=AsyncWebClient(base_url=base_url, retry_handlers=retry_handlers()),
            ping_interval=ping_s,
        )
        self.socket_mode_request_listeners.append(self._handle)

    @property
    def is_up(self) -> bool:
        """Whether events can come in."""
        return not self.closed and self.current_session is not None and not self.current_session.closed

    async def issue_new_wss_url(self) -> str:
        """Return an address to connect to.

        Raises:
            SlackApiError: Slack refuses; the connection is closed for good when that will not change.
        """
        try:
            return await super().issue_new_wss_url()
        except SlackApiError as error:
            data = getattr(error.response, "data", None)
            code = str(data.get("error")) if isinstance(data, dict) else ""
            if code in _HOPELESS:
                self.closed = True
                if not self.refused.done():
                    self.refused.set_result(code)
            raise

    async def connect(self) -> None:
        """Connect, with a new address whenever one has not led anywhere in time: it is good for half a minute."""
        while not self.closed:
            try:
                async with asyncio.timeout(self._connect_timeout_s):
                    await super().connect()  # type: ignore[no-untyped-call]  # the SDK gives no types here
                    return
            except TimeoutError:
                _log.warning("no connection to Slack yet")
                self.wss_uri = None

    async def settled(self) -> None:
        """Wait until every delivery that has come in is acknowledged."""
        while self._answering:
            await asyncio.wait(set(self._answering))

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> Any:
        this = asyncio.current_task()
        if this is not None:
            self._answering.add(this)
            this.add_done_callback(self._answering.discard)
        start = time()
        response = await run_async_bolt_app(self._app, request)
        try:
            await send_async_response(client, request, response, start)
        except (ConnectionError, AttributeError) as error:
            _log.warning("an acknowledgement was lost with its connection: %s", type(error).__name__)
