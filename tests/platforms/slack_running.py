"""Our own Slack adapter, running against the fake Slack: what the tests of it share."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

from adapters.health import Metrics
from adapters.platform import Core
from adapters.platform_settings import SlackMode, SlackSettings
from adapters.slack_app.connection import PING_S
from adapters.slack_app.desk import Timing
from adapters.slack_app.manifest import build_manifest
from adapters.slack_app.platform import SlackPlatform
from adapters.worker import Worker
from bot.clock import SystemClock
from bot.engine import build_engine
from bot.settings import Settings
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.permits import Timing as SlackTiming

MODES = (SlackMode.SOCKET, SlackMode.HTTP)
PATIENT = Timing(answer=20.0, claim=20.0, profile=20.0)
"""Deadlines that a busy machine does not miss; tests of lateness set their own."""
PATIENT_SLACK = SlackTiming(ack=30.0, trigger=30.0)
"""The same for Slack's; where being in time is what is measured, the true ones are passed."""


def database(tmp_path: Path) -> str:
    """Return the address of a database in the test's own folder."""
    return f"sqlite:///{tmp_path / 'naruhaya.sqlite3'}"


def make_fake(mode: SlackMode = SlackMode.SOCKET, prefix: str = "", **options: Any) -> FakeSlack:
    """Return a fake Slack for the app that our manifest describes, as patient as a busy machine needs."""
    url = None if mode is SlackMode.SOCKET else "https://bot.example"
    return FakeSlack(build_manifest(prefix, url), **{"timing": PATIENT_SLACK, "wait": 30.0, **options})


def settings_for(fake: FakeSlack, mode: SlackMode = SlackMode.SOCKET, **changed: Any) -> SlackSettings:
    """Return settings that fit the fake."""
    fields: dict[str, Any] = {
        "mode": mode,
        "bot_token": fake.bot_token,
        "app_token": fake.app_token if mode is SlackMode.SOCKET else None,
        "signing_secret": fake.signing_secret if mode is SlackMode.HTTP else None,
        "client_id": None,
        "client_secret": None,
        "token_keys": (),
        "command_prefix": "",
        "api_base": fake.api_base,
        "http_host": "127.0.0.1",
        "http_port": 0,
    }
    return SlackSettings(**{**fields, **changed})


@asynccontextmanager
async def core_on(url: str) -> AsyncIterator[Core]:
    """Run an engine on the glossary that ships and on the database at ``url``."""
    seeds = itertools.count(7)
    engine = build_engine(Settings.from_env({"NARUHAYA_DATABASE_URL": url}), lambda: Random(next(seeds)))
    engine.storage.open()
    core = Core(engine=engine, worker=Worker(), metrics=Metrics(), clock=SystemClock())
    try:
        yield core
    finally:
        await core.worker.drain(5.0)
        core.worker.close()
        engine.close()


@asynccontextmanager
async def running(
    fake: FakeSlack, core: Core, settings: SlackSettings, timing: Timing = PATIENT, ping_s: float = PING_S
) -> AsyncIterator[SlackPlatform]:
    """Run the platform until the block ends; what it raises is raised here.

    A connection that is silent for half of ``ping_s`` after a ping counts as lost, and so does one whose two ends are
    too busy to see the answer: they are in one process here.
    """
    platform = SlackPlatform(settings, core, timing=timing, ping_s=ping_s, retry_s=0.05)
    task = asyncio.create_task(platform.run())
    try:
        await _ready(platform, task, fake, settings)
        yield platform
    finally:
        await platform.close()
        async with asyncio.timeout(30):
            await task


async def _ready(platform: SlackPlatform, task: "asyncio.Task[None]", fake: FakeSlack, settings: SlackSettings) -> None:
    async with asyncio.timeout(30):
        while not platform.is_ready:
            if task.done():
                task.result()
                raise AssertionError("the platform stopped by itself")
            await asyncio.sleep(0.01)
    if settings.mode is SlackMode.SOCKET:
        await fake.socket.connected()
    else:
        fake.use_http(f"http://127.0.0.1:{platform.port}/slack/events")


@asynccontextmanager
async def bot(
    tmp_path: Path,
    mode: SlackMode = SlackMode.SOCKET,
    prefix: str = "",
    timing: Timing = PATIENT,
    ping_s: float = PING_S,
    **options: Any,
) -> AsyncIterator[FakeSlack]:
    """Run the fake, an engine and the platform together; every body the bot sent was valid when this ends well."""
    async with (
        make_fake(mode, prefix, **options) as fake,
        core_on(database(tmp_path)) as core,
        running(fake, core, settings_for(fake, mode, command_prefix=prefix), timing, ping_s),
    ):
        yield fake
    fake.assert_clean()
    assert fake.pings() == []
    assert fake.links() == []
