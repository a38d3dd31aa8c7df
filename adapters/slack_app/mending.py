"""Listeners that never raise: whatever happens, the delivery is acknowledged and the person is told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from adapters.slack_app.desk import Answer, Desk, failure
from adapters.slack_app.incoming import from_command, from_event, from_interaction
from adapters.slack_app.wire import Json
from bot.localized import Locale
from bot.reply import Reply

_log = logging.getLogger(__name__)

Listener = Callable[[AsyncAck, Json, AsyncBoltContext], Awaitable[None]]


def mended(desk: Desk, listener: Listener) -> Listener:
    """Return ``listener`` made safe.

    Bolt must not see the exception: one that comes right after ``ack()`` makes it forget the acknowledgement.
    """

    async def listen(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        this = asyncio.current_task()
        if this is not None:
            desk.keep(this)
        try:
            await listener(ack, body, context)
        except Exception:
            reply = failure(Locale.EN, f"a listener for {body.get('type') or body.get('command')}")
            try:
                await _tell(desk, ack, body, context, reply)
            except Exception:
                _log.exception("nobody could be told")

    return listen


async def _tell(desk: Desk, ack: AsyncAck, body: Json, context: AsyncBoltContext, reply: Reply) -> None:
    """Say it in the acknowledgement where that is still to come and can carry it, else wherever the call came from."""
    answer = Answer(reply=reply, locale=Locale.EN)
    waiting = ack.response is None
    if waiting and "command" in body:
        await ack(desk.message(answer))
        return
    if waiting and body.get("type") == "view_submission":
        await ack(response_action="update", view=desk.renderer.modal(reply, Locale.EN))
        return
    if waiting:
        await (ack(options=[]) if body.get("type") == "block_suggestion" else ack())
    read = from_event if "event" in body else from_command if "command" in body else from_interaction
    if "event" in body or "response_url" in body:
        await desk.deliver(read(body, context), answer)
