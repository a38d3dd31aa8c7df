"""Points discord.py at a fake and back, and runs clients there."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import discord
import discord.gateway
import discord.http
import yarl

if TYPE_CHECKING:
    from tests.platforms.fake_discord.server import FakeDiscord


@contextmanager
def pointed_at(api_base: str, gateway_url: str) -> Iterator[None]:
    """While it lasts, clients made by discord.py talk to these addresses."""
    route, socket = discord.http.Route, discord.gateway.DiscordWebSocket
    kept = route.BASE, socket.DEFAULT_GATEWAY
    route.BASE, socket.DEFAULT_GATEWAY = api_base, yarl.URL(gateway_url)
    try:
        yield
    finally:
        route.BASE, socket.DEFAULT_GATEWAY = kept


@asynccontextmanager
async def logged_in(
    client: discord.Client, fake: "FakeDiscord", *, shards: int = 1
) -> AsyncIterator[asyncio.Task[None]]:
    """Run ``client`` against ``fake`` from the moment all its shards are connected; gives the task that runs it.

    Raises what the client raises if it does not get that far.
    """
    with pointed_at(fake.api_base, fake.gateway_url):
        running = asyncio.create_task(client.start(fake.token))
        ready = asyncio.create_task(fake.gateway.wait_for(lambda gateway: len(gateway.live) >= shards))
        try:
            await asyncio.wait([running, ready], return_when=asyncio.FIRST_COMPLETED)
            await (running if running.done() else ready)
            yield running
        finally:
            ready.cancel()
            await client.close()
            running.cancel()
            await asyncio.wait([running, ready])
            if isinstance(client, discord.AutoShardedClient):
                # A reconnection under way when it was closed still gets a line, and the thread of its heartbeat.
                await asyncio.gather(*(each.disconnect() for each in client.shards.values()))
