"""Points discord.py at a fake, and back."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import yarl

with warnings.catch_warnings():
    # discord.py's player imports audioop, which Python 3.13 drops; warnings are errors here, and we play nothing.
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord.gateway
    import discord.http


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
