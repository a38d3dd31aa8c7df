"""Which of the spellings listed for searching are English: fired, thank you, call center."""

import re
from collections.abc import Iterable

from bot.lexicon.model import Entry
from bot.lexicon.spotting.romaji import sounds_japanese
from bot.text import keys
from bot.text.similarity import distance

_PLAIN = re.compile("[A-Za-z][A-Za-z' -]*[a-z][A-Za-z' -]*")
_WORD = re.compile("[a-z]+")
_WORD_OF_ENGLISH = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
_MOST_SLIPS = 2
_LENGTH_OF_A_SLIP = 4


def english_keys(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the search keys that are English words.

    A key with a word that romaji cannot be is English; one that could be either (hire, cancel) is if the glossary's
    own glosses and definitions use all its words. What is nearly the reading is romaji, and initialisms are neither.
    """
    entries = tuple(entries)
    texts = (text for entry in entries for sense in entry.senses for text in (*sense.gloss_en, sense.def_en))
    used = frozenset(_WORD_OF_ENGLISH.findall(" ".join(texts)))
    listed = [(key, entry.kana) for entry in entries for key in entry.search_keys if _PLAIN.fullmatch(key)]
    likely = [(key, kana) for key, kana in listed if _is_english(key, used)]
    typed = keys.fold_all(keys.bare_letters, keys.fold_all(keys.keyboard_key, (key for key, _ in likely)))
    known = keys.fold_all(keys.bare_letters, keys.fold_all(keys.keyboard_key, (kana for _, kana in likely)))
    nearly = {key for (key, _), left, right in zip(likely, typed, known, strict=True) if _is_near(left, right)}
    return frozenset(key for key, _ in likely if key not in nearly)


def _is_english(key: str, used: frozenset[str]) -> bool:
    return all(word in used or not sounds_japanese(word) for word in _WORD.findall(key.lower()))


def _is_near(typed: str, known: str) -> bool:
    slips = min(_MOST_SLIPS, len(known) // _LENGTH_OF_A_SLIP)
    return abs(len(typed) - len(known)) <= slips and distance(typed, known, slips) <= slips
