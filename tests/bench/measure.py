"""Measures one engine in a process of its own: how long it takes to build, how much memory, how fast it answers.

Times are those that the processor spends on the engine, not those that pass: what else the machine does at the moment
does not count.
"""

import gc
import multiprocessing
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from tests.bench.engine import Answer, Engine
from tests.bench.questions import Question
from tests.bench.words import Material

A = TypeVar("A")
P = ParamSpec("P")
R = TypeVar("R")

ROUNDS = 5
"""Rounds of questions, each of questions not asked before; of every figure the median of the rounds is given."""
_WARMING = 40
_LEAST_IN_A_ROUND = 200
"""A round with fewer answers has no p99 of its own: all are then taken as one round."""
_LEAST = 30
_SLOW_S = 0.01


@dataclass(frozen=True, slots=True)
class Task:
    """What to measure: an engine by its class, the questions, and the seconds that asking may take (None: ask all)."""

    engine: type[Engine[Any]]
    material: Material
    questions: Sequence[Question]
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What an engine did: the answers to the first questions, seconds of processor time, memory in bytes.

    ``memory`` is what the process grew by, or what the engine takes elsewhere; None where that cannot be told.
    """

    name: str
    answers: tuple[Answer, ...]
    rate: float
    p50: float
    p99: float
    worst: float
    build: float
    memory: int | None
    outside: bool


def in_own_process(task: Task) -> Measured:
    """Return what ``measure`` returns there."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, task).result()


def measure(task: Task) -> Measured:
    """Build the engine and ask it."""
    engine = task.engine(task.material)
    try:
        return _measure(engine, task)
    finally:
        engine.close()


def _measure(engine: Engine[A], task: Task) -> Measured:
    texts = [question.kana if engine.wants_kana else question.query for question in task.questions]
    gc.collect()
    gc.freeze()  # what the bench itself holds is not to be gone through when an engine's garbage is collected
    before = _memory()
    _, build = _timed(engine, engine.build)
    took, lazily = _warm(engine, texts)
    gc.collect()
    gc.freeze()  # nor what an engine has built: the product, too, spares the collector its glossary
    memory = None if before is None else (_memory() or 0) - before

    count = len(texts)
    if task.seconds is not None:
        count = min(count, max(_LEAST, round(task.seconds / took)))
    times: list[float] = []
    answers: list[Answer] = []
    for text in texts[:count]:
        answer, seconds = _timed(engine, engine.ask, text)
        times.append(seconds)
        answers.append(engine.read(answer))  # at once: an engine's own answers are dropped, as in use, and not piled up

    rounds = _rounds(times)
    outside = engine.size()
    return Measured(
        name=engine.name,
        answers=tuple(answers),
        rate=statistics.median(len(each) / sum(each) for each in rounds),
        p50=statistics.median(percentile(each, 50) for each in rounds),
        p99=statistics.median(percentile(each, 99) for each in rounds),
        worst=max(times),
        build=build + lazily,
        memory=memory if outside is None else outside,
        outside=outside is not None,
    )


def _timed(engine: Engine[A], do: Callable[P, R], *values: P.args, **named: P.kwargs) -> tuple[R, float]:
    """Do something and return what came of it, and the seconds of processor time that it took."""
    before = engine.elsewhere()
    begun = time.thread_time()
    done = do(*values, **named)
    took = time.thread_time() - begun
    return done, took + engine.elsewhere() - before


def _warm(engine: Engine[A], texts: Sequence[str]) -> tuple[float, float]:
    """Ask some questions that are not asked again if there are enough; return the time of one, and what was built.

    What an engine builds only when it is first asked counts as building.
    """
    times: list[float] = []
    for text in texts[: -_WARMING - 1 : -1]:
        _, seconds = _timed(engine, engine.ask, text)
        times.append(seconds)
        if times[-1] > _SLOW_S and len(times) > 1:
            break
    usual = statistics.median(times)
    mean = statistics.fmean(each for each in times if each <= 10 * usual)
    return mean, sum(each - usual for each in times if each > 10 * usual)


def _rounds(times: Sequence[float]) -> list[list[float]]:
    size = len(times) // ROUNDS
    if size < _LEAST_IN_A_ROUND:
        return [list(times)]
    return [list(times[at : at + size]) for at in range(0, size * ROUNDS, size)]


def percentile(times: Sequence[float], share: int) -> float:
    """Return the time that ``share`` of a hundred do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def _memory() -> int | None:
    """Return the bytes this process holds in memory; where that cannot be read, the most it ever held."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def on_one_core() -> str:
    """Keep this process and its children on one core, where the system can, and say so."""
    if not hasattr(os, "sched_setaffinity"):
        return "not held to one core: this system cannot"
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return "one core"
