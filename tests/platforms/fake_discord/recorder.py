"""Every call the bot made, with its time."""

from dataclasses import dataclass, field

from tests.platforms.fake_discord.rules.problem import Problem

_BROKEN = {
    10015: "follows up on an interaction that has no answer",
    10062: "answers an interaction too late",
    40060: "answers an interaction twice",
    40094: "sends a sixth followup for a user-installed app",
    50006: "shows nothing",
    50027: "uses a token that has died",
}


@dataclass(slots=True, eq=False, kw_only=True)
class Call:
    """One REST call. ``at`` is the event loop's time in seconds, ``path`` lies below ``/api/v10``."""

    at: float
    method: str
    path: str
    query: dict[str, str]
    token: str
    body: object = None
    files: dict[str, bytes] = field(default_factory=dict)
    answer: object = None
    status: int = 0
    code: int = 0
    problems: tuple[Problem, ...] = ()
    early: bool = False
    """It came before a 429 allowed it."""
    crash: str = ""
    """How the fake itself failed."""
    known: bool = True
    """The fake has this route."""

    def __str__(self) -> str:
        return f"{self.method} {self.path} → {self.status}" + (f"/{self.code}" if self.code else "")


@dataclass(slots=True)
class Recorder:
    """The calls in order."""

    calls: list[Call] = field(default_factory=list)

    def to(self, method: str, path_part: str) -> list[Call]:
        """Return the calls of ``method`` whose path holds ``path_part``."""
        return [each for each in self.calls if each.method == method and path_part in each.path]

    @property
    def invalid(self) -> list[Call]:
        """Calls that count towards Discord's ban for 10,000 in ten minutes: 401, 403 and 429."""
        return [each for each in self.calls if each.status in {401, 403, 429}]

    def complaints(self) -> list[str]:
        """Return what no well-behaved bot does.

        That is: broken bodies, answers that come too late, too early or twice, routes the fake lacks, and calls
        before a rate limit allows them.
        """
        result = [f"{call}\n  {problem}" for call in self.calls for problem in call.problems]
        result += [f"{call}: {_BROKEN[call.code]}" for call in self.calls if call.code in _BROKEN]
        result += [f"{call}: the fake failed, {call.crash}" for call in self.calls if call.crash]
        result += [f"{call}: no such route in the fake" for call in self.calls if not call.known]
        result += [f"{call}: came before retry_after" for call in self.calls if call.early]
        return result
