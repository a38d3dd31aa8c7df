"""What an operator sets for the chat platforms; read once, beside the core's own settings."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot.errors import ConfigError
from bot.settings import PREFIX

VARIABLES: Mapping[str, str] = {
    "DISCORD_TOKEN": "token of the Discord bot; Discord is on when it is set",
    "DISCORD_API_BASE": "Discord's REST address, for tests (default: Discord's own)",
    "DISCORD_GATEWAY_URL": "Discord's gateway address, for tests (default: Discord's own)",
    "SLACK_BOT_TOKEN": "bot token (xoxb-…) of a single workspace; leave out to install by OAuth",
    "SLACK_APP_TOKEN": "app-level token (xapp-…) for Socket Mode",
    "SLACK_SIGNING_SECRET": "signing secret, for HTTP mode",
    "SLACK_CLIENT_ID": "client id, for installing into many workspaces",
    "SLACK_CLIENT_SECRET": "client secret, for installing into many workspaces",
    "SLACK_MODE": "socket (no public address needed) or http (default: socket)",
    "SLACK_COMMAND_PREFIX": "put before every slash command, where two apps clash: nh- makes /nh-define",
    "SLACK_API_BASE": "Slack's Web API address, for tests (default: Slack's own)",
    "TOKEN_KEYS": "Fernet keys that encrypt installations, newest first, parted by commas",
    "HTTP_HOST": "address that Slack's HTTP mode listens on (default: 127.0.0.1)",
    "HTTP_PORT": "port that Slack's HTTP mode listens on (default: 3000)",
    "HEALTH_HOST": "address of /livez, /readyz and /metrics (default: 127.0.0.1)",
    "HEALTH_PORT": "port of /livez, /readyz and /metrics; 0 turns them off (default: 9464)",
    "LOG_LEVEL": "debug, info, warning or error (default: info)",
}
"""Each setting without its prefix, and what it is for."""

_LEVELS = frozenset({"debug", "info", "warning", "error"})


class SlackMode(StrEnum):
    """How Slack's events come in."""

    SOCKET = "socket"
    HTTP = "http"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DiscordSettings:
    """What the Discord adapter needs. Has no repr: it holds a token."""

    token: str
    api_base: str | None
    gateway_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SlackSettings:
    """What the Slack adapter needs. Has no repr: it holds tokens."""

    mode: SlackMode
    bot_token: str | None
    app_token: str | None
    signing_secret: str | None
    client_id: str | None
    client_secret: str | None
    token_keys: tuple[str, ...]
    command_prefix: str
    api_base: str | None
    http_host: str
    http_port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformSettings:
    """The platforms that are on, and where the process can be watched; ``health_port`` None turns that off."""

    discord: DiscordSettings | None
    slack: SlackSettings | None
    health_host: str
    health_port: int | None
    log_level: str

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "PlatformSettings":
        """Return the platforms' settings in ``environ``.

        Raises:
            ConfigError: a value cannot be used or something that belongs to it is missing; the text names it.
        """
        given = {name: environ.get(PREFIX + name, "").strip() for name in VARIABLES}
        level = (given["LOG_LEVEL"] or "info").lower()
        if level not in _LEVELS:
            raise ConfigError(f"NARUHAYA_LOG_LEVEL is {level!r}: it must be one of {', '.join(sorted(_LEVELS))}.")
        port = _port(given, "HEALTH_PORT", 9464, lowest=0)
        return cls(
            discord=_discord(given),
            slack=_slack(given),
            health_host=given["HEALTH_HOST"] or "127.0.0.1",
            health_port=port or None,
            log_level=level,
        )

    @property
    def overrides(self) -> tuple[str, ...]:
        """Addresses that are not the platforms' own; tokens go there, so they are logged at start."""
        discord = (self.discord.api_base, self.discord.gateway_url) if self.discord else ()
        slack = (self.slack.api_base,) if self.slack else ()
        return tuple(address for address in (*discord, *slack) if address)


def _discord(given: Mapping[str, str]) -> DiscordSettings | None:
    if not given["DISCORD_TOKEN"]:
        return None
    return DiscordSettings(
        token=given["DISCORD_TOKEN"],
        api_base=_address(given, "DISCORD_API_BASE", ("https", "http")),
        gateway_url=_address(given, "DISCORD_GATEWAY_URL", ("wss", "ws")),
    )


def _slack(given: Mapping[str, str]) -> SlackSettings | None:
    tokens = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
    if not any(given[name] for name in tokens):
        return None
    try:
        mode = SlackMode(given["SLACK_MODE"] or SlackMode.SOCKET)
    except ValueError:
        raise ConfigError(f"NARUHAYA_SLACK_MODE is {given['SLACK_MODE']!r}: it must be socket or http.") from None
    installs = bool(given["SLACK_CLIENT_ID"] or given["SLACK_CLIENT_SECRET"])
    needed = ["SLACK_APP_TOKEN"] if mode is SlackMode.SOCKET else ["SLACK_SIGNING_SECRET"]
    needed += ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "TOKEN_KEYS"] if installs else ["SLACK_BOT_TOKEN"]
    missing = [PREFIX + name for name in needed if not given[name]]
    if missing:
        raise ConfigError(f"Slack's {mode} mode also needs {' and '.join(missing)}.")
    return SlackSettings(
        mode=mode,
        bot_token=given["SLACK_BOT_TOKEN"] or None,
        app_token=given["SLACK_APP_TOKEN"] or None,
        signing_secret=given["SLACK_SIGNING_SECRET"] or None,
        client_id=given["SLACK_CLIENT_ID"] or None,
        client_secret=given["SLACK_CLIENT_SECRET"] or None,
        token_keys=tuple(key.strip() for key in given["TOKEN_KEYS"].split(",") if key.strip()),
        command_prefix=given["SLACK_COMMAND_PREFIX"],
        api_base=_address(given, "SLACK_API_BASE", ("https", "http")),
        http_host=given["HTTP_HOST"] or "127.0.0.1",
        http_port=_port(given, "HTTP_PORT", 3000, lowest=1),
    )


def _address(given: Mapping[str, str], name: str, schemes: tuple[str, str]) -> str | None:
    """Return an address whose scheme is safe: the plain one only towards this machine, since tokens go there."""
    value = given[name]
    if not value:
        return None
    safe, plain = schemes
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ConfigError(f"{PREFIX}{name} is {value!r}: it is not an address.") from None
    if parts.scheme == safe or (parts.scheme == plain and _is_loopback(parts.hostname or "")):
        return value
    raise ConfigError(
        f"{PREFIX}{name} is {value!r}: it must begin with {safe}://; {plain}:// is for this machine only."
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _port(given: Mapping[str, str], name: str, default: int, lowest: int) -> int:
    value = given[name]
    if not value:
        return default
    if not value.isdecimal() or len(value) > 5 or not lowest <= int(value) <= 65535:
        raise ConfigError(f"{PREFIX}{name} is {value!r}: it must be a port from {lowest} to 65535.")
    return int(value)
