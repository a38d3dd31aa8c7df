"""What ``naruhaya doctor`` hears from the platforms themselves: whether tokens, scopes and this machine's clock are good."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from adapters.platform_settings import DiscordSettings, PlatformSettings, SlackMode, SlackSettings
from bot.doctor import Finding, Health
from bot.errors import ConfigError

_DISCORD = "https://discord.com/api/v10"
_SLACK = "https://slack.com/api/"
_PATIENCE_S = 5.0
_NOTABLE_S, _TOO_FAR_S = 30, 300
"""Slack refuses, and we do, what was signed more than five minutes from now."""


def examine_online(environ: Mapping[str, str]) -> Sequence[Finding]:
    """Return what the platforms say to the tokens; nothing is changed there, and no token is told."""
    try:
        settings = PlatformSettings.from_env(environ)
    except ConfigError:
        return ()  # The settings' own finding says so.
    return asyncio.run(_ask(settings))


async def _ask(settings: PlatformSettings) -> Sequence[Finding]:
    found: list[Finding] = []
    timeout = aiohttp.ClientTimeout(total=_PATIENCE_S)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        if settings.discord:
            found.extend(await _discord(session, settings.discord))
        if settings.slack:
            found.extend(await _slack(session, settings.slack))
    return found


async def _discord(session: aiohttp.ClientSession, settings: DiscordSettings) -> Sequence[Finding]:
    address = f"{settings.api_base or _DISCORD}/applications/@me"
    try:
        async with session.get(address, headers={"Authorization": f"Bot {settings.token}"}) as answer:
            if answer.status == 200:
                name = str((await answer.json()).get("name", ""))[:80]
                return Finding("Discord token", Health.OK, f"good, of the application {name}"), *_clock(answer)
            if answer.status == 401:
                wrong = "Discord refuses NARUHAYA_DISCORD_TOKEN: copy it anew from the Bot page, or reset it there"
                return (Finding("Discord token", Health.FAULT, wrong),)
            return (Finding("Discord token", Health.NOTE, f"Discord answers with status {answer.status}"),)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return (Finding("Discord token", Health.NOTE, f"Discord cannot be reached: {type(error).__name__}"),)


async def _slack(session: aiohttp.ClientSession, settings: SlackSettings) -> Sequence[Finding]:
    calls = []
    if settings.bot_token and not settings.client_id:
        calls.append(("auth.test", "NARUHAYA_SLACK_BOT_TOKEN", settings.bot_token))
    if settings.mode is SlackMode.SOCKET and settings.app_token:
        calls.append(("apps.connections.open", "NARUHAYA_SLACK_APP_TOKEN", settings.app_token))
    found: list[Finding] = []
    for method, name, token in calls:
        found.extend(await _slack_token(session, settings.api_base or _SLACK, method, name, token))
    return found


async def _slack_token(
    session: aiohttp.ClientSession, base: str, method: str, name: str, token: str
) -> Sequence[Finding]:
    from adapters.slack_app.oauth import SCOPES

    subject = "Slack bot token" if name.endswith("BOT_TOKEN") else "Slack app token"
    try:
        async with session.post(f"{base}{method}", headers={"Authorization": f"Bearer {token}"}) as answer:
            said = await answer.json()
            granted = answer.headers.get("X-OAuth-Scopes")
            if not said.get("ok"):
                return (Finding(subject, Health.FAULT, f"Slack refuses {name} ({str(said.get('error'))[:60]})"),)
            missing = set(SCOPES) - {each.strip() for each in (granted or "").split(",")}
            if method == "auth.test" and granted is not None and missing:
                wanted = f"misses {', '.join(sorted(missing))}: paste the manifest anew and reinstall the app"
                return (Finding(subject, Health.FAULT, wanted),)
            return Finding(subject, Health.OK, "good"), *_clock(answer)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return (Finding(subject, Health.NOTE, f"Slack cannot be reached: {type(error).__name__}"),)


def _clock(answer: aiohttp.ClientResponse) -> Sequence[Finding]:
    """Return a finding if this machine's clock is not that of the platform."""
    try:
        theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return ()
    apart_s = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart_s < _NOTABLE_S:
        return ()
    health = Health.FAULT if apart_s > _TOO_FAR_S else Health.NOTE
    return (Finding("clock", health, f"{apart_s:.0f} s away from the platform's: let it be set over the network"),)
