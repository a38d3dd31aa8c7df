"""Finds entries by their English equivalents: whole phrases first, then by the words they share.

Words are compared in the singular, in one spelling (British or American), without the words that carry no meaning.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_LEAST_MISSPELT = 5
"""Letters of a word of a phrase that may be misspelt."""
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_BRACKETS = re.compile(r"\([^)]*\)")
_STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "do",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "my",
        "of",
        "on",
        "one",
        "one's",
        "or",
        "someone",
        "something",
        "that",
        "the",
        "their",
        "this",
        "to",
        "with",
        "you",
        "your",
    ]
)
_VOWEL = re.compile("[aeiou]")
_ANY_VOWEL = str.maketrans("aeiou", "-----")
_LEAST_SWAPPED = 7
_EXCHANGED = 2
_POSSESSIVE = re.compile(r"'s?$")
_SPELLINGS = tuple(
    (needs, re.compile(pattern), after)
    for needs, pattern, after in (
        ("is", r"(?<=[a-z]{3})is(?=e$|ed$|er$|ing$|ation$|ational$)", "iz"),
        ("lys", r"(?<=ly)s(?=e$|ed$|er$|ing$)", "z"),
        ("our", r"(?<=[a-z]{2})our(?=$|ed$|ing$|able$|ite$|al$)", "or"),
        ("tre", r"tre$", "ter"),
        ("ogue", r"ogue$", "og"),
        ("amme", r"amme$", "am"),
        ("enc", r"enc(?=e$|ed$)", "ens"),
        ("ll", r"ll(?=ed$|ing$|er$|ment$)", "l"),
        ("cheque", r"^cheque$", "check"),
        ("enrol", r"^enrol(?=ment)", "enroll"),
        ("gement", r"(?<=judg|ledg)e(?=ment)", ""),
    )
)
"""British endings and the American ones, with a piece of text without which the pattern cannot find anything."""


_DERIVED = (
    ("ication", "y"), ("ization", ""), ("uction", "uc"), ("ision", "id"), ("ements", ""), ("ement", ""), ("ation", ""),
    ("izing", ""), ("ating", ""), ("ment", ""), ("ance", ""), ("ized", ""), ("ated", ""), ("ion", ""), ("ing", ""),
    ("ize", ""), ("ate", ""), ("ogy", "og"), ("ery", "er"), ("al", ""), ("ed", ""), ("e", ""),
)  # fmt: skip
"""Endings that make nouns of verbs, and participles, longest first, with what the verb has in their place."""
_ENDINGS = tuple(ending for ending, _ in _DERIVED)
_LEAST_STEM = 3


class Phrase(NamedTuple):
    """An English equivalent of an entry: whose, how many stand before it, as written, and its words."""

    position: int
    rank: int
    text: str
    words: tuple[str, ...]


class Found(NamedTuple):
    """A phrase that answers, from 0 to 1 how well, the query's words in common, and the edits seen through."""

    phrase: Phrase
    share: float
    edits: int


def words_of(text: str) -> tuple[str, ...]:
    """Return the meaning-bearing words of English ``text`` as they are compared; all words if none bears any."""
    text = text.lower()
    words = [text] if text.isalpha() and text.isascii() else _WORD.findall(text)
    bearing = [word for word in words if word not in _STOP_WORDS] or words
    return tuple([_compared(word) for word in bearing])


def _compared(word: str) -> str:
    return _spelling(singular(_POSSESSIVE.sub("", word) if "'" in word else word))


def singular(word: str) -> str:
    """Return ``word`` without the ending of the plural (companies → company, bosses → boss, status → status)."""
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]


def _spelling(word: str) -> str:
    if len(word) > 4:
        for needs, pattern, after in _SPELLINGS:
            if needs in word:
                word = pattern.sub(after, word)
    return word


def stem(word: str) -> str:
    """Return what a verb and its nouns have in common: hir(e), negoti(ate), resign(ation), cancel(lation)."""
    for ending, verb in _DERIVED if word.endswith(_ENDINGS) else ():
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            word = word[: -len(ending)] + verb
            break
    return word[:-1] if len(word) > _LEAST_STEM and word[-1] == word[-2] else word


class EnglishIndex:
    """The English side of a glossary; ``phrases`` are (entry position, rank of the gloss, gloss)."""

    def __init__(self, phrases: Iterable[tuple[int, int, str]]) -> None:
        self._phrases: list[Phrase] = []
        self._whole: defaultdict[str, list[int]] = defaultdict(list)
        self._jumbled: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._by_stems: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        known: dict[str, tuple[str, ...]] = {}
        stems: dict[str, str] = {}
        for position, rank, text in phrases:
            for form in _forms(text):
                words = known.get(form)
                if words is None:
                    words = known[form] = words_of(form)
                number = len(self._phrases)
                self._phrases.append(Phrase(position, rank, text, words))
                self._whole["".join(words)].append(number)
                if len(words) > 1:
                    self._jumbled[tuple(sorted(words))].append(number)
                for word in set(words):
                    self._by_word[word].append(number)
                for word in words:
                    if word not in stems:
                        stems[word] = stem(word)
                self._by_stems[tuple([stems[word] for word in words])].append(number)

        self._by_shape: defaultdict[str, list[str]] = defaultdict(list)
        for joined in self._whole:
            if len(joined) >= _LEAST_SWAPPED:
                self._by_shape[_shape(joined)].append(joined)

    def keys(self) -> Iterator[str]:
        """Yield what ``misspelt`` and ``sharing`` compare: the phrases without spaces, and the words in them."""
        yield from self._whole
        yield from self._by_word

    def known(self, words: Iterable[str]) -> list[str]:
        """Return those of ``words`` that stand in a phrase."""
        return [word for word in words if word in self._by_word]

    def whole(self, words: Sequence[str]) -> list[Phrase]:
        """Return the phrases that are ``words``, in this order, however they are spaced."""
        return [self._phrases[number] for number in self._whole.get("".join(words), ())]

    def jumbled(self, words: Sequence[str]) -> list[Phrase]:
        """Return the phrases that are ``words`` in any order."""
        return [self._phrases[number] for number in self._jumbled.get(tuple(sorted(words)), ())]

    def derived(self, words: Sequence[str]) -> list[Phrase]:
        """Return the phrases that are ``words`` in another form: negotiation for negotiate, hiring for hire."""
        return [self._phrases[number] for number in self._by_stems.get(tuple(map(stem, words)), ())]

    def with_vowels_swapped(self, joined: str) -> dict[str, int]:
        """Return the phrases written together that are ``joined`` but for two exchanged vowels: customer for costumer.

        To people that is one slip; each is given with the edit that it counts for.
        """
        if len(joined) < _LEAST_SWAPPED:
            return {}
        return {
            key: 1 for key in self._by_shape.get(_shape(joined), ()) if sum(map(str.__ne__, joined, key)) == _EXCHANGED
        }

    def misspelt(self, joined: str, near: Mapping[str, int]) -> list[Found]:
        """Return the phrases that are one of the keys ``near`` the words of a query written together."""
        found: list[Found] = []
        for key, edits in near.items():
            numbers = self._whole.get(key)
            if numbers:
                share = 1 - edits / max(len(joined), len(key))
                found += [Found(self._phrases[number], share, edits) for number in numbers]
        return found

    def sharing(self, words: Sequence[str], near: Callable[[str], Iterable[str]]) -> list[Found]:
        """Return the phrases that share words with ``words``, by the F-measure of what is shared.

        A word that no phrase has is taken for its nearest neighbours, which ``near`` gives, if any phrase has one.
        """
        counts: defaultdict[int, int] = defaultdict(int)
        edits = 0
        asked = dict.fromkeys(words)
        for word in asked:
            numbers = self._by_word.get(word)
            if numbers is None:
                if len(word) < _LEAST_MISSPELT:
                    continue
                numbers = [number for key in near(word) for number in self._by_word.get(key, ())]
                edits += bool(numbers)
            for number in numbers:
                counts[number] += 1
        return [
            Found(phrase, 2 * count / (len(asked) + len(set(phrase.words))), edits)
            for number, count in counts.items()
            for phrase in (self._phrases[number],)
        ]

    def beginnings(self) -> Iterator[tuple[str, int, str]]:
        """Yield (the words without spaces, entry position, gloss) for every phrase."""
        return (("".join(phrase.words), phrase.position, phrase.text) for phrase in self._phrases)


def _shape(joined: str) -> str:
    """Return the consonants with the places of the vowels, then the vowels in order: c-st-m-reou."""
    return joined.translate(_ANY_VOWEL) + "".join(sorted(_VOWEL.findall(joined)))


def _forms(text: str) -> tuple[str, ...]:
    """Return the gloss, and what it is without its bracketed part."""
    bare = _BRACKETS.sub(" ", text).strip() if "(" in text else text
    return (text,) if bare == text or not bare else (text, bare)
