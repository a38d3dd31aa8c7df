"""Scripted misbehaviour of the Web API: status codes, delays, cut connections."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    """What goes wrong."""

    STATUS = "status"
    RATE_LIMIT = "rate_limit"
    ERROR = "error"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    STATUS_AFTER = "status_after"


@dataclass(slots=True, kw_only=True)
class Fault:
    """One planned fault. ``delay`` seconds pass first; ``times`` counts down."""

    method: str
    kind: FaultKind | None = None
    times: int = 1
    status: int = 500
    retry_after: int = 1
    error: str = "internal_error"
    delay: float = 0.0
    on_arrival: Callable[[], None] | None = None
    """Called when the call is there, before it has any effect."""
    on_effect: Callable[[], None] | None = None
    """Called after the effect, before anything is answered."""


@dataclass(slots=True)
class Faults:
    """The faults still to come. ``*`` as method means any; ``response_url`` and ``apps.connections.open`` count too."""

    planned: list[Fault] = field(default_factory=list)

    def rate_limit(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Answer 429; until ``retry_after`` whole seconds have passed every call of the method is early and refused."""
        self.planned.append(Fault(method=method, kind=FaultKind.RATE_LIMIT, times=times, retry_after=retry_after))

    def status(self, method: str, status: int = 500, *, times: int = 1, after_effect: bool = False) -> None:
        """Answer with a bare HTTP status, without or after the effect."""
        kind = FaultKind.STATUS_AFTER if after_effect else FaultKind.STATUS
        self.planned.append(Fault(method=method, kind=kind, times=times, status=status))

    def error(self, method: str, error: str, *, times: int = 1) -> None:
        """Answer ``{"ok": false, "error": …}`` and do nothing."""
        self.planned.append(Fault(method=method, kind=FaultKind.ERROR, times=times, error=error))

    def delay(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Answer so many seconds late."""
        self.planned.append(Fault(method=method, times=times, delay=seconds))

    def cut(self, method: str, *, times: int = 1, after_effect: bool = False) -> None:
        """Close the connection without an answer, before or after the effect."""
        kind = FaultKind.CUT_AFTER if after_effect else FaultKind.CUT_BEFORE
        self.planned.append(Fault(method=method, kind=kind, times=times))

    def watch(
        self, method: str, *, on_arrival: Callable[[], None] | None = None, on_effect: Callable[[], None] | None = None
    ) -> None:
        """Tell when the next call comes, and when it has had its effect; it is answered as ever."""
        self.planned.append(Fault(method=method, on_arrival=on_arrival, on_effect=on_effect))

    def take(self, method: str) -> list[Fault]:
        """Return the delay and the fault due for this call, each counted down."""
        due: list[Fault] = []
        for wants_kind in (False, True):
            for fault in self.planned:
                if fault.times > 0 and fault.method in ("*", method) and (fault.kind is not None) is wants_kind:
                    fault.times -= 1
                    due.append(fault)
                    break
        return due
