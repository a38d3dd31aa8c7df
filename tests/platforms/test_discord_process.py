"""``naruhaya run`` on Discord as whoever runs it sees it: exit codes, signals, logs, metrics."""

import asyncio
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from tests.platforms.bot_process import Process, serving, started
from tests.platforms.fake_discord import FakeDiscord, Seen
from tests.platforms.load_platforms import load

pytestmark = pytest.mark.asyncio

EXIT_S = 8.0


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        fake.add_guild()
        yield fake
        fake.assert_clean()
        assert fake.pings() == []


@contextmanager
def write_locked(path: Path) -> Iterator[None]:
    """Hold the database's write lock."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def refusal(bot: Process) -> tuple[int, list[str], float]:
    began = time.monotonic()
    code = await bot.ended(15)
    return code, bot.errors.splitlines(), time.monotonic() - began


@pytest.mark.parametrize("code", [4004, 4014])
async def test_a_refused_connection_ends_the_process_with_one_line(
    tmp_path: Path, fake: FakeDiscord, code: int
) -> None:
    fake.gateway.refuse_identify = code
    async with started(tmp_path, fake) as bot:
        await fake.until(lambda: fake.gateway.closes, 20)
        status, errors, took_s = await refusal(bot)

    assert status == 2
    assert took_s < 5
    assert len(errors) == 1
    assert ("NARUHAYA_DISCORD_TOKEN" if code == 4004 else "Bot page") in errors[0]
    assert len(fake.gateway.identifies) == 1


async def test_a_wrong_token_ends_the_process_with_one_line(tmp_path: Path, fake: FakeDiscord) -> None:
    async with started(tmp_path, fake, NARUHAYA_DISCORD_TOKEN="wrong.token.altogether") as bot:
        await fake.until(lambda: fake.recorder.calls, 20)
        status, errors, took_s = await refusal(bot)

    assert status == 2
    assert took_s < 5
    assert len(errors) == 1
    assert "NARUHAYA_DISCORD_TOKEN" in errors[0]
    assert "wrong.token" not in bot.output + bot.errors
    assert [call.status for call in fake.recorder.calls] == [401]
    fake.recorder.calls.clear()


async def test_no_token_at_all_is_said_so(tmp_path: Path, fake: FakeDiscord) -> None:
    async with started(tmp_path, fake, NARUHAYA_DISCORD_TOKEN="") as bot:
        status, errors, _ = await refusal(bot)

    assert status == 2
    assert "NARUHAYA_DISCORD_TOKEN" in errors[0]


async def test_sigterm_sends_what_is_under_way_and_ends_well(tmp_path: Path, fake: FakeDiscord) -> None:
    aiko = fake.person("Aiko", fake.guilds[0])
    async with serving(tmp_path, fake) as bot:
        with write_locked(tmp_path / "naruhaya.sqlite3"):
            asking = asyncio.create_task(aiko.slash("quiz"))
            await fake.until(lambda: fake.recorder.to("POST", "/callback"))
            bot.tell(signal.SIGTERM)
            began = time.monotonic()
            not_ready_s = await bot.until_ready_is(503)
            await asyncio.sleep(0.5)  # The answer under way must outlive this.
        seen: Seen = await asking
        code = await bot.ended(EXIT_S)
        took_s = time.monotonic() - began

    assert not_ready_s <= 0.5
    assert "Question 1" in seen.text
    assert code == 0
    assert took_s <= EXIT_S


async def test_a_second_sigterm_ends_it_at_once(tmp_path: Path, fake: FakeDiscord) -> None:
    aiko = fake.person("Aiko", fake.guilds[0])
    async with serving(tmp_path, fake) as bot:
        with write_locked(tmp_path / "naruhaya.sqlite3"):
            asking = asyncio.create_task(aiko.slash("quiz"))
            await fake.until(lambda: fake.recorder.to("POST", "/callback"))
            bot.tell(signal.SIGTERM)
            await bot.until_ready_is(503)
            bot.tell(signal.SIGTERM)
            assert await bot.until_ready_is(0) <= 1.5
        assert await bot.ended(EXIT_S) == 0
        asking.cancel()


async def test_a_lost_database_is_not_ready_but_words_are_still_explained(tmp_path: Path, fake: FakeDiscord) -> None:
    aiko = fake.person("Aiko", fake.guilds[0])
    kept, away = tmp_path / "naruhaya.sqlite3", tmp_path / "away.sqlite3"
    async with serving(tmp_path, fake) as bot:
        kept.rename(away)
        assert await bot.get("/readyz") == (503, "the database file is gone\n")
        assert (await bot.get("/livez"))[0] == 200
        assert (await aiko.slash("define", term="受電")).text.startswith("## 受電")
        away.rename(kept)
        assert await bot.get("/readyz") == (200, "ready\n")
        away.write_bytes(kept.read_bytes())
        away.replace(kept)
        assert await bot.get("/readyz") == (503, "the database file is another one: restart\n")
        bot.tell(signal.SIGTERM)
        assert await bot.ended(EXIT_S) == 0


async def test_the_log_names_nobody_and_quotes_nothing(tmp_path: Path, fake: FakeDiscord) -> None:
    canary = "CANARYTEXT"
    person = fake.person("CANARYNAME", fake.guilds[0])
    async with serving(tmp_path, fake, NARUHAYA_LOG_LEVEL="debug") as bot:
        fake.faults.rate_limit("POST", r"/interactions/.*/callback", seconds=0.1)
        await person.slash("define", term=canary)
        await person.slash("compare", terms=f"{canary} 受電")
        await person.autocomplete("define", "term", canary)
        defined = await person.slash("define", term="受電")
        assert defined.message is not None
        await person.tamper(defined.message, f"show/{canary}")
        await person.context_menu("Explain terms", await person.say(f"{canary} 受電"))
        fake.faults.add("POST", r"/interactions/.*/callback", status=400)
        await person.slash("define", term=canary)
        _, metrics = await bot.get("/metrics")
        bot.tell(signal.SIGTERM)
        assert await bot.ended(EXIT_S) == 0

    assert "CANARY" not in bot.output + bot.errors + metrics
    assert str(person.user.id) not in bot.output + bot.errors + metrics
    assert fake.token not in bot.output + bot.errors + metrics
    assert not [each.token for each in fake.desk.interactions if each.token in bot.output]
    answered = [line for line in bot.lines if line["event"] == "answered"]
    assert {line["command"] for line in answered} >= {"define", "compare", "show"}
    assert len({line["person"] for line in answered}) == 1
    assert all(line["ms"] >= 0 for line in answered)
    assert 'naruhaya_invocations_total{command="define",platform="discord"}' in metrics
    assert 'naruhaya_refused_calls_total{platform="discord",status="429"} 1.0' in metrics
    assert any(line["event"].startswith("tokens go to http://127.0.0.1") for line in bot.lines)


async def test_acknowledgements_are_in_time_while_the_database_is_locked(tmp_path: Path, fake: FakeDiscord) -> None:
    async with serving(tmp_path, fake) as bot:
        report = await load(fake, tmp_path / "naruhaya.sqlite3", per_second=20, seconds=10)
        bot.tell(signal.SIGTERM)
        assert await bot.ended(EXIT_S) == 0

    assert report.asked == 200
    assert report.late == 0
    assert report.unanswered == 0
    assert report.acknowledged_p99_s <= 1.0, "the full check, on a machine at rest, wants 0.3"
