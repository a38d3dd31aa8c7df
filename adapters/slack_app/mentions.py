"""``@naruhaya define …`` in channels and threads, where slash commands do not reach, and a message's own menu."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack_app.claims import key_of
from adapters.slack_app.desk import Desk
from adapters.slack_app.incoming import from_event, from_interaction
from adapters.slack_app.mending import mended
from adapters.slack_app.wire import Json, typed, without_mentions
from adapters.text_options import read_options
from bot.commands.catalog import COMMANDS, VISIBLE
from bot.commands.spec import Value
from bot.localized import Localized

EXPLAIN = "explain"
"""callback_id of the message shortcut, and the command it calls."""
TITLE = "Explain terms"
DESCRIPTION = Localized("Explain the business terms in this message", "この投稿にあるビジネス用語を説明")
MAX_MESSAGE = 4000
_MESSAGE = COMMANDS[EXPLAIN].options[0].name
_NAMES = {name: spec for spec in VISIBLE for name in (spec.name, spec.name_ja) if name}


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to mentions, and to the shortcut on messages."""

    async def on_mention(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        del ack  # Bolt acknowledges events by itself
        event = body["event"]
        caller = from_event(body, context)
        if not caller.user or event.get("bot_id"):
            return
        command, options = read(str(event.get("text") or ""))
        with desk.timed():
            answer = await desk.command(caller, key_of(body), command, options, comes_again=True).task
            if answer is None:
                return
            if answer.public and not caller.thread:
                caller = replace(caller, thread=str(event.get("ts")))
            await desk.deliver(caller, answer)

    async def on_explain(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        await ack()
        caller = from_interaction(body, context)
        said = message_text(body.get("message") or {})
        with desk.timed():
            answer = await desk.command(caller, key_of(body), EXPLAIN, {_MESSAGE: said} if said.strip() else {}).task
            if answer:
                await desk.deliver(caller, answer)

    app.event("app_mention")(mended(desk, on_mention))
    app.shortcut({"type": "message_action", "callback_id": EXPLAIN})(mended(desk, on_explain))


def read(text: str) -> tuple[str, dict[str, Value]]:
    """Return the command and options of a mention; without a command's name the whole text is looked up."""
    said = typed(without_mentions(text[:MAX_MESSAGE])).replace("　", " ").strip()
    if not said:
        return "help", {}
    first, _, rest = said.partition(" ")
    spec = _NAMES.get(first.lower().lstrip("/／"))
    if spec is None:
        return "define", {"term": " ".join(said.split())}
    return spec.name, read_options(spec, rest)


def message_text(message: Json) -> str:
    """Return what a message says; one that a program wrote may say it in blocks alone."""
    text = typed(without_mentions(str(message.get("text") or "")[: 2 * MAX_MESSAGE]))
    if not text.strip():
        pieces: list[str] = []
        _collect(message.get("blocks"), pieces, depth=12)
        _collect(message.get("attachments"), pieces, depth=12)
        text = "\n".join(pieces)
    return text[:MAX_MESSAGE]


def _collect(node: Any, pieces: list[str], depth: int) -> None:
    """Gather the texts in blocks, as deep as Slack nests them."""
    if depth == 0 or len(pieces) > 500:
        return
    if isinstance(node, list):
        for each in node:
            _collect(each, pieces, depth - 1)
    elif isinstance(node, dict):
        for name in ("text", "elements", "fields", "blocks"):
            value = node.get(name)
            if isinstance(value, str):
                pieces.append(typed(value) if node.get("type") != "text" else value)
            else:
                _collect(value, pieces, depth - 1)
