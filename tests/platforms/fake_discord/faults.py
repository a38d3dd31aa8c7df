"""What goes wrong on the way: rate limits, errors, delays and lost answers, each told beforehand."""

import asyncio
import re
from dataclasses import dataclass, field

_ANY_METHOD = "*"


@dataclass(slots=True, eq=False, kw_only=True)
class Fault:
    """One kind of trouble for calls whose path matches; ``times`` calls are struck."""

    method: str
    path: str
    status: int = 0
    retry_after: float = 0.0
    everywhere: bool = False
    """A global rate limit."""
    cloudflare: bool = False
    """A 429 from the edge: no ``Via`` header and no JSON."""
    delay: float = 0.0
    loses_answer: bool = False
    """The call has its effect, and then the line is cut."""
    times: int = 1
    struck_at: list[float] = field(default_factory=list)

    def matches(self, method: str, path: str) -> bool:
        """Whether it concerns this call."""
        fits = self.method in {_ANY_METHOD, method} and re.fullmatch(self.path, path) is not None
        return fits or (self.everywhere and not path.startswith("/interactions/"))


class Faults:
    """The troubles to come, in the order in which they were told."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, method: str, path: str, **trouble: float) -> Fault:
        """Strike the next calls of ``method`` ("*": any) to paths that ``path``, a regular expression, matches in full."""
        fault = Fault(method=method, path=path, **trouble)  # type: ignore[arg-type] # the dataclass names and types them
        self._faults.append(fault)
        return fault

    def rate_limit(self, method: str, path: str, *, seconds: float, times: int = 1, everywhere: bool = False) -> Fault:
        """Answer 429 with ``seconds`` to wait."""
        return self.add(method, path, status=429, retry_after=seconds, times=times, everywhere=everywhere)

    def take(self, method: str, path: str) -> Fault | None:
        """Return the trouble that strikes this call, and use it up."""
        for fault in self._faults:
            if len(fault.struck_at) < fault.times and fault.matches(method, path):
                fault.struck_at.append(asyncio.get_running_loop().time())
                return fault
        return None

    def is_early(self, method: str, path: str) -> bool:
        """Whether this call comes before an earlier 429 allows it."""
        now = asyncio.get_running_loop().time()
        return any(
            fault.status == 429 and fault.struck_at and now < fault.struck_at[-1] + fault.retry_after
            for fault in self._faults
            if fault.matches(method, path)
        )
