"""What goes wrong on the way: rate limits, errors, delays and lost answers, each told beforehand."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field

_ANY_METHOD = "*"
_TOO_MANY = 429
_EXEMPT = "/interactions/"
_ON_THE_WAY = 0.05


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
    comes_late: bool = False
    """``status`` is answered after the call has had its effect."""
    on_arrival: Callable[[], None] | None = None
    """Called when the call is there, before it has any effect."""
    on_effect: Callable[[], None] | None = None
    """Called after the effect, before anything is answered."""
    times: int = 1
    struck: list[tuple[float, str, str]] = field(default_factory=list)
    """Time, method and path of each call it struck."""

    @property
    def struck_at(self) -> list[float]:
        """When it struck."""
        return [at for at, _, _ in self.struck]

    def matches(self, method: str, path: str) -> bool:
        """Whether it concerns this call."""
        fits = self.method in {_ANY_METHOD, method} and re.fullmatch(self.path, path) is not None
        return fits or (self.everywhere and not path.startswith(_EXEMPT))


class Faults:
    """The troubles to come, in the order in which they were told."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, method: str, path: str, **trouble: float | Callable[[], None]) -> Fault:
        """Strike the next calls of ``method`` ("*": any) to paths that ``path``, a regular expression, matches in full."""
        fault = Fault(method=method, path=path, **trouble)  # type: ignore[arg-type] # the dataclass names and types them
        self._faults.append(fault)
        return fault

    def rate_limit(self, method: str, path: str, *, seconds: float, times: int = 1, everywhere: bool = False) -> Fault:
        """Answer 429 with ``seconds`` to wait."""
        return self.add(method, path, status=_TOO_MANY, retry_after=seconds, times=times, everywhere=everywhere)

    def take(self, method: str, path: str) -> Fault | None:
        """Return the trouble that strikes this call, and use it up."""
        for fault in self._faults:
            if len(fault.struck) < fault.times and fault.matches(method, path):
                fault.struck.append((asyncio.get_running_loop().time(), method, path))
                return fault
        return None

    def is_early(self, method: str, path: str) -> bool:
        """Whether this call comes before an earlier 429 allows it.

        Only calls to the same path count (any path after a global limit), and not those that were on their way
        already when it struck.
        """
        now = asyncio.get_running_loop().time()
        for fault in self._faults:
            for at, struck_method, struck_path in fault.struck if fault.status == _TOO_MANY else ():
                same = (method, path) == (struck_method, struck_path)
                concerns = same or (fault.everywhere and not path.startswith(_EXEMPT))
                if concerns and at + _ON_THE_WAY < now < at + fault.retry_after:
                    return True
        return False
