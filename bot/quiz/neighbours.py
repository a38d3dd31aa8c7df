"""The words around an item's word: what a response may mean instead of the answer."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, TypeVar

from bot.lexicon.model import Entry, EntryId, PartOfSpeech
from bot.quiz.english import Phrase, basic, phrase
from bot.text.kana import to_hiragana
from bot.text.keys import strict_key
from bot.text.romaji import to_romaji

_ENGLISH_WORD = re.compile(r"[a-z]{3,}")
K = TypeVar("K")

_ACTIONS = {
    PartOfSpeech.SURU_NOUN,
    PartOfSpeech.GODAN_VERB,
    PartOfSpeech.ICHIDAN_VERB,
    PartOfSpeech.SURU_VERB,
}
_PLAIN_VOWELS = str.maketrans("āīūēō", "aiueo")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Entries by what people type for them; built once from the glossary and shared."""

    by_kana: dict[str, tuple[Entry, ...]]
    by_sound: dict[str, tuple[Entry, ...]]
    by_short_sound: dict[str, tuple[Entry, ...]]
    by_gloss: dict[tuple[str, ...], tuple[Entry, ...]]
    english: frozenset[str]
    """Every English word of three letters or more that the entries use, in the singular and one spelling."""

    actions: frozenset[EntryId]
    """Entries that name an action: English has a verb and a noun for them, and either will do."""

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Return the neighbours among ``entries``."""
        kana: defaultdict[str, list[Entry]] = defaultdict(list)
        sound: defaultdict[str, list[Entry]] = defaultdict(list)
        short: defaultdict[str, list[Entry]] = defaultdict(list)
        gloss: defaultdict[tuple[str, ...], list[Entry]] = defaultdict(list)
        english: set[str] = set()
        actions: set[EntryId] = set()
        for entry in entries:
            if entry.pos in _ACTIONS:
                actions.add(entry.id)
            kana[kana_key(entry.reading)].append(entry)
            sound[strict_key(entry.kana)].append(entry)
            for key in short_sounds(entry.reading):
                short[key].append(entry)
            for bag in {known.bag for known in glosses(entry)}:
                gloss[bag].append(entry)
            for text in _english_of(entry):
                english.update(basic(word) for word in _ENGLISH_WORD.findall(text.casefold()))
        return cls(
            by_kana=_frozen(kana),
            by_sound=_frozen(sound),
            by_short_sound=_frozen(short),
            by_gloss=_frozen(gloss),
            english=frozenset(english),
            actions=frozenset(actions),
        )

    def others(self, found: tuple[Entry, ...] | None, entry_id: EntryId) -> Entry | None:
        """Return the first of ``found`` that is not the item's own entry."""
        return next((entry for entry in found or () if entry.id != entry_id), None)


def kana_key(text: str) -> str:
    """Return kana as hiragana without spaces and ``・``; kana is compared sign by sign."""
    return to_hiragana(text).replace(" ", "").replace("・", "")


def short_sounds(reading: str) -> frozenset[str]:
    """Return the strict keys of the romaji people shorten ``reading`` to.

    They write all long vowels short (こうしょう as kosho), leave out the apostrophe (しんよう as shinyou), or both.
    """
    plain = strict_key(to_romaji(reading.replace(" ", "・")).translate(_PLAIN_VOWELS))
    full = strict_key(reading)
    return frozenset({plain, plain.replace("'", ""), full.replace("'", "")} - {full})


def glosses(entry: Entry) -> tuple[Phrase, ...]:
    """Return the English equivalents of all senses, reduced."""
    return tuple(phrase(gloss) for sense in entry.senses for gloss in sense.gloss_en)


def _english_of(entry: Entry) -> Iterable[str]:
    for sense in entry.senses:
        yield sense.def_en
        yield from sense.gloss_en
        yield from (example.en for example in sense.examples)


def _frozen(table: dict[K, list[Entry]]) -> dict[K, tuple[Entry, ...]]:
    return {key: tuple(entries) for key, entries in table.items()}
