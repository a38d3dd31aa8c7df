"""The payloads of commands and interactions, in the shapes Slack documents."""

from tests.platforms.fake_slack import forms, views
from tests.platforms.fake_slack.methods import describe_message
from tests.platforms.fake_slack.slack import Slack
from tests.platforms.fake_slack.wire import Json, as_objects
from tests.platforms.fake_slack.world import Channel, ChannelKind, Message, User, View, Workspace


def _person(workspace: Workspace, user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.id}


def _common(slack: Slack, workspace: Workspace, user: User) -> Json:
    return {
        "user": _person(workspace, user),
        "api_app_id": slack.app_id,
        "token": slack.verification_token,
        "team": {"id": workspace.id, "domain": workspace.name.lower()},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _place(channel: Channel) -> Json:
    name = {ChannelKind.DIRECT: "directmessage", ChannelKind.PRIVATE: "privategroup"}.get(channel.kind, channel.name)
    return {"id": channel.id, "name": name}


def command(slack: Slack, workspace: Workspace, user: User, channel: Channel, name: str, text: str, cause: str) -> Json:
    """A slash command."""
    return {
        "token": slack.verification_token,
        "team_id": workspace.id,
        "team_domain": workspace.name.lower(),
        "channel_id": channel.id,
        "channel_name": _place(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": slack.app_id,
        "is_enterprise_install": "false",
        "response_url": slack.new_response_url(workspace, user.id, channel.id, cause),
        "trigger_id": slack.new_trigger(workspace, user.id, cause),
    }


def global_shortcut(slack: Slack, workspace: Workspace, user: User, callback_id: str, cause: str) -> Json:
    """A shortcut from the search box or the plus menu."""
    return _common(slack, workspace, user) | {
        "type": "shortcut",
        "action_ts": f"{slack.clock.now():.6f}",
        "callback_id": callback_id,
        "trigger_id": slack.new_trigger(workspace, user.id, cause),
    }


def message_shortcut(
    slack: Slack, workspace: Workspace, user: User, message: Message, callback_id: str, cause: str
) -> Json:
    """A shortcut from a message's menu."""
    return _common(slack, workspace, user) | {
        "type": "message_action",
        "action_ts": f"{slack.clock.now():.6f}",
        "callback_id": callback_id,
        "trigger_id": slack.new_trigger(workspace, user.id, cause),
        "response_url": slack.new_response_url(workspace, user.id, message.channel, cause),
        "message_ts": message.ts,
        "channel": _place(workspace.channels[message.channel]),
        "message": describe_message(workspace, message, slack.app_id),
    }


def _on_message(slack: Slack, workspace: Workspace, message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.only_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    on: Json = {"container": container, "channel": _place(workspace.channels[message.channel])}
    if message.only_for is None:  # Slack does not send an ephemeral message back
        on["message"] = describe_message(workspace, message, slack.app_id)
    return on


def _on_view(slack: Slack, workspace: Workspace, view: View) -> Json:
    container: Json = {"type": "view", "view_id": view.id}
    return {"container": container, "view": views.described(slack, workspace, view)}


def _on(slack: Slack, workspace: Workspace, surface: Message | View) -> Json:
    if isinstance(surface, View):
        return _on_view(slack, workspace, surface)
    return _on_message(slack, workspace, surface)


def block_actions(
    slack: Slack, workspace: Workspace, user: User, surface: Message | View, action: Json, cause: str
) -> Json:
    """A click or a choice on a message, a modal or a Home tab."""
    payload = _common(slack, workspace, user) | _on(slack, workspace, surface)
    payload["type"] = "block_actions"
    payload["actions"] = [{**action, "action_ts": f"{slack.clock.now():.6f}"}]
    if isinstance(surface, Message):
        payload["state"] = {"values": forms.state_of(surface.payload, surface.typed)}
        payload["response_url"] = slack.new_response_url(workspace, user.id, surface.channel, cause, message=surface)
        payload["trigger_id"] = slack.new_trigger(workspace, user.id, cause)
    else:
        modal = surface.id if surface.payload.get("type") == "modal" else None
        payload["trigger_id"] = slack.new_trigger(workspace, user.id, cause, view=modal)
    return payload


def block_suggestion(
    slack: Slack, workspace: Workspace, user: User, surface: Message | View, block_id: str, action_id: str, value: str
) -> Json:
    """A question for the options of an external select."""
    payload = _common(slack, workspace, user) | _on(slack, workspace, surface)
    return payload | {"type": "block_suggestion", "action_id": action_id, "block_id": block_id, "value": value}


def view_submission(slack: Slack, workspace: Workspace, user: User, view: View, cause: str) -> Json:
    """A modal sent off."""
    return _common(slack, workspace, user) | {
        "type": "view_submission",
        "trigger_id": slack.new_trigger(workspace, user.id, cause, view=view.id),
        "view": views.described(slack, workspace, view),
        "response_urls": [],
    }


def view_closed(slack: Slack, workspace: Workspace, user: User, view: View, *, cleared: bool) -> Json:
    """A modal closed without sending."""
    described = views.described(slack, workspace, view)
    return _common(slack, workspace, user) | {"type": "view_closed", "view": described, "is_cleared": cleared}


def authored(workspace: Workspace, message: Message, channel: Channel) -> Json:
    """A person's message as the body of an event."""
    event: Json = {
        "type": "message",
        "user": message.author,
        "ts": message.ts,
        "text": message.payload.get("text"),
        "team": workspace.id,
        "channel": channel.id,
        "channel_type": channel.kind.value,
        "event_ts": message.ts,
        "blocks": as_objects(message.payload.get("blocks")),
    }
    if message.thread_ts:
        event["thread_ts"] = message.thread_ts
    return event
