"""Installing the bot into any workspace: the way to Slack's consent page and back.

A state is single-use, good for ten minutes, and of use only in the browser that set out with it.
"""

import hashlib
import html
import ipaddress
import logging
import re
import secrets
from datetime import timedelta
from urllib.parse import urlencode

from aiohttp import web

from adapters.platform import Core
from adapters.slack_app.installations import ManyWorkspaces, tenant_of
from adapters.slack_app.sealing import Tokens
from adapters.slack_app.web_api import SlackRefused, WebApi
from adapters.slack_app.wire import Json
from bot.errors import StorageError

_log = logging.getLogger(__name__)

INSTALL_PATH = "/slack/install"
CALLBACK_PATH = "/slack/oauth_redirect"
SCOPES = ("app_mentions:read", "chat:write", "commands", "files:read", "files:write", "im:write", "users:read")
"""What the bot asks for: to be mentioned, to answer, its commands, people's languages and names, the files that are
handed to it in a form, and to send its own (which goes to the person directly, hence im:write)."""

LIFE = timedelta(minutes=10)
_COOKIE = "naruhaya_install"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_NOWHERE = tenant_of("")
"""The tenant of a state: which workspace it will be is not known yet."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Naruhaya</title>'
    "<style>body{{font:18px/1.6 sans-serif;max-width:36em;margin:15vh auto;padding:0 1em}}</style>"
    "<h1>{title}</h1><p>{text}</p></html>"
)


class OAuth:
    """The two pages of an installation."""

    def __init__(self, core: Core, api: WebApi, installations: ManyWorkspaces, client_id: str, secret: str) -> None:
        self._core = core
        self._api = api
        self._installations = installations
        self._client_id = client_id
        self._secret = secret

    @property
    def routes(self) -> list[web.RouteDef]:
        """The pages."""
        return [web.get(INSTALL_PATH, self._install), web.get(CALLBACK_PATH, self._callback)]

    async def _install(self, request: web.Request) -> web.StreamResponse:
        browser = request.cookies.get(_COOKIE, "")
        if not _SECRET.fullmatch(browser):
            browser = secrets.token_urlsafe(32)
        state = secrets.token_urlsafe(32)
        try:
            await self._core.worker.call(self._add_state, _key(state, browser))
        except StorageError as error:
            _log.warning("no state kept: %s", error)
            return _page(503, "Please try again", "I cannot reach my database just now.")
        query = urlencode({"client_id": self._client_id, "scope": ",".join(SCOPES), "state": state})
        consent = self._api.client.base_url.removesuffix("/").removesuffix("/api")
        response = web.Response(status=302, headers={**_HEADERS, "Location": f"{consent}/oauth/v2/authorize?{query}"})
        response.set_cookie(
            _COOKIE,
            browser,
            max_age=int(LIFE.total_seconds()),
            path="/slack",
            httponly=True,
            secure=not _is_loopback(request.host),
            samesite="Lax",
        )
        return response

    async def _callback(self, request: web.Request) -> web.StreamResponse:
        state, browser = request.query.get("state", ""), request.cookies.get(_COOKIE, "")
        if not _SECRET.fullmatch(state) or not _SECRET.fullmatch(browser):
            return _not_ours()
        try:
            ours = await self._core.worker.call(self._take_state, _key(state, browser))
        except StorageError as error:
            _log.warning("no state taken: %s", error)
            return _page(503, "Please try again", "I cannot reach my database just now.")
        if not ours:
            return _not_ours()
        code = request.query.get("code", "")
        if not code:
            return _page(400, "Not installed", "The installation was cancelled in Slack. Nothing was changed.")
        try:
            answer = await self._exchange(code)
            team, tokens = _tokens(answer)
            await self._installations.save(team, tokens)
        except (SlackRefused, KeyError, StorageError) as error:
            _log.warning("not installed: %s", error)
            return _page(502, "Not installed", "Slack did not confirm the installation. Please begin anew.")
        _log.info("installed")
        return _page(200, "Installed", "Naruhaya is in your workspace now. Open Slack and type /help.")

    async def _exchange(self, code: str) -> Json:
        return await self._api.exchange(self._client_id, self._secret, code)

    def _add_state(self, key: str) -> None:
        with self._core.engine.storage() as work:
            work.oauth_states.add(_NOWHERE, key, self._core.now() + LIFE)
            work.commit()

    def _take_state(self, key: str) -> bool:
        with self._core.engine.storage() as work:
            taken = work.oauth_states.take(_NOWHERE, key, self._core.now())
            work.commit()
        return taken


def _key(state: str, browser: str) -> str:
    """Return what is kept of a state: it leads back to neither of the two secrets."""
    return hashlib.sha256(f"{state}.{browser}".encode()).hexdigest()


def _tokens(answer: Json) -> tuple[str, Tokens]:
    """Return the workspace and its tokens; KeyError for an answer that names none (an organisation-wide one)."""
    team = answer.get("team") or {}
    if answer.get("token_type") != "bot" or not team.get("id"):
        raise KeyError("team")
    return str(team["id"]), Tokens(
        bot_token=str(answer["access_token"]),
        bot_user_id=str(answer.get("bot_user_id") or ""),
        bot_id=str(answer.get("bot_id") or ""),
        scopes=str(answer.get("scope") or ""),
    )


def _not_ours() -> web.Response:
    return _page(
        400,
        "This link is used up",
        "It works once, within ten minutes, in the browser it was opened in. Please begin the installation anew.",
    )


def _page(status: int, title: str, text: str) -> web.Response:
    content = _PAGE.format(title=html.escape(title), text=html.escape(text))
    return web.Response(status=status, text=content, content_type="text/html", headers=_HEADERS)


def _is_loopback(host: str) -> bool:
    name = host.rsplit(":", 1)[0].strip("[]")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
