"""Lets happen what is due and sends the posts that come of it: one task for the whole process, whatever its platforms."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from adapters.platform import Core, Platform
from bot.errors import StorageError
from bot.posting import InDoubt, Outcome, Post

_log = logging.getLogger(__name__)

POLL_S = 0.5
"""Seconds after which to look again at the latest: another process may have started something."""

STALLED_S = 0.25
"""Seconds late from which on we were stalled, and events that came meanwhile are waiting to be handled."""

BEAT = timedelta(minutes=5)
"""So often it is noted that we are there; a day on which we were mostly not breaks nobody's streak."""

_LEAST_S = 0.02
_LONGEST_REST_S = 30.0
_SETTLE_S = 60.0
"""Seconds for which to keep trying to note what became of a post: unnoted, it may be in doubt for good."""
_MOST_AT_ONCE = 32


class Poster:
    """Ticks the engine and sends its posts until closed; the runner treats it as it treats a platform."""

    name = "posts"

    def __init__(self, core: Core, senders: Sequence[Platform], poll_s: float = POLL_S) -> None:
        self._core = core
        self._senders = senders
        self._poll_s = poll_s
        self._closing = asyncio.Event()
        self._again = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        self._under_way: set[tuple[str, str]] = set()
        self._trouble = False
        self._beat: datetime | None = None

    @property
    def is_ready(self) -> bool:
        """Return that it runs; whether the database answers is looked at elsewhere."""
        return True

    async def run(self) -> None:
        """Let happen what is due, as soon as it is."""
        rest_s = self._poll_s
        while not self._closing.is_set():
            wait_s = self._poll_s
            try:
                wait_s = await self._step()
                self._trouble, rest_s = False, self._poll_s
            except StorageError as error:
                if not self._trouble:
                    _log.warning("nothing can be posted: %s", error)
                self._trouble = True
                wait_s = rest_s = min(2 * rest_s, _LONGEST_REST_S)
            except Exception:
                _log.exception("nothing could be posted")
                wait_s = rest_s = min(2 * rest_s, _LONGEST_REST_S)
            await self._pause(wait_s)

    async def close(self) -> None:
        """Take no more posts, and wait for those that are on their way."""
        self._closing.set()
        self._again.set()
        if self._sending:
            await asyncio.wait(self._sending)

    async def _step(self) -> float:
        """Let happen what is due, send what came of it, and return the seconds until there is more to do."""
        call = self._core.worker.call
        now = self._core.now()
        if self._beat is None or now - self._beat >= BEAT:
            await call(self._core.engine.beat, now)
            self._beat = now
        following = await call(self._core.engine.tick, now)
        for sender in self._senders:
            if not sender.is_ready or len(self._sending) >= _MOST_AT_ONCE:
                continue
            for post in await call(self._core.engine.take_posts, sender.name, self._core.now()):
                if (post.place.tenant, post.key) in self._under_way:
                    continue  # the wall clock jumped, or the database is slow: it is on its way all the same
                task = asyncio.create_task(self._send(sender, post), name=f"post {sender.name}")
                self._sending.add(task)
                task.add_done_callback(self._sent)
        return self._seconds_until(following)

    async def _send(self, sender: Platform, post: Post) -> None:
        sent = (post.place.tenant, post.key)
        self._under_way.add(sent)
        self._core.forms.note(post.place.tenant, post.reply)
        try:
            outcome = await sender.post(post)
        except Exception:
            _log.exception("a post to %s broke", sender.name)
            outcome = InDoubt()
        self._core.metrics.posts.labels(sender.name, type(outcome).__name__.lower()).inc()
        try:
            await self._settle(post, outcome)
        finally:
            self._under_way.discard(sent)

    async def _settle(self, post: Post, outcome: Outcome) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + _SETTLE_S
        while True:
            try:
                await self._core.worker.call(self._core.engine.settle, post, outcome, self._core.now())
            except StorageError as error:
                _log.warning("what became of a post could not be kept: %s", error)
                if loop.time() > until:
                    return
                await asyncio.sleep(self._poll_s)
            else:
                return

    def _sent(self, task: "asyncio.Task[None]") -> None:
        self._sending.discard(task)
        self._again.set()  # the next post of that channel can go
        if not task.cancelled() and (error := task.exception()):
            _log.error("a post was not settled: %s", type(error).__name__)

    def _seconds_until(self, moment: datetime | None) -> float:
        if moment is None:
            return self._poll_s
        return min(self._poll_s, max(_LEAST_S, (moment - self._core.now()).total_seconds()))

    async def _pause(self, seconds: float) -> None:
        """Wait so long, or until a post was sent. After a stall, what people did meanwhile is handled before what is due."""
        loop = asyncio.get_running_loop()
        planned = loop.time() + seconds
        try:
            async with asyncio.timeout(seconds):
                await self._again.wait()
        except TimeoutError:
            if loop.time() - planned > STALLED_S:
                await asyncio.sleep(STALLED_S)
        self._again.clear()
