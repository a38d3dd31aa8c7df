"""Sends what nobody asked for: a post into a channel or to a person, and says how that went.

Slack makes two messages of two tries (it knows no nonce), so nothing is tried again by itself: a post whose answer did not
come is in doubt. The first block of each message carries its post's nonce as an id: where the app may read a channel's
history, a post in doubt is looked for, and sent again if it is not there half a minute later; elsewhere it stays in doubt.

A direct message goes to the person's id, for which Slack asks for no more than chat:write.
"""

import asyncio
import time
from datetime import timedelta

from adapters.slack_app.installations import Installations
from adapters.slack_app.render import Renderer
from adapters.slack_app.web_api import UNCONNECTED, SlackRefused, WebApi
from adapters.slack_app.wire import Json
from adapters.tries import Tries
from bot.clock import Clock
from bot.errors import StorageError
from bot.posting import Deferred, InDoubt, Outcome, Post, Posted, Reason, Undeliverable

BEGIN_S = 2.0
"""Seconds after which a call is not begun any more: when it is answered, the post's lease must not be over."""
ANSWER_S = 5.0
"""Seconds that Slack has to answer."""
SETTLED_S = 30.0
"""Seconds after which a call that was not answered makes no message any more: not finding one proves nothing before."""

_REASONS = {
    "channel_not_found": Reason.NOT_A_MEMBER,
    "message_not_found": Reason.GONE,
    "thread_not_found": Reason.GONE,
    "is_archived": Reason.GONE,
    "user_not_found": Reason.GONE,
    "users_not_found": Reason.GONE,
    "user_disabled": Reason.GONE,
    "not_in_channel": Reason.NOT_A_MEMBER,
    "restricted_action": Reason.FORBIDDEN,
    "restricted_action_read_only_channel": Reason.FORBIDDEN,
    "restricted_action_thread_only_channel": Reason.FORBIDDEN,
    "restricted_action_non_threadable_channel": Reason.FORBIDDEN,
    "restricted_action_thread_locked": Reason.FORBIDDEN,
    "cant_update_message": Reason.FORBIDDEN,
    "edit_window_closed": Reason.FORBIDDEN,
    "ekm_access_denied": Reason.FORBIDDEN,
    "missing_scope": Reason.FORBIDDEN,
    "cannot_dm_bot": Reason.FORBIDDEN,
    "messages_tab_disabled": Reason.FORBIDDEN,
}
"""A private channel that the bot is not in is not found."""
_UNCLEAR = frozenset({"unreachable", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""What leaves open whether the message was made."""

_CANNOT_LOOK = frozenset(
    {"missing_scope", "not_in_channel", "channel_not_found", "thread_not_found", "not_allowed_token_type"}
)
_LOOK_BACK = timedelta(days=1)
_PAGE = 200
_MOST_PAGES = 4
_NOT_NOW_S = 2.0
_LOOK_AGAIN_S = 3.0


class Posting:
    """Sends posts to the workspaces that have the bot."""

    def __init__(
        self,
        api: WebApi,
        installations: Installations,
        renderer: Renderer,
        clock: Clock,
        *,
        answer_s: float = ANSWER_S,
        settled_s: float = SETTLED_S,
    ) -> None:
        self._api = api
        self._installations = installations
        self._renderer = renderer
        self._clock = clock
        self._answer_s = answer_s
        self._settled_s = settled_s
        self._tries = Tries()
        self._under_way: set[asyncio.Task[Outcome]] = set()

    async def send(self, post: Post) -> Outcome:
        """Send or edit the post's message and return what became of it."""
        task = asyncio.create_task(self._outcome(post))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await task

    async def settled(self) -> None:
        """Wait until no message is on its way: what is cut off now is in doubt afterwards."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def _outcome(self, post: Post) -> Outcome:
        begin_by = time.monotonic() + BEGIN_S
        try:
            async with asyncio.timeout(BEGIN_S):
                installed = await self._installations.find(post.place.workspace)
        except (StorageError, TimeoutError):
            return Deferred(_NOT_NOW_S)
        if installed is None:
            return Undeliverable(Reason.GONE, "the bot is not installed there any more")
        try:
            return await self._send(post, installed.tokens.bot_token, begin_by)
        except SlackRefused as refused:
            return _meaning(refused)

    async def _send(self, post: Post, token: str, begin_by: float) -> Outcome:
        if post.edits:
            return await self._edit(post, token, post.edits, begin_by)
        if post.in_doubt:
            waited_s = self._tries.since_last_s(post.nonce)
            found = await self._found(post, token, begin_by)
            if isinstance(found, Posted):
                return await self._brought_up_to_date(post, token, found)
            if found is not None:
                return found
            if waited_s < self._settled_s:
                return Deferred(_LOOK_AGAIN_S)
        self._tries.note(post.nonce)
        where: Json = {"channel": post.to_person or post.place.channel}
        if post.place.thread and not post.to_person:
            where["thread_ts"] = post.place.thread
        answer = await self._api.call_once(
            "chat.postMessage", token, begin_by=begin_by, within_s=self._answer_s, **where, **self._body(post)
        )
        self._tries.forget(post.nonce)
        return Posted(f"{answer.get('channel', where['channel'])}/{answer.get('ts', '')}")

    async def _edit(self, post: Post, token: str, message: str, begin_by: float) -> Outcome:
        """Make the message say what the post says now; that may be tried any number of times."""
        channel, _, stamp = message.partition("/")
        await self._api.call_once(
            "chat.update",
            token,
            begin_by=begin_by,
            within_s=self._answer_s,
            channel=channel,
            ts=stamp,
            **self._body(post),
        )
        return Posted(message)

    async def _brought_up_to_date(self, post: Post, token: str, found: Posted) -> Outcome:
        """Return what becomes of a post whose message was found: it says what was so when it was made."""
        try:
            return await self._edit(post, token, found.message, time.monotonic() + BEGIN_S)
        except SlackRefused as refused:
            return _not_seen(refused) if isinstance(_meaning(refused), InDoubt | Deferred) else found

    async def _found(self, post: Post, token: str, begin_by: float) -> Outcome | None:
        """Return the message that an earlier try made, None if it made none, in doubt where the app may not look."""
        if post.to_person:
            return InDoubt()
        method, of_thread = "conversations.history", {}
        if post.place.thread:
            method, of_thread = "conversations.replies", {"ts": post.place.thread}
        oldest = (self._clock.now() - _LOOK_BACK).timestamp()
        cursor: Json = {}
        for page in range(_MOST_PAGES):
            try:
                answer = await self._api.call_once(
                    method,
                    token,
                    verb="GET",
                    begin_by=begin_by,
                    within_s=BEGIN_S,
                    channel=post.place.channel,
                    oldest=f"{oldest:.6f}",
                    limit=_PAGE,
                    **of_thread,
                    **cursor,
                )
            except SlackRefused as refused:
                return InDoubt() if page or refused.code in _CANNOT_LOOK else _not_seen(refused)
            for message in answer.get("messages", ()):
                if any(block.get("block_id") == post.nonce for block in message.get("blocks") or ()):
                    return Posted(f"{post.place.channel}/{message['ts']}")
            following = (answer.get("response_metadata") or {}).get("next_cursor")
            if not following:
                return None
            cursor = {"cursor": following}
        return InDoubt()

    def _body(self, post: Post) -> Json:
        body = self._renderer.message(post.reply, post.locale)
        first, *rest = body["blocks"]
        return {**body, "blocks": [{**first, "block_id": post.nonce}, *rest]}


def _not_seen(refused: SlackRefused) -> Outcome:
    """Return what becomes of a post that could not be looked for just now: nothing has been sent."""
    outcome = _meaning(refused)
    return Deferred(_NOT_NOW_S) if isinstance(outcome, InDoubt) else outcome


def _meaning(refused: SlackRefused) -> Outcome:
    if refused.is_dead_token:
        return Undeliverable(Reason.GONE, refused.code)
    if refused.code in _UNCLEAR or refused.code.startswith("http_5"):
        return InDoubt()
    if refused.code == UNCONNECTED:
        return Deferred(_NOT_NOW_S)
    if refused.code in {"ratelimited", "rate_limited", "message_limit_exceeded"}:
        return Deferred(max(refused.retry_after_s, _NOT_NOW_S / 2))
    return Undeliverable(_REASONS.get(refused.code, Reason.OTHER), refused.code)
