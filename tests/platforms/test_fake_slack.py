"""The fake Slack, driven by the real slack-bolt over Socket Mode and over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.manifests import small_manifest

QUIET = {"unfurl_links": False, "unfurl_media": False}


def ten_lines(fake: FakeSlack) -> AsyncApp:
    app = AsyncApp(
        client=AsyncWebClient(token=fake.bot_token, base_url=fake.api_base), signing_secret=fake.signing_secret
    )

    @app.command("/define")
    async def define(ack: Any, command: Any, respond: Any) -> None:
        await ack()
        blocks = [
            {"type": "section", "text": {"type": "plain_text", "text": f"{command['text']}（じゅでん）"}},
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "action_id": "share",
                        "text": {"type": "plain_text", "text": "Share"},
                        "value": "x",
                    }
                ],
            },
        ]
        await respond(text=command["text"], blocks=blocks, response_type="ephemeral", **QUIET)

    @app.action("share")
    async def share(ack: Any, body: Any, client: Any) -> None:
        await ack()
        await client.chat_postMessage(channel=body["channel"]["id"], text="shared", **QUIET)

    return app


@pytest_asyncio.fixture(params=["socket", "http"])
async def fake(request: pytest.FixtureRequest) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(small_manifest()) as fake:
        app = ten_lines(fake)
        if request.param == "socket":
            handler = AsyncSocketModeHandler(app, fake.app_token, ping_interval=0.2)
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt gives no types here
            await fake.socket.connected()
            yield fake
            await handler.close_async()  # type: ignore[no-untyped-call]  # likewise
        else:
            runner = web.AppRunner(app.web_app(path="/slack/events"))
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            fake.use_http(f"http://{host}:{port}/slack/events")
            yield fake
            await runner.cleanup()


@pytest.mark.asyncio
async def test_a_command_is_answered_and_its_button_posts(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    answer = await aiko.command("/define", "受電")
    assert answer.kind is SeenAs.EPHEMERAL
    assert "受電（じゅでん）" in answer.text
    assert answer.buttons == ("Share",)
    shared = await aiko.click(answer, "Share")
    assert (shared.kind, shared.text) == (SeenAs.PUBLIC, "shared")
