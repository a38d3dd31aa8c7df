"""Walks a body along Discord's OpenAPI document and names every culprit by its path.

A union's branch is chosen by the ``type`` property, so that a wrong button is reported as a wrong button. Snowflakes
may be numbers and permission bits may be strings, as Discord takes them. Unknown keys, which the document lets pass,
are refused: they are misspelt. The exceptions are the keys that discord.py 2.7 sends beyond the document.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.platforms.fake_discord.rules.problem import Json, Problem

SPECIFICATION = Path(__file__).parents[2] / "specs" / "discord.openapi.json"
"""The official document, cut down to what a bot sends and gets (see ``info`` in it for source and licence)."""

_ALSO_SENT = {
    "ApplicationCommandCreateRequest": {"nsfw"},
    "ApplicationCommandPatchRequestPartial": {"nsfw"},
    "ApplicationCommandUpdateRequest": {"nsfw"},
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": {"tts"},
    "IncomingWebhookUpdateRequestPartial": {"tts"},
    "MessageEditRequestPartial": {"tts"},
    "RichEmbed": {"flags"},
    "ComponentEmojiForRequest": {"animated"},
}
"""Keys that discord.py sends and Discord takes although its document does not know them."""

_PERMISSION_BITS = {"default_member_permissions", "permissions", "allow", "deny"}
_URL = re.compile(r"(?:https?|discord|attachment)://\S+")
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


@cache
def official_document() -> "Document":
    """Return the document that ships with the tests."""
    return Document(json.loads(SPECIFICATION.read_text("utf-8")))


class Document:
    """An OpenAPI 3.1 document and the walk along its schemas."""

    def __init__(self, source: Json) -> None:
        self._paths: Json = source["paths"]
        self._schemas: Json = source["components"]["schemas"]

    def request(self, method: str, path: str) -> Json:
        """Return the schema of the body that ``method`` takes at ``path``."""
        schema: Json = self._paths[path][method]["requestBody"]["content"]["application/json"]["schema"]
        return schema

    def response(self, method: str, path: str, status: int = 200) -> Json:
        """Return the schema of the answer that ``method`` gives at ``path``."""
        schema: Json = self._paths[path][method]["responses"][str(status)]["content"]["application/json"]["schema"]
        return schema

    def problems(self, value: object, schema: Json, path: str = "", *, strict: bool = True) -> Iterator[Problem]:
        """Yield what in ``value`` breaks ``schema``; unknown keys only if ``strict``."""
        yield from _Walk(self._schemas, strict=strict).check(value, schema, path)


class _Walk:
    def __init__(self, schemas: Json, *, strict: bool) -> None:
        self._schemas = schemas
        self._strict = strict

    def check(self, value: object, schema: Json, path: str, name: str = "") -> Iterator[Problem]:
        reference = schema.get("$ref")
        if reference is not None:
            name = reference.rpartition("/")[2]
            yield from self.check(value, self._schemas[name], path, name)
            return
        branches = schema.get("oneOf") or schema.get("anyOf")
        if branches is not None:
            yield from self._union(value, branches, path)
        for part in schema.get("allOf", ()):
            yield from self.check(value, part, path)
        wrong = _type_problem(value, schema, path)
        if wrong:
            yield wrong
            return
        yield from _bounds(value, schema, path)
        if isinstance(value, dict):
            yield from self._object(value, schema, path, name)
        elif isinstance(value, list) and "items" in schema:
            for index, each in enumerate(value):
                yield from self.check(each, schema["items"], f"{path}[{index}]")

    def _object(self, value: Json, schema: Json, path: str, name: str) -> Iterator[Problem]:
        known: Json = schema.get("properties", {})
        others = schema.get("additionalProperties")
        for key in schema.get("required", ()):
            if key not in value:
                yield Problem(_below(path, key), "required", "is missing")
        for key, each in value.items():
            if key in known:
                yield from self.check(each, known[key], _below(path, key))
            elif isinstance(others, dict):
                yield from self.check(each, others, _below(path, key))
            elif known and self._strict and key not in _ALSO_SENT.get(name, ()):
                yield Problem(_below(path, key), "unknown-key", "is no key that Discord knows")

    def _union(self, value: object, branches: list[Json], path: str) -> Iterator[Problem]:
        if all("const" in branch for branch in branches):
            allowed = [branch["const"] for branch in branches]
            if value not in allowed or isinstance(value, bool):
                yield Problem(path, "enum", f"{value!r} is none of {allowed}")
            return
        if value is None and any(branch.get("type") == "null" for branch in branches):
            return
        real = [branch for branch in branches if branch.get("type") != "null"]
        if len(real) > 1 and isinstance(value, dict) and all(self._types(branch) for branch in real):
            kind = value.get("type")
            real = [branch for branch in real if kind in self._types(branch) and not isinstance(kind, bool)]
            if not real:
                yield Problem(_below(path, "type"), "union", f"type {kind!r} has no place here")
                return
        outcomes = [list(self.check(value, branch, path)) for branch in real]
        yield from min(outcomes, key=lambda found: (_is_other_type(found, path), len(found)))

    def _types(self, branch: Json) -> list[object]:
        schema: Json = self._schemas[branch["$ref"].rpartition("/")[2]] if "$ref" in branch else branch
        kinds: list[object] = schema.get("properties", {}).get("type", {}).get("enum", [])
        return kinds


def _is_other_type(found: list[Problem], path: str) -> bool:
    """Whether the value is of another type altogether, so that this branch was never meant."""
    return any(each.path == path and each.rule == "type" for each in found)


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _is_a(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _PYTHON_TYPES[kind])


def _type_problem(value: object, schema: Json, path: str) -> Problem | None:
    if "type" not in schema:
        return None
    declared = schema["type"]
    kinds: list[str] = declared if isinstance(declared, list) else [declared]
    if any(_is_a(value, kind) for kind in kinds):
        return None
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if schema.get("format") == "snowflake" and is_number:
        return None
    is_bits = path.rpartition(".")[2] in _PERMISSION_BITS and "integer" in kinds
    if is_bits and isinstance(value, str) and value.isdecimal():
        return None
    return Problem(path, "type", f"{value!r:.60} is not {' or '.join(kinds)}")


def _bounds(value: object, schema: Json, path: str) -> Iterator[Problem]:
    if "enum" in schema and value not in schema["enum"]:
        yield Problem(path, "enum", f"{value!r} is none of {schema['enum']}")
    if isinstance(value, str):
        yield from _size(len(value), schema, path, "Length", "characters")
        yield from _form(value, schema, path)
    elif isinstance(value, list):
        yield from _size(len(value), schema, path, "Items", "items")
        if schema.get("uniqueItems") and len({json.dumps(each, sort_keys=True) for each in value}) < len(value):
            yield Problem(path, "uniqueItems", "names something twice")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if value < schema.get("minimum", value):
            yield Problem(path, "minimum", f"{value} is below {schema['minimum']}")
        if value > schema.get("maximum", value):
            yield Problem(path, "maximum", f"{value} is above {schema['maximum']}")


def _size(size: int, schema: Json, path: str, what: str, unit: str) -> Iterator[Problem]:
    least: Any = schema.get(f"min{what}", 0)
    most: Any = schema.get(f"max{what}", size)
    if size < least:
        yield Problem(path, f"min{what}", f"has {size} {unit}, fewer than {least}")
    if size > most:
        yield Problem(path, f"max{what}", f"has {size} {unit}, more than {most}")


def _form(value: str, schema: Json, path: str) -> Iterator[Problem]:
    form = schema.get("format")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        yield Problem(path, "surrogate", "holds half a surrogate pair, which is no text")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield Problem(path, "pattern", f"{value!r:.60} is not of the form {schema['pattern']}")
    if form == "uri" and not _URL.fullmatch(value):
        yield Problem(path, "uri", f"{value!r:.60} is no address")
    if form == "date-time":
        try:
            datetime.fromisoformat(value)
        except ValueError:
            yield Problem(path, "date-time", f"{value!r:.60} is no time")
