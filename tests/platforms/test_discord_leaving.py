"""A server that the bot is removed from, while it runs or while it is down: what is kept of it goes after a month."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.platforms.discord_running import Bot, running

pytestmark = pytest.mark.asyncio

_PATIENCE_S = 30


async def gone(bot: Bot, expected: set[str]) -> Sequence[str]:
    """Return the servers that count as left once they are the expected ones, or after a long wait."""
    found: Sequence[str] = ()
    for _ in range(_PATIENCE_S * 20):
        with bot.core.engine.storage(read_only=True) as work:
            found = work.presences.gone(bot.core.now() + timedelta(minutes=1), 9)
            here = work.presences.here("discord")
        if set(found) == expected and here:
            break
        await asyncio.sleep(0.05)
    return found


async def test_a_server_that_removes_the_bot_is_noted_and_taken_back_when_it_is_back(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        other = bot.fake.add_guild("Other")
        await bot.fake.invite(other)
        await gone(bot, set())
        await bot.fake.expel(other)
        left = await gone(bot, {f"discord:{other.id}"})
        await bot.fake.invite(other)
        back = await gone(bot, set())

    assert list(left) == [f"discord:{other.id}"]
    assert list(back) == []


async def test_a_server_that_removed_the_bot_while_it_was_down_is_noted_at_the_start(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        other = bot.fake.add_guild("Other")
        await bot.fake.invite(other)
        with bot.core.engine.storage() as work:
            work.presences.arrive(f"discord:{other.id}")
            work.commit()
        await bot.stop()
        other.has_bot = False
        await bot.restart()
        left = await gone(bot, {f"discord:{other.id}"})

    assert list(left) == [f"discord:{other.id}"]
