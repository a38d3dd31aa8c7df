"""Text objects."""

from collections.abc import Iterator

from tests.platforms.fake_slack.rules import markup
from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.rules.shapes import Check, by_type, choice, flag, record, text


def plain(high: int, low: int = 1) -> Check:
    """A plain_text object."""
    return by_type({"plain_text": _plain(low, high)}, frozenset({"plain_text"}))


def either(high: int, low: int = 1) -> Check:
    """A plain_text or mrkdwn object."""
    return by_type({"plain_text": _plain(low, high), "mrkdwn": _mrkdwn(low, high)})


def _plain(low: int, high: int) -> Check:
    return record({"type": choice("plain_text"), "text": text(low, high)}, {"emoji": flag}, _not_blank)


def _mrkdwn(low: int, high: int) -> Check:
    required = {"type": choice("mrkdwn"), "text": text(low, high)}
    return record(required, {"verbatim": flag}, _not_blank, _escaped)


def _not_blank(value: dict[str, object], path: str) -> Iterator[Problem]:
    if isinstance(written := value.get("text"), str) and written and not written.strip():
        yield Problem(f"{path}.text", "blank", "shows nothing", house=True)


def _escaped(value: dict[str, object], path: str) -> Iterator[Problem]:
    if isinstance(written := value.get("text"), str):
        yield from markup.in_mrkdwn(written, f"{path}.text", literal=value.get("verbatim") is True)
