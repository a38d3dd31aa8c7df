"""Sends what nobody asked for: a post into a channel or to a person, and says how that went.

Slack makes two messages of two tries (it knows no nonce), so nothing is tried again by itself: a post whose answer did not
come is in doubt. Each message carries its post's key as metadata; where the app may read a channel's history, a post
in doubt is looked for, and elsewhere it stays in doubt.
"""

from adapters.slack_app.installations import Installations, Installed
from adapters.slack_app.render import Renderer
from adapters.slack_app.web_api import SlackRefused, WebApi
from adapters.slack_app.wire import Json
from bot.posting import Deferred, InDoubt, Outcome, Post, Posted, Reason, Undeliverable

EVENT_TYPE = "naruhaya_post"
"""The type of the metadata that every post carries."""

_REASONS = {
    "channel_not_found": Reason.GONE,
    "message_not_found": Reason.GONE,
    "thread_not_found": Reason.GONE,
    "is_archived": Reason.GONE,
    "user_not_found": Reason.GONE,
    "users_not_found": Reason.GONE,
    "user_disabled": Reason.GONE,
    "account_inactive": Reason.GONE,
    "not_in_channel": Reason.NOT_A_MEMBER,
    "restricted_action": Reason.FORBIDDEN,
    "restricted_action_read_only_channel": Reason.FORBIDDEN,
    "restricted_action_thread_only_channel": Reason.FORBIDDEN,
    "restricted_action_non_threadable_channel": Reason.FORBIDDEN,
    "cant_update_message": Reason.FORBIDDEN,
    "edit_window_closed": Reason.FORBIDDEN,
    "ekm_access_denied": Reason.FORBIDDEN,
    "missing_scope": Reason.FORBIDDEN,
    "cannot_dm_bot": Reason.FORBIDDEN,
}
_UNCLEAR = frozenset({"unreachable", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""What leaves open whether the message was made."""

_CANNOT_LOOK = frozenset({"missing_scope", "not_in_channel", "channel_not_found", "not_allowed_token_type"})
_LOOK_BACK = 50
_NOT_NOW_S = 5.0


class Posting:
    """Sends posts to the workspaces that have the bot."""

    def __init__(self, api: WebApi, installations: Installations, renderer: Renderer) -> None:
        self._api = api
        self._installations = installations
        self._renderer = renderer

    async def send(self, post: Post) -> Outcome:
        """Send or edit the post's message and return what became of it.

        Raises:
            StorageError: the workspace's token cannot be read just now.
        """
        installed = await self._installations.find(post.place.workspace)
        if installed is None:
            return Undeliverable(Reason.GONE, "the bot is not installed there any more")
        try:
            return await self._send(post, installed)
        except SlackRefused as refused:
            return _outcome(refused)

    async def _send(self, post: Post, installed: Installed) -> Outcome:
        token = installed.tokens.bot_token
        body = {**self._renderer.message(post.reply, post.locale), "metadata": _metadata(post)}
        if post.edits:
            # An edit says the same however often it is made, so it may be tried again.
            channel, _, stamp = post.edits.partition("/")
            await self._api.call("chat.update", token, channel=channel, ts=stamp, **body)
            return Posted(post.edits)
        channel = await self._channel(post, token)
        if post.in_doubt:
            found = await self._found(post, channel, token)
            if found is not None:
                return found
        if self._api.is_closed("chat.postMessage", token):
            return Deferred(_NOT_NOW_S)
        thread = {"thread_ts": post.place.thread} if post.place.thread and not post.to_person else {}
        answer = await self._api.call_once("chat.postMessage", token, channel=channel, **thread, **body)
        return Posted(f"{answer.get('channel', channel)}/{answer.get('ts', '')}")

    async def _channel(self, post: Post, token: str) -> str:
        if not post.to_person:
            return post.place.channel
        opened = await self._api.call("conversations.open", token, users=post.to_person)
        return str((opened.get("channel") or {}).get("id", ""))

    async def _found(self, post: Post, channel: str, token: str) -> Outcome | None:
        """Return the message that an earlier try made, None if it made none, in doubt where the app may not look."""
        try:
            answer = await self._api.call(
                "conversations.history", token, channel=channel, limit=_LOOK_BACK, include_all_metadata=True
            )
        except SlackRefused as refused:
            return InDoubt() if refused.code in _CANNOT_LOOK else _outcome(refused)
        for message in answer.get("messages", ()):
            if (message.get("metadata") or {}).get("event_payload", {}).get("key") == post.key:
                return Posted(f"{channel}/{message['ts']}")
        return None


def _metadata(post: Post) -> Json:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": post.key}}


def _outcome(refused: SlackRefused) -> Outcome:
    if refused.is_dead_token:
        return Undeliverable(Reason.GONE, refused.code)
    if refused.code in _UNCLEAR or refused.code.startswith("http_5"):
        return InDoubt()
    if refused.code in {"ratelimited", "rate_limited", "message_limit_exceeded"}:
        return Deferred(_NOT_NOW_S)
    return Undeliverable(_REASONS.get(refused.code, Reason.OTHER), refused.code)
