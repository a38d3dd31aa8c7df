"""TOML tables into typed values, with every fault named by its field.

msgspec converts a whole table at C speed but stops at the first fault; only when it refuses one is the table
walked field by field, so that an author sees all mistakes at once.
"""

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

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


class _Field(NamedTuple):
    """What is known of a dataclass's field: its type, and the dataclass inside it, once or as a tuple of many."""

    kind: Any
    required: bool
    inner: type | None
    many: bool


@cache
def _fields(kind: type) -> dict[str, _Field]:
    hints = typing.get_type_hints(kind)
    return {field.name: _field(field, hints[field.name]) for field in dataclasses.fields(kind) if field.init}


def _field(field: "dataclasses.Field[Any]", hint: Any) -> _Field:
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    many = typing.get_origin(hint) is tuple
    parts = (hint, *typing.get_args(hint))
    inner = next((part for part in parts if isinstance(part, type) and dataclasses.is_dataclass(part)), None)
    return _Field(hint, required, inner, many)


def _tables(field: _Field, value: object) -> Iterator[tuple[str, type, Mapping[str, object]]]:
    """Yield the tables inside ``value`` that are to become dataclasses: path suffix, class, table."""
    if field.inner is None:
        return
    if field.many and isinstance(value, list):
        for position, item in enumerate(value, 1):
            if isinstance(item, dict):
                yield f"[{position}]", field.inner, item
    elif isinstance(value, dict):
        yield "", field.inner, value


def _unknown_fields(table: Mapping[str, object], kind: type, path: str) -> Iterator[Fault]:
    fields = _fields(kind)
    for name, value in table.items():
        field = fields.get(name)
        if field is None:
            yield f"{path}{name}", "is not a field of the schema"
        elif field.inner is not None:
            for suffix, inner, nested in _tables(field, value):
                yield from _unknown_fields(nested, inner, f"{path}{name}{suffix}.")


def _conversion_faults(table: Mapping[str, object], kind: type, path: str) -> Iterator[Fault]:
    for name, field in _fields(kind).items():
        if name not in table:
            if field.required:
                yield f"{path}{name}", "is missing"
            continue
        value = table[name]
        inner_faults = [
            fault
            for suffix, inner, nested in _tables(field, value)
            for fault in _conversion_faults(nested, inner, f"{path}{name}{suffix}.")
        ]
        if inner_faults:
            yield from inner_faults
            continue
        try:
            msgspec.convert(value, field.kind)
        except msgspec.ValidationError as error:
            yield f"{path}{name}", str(error)
