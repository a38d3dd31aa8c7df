"""A walker for the part of JSON Schema that Slack's manifest schema uses; a keyword it does not know stops it."""

import re
from collections.abc import Iterator

from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.wire import Json, as_list, as_object

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}
_KNOWN = frozenset(
    [
        "$ref",
        "additionalProperties",
        "anyOf",
        "enum",
        "items",
        "maxItems",
        "maxLength",
        "maxProperties",
        "minItems",
        "minLength",
        "minProperties",
        "pattern",
        "patternProperties",
        "properties",
        "regex",
        "required",
        "type",
        "uniqueItems",
    ]
)
_SILENT = frozenset(
    [
        "$schema",
        "_note",
        "default",
        "definitions",
        "description",
        "examples",
        "format",
        "requires",
        "title",
        "x-licence",
        "x-source",
    ]
)


class UnknownKeywordError(Exception):
    """The schema uses a keyword that this walker would silently ignore."""


def check(value: object, schema: Json, root: Json, path: str = "") -> Iterator[Problem]:
    """Yield where ``value`` breaks ``schema``, whose references point into ``root``."""
    if unknown := set(schema) - _KNOWN - _SILENT:
        raise UnknownKeywordError(f"{path}: {sorted(unknown)}")
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix("#/definitions/")
        yield from check(value, as_object(as_object(root["definitions"])[name]), root, path)
        return
    if "anyOf" in schema:
        branches = [list(check(value, as_object(one), root, path)) for one in as_list(schema["anyOf"])]
        if all(branches):
            yield min(branches, key=len)[0]
    wanted = schema.get("type")
    if isinstance(wanted, str) and not _is(value, wanted):
        yield Problem(path, "type", f"must be {wanted}, not {type(value).__name__}")
        return
    if "enum" in schema and value not in as_list(schema["enum"]):
        yield Problem(path, "choice", f"must be one of {as_list(schema['enum'])}")
    if isinstance(value, str):
        yield from _string(value, schema, path)
    elif isinstance(value, list):
        yield from _array(value, schema, root, path)
    elif isinstance(value, dict):
        yield from _object(value, schema, root, path)


def _is(value: object, wanted: str) -> bool:
    if isinstance(value, bool):
        return wanted == "boolean"
    return isinstance(value, _TYPES[wanted])


def _number(schema: Json, key: str, default: int) -> int:
    value = schema.get(key, default)
    return value if isinstance(value, int) else default


def _string(value: str, schema: Json, path: str) -> Iterator[Problem]:
    if len(value) < _number(schema, "minLength", 0):
        yield Problem(path, "too_short", f"must have {schema['minLength']} characters at least")
    if len(value) > _number(schema, "maxLength", len(value)):
        yield Problem(path, "too_long", f"must have {schema['maxLength']} characters at most")
    pattern = schema.get("pattern", schema.get("regex"))
    if isinstance(pattern, str) and not re.search(pattern, value):
        yield Problem(path, "pattern", f"must match {pattern}")


def _array(value: list[object], schema: Json, root: Json, path: str) -> Iterator[Problem]:
    if len(value) < _number(schema, "minItems", 0):
        yield Problem(path, "too_few", f"must have {schema['minItems']} items at least")
    if len(value) > _number(schema, "maxItems", len(value)):
        yield Problem(path, "too_many", f"must have {schema['maxItems']} items at most")
    if schema.get("uniqueItems") and len({repr(item) for item in value}) < len(value):
        yield Problem(path, "double", "must have no item twice")
    if "items" in schema:
        for number, item in enumerate(value):
            yield from check(item, as_object(schema["items"]), root, f"{path}[{number}]")


def _object(value: dict[str, object], schema: Json, root: Json, path: str) -> Iterator[Problem]:
    for key in as_list(schema.get("required")):
        if key not in value:
            yield Problem(f"{path}.{key}".lstrip("."), "missing", "is required")
    size = len(value)
    if not _number(schema, "minProperties", 0) <= size <= _number(schema, "maxProperties", size):
        yield Problem(path, "too_many", f"has {size} keys")
    properties, patterns = as_object(schema.get("properties")), as_object(schema.get("patternProperties"))
    for key, item in value.items():
        where = f"{path}.{key}".lstrip(".")
        matching = [one for pattern, one in patterns.items() if re.search(pattern, key)]
        if key in properties:
            matching.append(properties[key])
        for one in matching:
            yield from check(item, as_object(one), root, where)
        if not matching and schema.get("additionalProperties") is False:
            yield Problem(where, "unknown_key", "is not a key the schema knows")
