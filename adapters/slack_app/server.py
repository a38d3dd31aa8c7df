"""HTTP mode: the address Slack posts to, guarded, and the pages that install the bot."""

import hashlib
import hmac
import json
import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from adapters.slack_app.expiring import Expiring

_log = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"
_MAX_BODY = 1024 * 1024
_WINDOW_S = 300
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_TYPES = frozenset({"application/json", "application/x-www-form-urlencoded"})
_REMEMBERED = 20_000


class Guard:
    """Lets through what Slack signed, once; everything else is 401, whatever is wrong with it.

    Bolt's own verifier stands behind it: it fails with an error on time stamps that are no numbers and on signatures
    that are not ASCII.
    """

    def __init__(self, secret: str, now: Callable[[], datetime]) -> None:
        if not secret:
            raise ValueError("an empty signing secret would let anybody in")
        self._secret = secret.encode()
        self._now = now
        self._seen: Expiring[str, bool] = Expiring(_REMEMBERED, timedelta(seconds=2 * _WINDOW_S), now)

    def admits(self, request: web.Request, body: bytes) -> bool:
        """Return whether the request is Slack's, fresh, well formed, and no replay of an interaction."""
        headers = request.headers
        if request.content_type not in _TYPES:
            return False
        timestamps, signatures = (
            headers.getall("X-Slack-Request-Timestamp", []),
            headers.getall("X-Slack-Signature", []),
        )
        if len(timestamps) != 1 or len(signatures) != 1:
            return False
        timestamp, signature = timestamps[0], signatures[0]
        if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
            return False
        if abs(self._now().timestamp() - int(timestamp)) > _WINDOW_S:
            return False
        expected = hmac.new(self._secret, b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, signature.removeprefix("v0=")):
            return False
        kind = _kind(request.content_type, body)
        if kind is None:
            return False
        # Events are sent again under a new signature, and typing in a field may well repeat itself.
        if kind in {"event_callback", "url_verification", "block_suggestion"}:
            return True
        if self._seen.get(signature):
            return False
        self._seen.put(signature, True)
        return True


def _kind(content_type: str, body: bytes) -> str | None:
    """Return the ``type`` of a body, or None for one that Bolt could not read."""
    try:
        text = body.decode()
        if content_type == "application/json":
            payload = json.loads(text)
        else:
            if text.startswith("{"):
                return None  # Bolt would read it as JSON
            form = dict(parse_qsl(text, keep_blank_values=True))
            payload = json.loads(form["payload"]) if "payload" in form else form
            if "payload" not in form and not form.get("command"):
                return None
    except (ValueError, RecursionError):
        return None
    if not isinstance(payload, dict):
        return None
    return str(payload.get("type", ""))


class Server:
    """The HTTP server of one process; listens when started."""

    def __init__(self) -> None:
        self._web = web.Application(client_max_size=_MAX_BODY)
        self._runner: web.AppRunner | None = None

    def add_events(self, app: AsyncApp, guard: Guard) -> None:
        """Take Slack's deliveries."""

        async def on_delivery(request: web.Request) -> web.StreamResponse:
            body = await request.read()
            if not guard.admits(request, body):
                return web.Response(status=401, text="not signed by Slack\n")
            try:
                answer = await app.async_dispatch(await to_bolt_request(request))
            except Exception:
                _log.exception("a delivery failed")
                return web.Response(status=400)
            # Bolt blames itself for a body that it cannot make sense of; sending that again would not help.
            answer.status = 400 if answer.status >= 500 else answer.status
            return await to_aiohttp_response(answer)

        self._web.add_routes([web.post(EVENTS_PATH, on_delivery)])

    def add_routes(self, routes: list[web.RouteDef]) -> None:
        """Take other pages."""
        self._web.add_routes(routes)

    async def start(self, host: str, port: int) -> int:
        """Listen; return the port, which is a free one when 0 was asked for.

        Raises:
            OSError: the port is taken.
        """
        self._runner = web.AppRunner(self._web, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
