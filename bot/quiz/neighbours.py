"""The words around an item's word: what a response may mean instead of the answer."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

from bot.lexicon.model import Entry, EntryId, PartOfSpeech
from bot.quiz import english
from bot.quiz.english import Phrase, basic, phrase
from bot.quiz.lookalikes import WORDS
from bot.text.kana import to_hiragana
from bot.text.keys import strict_key, surface_key
from bot.text.romaji import to_romaji
from bot.text.scripts import is_kana

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
    """Entries by what people type for them; built once from a glossary, or from one laid over another, and shared."""

    entries: Mapping[EntryId, Entry]
    by_kana: Mapping[str, tuple[Entry, ...]]
    by_sound: Mapping[str, tuple[Entry, ...]]
    by_short_sound: Mapping[str, tuple[Entry, ...]]
    by_spelling: Mapping[str, tuple[Entry, ...]]
    by_gloss: Mapping[tuple[str, ...], tuple[Entry, ...]]
    english: frozenset[str]
    """Every English word of three letters or more that the entries use, in the singular and one spelling, and those
    everyday words that are easily taken for slips of them."""

    gloss_words: tuple[str, ...]
    """The words of the glosses, to find those that a slip is nearer to than to the answer."""

    actions: frozenset[EntryId]
    """Entries that name an action: English has a verb and a noun for them, and either will do."""

    @classmethod
    def of(cls, entries: Iterable[Entry], over: "Neighbours | None" = None) -> Self:
        """Return the neighbours among ``entries`` and those that they are laid ``over``, which come first."""
        known: dict[EntryId, Entry] = {}
        kana: defaultdict[str, list[Entry]] = defaultdict(list)
        sound: defaultdict[str, list[Entry]] = defaultdict(list)
        short: defaultdict[str, list[Entry]] = defaultdict(list)
        spelling: defaultdict[str, list[Entry]] = defaultdict(list)
        gloss: defaultdict[tuple[str, ...], list[Entry]] = defaultdict(list)
        english_words = set() if over else {basic(word) for word in WORDS}
        gloss_words: set[str] = set()
        for entry in entries:
            known[entry.id] = entry
            for form in {kana_key(form) for form in kana_forms(entry)} - {""}:
                kana[form].append(entry)
                sound[strict_key(form)].append(entry)
            for key in short_sounds(entry.reading):
                short[key].append(entry)
            for key in {surface_key(form) for form in (entry.headword, *entry.variants, *entry.abbreviations)}:
                spelling[key].append(entry)
            for said in {english.gloss(text).core for sense in entry.senses for text in sense.gloss_en}:
                gloss[said.bag].append(entry)
                gloss_words.update(said.words)
            for text in _english_of(entry):
                english_words.update(basic(word) for word in _ENGLISH_WORD.findall(text.casefold()))
        under = over or _NONE
        return cls(
            entries={**under.entries, **known},
            by_kana=_added(under.by_kana, kana),
            by_sound=_added(under.by_sound, sound),
            by_short_sound=_added(under.by_short_sound, short),
            by_spelling=_added(under.by_spelling, spelling),
            by_gloss=_added(under.by_gloss, gloss),
            english=under.english | english_words,
            gloss_words=tuple(sorted(gloss_words.union(under.gloss_words))),
            actions=under.actions | {entry.id for entry in known.values() if _is_action(entry)},
        )

    def others(self, found: tuple[Entry, ...] | None, entry_id: EntryId) -> Entry | None:
        """Return the first of ``found`` that is another word than the item's: not its entry, nor that with お or ご."""
        own = self.entries.get(entry_id)
        return next(
            (entry for entry in found or () if entry.id != entry_id and not (own and _differ_in_prefix(entry, own))),
            None,
        )


def kana_key(text: str) -> str:
    """Return kana as hiragana without spaces and ``・``; kana is compared sign by sign."""
    return to_hiragana(text).replace(" ", "").replace("・", "")


def kana_forms(entry: Entry) -> Iterator[str]:
    """Yield the reading and every spelling that is kana: what the entry is called when it is said."""
    yield entry.reading
    for spelling in (*entry.variants, *entry.abbreviations):
        if is_kana(spelling):
            yield spelling


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


def _differ_in_prefix(one: Entry, other: Entry) -> bool:
    """Whether one entry is the other with a polite prefix: 連絡, ご連絡."""
    short, long = sorted((one.headword, other.headword), key=len)
    return long[0] in "おご御" and long[1:] == short


def _is_action(entry: Entry) -> bool:
    """Whether the entry names an action, as a verb does, or a noun that is doing something in English: 購買."""
    if entry.pos in _ACTIONS:
        return True
    sense = entry.senses[0]
    begins = [text.split(maxsplit=1)[0] for text in (*sense.gloss_en[:1], sense.def_en) if text]
    return entry.pos is PartOfSpeech.NOUN and bool(begins) and all(word.endswith("ing") for word in begins)


def _english_of(entry: Entry) -> Iterable[str]:
    for sense in entry.senses:
        yield sense.def_en
        yield from sense.gloss_en
        yield from (example.en for example in sense.examples)


def _added(table: Mapping[K, tuple[Entry, ...]], more: Mapping[K, list[Entry]]) -> dict[K, tuple[Entry, ...]]:
    return {**table, **{key: (*table.get(key, ()), *entries) for key, entries in more.items()}}


_NONE = Neighbours({}, {}, {}, {}, {}, {}, frozenset(), (), frozenset())
