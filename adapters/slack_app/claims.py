"""One effect for what Slack delivers several times: the first to claim its key may act."""

import asyncio
import hashlib
import json
import logging
from datetime import timedelta

from adapters.platform import Core
from adapters.slack_app.expiring import Expiring
from adapters.slack_app.wire import Json
from adapters.worker import Worker
from bot.errors import StorageError

_log = logging.getLogger(__name__)

PATIENCE_S = 4.0
"""Seconds that an answer may be held up by a database that cannot be written."""
_KEPT = timedelta(hours=24)
_REMEMBERED = 20_000
_PRUNE_EVERY = 200


class Claims:
    """Rows that all replicas share, before them a set of this process.

    Claims have a thread of their own: while another program holds the database's lock they queue up there, and not
    before the lookups, which need no lock.
    """

    def __init__(self, core: Core, patience_s: float = PATIENCE_S) -> None:
        self._core = core
        self._patience_s = patience_s
        self._worker = Worker(threads=1)
        self._seen: Expiring[tuple[str, str], bool] = Expiring(_REMEMBERED, _KEPT, core.now)
        self._claimed = 0

    async def first(self, tenant: str, key: str, *, lasting: bool = True) -> bool:
        """Return True to the first caller with this key, False to all others; ``lasting``: in every replica.

        When the database cannot be written in time, this process alone decides: a lookup must not fail for that.
        """
        if self._seen.get((tenant, key)):
            return False
        self._seen.put((tenant, key), True)
        if not lasting:
            return True
        try:
            async with asyncio.timeout(self._patience_s):
                return await self._worker.call(self._claim, tenant, key)
        except (StorageError, TimeoutError) as error:
            _log.warning("claim not kept in time: %s", error)
            return True

    def close(self) -> None:
        """Give up the thread."""
        self._worker.close()

    def _claim(self, tenant: str, key: str) -> bool:
        now = self._core.now()
        self._claimed += 1
        with self._core.engine.storage() as work:
            won = work.deliveries.claim(tenant, key, now)
            if self._claimed % _PRUNE_EVERY == 1:
                work.deliveries.prune(tenant, now - _KEPT)
            work.commit()
        return won


def key_of(body: Json) -> str:
    """Return what tells a delivery apart: an event's id, else the whole body, whose trigger_id never comes twice."""
    event_id = body.get("event_id")
    if isinstance(event_id, str) and event_id:
        return event_id[:100]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
