"""``naruhaya run`` by a clock that a test sets, killed with -9 where a test says: ``python -m tests.platforms.mortal run``.

The test writes two files into the folder named by ``MORTAL_FOLDER``: ``ahead``, how many seconds this process's clock is
ahead of the machine's; and ``doom``, at which point of which post it is to die.
"""

import functools
import json
import os
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.__main__ import main
from adapters.discord_app.platform import DiscordPlatform
from adapters.platform import Platform
from adapters.slack_app import posting as slack_posting
from adapters.slack_app.platform import SlackPlatform
from bot.clock import SystemClock
from bot.commands import unasked
from bot.engine import Engine
from bot.ports import UnitOfWork
from bot.posting import Draft, Outcome, Post

INSIDE = (
    "before the claim",
    "after the claim",
    "before the send",
    "after the send",
    "before the commit of its end",
    "after the commit of its end",
)
"""Points in this process; where the platform has the call, its fake knows points of its own."""
SETTLED_S = 3.0
"""Seconds after which a message that Slack does not show is sent again: half a minute would be too long for many kills."""


def mend(folder: Path) -> None:
    """Set this process's clock, and let it die at its points."""
    now = functools.partial(datetime.now, UTC)
    _replace(SystemClock, "now", lambda clock: now() + timedelta(seconds=float((folder / "ahead").read_text("ascii"))))
    doom = _Doom(folder / "doom")
    take, settle, told = Engine.take_posts, Engine.settle, unasked.posted

    def take_posts(engine: Engine, platform: str, at: datetime) -> tuple[Post, ...]:
        if doom.is_at(INSIDE[0], platform):
            with engine.services.unit_of_work(read_only=True) as work:
                if work.posts.has_due(platform, at):
                    doom.die()
        posts = take(engine, platform, at)
        for post in posts:
            doom.reached(INSIDE[1], platform, post.key)
        return posts

    def settled(engine: Engine, post: Post, outcome: Outcome, at: datetime) -> None:
        settle(engine, post, outcome, at)
        doom.reached(INSIDE[5], post.place.platform, post.key)

    def posted(work: UnitOfWork, draft: Draft, outcome: Outcome, at: datetime) -> None:
        told(work, draft, outcome, at)
        doom.reached(INSIDE[4], draft.place.platform, draft.key)

    _replace(Engine, "take_posts", take_posts)
    _replace(Engine, "settle", settled)
    _replace(unasked, "posted", posted)
    for platform in (DiscordPlatform, SlackPlatform):
        _replace(platform, "post", _around(platform.post, doom))
    defaults = slack_posting.Posting.__init__.__kwdefaults__
    assert defaults is not None
    defaults["settled_s"] = SETTLED_S


class _Doom:
    """What the test wrote."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def is_at(self, point: str, platform: str, key: str | None = None) -> bool:
        """Return whether this is where it ends."""
        if not self._file.exists():
            return False
        wanted = json.loads(self._file.read_text("utf-8"))
        return (wanted["point"], wanted["platform"]) == (point, platform) and (key is None or wanted["date"] in key)

    def reached(self, point: str, platform: str, key: str) -> None:
        """Die if it is."""
        if self.is_at(point, platform, key):
            self.die()

    @staticmethod
    def die() -> None:
        """End as the machine's own killing would."""
        os.kill(os.getpid(), signal.SIGKILL)


def _around(
    send: Callable[[Any, Post], Awaitable[Outcome]], doom: _Doom
) -> Callable[[Platform, Post], Awaitable[Outcome]]:
    async def post(platform: Platform, each: Post) -> Outcome:
        doom.reached(INSIDE[2], platform.name, each.key)
        outcome = await send(platform, each)
        doom.reached(INSIDE[3], platform.name, each.key)
        return outcome

    return post


def _replace(owner: object, name: str, value: object) -> None:
    setattr(owner, name, value)


if __name__ == "__main__":
    mend(Path(os.environ["MORTAL_FOLDER"]))
    main()
