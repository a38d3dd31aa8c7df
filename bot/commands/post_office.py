"""Hands out posts to be sent, each rendered when it is taken, and takes note of what became of them."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.commands.services import Services
from bot.commands.spec import View
from bot.errors import StorageError
from bot.identity import Place
from bot.outbox import Claim
from bot.ports import UnitOfWork
from bot.posting import LEASE, Draft, Outcome, Post, Reason, Undeliverable, nonce
from bot.reply import Reply

_log = logging.getLogger(__name__)

_BATCH = 50

PostView = Callable[[Services, Place, Sequence[str], View], Reply | None]
"""Returns what a post with these values says just now in that place; None if there is nothing to say any more."""

Listener = Callable[[UnitOfWork, Draft, Outcome, datetime], None]
"""Is told, in the same transaction, what became of a post."""


class PostOffice:
    """The outbox as adapters see it."""

    def __init__(self, services: Services, views: Mapping[str, PostView], listener: Listener) -> None:
        self._services = services
        self._views = views
        self._listener = listener

    def take(self, platform: str, now: datetime) -> tuple[Post, ...]:
        """Return posts to be sent now, at most one a channel and person; they are this process's for ``LEASE``."""
        with self._services.unit_of_work(read_only=True) as work:
            if not work.posts.has_due(platform, now):
                return ()
        with self._services.unit_of_work() as work:
            claims = work.posts.claim(platform, now, now + LEASE, _BATCH)
            work.commit()
        # Rendered after the claim: whoever changes something from now on sees the claim, and sends an edit.
        posts = [self._rendered(claim, now) for claim in claims]
        return tuple(post for post in posts if post)

    def settle(self, place: Place, key: str, attempt: int, outcome: Outcome, now: datetime) -> None:
        """Keep what became of a post."""
        with self._services.unit_of_work() as work:
            draft = work.posts.settle(place.tenant, key, attempt, outcome, now)
            if draft:
                self._listener(work, draft, outcome, now)
                work.commit()

    def _rendered(self, claim: Claim, now: datetime) -> Post | None:
        """Return the post, or None after it was given up because there is nothing to say or saying it failed."""
        draft = claim.draft
        try:
            view = View(locale=draft.locale)
            show = self._views[draft.subject.view]
            reply = show(self._services.of(draft.place.tenant), draft.place, draft.subject.values, view)
        except StorageError as error:
            _log.warning("a post waits for the database: %s", error)
            return None  # the claim stands until its lease is over, then somebody tries again
        except Exception:
            _log.exception("a post about %s cannot be shown", draft.subject.view)
            reply = None
        if reply is None:
            gone = Undeliverable(Reason.OTHER, "nothing to show")
            self.settle(draft.place, draft.key, claim.attempt, gone, now)
            return None
        return Post(
            key=draft.key,
            place=draft.place,
            reply=reply,
            locale=draft.locale,
            nonce=nonce(draft.place.tenant, draft.key),
            attempt=claim.attempt,
            to_person=draft.to_person,
            edits=claim.message,
            in_doubt=claim.in_doubt,
        )
