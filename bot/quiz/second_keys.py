"""Whether two entries could both be right where one is asked for: the lint behind every choice item."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from bot.lexicon.model import Entry, EntryId, Glossary, Sense
from bot.quiz.english import phrase
from bot.text.keys import strict_key, surface_key
from bot.text.romaji import to_romaji

_SAME_DEFINITION = 0.45
_SAME_DEFINITION_JA = 0.35
"""Share of their words, or of their pairs of letters, from which two definitions are too alike to tell apart in a hurry."""

_RELATED = 0.65
"""How much sooner the definitions of related words are too alike."""

_GENERAL = 0.03
"""Share of all definitions from which a word that they use is a general one: a customer, a meeting, pay."""

_EMPTY = frozenset(
    [
        "and",
        "or",
        "that",
        "which",
        "who",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "is",
        "are",
        "was",
        "be",
        "it",
        "its",
        "this",
        "one",
        "somebody",
        "something",
    ]
)

_FEW = 200
"""Entries that make a glossary; in a smaller one a few definitions with the same word say nothing."""

_SHORT = 3
_WHOLE_WORD = re.compile(r"[a-z]{3,}")
_LANGUAGES = {"english", "german", "french", "dutch", "portuguese", "latin", "italian", "and", "the"}
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_ENDING = re.compile(r"(?<=.)[㐀-鿿]{2}$")

_MOST_FOUND = 50_000
"""Pairs that are remembered, in a few megabytes."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the lint looks at of one entry."""

    spellings: frozenset[str]
    glosses: tuple[frozenset[str], ...]
    said: tuple[str, ...]
    heads: frozenset[str]
    definitions: tuple[tuple[str, str], ...]
    words: tuple[frozenset[str], ...]
    letters: tuple[frozenset[str], ...]
    sound: str
    wider: frozenset[EntryId]


class SecondKeys:
    """Compares the entries of one glossary; remembers what it found out."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._facts: dict[EntryId, _Facts] = {}
        self._found: dict[tuple[EntryId, EntryId], bool] = {}
        self._general: dict[EntryId, bool] = {}
        self._definitions = ""

    def are_equals(self, one: Entry, other: Entry) -> bool:
        """Whether one stands for the other by its links, sound, spelling or a gloss: in no item are both offered."""
        mine, theirs = self._of(one), self._of(other)
        return (
            one.id == other.id
            or other.id in one.synonyms
            or one.id in other.synonyms
            or not set(one.synonyms).isdisjoint(other.synonyms)
            or other.id in mine.wider
            or one.id in theirs.wider
            or mine.sound == theirs.sound
            or not mine.spellings.isdisjoint(theirs.spellings)
            or not set(mine.glosses).isdisjoint(theirs.glosses)
        )

    def are_alike(self, one: Entry, other: Entry) -> bool:
        """Whether they say nearly the same: equals, a gloss within a gloss, one named by the other's definition."""
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        found = self._found.get(pair)
        if found is None:
            found = self.are_equals(one, other) or self._are_close(one, other)
            if len(self._found) >= _MOST_FOUND:
                self._found.clear()
            self._found[pair] = found
        return found

    def could_both_be_right(self, one: Entry, other: Entry) -> bool:
        """Whether a definition of ``one`` might fit ``other``: they are alike, or near-synonyms.

        Near-synonyms are what contrasts are about: a sentence that an editor chose tells them apart, a definition
        hardly does. Related words under one general one are near-synonyms too. Opposites and kinds are not.
        """
        sisters = other.id in one.related and not set(one.broader).isdisjoint(other.broader)
        near = (sisters or self._are_contrasted(one, other)) and not _are_kinds(one, other)
        return near or self.are_alike(one, other)

    def is_general(self, entry: Entry) -> bool:
        """Whether the word is one that others are explained with: it fits wherever one of them does."""
        if entry.id not in self._general:
            if not self._definitions:
                self._definitions = " ".join(sense.def_en for each in self._glossary.entries for sense in each.senses)
            least = _GENERAL * max(_FEW, len(self._glossary.entries))
            best = (phrase(sense.gloss_en[0]).words for sense in entry.senses)
            self._general[entry.id] = any(
                len(words) == 1 and self._definitions.count(f" {words[0]}") >= least for words in best
            )
        return self._general[entry.id]

    def unsaid(self, english: str, entries: Iterable[Entry]) -> list[Entry]:
        """Return those of ``entries`` of which the English text holds no gloss."""
        words = _read_twice(english)
        return [entry for entry in entries if not any(gloss in words for gloss in self._of(entry).said)]

    def _are_close(self, one: Entry, other: Entry) -> bool:
        mine, theirs = self._of(one), self._of(other)
        if any(left <= right or right <= left for left, right in product(mine.glosses, theirs.glosses)):
            return True
        if self._names(mine, other) or self._names(theirs, one):
            return True
        if _are_kinds(one, other):
            return False
        if not (mine.heads.isdisjoint(theirs.heads) or one.headword[-1] == other.headword[-1]):
            return True  # a draft and a draft, a deadline and a deadline
        strict = _RELATED if other.id in one.related else 1
        return _overlap(mine.words, theirs.words, strict * _SAME_DEFINITION) or _overlap(
            mine.letters, theirs.letters, strict * _SAME_DEFINITION_JA
        )

    def _are_contrasted(self, one: Entry, other: Entry) -> bool:
        return any(other.id in contrast.members for contrast in self._glossary.contrasts_of(one.id))

    def _names(self, one: _Facts, other: Entry) -> bool:
        """Whether a definition of ``one`` names ``other``, as it names a wider term or an equivalent."""
        said = self._of(other).said
        return any(
            holds_any(japanese, spellings(other)) or any(gloss in english for gloss in said)
            for english, japanese in one.definitions
        )

    def _of(self, entry: Entry) -> _Facts:
        facts = self._facts.get(entry.id)
        if facts is None:
            texts = [gloss for sense in entry.senses for gloss in sense.gloss_en]
            english = [phrase(sense.def_en).words for sense in entry.senses]
            facts = self._facts[entry.id] = _Facts(
                spellings=frozenset(map(surface_key, spellings(entry))),
                glosses=tuple({frozenset(words): None for gloss in texts for words in _readings(gloss)}),
                said=tuple({f" {' '.join(words)} ": None for gloss in texts for words in _readings(gloss)}),
                heads=frozenset(words[-1] for gloss in texts for words in _readings(gloss)),
                definitions=tuple((_read_twice(sense.def_en), sense.def_ja) for sense in entry.senses),
                words=tuple(frozenset(words) - _EMPTY for words in english),
                letters=tuple(frozenset(map("".join, pairwise(sense.def_ja))) for sense in entry.senses),
                sound=strict_key(entry.kana),
                wider=self._wider(entry),
            )
        return facts

    def _wider(self, entry: Entry) -> frozenset[EntryId]:
        """Return all broader terms of the entry, however far up."""
        found: set[EntryId] = set()
        ahead = list(entry.broader)
        while ahead:
            above = ahead.pop()
            if above not in found:
                found.add(above)
                ahead.extend(self._glossary.entry(above).broader)
        return frozenset(found)


def _readings(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words as answers are compared, and with a mere s taken off: expenses has expense in it."""
    for words in (phrase(text).words, tuple(_plain(text))):
        if words:
            yield words


def _read_twice(text: str) -> str:
    return " | ".join(("", *(" ".join(words) for words in _readings(text)), ""))


def _plain(text: str) -> Iterator[str]:
    for word in _PLAIN_WORD.findall(_BRACKETS.sub(" ", text.casefold())):
        yield word.removesuffix("s") if len(word) > _SHORT and not word.endswith("ss") else word


def _overlap(some: tuple[frozenset[str], ...], others: tuple[frozenset[str], ...], share: float) -> bool:
    return any(len(one & other) >= share * min(len(one), len(other)) for one, other in product(some, others))


def _are_kinds(one: Entry, other: Entry) -> bool:
    """Whether the two exclude each other: opposites, or two special words with one general one, 契約社員 and 派遣社員."""
    ending = _ENDING.search(one.headword)
    return other.id in one.antonyms or (ending is not None and other.headword.endswith(ending[0]))


def spellings(entry: Entry) -> tuple[str, ...]:
    """Return every way the entry is written."""
    return (entry.headword, *entry.variants, *entry.abbreviations)


def gives_away(entry: Entry, *texts: str) -> bool:
    """Whether a text holds the word, its reading, or all the English words that it was borrowed from."""
    names = (*spellings(entry), entry.kana, to_romaji(entry.reading))
    return any(holds_any(text, names) or _holds_source(text, entry) for text in texts)


def spells_out(entry: Entry, sense: Sense) -> bool:
    """Whether a word in katakana or Latin letters was borrowed from a word of its own equivalents: クロスセル, cross-sell.

    Whoever can read it need not know it.
    """
    source = set(_WHOLE_WORD.findall(entry.source.casefold())) - _LANGUAGES
    shown = {word for gloss in sense.gloss_en for word in _WHOLE_WORD.findall(gloss.casefold())}
    return any(_are_one_word(one, other) for one in source for other in shown)


def _are_one_word(one: str, other: str) -> bool:
    """Whether the two begin alike as words of one stem do: call and calling, convert and conversion."""
    length = max(_SHORT, min(len(one), len(other)) - 2)
    return one[:length] == other[:length]


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of ``words`` stands in ``text``; Latin words must stand alone, Japanese ones have no borders."""
    folded = text.casefold()
    for word in words:
        lower = word.casefold()
        if not lower or lower not in folded:
            continue
        if not lower.isascii() or re.search(rf"(?<![a-z0-9]){re.escape(lower)}(?![a-z0-9])", folded):
            return True
    return False


def _holds_source(text: str, entry: Entry) -> bool:
    """Whether the text holds what a loanword was before: ``English customer, centre`` are those two words."""
    source = set(phrase(entry.source.removeprefix("English")).words)
    return bool(source) and source <= set(phrase(text).words)
