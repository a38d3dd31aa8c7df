"""A small app on the real Bolt that uses everything once, to prove the fake with; and ways to run an app."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.fake_slack.samples import QUIET, actions, input_block, plain, section
from tests.platforms.fake_slack.server import FakeSlack
from tests.platforms.fake_slack.wire import Json

PATH = "/slack/events"


def share_button(label: str = "Share", action_id: str = "share") -> Json:
    """Return a button."""
    return {"type": "button", "action_id": action_id, "text": plain(label), "value": "受電"}


def look_up_modal(title: str = "Look up") -> Json:
    """Return a modal with an external select and a text field."""
    select: Json = {"type": "external_select", "action_id": "term", "min_query_length": 1}
    note: Json = {"type": "plain_text_input", "action_id": "note", "max_length": 20}
    blocks = [
        input_block(select, label=plain("Term"), block_id="term_block"),
        input_block(note, label=plain("Note"), block_id="note_block", optional=True),
    ]
    return {
        "type": "modal",
        "callback_id": "look_up_view",
        "title": plain(title),
        "submit": plain("Go"),
        "blocks": blocks,
    }


def sample_app(fake: FakeSlack) -> AsyncApp:
    """Return an app that answers commands, shortcuts, mentions, clicks, forms and the Home tab."""
    client = AsyncWebClient(token=fake.bot_token, base_url=fake.api_base)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    app = AsyncApp(client=client, signing_secret=fake.signing_secret)

    @app.command("/define")
    async def define(ack: Any, command: Any, respond: Any) -> None:
        await ack()
        blocks = [section(text=plain(f"{command['text']}（じゅでん）")), actions(share_button())]
        await respond(text=command["text"], blocks=blocks, response_type="ephemeral", **QUIET)

    @app.action("share")
    async def share(ack: Any, body: Any, client: Any) -> None:
        await ack()
        blocks = [section(text=plain("受電")), actions(share_button("Close", "close"))]
        await client.chat_postMessage(channel=body["channel"]["id"], text="受電", blocks=blocks, **QUIET)

    @app.action("close")
    async def close(ack: Any, body: Any, client: Any) -> None:
        await ack()
        where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        await client.chat_update(**where, text="closed", blocks=[section(text=plain("closed"))])

    @app.event("app_mention")
    async def mention(event: Any, say: Any) -> None:
        thread = event.get("thread_ts") or event["ts"]
        await say(text="受電", blocks=[section(text=plain(event["text"]))], thread_ts=thread, **QUIET)

    @app.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        blocks = [section(text=plain("Today: 受電")), actions(share_button("Refresh", "refresh"))]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("refresh")
    async def refresh(ack: Any, body: Any, client: Any) -> None:
        await ack()
        view = {"type": "home", "blocks": [section(text=plain("Today: 架電"))]}
        await client.views_publish(user_id=body["user"]["id"], view=view, hash=body["view"]["hash"])

    @app.shortcut("look_up")
    async def look_up(ack: Any, body: Any, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=look_up_modal())

    @app.shortcut("explain_terms")
    async def explain(ack: Any, body: Any, respond: Any) -> None:
        await ack()
        said = body["message"]["text"]
        await respond(text="terms", blocks=[section(text=plain(f"In: {said}"))], **QUIET)

    @app.options("term")
    async def suggest(ack: Any, payload: Any) -> None:
        typed = payload["value"]
        await ack(options=[{"text": plain(f"{typed}電"), "value": f"{typed}-1"}])

    @app.view("look_up_view")
    async def looked_up(ack: Any, view: Any) -> None:
        values = view["state"]["values"]
        note = values["note_block"]["note"]["value"]
        if note == "wrong":
            await ack(response_action="errors", errors={"note_block": "Not so"})
            return
        chosen = values["term_block"]["term"]["selected_option"]["text"]["text"]
        if note == "done":
            await ack()
            return
        done = {"type": "modal", "title": plain("Found"), "blocks": [section(text=plain(chosen))]}
        await ack(response_action="update", view=done)

    @app.event("message")
    @app.event("app_uninstalled")
    @app.event("tokens_revoked")
    async def noted(event: Any) -> None:
        """Acknowledge; there is nothing stored that could end."""

    return app


@asynccontextmanager
async def over_socket(fake: FakeSlack, app: AsyncApp) -> AsyncIterator[None]:
    """Run ``app`` over Socket Mode."""
    handler = AsyncSocketModeHandler(app, fake.app_token, ping_interval=0.2)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt gives no types here
    try:
        await fake.socket.connected()
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # likewise


@asynccontextmanager
async def over_http(fake: FakeSlack, app: web.Application) -> AsyncIterator[str]:
    """Serve ``app`` and let the fake POST to it; yield its origin."""
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    fake.use_http(f"http://{host}:{port}{PATH}")
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
