"""Slack's own text and JSON: what comes in is decoded here, what goes out is made harmless here."""

import re
import unicodedata
from typing import Any

Json = dict[str, Any]
"""An object of Slack's, as its libraries hand it over."""

# What must never leave the bot: C0 and C1 controls but the line feed, bidi controls, lone surrogates, and tag
# characters outside the flag emoji that are made of them.
_UNSENDABLE = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"
    "|[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
_TOKEN = re.compile(r"<([^<>]{1,3000})>")
_MENTION = re.compile(r"<@[UWB][A-Z0-9]{1,30}(?:\|[^<>]{0,200})?>")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")


def sendable(text: str) -> str:
    """Return ``text`` without the characters that must not leave the bot."""
    return _UNSENDABLE.sub(lambda found: found[1] or "", text)


def escaped(text: str) -> str:
    """Return ``text`` for a place that Slack reads as mrkdwn: nothing in it links or mentions."""
    return sendable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def units(text: str) -> int:
    """Return the length in UTF-16 units, the strictest way Slack could count."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def cut(text: str, limit: int) -> str:
    """Return at most ``limit`` units of ``text``, an ellipsis at the end when some is missing; no letter is split."""
    if units(text) <= limit:
        return text
    end = min(len(text), limit - 1)
    while end and (units(text[:end]) > limit - 1 or _continues(text, end)):
        end -= 1
    return f"{text[:end].rstrip()}…"


def typed(text: str) -> str:
    """Return what a person typed, from the mrkdwn that Slack made of it: links by their text, mentions left out."""
    return html_decoded(_TOKEN.sub(_shown, text))


def html_decoded(text: str) -> str:
    """Return ``text`` with Slack's three entities decoded."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def without_mentions(text: str) -> str:
    """Return raw mrkdwn without the people it mentions."""
    return _MENTION.sub(" ", text)


def _shown(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    if target.startswith(("@", "!")):
        return label
    if target.startswith("#"):
        return f"#{label}" if label else ""
    return label or target.removeprefix("mailto:")


def _continues(text: str, at: int) -> bool:
    """Tell whether the letter at ``at`` belongs to the one before."""
    letter = text[at]
    return (
        unicodedata.category(letter).startswith("M")
        or letter in _JOINERS
        or text[at - 1] == "\u200d"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U0001f1e6" <= letter <= "\U0001f1ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )
