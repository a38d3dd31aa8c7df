"""The Home tab: today's word, one's scores, settings, and how to begin."""

import logging

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from adapters.slack_app.claims import key_of
from adapters.slack_app.desk import Answer, Desk
from adapters.slack_app.incoming import HOME, Caller, from_event
from adapters.slack_app.render import APP_NAME, text
from adapters.slack_app.web_api import SlackRefused
from adapters.slack_app.wire import Json
from bot.localized import Locale, Localized

_log = logging.getLogger(__name__)

_PARTS = ("word", "scores", "settings", "help")
_PROMISE = Localized(
    "Business Japanese, explained where the question comes up. What I answer is seen by you alone.",
    "ビジネス日本語を、聞かれたその場で説明します。返事は本人だけに見えます。",
)


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to people opening the Home tab."""

    async def on_home(body: Json, context: AsyncBoltContext) -> None:
        if body["event"].get("tab") != "home":
            return
        caller = from_event(body, context)
        if await desk.first(caller, key_of(body)):
            await publish(desk, caller)

    app.event("app_home_opened")(on_home)


async def publish(desk: Desk, caller: Caller) -> None:
    """Make the person's Home tab anew."""
    at_home = Caller(team=caller.team, user=caller.user, name=caller.name, token=caller.token, channel=HOME)
    answers = [await desk.ask(at_home, part) for part in _PARTS]
    view = render(desk, answers, await desk.locale(at_home))
    try:
        await desk.api.call("views.publish", caller.token, user_id=caller.user, view=view)
    except SlackRefused as refused:
        _log.warning("no Home tab: %s", refused)


def render(desk: Desk, answers: list[Answer], locale: Locale) -> Json:
    """Return the tab; a button that stands in two parts is shown in the first, since ids may come only once."""
    blocks: list[Json] = [
        {"type": "header", "text": text(APP_NAME.in_(locale))},
        {"type": "context", "elements": [text(_PROMISE.in_(locale))]},
    ]
    seen: set[str] = set()
    for answer in answers:
        blocks.append({"type": "divider"})
        for block in desk.renderer.blocks(answer.reply, answer.locale, shareable=False):
            if block["type"] == "actions":
                block["elements"] = [each for each in block["elements"] if each["action_id"] not in seen]
                seen.update(each["action_id"] for each in block["elements"])
                if not block["elements"]:
                    continue
            blocks.append(block)
    return {"type": "home", "blocks": blocks[:_MAX_BLOCKS]}


_MAX_BLOCKS = 100
