"""What the product says unasked: a post, what it is about, and what became of it when it was sent. Values only.

A post is written in the transaction that causes it and sent afterwards, by any process (an outbox): a crash can
lose neither. An adapter takes posts from the engine, sends each, and says how that went.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.identity import Place
from bot.localized import Locale
from bot.reply import Reply

LEASE = timedelta(seconds=8)
"""How long a process that took a post has to settle it: no longer, because after a crash its channel waits for that.

An adapter gives up sooner: with ``InDoubt`` when no answer comes, with ``Deferred`` when it is told to wait.
"""

_NONCE_LENGTH = 25
"""Characters of a nonce: Discord's limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a post shows: the name of a view and its values. It becomes a Reply when it is sent, not before."""

    view: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post to be sent.

    ``key`` is unique in the tenant: a second draft with it is no second post. ``edits`` is the key of the post
    whose message it takes the place of. A draft with ``to_person``, a platform's id, is a direct message and
    ``place`` only says in which workspace. It is not sent before ``due_at`` and is dropped after ``expires_at``.
    """

    key: str
    place: Place
    subject: Subject
    locale: Locale
    due_at: datetime
    expires_at: datetime
    to_person: str | None = None
    edits: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that this process may send now, for as long as its lease of ``LEASE`` lasts.

    ``edits`` is the platform's reference of the message that it replaces, as ``Posted`` gave it; None means a new
    message. ``nonce`` is the same at every try: a platform that knows such a thing makes one message of two.
    ``in_doubt``: an earlier try may have come through, so a platform that tells no two tries apart looks for the
    message first (each one can carry its ``key``), or answers ``InDoubt`` without sending.
    """

    key: str
    place: Place
    reply: Reply
    locale: Locale
    nonce: str
    attempt: int
    to_person: str | None = None
    edits: str | None = None
    in_doubt: bool = False


class Reason(StrEnum):
    """Why a post can never be sent."""

    GONE = "gone"
    FORBIDDEN = "forbidden"
    NOT_A_MEMBER = "not-a-member"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Posted:
    """It was sent; ``message`` is the platform's reference, enough to edit it later."""

    message: str


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """It will never be sent: the channel or message is gone, or the bot may not write there."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Deferred:
    """It was certainly not sent, and may be in so many seconds."""

    retry_after_s: float


@dataclass(frozen=True, slots=True)
class InDoubt:
    """It may have been sent or not: the answer did not come. Asked again about a post in doubt, nobody could tell."""


Outcome = Posted | Undeliverable | Deferred | InDoubt


def nonce(tenant: str, key: str) -> str:
    """Return what marks all tries of one post: 25 hexadecimal digits."""
    return sha256(f"{tenant}\n{key}".encode()).hexdigest()[:_NONCE_LENGTH]
