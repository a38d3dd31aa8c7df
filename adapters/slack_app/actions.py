"""Buttons: those that call a command, and those that ask for a line of text first."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.forms import opened_at_once
from adapters.slack_app import home, modals
from adapters.slack_app.claims import key_of
from adapters.slack_app.desk import Desk
from adapters.slack_app.form_actions import open_form
from adapters.slack_app.incoming import HOME, Caller, from_interaction
from adapters.slack_app.lookup import answer_in_modal, open_view, update_view
from adapters.slack_app.mending import mended
from adapters.slack_app.origins import is_private, origin_of, returned
from adapters.slack_app.render import ASK, PRESS
from adapters.slack_app.wire import Json
from bot.commands import actions
from bot.commands.catalog import COMMANDS


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
            form = opened_at_once(actions.parse(action)[0], answer.reply) if answer else None
            if form and await open_form(desk, caller, body, form):
                return
            if answer:
                await desk.deliver(caller, answer, replace=answer.in_place and is_private(body))

    async def on_ask(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        await ack()
        caller = from_interaction(body, context)
        button = body["actions"][0]
        in_view = isinstance(body.get("view"), dict)
        prompt = str(button.get("value") or button.get("text", {}).get("text") or "…")
        view = modals.ask_modal(
            _clicked(body).removeprefix(ASK),
            prompt,
            {} if in_view else origin_of(caller, private=is_private(body)),
            await desk.locale(caller),
        )
        await open_view(desk, caller, body, view, push=in_view and body["view"].get("type") == "modal")

    async def on_line(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        clicker = from_interaction(body, context)
        caller, kept = returned(clicker, body)
        replace = bool(kept.get("private"))
        work = desk.press(caller, key_of(body), str(kept.get("action", "")), _line(body))
        if caller.channel == HOME:
            await answer_in_modal(desk, ack, caller, work, body)
            return
        with desk.timed():
            in_time = await work.in_time(desk.timing)
            answer = work.task.result() if in_time else None
            # Where the answer finds no way to the channel, it is shown in the modal itself.
            if answer and await desk.is_lost(caller, answer, replace=answer.in_place and replace):
                await ack(response_action="update", view=desk.renderer.modal(answer.reply, answer.locale))
                return
            await ack()
        late = None if in_time else await work.task
        if late:
            await desk.deliver(caller, late, replace=late.in_place and replace)

    app.action(re.compile(f"^{PRESS}", re.DOTALL))(mended(desk, on_press))
    app.action(re.compile(f"^{ASK}", re.DOTALL))(mended(desk, on_ask))
    app.view(modals.ASK_MODAL)(mended(desk, on_line))


async def _press_in_view(desk: Desk, caller: Caller, body: Json, view: Json, action: str) -> None:
    """Answer a button of a modal in that modal; one of the Home tab in a new one, settings on the tab itself."""
    work = desk.press(caller, key_of(body), action)
    command = actions.parse(action)[0]
    if (spec := COMMANDS.get(command)) and spec.opens_form:
        asked = await work.task
        form = opened_at_once(command, asked.reply) if asked else None
        if form and await open_form(desk, caller, body, form):
            return
    if view.get("type") == "modal":
        answer = await work.task
        if answer:
            await update_view(desk, caller, str(view.get("id")), desk.renderer.modal(answer.reply, answer.locale))
        return
    if command == "settings":
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


def _line(body: Json) -> str:
    values = body["view"].get("state", {}).get("values", {})
    return str(values.get(modals.LINE, {}).get(modals.LINE, {}).get("value") or "")
