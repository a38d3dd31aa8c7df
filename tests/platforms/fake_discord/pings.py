"""Who a message would notify."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.platforms.fake_discord.wire import Json
from tests.platforms.fake_discord.world import Message, walk

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)")
_TEXT_DISPLAY = 10


@dataclass(frozen=True, slots=True)
class Ping:
    """Somebody who was notified: a user's or role's id, or ``everyone`` or ``here``."""

    target: str
    message: Message


def pings(message: Message, body: Json, *, in_answer: bool) -> Iterator[Ping]:
    """Yield whom ``body`` notifies. Without allowed_mentions an answer parses users, any other message everything.

    A token counts even inside a code block, where Discord itself would pass it over.
    """
    if message.ephemeral:
        return
    allowed = body.get("allowed_mentions")
    if allowed is None:
        allowed = {"parse": ["users"] if in_answer else ["users", "roles", "everyone"], "replied_user": True}
    parse = allowed.get("parse") or []
    text = spoken(body)
    if "everyone" in parse:
        yield from (Ping(found, message) for found in _EVERYONE.findall(text))
    for kind, pattern in (("users", _USER), ("roles", _ROLE)):
        listed = {str(each) for each in allowed.get(kind) or []}
        yield from (Ping(found, message) for found in pattern.findall(text) if kind in parse or found in listed)
    if body.get("message_reference") and allowed.get("replied_user"):
        yield Ping("the author of the message replied to", message)


def spoken(body: Json) -> str:
    """Return the text in which mentions notify: content and text displays; embeds and labels never do."""
    displays = [
        each.get("content") or "" for each in walk(body.get("components") or []) if each.get("type") == _TEXT_DISPLAY
    ]
    return "\n".join([body.get("content") or "", *displays])
