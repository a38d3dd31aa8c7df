"""The questions: those of the evaluation, and the mix by which speed is measured."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from bot.lexicon.model import Entry
from tests.bench import invention
from tests.bench.words import Word
from tests.evaluation.queries import Case
from tests.evaluation.romanise import HUMAN, SYSTEMS, romanise
from tests.evaluation.slips import SORTS, slip

MIX = (("romanisation", 0.35), ("slip", 0.40), ("beginning", 0.15), ("absent", 0.10))
"""Of what kinds the questions about speed are."""
_WAYS = (*SYSTEMS.values(), *HUMAN.values())
_TRIES = 40
_SHORTEST_BEGINNING = 4
_SHORTEST_SLIP = 5
_LETTERS = "abcdefghijklmnoprstuvwyz"


class Question(NamedTuple):
    """What is typed, of what kind, the words any of which is right (none if nothing is), and the kana of one."""

    query: str
    kind: str
    right: frozenset[int]
    kana: str


def of_cases(cases: Iterable[Case], entries: Sequence[Entry]) -> list[Question]:
    """Return the evaluation's cases as questions about the entries, numbered in order."""
    numbers = {entry.id: number for number, entry in enumerate(entries)}
    return [
        Question(case.query, case.kind, frozenset(numbers[entry_id] for entry_id in case.right), case.query)
        for case in cases
    ]


def sample(questions: Sequence[Question], of_each: int, random: Random) -> list[Question]:
    """Return at most ``of_each`` questions of each kind, shuffled."""
    by_kind: defaultdict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_kind[question.kind].append(question)
    chosen = [each for group in by_kind.values() for each in random.sample(group, min(of_each, len(group)))]
    random.shuffle(chosen)
    return chosen


def mixed(words: Sequence[Word], count: int, random: Random) -> list[Question]:
    """Return ``count`` questions in the shares of MIX, shuffled, all in romaji; few words may make some come twice."""
    maker = _Maker(words, random)
    made: list[Question] = []
    asked: set[str] = set()
    for kind, share in MIX:
        for _ in range(round(count * share)):
            question = maker.fresh(kind, asked)
            asked.add(question.query)
            made.append(question)
    random.shuffle(made)
    return made


class _Maker:
    """Makes questions about ``words`` and knows every word that is as right as the one in mind."""

    def __init__(self, words: Sequence[Word], random: Random) -> None:
        self._words = words
        self._random = random
        self._typed = [word.romaji for word in words]
        self._bare = [romanise(word.reading, HUMAN["bare"]) for word in words]
        self._order = sorted(range(len(words)), key=self._typed.__getitem__)
        self._sorted = [self._typed[number] for number in self._order]
        self._alike: defaultdict[str, list[int]] = defaultdict(list)
        for number, bare in enumerate(self._bare):
            self._alike[bare].append(number)
        self._taken = {*self._typed, *self._bare}
        self._kinds: dict[str, Callable[[], Question | None]] = {
            "romanisation": self._romanisation,
            "slip": self._slip,
            "beginning": self._beginning,
            "absent": self._absent,
        }

    def fresh(self, kind: str, asked: set[str]) -> Question:
        """Return a question of ``kind``, one not yet asked if there is one to be had in some tries."""
        last: Question | None = None
        tries = 0
        while last is None or (last.query in asked and tries < _TRIES):
            last = self._kinds[kind]() or last
            tries += 1
        return last

    def _same(self, number: int, written: Callable[[Word], str]) -> frozenset[int]:
        """Return the words that cannot be told from ``number`` when they are so written."""
        text = written(self._words[number])
        return frozenset(each for each in self._alike[self._bare[number]] if written(self._words[each]) == text)

    def _romanisation(self) -> Question:
        number, way = self._random.randrange(len(self._words)), self._random.choice(_WAYS)

        def written(word: Word) -> str:
            return romanise(word.reading, way)

        word = self._words[number]
        return Question(written(word), "romanisation", self._same(number, written), word.as_printed)

    def _slip(self) -> Question | None:
        number = self._random.randrange(len(self._words))
        way = self._random.choice((SYSTEMS["hepburn-cch"], HUMAN["no-length"]))

        def written(word: Word) -> str:
            return romanise(word.reading, way)

        word = self._words[number]
        spelt = written(word)
        typed = slip(spelt, self._random.choice(SORTS), self._random) if len(spelt) >= _SHORTEST_SLIP else spelt
        if typed == spelt or typed in self._taken:
            return None
        return Question(typed, "slip", self._same(number, written), word.as_printed)

    def _beginning(self) -> Question | None:
        number = self._random.randrange(len(self._words))
        typed = self._typed[number]
        cut = max(_SHORTEST_BEGINNING, round(len(typed) * self._random.choice((0.5, 0.65, 0.8))))
        if cut >= len(typed) or typed[:cut] in self._taken:
            return None
        return Question(
            typed[:cut], "beginning", frozenset(self._starting(typed[:cut])), self._words[number].as_printed
        )

    def _starting(self, beginning: str) -> Iterator[int]:
        for at in range(bisect_left(self._sorted, beginning), len(self._sorted)):
            if not self._sorted[at].startswith(beginning):
                return
            yield self._order[at]

    def _absent(self) -> Question | None:
        if self._random.random() < 0.5:
            kana = invention.reading(self._random)
            typed, bare = romanise(kana, SYSTEMS["hepburn-cch"]), romanise(kana, HUMAN["bare"])
        else:
            kana = typed = bare = "".join(self._random.choices(_LETTERS, k=self._random.randint(5, 12)))
        if typed in self._taken or bare in self._taken or any(self._starting(typed)):
            return None
        return Question(typed, "absent", frozenset(), kana)
