"""Slack's own text and JSON: what comes in is decoded here, what goes out is made harmless here."""

import re
from typing import Any

from adapters import sendable

Json = dict[str, Any]
"""An object of Slack's, as its libraries hand it over."""

_TOKEN = re.compile(r"<([^<>]{1,3000})>")
_MENTION = re.compile(r"<@([UWB][A-Z0-9]{1,30})(?:\|([^<>]{0,200}))?>")


def escaped(text: str) -> str:
    """Return ``text`` for a place that Slack reads as mrkdwn: nothing in it links or mentions."""
    return sendable.sendable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def units(text: str) -> int:
    """Return the length in UTF-16 units, the strictest way Slack could count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """Return at most ``limit`` units of ``text``, an ellipsis at the end when some is missing; no letter is split."""
    if 2 * len(text) <= limit:
        return text
    size = limit
    while (excess := units(shown := sendable.cut(text, size)) - limit) > 0:
        size -= (excess + 1) // 2
    return shown


def typed(text: str) -> str:
    """Return what a person typed, from the mrkdwn that Slack made of it: links by their text, mentions left out."""
    said = html_decoded(_TOKEN.sub(_shown, text))
    return sendable.received(said, len(said))


def html_decoded(text: str) -> str:
    """Return ``text`` with Slack's three entities decoded."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def without_mentions(text: str) -> str:
    """Return raw mrkdwn without the people it mentions."""
    return _MENTION.sub(" ", text)


def mentioned(text: str) -> tuple[str, str] | None:
    """Return id and name of the first person whom raw mrkdwn mentions; the name is empty where Slack leaves it out."""
    found = _MENTION.search(text)
    return (found[1], html_decoded(found[2] or "")) if found else None


def _shown(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    if target.startswith(("@", "!")):
        return label
    if target.startswith("#"):
        return f"#{label}" if label else ""
    return label or target.removeprefix("mailto:")
