"""Messages: what the document leaves out, and what keeps people safe.

The limits are those of Discord's message and embed pages; the safety rules are ours: text that people wrote must
notify nobody and open no preview.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.platforms.fake_discord.rules.components import TEXT_DISPLAY, blank, message_components, placed
from tests.platforms.fake_discord.rules.problem import Problem, items, text_of

SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
SUPPRESS_NOTIFICATIONS = 1 << 12
VOICE = 1 << 13
COMPONENTS_V2 = 1 << 15

_MAX_CONTENT = 2000
_MAX_EMBEDS_TEXT = 6000
_BARE_LINK = re.compile(r"(?<!<)https?://", re.IGNORECASE)
_ATTACHED = re.compile(r"attachment://(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What sort of message body it is: a new one or an edit, in an answer to an interaction or not."""

    new: bool
    answer: bool
    already_v2: bool = False
    files: int = 0

    @property
    def flags(self) -> int:
        """The flags it may carry."""
        if not self.new:
            return SUPPRESS_EMBEDS | COMPONENTS_V2
        common = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | VOICE | COMPONENTS_V2
        return common | EPHEMERAL if self.answer else common


def message(body: dict[str, Any], path: str, sort: Sort) -> Iterator[Problem]:
    """Yield what is wrong with a message body, beyond the document."""
    flags = body.get("flags") if isinstance(body.get("flags"), int) else 0
    v2 = sort.already_v2 or bool((flags or 0) & COMPONENTS_V2)
    at = f"{path}." if path else ""
    yield from _flags(flags or 0, f"{at}flags", sort)
    content = text_of(body.get("content"))
    if len(content) > _MAX_CONTENT and not sort.answer:
        yield Problem(f"{at}content", "content-2000", f"has {len(content)} characters, more than {_MAX_CONTENT}")
    if v2:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(key):
                yield Problem(f"{at}{key}", "v2-excludes", "has no place in a message of Components V2")
    if sort.new and not sort.files and _is_empty(body):
        yield Problem(path, "empty-message", "has nothing to show")
    yield from _embeds(items(body.get("embeds")), f"{at}embeds")
    yield from message_components(body.get("components"), f"{at}components", v2=v2)
    if sort.new:
        yield from _attachments(body, at)
    yield from _mentions(body.get("allowed_mentions"), f"{at}allowed_mentions")
    yield from _safety(body, at, v2=v2)


def _flags(flags: int, path: str, sort: Sort) -> Iterator[Problem]:
    if flags & EPHEMERAL and not sort.flags & EPHEMERAL:
        yield Problem(path, "ephemeral", "only new messages in answer to an interaction can be ephemeral")
    others = flags & ~sort.flags & ~EPHEMERAL
    if others:
        yield Problem(path, "flags", f"the bits {others:#x} cannot be set here")


def _is_empty(body: dict[str, Any]) -> bool:
    if text_of(body.get("content")).strip():
        return False
    return not any(body.get(key) for key in ("embeds", "components", "attachments", "sticker_ids", "poll", "message"))


def _embeds(embeds: list[dict[str, Any]], path: str) -> Iterator[Problem]:
    size = sum(_size(each) for each in embeds)
    if size > _MAX_EMBEDS_TEXT:
        yield Problem(path, "embeds-6000", f"hold {size} characters in all, more than {_MAX_EMBEDS_TEXT}")
    for index, each in enumerate(embeds):
        here = f"{path}[{index}]"
        if not any(
            each.get(key) for key in ("title", "description", "fields", "image", "thumbnail", "author", "footer")
        ):
            yield Problem(here, "empty-embed", "has nothing to show")
        for key in ("title", "description"):
            yield from blank(each, key, here)
        for number, entry in enumerate(items(each.get("fields"))):
            for key in ("name", "value"):
                yield from blank(entry, key, f"{here}.fields[{number}]")


def _size(embed: dict[str, Any]) -> int:
    parts = [embed.get("title"), embed.get("description")]
    parts += [(embed.get(key) or {}).get(inner) for key, inner in (("footer", "text"), ("author", "name"))]
    for each in items(embed.get("fields")):
        parts += [each.get("name"), each.get("value")]
    return sum(len(text_of(part)) for part in parts)


def _attachments(body: dict[str, Any], at: str) -> Iterator[Problem]:
    names = {text_of(each.get("filename")) for each in items(body.get("attachments"))}
    for key in ("embeds", "components"):
        for path, value in _strings(body.get(key), f"{at}{key}"):
            match = _ATTACHED.fullmatch(value)
            if match and match[1] not in names:
                yield Problem(path, "attachment-missing", f"no attachment is called {match[1]!r}")


def _strings(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _strings(each, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(each, f"{path}.{key}")


def _mentions(allowed: object, path: str) -> Iterator[Problem]:
    if not isinstance(allowed, dict):
        return
    for kind in ("users", "roles"):
        if allowed.get(kind) and kind in (allowed.get("parse") or ()):
            yield Problem(f"{path}.{kind}", "mentions-conflict", f"are listed although all {kind} are parsed")


def _safety(body: dict[str, Any], at: str, *, v2: bool) -> Iterator[Problem]:
    displays = any(each.type == TEXT_DISPLAY for each in placed(body.get("components"), ""))
    allowed = body.get("allowed_mentions")
    if body.get("content") or body.get("embeds") or displays:
        parse = allowed.get("parse") if isinstance(allowed, dict) else None
        if parse != []:
            yield Problem(f"{at}allowed_mentions", "mentions-open", "must have an empty parse: the text could ping")
    suppressed = isinstance(body.get("flags"), int) and body["flags"] & SUPPRESS_EMBEDS
    if not v2 and not suppressed and _BARE_LINK.search(text_of(body.get("content"))):
        yield Problem(f"{at}content", "link-preview", "has a link whose preview nothing suppresses")
