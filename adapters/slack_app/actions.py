"""Buttons: those that call a command, and those that ask for a line of text first."""

import asyncio
import json
import re

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack_app import home, modals
from adapters.slack_app.claims import key_of
from adapters.slack_app.desk import Answer, Desk
from adapters.slack_app.incoming import HOME, Caller, from_interaction
from adapters.slack_app.lookup import answer_in_modal, open_view, update_view
from adapters.slack_app.mending import mended
from adapters.slack_app.render import ASK, PRESS
from adapters.slack_app.wire import Json
from bot.commands import actions

_MAX_ORIGIN = 500
_DELIVERY_S = 0.8


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to every button of ours, however old its message is, and to the lines typed for them."""

    async def on_press(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        await ack()
        caller = from_interaction(body, context)
        action = _clicked(body).removeprefix(PRESS)
        view = body.get("view")
        if isinstance(view, dict):
            await _press_in_view(desk, caller, body, view, action)
            return
        with desk.timed():
            answer = await desk.press(caller, key_of(body), action).task
            if answer:
                await desk.deliver(caller, answer, replace=answer.in_place and _is_private(body))

    async def on_ask(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        await ack()
        caller = from_interaction(body, context)
        button = body["actions"][0]
        in_view = isinstance(body.get("view"), dict)
        prompt = str(button.get("value") or button.get("text", {}).get("text") or "…")
        view = modals.ask_modal(
            _clicked(body).removeprefix(ASK),
            prompt,
            {} if in_view else _origin(caller, private=_is_private(body)),
            await desk.locale(caller),
        )
        await open_view(desk, caller, body, view, push=in_view and body["view"].get("type") == "modal")

    async def on_line(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        clicker = from_interaction(body, context)
        caller, action, replace = _returned(clicker, body)
        work = desk.press(caller, key_of(body), action, _line(body))
        if caller.channel == HOME:
            await answer_in_modal(desk, ack, caller, work, body)
            return
        with desk.timed():
            in_time = await work.in_time(desk.timing)
            answer = work.task.result() if in_time else None
            # Where the answer finds no way to the channel, it is shown in the modal itself.
            if answer and await _is_lost(desk, caller, answer, replace=answer.in_place and replace):
                await ack(response_action="update", view=desk.renderer.modal(answer.reply, answer.locale))
                return
            await ack()
        late = None if in_time else await work.task
        if late:
            await desk.deliver(caller, late, replace=late.in_place and replace)

    app.action(re.compile(f"^{PRESS}", re.DOTALL))(mended(desk, on_press))
    app.action(re.compile(f"^{ASK}", re.DOTALL))(mended(desk, on_ask))
    app.view(modals.ASK_MODAL)(mended(desk, on_line))


async def _is_lost(desk: Desk, caller: Caller, answer: Answer, *, replace: bool) -> bool:
    """Deliver an answer; return whether it is known to have failed by the time the form must be acknowledged."""
    delivery = asyncio.create_task(desk.deliver(caller, answer, replace=replace))
    desk.keep(delivery)
    done, _ = await asyncio.wait({delivery}, timeout=_DELIVERY_S)
    return bool(done) and not delivery.result()


async def _press_in_view(desk: Desk, caller: Caller, body: Json, view: Json, action: str) -> None:
    """Answer a button of a modal in that modal; one of the Home tab in a new one, settings on the tab itself."""
    work = desk.press(caller, key_of(body), action)
    if view.get("type") == "modal":
        answer = await work.task
        if answer:
            await update_view(desk, caller, str(view.get("id")), desk.renderer.modal(answer.reply, answer.locale))
        return
    if actions.parse(action)[0] == "settings":
        if await work.task:
            await home.publish(desk, caller)
        return
    if await work.in_time(desk.timing):
        answer = work.task.result()
        if answer:
            await open_view(desk, caller, body, desk.renderer.modal(answer.reply, answer.locale))
        return
    # The trigger is good for three seconds only, so the modal opens before its content is there.
    opened = await open_view(desk, caller, body, modals.waiting_modal(await desk.locale(caller)))
    late = await work.task
    if late and opened:
        await update_view(desk, caller, opened, desk.renderer.modal(late.reply, late.locale))


def _clicked(body: Json) -> str:
    return str(body["actions"][0].get("action_id") or "")


def _is_private(body: Json) -> bool:
    """Whether only the clicker sees the message: replacing any other would change it for everyone."""
    container = body.get("container", {})
    return bool(container.get("is_ephemeral")) or str(container.get("channel_id", "")).startswith("D")


def _origin(caller: Caller, *, private: bool) -> Json:
    """Return what the modal must remember to answer where the button stands."""
    origin = {"channel": caller.channel, "thread": caller.thread, "url": caller.response_url, "private": private}
    return {name: value for name, value in origin.items() if value and len(str(value)) <= _MAX_ORIGIN}


def _returned(clicker: Caller, body: Json) -> tuple[Caller, str, bool]:
    """Return who typed the line, the action it is for, and whether it may replace the button's message."""
    try:
        kept = json.loads(body["view"].get("private_metadata") or "{}")
    except ValueError:
        kept = {}
    caller = Caller(
        team=clicker.team,
        user=clicker.user,
        name=clicker.name,
        token=clicker.token,
        channel=kept.get("channel") or HOME,
        thread=kept.get("thread"),
        response_url=kept.get("url"),
    )
    return caller, str(kept.get("action", "")), bool(kept.get("private"))


def _line(body: Json) -> str:
    values = body["view"].get("state", {}).get("values", {})
    return str(values.get(modals.LINE, {}).get(modals.LINE, {}).get("value") or "")
