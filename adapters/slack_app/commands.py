"""Slash commands: one for each visible command of the catalogue, with the operator's prefix."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.forms import opened_at_once
from adapters.slack_app.claims import key_of
from adapters.slack_app.desk import Desk, Work
from adapters.slack_app.form_actions import open_form
from adapters.slack_app.incoming import Caller, from_command
from adapters.slack_app.mending import Listener, mended
from adapters.slack_app.wire import Json, mentioned, typed, without_mentions
from adapters.text_options import read_options
from bot.commands.catalog import COMMANDS, VISIBLE
from bot.commands.given import GivenFile, GivenPerson
from bot.commands.spec import CommandSpec, Value


def names(prefix: str) -> tuple[str, ...]:
    """Return the slash commands that are listened to."""
    return tuple(f"/{prefix}{spec.name}" for spec in VISIBLE)


def register(app: AsyncApp, desk: Desk, prefix: str) -> None:
    """Listen to every visible command, and to any other that an old manifest still offers."""
    for spec, name in zip(VISIBLE, names(prefix), strict=True):
        app.command(name)(mended(desk, _listener(desk, spec)))
    app.command(re.compile(".*", re.DOTALL))(mended(desk, _unknown(desk, prefix)))


def _listener(desk: Desk, spec: CommandSpec[Any, Any]) -> Listener:
    async def on_command(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        raw = str(body.get("text") or "")
        person = next((each.name for each in spec.options if issubclass(each.kind, GivenPerson)), None)
        told = mentioned(raw) if person else None
        options = read_options(spec, typed(without_mentions(raw) if told else raw))
        if person and told:
            options[person] = await _person(desk, from_command(body, context), *told)
        # A slash command takes no file: what is typed in the place of one is left out, and a form asks for it.
        files = {each.name for each in spec.options if issubclass(each.kind, GivenFile)}
        given = {name: value for name, value in options.items() if name not in files}
        await _answer(desk, ack, body, context, spec.name, given)

    return on_command


async def _person(desk: Desk, caller: Caller, user: str, name: str) -> GivenPerson:
    """Return the person, with the name that Slack has for them if the mention came without."""
    known = name or (await desk.people.profile(caller.team, user, caller.token)).name
    return GivenPerson(user, known or user)


def _unknown(desk: Desk, prefix: str) -> Listener:
    async def on_unknown_command(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        name = str(body.get("command") or "").removeprefix("/").removeprefix(prefix)
        await _answer(desk, ack, body, context, "" if name in COMMANDS else name, {})

    return on_unknown_command


async def _answer(
    desk: Desk, ack: AsyncAck, body: Json, context: AsyncBoltContext, command: str, options: dict[str, Value]
) -> None:
    """Answer inside the acknowledgement when there is time, else after it."""
    caller = from_command(body, context)
    work = desk.command(caller, key_of(body), command, options)
    if (spec := COMMANDS.get(command)) and spec.opens_form:
        await _open(desk, ack, body, caller, command, work)
        return
    with desk.timed():
        if await work.in_time(desk.timing):
            answer = work.task.result()
            await (ack(desk.message(answer)) if answer else ack())
            return
        await ack()
    late = await work.task
    if late:
        await desk.deliver(caller, late)


async def _open(desk: Desk, ack: AsyncAck, body: Json, caller: Caller, command: str, work: Work) -> None:
    """Open the form that a command leads to; where there is none, or it is too late for one, answer."""
    with desk.timed():
        await ack()
    answer = await work.task
    form = opened_at_once(command, answer.reply) if answer else None
    if answer and not (form and await open_form(desk, caller, body, form)):
        await desk.deliver(caller, answer)
