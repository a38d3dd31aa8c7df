"""Which words a customer is not to hear, as the entries' own usage notes say it: the reason is quoted, never guessed."""

import re

from bot.localized import Localized

# The half of a sentence up to a colon or semicolon forbids one thing: what follows may be about another.
_ENGLISH = re.compile(
    r"\b(?:not|never)\b[^.:;]{0,40}\b(?:customers?|callers?|clients?|person called)\b"
    r"|\b(?:customers?|callers?|clients?)\b[^.:;]{0,25}\bnever\b"
    r"|\b(?:callers|customers) are told"
    r"|\bto (?:a |the )?(?:customers?|callers?|clients?)(?:,? one)? (?:say|write|says)\b",
    re.IGNORECASE,
)
_JAPANESE = re.compile(
    "[^。]*(?:客|顧客|電話の相手)[^。]*"
    "(?:言わない|言わず|使わない|使わず|と言う|と言い|と書く|などと言|避け|向かない|「[^「」]+」を使う)[^。]*。"
)
_SENTENCE = re.compile(r"(?<=[.!?]) ")


def forbidding(note: Localized | None) -> Localized | None:
    """Return the sentence of a usage note that keeps the word from customers; None unless both languages have one."""
    if note is None:
        return None
    english = next((sentence for sentence in _SENTENCE.split(note.en) if _ENGLISH.search(sentence)), None)
    japanese = _JAPANESE.search(note.ja)
    return Localized(english, japanese[0]) if english and japanese else None
