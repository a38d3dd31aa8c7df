"""TOML tables into typed values, with every fault named by its field.

msgspec converts a whole table at C speed but stops at the first fault; only when it refuses one is the table
walked field by field, so that an author sees all mistakes at once.
"""

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

Fault = tuple[str, str]
"""A field path and what is wrong there."""


def read(table: Mapping[str, object], kind: type[T]) -> tuple[T | None, list[Fault]]:
    """Return ``table`` as a ``kind``, or None with every fault found in it."""
    faults = list(_unknown_fields(table, kind, ""))
    try:
        value = msgspec.convert(table, kind)
    except msgspec.ValidationError:
        faults.extend(_conversion_faults(table, kind, ""))
        return None, faults
    return (None, faults) if faults else (value, [])


@cache
def _fields(kind: type) -> dict[str, tuple[Any, bool]]:
    """Map each field of a dataclass to its type and whether it must be given."""
    hints = typing.get_type_hints(kind)
    return {
        field.name: (
            hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
        if field.init
    }


def _nested(kind: Any, value: object) -> Iterator[tuple[str, type, Mapping[str, object]]]:
    """Yield the tables inside ``value`` that are to become dataclasses: path suffix, class, table."""
    options = typing.get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(value, Mapping):
        yield "", typing.cast("type", kind), value
    elif typing.get_origin(kind) is tuple and isinstance(value, list):
        for position, item in enumerate(value, 1):
            for _, inner, table in _nested(options[0], item):
                yield f"[{position}]", inner, table
    elif value is not None and type(None) in options:
        for option in options:
            yield from _nested(option, value)


def _unknown_fields(table: Mapping[str, object], kind: type, path: str) -> Iterator[Fault]:
    fields = _fields(kind)
    for name, value in table.items():
        if name not in fields:
            yield f"{path}{name}", "is not a field of the schema"
            continue
        for suffix, inner, nested in _nested(fields[name][0], value):
            yield from _unknown_fields(nested, inner, f"{path}{name}{suffix}.")


def _conversion_faults(table: Mapping[str, object], kind: type, path: str) -> Iterator[Fault]:
    for name, (field_type, required) in _fields(kind).items():
        if name not in table:
            if required:
                yield f"{path}{name}", "is missing"
            continue
        value = table[name]
        inner_faults = [
            fault
            for suffix, inner, nested in _nested(field_type, value)
            for fault in _conversion_faults(nested, inner, f"{path}{name}{suffix}.")
        ]
        if inner_faults:
            yield from inner_faults
            continue
        try:
            msgspec.convert(value, field_type)
        except msgspec.ValidationError as error:
            yield f"{path}{name}", str(error)
