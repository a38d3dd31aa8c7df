"""Small checks that are put together into tables of what a body may hold.

A check takes a value and its path and yields the problems it finds; none of them raises.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from tests.platforms.fake_slack.rules.problem import Problem

Check = Callable[[object, str], Iterator[Problem]]
Rule = Callable[[dict[str, object], str], Iterator[Problem]]
"""A check of a whole object that is known to be one."""


def length(text: str) -> int:
    """Return the length in UTF-16 units, the strictest way Slack could count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text(low: int, high: int, pattern: str | None = None) -> Check:
    """A string of ``low`` to ``high`` characters."""

    def check(value: object, path: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(path, "type", f"must be a string, not {_name(value)}")
            return
        size = length(value)
        if size < low:
            yield Problem(path, "too_short", f"has {size} characters, {low} at least")
        if size > high:
            yield Problem(path, "too_long", f"has {size} characters, {high} at most")
        if pattern is not None and not re.fullmatch(pattern, value):
            yield Problem(path, "pattern", f"must match {pattern}: {value[:40]!r}")

    return check


def whole(low: int, high: int) -> Check:
    """An integer from ``low`` to ``high``."""

    def check(value: object, path: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Problem(path, "type", f"must be an integer, not {_name(value)}")
        elif not low <= value <= high:
            yield Problem(path, "range", f"is {value}, must be {low} to {high}")

    return check


def flag(value: object, path: str) -> Iterator[Problem]:
    """A boolean."""
    if not isinstance(value, bool):
        yield Problem(path, "type", f"must be a boolean, not {_name(value)}")


def choice(*allowed: object) -> Check:
    """One of the values ``allowed``."""

    def check(value: object, path: str) -> Iterator[Problem]:
        if not any(type(value) is type(one) and value == one for one in allowed):
            yield Problem(path, "choice", f"must be one of {', '.join(map(repr, allowed))}, not {value!r:.60}")

    return check


def items(check_item: Check, low: int, high: int) -> Check:
    """An array of ``low`` to ``high`` items that all pass ``check_item``."""

    def check(value: object, path: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, "type", f"must be an array, not {_name(value)}")
            return
        if len(value) < low:
            yield Problem(path, "too_few", f"has {len(value)} items, {low} at least")
        if len(value) > high:
            yield Problem(path, "too_many", f"has {len(value)} items, {high} at most")
        for number, item in enumerate(value):
            yield from check_item(item, f"{path}[{number}]")

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *also: Rule) -> Check:
    """An object with the ``required`` keys, perhaps the ``optional`` ones and no others; then ``also`` on the whole."""
    known = {**required, **(optional or {})}

    def check(value: object, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, "type", f"must be an object, not {_name(value)}")
            return
        for key in required:
            if key not in value:
                yield Problem(f"{path}.{key}".lstrip("."), "missing", "is required")
        for key, item in value.items():
            where = f"{path}.{key}".lstrip(".")
            if key in known:
                yield from known[key](item, where)
            else:
                yield Problem(where, "unknown_key", "is not a key Slack knows here")
        for rule in also:
            yield from rule(value, path)

    return check


def by_type(table: Mapping[str, Check], allowed: frozenset[str] | None = None) -> Check:
    """An object whose ``type`` picks its check; a type outside ``allowed`` is refused."""

    def check(value: object, path: str) -> Iterator[Problem]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            yield Problem(path, "type", "must be an object with a type")
        elif kind not in table:
            yield Problem(f"{path}.type", "unknown_type", f"{kind!r} is not known")
        elif allowed is not None and kind not in allowed:
            yield Problem(f"{path}.type", "not_here", f"{kind!r} does not belong here")
        else:
            yield from table[kind](value, path)

    return check


def anything(value: object, path: str) -> Iterator[Problem]:
    """Whatever it is, it passes; for what Slack only stores."""
    yield from ()


def _name(value: object) -> str:
    return "null" if value is None else type(value).__name__
