"""The line to Discord over time: a gateway that hangs up at once, and more servers than one line may carry."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.discord_app.client import IDENTIFY_AFTER_S
from adapters.discord_app.platform import DiscordPlatform
from adapters.platform_settings import DiscordSettings
from tests.platforms.discord_running import core_of, engine_at
from tests.platforms.fake_discord import FakeDiscord, pointed_at

pytestmark = pytest.mark.asyncio

STORM_S = 120.0
MOST_IDENTIFIES = 15
SHORTER = 100.0
"""By what the waits and the storm are divided, so that a test need not last two minutes."""
GUILDS = 2600


@asynccontextmanager
async def platform(folder: Path, fake: FakeDiscord) -> AsyncIterator[DiscordPlatform]:
    """Run the platform with shorter waits, whether it gets through or not."""
    settings = DiscordSettings(token=fake.token, api_base=fake.api_base, gateway_url=fake.gateway_url)
    core = core_of(engine_at(folder))
    with pointed_at(fake.api_base, fake.gateway_url):
        running = DiscordPlatform(settings, core, identify_after_s=IDENTIFY_AFTER_S / SHORTER, retry_s=0.05)
        task = asyncio.create_task(running.run())
        try:
            yield running
        finally:
            await running.close()
            task.cancel()
            await asyncio.wait([task])
            core.engine.close()
            core.worker.close()


@pytest.mark.parametrize("code", [4000, 1001, 1000])
async def test_a_gateway_that_hangs_up_at_once_is_not_told_again_and_again_who_we_are(
    tmp_path: Path, code: int
) -> None:
    async with FakeDiscord() as fake:
        fake.add_guild()
        fake.gateway.refuse_identify = code
        async with platform(tmp_path, fake):
            await fake.gateway.wait_for(lambda gateway: bool(gateway.identifies), 20)
            await asyncio.sleep(STORM_S / SHORTER)  # The storm itself: there is no event to wait for.
            told = len(fake.gateway.identifies)
        assert 2 <= told <= MOST_IDENTIFIES


async def test_more_servers_than_one_line_carries_are_served_over_two(tmp_path: Path) -> None:
    async with FakeDiscord(shards=2) as fake:
        guilds = [fake.add_guild(f"Team {number}") for number in range(GUILDS)]
        async with platform(tmp_path, fake) as running:
            await fake.gateway.wait_for(lambda gateway: len(gateway.live) == 2, 60)
            async with asyncio.timeout(60):
                while not running.is_ready:  # noqa: ASYNC110 -- discord.py sets no event of ours
                    await asyncio.sleep(0.05)
            assert running.client is not None
            assert len(running.client.guilds) == GUILDS
            by_shard = {(guild.id >> 22) % 2: guild for guild in guilds}
            for guild in by_shard.values():
                seen = await fake.person("Aiko", guild).slash("define", term="受電")
                assert seen.text.startswith("## 受電")
        fake.assert_clean()
    assert sorted(by_shard) == [0, 1]
