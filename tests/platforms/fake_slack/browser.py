"""A person's browser: the app's install page, Slack's consent page, the way back with code and state."""

import re
from dataclasses import dataclass
from html import unescape
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp

from tests.platforms.fake_slack.oauth import new_code, redirect_uris
from tests.platforms.fake_slack.slack import Slack

_AUTHORIZE = re.compile(r"https?://[^\s\"'<>]+/oauth/v2/authorize\?[^\s\"'<>]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the consent page is asked for."""

    state: str
    scopes: frozenset[str]
    redirect_uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the browser shows at the end."""

    status: int
    text: str


class Browser:
    """One browser with its own cookies; ``app`` is the app's origin, ``http://127.0.0.1:PORT``."""

    def __init__(self, slack: Slack, team: str, user: str, app: str) -> None:
        self._slack = slack
        self._team = team
        self._user = user
        self._app = app.rstrip("/")
        behind_tls = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=self._app)
        self._session = aiohttp.ClientSession(cookie_jar=behind_tls)

    async def __aenter__(self) -> Self:
        """Return the browser."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        await self._session.close()

    async def start(self, path: str = "/slack/install") -> Consent:
        """Open the app's install page and follow its way to Slack.

        Raises:
            AssertionError: it does not lead there, or asks for something the manifest does not say.
        """
        async with self._session.get(self._app + path, allow_redirects=False) as response:
            text = response.headers.get("Location", "") + " " + unescape(await response.text())
        found = _AUTHORIZE.search(text)
        if found is None:
            raise AssertionError(f"the install page does not lead to Slack: {response.status} {text[:200]!r}")
        query = {key: values[0] for key, values in parse_qs(urlsplit(found[0]).query).items()}
        if query.get("client_id") != self._slack.client_id:
            raise AssertionError("invalid_client_id")
        scopes = frozenset(filter(None, query.get("scope", "").split(",")))
        if scopes != self._slack.bot_scopes():
            raise AssertionError(f"asks for {sorted(scopes ^ self._slack.bot_scopes())} unlike the manifest")
        if query.get("user_scope"):
            raise AssertionError("asks to act for the user")
        if not query.get("state"):
            raise AssertionError("has no state: anyone could send anyone back")
        uri, allowed = query.get("redirect_uri", ""), redirect_uris(self._slack)
        if uri and allowed and not any(uri.startswith(one) for one in allowed):
            raise AssertionError(f"bad_redirect_uri: {uri} is not in the manifest")
        return Consent(state=query["state"], scopes=scopes, redirect_uri=uri or (allowed or [""])[0])

    async def approve(self, consent: Consent, *, state: str | None = None) -> Page:
        """Allow it and go back to the app with a fresh code (and, for a forger, another ``state``)."""
        code = new_code(self._slack, self._team, self._user, consent.redirect_uri, consent.scopes)
        return await self.back(consent, {"code": code, "state": consent.state if state is None else state})

    async def deny(self, consent: Consent) -> Page:
        """Refuse it."""
        return await self.back(consent, {"error": "access_denied", "state": consent.state})

    async def back(self, consent: Consent, query: dict[str, str]) -> Page:
        """Open the redirect address with this query, at the app's own origin whatever host it names."""
        path = urlsplit(consent.redirect_uri).path or "/slack/oauth_redirect"
        async with self._session.get(f"{self._app}{path}?{urlencode(query)}", allow_redirects=False) as response:
            return Page(status=response.status, text=await response.text())
