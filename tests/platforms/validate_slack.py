"""``assert_valid``: is this body one that Slack takes and that this project wants to send?"""

from collections.abc import Collection

from tests.platforms.fake_slack.rules.bodies import Kind, problems
from tests.platforms.fake_slack.rules.problem import Problem

__all__ = ["Kind", "Problem", "assert_valid", "problems_of"]


def problems_of(payload: object, kind: Kind | str, allow: Collection[str] = ()) -> list[Problem]:
    """Return every broken rule, in the order of the body; tokens in ``allow`` may be alive."""
    return list(problems(payload, Kind(kind), allow))


def assert_valid(payload: object, kind: Kind | str, allow: Collection[str] = ()) -> None:
    """Pass only for a body of this kind that keeps every rule.

    Args:
        payload: The body; blocks and views as objects, not as JSON in a string.
        kind: What it is for, a :class:`Kind` or its value.
        allow: What may stand in angle brackets: ``https://…|label``, ``@U123``.

    Raises:
        AssertionError: a rule is broken; the message names each with its path.
        ValueError: there is no such kind.
    """
    found = problems_of(payload, kind, allow)
    if found:
        lines = "\n".join(f"  {problem}" for problem in found)
        raise AssertionError(f"{kind} breaks {len(found)} rule(s):\n{lines}")
