"""Reads the glossary and contrast files; returns a checked Glossary or every fault at once.

A glossary file is one domain: ``domain`` and ``reviewer`` at its top are the defaults of its entries, and
``[[entry]]`` tables follow. A contrast file holds ``[[contrast]]`` tables. data/README.md is the authors' guide.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import rtoml

from bot.errors import DataError, DataFault
from bot.lexicon import checks, records
from bot.lexicon.model import Contrast, Entry, Glossary

T = TypeVar("T")

_File = tuple[str, list[dict[str, object]]]
"""A file's name and its tables."""


def load_glossary(root: Path) -> Glossary:
    """Return the glossary under ``root``.

    Raises:
        DataError: files are missing or unreadable, or entries break the schema or a rule; carries all faults.
    """
    faults: list[DataFault] = []
    entry_files = list(_tables(root / "glossary", "entry", faults))
    unreadable = bool(faults)
    entries = list(_values(entry_files, Entry, faults))
    contrasts = list(_values(_tables(root / "contrasts", "contrast", faults), Contrast, faults))
    # An entry that could not be read is not missing: what names it is right, and its own faults are told already.
    written = {_label(table) for _, tables in entry_files for table in tables}
    faults.extend(checks.check(entries, contrasts, lambda target: unreadable or target in written))
    if faults:
        raise DataError(faults)
    return Glossary(tuple(entry for _, entry in entries), tuple(contrast for _, contrast in contrasts))


def _values(tables: Iterable[_File], kind: type[T], faults: list[DataFault]) -> Iterator[tuple[str, T]]:
    """Yield each table that can be a ``kind``, with the name of its file; faults of the others go to ``faults``."""
    for name, rows in tables:
        for table in rows:
            value, found = records.read(table, kind)
            faults.extend(DataFault(name, _label(table), field, problem) for field, problem in found)
            if value is not None:
                yield name, value


def _tables(folder: Path, kind: str, faults: list[DataFault]) -> Iterator[_File]:
    """Yield each file's name and its tables of ``kind``; file-level faults go to ``faults``."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        faults.append(DataFault(f"{folder.name}/", "", "", f"no TOML file in {folder}"))
    for path in paths:
        name = f"{folder.name}/{path.name}"
        try:
            document = rtoml.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, rtoml.TomlParsingError) as error:
            faults.append(DataFault(name, "", "", f"cannot be read: {error}"))
            continue
        tables = document.pop(kind, [])
        defaults: dict[str, object] = {key: document.pop(key) for key in ("domain", "reviewer") if key in document}
        faults.extend(DataFault(name, "", key, "is not a field of the file") for key in document)
        if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
            faults.append(DataFault(name, "", kind, f"must be a list of [[{kind}]] tables"))
            continue
        yield name, [_with_defaults(table, defaults) if kind == "entry" else table for table in tables]


def _with_defaults(table: dict[str, object], defaults: Mapping[str, object]) -> dict[str, object]:
    """Return ``table`` with the file's reviewer and, in each sense that names no domain, the file's domain."""
    filled = {"reviewer": defaults["reviewer"], **table} if "reviewer" in defaults else dict(table)
    senses = filled.get("senses")
    if "domain" in defaults and isinstance(senses, list):
        filled["senses"] = [
            {"domain": [defaults["domain"]], **sense} if isinstance(sense, Mapping) else sense for sense in senses
        ]
    return filled


def _label(table: Mapping[str, object]) -> str:
    return str(table.get("id") or table.get("headword") or "(no id)")
