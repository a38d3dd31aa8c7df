"""Logs as JSON lines on standard output: no message text, no tokens, people only as salted hashes."""

import hashlib
import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog

from bot.errors import NaruhayaError

_MAX_VALUE = 4000
_SPOKEN = (NaruhayaError, OSError, TimeoutError)
"""Exceptions whose text is about this machine or ours; that of any other may quote what a person typed."""
_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|xoxe\.[\w.-]+"  # Slack's tokens
    r"|(?<![\w-])[\w-]{20,80}\.[\w-]{6,10}\.[\w-]{20,80}"  # Discord's
    r"|(?<=://)[^\s/@]{1,200}(?=@)"  # user and password of an address
    r"|(?<=/webhooks/)\d+/[^\s/?]+|(?<=/interactions/)\d+/[^\s/?]+"  # they answer for us for 15 minutes
)


def configure(level: str) -> None:
    """Send every log record of the process to standard output, one JSON object a line.

    The platform libraries log payloads at DEBUG, so they never go below INFO; the database libraries log every
    statement with its values at INFO, so they never go below WARNING.
    """
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tell_exception,
        _harmless,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for library in ("discord", "slack_bolt", "slack_sdk", "aiohttp"):
        logging.getLogger(library).setLevel(max(logging.INFO, root.level))
    for library in ("sqlalchemy", "alembic"):
        logging.getLogger(library).setLevel(max(logging.WARNING, root.level))


def pseudonym(user_id: str, salt: bytes) -> str:
    """Return a short name for a person that cannot be turned back without the salt of this process."""
    return hashlib.blake2b(user_id.encode(), key=salt, digest_size=6).hexdigest()


def _tell_exception(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put where an exception came from in the place of the exception."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else sys.exc_info()[1] if given is True else given
    if isinstance(error, BaseException):
        event["exception"] = "\n".join(_told(error))
    return event


def _told(error: BaseException) -> Iterator[str]:
    """Yield the places an exception passed and what kind it is, what caused it first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _told(cause)
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} {frame.name}"
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    yield f"{name}: {error}" if isinstance(error, _SPOKEN) else name


def _harmless(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take secrets out, and keep one record from filling a disk."""
    for name, value in event.items():
        if isinstance(value, str):
            text = _SECRETS.sub("…", value[: 2 * _MAX_VALUE])
            event[name] = text if len(text) <= _MAX_VALUE else f"{text[:_MAX_VALUE]}…"
    return event
