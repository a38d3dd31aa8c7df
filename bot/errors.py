"""Every exception the project raises on purpose.

::

    NaruhayaError
    ├── ConfigError     a setting is wrong: the operator can mend it
    ├── DataError       the glossary files are wrong: carries every fault found
    ├── StorageError    the database cannot be opened, read or written
    └── DictionaryError the general dictionary cannot be built or read

Expected outcomes (nothing found, a wrong answer, a closed quiz) are values, never exceptions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_FAULTS_SHOWN = 10


class NaruhayaError(Exception):
    """Base of the project's own exceptions; ``str()`` is a sentence fit for the person at the keyboard."""


class ConfigError(NaruhayaError):
    """A setting has a value that cannot be used; the text names the setting."""


class StorageError(NaruhayaError):
    """The database cannot be used; the text says which one and why."""


class DictionaryError(NaruhayaError):
    """The general dictionary cannot be built or read; the text says which file and why."""


@dataclass(frozen=True, slots=True, order=True)
class DataFault:
    """One mistake in a data file: where it stands and what is wrong with it."""

    file: str
    entry: str
    field: str
    problem: str

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{place}: {self.problem}"


class DataError(NaruhayaError):
    """The data files hold faults; ``faults`` lists all of them in file order, ``str()`` the first ten."""

    def __init__(self, faults: Sequence[DataFault]) -> None:
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        lines = [f"  {fault}" for fault in self.faults[:_FAULTS_SHOWN]]
        if count > _FAULTS_SHOWN:
            lines.append(f"  … and {count - _FAULTS_SHOWN} more: `naruhaya data` lists them all")
        super().__init__("\n".join([f"{count} fault{'s' if count != 1 else ''} in the data files:", *lines]))
