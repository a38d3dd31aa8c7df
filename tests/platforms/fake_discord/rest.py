"""The REST server: reads a call, records it, lets faults strike, finds its route and answers as Discord does."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from tests.platforms.fake_discord.faults import Fault, Faults
from tests.platforms.fake_discord.pulse import Pulse
from tests.platforms.fake_discord.recorder import Call, Recorder
from tests.platforms.fake_discord.rules.check import problems
from tests.platforms.fake_discord.rules.kinds import Kind
from tests.platforms.fake_discord.wire import ApiError, Json, Refusal

API = "/api/v10"
_VIA = {"Via": "1.1 google"}

Outcome = Json | list[Json] | None
Handler = Callable[..., Outcome | Awaitable[Outcome]]
"""Takes the Call, and the path's parts as strings; answers with a body, or with none for 204."""


@dataclass(frozen=True, slots=True)
class Route:
    """Calls of ``method`` to ``path``, which is a regular expression; ``open`` ones need no bot token."""

    method: str
    path: str
    handler: Handler
    open: bool = False


class Rest:
    """Answers calls below ``/api/v10``."""

    def __init__(self, *, token: str, pulse: Pulse, recorder: Recorder, faults: Faults) -> None:
        self.token = token
        self._pulse = pulse
        self._recorder = recorder
        self._faults = faults
        self._routes: list[Route] = []

    def add(self, *routes: Route) -> None:
        """Take routes; the first that matches a call answers it."""
        self._routes.extend(routes)

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call."""
        call = await _read(request)
        self._recorder.calls.append(call)
        call.early = self._faults.is_early(call.method, call.path)
        fault = self._faults.take(call.method, call.path)
        if fault and fault.on_arrival:
            fault.on_arrival()
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault and fault.status and not fault.comes_late:
            call.status = fault.status
            self._pulse.beat()
            return _troubled(fault)
        try:
            response = await self._answer(call)
        except Exception as error:
            call.status, call.crash = 500, repr(error)
            raise
        if fault and fault.on_effect:
            fault.on_effect()
        self._pulse.beat()
        if fault and fault.loses_answer and request.transport is not None:
            request.transport.abort()
        if fault and fault.comes_late:
            call.status = fault.status
            return _troubled(fault)
        return response

    async def _answer(self, call: Call) -> web.Response:
        try:
            outcome = await self._outcome(call)
        except ApiError as error:
            call.status, call.code, call.problems = error.status, error.code, error.problems
            return _json(error.body(), error.status)
        call.status, call.answer = (204, None) if outcome is None else (200, outcome)
        return web.Response(status=204) if outcome is None else _json(outcome, 200)

    async def _outcome(self, call: Call) -> Outcome:
        for route in self._routes:
            match = re.fullmatch(route.path, call.path) if route.method == call.method else None
            if match is None:
                continue
            if not route.open and call.token != f"Bot {self.token}":
                raise ApiError(Refusal.UNAUTHORISED)
            outcome = route.handler(call, *match.groups())
            return await outcome if isinstance(outcome, Awaitable) else outcome
        call.known = False
        raise ApiError(Refusal.NOT_FOUND)


def checked(call: Call, kind: Kind, *, already_v2: bool = False) -> Json:
    """Return the body of ``call`` if it keeps every rule of ``kind``."""
    found = problems(call.body, kind, already_v2=already_v2, files=len(call.files))
    if found:
        raise ApiError(Refusal.INVALID_BODY, found)
    body: Json = call.body if isinstance(call.body, dict) else {}
    return body


async def _read(request: web.Request) -> Call:
    body: object = None
    files: dict[str, bytes] = {}
    if request.content_type == "multipart/form-data":
        form = await request.post()
        for name, value in form.items():
            if isinstance(value, web.FileField):
                files[value.filename] = value.file.read()
            elif name == "payload_json":
                body = json.loads(str(value))
    elif request.can_read_body:
        body = json.loads(await request.text())
    return Call(
        at=asyncio.get_running_loop().time(),
        method=request.method,
        path=request.path.removeprefix(API),
        query=dict(request.query),
        token=request.headers.get("Authorization", ""),
        body=body,
        files=files,
    )


def _json(body: object, status: int, headers: dict[str, str] | None = None) -> web.Response:
    content = json.dumps(body).encode()
    return web.Response(
        status=status, body=content, content_type="application/json", headers={**_VIA, **(headers or {})}
    )


def _troubled(fault: Fault) -> web.Response:
    if fault.status != 429:
        return web.Response(status=fault.status, text="upstream trouble")
    if fault.cloudflare:
        return web.Response(status=429, text="error code: 1015")
    headers = {"Retry-After": str(fault.retry_after), "X-RateLimit-Scope": "global" if fault.everywhere else "user"}
    if fault.everywhere:
        headers["X-RateLimit-Global"] = "true"
    body = {"message": "You are being rate limited.", "retry_after": fault.retry_after, "global": fault.everywhere}
    return _json(body, 429, headers)
