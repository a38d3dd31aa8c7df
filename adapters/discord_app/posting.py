"""Sends what nobody asked for: a post into a channel or to a person, and says how that went.

All tries of a post carry one nonce with enforce_nonce, so that Discord makes one message of them: a try after which the
line broke, or after which we crashed, can be repeated.
"""

import asyncio

import aiohttp
import discord

from adapters.discord_app.markdown import Names
from adapters.discord_app.render import ReplyView
from bot.posting import Deferred, InDoubt, Outcome, Post, Posted, Reason, Undeliverable

_TIMEOUT_S = 20.0
"""Seconds a post may take, discord.py's own waiting and trying again included; its lease is longer."""
_NOT_NOW_S = 5.0
_NO_MENTIONS = discord.AllowedMentions.none()


async def send(client: discord.Client, post: Post, names: Names) -> Outcome:
    """Send or edit the post's message and return what became of it. Never raises for what Discord or the line does."""
    if client.is_closed():
        return Deferred(_NOT_NOW_S)
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            return await _send(client, post, ReplyView(post.reply, names))
    except discord.RateLimited as limited:
        return Deferred(limited.retry_after)
    except discord.NotFound as error:
        return Undeliverable(Reason.GONE, _detail(error))
    except discord.Forbidden as error:
        return Undeliverable(Reason.FORBIDDEN, _detail(error))
    except discord.HTTPException as error:
        return _refused(error)
    except (aiohttp.ClientError, OSError, TimeoutError):
        return InDoubt()


async def _send(client: discord.Client, post: Post, view: ReplyView) -> Outcome:
    if post.edits:
        channel, _, message = post.edits.partition("/")
        known = client.get_partial_messageable(int(channel)).get_partial_message(int(message))
        await known.edit(view=view, allowed_mentions=_NO_MENTIONS)
        return Posted(post.edits)
    where: discord.abc.Messageable
    if post.to_person:
        where = await client.create_dm(discord.Object(int(post.to_person)))
    else:
        where = client.get_partial_messageable(int(post.place.thread or post.place.channel))
    sent = await where.send(view=view, nonce=post.nonce, allowed_mentions=_NO_MENTIONS, suppress_embeds=True)
    return Posted(f"{sent.channel.id}/{sent.id}")


def _refused(error: discord.HTTPException) -> Outcome:
    """Return what a refusal means: Discord's own trouble may pass, and may have come after the message was made."""
    if error.status >= 500:
        return InDoubt()
    if error.status in {401, 429}:
        return Deferred(_NOT_NOW_S)
    return Undeliverable(Reason.OTHER, _detail(error))


def _detail(error: discord.HTTPException) -> str:
    return f"status {error.status}, code {error.code}"
