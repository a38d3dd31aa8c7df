"""Prints how fast the general dictionary answers: ``python -m tests.evaluation.general [FILE]``.

Readings come from the dictionary itself, evenly spread and shuffled: as they stand, in Hepburn, cut short, spoilt, and
glosses in English. Every query is asked once, so that no cache is flattered but the file's own.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from bot.general.file_format import open_file
from bot.general.search import GeneralDictionary
from bot.settings import default_jmdict
from bot.text.romaji import to_romaji

COUNT = 10_000


def main(arguments: list[str]) -> None:
    """Measure the dictionary in the file named, or in the one built by ``naruhaya jmdict build``."""
    path = Path(arguments[0]) if arguments else default_jmdict()
    before = time.perf_counter()
    dictionary = GeneralDictionary.open(path)
    opened = time.perf_counter() - before
    if dictionary is None:
        print(f"no dictionary at {path}")
        return
    edition = dictionary.edition
    size = path.stat().st_size / 1e6
    print(f"{edition.entries} entries, {edition.keys} readings, {size:.1f} MB, opened in {opened * 1e3:.2f} ms")
    random = Random(2026)
    readings, glosses = _texts(path, random)
    print(f"{'queries':24}{'n':>7}{'answered':>10}{'a second':>10}{'p50 µs':>8}{'p99 µs':>8}{'worst':>8}")
    for name, queries in (
        ("readings", readings),
        ("in Hepburn", [to_romaji(text) for text in readings]),
        ("without long vowels", [to_romaji(text).translate(_SHORT) for text in readings]),
        ("beginnings", [to_romaji(text)[: random.randint(3, 5)] for text in readings]),
        ("with a slip", [_slip(to_romaji(text), random) for text in readings]),
        ("English glosses", glosses),
    ):
        _report(name, dictionary.find, queries)
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, queries of this run included")


_SHORT = str.maketrans("āīūēō", "aiueo")


def _texts(path: Path, random: Random) -> tuple[list[str], list[str]]:
    """Return readings and first glosses of entries spread evenly over the file."""
    opened = open_file(path)
    assert opened is not None
    connection, edition = opened
    step = max(1, edition.entries // COUNT)
    rows = [
        (str(readings).split("\t")[0].split("\x1f")[0], str(senses).split("\n")[0].split("\t")[0])
        for place, (readings, senses) in enumerate(connection.execute("SELECT readings, senses FROM entry"))
        if place % step == 0
    ]
    connection.close()
    random.shuffle(rows)
    return [reading for reading, _ in rows[:COUNT]], [gloss for _, gloss in rows[:COUNT]]


def _slip(text: str, random: Random) -> str:
    place = random.randrange(len(text))
    return text[:place] + random.choice("abcdefghijklmnoprstuwyz") + text[place + 1 :]


def _report(name: str, find: Callable[[str], object], queries: list[str]) -> None:
    took: list[float] = []
    answered = 0
    for query in queries:
        begun = time.perf_counter()
        answer = find(query)
        took.append(time.perf_counter() - begun)
        answered += bool(getattr(answer, "entries", ()))
    took.sort()
    total = sum(took)
    figures = (took[len(took) // 2], took[len(took) * 99 // 100], took[-1])
    print(
        f"{name:24}{len(took):7}{answered / len(took):10.3f}{len(took) / total:10,.0f}"
        + "".join(f"{figure * 1e6:8,.0f}" for figure in figures)
    )


if __name__ == "__main__":
    main(sys.argv[1:])
