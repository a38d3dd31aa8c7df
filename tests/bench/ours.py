"""Naruhaya's own searches as engines: the glossary's, the same without its index, the general dictionary's."""

from collections import defaultdict
from unittest import mock

from bot.general.model import GeneralAnswer
from bot.general.search import GeneralDictionary
from bot.lexicon.match import LookupResult, Outcome
from bot.lexicon.model import Glossary
from bot.lexicon.search import Lookup
from bot.text.neighbours import Neighbours
from bot.text.similarity import nearest
from tests.bench.engine import FIVE, Answer, Engine
from tests.bench.words import Material
from tests.evaluation.slips import as_hiragana


class Naruhaya(Engine[LookupResult]):
    """The product's lookup."""

    name = "Naruhaya"

    def __init__(self, material: Material) -> None:
        self._glossary = Glossary(material.as_entries(), ())
        self._numbers = {entry.id: number for number, entry in enumerate(self._glossary.entries)}
        self._lookup: Lookup | None = None

    def build(self) -> None:
        self._lookup = Lookup(self._glossary)

    def ask(self, query: str) -> LookupResult:
        assert self._lookup is not None
        return self._lookup.find(query, FIVE)

    def read(self, answer: LookupResult) -> Answer:
        matches = (*answer.matches, *answer.suggestions)
        numbers = tuple(self._numbers[match.entry.id] for match in matches)
        return Answer(
            numbers,
            max(len(answer.matches), min(1, len(numbers))),
            matches[0].score if matches else 0.0,
            sure=answer.outcome is Outcome.MATCH,
        )


class FullScan(Naruhaya):
    """The same without an index of near keys: all of them are looked at, so that none can be overlooked.

    For that the index is stood in for in the whole process until ``close``.
    """

    name = "Naruhaya, full scan"

    def __init__(self, material: Material) -> None:
        super().__init__(material)
        self._stand_in = mock.patch.object(Neighbours, "within", _look_at_all)

    def build(self) -> None:
        self._stand_in.start()
        super().build()

    def close(self) -> None:
        self._stand_in.stop()


def _look_at_all(neighbours: Neighbours, query: str, limit: int) -> dict[str, int]:
    return nearest(query, neighbours.keys, limit) if query else {}


class General(Engine[GeneralAnswer]):
    """The second answer for words outside the glossary: looked up, never by distance."""

    name = "Naruhaya's general dictionary"

    def __init__(self, material: Material) -> None:
        assert material.jmdict is not None
        self._path = material.jmdict
        self._dictionary: GeneralDictionary | None = None
        self._read: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(material.words):
            self._read[as_hiragana(word.kana)].append(number)

    def build(self) -> None:
        self._dictionary = GeneralDictionary.open(self._path)

    def ask(self, query: str) -> GeneralAnswer:
        assert self._dictionary is not None
        return self._dictionary.find(query, FIVE)

    def read(self, answer: GeneralAnswer) -> Answer:
        found = {number: None for entry in answer.entries for number in self._read.get(as_hiragana(entry.reading), ())}
        numbers = tuple(found)[:FIVE]
        return Answer(numbers, min(1, len(numbers)), sure=bool(numbers))

    def size(self) -> int:
        return self._path.stat().st_size

    def close(self) -> None:
        if self._dictionary is not None:
            self._dictionary.close()
