"""Makes quiz items from entries and contrasts. The same seed makes the same quiz."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, count
from random import Random

from bot.lexicon.model import Domain, Entry, EntryId, Glossary
from bot.localized import Locale
from bot.quiz import meanings, register, sentences
from bot.quiz.distractors import is_askable
from bot.quiz.model import Item, ItemKind
from bot.quiz.workshop import Question, Workshop

ALL_KINDS: tuple[ItemKind, ...] = tuple(ItemKind)


def usual_kinds(locale: Locale) -> tuple[ItemKind, ...]:
    """Return the kinds that are drawn unless one is chosen: who reads in Japanese is not asked to type English."""
    return tuple(kind for kind in ItemKind if locale is not Locale.JA or kind is not ItemKind.MEANING)


def build_items(
    glossary: Glossary,
    random: Random,
    number: int,
    *,
    kinds: Collection[ItemKind] = ALL_KINDS,
    domain: Domain | None = None,
    level: int | None = None,
    only: Collection[EntryId] | None = None,
) -> tuple[Item, ...]:
    """Return ``number`` items, or as many different ones as the chosen domain, level and entries allow.

    No entry is asked twice before every other one was asked. Each is asked in its first sense, or in those of the domain. An entry with too few good distractors for a choice is
    asked about in another way, if one is wanted. ``level`` is an entry's difficulty, 1 to 5.
    """
    shop = Workshop(glossary, random, domain)
    found = _Rounds(shop, _pool(glossary, domain, level, only), frozenset(kinds)).go_round()
    return tuple(item for item, _ in zip(found, range(number), strict=False))


def endless_items(
    glossary: Glossary,
    random: Random,
    *,
    kinds: Collection[ItemKind] = ALL_KINDS,
    domain: Domain | None = None,
    level: int | None = None,
) -> Iterator[Item]:
    """Yield items without end; none at all if nothing fits the choice.

    Only when every question was asked do they come again, with options drawn anew. The id tells it: a question's
    id, then for its second coming the same with ``-2``, and so on.
    """
    shop = Workshop(glossary, random, domain)
    rounds = _Rounds(shop, _pool(glossary, domain, level, None), frozenset(kinds))
    for coming in count(1):
        some = False
        for item in rounds.go_round():
            some = True
            yield item if coming == 1 else replace(item, id=f"{item.id}-{coming}")
        if not some:
            return


def _pool(
    glossary: Glossary, domain: Domain | None, level: int | None, only: Collection[EntryId] | None
) -> list[Entry]:
    return [
        entry
        for entry in glossary.entries
        if is_askable(entry)
        and domain in {None, *entry.domains}
        and level in {None, entry.difficulty}
        and (only is None or entry.id in only)
    ]


class _Rounds:
    """Goes round the entries of a pool, and through the questions of each."""

    def __init__(self, shop: Workshop, pool: list[Entry], kinds: frozenset[ItemKind]) -> None:
        self._shop = shop
        self._pool = pool
        self._kinds = kinds
        self._questions: dict[EntryId, list[Question]] = {}

    def go_round(self) -> Iterator[Item]:
        """Yield every question of every entry once."""
        entries = self._shop.random.sample(self._pool, len(self._pool))
        plans: dict[EntryId, Iterator[Question]] = {}
        seen: set[str] = set()
        while entries:
            left: list[Entry] = []
            for entry in entries:
                if entry.id not in plans:
                    plans[entry.id] = iter(self._plan(entry))
                item = _next(plans[entry.id], seen)
                if item is not None:
                    left.append(entry)
                    seen.add(item.id)
                    yield item
            entries = left

    def _plan(self, entry: Entry) -> list[Question]:
        """Return the entry's questions in random order, each kind once before any comes again."""
        turns: Counter[ItemKind] = Counter()
        planned: list[tuple[int, Question]] = []
        for question in self._shop.random.sample(known := self._of(entry), len(known)):
            turns[question[0]] += 1
            planned.append((turns[question[0]], question))
        return [question for _, question in sorted(planned, key=lambda turn: turn[0])]

    def _of(self, entry: Entry) -> list[Question]:
        if entry.id not in self._questions:
            shop = self._shop
            senses = [sense for sense in entry.senses if shop.domain in sense.domain] or [entry.senses[0]]
            makers = (meanings.questions, sentences.questions, register.questions)
            found = chain.from_iterable(make(shop, entry, senses) for make in makers)
            self._questions[entry.id] = [question for question in found if question[0] in self._kinds]
        return self._questions[entry.id]


def _next(plan: Iterator[Question], seen: Collection[str]) -> Item | None:
    for _, draw in plan:
        item = draw()
        if item is not None and item.id not in seen:
            return item
    return None
