"""What may leave the bot: text without characters that mislead a reader, cut where no letter is split."""

import re
import unicodedata

# C0 and C1 controls but the line feed, bidi controls, lone surrogates, and tag characters outside the flag emoji that
# are made of them.
_UNSENDABLE = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"
    "|[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")


def sendable(text: str) -> str:
    """Return ``text`` without the characters that must not leave the bot."""
    return _UNSENDABLE.sub(lambda found: found[1] or "", text)


def received(text: str, limit: int) -> str:
    """Return the first ``limit`` characters of what came in; half a surrogate pair, which JSON lets pass, is marked."""
    return _SURROGATE.sub("\ufffd", text[:limit])


def cut(text: str, limit: int) -> str:
    """Return at most ``limit`` characters of ``text``, an ellipsis at the end when some is missing."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end and _continues(text, end):
        end -= 1
    return f"{text[:end].rstrip()}…"


def _continues(text: str, at: int) -> bool:
    """Return whether the character at ``at`` belongs to the letter before it."""
    letter = text[at]
    return (
        unicodedata.category(letter).startswith("M")
        or letter in _JOINERS
        or text[at - 1] == "\u200d"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U0001f1e6" <= letter <= "\U0001f1ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )
