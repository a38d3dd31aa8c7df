"""``naruhaya run``: builds the core and every platform that has tokens, and runs them in this one process."""

import asyncio
import logging
from random import SystemRandom

from adapters import logs
from adapters.health import Health, Metrics
from adapters.memory import built_to_stay
from adapters.platform import Core, Platform, PlatformRefused
from adapters.platform_settings import PlatformSettings
from adapters.poster import Poster
from adapters.probe import DatabaseProbe
from adapters.runner import Runner
from adapters.worker import Worker
from bot.clock import SystemClock
from bot.engine import build_engine
from bot.errors import ConfigError
from bot.settings import Settings

_log = logging.getLogger(__name__)

_NO_TOKEN = (
    "No platform has a token: set NARUHAYA_DISCORD_TOKEN, or NARUHAYA_SLACK_BOT_TOKEN and NARUHAYA_SLACK_APP_TOKEN."  # noqa: S105 -- a sentence, not a secret
)


def serve(settings: Settings, platforms: PlatformSettings) -> None:
    """Run until SIGTERM or SIGINT.

    Raises:
        ConfigError: no platform has a token, a platform refuses ours, or the health port is taken.
        DataError, StorageError: the glossary or the database cannot be used.
    """
    if platforms.discord is None and platforms.slack is None:
        raise ConfigError(_NO_TOKEN)
    logs.configure(platforms.log_level)
    for address in platforms.overrides:
        _log.warning("tokens go to %s, not to the platform's own address", address)
    with built_to_stay():
        engine = build_engine(settings, SystemRandom)
        engine.storage.open()
    try:
        asyncio.run(_run(platforms, Core(engine=engine, worker=Worker(), metrics=Metrics(), clock=SystemClock())))
    except PlatformRefused as refused:
        raise ConfigError(str(refused)) from refused
    finally:
        engine.close()


async def _run(settings: PlatformSettings, core: Core) -> None:
    running = _platforms(settings, core)
    runner = Runner([*running, Poster(core, running)], core.worker)
    probe = DatabaseProbe(core.engine)
    health = Health(core.metrics, runner.problems, probe.problem)
    try:
        if settings.health_port is not None:
            await _listen(health, settings.health_host, settings.health_port)
        await runner.run()
    finally:
        await health.close()
        probe.close()
        core.worker.close()


async def _listen(health: Health, host: str, port: int) -> None:
    try:
        taken = await health.start(host, port)
    except OSError as error:
        raise ConfigError(f"The health server cannot listen on {host}:{port}: {error.strerror}.") from error
    _log.info("health at http://%s:%d/readyz", host, taken)


def _platforms(settings: PlatformSettings, core: Core) -> list[Platform]:
    """Return the platforms that are on; only their libraries are imported."""
    platforms: list[Platform] = []
    if settings.discord is not None:
        from adapters.discord_app.platform import DiscordPlatform

        platforms.append(DiscordPlatform(settings.discord, core))
    if settings.slack is not None:
        from adapters.slack_app.platform import SlackPlatform

        platforms.append(SlackPlatform(settings.slack, core))
    return platforms
