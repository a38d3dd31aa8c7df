"""Everything an entry can be called, under every key it can be called by.

Built once from a glossary by folding all spellings in one pass for each kind of key; afterwards only read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from bot.lexicon.english import EnglishIndex
from bot.lexicon.listed import english_keys
from bot.lexicon.model import Entry, PartOfSpeech
from bot.lexicon.scale import Trust
from bot.text import keys
from bot.text.inflection import Conjugation, inflected
from bot.text.neighbours import Neighbours
from bot.text.scripts import has_kanji, is_latin

CONJUGATIONS = {
    PartOfSpeech.GODAN_VERB: Conjugation.GODAN,
    PartOfSpeech.ICHIDAN_VERB: Conjugation.ICHIDAN,
    PartOfSpeech.SURU_VERB: Conjugation.SURU,
    PartOfSpeech.I_ADJECTIVE: Conjugation.ADJECTIVE,
}
SHORT = 4
"""Abbreviations of fewer Latin letters are found as they stand or not at all."""


class Role(Enum):
    """What a spelling is to its entry."""

    HEADWORD = auto()
    VARIANT = auto()
    ABBREVIATION = auto()
    READING = auto()
    SEARCH_KEY = auto()
    RESPELT = auto()
    """A search key that only writes the sounds of the reading in its own way."""


class Spelling(NamedTuple):
    """One thing an entry is called: the entry's place in the glossary, the text, what it is shown as, its sounds.

    A search key is shown as the headword or, when it has the sounds of the reading, as that. ``heard`` is romaji with
    ``:`` for length; nothing for kanji.
    """

    position: int
    text: str
    role: Role
    shown: str
    heard: str


class Sounds(NamedTuple):
    """The keys of a spelling that a slip is judged by, side by side; empty for kanji and short abbreviations."""

    loose: str = ""
    strict: str = ""
    keyboard: str = ""
    letters: str = ""


_NO_SOUNDS = Sounds()

Numbers = dict[str, list[int]]
"""Key → numbers of the spellings that have it, in glossary order."""


class Index:
    """The spellings of ``entries`` by surface, strict, loose and skeleton key, and those near a key.

    What is a word ``beside`` them counts as one here too, where a slip of the finger is told from another word.
    """

    def __init__(self, entries: Sequence[Entry], beside: "Index | None" = None) -> None:
        self.entries = entries
        self._beside = beside
        english = english_keys(entries)
        self.spellings = [
            spelling for position, entry in enumerate(entries) for spelling in _spellings(position, entry, english)
        ]
        texts = [spelling.text for spelling in self.spellings]
        self.surfaces = keys.fold_all(keys.surface_key, texts)
        self.by_surface = _numbers(enumerate(self.surfaces))
        written = [number for number, text in enumerate(texts) if has_kanji(text)]
        sounded = [number for number in _others(len(texts), written) if not _is_short(self.spellings[number])]
        self.strict = dict(zip(sounded, keys.fold_all(keys.strict_key, (texts[n] for n in sounded)), strict=True))
        self.loose = dict(zip(sounded, keys.fold_all(keys.loosen, self.strict.values()), strict=True))
        self._describe()
        self.by_strict = _numbers((number, key) for number, key in self.strict.items())
        self.by_loose = _numbers((number, key) for number, key in self.loose.items())
        self.by_kanji = _numbers((number, sign) for number in written for sign in set(self.surfaces[number]))
        self.by_skeleton = _numbers(
            zip(written, keys.fold_all(keys.skeleton_key, (texts[n] for n in written)), strict=True)
        )
        self.english = EnglishIndex(
            (position, rank, text)
            for position, entry in enumerate(entries)
            for rank, text in enumerate(
                (
                    *(gloss for sense in entry.senses for gloss in sense.gloss_en),
                    *(key for key in entry.search_keys if key in english),
                )
            )
        )

        self._set_neighbours(texts)
        self.by_inflection = self._inflections()

    def has_sound(self, loose: str) -> bool:
        """Tell whether any spelling has this loose key."""
        return loose in self.by_loose or (self._beside is not None and self._beside.has_sound(loose))

    def known_english(self, words: Iterable[str]) -> list[str]:
        """Return those of ``words`` that stand in an English equivalent."""
        if self._beside is None:
            return self.english.known(words)
        return [word for word in words if self.english.known((word,)) or self._beside.known_english((word,))]

    @cached_property
    def near_letters(self) -> Neighbours:
        """What is an edit or two from a key in letters: built for the first slip, which most queries do not have.

        In one list, for most queries are one and the same in loose key, in letters and as an English word.
        """
        return Neighbours((*self.by_latin, *self.english.keys()))

    @cached_property
    def near_surfaces(self) -> Neighbours:
        """What is an edit or two from a spelling in Japanese."""
        return Neighbours(key for key in self.by_surface if not key.isascii())

    def _describe(self) -> None:
        """Give every spelling its sounds, and search keys that only respell the reading that role."""
        sounds = zip(self.strict, keys.fold_all(keys.in_hepburn, self.strict.values()), strict=True)
        heard = {
            number: sound for number, sound in sounds if self.spellings[number].role in {Role.HEADWORD, Role.READING}
        }
        called = {(self.spellings[number].position, self.loose[number]): number for number in reversed(list(heard))}
        for number, (position, text, role, shown, _) in enumerate(self.spellings):
            same = called.get((position, self.loose.get(number, ""))) if role is Role.SEARCH_KEY else None
            if same is not None:
                self.spellings[number] = Spelling(position, text, Role.RESPELT, self.spellings[same].text, heard[same])
            elif number in heard:
                self.spellings[number] = Spelling(position, text, role, shown, heard[number])

    def _set_neighbours(self, texts: Sequence[str]) -> None:
        latin = [number for number in self.strict if is_latin(texts[number])]
        kana = [number for number in self.strict if not is_latin(texts[number])]
        self.keyboard = {
            number: key
            for numbers in (latin, kana)  # apart: one sign of kana has a whole text read as kana
            for number, key in zip(numbers, keys.fold_all(keys.keyboard_key, (texts[n] for n in numbers)), strict=True)
        }
        self.letters = dict(zip(self.keyboard, keys.fold_all(keys.bare_letters, self.keyboard.values()), strict=True))
        self.sounds = [_NO_SOUNDS] * len(texts)
        for number, loose in self.loose.items():
            self.sounds[number] = Sounds(loose, self.strict[number], self.keyboard[number], self.letters[number])
        self.by_latin = _merged(self.by_loose, _numbers(self.letters.items()), _numbers(self.keyboard.items()))
        self.trust = Trust(len(self.by_loose) + (len(self._beside.by_loose) if self._beside else 0))

    def _inflections(self) -> Numbers:
        """Return the numbers of verbs and adjectives by the surface of each form that they inflect to."""
        forms: list[tuple[int, str]] = []
        for number, spelling in enumerate(self.spellings):
            conjugation = CONJUGATIONS.get(self.entries[spelling.position].pos)
            if conjugation:
                forms += ((number, form) for form in inflected(spelling.text, conjugation))
        surfaces = keys.fold_all(keys.surface_key, (form for _, form in forms))
        return _numbers(zip((number for number, _ in forms), surfaces, strict=True))


def _merged(*tables: Numbers) -> Numbers:
    """Return the numbers that any of ``tables`` has for a key, each once."""
    merged: dict[str, dict[int, None]] = {}
    for table in tables:
        for key, numbers in table.items():
            merged.setdefault(key, {}).update(dict.fromkeys(numbers))
    return {key: list(numbers) for key, numbers in merged.items()}


def _spellings(position: int, entry: Entry, english: Set[str]) -> Iterator[Spelling]:
    """Yield what an entry is called in Japanese; a spelling given twice keeps its first role."""
    called = {entry.headword: Role.HEADWORD}
    for texts, role in (
        (entry.variants, Role.VARIANT),
        (entry.abbreviations, Role.ABBREVIATION),
        ((entry.kana,), Role.READING),
        ((key for key in entry.search_keys if key not in english), Role.SEARCH_KEY),
    ):
        for text in texts:
            called.setdefault(text, role)
    for text, role in called.items():
        yield Spelling(position, text, role, entry.headword if role is Role.SEARCH_KEY else text, "")


def _is_short(spelling: Spelling) -> bool:
    return spelling.role is not Role.READING and len(spelling.text) < SHORT and is_latin(spelling.text)


def _others(count: int, numbers: Iterable[int]) -> list[int]:
    taken = set(numbers)
    return [number for number in range(count) if number not in taken]


def _numbers(keyed: Iterable[tuple[int, str]]) -> Numbers:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, key in keyed:
        if key:
            numbers[key].append(number)
    return dict(numbers)
