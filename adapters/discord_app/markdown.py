"""Text as Discord's Markdown: what people typed is shown as they typed it, and never formats, links or mentions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from adapters.sendable import sendable
from bot.commands.catalog import COMMANDS
from bot.localized import Locale
from bot.reply import Emphasis, Inline, Ruby, Text

_INLINE = re.compile(r"([\\*_~`|<>\[\]@])")
_LINE_START = re.compile(r"^(\s*)([#-])", re.MULTILINE)
_NUMBER_START = re.compile(r"^(\s*\d+)\.", re.MULTILINE)
_LINK = re.compile(r"(?<=:)//|(?<=discord\.gg)/|(?<=discord\.com)/", re.IGNORECASE)
_ANYTHING = re.compile(
    r"[\\*_~`|<>\[\]@\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
    r"|//|discord|^\s*(?:[#-]|\d+\.)",
    re.IGNORECASE | re.MULTILINE,
)
"""Finds whatever the others below would change; most text has none of it."""
_COMMAND = re.compile(r"(?<![\w/])/([a-z-]+)")
_USAGES = {usage: spec.name for spec in COMMANDS.values() for usage in (spec.usage, spec.brief, f"/{spec.name}")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What this reader's Discord calls the commands; ``ids`` make them a tap away."""

    locale: Locale = Locale.EN
    ids: Mapping[str, int] = field(default_factory=dict)

    def usage(self, text: str) -> str | None:
        """Return a command's usage as a mention, which Discord shows in the reader's own language, or None."""
        name = _USAGES.get(text, "")
        return f"</{name}:{self.ids[name]}>" if name in self.ids else None

    def spoken(self, text: str) -> str:
        """Return something to type with the commands and options under the names this reader knows."""
        if self.locale is not Locale.JA:
            return text
        for name in _COMMAND.findall(text):
            spec = COMMANDS.get(name)
            if spec is None or not spec.name_ja:
                continue
            text = re.sub(rf"/{name}\b", f"/{spec.name_ja}", text)
            for option in spec.options:
                text = re.sub(rf"(?<=[ \[]){option.name}(?=[:\] ]|$)", option.name_ja or option.name, text)
        return text


def escape(text: str) -> str:
    """Return ``text`` so that Discord shows it as it is."""
    return _remembered(text) if len(text) <= _SHORT else _escaped(text)


def _escaped(text: str) -> str:
    if not _ANYTHING.search(text):
        return text
    text = _INLINE.sub(r"\\\1", sendable(text))
    text = _LINE_START.sub(r"\1\\\2", text)
    text = _NUMBER_START.sub(r"\1\\.", text)
    return _LINK.sub(lambda found: found[0].replace("/", "\\/"), text)


_SHORT = 200
_remembered = lru_cache(maxsize=8192)(_escaped)
"""The glossary's texts come again and again; what people type is mostly longer or soon gives way."""


def markdown(text: Text, names: Names) -> str:
    """Return ``text`` with its emphasis, readings in full-width brackets."""
    return "".join(_inline(part, names) for part in text)


def without_readings(text: Text, names: Names) -> str:
    """Return ``text`` where its readings have been shown before."""
    return "".join(
        _emphasised(escape(part.base), part) if isinstance(part, Ruby) else _inline(part, names) for part in text
    )


def _inline(part: Inline, names: Names) -> str:
    if isinstance(part, Ruby):
        return _emphasised(f"{escape(part.base)}（{escape(part.reading)}）", part)
    if part.emphasis is Emphasis.CODE:
        mention = names.usage(part.text.strip())
        core = sendable(part.text).strip().replace("`", "ˋ")
        return mention or (f"`{names.spoken(core)}`" if core else "")
    return _emphasised(escape(part.text), part)


def _emphasised(text: str, part: Inline) -> str:
    core = text.strip()
    if part.emphasis is not Emphasis.STRONG or not core:
        return text
    lead, _, tail = text.partition(core)
    return f"{lead}**{core}**{tail}"
