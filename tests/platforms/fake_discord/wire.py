"""What goes over the wire: JSON bodies, Discord's errors and its ids."""

import itertools
import time
from enum import Enum
from typing import Any

from tests.platforms.fake_discord.rules.problem import Problem

Json = dict[str, Any]

DISCORD_EPOCH = 1_420_070_400_000


class Clock:
    """Wall-clock seconds that a test may move forward; ids tell this time."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self.ahead


clock = Clock()
"""The time of every fake in this process."""

_counter = itertools.count()


def snowflake() -> int:
    """Return a new id that tells its time, as Discord's do, and is unique in this process."""
    milliseconds = int(clock.now() * 1000) - DISCORD_EPOCH
    return (milliseconds << 22) | (next(_counter) & 0x3FFFFF)


def time_of(snowflake_id: int) -> float:
    """Return when an id was made, in seconds since 1970."""
    return ((snowflake_id >> 22) + DISCORD_EPOCH) / 1000


class Refusal(Enum):
    """Discord's errors: HTTP status, error code, text."""

    NOT_FOUND = (404, 0, "404: Not Found")
    INVALID_BODY = (400, 50035, "Invalid Form Body")
    UNAUTHORISED = (401, 0, "401: Unauthorized")
    UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
    UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
    UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
    UNKNOWN_USER = (404, 10013, "Unknown User")
    UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
    UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
    UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
    ALREADY_ANSWERED = (400, 40060, "Interaction has already been acknowledged.")
    MISSING_ACCESS = (403, 50001, "Missing Access")
    NOT_THE_AUTHOR = (403, 50005, "Cannot edit a message authored by another user")
    EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
    DMS_CLOSED = (403, 50007, "Cannot send messages to this user")
    MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
    TOO_MANY_FOLLOWUPS = (400, 40094, "This interaction has reached the maximum number of follow-up messages")
    TOKEN_EXPIRED = (401, 50027, "Invalid Webhook Token")
    THREAD_ARCHIVED = (400, 50083, "Thread is archived")
    THREAD_EXISTS = (400, 160004, "A thread has already been created for this message")


class ApiError(Exception):
    """An error as Discord's REST answers it."""

    def __init__(self, refusal: Refusal, problems: tuple[Problem, ...] = ()) -> None:
        self.status, self.code, self.message = refusal.value
        super().__init__(self.message)
        self.problems = problems

    def body(self) -> Json:
        """Return the answer's body; every problem stands at its path, as Discord nests them."""
        body: Json = {"message": self.message, "code": self.code}
        if self.problems:
            body["errors"] = _nested(self.problems)
        return body


def _nested(problems: tuple[Problem, ...]) -> Json:
    root: Json = {}
    for problem in problems:
        place = root
        for part in problem.path.replace("[", ".").replace("]", "").split("."):
            if part:
                place = place.setdefault(part, {})
        error = {"code": problem.rule, "message": problem.text}
        place.setdefault("_errors", []).append(error)
    return root
