"""What reading a file may cost, measured in processes of their own: nothing else's memory is in the figure."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.team.hostile_files import HOSTILE

ROOT = Path(__file__).parents[3]
MOST_MEMORY_KB = 64 * 1024
MOST_SECONDS = 10.0
"""Ten times what is promised, of the processor's time: the machine may be a slow one."""

# A process that was started takes over the highest memory of the one that started it, a fork does not.
_PROBE = """
import os, resource, sys
child = os.fork()
if child:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
from pathlib import Path
from bot.lexicon.model import EntryId
from bot.team.exchange import read_file
from bot.team.exchange_plan import Faulty, Plan, Standing, planned
from bot.team.exchange_sheet import Sheet
read = read_file(Path(sys.argv[1]).read_bytes(), sys.argv[2])
if isinstance(read, Sheet):
    none = Standing(published={}, others={}, rules={}, shared={})
    numbers = iter(range(10_000))
    read = planned(read, none, lambda: EntryId(f"team.{next(numbers):08}"), {})
used = resource.getrusage(resource.RUSAGE_SELF)
print(type(read).__name__, used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def _cost(content: bytes, name: str, folder: Path) -> tuple[str, int, float]:
    """Return what came of importing the file, the memory in kB and the seconds it took, the interpreter's included."""
    file = folder / "given"
    file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, str(file), name], cwd=ROOT, capture_output=True, text=True, check=True
    )
    outcome, memory, seconds = done.stdout.split()
    return outcome, int(memory), float(seconds)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name: str, tmp_path: Path) -> None:
    file_name, make = HOSTILE[name]
    outcome, memory, seconds = _cost(make(), file_name, tmp_path)
    assert outcome in {"Unreadable", "Faulty"}
    assert memory <= MOST_MEMORY_KB
    assert seconds <= MOST_SECONDS


@pytest.mark.parametrize("kind", ["csv", "json", "toml"])
def test_the_largest_file_there_may_be_is_read_at_little_cost(kind: str, tmp_path: Path) -> None:
    outcome, memory, seconds = _cost(largest(kind), f"words.{kind}", tmp_path)
    assert outcome == "Plan"
    assert memory <= MOST_MEMORY_KB
    assert seconds <= MOST_SECONDS


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
