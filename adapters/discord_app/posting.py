"""Sends what nobody asked for: a post into a channel or to a person, and says how that went.

All tries of a post carry one nonce with enforce_nonce, so that Discord makes one message of those that come within
some minutes: a try after which the line broke, or after which we crashed, can be repeated. Where the first one may be
longer ago, the message is looked for in the channel: its outermost component carries a number made of the nonce.
"""

import asyncio
from collections.abc import Callable

import aiohttp
import discord

from adapters.discord_app.markdown import Names
from adapters.discord_app.render import ReplyView
from adapters.tries import Tries
from bot.posting import Deferred, InDoubt, Outcome, Post, Posted, Reason, Undeliverable

PATIENCE_S = 6.0
"""Seconds a try may take; a post's lease is longer."""

LONGEST_WAIT_S = 3.0
"""Seconds that discord.py may wait by itself when it is told to; told to wait longer, it gives up at once."""

_HANGS_S = 30.0
"""Seconds after which a call is not being tried again, but hangs. Until then it may not be cut off: discord.py would
hold back all calls for ever, if it is just waiting for a rate limit of all to pass."""

_NOT_NOW_S = 5.0
_BANNED_S = 60.0
"""How long Discord's outer wall is left alone after it has refused us."""
_MOST_TRIES = 6
"""Tries for which Discord is sure to remember the nonce: they take two minutes."""
_REMEMBERED_S = 120.0
"""So long Discord is sure to remember a nonce: it says "the past few minutes"."""
_LOOKED_AT = 400
"""Messages to look through for one that an earlier try may have made."""
_MARK = 1 << 30
"""Added to marks, which are whole numbers of 31 bits: Discord gives small ones to components without."""
_LONGEST_BACKOFF_S = 30.0
_NO_MENTIONS = discord.AllowedMentions.none()
_REASONS = {50001: Reason.NOT_A_MEMBER, 50083: Reason.GONE}
"""Missing access: we are not on the server, or cannot see the channel. A thread that is archived and locked."""


class Posting:
    """Sends the posts of one client; ``on_refused`` is called when Discord does not know our token any more."""

    def __init__(
        self, client: discord.Client, on_refused: Callable[[], None], *, patience_s: float = PATIENCE_S
    ) -> None:
        self._client = client
        self._on_refused = on_refused
        self._patience_s = patience_s
        self._late: set[asyncio.Task[Outcome]] = set()
        self._tries = Tries()

    async def send(self, post: Post, names: Names) -> Outcome:
        """Send or edit the post's message and return what became of it. Never raises for what Discord or the line does."""
        if self._client.is_closed():
            return Deferred(_NOT_NOW_S)
        task = asyncio.create_task(self._outcome(post, names))
        done, _ = await asyncio.wait({task}, timeout=self._patience_s)
        if done:
            return task.result()
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        asyncio.get_running_loop().call_later(_HANGS_S, task.cancel)
        return _again(post)

    def close(self) -> None:
        """Give up on what hangs."""
        for task in self._late:
            task.cancel()

    async def _outcome(self, post: Post, names: Names) -> Outcome:
        try:
            return await self._send(post, ReplyView(post.reply, names, _mark_of(post)))
        except discord.RateLimited as limited:
            return Deferred(limited.retry_after)
        except discord.NotFound as error:
            return Undeliverable(Reason.GONE, _detail(error))
        except discord.HTTPException as error:
            return self._refused(post, error)
        except (aiohttp.ClientError, OSError, TimeoutError):
            return _again(post)

    async def _send(self, post: Post, view: ReplyView) -> Outcome:
        if post.edits:
            channel, _, message = post.edits.partition("/")
            known = self._client.get_partial_messageable(int(channel)).get_partial_message(int(message))
            await known.edit(view=view, allowed_mentions=_NO_MENTIONS)
            return Posted(post.edits)
        where: discord.abc.Messageable
        if post.to_person:
            where = await self._client.create_dm(discord.Object(int(post.to_person)))
        else:
            where = self._client.get_partial_messageable(int(post.place.thread or post.place.channel))
        if post.attempt > 1 and not self._is_remembered(post):
            found = await self._found(post, where)
            if isinstance(found, Posted):
                return await self._brought_up_to_date(found, view)
            if found is not None:
                return found
        self._tries.note(post.nonce)
        sent = await where.send(view=view, nonce=post.nonce, allowed_mentions=_NO_MENTIONS, suppress_embeds=True)
        if post.attempt > 1:
            # It may be the message of an earlier try, which says what was so at that time.
            await sent.edit(view=view, allowed_mentions=_NO_MENTIONS)
        self._tries.forget(post.nonce)
        return Posted(f"{sent.channel.id}/{sent.id}")

    def _is_remembered(self, post: Post) -> bool:
        """Return whether Discord still knows the nonce of the first try, so that one more makes no second message."""
        since_s = self._tries.since_first_s(post.nonce)
        return since_s is not None and since_s < _REMEMBERED_S and post.attempt <= _MOST_TRIES

    async def _found(self, post: Post, where: discord.abc.Messageable) -> Outcome | None:
        """Return the message that an earlier try made, None if it made none, in doubt if that cannot be told."""
        mark, looked_at = _mark_of(post), 0
        async for message in where.history(limit=_LOOKED_AT):
            looked_at += 1
            outermost = message.components[0] if message.components else None
            if isinstance(outermost, discord.components.Container) and outermost.id == mark:
                return Posted(f"{message.channel.id}/{message.id}")
        if looked_at == 0 and not post.to_person and await self._has_messages(post):
            return InDoubt()  # who may not read a channel's history is shown an empty one
        return None if looked_at < _LOOKED_AT else InDoubt()

    async def _has_messages(self, post: Post) -> bool:
        channel = await self._client.fetch_channel(int(post.place.thread or post.place.channel))
        return getattr(channel, "last_message_id", None) is not None

    async def _brought_up_to_date(self, found: Posted, view: ReplyView) -> Outcome:
        """Let the message that was found say what is so now."""
        channel, _, message = found.message.partition("/")
        known = self._client.get_partial_messageable(int(channel)).get_partial_message(int(message))
        await known.edit(view=view, allowed_mentions=_NO_MENTIONS)
        return found

    def _refused(self, post: Post, error: discord.HTTPException) -> Outcome:
        """Return what a refusal means: Discord's own trouble may pass, and may have come after the message was made."""
        match error.status:
            case 401:
                self._on_refused()
                return Deferred(_NOT_NOW_S)
            case 429:
                return Deferred(_BANNED_S)
            case status if status >= 500:
                return _again(post)
            case status:
                usual = Reason.FORBIDDEN if status == 403 else Reason.OTHER
                return Undeliverable(_REASONS.get(error.code, usual), _detail(error))


def _again(post: Post) -> Outcome:
    """Return that a try came to no clear end: it may be repeated for as long as its nonce is remembered."""
    if post.attempt >= _MOST_TRIES:
        return InDoubt()
    return Deferred(min(2.0 ** (post.attempt - 1), _LONGEST_BACKOFF_S))


def _mark_of(post: Post) -> int:
    return _MARK | int(post.nonce[:7], 16)


def _detail(error: discord.HTTPException) -> str:
    return f"status {error.status}, code {error.code}"
