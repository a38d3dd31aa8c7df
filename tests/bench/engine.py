"""What every engine measured has in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import ClassVar, Generic, NamedTuple, TypeVar

from bot.text import keys
from bot.text.scripts import has_kanji
from tests.bench.words import Material, Word

FIVE = 5
"""Words of an answer that count."""
ROWS = 20
"""Rows asked of an engine whose rows are spellings, so that five words are among them."""

A = TypeVar("A")


class Answer(NamedTuple):
    """The best words, at most five, of which the first ``level`` share the first place.

    ``sure`` tells whether the engine says that these are the answer; None when it gives only a score.
    """

    words: tuple[int, ...]
    level: int
    score: float = 0.0
    sure: bool | None = None

    @property
    def first(self) -> tuple[int, ...]:
        """The words in the first place."""
        return self.words[: self.level]


NOTHING = Answer((), 0)


class Engine(ABC, Generic[A]):
    """One way of searching. Only ``build`` and ``ask`` are timed; one that is made must be closed."""

    name: ClassVar[str]
    wants_kana: ClassVar[bool] = False
    """Whether it knows no romaji and is therefore given the reading, which nobody who types romaji gives."""

    @abstractmethod
    def __init__(self, material: Material) -> None:
        """Prepare the texts that are put in."""

    @abstractmethod
    def build(self) -> None:
        """Get ready to be asked."""

    @abstractmethod
    def ask(self, query: str) -> A:
        """Return the answer as the engine gives it."""

    @abstractmethod
    def read(self, answer: A) -> Answer:
        """Return what the answer says."""

    def elsewhere(self) -> float:
        """Return the seconds of processor time that were spent for it outside this thread so far."""
        return 0.0

    def size(self) -> int | None:
        """Return the bytes it takes outside this process, if it is kept there."""
        return None

    def close(self) -> None:
        """Let go of what it holds."""
        return


def best(hits: Iterable[tuple[int, float]]) -> Answer:
    """Return the first five words of ``hits``, which come best first and may repeat a word."""
    scores: dict[int, float] = {}
    for number, score in hits:
        scores.setdefault(number, score)
        if len(scores) == FIVE:
            break
    if not scores:
        return NOTHING
    top = next(iter(scores.values()))
    return Answer(tuple(scores), sum(score == top for score in scores.values()), top)


def spellings(words: Iterable[Word]) -> Iterator[tuple[int, str]]:
    """Yield everything each word is called, in Japanese, romaji and English, with its number."""
    for number, word in enumerate(words):
        for text in dict.fromkeys((word.headword, word.kana, word.romaji, *word.others, *word.glosses)):
            yield number, text


def folded(text: str) -> str:
    """Return the product's own folded key: what the engines that get it are thereby spared to do themselves."""
    if has_kanji(text):
        return keys.surface_key(text)
    return keys.loose_key(text) or keys.surface_key(text)


def folded_spellings(words: Iterable[Word]) -> list[tuple[int, str]]:
    """Return the folded keys of everything each word is called, each once for a word."""
    return list(dict.fromkeys((number, key) for number, text in spellings(words) if (key := folded(text))))
