"""The Web API over HTTP: reads the request, checks token, scope and body, misbehaves as scripted, records."""

import asyncio
import json
from urllib.parse import parse_qsl

from aiohttp import web

from tests.platforms.fake_slack.faults import FaultKind
from tests.platforms.fake_slack.methods import METHODS, Caller, Method
from tests.platforms.fake_slack.oauth import OAUTH
from tests.platforms.fake_slack.recorder import Call
from tests.platforms.fake_slack.rules.bodies import problems
from tests.platforms.fake_slack.slack import Refused, Slack
from tests.platforms.fake_slack.uploads import Files
from tests.platforms.fake_slack.wire import Json, as_flag, as_object
from tests.platforms.fake_slack.world import Token, TokenKind

_JSON_ARGUMENTS = ("blocks", "view", "attachments", "metadata")
_FLAGS = ("unfurl_links", "unfurl_media", "link_names", "mrkdwn", "reply_broadcast")


class WebApi:
    """All of ``/api/*``."""

    def __init__(self, slack: Slack, files: Files) -> None:
        self._slack = slack
        self._methods = METHODS | files.methods()
        self._closed_until: dict[tuple[str, str], float] = {}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        method = request.match_info["method"]
        args, given = await _arguments(request)
        if "token" in request.query:
            self._slack.recorder.odd(f"{method}: a token in the address")
        token = self._slack.tokens.get(given)
        call = Call(method=method, args=args, verb=request.method, token=given, team=token.team if token else "")
        try:
            return await self._answer(request, call, token)
        finally:
            self._slack.recorder.add_call(call)

    async def _answer(self, request: web.Request, call: Call, token: Token | None) -> web.StreamResponse:
        cut_after, status_after = False, 0
        faults = self._slack.faults.take(call.method)
        for fault in faults:
            if fault.on_arrival:
                fault.on_arrival()
            await asyncio.sleep(fault.delay)
            match fault.kind:
                case FaultKind.STATUS:
                    call.status, call.answer = fault.status, {"ok": False, "error": f"http_{fault.status}"}
                    return web.Response(status=fault.status, text="upstream connect error")
                case FaultKind.RATE_LIMIT:
                    self._closed_until[call.method, call.team] = self._slack.clock.now() + fault.retry_after
                    return self._too_many(call, fault.retry_after)
                case FaultKind.ERROR:
                    call.answer = {"ok": False, "error": fault.error}
                    return web.json_response(call.answer)
                case FaultKind.CUT_BEFORE:
                    return _cut(request, call)
                case FaultKind.CUT_AFTER:
                    cut_after = True
                case FaultKind.STATUS_AFTER:
                    status_after = fault.status
        left = self._closed_until.get((call.method, call.team), 0.0) - self._slack.clock.now()
        if left > 0:
            call.early = True
            return self._too_many(call, int(left) + 1)
        try:
            call.answer = {"ok": True, **self._run(request, call, token)}
        except Refused as refusal:
            call.answer = {"ok": False, "error": refusal.code, **refusal.more}
        for fault in faults:
            if fault.on_effect:
                fault.on_effect()
        if status_after:
            call.status = status_after
            return web.Response(status=status_after, text="upstream connect error")
        return _cut(request, call) if cut_after else web.json_response(call.answer)

    def _too_many(self, call: Call, seconds: int) -> web.Response:
        call.status, call.answer = 429, {"ok": False, "error": "ratelimited"}
        return web.json_response(call.answer, status=429, headers={"Retry-After": str(seconds)})

    def _run(self, request: web.Request, call: Call, token: Token | None) -> Json:
        if call.method in OAUTH:
            return OAUTH[call.method](self._slack, call.args, request.headers.get("Authorization", ""))
        if call.method == "apps.connections.open":
            return self._open_connection(call, token)
        method = self._methods.get(call.method)
        if method is None:
            self._slack.recorder.odd(f"{call.method}: the fake has no such method")
            raise Refused("unknown_method", req_method=call.method)
        caller = self._caller(call, token, method)
        if method.body is not None:
            call.problems = tuple(problems(_body(call.args), method.body, self._slack.allow))
            fatal = [problem for problem in call.problems if not problem.house]
            if fatal:
                error = "invalid_arguments" if call.method.startswith("views.") else "invalid_blocks"
                told = [f"[ERROR] {problem}" for problem in fatal]
                raise Refused(error, response_metadata={"messages": told}, errors=told)
        return method.run(caller, call.args)

    def _caller(self, call: Call, token: Token | None, method: Method) -> Caller:
        if token is None:
            raise Refused("invalid_auth" if call.token else "not_authed")
        if token.dead:
            raise Refused(token.dead)
        if token.kind is not method.token:
            raise Refused("not_allowed_token_type")
        if token.expires is not None and self._slack.clock.now() >= token.expires:
            raise Refused("token_expired")
        if method.scopes and not method.scopes & token.scopes:
            needed = ",".join(sorted(method.scopes))
            raise Refused("missing_scope", needed=needed, provided=",".join(sorted(token.scopes)))
        return Caller(slack=self._slack, token=token, workspace=self._slack.workspaces[token.team])

    def _open_connection(self, call: Call, token: Token | None) -> Json:
        if token is None or token.dead:
            raise Refused("invalid_auth" if call.token else "not_authed")
        if token.kind is not TokenKind.APP:
            raise Refused("not_allowed_token_type")
        if not as_object(self._slack.manifest.get("settings")).get("socket_mode_enabled"):
            raise Refused("socket_mode_not_enabled")  # not a documented code; Slack's own is not known
        return {"url": self._slack.new_socket_url()}


async def _arguments(request: web.Request) -> tuple[Json, str]:
    """Return the arguments and the token, wherever they stand."""
    args: Json = dict(request.query)
    raw = await request.text()
    if request.content_type == "application/json":
        try:
            args |= as_object(json.loads(raw or "{}"))
        except ValueError:
            args["error"] = "invalid_json"
    else:
        args |= dict(parse_qsl(raw, keep_blank_values=True))
        for name in _JSON_ARGUMENTS:
            if isinstance(args.get(name), str):
                args[name] = _decoded(str(args[name]))
        for name in _FLAGS:
            if name in args:
                args[name] = as_flag(args[name])
    given = str(args.pop("token", ""))
    header = request.headers.get("Authorization", "")
    return args, header.removeprefix("Bearer ") if header.startswith("Bearer ") else given


def _body(args: Json) -> Json:
    """Return the arguments less ``team_id``, which every method takes and Bolt's client adds to each call."""
    return {key: value for key, value in args.items() if key != "team_id"}


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _cut(request: web.Request, call: Call) -> web.Response:
    """Close the connection instead of answering."""
    call.status, call.answer = 0, {"ok": False, "error": "connection_cut"}
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
