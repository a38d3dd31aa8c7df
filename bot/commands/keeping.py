"""What is kept no longer: a workspace a month after the bot left it, and what has come to its end."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from threading import Lock

from bot.commands.services import Services
from bot.ports import UnitOfWork
from bot.presence_rows import Until

_log = logging.getLogger(__name__)

KEPT_AFTER_LEAVING = timedelta(days=30)
"""How long a workspace's rows are kept after the bot left it: it may have been a mistake."""
POSTS_KEPT = timedelta(days=30)
"""How long a post that came to its end is kept."""
DELIVERIES_KEPT = timedelta(days=1)
"""How long it is known what a platform delivered; it delivers nothing again after that."""
STATES_KEPT = timedelta(days=1)
"""How long an installation that was begun and has run out is kept."""
_EVERY = timedelta(hours=1)
_AT_ONCE = 50


class Keeping:
    """When this process last looked for what is old; safe to call from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._looked_at: datetime | None = None

    def tick(self, services: Services, now: datetime) -> None:
        """Delete what has been kept for long enough, once an hour, a bounded number of workspaces at a time.

        Raises:
            StorageError: the database cannot be used just now; what was deleted is, the rest follows in an hour.
        """
        with self._lock:
            # A clock that was set back looks at once.
            if self._looked_at is not None and timedelta() <= now - self._looked_at < _EVERY:
                return
            self._looked_at = now
        _forget_gone(services, now - KEPT_AFTER_LEAVING)
        _prune(
            services,
            Until(posts=now - POSTS_KEPT, deliveries=now - DELIVERIES_KEPT, oauth_states=now - STATES_KEPT),
        )


def arrived(work: UnitOfWork, tenant: str) -> None:
    """Keep that a workspace has the bot; if it left lately, nothing of it is deleted any more."""
    work.presences.arrive(tenant)


def left(work: UnitOfWork, tenant: str, at: datetime) -> None:
    """Keep that a workspace has the bot no longer; it is deleted after ``KEPT_AFTER_LEAVING``."""
    work.presences.leave(tenant, at)


def settled(services: Services, platform: str, tenants: Collection[str], now: datetime) -> None:
    """Keep that of a platform's workspaces these have the bot and no others, as it tells when we connect."""
    with services.unit_of_work(read_only=True) as work:
        known = work.presences.here(platform)
    if known == frozenset(tenants):
        return
    with services.unit_of_work() as work:
        for tenant in sorted(frozenset(tenants) - known):
            arrived(work, tenant)
        for tenant in sorted(known - frozenset(tenants)):
            left(work, tenant, now)
        work.commit()


def _forget_gone(services: Services, by: datetime) -> None:
    with services.unit_of_work(read_only=True) as work:
        gone = work.presences.gone(by, _AT_ONCE)
    for tenant in gone:
        with services.of(tenant).unit_of_work() as work:
            if work.presences.has_left(tenant, by):
                rows = work.people.forget_workspace(tenant)
                work.commit()
                _log.info("a workspace that the bot left was deleted", extra={"rows": rows})


def _prune(services: Services, until: Until) -> None:
    with services.unit_of_work(read_only=True) as work:
        tenants = work.presences.with_old(until, _AT_ONCE)
    for tenant in tenants:
        with services.of(tenant).unit_of_work() as work:
            work.presences.prune(tenant, until)
            work.commit()
