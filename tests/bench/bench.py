"""One run of the bench: what is measured at which size, and the report of it."""

import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from bot.lexicon.model import Entry, Glossary
from tests.bench import invention, keystrokes, words
from tests.bench.bars import bars, bars_table
from tests.bench.catalogue import ALL, OTHERS, OURS, Kind, missing
from tests.bench.comparing import WRatio, WRatioRomaji
from tests.bench.databases import Jamdict, Trigrams
from tests.bench.measure import ROUNDS, Measured, Task, in_own_process
from tests.bench.ours import FullScan, General, Naruhaya
from tests.bench.quality import quality_table
from tests.bench.questions import Question, mixed, of_cases, sample
from tests.bench.speed import Results, Size, growth_table, run, speed_table, summary_table
from tests.bench.words import Material, Word
from tests.evaluation.queries import make_cases

_SEED = 20261122
_SMALL = (1_000, 10_000)
_LARGE = 180_000
_ALL_OF_JMDICT = 1_000_000
_SPOTTED = 1_000
"""Entries with which a message is spotted."""
_QUESTIONS_A_SECOND = 10_000
"""More than this an engine need not answer to be measured well."""


class Effort(NamedTuple):
    """How much is done: seconds an engine at each size, questions of each kind about quality, with the large size."""

    seconds: float
    of_each: int
    large: bool


FULL = Effort(2.0, 60, large=True)
QUICK = Effort(0.2, 8, large=False)

_ASIDE = {FullScan, WRatioRomaji}
"""Engines that are measured for comparison alone."""

Databases = Callable[[], AbstractContextManager[str]]
"""Makes an empty PostgreSQL database for a while and gives its address."""


class Report(NamedTuple):
    """The whole of it for a terminal, and what the README shows."""

    full: str
    short: str


class Bench:
    """Measures the search over ``glossary``; keys beyond it are readings of ``jmdict``, or made up where there is none."""

    def __init__(self, glossary: Glossary, jmdict: Path | None, folder: Path, effort: Effort, cores: str) -> None:
        self._entries = glossary.entries
        self._words = words.of_glossary(glossary.entries)
        self._jmdict = jmdict
        self._folder = folder
        self._effort = effort
        self._cores = cores
        self._missing = missing()
        self._databases: Databases | None = None

    def run(self, databases: Databases | None) -> Report:
        """Measure everything; without ``databases`` PostgreSQL is left out."""
        self._databases = databases
        begun, load = time.perf_counter(), _load()
        quality = self._quality()
        at_glossary = self._speed(self._glossary_size())
        by_keys = [self._speed(size) for size in self._sizes()]
        _tell("completion and spotting")
        completion = keystrokes.completion(self._entries, self._words, self._effort.seconds, Random(_SEED))
        spotting = keystrokes.spotting(self._spotted(), self._sentences(), Random(_SEED))

        circumstances = self._circumstances()
        report = [circumstances, "", quality]
        for results in (at_glossary, *by_keys):
            report += ["", f"Speed, {results.size.title}", "", speed_table(results, WRatio)]
        report += ["", "* kept outside the process", "", growth_table(by_keys, ALL)]
        report += ["", bars_table(list(bars(at_glossary, by_keys, completion, spotting))), ""]
        report += [f"{name}: not measured, {why}" for name, why in self._missing.items()]
        report += [f"load average {load} before, {_load()} after; {time.perf_counter() - begun:.0f} s"]
        shown = [engine for engine in ALL if engine not in _ASIDE]
        short = [circumstances, quality, summary_table([at_glossary, *by_keys], shown)]
        return Report("\n".join(report), "\n\n".join(short))

    def _circumstances(self) -> str:
        source = words.source_of(self._jmdict) if self._jmdict else "made up"
        return (
            f"{len(self._entries):,} entries; keys beyond the glossary are {source}. "
            f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {self._cores}; "
            f"times are the processor's, medians of {ROUNDS} rounds."
        )

    def _available(self, *engines: Kind) -> list[Kind]:
        return [engine for engine in engines if engine.name not in self._missing]

    @contextmanager
    def _given(self, engine: Kind, material: Material) -> Iterator[Material]:
        """Give ``engine`` its material, and a database if it wants one."""
        if engine is not Trigrams or self._databases is None:
            yield material
            return
        with self._databases() as address:
            yield replace(material, postgres=address)

    def _quality(self) -> str:
        everything = of_cases(make_cases(self._entries), self._entries)
        some = sample(everything, self._effort.of_each, Random(_SEED))
        material = Material(self._words, self._entries)
        asked: list[tuple[Sequence[Question], Measured]] = []
        for engine in self._available(Naruhaya, *OTHERS, Jamdict):
            if engine not in _ASIDE:
                _tell(f"quality: {engine.name}")
                with self._given(engine, material) as given:
                    asked.append((some, in_own_process(Task(engine, given, some, None))))
        _tell("quality: every question")
        whole = in_own_process(Task(Naruhaya, material, everything, None))
        asked.append((everything, replace(whole, name=f"{whole.name}, all {len(everything):,} questions")))
        return (
            f"Found first / among five, of {len(some):,} questions made by rule; then how often an answer was given as sure. "
            f"(An engine that gives only scores is sure from where it suits it best on these very questions.)\n\n"
            + quality_table(asked)
        )

    def _speed(self, size: Size) -> Results:
        return run(size, self._effort.seconds, self._given, _tell)

    def _questions(self, chosen: Sequence[Word]) -> list[Question]:
        return mixed(chosen, round(self._effort.seconds * _QUESTIONS_A_SECOND), Random(_SEED))

    def _glossary_size(self) -> Size:
        material = Material(self._words, self._entries)
        engines = self._available(*OURS, *OTHERS)
        return Size(f"the glossary's {len(self._words):,}", material, self._questions(self._words), engines)

    def _sizes(self) -> Iterator[Size]:
        most = max(_SMALL) if not self._effort.large else _ALL_OF_JMDICT if self._jmdict else _LARGE
        random = Random(_SEED)
        # At the large size all hold the readings alone: with spellings and glosses some need minutes and gigabytes.
        alone = (
            words.kana_of(self._jmdict, most)
            if self._jmdict
            else [words.in_kana(reading) for reading in invention.readings(most, random)]
        )
        made = invention.words([word.reading for word in alone], random)
        for count in _SMALL:
            chosen = made[:count]
            engines = self._available(*OURS, General, *OTHERS)
            yield Size(
                f"{count:,} keys", Material(chosen, jmdict=self._built(chosen)), self._questions(chosen), engines
            )
        if self._effort.large:
            material = Material(alone, jmdict=self._jmdict or self._built(made))
            engines = self._available(General, *(engine for engine in OTHERS if engine is not WRatio), Jamdict)
            yield Size(f"{len(alone):,} keys", material, self._questions(alone), engines)

    def _built(self, chosen: Sequence[Word]) -> Path:
        """Return a general dictionary of the words."""
        _tell(f"building a general dictionary of {len(chosen):,} words")
        return invention.general_dictionary(chosen, self._folder)

    def _spotted(self) -> Sequence[Entry]:
        """Return the glossary's entries, made up to a thousand if they are fewer."""
        random = Random(_SEED)
        more = invention.words(invention.readings(max(0, _SPOTTED - len(self._entries)), random), random)
        return (*self._entries, *Material(more).as_entries())

    def _sentences(self) -> list[str]:
        return [example.ja for entry in self._entries for example in entry.examples]


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _load() -> str:
    return " ".join(f"{each:.2f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
