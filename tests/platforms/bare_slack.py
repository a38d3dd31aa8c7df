"""A bare Bolt bot that answers /define with a constant: one of our own cards, made before the first question.

It shares with ours what Slack makes everybody pay: the socket, Bolt's reading of a delivery, the acknowledgement.
"""

import asyncio
import os
from random import Random

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app.render import Renderer
from adapters.slack_app.rich import Writer
from bot.engine import build_engine
from bot.localized import Locale
from bot.settings import Settings
from tests.factories import make_invocation


async def main() -> None:
    """Run it with the tokens and the address that the environment holds under the product's names."""
    engine = build_engine(Settings.from_env({}), lambda: Random(7))
    card = Renderer(Writer("")).message(engine.handle(make_invocation("define", term="kasutama")), Locale.EN)
    client = AsyncWebClient(
        token=os.environ["NARUHAYA_SLACK_BOT_TOKEN"], base_url=os.environ["NARUHAYA_SLACK_API_BASE"]
    )
    app = AsyncApp(client=client)

    async def define(ack: AsyncAck) -> None:
        await ack({**card, "response_type": "ephemeral"})

    app.command("/define")(define)
    await AsyncSocketModeHandler(app, os.environ["NARUHAYA_SLACK_APP_TOKEN"]).start_async()  # type: ignore[no-untyped-call]  # the SDK gives no types here


if __name__ == "__main__":
    asyncio.run(main())
