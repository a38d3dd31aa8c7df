"""Who a person is to Slack: language, name, and whether they manage the workspace; asked of ``users.info``."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from adapters.platform import Core
from adapters.slack_app.expiring import Expiring
from adapters.slack_app.web_api import SlackRefused, WebApi
from adapters.slack_app.wire import Json
from bot.localized import Locale

_log = logging.getLogger(__name__)

_METHOD = "users.info"
_KEPT = timedelta(minutes=10)
_KEPT_STALE = timedelta(days=1)
_KEPT_UNKNOWN = timedelta(seconds=30)
_MOST = 10_000
_MAX_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What Slack says of a person; English, and of nobody knows where, where it says nothing."""

    locale: Locale = Locale.EN
    name: str = ""
    is_manager: bool = False
    at_home: bool = False


class People:
    """Profiles, kept for ten minutes; what somebody may do is asked anew whenever it matters."""

    def __init__(self, core: Core, api: WebApi, patience_s: float) -> None:
        self._api = api
        self._patience_s = patience_s
        self._known: Expiring[tuple[str, str], Profile] = Expiring(_MOST, _KEPT, core.now)
        self._stale: Expiring[tuple[str, str], Profile] = Expiring(_MOST, _KEPT_STALE, core.now)
        self._asking: dict[tuple[str, str], asyncio.Task[Profile]] = {}

    async def profile(self, team: str, user: str, token: str, *, fresh: bool = False) -> Profile:
        """Return the person's profile; one that cannot be had in time is English and manages nothing."""
        key = (team, user)
        known = None if fresh else self._known.get(key)
        if known is not None:
            return known
        if self._api.is_closed(_METHOD, token):
            return self._remembered(key)
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.create_task(self._ask(key, token))
            task.add_done_callback(lambda _: self._asking.pop(key, None))
        try:
            return await asyncio.wait_for(asyncio.shield(task), self._patience_s)
        except TimeoutError:
            return self._remembered(key)

    def _remembered(self, key: tuple[str, str]) -> Profile:
        """Return yesterday's language and name, but no rights; English where nothing is remembered."""
        return replace(self._stale.get(key) or Profile(), is_manager=False)

    async def _ask(self, key: tuple[str, str], token: str) -> Profile:
        team, user = key
        try:
            answer = await self._api.call(_METHOD, token, retries=0, verb="GET", user=user, include_locale="true")
        except SlackRefused as error:
            _log.info("no profile: %s", error.code)
            self._known.put(key, self._remembered(key), _KEPT_UNKNOWN)
            return self._remembered(key)
        profile = _profile(answer.get("user") or {}, team)
        self._known.put(key, profile)
        self._stale.put(key, profile)
        return profile


def _profile(user: Json, team: str) -> Profile:
    shown = user.get("profile") or {}
    name = shown.get("display_name") or shown.get("real_name") or user.get("name") or ""
    # In a shared channel a stranger manages their own workspace, not this one.
    at_home = user.get("team_id") in {team, None} and not user.get("is_stranger")
    return Profile(
        locale=locale_of(user.get("locale")),
        name=str(name)[:_MAX_NAME],
        at_home=at_home,
        is_manager=at_home and bool(user.get("is_admin") or user.get("is_owner")),
    )


def locale_of(code: object) -> Locale:
    """Return the interface language for Slack's code, such as ``ja-JP``."""
    return Locale.JA if isinstance(code, str) and code.lower().startswith("ja") else Locale.EN
