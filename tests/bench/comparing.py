"""Engines that compare strings: rapidfuzz over all of them, SymSpell by an index of deletions."""

from collections import defaultdict

from rapidfuzz import fuzz, process, utils
from symspellpy import SymSpell, Verbosity  # type: ignore[import-untyped]  # has no types

from tests.bench.engine import ROWS, Answer, Engine, best, folded, folded_spellings, spellings
from tests.bench.words import Material

Scored = list[tuple[str, float, int]]


class WRatio(Engine[Scored]):
    """What a hasty author would write: WRatio over everything that each word is called."""

    name = "rapidfuzz WRatio"

    def __init__(self, material: Material) -> None:
        self._texts = list(spellings(material.words))
        self._choices: list[str] = []

    def build(self) -> None:
        self._choices = [utils.default_process(text) for _, text in self._texts]

    def ask(self, query: str) -> Scored:
        return process.extract(utils.default_process(query), self._choices, scorer=fuzz.WRatio, limit=ROWS)

    def read(self, answer: Scored) -> Answer:
        return best((self._texts[place][0], score) for _, score, place in answer)


class WRatioRomaji(WRatio):
    """The same over one romaji spelling a word: the least work it can be given."""

    name = "rapidfuzz WRatio, romaji only"

    def __init__(self, material: Material) -> None:
        super().__init__(Material(()))
        self._texts = [(number, word.romaji) for number, word in enumerate(material.words)]


class Ratio(Engine[Scored]):
    """Folding done well, then one comparison with every key."""

    name = "rapidfuzz ratio, folded keys"
    _CUTOFF = 50

    def __init__(self, material: Material) -> None:
        self._words = material.words
        self._numbers: list[int] = []
        self._choices: list[str] = []

    def build(self) -> None:
        pairs = folded_spellings(self._words)
        self._numbers, self._choices = [number for number, _ in pairs], [key for _, key in pairs]

    def ask(self, query: str) -> Scored:
        return process.extract(folded(query), self._choices, scorer=fuzz.ratio, limit=ROWS, score_cutoff=self._CUTOFF)

    def read(self, answer: Scored) -> Answer:
        return best((self._numbers[place], score) for _, score, place in answer)


class Deletions(Engine[list[tuple[str, int]]]):
    """SymSpell over folded keys, two edits."""

    name = "SymSpell, folded keys"
    _EDITS = 2

    def __init__(self, material: Material) -> None:
        self._words = material.words
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        self._spell = SymSpell(max_dictionary_edit_distance=self._EDITS)

    def build(self) -> None:
        for number, key in folded_spellings(self._words):
            self._numbers[key].append(number)
        for key in self._numbers:
            self._spell.create_dictionary_entry(key, 1)

    def ask(self, query: str) -> list[tuple[str, int]]:
        found = self._spell.lookup(folded(query), Verbosity.CLOSEST, max_edit_distance=self._EDITS)
        return [(item.term, item.distance) for item in found[:ROWS]]

    def read(self, answer: list[tuple[str, int]]) -> Answer:
        return best((number, -distance / len(key)) for key, distance in answer for number in self._numbers[key])
