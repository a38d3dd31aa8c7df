"""Calls of Slack's Web API and of response_urls: over one session, with retries, never before a Retry-After is over."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Self
from weakref import WeakValueDictionary

import aiohttp
from prometheus_client import Counter
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack_app.wire import Json

_log = logging.getLogger(__name__)

DEAD_TOKEN = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)
"""Errors after which a token will never work again."""

UNCONNECTED = "unconnected"
"""Our own word for a call that never reached Slack: nothing came of it."""
_TIMEOUT_S = 20
_CONNECT_S = 4.0
_TURN_S = 1.0
_CHANNEL_PAUSE_S = 1.0
_MOST_CHANNELS = 5000


class SlackRefused(Exception):  # noqa: N818 -- Slack's refusal, not an error of ours
    """Slack said no; ``code`` is its own word for why. After ``ratelimited`` it may be asked again so much later."""

    def __init__(self, method: str, code: str, retry_after_s: float = 0.0) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code
        self.retry_after_s = retry_after_s

    @property
    def is_dead_token(self) -> bool:
        """Whether the token will never work again."""
        return self.code in DEAD_TOKEN


class WebApi:
    """One client for all workspaces; use it as ``async with``."""

    def __init__(
        self, base_url: str | None, refused: Counter, on_dead_token: Callable[[str, str], None] | None = None
    ) -> None:
        self._base_url = base_url
        self._refused = refused
        self.on_dead_token = on_dead_token
        self._gates: dict[tuple[str, str], float] = {}
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._channels: dict[tuple[str, str], float] = {}
        self.session: aiohttp.ClientSession
        self.client: AsyncWebClient
        self._once: AsyncWebClient

    async def __aenter__(self) -> Self:
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_TIMEOUT_S, sock_connect=_CONNECT_S))
        handlers: list[AsyncRetryHandler] = [AsyncConnectionErrorRetryHandler(), AsyncServerErrorRetryHandler(1)]
        base = {"base_url": self._base_url} if self._base_url else {}
        self.client = AsyncWebClient(session=self.session, timeout=_TIMEOUT_S, retry_handlers=handlers, **base)  # type: ignore[arg-type]  # a str for a str
        self._once = AsyncWebClient(session=self.session, timeout=_TIMEOUT_S, retry_handlers=[], **base)  # type: ignore[arg-type]  # likewise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def call(
        self,
        method: str,
        token: str,
        *,
        retries: int = 2,
        verb: str = "POST",
        client: AsyncWebClient | None = None,
        begin_by: float | None = None,
        within_s: float | None = None,
        **arguments: Any,
    ) -> Json:
        """Return the answer to a call; a call that is told to wait waits, ``retries`` times.

        One that could not begin by ``begin_by``, in monotonic seconds, is not made: it is ``ratelimited``. One that
        is not answered within ``within_s`` seconds is ``unreachable``.

        Raises:
            SlackRefused: Slack said no, or could not be reached.
        """
        gate = (token, method)
        await self._pause(method, token, arguments, begin_by)
        for attempt in range(retries + 1):
            try:
                async with self._turn(gate):
                    await self._open(gate, begin_by)
                    async with asyncio.timeout(within_s):
                        response = await self._send(client or self.client, method, token, verb, arguments)
            except SlackApiError as error:
                status = getattr(error.response, "status_code", 0)
                if status == 429:
                    self._count("429")
                    if attempt < retries:
                        continue
                    raise SlackRefused(method, "ratelimited", self._left(gate)) from error
                code = _code(error)
                self._count(code)
                if code in DEAD_TOKEN and self.on_dead_token is not None:
                    self.on_dead_token(token, code)
                raise SlackRefused(method, code) from error
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
                self._count(UNCONNECTED)
                raise SlackRefused(method, UNCONNECTED) from error
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                self._count("unreachable")
                raise SlackRefused(method, "unreachable") from error
            data = response.data
            return data if isinstance(data, dict) else {}
        raise AssertionError("the loop ends by returning or raising")

    async def call_once(
        self, method: str, token: str, *, begin_by: float, within_s: float, verb: str = "POST", **arguments: Any
    ) -> Json:
        """Return the answer to a call that is tried once, whatever happens: two tries might make it happen twice.

        Raises:
            SlackRefused: Slack said no; or ``unreachable`` or ``http_5…``, after which it may have happened or not;
                or ``unconnected``, after which it has not.
        """
        return await self.call(
            method,
            token,
            retries=0,
            verb=verb,
            client=self._once,
            begin_by=begin_by,
            within_s=within_s,
            **arguments,
        )

    async def exchange(self, client_id: str, client_secret: str, code: str) -> Json:
        """Return what Slack gives for the code of an installation.

        Raises:
            SlackRefused: the code is wrong, used or too old, or Slack could not be reached.
        """
        try:
            # The SDK's own method makes the header in a way that its HTTP library has given up.
            header = aiohttp.encode_basic_auth(client_id, client_secret)
            response = await self.client.api_call(
                "oauth.v2.access", data={"code": code}, headers={"Authorization": header}
            )
        except SlackApiError as error:
            raise SlackRefused("oauth.v2.access", _code(error)) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SlackRefused("oauth.v2.access", "unreachable") from error
        return response.data if isinstance(response.data, dict) else {}

    def is_closed(self, method: str, token: str) -> bool:
        """Whether Slack asked for a pause of this method that is not over."""
        return self._left((token, method)) > 0

    async def respond(self, url: str, body: Json) -> bool:
        """Post to a response_url; return False when it takes no more (used five times, or half an hour old)."""
        for attempt in range(3):
            try:
                async with self.session.post(
                    url, data=json.dumps(body), headers={"Content-Type": "application/json; charset=utf-8"}
                ) as response:
                    if response.status == 429:
                        await asyncio.sleep(_retry_after(response.headers))
                        continue
                    if response.status >= 500 and attempt == 0:
                        await asyncio.sleep(0.2)
                        continue
                    if response.status != 200:
                        self._count(f"response_url {response.status}")
                    return response.status == 200
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                _log.warning("response_url unreachable: %s", type(error).__name__)
        self._count("response_url unreachable")
        return False

    @asynccontextmanager
    async def _turn(self, gate: tuple[str, str]) -> AsyncIterator[None]:
        """Let calls of one method wait for each other, so that none is on its way when another is told to pause.

        A call that hangs is not waited for any longer than a moment. The pause is noted before the next one's turn.
        """
        lock = self._turns.setdefault(gate, asyncio.Lock())
        try:
            async with asyncio.timeout(_TURN_S):
                await lock.acquire()
        except TimeoutError:
            lock = asyncio.Lock()
            await lock.acquire()
        try:
            yield
        except SlackApiError as error:
            if getattr(error.response, "status_code", 0) == 429:
                self._close(gate, getattr(error.response, "headers", {}))
            raise
        finally:
            lock.release()

    async def _send(
        self, client: AsyncWebClient, method: str, token: str, verb: str, arguments: Json
    ) -> AsyncSlackResponse:
        headers = {"Authorization": f"Bearer {token}"}
        if verb == "GET":
            return await client.api_call(method, http_verb="GET", params=arguments, headers=headers)
        return await client.api_call(method, json=arguments, headers=headers)

    async def _pause(self, method: str, token: str, arguments: Json, begin_by: float | None) -> None:
        """Keep to one message a second in a channel: each caller takes the next free second."""
        if method != "chat.postMessage":
            return
        now = time.monotonic()
        key = (token, str(arguments.get("channel")))
        free = max(now, self._channels.get(key, 0.0))
        if begin_by is not None and free > begin_by:
            raise SlackRefused(method, "ratelimited", free - now)
        if len(self._channels) >= _MOST_CHANNELS:
            self._channels = {each: at for each, at in self._channels.items() if at > now}
        self._channels[key] = free + _CHANNEL_PAUSE_S
        await asyncio.sleep(free - now)

    async def _open(self, gate: tuple[str, str], begin_by: float | None) -> None:
        left = self._left(gate)
        if begin_by is not None and time.monotonic() + left > begin_by:
            raise SlackRefused(gate[1], "ratelimited", left)
        if left > 0:
            await asyncio.sleep(left)
            await self._open(gate, begin_by)  # another call may have been told to wait meanwhile

    def _left(self, gate: tuple[str, str]) -> float:
        """Return the seconds that Slack still wants this gate to be left alone."""
        return max(0.0, self._gates.get(gate, 0.0) - time.monotonic())

    def _close(self, gate: tuple[str, str], headers: Any) -> None:
        self._gates[gate] = time.monotonic() + _retry_after(headers)

    def _count(self, status: str) -> None:
        self._refused.labels("slack", status[:40]).inc()


def retry_handlers() -> list[AsyncRetryHandler]:
    """Return the handlers for clients that Bolt and the Socket Mode client make for themselves."""
    return [AsyncConnectionErrorRetryHandler(), AsyncServerErrorRetryHandler(1), AsyncRateLimitErrorRetryHandler(2)]


def _retry_after(headers: Any) -> float:
    """Return the seconds that a 429 asks for, one when it names none."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            given = value[0] if isinstance(value, list) else value
            return float(given) if str(given).isdecimal() else 1.0
    return 1.0


def _code(error: SlackApiError) -> str:
    data = getattr(error.response, "data", error.response)
    if isinstance(data, dict) and isinstance(data.get("error"), str):
        return str(data["error"])
    return f"http_{getattr(error.response, 'status_code', 0)}"
