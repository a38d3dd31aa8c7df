"""Which wrong answers an item may offer: alike enough to tempt, never so close that they could be right."""

import re
from collections.abc import Callable, Iterable, Iterator
from random import Random

from bot.lexicon.model import Attitude, Entry, EntryId, Glossary
from bot.localized import Localized
from bot.quiz.english import Phrase, phrase
from bot.quiz.neighbours import glosses
from bot.text.keys import strict_key, surface_key
from bot.text.similarity import similarity

MOST = 3
"""Distractors of an item at most."""

LEAST = 2
"""Distractors that a choice item needs; with fewer good ones it is asked as a typed item."""

_LEVEL_BAND = 1
_LENGTH_RATIO = 2.0
_ALIKE_SOUND = 0.6
_KANJI = re.compile(r"[㐀-鿿々]")
_LABELLED = {Attitude.SENSITIVE, Attitude.PEJORATIVE}

Shown = Callable[[Entry], Localized]
"""What an option shows of an entry."""


def is_askable(entry: Entry) -> bool:
    """Whether the entry may turn up in a quiz: words that need a warning beside them do not."""
    return entry.attitude not in _LABELLED


class Distractors:
    """Chooses distractors from one glossary; remembers what it worked out about its entries."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._glosses: dict[EntryId, tuple[Phrase, ...]] = {}
        self._spellings: dict[EntryId, frozenset[str]] = {}
        self._family: dict[EntryId, frozenset[EntryId]] = {}

    def choose(self, key: Entry, shown: Shown, random: Random) -> tuple[Entry, ...]:
        """Return up to ``MOST`` good distractors for ``key``, close ones first; fewer when there are no more.

        They come from the same contrast or domain, have the same part of speech and a similar level and length,
        and neither they nor any two of them can be right at once.
        """
        good = [other for other in self._candidates(key) if self._is_good(key, other, shown)]
        random.shuffle(good)
        good.sort(key=lambda other: -self._closeness(key, other))
        close = [other for other in good if self._closeness(key, other) > 0]
        rest = [other for other in good if other not in close]
        # One or two that tempt, the others from the field at large: all close ones would give the key away.
        lead = random.choice((1, 2))
        ranked = [*close[:lead], *_shuffled(rest, random), *close[lead:]]
        chosen: list[Entry] = []
        for other in ranked:
            if len(chosen) == MOST:
                break
            if all(self._are_apart(other, known, shown) for known in chosen):
                chosen.append(other)
        return tuple(chosen)

    def could_both_be_right(self, one: Entry, other: Entry) -> bool:
        """Whether a stem about ``one`` might fit ``other``: synonym, wider, narrower, same sound or gloss."""
        return (
            one.id == other.id
            or other.id in one.synonyms
            or one.id in other.synonyms
            or other.id in self._wider(one)
            or one.id in self._wider(other)
            or strict_key(one.kana) == strict_key(other.kana)
            or bool(self._spelt(one) & self._spelt(other))
            or self._share_gloss(one, other)
        )

    def _candidates(self, key: Entry) -> Iterator[Entry]:
        domains = set(key.domains)
        mates = self._mates(key)
        for other in self._glossary.entries:
            if is_askable(other) and (other.id in mates or domains & set(other.domains)):
                yield other

    def _is_good(self, key: Entry, other: Entry, shown: Shown) -> bool:
        if (other.pos, other.proper_name) != (key.pos, key.proper_name) or self.could_both_be_right(key, other):
            return False
        if abs(other.difficulty - key.difficulty) > _LEVEL_BAND and other.id not in self._mates(key):
            return False
        if not _alike_in_length(shown(key), shown(other)):
            return False
        return not any(self._names(one, two) for one, two in ((key, other), (other, key)))

    def _are_apart(self, one: Entry, other: Entry, shown: Shown) -> bool:
        texts, others = shown(one), shown(other)
        same = surface_key(texts.en) == surface_key(others.en) or surface_key(texts.ja) == surface_key(others.ja)
        return not same and not self.could_both_be_right(one, other)

    def _closeness(self, key: Entry, other: Entry) -> int:
        if other.id in self._mates(key):
            return 3
        if other.id in {*key.antonyms, *key.related}:
            return 2
        if set(_KANJI.findall(key.headword)) & set(_KANJI.findall(other.headword)):
            return 1
        return int(similarity(strict_key(key.kana), strict_key(other.kana)) >= _ALIKE_SOUND)

    def _mates(self, key: Entry) -> set[EntryId]:
        return {member for contrast in self._glossary.contrasts_of(key.id) for member in contrast.members} - {key.id}

    def _wider(self, entry: Entry) -> frozenset[EntryId]:
        """Return all broader terms of the entry, however far up."""
        if entry.id not in self._family:
            found: set[EntryId] = set()
            ahead = list(entry.broader)
            while ahead:
                above = ahead.pop()
                if above not in found:
                    found.add(above)
                    ahead.extend(self._glossary.entry(above).broader)
            self._family[entry.id] = frozenset(found)
        return self._family[entry.id]

    def _spelt(self, entry: Entry) -> frozenset[str]:
        if entry.id not in self._spellings:
            self._spellings[entry.id] = frozenset(surface_key(text) for text in spellings(entry))
        return self._spellings[entry.id]

    def _phrases(self, entry: Entry) -> tuple[Phrase, ...]:
        if entry.id not in self._glosses:
            self._glosses[entry.id] = glosses(entry)
        return self._glosses[entry.id]

    def _share_gloss(self, one: Entry, other: Entry) -> bool:
        """Whether a gloss of one holds all words of a gloss of the other: ``customer`` is in ``new customer``."""
        return any(
            set(left.words) <= set(right.words) or set(right.words) <= set(left.words)
            for left in self._phrases(one)
            for right in self._phrases(other)
        )

    def _names(self, one: Entry, other: Entry) -> bool:
        """Whether a definition of ``one`` names ``other``, as it names a wider term or an equivalent."""
        return any(holds_any(sense.def_ja, spellings(other)) or self._says(sense.def_en, other) for sense in one.senses)

    def _says(self, definition: str, other: Entry) -> bool:
        words = " ".join(phrase(definition).words)
        return any(f" {' '.join(gloss.words)} " in f" {words} " for gloss in self._phrases(other))


def spellings(entry: Entry) -> tuple[str, ...]:
    """Return every way the entry is written."""
    return (entry.headword, *entry.variants, *entry.abbreviations)


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of ``words`` stands in ``text``; Latin words must stand alone, Japanese ones have no borders."""
    folded = text.casefold()
    for word in words:
        lower = word.casefold()
        if lower.isascii():
            if re.search(rf"(?<![a-z0-9]){re.escape(lower)}(?![a-z0-9])", folded):
                return True
        elif lower in folded:
            return True
    return False


def _alike_in_length(one: Localized, other: Localized) -> bool:
    return all(
        max(len(left), len(right)) <= _LENGTH_RATIO * min(len(left), len(right))
        for left, right in ((one.en, other.en), (one.ja, other.ja))
    )


def _shuffled(entries: list[Entry], random: Random) -> list[Entry]:
    return random.sample(entries, len(entries))
