"""Logs as JSON lines on standard output: no message text, no tokens, people only as salted hashes."""

import hashlib
import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_MAX_VALUE = 2000


def configure(level: str) -> None:
    """Send every log record of the process to standard output, one JSON object a line.

    The platform libraries log payloads at DEBUG, so they never go below INFO; the database libraries log every
    statement with its values at INFO, so they never go below WARNING.
    """
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _cut,
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


def _cut(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep one record from filling a disk."""
    for name, value in event.items():
        if isinstance(value, str) and len(value) > _MAX_VALUE:
            event[name] = value[:_MAX_VALUE] + "…"
    return event
