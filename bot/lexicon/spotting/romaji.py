"""Terms in romaji: kasutama, Jyuden, shinsotsu saiyō, rimo-to wa-ku, as words of their own among Latin letters."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from bot.lexicon.model import Entry
from bot.lexicon.spotting.everyday import ENGLISH
from bot.lexicon.spotting.passage import JAPANESE, LATIN, Passage
from bot.lexicon.spotting.respellings import respellings
from bot.text import keys
from bot.text.differences import added
from bot.text.scripts import is_kana, is_latin
from bot.text.similarity import distance

_SHORTEST = 4
_SHORTEST_LOOSE = 5
"""Letters from which length may be left out anywhere; a shorter word needs romaji or Japanese beside it."""
_SHORTEST_PART = 3
"""Letters of a word that may be written apart: shinsotsu saiyo, rimo-to wa-ku, but not Ken to for kento."""
_MOST_WORDS = 6
_LONGEST_NAME = 5

_VOWEL = "[aiueoāīūēōâîûêô]"
_MORA = f"(?:(?:[kgsztdnhbpmrfvjwlc]|ky|gy|sh|sy|zy|jy|ch|cy|ty|dy|ts|ny|hy|by|py|my|ry|ly|th|dh|y)?{_VOWEL}h?)"
_WORD = re.compile(rf"(?<![{LATIN}0-9@.:/_])[{LATIN}]+(?:['’][{LATIN}]+)*(?![{LATIN}0-9@:/_])")
_DOUBLED = "".join(f"|{sign}(?={sign})" for sign in "kspgdbzjf")
_ROMAJI = re.compile(f"(?:(?:[nm]|t(?=[tc])|c(?=c){_DOUBLED})?['’]?{_MORA})+[nm]?")
_AFTER_JAPANESE = re.compile(f" (?:wa|ga|no|ni|wo|o|de|mo|to|desu|da|kara|made)(?![{LATIN}])| ?[{JAPANESE}]")
_AFTER_NAME = re.compile("[- ]?(?:san|kun|chan)(?![a-z])|[ ]?(?:さん|くん|君|ちゃん|氏)")


def sounds_japanese(text: str) -> bool:
    """Tell whether ``text``, in small letters, can be read as romaji throughout."""
    return _ROMAJI.fullmatch(text) is not None


_RUN_TOGETHER = frozenset("aiueon")


class Heard(NamedTuple):
    """A term heard in Latin letters: where in the folded text, and which entries it may be, likeliest first."""

    start: int
    end: int
    positions: tuple[int, ...]


class Word(NamedTuple):
    """A word in Latin letters that can be read as romaji, with its loose key."""

    start: int
    end: int
    key: str


def words_of(text: str) -> list[Word]:
    """Return the words of folded ``text`` that can be read as romaji."""
    spans = [found.span() for found in _WORD.finditer(text) if sounds_japanese(found[0])]
    loose = keys.fold_all(keys.loose_key, (text[start:end] for start, end in spans))
    return [Word(start, end, key) for (start, end), key in zip(spans, loose, strict=True)]


class RomajiTerms:
    """Finds the readings of ``entries``, whose places are counted from ``first`` on, in Latin letters."""

    def __init__(self, entries: Sequence[Entry], first: int = 0) -> None:
        named = [(position, text) for position, entry in enumerate(entries, first) for text in _sounds_of(entry)]
        strict = keys.fold_all(keys.strict_key, (text for _, text in named))
        loose = keys.fold_all(keys.loosen, strict)
        self._by_loose: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for (position, _), sounds, key in zip(named, strict, loose, strict=True):
            self._by_loose[key].append((position, sounds))
        self._beginnings = {beginning for key in self._by_loose for beginning in accumulate(key)}

    def find(self, passage: Passage, words: Sequence[Word]) -> Iterator[Heard]:
        """Yield the terms heard in ``words``, the passage's own, overlapping ones included."""
        for first, word in enumerate(words):
            if word.key in self._beginnings:
                yield from self._from(words, first, passage)

    def _from(self, words: Sequence[Word], first: int, passage: Passage) -> Iterator[Heard]:
        start, key = words[first].start, ""
        for number in range(first, min(first + _MOST_WORDS, len(words))):
            word = words[number]
            if number > first and not self._continues(passage.text, start, words[number - 1].end, word):
                return
            before, key = key, _joined(key, word.key)
            if key == before:  # a particle that sounds like more of the last vowel: saiyou wo
                return
            if key in self._by_loose:
                positions = self._heard(passage, start, word.end, key)
                if positions:
                    yield Heard(start, word.end, positions)
            if key not in self._beginnings:
                return

    @staticmethod
    def _continues(text: str, start: int, end: int, word: Word) -> bool:
        """Tell whether ``word`` may be the next part of the term that began at ``start`` and goes on until ``end``."""
        between = text[end : word.start]
        is_particle = word.end - word.start < _SHORTEST_PART and text[word.end : word.end + 1] != "-"
        return between == "-" or (between == " " and end - start >= _SHORTEST_PART and not is_particle)

    def _heard(self, passage: Passage, start: int, end: int, key: str) -> tuple[int, ...]:
        typed = passage.text[start:end]
        if len(typed) < _SHORTEST or typed in ENGLISH or _is_name(passage, start, end):
            return ()
        strict = keys.strict_key(typed.replace("-", "").replace(" ", ""))
        exact = [position for position, sounds in self._by_loose[key] if sounds == strict]
        if exact or (len(typed) < _SHORTEST_LOOSE and not _AFTER_JAPANESE.match(passage.text, end)):
            return tuple(exact)
        return tuple(position for position, sounds in self._by_loose[key] if added(strict, sounds) == (False, False))


def _sounds_of(entry: Entry) -> Iterator[str]:
    """Yield the kana and romaji that an entry is called by."""
    spelt = [
        text.replace("・", "").replace(" ", "") for text in (*entry.variants, *entry.abbreviations, *entry.search_keys)
    ]
    kana = dict.fromkeys((entry.kana, *filter(is_kana, (*entry.variants, *entry.abbreviations, *respellings(entry)))))
    yield from filter(None, kana)
    said = keys.fold_all(keys.loose_key, kana)
    yield from (text for text in spelt if is_latin(text) and _spells_out(text.lower(), said))


def _spells_out(text: str, said: Sequence[str]) -> bool:
    """Tell whether a listed spelling is romaji rather than English (message, pension): a way to write what is ``said``."""
    if text in ENGLISH or not sounds_japanese(text):
        return False
    key = keys.loose_key(text)
    return any(key in sounds or distance(key, sounds, 1) <= 1 for sounds in said)


@lru_cache(maxsize=1_024)
def _joined(key: str, following: str) -> str:
    """Return the loose key of two words said as one: only like sounds run together (shain nin, ro ou)."""
    if key and following and {key[-1], following[0]} <= _RUN_TOGETHER:
        return keys.loosen(key + following)
    return key + following


def _is_name(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a short capitalised word is somebody: Kiko-san, Kaden さん."""
    if end - start > _LONGEST_NAME or not passage.cased[start].isupper():
        return False
    return _AFTER_NAME.match(passage.text, end) is not None
