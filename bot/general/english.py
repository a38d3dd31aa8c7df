"""The key of an English gloss: what "to call (on the phone)", "a call" and "calls" have in common."""

import re
from functools import lru_cache

from bot.lexicon.english import words_of

_BRACKETS = re.compile(r"\([^)]*\)")
_FIRST = re.compile(r"^ *(?:to|an?|the) +(?=\w)")
_WORDS = re.compile(r"[a-z0-9']+")


def english_key(text: str) -> str:
    """Return the words of ``text`` without brackets and a "to" or an article at its head, written together.

    Each word is compared as the glossary does: in the singular, British and American spelling alike. No word is left
    out: "to take" is not "to take something into".
    """
    if "(" in text:
        text = _BRACKETS.sub(" ", text)
    return "".join(map(_word, _WORDS.findall(_FIRST.sub("", text.lower()))))


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    return "".join(words_of(word))
