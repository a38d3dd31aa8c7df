"""Application commands, after Discord's page on them: names, order, uniqueness, counts."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.platforms.fake_discord.rules.problem import Problem, items, text_of

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
_MOST = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15, 4: 1}
_MAX_CHARACTERS = 8000
_MAX_CHOICE = 100
_SUBCOMMAND, _GROUP, _STRING, _INTEGER = 1, 2, 3, 4
_LOCALES = frozenset(
    [
        "id",
        "da",
        "de",
        "en-GB",
        "en-US",
        "es-ES",
        "es-419",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "fi",
        "sv-SE",
        "vi",
        "tr",
        "cs",
        "el",
        "bg",
        "ru",
        "uk",
        "hi",
        "th",
        "zh-CN",
        "ja",
        "zh-TW",
        "ko",
    ]
)


def commands(body: list[Any], *, in_guild: bool) -> Iterator[Problem]:
    """Yield what is wrong with all the commands of a scope."""
    every = items(body)
    for kind, times in Counter(_kind(each) for each in every).items():
        if times > _MOST.get(kind, times):
            yield Problem("", "command-count", f"{times} commands of type {kind}, more than {_MOST[kind]}")
    for kind in _MOST:
        yield from _names_apart(
            [(f"[{at}]", each) for at, each in enumerate(every) if _kind(each) == kind], "command-twice"
        )
    for index, each in enumerate(every):
        yield from command(each, f"[{index}]", in_guild=in_guild)


def command(body: dict[str, Any], path: str, *, in_guild: bool, partial: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with one command; a ``partial`` one may leave anything out."""
    kind, at = _kind(body), f"{path}." if path else ""
    yield from _localised(body, at, is_name=kind == CHAT_INPUT)
    size = _characters(body)
    if size > _MAX_CHARACTERS:
        yield Problem(path, "command-8000", f"has {size} characters in all, more than {_MAX_CHARACTERS}")
    for key in ("contexts", "integration_types"):
        if in_guild and body.get(key) is not None:
            yield Problem(f"{at}{key}", "guild-contexts", "only global commands have it")
    if kind == CHAT_INPUT:
        if not text_of(body.get("description")).strip() and not partial:
            yield Problem(f"{at}description", "description", "a slash command needs one")
        yield from _options(items(body.get("options")), f"{at}options")
    else:
        for key in ("description", "description_localizations", "options"):
            if body.get(key):
                yield Problem(f"{at}{key}", "menu-only-name", "a context menu has a name and nothing else to read")


def _options(options: list[dict[str, Any]], path: str) -> Iterator[Problem]:
    optional_seen = False
    nested = [each.get("type") in {_SUBCOMMAND, _GROUP} for each in options]
    if any(nested) and not all(nested):
        yield Problem(path, "nesting", "subcommands and options stand side by side")
    yield from _names_apart([(f"{path}[{at}]", each) for at, each in enumerate(options)], "option-name-twice")
    for index, each in enumerate(options):
        here = f"{path}[{index}]"
        yield from _localised(each, f"{here}.", is_name=True)
        if each.get("type") in {_SUBCOMMAND, _GROUP}:
            yield from _options(items(each.get("options")), f"{here}.options")
            continue
        if each.get("required") is True and optional_seen:
            yield Problem(here, "required-first", "is required but follows an optional option")
        optional_seen = optional_seen or each.get("required") is not True
        yield from _values(each, here)


def _values(option: dict[str, Any], path: str) -> Iterator[Problem]:
    choices = items(option.get("choices"))
    if choices and option.get("autocomplete") is True:
        yield Problem(f"{path}.autocomplete", "choices-or-autocomplete", "has choices as well")
    for low, high in (("min_length", "max_length"), ("min_value", "max_value")):
        least, most = option.get(low), option.get(high)
        if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
            yield Problem(f"{path}.{low}", "value-range", f"{least} is more than {high}, {most}")
    yield from choices_in(choices, f"{path}.choices")
    for key in ("name", "value"):
        for value, times in Counter(str(each.get(key)) for each in choices).items():
            if times > 1:
                yield Problem(f"{path}.choices", "choice-twice", f"the {key} {value!r} stands there {times} times")


def choices_in(choices: list[dict[str, Any]], path: str) -> Iterator[Problem]:
    """Yield what is wrong with choices, of an option or of an autocompletion."""
    for index, each in enumerate(choices):
        here = f"{path}[{index}]"
        if len(text_of(each.get("value"))) > _MAX_CHOICE:
            yield Problem(f"{here}.value", "choice-value-100", f"has more than {_MAX_CHOICE} characters")
        yield from _localised(each, f"{here}.", is_name=False)


def choices_fit(choices: list[dict[str, Any]], option: int, path: str) -> Iterator[Problem]:
    """Yield the choices whose values are not of the type of an ``option``, by Discord's number."""
    kinds = {_STRING: str, _INTEGER: int}.get(option, int | float)
    for index, each in enumerate(choices):
        value = each.get("value")
        if not isinstance(value, kinds) or isinstance(value, bool):
            yield Problem(f"{path}[{index}].value", "choice-type", f"{value!r} does not fit the option")


def _localised(thing: dict[str, Any], at: str, *, is_name: bool) -> Iterator[Problem]:
    for key in ("name", "description"):
        texts = {"": thing[key]} if isinstance(thing.get(key), str) else {}
        foreign = thing.get(f"{key}_localizations")
        if isinstance(foreign, dict):
            texts |= foreign
        for locale, text in texts.items():
            path = f"{at}{key}_localizations.{locale}" if locale else f"{at}{key}"
            if locale and locale not in _LOCALES:
                yield Problem(path, "locale", f"Discord has no locale {locale!r}")
            if key == "name" and is_name and not _is_command_name(text_of(text)):
                yield Problem(path, "name-form", f"{text!r} is not of lower-case letters, digits, - _ ' alone")
            if text_of(text) and not text_of(text).strip():
                yield Problem(path, "blank", "has nothing to see")


def _is_command_name(name: str) -> bool:
    return bool(name) and name == name.lower() and all(_may_stand_in_name(letter) for letter in name)


def _may_stand_in_name(letter: str) -> bool:
    r"""Whether it fits ``[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]``."""
    if letter in "-_'" or unicodedata.category(letter)[0] in "LN":
        return True
    return unicodedata.name(letter, "").startswith(("DEVANAGARI", "THAI"))


def _names_apart(things: list[tuple[str, dict[str, Any]]], rule: str) -> Iterator[Problem]:
    locales = {locale for _, each in things for locale in each.get("name_localizations") or {}}
    for locale in ("", *sorted(locales)):
        seen: dict[str, str] = {}
        for path, each in things:
            name = text_of((each.get("name_localizations") or {}).get(locale) or each.get("name"))
            if name in seen and (not locale or locale in (each.get("name_localizations") or {})):
                yield Problem(
                    path, rule, f"{name!r} is also the name of {seen[name]}" + (f" in {locale}" if locale else "")
                )
            seen.setdefault(name, path)


def _characters(thing: dict[str, Any]) -> int:
    """Count names, descriptions and values as Discord does: of each text the longest localisation."""
    size = len(text_of(thing.get("value")))
    for key in ("name", "description"):
        foreign = thing.get(f"{key}_localizations")
        texts = [thing.get(key), *(foreign.values() if isinstance(foreign, dict) else ())]
        size += max(len(text_of(each)) for each in texts)
    for key in ("options", "choices"):
        size += sum(_characters(each) for each in items(thing.get(key)))
    return size


def _kind(body: dict[str, Any]) -> int:
    kind = body.get("type")
    return kind if isinstance(kind, int) else CHAT_INPUT
