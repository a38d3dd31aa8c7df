"""Whether Discord would take a body, and whether it is safe to send."""

from tests.platforms.fake_discord.rules.check import problems
from tests.platforms.fake_discord.rules.kinds import Kind
from tests.platforms.fake_discord.rules.problem import InvalidBodyError, Problem

__all__ = ["InvalidBodyError", "Kind", "Problem", "assert_valid", "problems"]


def assert_valid(payload: object, kind: Kind, *, already_v2: bool = False, files: int = 0) -> None:
    """Raise InvalidBodyError, an AssertionError that names every culprit, unless ``payload`` may be sent as ``kind``.

    ``already_v2`` tells that the message being edited uses Components V2; ``files`` is how many go along.
    """
    found = problems(payload, kind, already_v2=already_v2, files=files)
    if found:
        raise InvalidBodyError(found)
