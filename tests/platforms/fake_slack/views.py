"""Modals and Home tabs: opening, pushing, updating, publishing, and the rules each has."""

import secrets

from tests.platforms.fake_slack.feed import Change, Seen, SeenAs
from tests.platforms.fake_slack.forms import state_of
from tests.platforms.fake_slack.slack import Refused, Slack
from tests.platforms.fake_slack.wire import Json, as_object, as_text
from tests.platforms.fake_slack.world import View, Workspace

_STACK = 3


def open_view(slack: Slack, workspace: Workspace, trigger_id: str, payload: Json) -> View:
    """Open a modal for whoever owns the trigger."""
    trigger = slack.use_trigger(workspace, trigger_id)
    _refuse_double_external_id(workspace, payload)
    view = _new(slack, trigger.user, payload, previous=None)
    workspace.modals[trigger.user] = [view]
    _show(slack, workspace, view, Change.NEW, trigger.cause)
    return view


def push_view(slack: Slack, workspace: Workspace, trigger_id: str, payload: Json) -> View:
    """Open a modal on top of the one that gave the trigger."""
    trigger = slack.use_trigger(workspace, trigger_id)
    if trigger.view is None or not workspace.modals.get(trigger.user):
        raise Refused("not_found")
    return stack_view(slack, workspace, trigger.user, payload, trigger.cause)


def stack_view(slack: Slack, workspace: Workspace, user: str, payload: Json, cause: str | None) -> View:
    """Put a modal on top of a person's stack."""
    stack = workspace.modals.setdefault(user, [])
    if len(stack) >= _STACK:
        raise Refused("push_limit_reached")
    _refuse_double_external_id(workspace, payload)
    view = _new(slack, user, payload, previous=stack[-1] if stack else None)
    stack.append(view)
    _show(slack, workspace, view, Change.NEW, cause)
    return view


def update_view(slack: Slack, workspace: Workspace, args: Json, payload: Json, cause: str | None = None) -> View:
    """Replace an open modal, named by view_id or external_id; a hash must be the present one."""
    wanted = as_text(args.get("external_id"))
    view = workspace.view(as_text(args.get("view_id")))
    if wanted:
        stacks = workspace.modals.values()
        view = next((one for stack in stacks for one in stack if one.payload.get("external_id") == wanted), None)
    if view is None or view.payload.get("type") == "home":
        raise Refused("not_found")
    _check_hash(view, args)
    return replace_view(slack, workspace, view, payload, cause)


def replace_view(slack: Slack, workspace: Workspace, view: View, payload: Json, cause: str | None) -> View:
    """Replace a view's content; what was typed into blocks that stay is kept."""
    view.payload = {**payload, "blocks": slack.with_block_ids(payload.get("blocks"))}
    view.hash = _new_hash(slack)
    _show(slack, workspace, view, Change.UPDATED, cause)
    return view


def publish_home(slack: Slack, workspace: Workspace, args: Json, payload: Json) -> View:
    """Set a person's Home tab."""
    user = as_text(args.get("user_id"))
    if user not in workspace.users or workspace.users[user].is_bot:
        raise Refused("user_not_found")
    if not as_object(as_object(slack.manifest.get("features")).get("app_home")).get("home_tab_enabled"):
        raise Refused("not_enabled")
    view = workspace.homes.get(user)
    if view is not None:
        _check_hash(view, args)
        return replace_view(slack, workspace, view, payload, None)
    view = _new(slack, user, payload, previous=None)
    workspace.homes[user] = view
    _show(slack, workspace, view, Change.NEW, None)
    return view


def close_view(slack: Slack, workspace: Workspace, user: str, cause: str | None, *, everything: bool) -> None:
    """Take the top modal, or all of them, away; the one below comes back into sight."""
    stack = workspace.modals.get(user, [])
    if everything:
        stack.clear()
    elif stack:
        stack.pop()
    if stack:
        _show(slack, workspace, stack[-1], Change.UPDATED, cause)
    else:
        seen = Seen(kind=SeenAs.MODAL_CLOSED, change=Change.REMOVED, cause=cause, at=slack.clock.now())
        workspace.users[user].feed.add(seen)


def described(slack: Slack, workspace: Workspace, view: View) -> Json:
    """Return a view as Slack writes it in answers and payloads."""
    payload = view.payload
    return {
        "id": view.id,
        "team_id": workspace.id,
        "type": payload.get("type"),
        "blocks": payload.get("blocks"),
        "private_metadata": as_text(payload.get("private_metadata")),
        "callback_id": as_text(payload.get("callback_id")),
        "state": {"values": state_of(payload, view.typed)},
        "hash": view.hash,
        "title": payload.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": bool(payload.get("clear_on_close")),
        "notify_on_close": bool(payload.get("notify_on_close")),
        "close": payload.get("close"),
        "submit": payload.get("submit"),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": slack.app_id,
        "external_id": as_text(payload.get("external_id")),
        "app_installed_team_id": workspace.id,
        "bot_id": workspace.bot_id,
    }


def _new(slack: Slack, user: str, payload: Json, previous: View | None) -> View:
    view_id = slack.new_id("V")
    return View(
        id=view_id,
        owner=user,
        payload={**payload, "blocks": slack.with_block_ids(payload.get("blocks"))},
        hash=_new_hash(slack),
        root=previous.root if previous else view_id,
        previous=previous.id if previous else None,
    )


def _new_hash(slack: Slack) -> str:
    return f"{int(slack.clock.now())}.{secrets.token_hex(4)}"


def _check_hash(view: View, args: Json) -> None:
    given = as_text(args.get("hash"))
    if given and given != view.hash:
        raise Refused("hash_conflict")


def _refuse_double_external_id(workspace: Workspace, payload: Json) -> None:
    wanted = as_text(payload.get("external_id"))
    if wanted and any(v.payload.get("external_id") == wanted for s in workspace.modals.values() for v in s):
        raise Refused("duplicate_external_id")


def _show(slack: Slack, workspace: Workspace, view: View, change: Change, cause: str | None) -> None:
    workspace.users[view.owner].feed.add(slack.view_seen(view, change, cause))
    slack.recorder.note_change()
