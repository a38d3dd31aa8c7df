"""The global shortcut: a modal that looks a word up from anywhere, and completes it while it is typed."""

import logging

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack_app import modals
from adapters.slack_app.claims import key_of
from adapters.slack_app.desk import Desk, Work
from adapters.slack_app.incoming import Caller, from_interaction
from adapters.slack_app.mending import mended
from adapters.slack_app.web_api import SlackRefused
from adapters.slack_app.wire import Json
from bot.commands import actions
from bot.localized import Locale, Localized

_log = logging.getLogger(__name__)

LOOK_UP = "look_up"
"""callback_id of the global shortcut."""
TITLE = "Look up business term"
"""What the shortcut is called: Slack shows one language, of 24 characters at most."""
DESCRIPTION = Localized("Look a business Japanese word up", "ビジネス日本語を調べる")


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to the shortcut, to typing in its modal, and to the modal being sent off."""

    async def on_shortcut(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        await ack()
        caller = from_interaction(body, context)
        view = modals.look_up_modal(await desk.locale(caller))
        await open_view(desk, caller, body, view)

    async def on_typing(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        caller = from_interaction(body, context)
        query = str(body.get("value") or "")
        with desk.timed():
            lookup = await desk.core.lookup(caller.place.tenant)
            matches = lookup.complete(query, modals.MAX_OPTIONS)
            profile = await desk.people.profile(caller.team, caller.user, caller.token)
            await ack(options=modals.options(tuple(matches), query, profile.locale))

    async def on_submit(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        caller = from_interaction(body, context)
        chosen = _chosen(body)
        if chosen.startswith(modals.SHOW):
            action = actions.build("show", chosen.removeprefix(modals.SHOW)[: actions.MAX_LENGTH // 2])
            work = desk.press(caller, key_of(body), action)
        else:
            term = chosen.removeprefix(modals.DEFINE)
            work = desk.command(caller, key_of(body), "define", {"term": term} if term else {})
        await answer_in_modal(desk, ack, caller, work, body)

    app.shortcut({"type": "shortcut", "callback_id": LOOK_UP})(mended(desk, on_shortcut))
    app.options({"action_id": modals.TERM})(mended(desk, on_typing))
    app.view(modals.LOOK_UP_MODAL)(mended(desk, on_submit))


async def open_view(desk: Desk, caller: Caller, body: Json, view: Json, *, push: bool = False) -> str | None:
    """Open a modal, or push it onto the one that was clicked in; return its id, or None when it is too late."""
    try:
        method = "views.push" if push else "views.open"
        opened = await desk.api.call(method, caller.token, trigger_id=body.get("trigger_id"), view=view)
    except SlackRefused as refused:
        _log.warning("no modal: %s", refused)
        return None
    return str(opened.get("view", {}).get("id") or "")


async def update_view(desk: Desk, caller: Caller, view_id: str, view: Json) -> None:
    """Replace an open modal; one that was closed meanwhile stays closed."""
    try:
        await desk.api.call("views.update", caller.token, view_id=view_id, view=view)
    except SlackRefused as refused:
        _log.info("modal not updated: %s", refused)


async def answer_in_modal(desk: Desk, ack: AsyncAck, caller: Caller, work: Work, body: Json) -> None:
    """Show the answer in place of the modal that was sent off."""
    with desk.timed():
        if await work.in_time(desk.timing):
            answer = work.task.result()
            if answer is None:
                await ack()
            else:
                await ack(response_action="update", view=desk.renderer.modal(answer.reply, answer.locale))
            return
        await ack(response_action="update", view=modals.waiting_modal(Locale.EN))
    late = await work.task
    if late:
        await update_view(desk, caller, str(body["view"]["id"]), desk.renderer.modal(late.reply, late.locale))


def _chosen(body: Json) -> str:
    values = body.get("view", {}).get("state", {}).get("values", {})
    option = values.get(modals.TERM, {}).get(modals.TERM, {}).get("selected_option") or {}
    return str(option.get("value") or "")
