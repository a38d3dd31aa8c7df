"""What reading a file may cost, measured in processes of their own: nothing else's memory is in the figure."""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from tests.core.team.hostile_files import HOSTILE

ROOT = Path(__file__).parents[3]
MOST_MEMORY_KB = 64 * 1024
MOST_SECONDS = 10.0
"""Ten times what is promised, of the processor's time: the machine may be a slow one."""

# Each file is read in a fork of a process that has what reading needs loaded, and so has no other file's memory in
# its own. The highest memory that is told of a fork is its own; that of a process that was started begins with the
# highest of the one that started it.
_PROBE = """
import json, os, resource, sys
from pathlib import Path
from bot.lexicon.model import EntryId
from bot.team.exchange import read_file
from bot.team.exchange_plan import Standing, planned
from bot.team.exchange_sheet import Sheet

def cost(path, name):
    read = read_file(Path(path).read_bytes(), name)
    if isinstance(read, Sheet):
        none = Standing(published={}, others={}, rules={}, shared={})
        numbers = iter(range(10_000))
        read = planned(read, none, lambda: EntryId(f"team.{next(numbers):08}"), {})
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([type(read).__name__, used.ru_maxrss, used.ru_utime + used.ru_stime]), flush=True)

for path, name in json.load(sys.stdin):
    child = os.fork()
    if child == 0:
        cost(path, name)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print("null", flush=True)
"""


class Cost(NamedTuple):
    """What came of importing a file, the memory in kB and the seconds that took."""

    outcome: str
    memory: int
    seconds: float


def _costs(files: Iterable[tuple[bytes, str]], folder: Path) -> list[Cost | None]:
    """Return what each of the files cost, None for one that brought the process down."""
    given = []
    for number, (content, name) in enumerate(files):
        path = folder / str(number)
        path.write_bytes(content)
        given.append((str(path), name))
    done = subprocess.run(
        [sys.executable, "-c", _PROBE], cwd=ROOT, input=msgspec.json.encode(given), capture_output=True, check=True
    )
    return [msgspec.json.decode(line, type=Cost | None) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Cost | None]:
    """What each hostile file costs."""
    files = ((make(), name) for name, make in HOSTILE.values())
    return dict(zip(HOSTILE, _costs(files, tmp_path_factory.mktemp("hostile")), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name: str, hostile: Mapping[str, Cost | None]) -> None:
    cost = hostile[name]
    assert cost is not None, "reading it brought the process down"
    assert cost.outcome in {"Unreadable", "Faulty"}
    assert cost.memory <= MOST_MEMORY_KB
    assert cost.seconds <= MOST_SECONDS


def test_the_measure_tells_much_memory_from_little(hostile: Mapping[str, Cost | None]) -> None:
    memory = [cost.memory for cost in hostile.values() if cost]
    assert max(memory) > min(memory) * 1.2


@pytest.mark.parametrize("kind", ["csv", "json", "toml"])
def test_the_largest_file_there_may_be_is_read_at_little_cost(kind: str, tmp_path: Path) -> None:
    (cost,) = _costs([(largest(kind), f"words.{kind}")], tmp_path)
    assert cost is not None
    assert cost.outcome == "Plan"
    assert cost.memory <= MOST_MEMORY_KB
    assert cost.seconds <= MOST_SECONDS


def largest(kind: str) -> bytes:
    """Return a file of as many words as a file may have."""
    words = [(f"語{n}", "ご", f"word {n}", f"{n}番目の語として、試しに加えるもの。") for n in range(5_000)]
    if kind == "csv":
        return "\n".join(("headword,reading,english,definition_ja", *map(",".join, words))).encode()
    if kind == "json":
        row = '{{"headword":"{}","reading":"{}","english":"{}","definition_ja":"{}"}}'
        return "[{}]".format(",\n".join(row.format(*word) for word in words)).encode()
    row = '[[terms]]\nheadword="{}"\nreading="{}"\nenglish="{}"\ndefinition_ja="{}"\n'
    return "".join(row.format(*word) for word in words).encode()
