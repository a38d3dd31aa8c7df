"""Forms: opened by a button or at once by a command, sent off, and shown again with what is wrong with them.

A form whose answer is bad news stays open, filled in as it was: nothing that was typed is lost.
"""

import asyncio
import re
from dataclasses import replace

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters import form_ids, forms
from adapters.form_ids import FORM, FormId
from adapters.slack_app import modals
from adapters.slack_app.claims import key_of
from adapters.slack_app.desk import Answer, Desk
from adapters.slack_app.form_views import FORM_MODAL, form_view, submitted
from adapters.slack_app.incoming import HOME, Caller, from_interaction
from adapters.slack_app.lookup import open_view, update_view
from adapters.slack_app.mending import mended
from adapters.slack_app.origins import is_private, origin_of, returned
from adapters.slack_app.wire import Json
from bot.commands.spec import Value
from bot.localized import Locale
from bot.reply import FormButton

ACK_BY_S = 1.8
"""Seconds a form stays as it is while its answer is made; Slack gives up on it after three."""


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to every button that opens a form, and to the forms that are sent off."""

    async def on_open(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        await ack()
        caller = from_interaction(body, context)
        form_id = form_ids.parse(str(body["actions"][0].get("action_id") or ""))
        form = await desk.core.forms.find(await desk.actor(caller), form_id) if form_id else None
        if form is not None:
            await open_form(desk, caller, body, form)
            return
        locale = await desk.locale(caller)
        answer = Answer(reply=forms.expired(locale), locale=locale)
        if isinstance(body.get("view"), dict):
            in_modal = body["view"].get("type") == "modal"
            await open_view(desk, caller, body, desk.renderer.modal(answer.reply, locale), push=in_modal)
        else:
            await desk.deliver(caller, answer)

    async def on_send(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        caller, kept = returned(from_interaction(body, context), body)
        form_id = form_ids.parse(str(kept.pop("form", ""))) or FormId("", "")
        actor = await desk.actor(caller)
        form = await desk.core.forms.find(actor, form_id)
        given = submitted(body["view"])
        work = desk.submit(caller, key_of(body), form_id.action, given, form)
        with desk.timed():
            done, _ = await asyncio.wait({work.task}, timeout=ACK_BY_S)
            if not done:
                await ack(response_action="update", view=modals.waiting_modal(Locale.EN))
        answer = await work.task
        if answer is None:
            if done:
                await ack()
            return
        # Bad news comes with the form as it was filled in, even where nobody came to think of that.
        texts: dict[str, Value] = {name: value for name, value in given.items() if isinstance(value, str)}
        reply = await desk.core.refuse_form(answer.reply, form_id.action, texts, form, actor, answer.locale)
        view = await _still_to_show(desk, caller, replace(answer, reply=reply), kept)
        if not done:
            shown = view or desk.renderer.modal(answer.reply, answer.locale)
            await update_view(desk, caller, str(body["view"]["id"]), shown)
        elif view is None:
            await ack()
        else:
            await ack(response_action="update", view=view)

    app.action(re.compile(f"^{FORM}", re.DOTALL))(mended(desk, on_open))
    app.view(FORM_MODAL)(mended(desk, on_send))


async def open_form(desk: Desk, caller: Caller, body: Json, form: FormButton) -> bool:
    """Open a form where it was asked for; return False when it is too late for that."""
    view = body.get("view")
    in_view = isinstance(view, dict)
    origin = {} if in_view else origin_of(caller, private=is_private(body))
    in_modal = isinstance(view, dict) and view.get("type") == "modal"
    opened = await open_view(desk, caller, body, form_view(form, origin, await desk.locale(caller)), push=in_modal)
    return opened is not None


async def _still_to_show(desk: Desk, caller: Caller, answer: Answer, kept: Json) -> Json | None:
    """Return what the modal shows next: the form again, or an answer that found no way to its channel; None: nothing."""
    again = forms.offered(answer.reply) if forms.is_bad_news(answer.reply) else ()
    if again:
        return form_view(again[0], kept, answer.locale, (desk.renderer, answer.reply))
    replaced = answer.in_place and bool(kept.get("private"))
    if caller.channel != HOME and not await desk.is_lost(caller, answer, replace=replaced):
        return None
    return desk.renderer.modal(answer.reply, answer.locale)
