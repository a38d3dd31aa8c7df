"""Which sense of a word a question asks about, and which of its short forms go with that sense."""

import re

from bot.lexicon.model import Entry, Sense
from bot.quiz.model import Item

_WORDS = re.compile(r"[a-z0-9]+")
_SMALL = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "or", "per", "the", "to"})
_SHORTEST = 2


def asked_sense(item: Item, entry: Entry) -> Sense | None:
    """Return the sense whose definition the item shows; None if it shows none, and so asks about the whole word."""
    stem = item.stem.ja
    return next((sense for sense in entry.senses if sense.def_ja.removesuffix("。") in stem), None)


def short_forms(entry: Entry, sense: Sense | None) -> tuple[str, ...]:
    """Return the short forms of the word in ``sense``; all of them where it is None.

    Letters that are the initials of an equivalent (ACW, after-call work) go with the senses that have such a one alone.
    """
    if sense is None or len(entry.senses) == 1:
        return entry.abbreviations
    return tuple(
        short
        for short in entry.abbreviations
        if _stands_for(short, sense) or not any(_stands_for(short, other) for other in entry.senses)
    )


def _stands_for(short: str, sense: Sense) -> bool:
    letters = short.lower()
    return len(letters) >= _SHORTEST and any(letters == _initials(gloss) for gloss in sense.gloss_en)


def _initials(gloss: str) -> str:
    return "".join(word[0] for word in _WORDS.findall(gloss.lower()) if word not in _SMALL)
