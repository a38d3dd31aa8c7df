"""What one person has seen, in order, and a way to wait for the next thing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from tests.platforms.fake_slack.shown import buttons_of
from tests.platforms.fake_slack.wire import Json


class SeenAs(StrEnum):
    """What kind of thing came into sight."""

    EPHEMERAL = "ephemeral"
    PUBLIC = "public"
    DIRECT = "direct"
    MODAL = "modal"
    HOME = "home"
    FORM_ERRORS = "form_errors"
    MODAL_CLOSED = "modal_closed"
    FAILURE = "failure"


class Change(StrEnum):
    """How it came into sight."""

    NEW = "new"
    UPDATED = "updated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A snapshot of one thing a person sees.

    ``text`` is what is read, entities decoded; ``fallback`` the message's ``text`` argument as the app sent it;
    ``cause`` the interaction it answers, when Slack can tell (ack, response_url, trigger_id).
    """

    kind: SeenAs
    change: Change = Change.NEW
    text: str = ""
    fallback: str = ""
    blocks: tuple[Json, ...] = ()
    channel: str = ""
    ts: str = ""
    thread: str | None = None
    view_id: str = ""
    title: str = ""
    author: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    cause: str | None = None
    at: float = 0.0

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels of the buttons, in reading order."""
        return buttons_of(list(self.blocks))

    @property
    def is_private(self) -> bool:
        """Whether nobody else sees it."""
        return self.kind is not SeenAs.PUBLIC


class Feed:
    """Everything one person has seen."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self._changed = asyncio.Event()

    def add(self, seen: Seen) -> None:
        """Show ``seen`` to the person and wake whoever waits."""
        self.seen.append(seen)
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def first(self, start: int, wanted: Callable[[Seen], bool], within: float) -> Seen:
        """Return the first thing from position ``start`` on that is ``wanted``.

        Raises:
            TimeoutError: it did not come within so many seconds.
        """
        async with asyncio.timeout(within):
            while True:
                changed = self._changed
                found = next((seen for seen in self.seen[start:] if wanted(seen)), None)
                if found is not None:
                    return found
                await changed.wait()
