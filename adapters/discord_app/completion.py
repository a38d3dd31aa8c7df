"""What is offered while an option is typed."""

import re
from typing import Any

from discord import app_commands

from adapters.platform import Core
from adapters.sendable import cut, sendable
from bot.commands.catalog import VISIBLE
from bot.commands.spec import CommandSpec, Suggester
from bot.commands.study_settings import zones_like
from bot.lexicon.search import Lookup
from bot.localized import Locale

_MAX_CHOICE = 100
_MAX_CHOICES = 25
_LONGEST_INPUT = 200
_LAST_WORD = re.compile(r"(.*[\s,、，;；/／|｜])?(.*)", re.DOTALL)


class Completer:
    """Completes words of the glossary, several in a row where an option takes several, and names of commands."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def __call__(
        self, spec: CommandSpec[Any, Any], option: str, typed: str, locale: Locale, tenant: str
    ) -> list[app_commands.Choice[str]]:
        """Return at most 25 choices for ``option``, the workspace's own words among them."""
        suggester = next((each.suggester for each in spec.options if each.name == option), None)
        typed = typed[:_LONGEST_INPUT]
        if suggester is Suggester.COMMAND:
            return _commands(typed, locale)
        if suggester is Suggester.ZONE:
            return [app_commands.Choice(name=name, value=name) for name in zones_like(typed, _MAX_CHOICES)]
        return _words(await self._core.lookup(tenant), typed, several=spec.name == "compare")


def _words(lookup: Lookup, typed: str, *, several: bool) -> list[app_commands.Choice[str]]:
    """Return words that go on from ``typed``, or from its last word, those before it kept."""
    kept, word = "", typed
    if several and (found := _LAST_WORD.fullmatch(typed)):
        kept, word = sendable(found[1] or "").lstrip(), found[2]
    choices: dict[str, app_commands.Choice[str]] = {}
    for match in lookup.complete(word, _MAX_CHOICES):
        entry = match.entry
        value = f"{kept}{entry.headword}"
        reading = "" if entry.kana in {"", entry.headword} else f"（{entry.kana}）"
        label = f"{kept}{entry.headword}{reading} {entry.senses[0].brief}"
        if len(value) <= _MAX_CHOICE:
            choices.setdefault(value, app_commands.Choice(name=cut(label, _MAX_CHOICE), value=value))
    return list(choices.values())


def _commands(typed: str, locale: Locale) -> list[app_commands.Choice[str]]:
    wanted = typed.strip().lstrip("/／").lower()
    choices = []
    for spec in VISIBLE:
        names = (spec.name, spec.name_ja)
        if any(name.startswith(wanted) for name in names if name):
            shown = spec.name_ja if locale is Locale.JA and spec.name_ja else spec.name
            label = f"/{shown}  {spec.summary.in_(locale)}"
            choices.append(app_commands.Choice(name=cut(label, _MAX_CHOICE), value=spec.name))
    return choices[:_MAX_CHOICES]
