"""Everything that passed between the app and the fake, with time stamps."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.wire import Json


@dataclass(slots=True, kw_only=True)
class Call:
    """One request the app made: a Web API method, or ``response_url``.

    ``at`` and ``answered`` are monotonic seconds; ``early`` marks a call before a Retry-After had passed.
    """

    method: str
    args: Json
    verb: str = "POST"
    token: str = ""
    team: str = ""
    status: int = 200
    answer: Json = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    early: bool = False
    at: float = field(default_factory=time.monotonic)
    answered: float = 0.0

    @property
    def error(self) -> str:
        """The error the app was told, or nothing."""
        return "" if self.answer.get("ok", self.status < 300) else str(self.answer.get("error", self.status))


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One thing the fake sent to the app, and the app's acknowledgement."""

    kind: str
    payload: Json
    attempt: int = 0
    reason: str = ""
    cause: str = ""
    at: float = field(default_factory=time.monotonic)
    answered: float | None = None
    body: Json | None = None
    failure: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def took(self) -> float | None:
        """Seconds to the acknowledgement, None without one."""
        return None if self.answered is None else self.answered - self.at


class Recorder:
    """The record of one run; reading it never changes it."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self.oddities: list[str] = []
        self._changed = asyncio.Event()

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method, in order."""
        return [call for call in self.calls if call.method == method]

    def add_call(self, call: Call) -> None:
        """Record a call that has been answered."""
        call.answered = time.monotonic()
        self.calls.append(call)
        self.note_change()

    def add_delivery(self, delivery: Delivery) -> None:
        """Record a delivery when it is sent."""
        self.deliveries.append(delivery)
        self.note_change()

    def odd(self, what: str) -> None:
        """Record something no well-behaved app does."""
        self.oddities.append(what)
        self.note_change()

    def note_change(self) -> None:
        """Wake whoever waits for the record to change."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def until(self, condition: Callable[[], bool], within: float) -> None:
        """Wait until ``condition`` holds; it is asked again at every change of the record.

        Raises:
            TimeoutError: it did not within so many seconds.
        """
        async with asyncio.timeout(within):
            while not condition():
                changed = self._changed
                await changed.wait()

    async def call(self, method: str, number: int = 1, within: float = 30.0) -> Call:
        """Wait for the ``number``-th call of ``method`` and return it."""
        await self.until(lambda: len(self.calls_of(method)) >= number, within)
        return self.calls_of(method)[number - 1]

    def early_calls(self) -> list[Call]:
        """Return the calls made before a Retry-After had passed."""
        return [call for call in self.calls if call.early]

    def posting_gaps(self, channel: str) -> list[float]:
        """Return the seconds between the app's posts to one channel; Slack asks for one a second, with bursts."""
        times = [call.at for call in self.calls_of("chat.postMessage") if call.args.get("channel") == channel]
        return [later - earlier for earlier, later in itertools.pairwise(times)]

    def acknowledged_in(self) -> list[float]:
        """Return the seconds each delivery took to be acknowledged; those that never were are left out."""
        return [delivery.took for delivery in self.deliveries if delivery.took is not None]

    def unacknowledged(self) -> list[Delivery]:
        """Return the deliveries that failed."""
        return [delivery for delivery in self.deliveries if delivery.failure]

    def problems(self) -> list[tuple[str, Problem]]:
        """Return every broken rule with where it was broken."""
        broken = [(call.method, problem) for call in self.calls for problem in call.problems]
        return broken + [(delivery.kind, problem) for delivery in self.deliveries for problem in delivery.problems]
