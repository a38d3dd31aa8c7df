"""``naruhaya run`` with Slack's tokens, as a process of its own."""

import signal
import time
from pathlib import Path

import pytest

from tests.platforms.bot_process import START_S, serving, started
from tests.platforms.fake_slack.permits import Timing as SlackTiming
from tests.platforms.load_platforms import load
from tests.platforms.slack_running import make_fake

pytestmark = pytest.mark.asyncio


async def test_it_answers_stops_when_told_and_logs_nothing_that_was_typed(tmp_path: Path) -> None:
    async with make_fake() as fake:
        async with serving(tmp_path, fake, NARUHAYA_LOG_LEVEL="debug") as bot:
            aiko = fake.person("Kanariya")
            answer = await aiko.command("/define", "CANARY受電")
            await aiko.click(answer, answer.buttons[0])
            await aiko.mention("CANARY")
            await aiko.command("/quiz", "2")
            _, metrics = await bot.get("/metrics")
            bot.tell(signal.SIGTERM)
            assert await bot.ended(10) == 0
        forbidden = ["CANARY", "Kanariya", aiko.id, fake.bot_token, fake.app_token]
        fake.assert_clean()

    assert [word for word in forbidden if word in bot.output + bot.errors + metrics] == []
    assert all(line["level"] for line in bot.lines)


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_wrong_token_is_named_in_one_line(tmp_path: Path, name: str) -> None:
    setting = f"NARUHAYA_{name}"
    async with make_fake() as fake:
        async with started(tmp_path, fake, cwd=None, **{setting: "xoxb-wrong"}) as bot:
            await fake.recorder.until(lambda: bool(fake.recorder.calls), START_S)
            began = time.monotonic()
            code = await bot.ended(20)
        took_s = time.monotonic() - began

    assert code == 2
    assert took_s < 5
    assert len(bot.errors.splitlines()) == 1
    assert setting in bot.errors
    assert "Slack refuses" in bot.errors


async def test_acknowledgements_are_in_time_while_the_database_is_locked(tmp_path: Path) -> None:
    async with make_fake(timing=SlackTiming()) as fake:
        async with serving(tmp_path, fake) as bot:
            report = await load(fake, tmp_path / "naruhaya.sqlite3", per_second=20, seconds=10)
            bot.tell(signal.SIGTERM)
            assert await bot.ended(10) == 0
        fake.assert_clean()

    assert report.asked == 200
    assert report.late == 0
    assert report.unanswered == 0
    assert report.acknowledged_p99_s <= 1.0, "the full check, on a machine at rest, wants 0.3"
