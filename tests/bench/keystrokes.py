"""How fast completion answers each keystroke, and how fast terms are found in a message."""

import statistics
import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from bot.lexicon.model import Entry, Glossary
from bot.lexicon.search import Lookup
from bot.lexicon.spotting.spotter import Spotter
from tests.bench.measure import percentile
from tests.bench.words import Word

CHOICES = 100
"""Rows asked for at each keystroke: Slack's most, four times Discord's."""
MESSAGE = 4_000
"""Characters of a message: the most that is looked at."""
_MESSAGES = 10
"""Messages a round."""
_ROUNDS = 3


class Times(NamedTuple):
    """Seconds of processor time: the median, what 99 of 100 do not exceed, the longest."""

    p50: float
    p99: float
    worst: float


def completion(entries: Sequence[Entry], words: Sequence[Word], seconds: float, random: Random) -> Times:
    """Return how long it takes to complete what is there after each keystroke of typing ``words``."""
    lookup = Lookup(Glossary(tuple(entries), ()))
    typed = sorted({text[:end] for word in words for text in _typed(word) for end in range(1, len(text) + 1)})
    random.shuffle(typed)
    lookup.complete("zzzzzz", CHOICES)
    rounds: list[list[float]] = []
    for number in range(_ROUNDS):
        times: list[float] = []
        until = time.thread_time() + seconds / _ROUNDS
        for text in typed[number::_ROUNDS]:
            begun = time.thread_time()
            lookup.complete(text, CHOICES)
            ended = time.thread_time()
            times.append(ended - begun)
            if ended > until:
                break
        rounds.append(times)
    return _times(rounds)


def _typed(word: Word) -> Iterator[str]:
    yield from (word.romaji, word.kana, word.headword, *word.glosses[:1])


def spotting(entries: Sequence[Entry], sentences: Sequence[str], random: Random) -> Times:
    """Return how long it takes to find the terms in messages of MESSAGE characters, made of ``sentences``."""
    spotter = Spotter(entries)
    sentences = list(sentences)
    spotter.find("".join(sentences)[:MESSAGE])
    rounds: list[list[float]] = []
    for _ in range(_ROUNDS):
        times: list[float] = []
        for _ in range(_MESSAGES):
            random.shuffle(sentences)
            message = "".join(sentences)[:MESSAGE]
            begun = time.thread_time()
            spotter.find(message)
            times.append(time.thread_time() - begun)
        rounds.append(times)
    return _times(rounds)


def _times(rounds: Sequence[Sequence[float]]) -> Times:
    return Times(*(statistics.median(percentile(times, share) for times in rounds) for share in (50, 99, 100)))
