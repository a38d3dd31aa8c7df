"""The Web API's methods: what each needs and what it does. Errors are Slack's own codes."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.platforms.fake_slack import views
from tests.platforms.fake_slack.rules.bodies import Kind
from tests.platforms.fake_slack.slack import Refused, Slack
from tests.platforms.fake_slack.wire import Json, as_flag, as_object, as_text, inside
from tests.platforms.fake_slack.world import Channel, ChannelKind, Message, Token, TokenKind, User, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls: the token and its workspace."""

    slack: Slack
    token: Token
    workspace: Workspace


Handler = Callable[[Caller, Json], Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method: its handler, the scopes of which one is needed, and the rules for its body."""

    run: Handler
    scopes: frozenset[str] = frozenset()
    body: Kind | None = None
    token: TokenKind = TokenKind.BOT


def channel_of(caller: Caller, args: Json, *, must_be_in: bool = True) -> Channel:
    """Return the conversation that ``channel`` among ``args`` names; the bot is in it, unless it need not be."""
    wanted = as_text(args.get("channel"))
    workspace = caller.workspace
    if wanted in workspace.users:
        if not inside(caller.slack.manifest, "features", "app_home", "messages_tab_enabled"):
            raise Refused("messages_tab_disabled")
        return caller.slack.direct_channel(workspace, wanted)
    channel = workspace.channels.get(wanted)
    if channel is None:
        raise Refused("channel_not_found")
    if must_be_in and workspace.bot.id not in channel.members:
        if channel.kind is not ChannelKind.PUBLIC:
            raise Refused("channel_not_found")
        if "chat:write.public" not in caller.token.scopes:
            raise Refused("not_in_channel")
    if channel.archived:
        raise Refused("is_archived")
    return channel


def _written(caller: Caller, message: Message) -> Json:
    described = describe_message(caller.workspace, message, caller.slack.app_id)
    return {"channel": message.channel, "ts": message.ts, "message": described}


def describe_message(workspace: Workspace, message: Message, app_id: str) -> Json:
    """Return a message as Slack writes it in answers, events and payloads."""
    described: Json = {
        "type": "message",
        "user": message.author,
        "ts": message.ts,
        "text": as_text(message.payload.get("text")),
        "team": workspace.id,
    }
    if message.by_app:
        described |= {"bot_id": workspace.bot_id, "app_id": app_id}
    if message.payload.get("blocks"):
        described["blocks"] = message.payload["blocks"]
    if message.thread_ts:
        described["thread_ts"] = message.thread_ts
    if message.history:
        described["edited"] = {"user": message.author, "ts": message.ts}
    return described


def _post(caller: Caller, args: Json) -> Json:
    channel = channel_of(caller, args)
    _check_thread(channel, args)
    message = caller.slack.post(caller.workspace, channel, caller.workspace.bot.id, args)
    return _written(caller, message)


def _check_thread(channel: Channel, args: Json) -> None:
    thread = as_text(args.get("thread_ts"))
    if thread and channel.find(thread) is None:
        raise Refused("thread_not_found")


def _post_ephemeral(caller: Caller, args: Json) -> Json:
    channel = channel_of(caller, args)
    reader = as_text(args.get("user"))
    if reader not in channel.members:
        raise Refused("user_not_in_channel")
    bot = caller.workspace.bot.id
    message = caller.slack.post(caller.workspace, channel, bot, args, only_for=reader)
    return {"message_ts": message.ts}


def _own_message(caller: Caller, args: Json, refusal: str) -> Message:
    message = channel_of(caller, args).find(as_text(args.get("ts")))
    if message is None or message.only_for:
        raise Refused("message_not_found")
    if message.author != caller.workspace.bot.id:
        raise Refused(refusal)
    return message


def _update(caller: Caller, args: Json) -> Json:
    message = _own_message(caller, args, "cant_update_message")
    caller.slack.rewrite(caller.workspace, message, args)
    return _written(caller, message) | {"text": as_text(args.get("text"))}


def _delete(caller: Caller, args: Json) -> Json:
    message = _own_message(caller, args, "cant_delete_message")
    caller.slack.remove(caller.workspace, message)
    return {"channel": message.channel, "ts": message.ts}


def _permalink(caller: Caller, args: Json) -> Json:
    channel = channel_of(caller, args, must_be_in=False)
    ts = as_text(args.get("message_ts"))
    if channel.find(ts) is None:
        raise Refused("message_not_found")
    link = f"https://{caller.workspace.name.lower()}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def _views_open(caller: Caller, args: Json) -> Json:
    view = as_object(args.get("view"))
    opened = views.open_view(caller.slack, caller.workspace, as_text(args.get("trigger_id")), view)
    return {"view": views.described(caller.slack, caller.workspace, opened)}


def _views_push(caller: Caller, args: Json) -> Json:
    view = as_object(args.get("view"))
    pushed = views.push_view(caller.slack, caller.workspace, as_text(args.get("trigger_id")), view)
    return {"view": views.described(caller.slack, caller.workspace, pushed)}


def _views_update(caller: Caller, args: Json) -> Json:
    updated = views.update_view(caller.slack, caller.workspace, args, as_object(args.get("view")))
    return {"view": views.described(caller.slack, caller.workspace, updated)}


def _views_publish(caller: Caller, args: Json) -> Json:
    home = views.publish_home(caller.slack, caller.workspace, args, as_object(args.get("view")))
    return {"view": views.described(caller.slack, caller.workspace, home)}


def _auth_test(caller: Caller, args: Json) -> Json:
    workspace = caller.workspace
    return {
        "url": f"https://{workspace.name.lower()}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot.name,
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def _auth_revoke(caller: Caller, args: Json) -> Json:
    if not as_flag(args.get("test")):
        caller.token.dead = "token_revoked"
        caller.workspace.installed = False
    return {"revoked": not as_flag(args.get("test"))}


def _user(workspace: Workspace, user: User) -> Json:
    return {
        "id": user.id,
        "team_id": workspace.id,
        "name": user.name,
        "real_name": user.name,
        "deleted": False,
        "tz": user.tz,
        "locale": user.locale,
        "profile": {"real_name": user.name, "display_name": user.name},
        "is_bot": user.is_bot,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
    }


def _users_info(caller: Caller, args: Json) -> Json:
    user = caller.workspace.users.get(as_text(args.get("user")))
    if user is None:
        raise Refused("user_not_found")
    described = _user(caller.workspace, user)
    if not as_flag(args.get("include_locale")):
        del described["locale"]
    return {"user": described}


def _conversation(workspace: Workspace, channel: Channel) -> Json:
    direct = channel.kind is ChannelKind.DIRECT
    described: Json = {
        "id": channel.id,
        "is_channel": channel.kind is ChannelKind.PUBLIC,
        "is_group": channel.kind is ChannelKind.PRIVATE,
        "is_im": direct,
        "is_mpim": channel.kind is ChannelKind.GROUP_DIRECT,
        "is_private": channel.kind is not ChannelKind.PUBLIC,
        "is_archived": channel.archived,
        "is_member": workspace.bot.id in channel.members,
        "num_members": len(channel.members),
    }
    if direct:
        described["user"] = next((user for user in sorted(channel.members) if user != workspace.bot.id), "")
    else:
        described["name"] = channel.name
    return described


def _kinds(args: Json) -> set[ChannelKind]:
    names = {
        "public_channel": ChannelKind.PUBLIC,
        "private_channel": ChannelKind.PRIVATE,
        "im": ChannelKind.DIRECT,
        "mpim": ChannelKind.GROUP_DIRECT,
    }
    wanted = as_text(args.get("types"), "public_channel").split(",")
    if not set(wanted) <= set(names):
        raise Refused("invalid_types")
    return {names[name] for name in wanted}


def _conversations(caller: Caller, args: Json, *, only_mine: bool) -> Json:
    workspace, kinds = caller.workspace, _kinds(args)
    whose = as_text(args.get("user")) or workspace.bot.id
    found = [
        _conversation(workspace, channel)
        for channel in workspace.channels.values()
        if channel.kind in kinds
        and (not only_mine or whose in channel.members)
        and not (channel.archived and as_flag(args.get("exclude_archived")))
    ]
    return {"channels": found, "response_metadata": {"next_cursor": ""}}


def _conversations_info(caller: Caller, args: Json) -> Json:
    return {"channel": _conversation(caller.workspace, channel_of(caller, args, must_be_in=False))}


def _conversations_open(caller: Caller, args: Json) -> Json:
    user = as_text(args.get("users"))
    if user not in caller.workspace.users:
        raise Refused("user_not_found" if "," not in user else "method_not_supported_for_channel_type")
    channel = caller.slack.direct_channel(caller.workspace, user)
    return {
        "channel": _conversation(caller.workspace, channel) if as_flag(args.get("return_im")) else {"id": channel.id}
    }


def _conversations_join(caller: Caller, args: Json) -> Json:
    channel = channel_of(caller, args, must_be_in=False)
    if channel.kind is not ChannelKind.PUBLIC:
        raise Refused("method_not_supported_for_channel_type")
    channel.members.add(caller.workspace.bot.id)
    return {"channel": _conversation(caller.workspace, channel)}


def _members(caller: Caller, args: Json) -> Json:
    channel = channel_of(caller, args, must_be_in=False)
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def _replies(caller: Caller, args: Json) -> Json:
    channel = channel_of(caller, args)
    top = channel.find(as_text(args.get("ts")))
    if top is None:
        raise Refused("thread_not_found")
    thread = [message for message in channel.messages if top.ts in (message.ts, message.thread_ts)]
    shown = [m for m in thread if not m.only_for and not m.deleted]
    app = caller.slack.app_id
    return {"messages": [describe_message(caller.workspace, m, app) for m in shown], "has_more": False}


def _history(caller: Caller, args: Json) -> Json:
    channel = channel_of(caller, args)
    oldest = float(as_text(args.get("oldest")) or 0)
    shown = [
        message
        for message in reversed(channel.messages)
        if not message.thread_ts and not message.only_for and not message.deleted and float(message.ts) > oldest
    ]
    start, limit = int(as_text(args.get("cursor")) or 0), int(as_text(args.get("limit")) or 100)
    page, more = shown[start : start + limit], start + limit < len(shown)
    app = caller.slack.app_id
    return {
        "messages": [describe_message(caller.workspace, message, app) for message in page],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }


def _bots_info(caller: Caller, args: Json) -> Json:
    workspace = caller.workspace
    return {
        "bot": {"id": workspace.bot_id, "app_id": caller.slack.app_id, "user_id": workspace.bot.id, "name": "naruhaya"}
    }


def _one_of(*scopes: str) -> frozenset[str]:
    return frozenset(scopes)


_READ = _one_of("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = _one_of("channels:history", "groups:history", "im:history", "mpim:history")
_WRITE = _one_of("chat:write")

METHODS: dict[str, Method] = {
    "api.test": Method(run=lambda caller, args: {"args": args}),
    "auth.test": Method(run=_auth_test),
    "auth.revoke": Method(run=_auth_revoke),
    "bots.info": Method(run=_bots_info, scopes=_one_of("users:read")),
    "chat.postMessage": Method(run=_post, scopes=_WRITE, body=Kind.POST_MESSAGE),
    "chat.postEphemeral": Method(run=_post_ephemeral, scopes=_WRITE, body=Kind.POST_EPHEMERAL),
    "chat.update": Method(run=_update, scopes=_WRITE, body=Kind.UPDATE),
    "chat.delete": Method(run=_delete, scopes=_WRITE),
    "chat.getPermalink": Method(run=_permalink),
    "views.open": Method(run=_views_open, body=Kind.VIEWS_OPEN),
    "views.push": Method(run=_views_push, body=Kind.VIEWS_PUSH),
    "views.update": Method(run=_views_update, body=Kind.VIEWS_UPDATE),
    "views.publish": Method(run=_views_publish, body=Kind.VIEWS_PUBLISH),
    "users.info": Method(run=_users_info, scopes=_one_of("users:read")),
    "users.conversations": Method(run=lambda caller, args: _conversations(caller, args, only_mine=True), scopes=_READ),
    "conversations.list": Method(run=lambda caller, args: _conversations(caller, args, only_mine=False), scopes=_READ),
    "conversations.info": Method(run=_conversations_info, scopes=_READ),
    "conversations.members": Method(run=_members, scopes=_READ),
    "conversations.open": Method(run=_conversations_open, scopes=_one_of("im:write", "mpim:write")),
    "conversations.join": Method(run=_conversations_join, scopes=_one_of("channels:join")),
    "conversations.history": Method(run=_history, scopes=_HISTORY),
    "conversations.replies": Method(run=_replies, scopes=_HISTORY),
}
