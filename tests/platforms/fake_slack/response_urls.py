"""response_url: messages in answer to an interaction, five times within half an hour."""

import asyncio
import json
from collections.abc import Iterator

from aiohttp import web

from tests.platforms.fake_slack.faults import FaultKind
from tests.platforms.fake_slack.permits import ResponseUrl
from tests.platforms.fake_slack.recorder import Call
from tests.platforms.fake_slack.rules.bodies import Kind, problems
from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.slack import Refused, Slack
from tests.platforms.fake_slack.wire import Json, as_flag, as_object, as_text
from tests.platforms.fake_slack.world import Workspace


async def handle(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Answer one POST to a response_url."""
    try:
        args = as_object(json.loads(await request.text() or "{}"))
    except ValueError:
        args = {}
    call = Call(method="response_url", args=args, verb=request.method, team=request.match_info["team"])
    try:
        return await _answer(slack, request.match_info["key"], call)
    finally:
        slack.recorder.add_call(call)


async def _answer(slack: Slack, key: str, call: Call) -> web.StreamResponse:
    for fault in slack.faults.take("response_url"):
        await asyncio.sleep(fault.delay)
        if fault.kind is FaultKind.RATE_LIMIT:
            call.status, call.answer = 429, {"ok": False, "error": "ratelimited"}
            return web.json_response(call.answer, status=429, headers={"Retry-After": str(fault.retry_after)})
        if fault.kind is FaultKind.STATUS:
            call.status, call.answer = fault.status, {"ok": False, "error": f"http_{fault.status}"}
            return web.Response(status=fault.status, text="error")
    try:
        _use(slack, key, call)
        call.answer = {"ok": True}
        return web.Response(text="ok")
    except Refused as refusal:
        call.status, call.answer = (404, {"ok": False, "error": refusal.code, **refusal.more})
        return web.json_response(call.answer, status=404)


def _use(slack: Slack, key: str, call: Call) -> None:
    permit = slack.response_urls.get(key)
    if permit is None or permit.team != call.team:
        raise Refused("invalid_url")
    if slack.clock.now() - permit.born > slack.timing.response_url:
        raise Refused("expired_url")
    if permit.uses >= slack.timing.response_url_uses:
        raise Refused("used_url")
    call.problems = (*problems(call.args, Kind.RESPONSE_URL, slack.allow), *_unsaid(permit, call.args))
    fatal = [str(problem) for problem in call.problems if not problem.house]
    if fatal:
        raise Refused("invalid_blocks", errors=fatal)
    permit.uses += 1
    workspace = slack.workspaces[permit.team]
    respond(slack, workspace, permit, call.args)


def _unsaid(permit: ResponseUrl, body: Json) -> Iterator[Problem]:
    """What happens to the clicked message by default has changed between Slack's interactive messages and blocks."""
    if permit.message is not None and not {"replace_original", "delete_original"} & body.keys():
        yield Problem("replace_original", "unsaid", "must be said in answer to a click", house=True)


def respond(slack: Slack, workspace: Workspace, permit: ResponseUrl, body: Json) -> None:
    """Post, replace or delete as ``body`` says; also what a JSON acknowledgement of a command does.

    Only a clicked message can be replaced: a slash command's own earlier answers cannot (bolt-python #1268).
    """
    message = permit.message if permit.message is not None and not permit.message.deleted else None
    if as_flag(body.get("delete_original")):
        if message is None:
            raise Refused("message_not_found")
        slack.remove(workspace, message, permit.cause)
        return
    if as_flag(body.get("replace_original")) and message is not None:
        slack.rewrite(workspace, message, {"blocks": [], "attachments": [], **body}, permit.cause)
        return
    public = as_text(body.get("response_type")) == "in_channel"
    only_for = None if public else permit.user
    channel = workspace.channels[permit.channel]
    slack.post(workspace, channel, workspace.bot.id, body, only_for=only_for, cause=permit.cause)
