"""A fake with one guild, the small bot on it, and a member."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.platforms.fake_discord import Deadlines, FakeDiscord, Person, logged_in
from tests.platforms.fake_discord.small_bot import SmallBot


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    """A fake whose first answers are due in one second."""
    async with FakeDiscord(deadlines=Deadlines(answer=1.0)) as fake:
        fake.add_guild()
        yield fake


@pytest_asyncio.fixture
async def bot(fake: FakeDiscord) -> AsyncIterator[SmallBot]:
    """The small bot, logged in."""
    client = SmallBot()
    async with logged_in(client, fake):
        yield client


@pytest.fixture
def aiko(fake: FakeDiscord) -> Person:
    """A member of the guild, in its first channel."""
    return fake.person("Aiko", fake.guilds[0])
