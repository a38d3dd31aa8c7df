"""What ``naruhaya doctor`` says of the chat platforms: which are on and where, and what keeps them from starting."""

from collections.abc import Iterator, Mapping

from adapters.platform_settings import PlatformSettings
from bot.doctor import Finding, Health
from bot.errors import ConfigError


def examine_platforms(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is set for the platforms, or the one fault that ``naruhaya run`` would stop at; no token is told."""
    try:
        settings = PlatformSettings.from_env(environ)
    except ConfigError as error:
        yield Finding("platforms", Health.FAULT, str(error))
        return
    slack = settings.slack
    yield Finding("Discord", Health.OK, "on" if settings.discord else "off: NARUHAYA_DISCORD_TOKEN is not set")
    if slack is None:
        yield Finding("Slack", Health.OK, "off: no NARUHAYA_SLACK_ token is set")
    else:
        where = f", on {slack.http_host}:{slack.http_port}" if slack.mode == "http" else ""
        yield Finding("Slack", Health.OK, f"on, {slack.mode} mode{where}")
    for address in settings.overrides:
        yield Finding("platforms", Health.NOTE, f"tokens go to {address}, which is for tests")
    watched = f"{settings.health_host}:{settings.health_port}" if settings.health_port else "off"
    yield Finding("health", Health.OK, watched)
    yield Finding("log level", Health.OK, settings.log_level)
