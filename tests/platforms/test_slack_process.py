"""``naruhaya run`` with Slack's tokens, as a process of its own."""

import asyncio
import json
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.platforms.fake_slack import FakeSlack
from tests.platforms.slack_running import make_fake

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def process(
    fake: FakeSlack, environment: dict[str, str], output: Path, **changed: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the program against the fake; what it prints goes to ``output``."""
    settings = {**fake.environment(), "NARUHAYA_HEALTH_PORT": "0", "NARUHAYA_LOG_LEVEL": "debug", **changed}
    with output.open("wb") as file:
        started = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "adapters", "run", env={**environment, **settings}, stdout=file, stderr=file
        )
        try:
            yield started
        finally:
            if started.returncode is None:
                started.kill()
                await started.wait()


async def test_it_answers_stops_when_told_and_logs_nothing_that_was_typed(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    output = tmp_path / "output"
    async with make_fake() as fake, process(fake, environment, output) as running:
        await fake.socket.connected(within=30)
        aiko = fake.person("Kanariya")
        answer = await aiko.command("/define", "CANARY受電")
        await aiko.click(answer, answer.buttons[0])
        await aiko.mention("CANARY")
        await aiko.command("/quiz", "2")
        running.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await running.wait() == 0
        forbidden = ["CANARY", "Kanariya", aiko.id, fake.bot_token, fake.app_token]
        fake.assert_clean()

    logged = output.read_text()
    assert [word for word in forbidden if word in logged] == []
    assert all(json.loads(line)["level"] for line in logged.splitlines())


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_wrong_token_is_named_in_one_line(tmp_path: Path, environment: dict[str, str], name: str) -> None:
    output = tmp_path / "output"
    setting = f"NARUHAYA_{name}"
    async with make_fake() as fake:
        start = time.monotonic()
        async with process(fake, environment, output, **{setting: "xoxb-wrong"}) as running, asyncio.timeout(20):
            code = await running.wait()
        took = time.monotonic() - start

    said = output.read_text().splitlines()
    assert code == 2
    assert took < 5
    assert len([line for line in said if setting in line and "Slack refuses" in line]) == 1
