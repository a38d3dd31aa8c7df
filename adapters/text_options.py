"""The text after a command, lifted up to option values: ``number:10 domain:callcenter``, the rest to the greedy option.

Full-width colons and spaces count as ASCII ones, because an input method leaves them behind. Where a command has
no greedy option, a loose word goes to the first option it can be a value of: ``/quiz 10 callcenter``. An option
that is a phrase goes on until the next one begins: ``/term suggest SLA english:service level agreement note:…``, with
quotation marks around it or without.
"""

import re
from collections.abc import Callable
from typing import Any

from bot.commands.given import GivenPerson
from bot.commands.spec import CommandSpec, OptionSpec, Suggester, Value

_QUOTED = re.compile('["“”]([^"“”]*)["“”]')
MAX_INPUT = 5_000
"""Characters of input that are read at all: more than any option takes, so that what is too long is refused, not cut."""


def read_options(
    spec: CommandSpec[Any, Any], text: str, whom: Callable[[str], GivenPerson] | None = None
) -> dict[str, Value]:
    """Return option values in ``text`` by name; what fits nowhere is returned under its own name, to be refused.

    ``whom`` tells who is meant by a name, where there are no mentions.
    """
    values = _read(spec, text)
    for each in spec.options:
        if each.phrase and each.name in values:
            values[each.name] = _unquoted(str(values[each.name]))
        name = values.get(each.name)
        if whom and issubclass(each.kind, GivenPerson) and isinstance(name, str):
            values[each.name] = whom(name.removeprefix("@"))
    return values


def _read(spec: CommandSpec[Any, Any], text: str) -> dict[str, Value]:
    named = {each.name: each for each in spec.options}
    greedy = next((each for each in spec.options if each.greedy), None)
    values: dict[str, Value] = {}
    loose: list[str] = []
    phrase = ""
    for word in text[:MAX_INPUT].replace("　", " ").split():
        name, colon, value = word.replace("：", ":", 1).partition(":")
        option = named.get(name.lower()) if colon else None
        if option and (value or option.phrase):
            values[option.name] = value
            phrase = option.name if option.phrase else ""
        elif phrase:
            values[phrase] = f"{values[phrase]} {word}".strip()
        else:
            loose.append(word)
    if greedy:
        if loose:
            values[greedy.name] = " ".join(loose)
        return values
    for word in loose:
        home = next((each for each in spec.options if each.name not in values and _could_be(each, word)), None)
        values[home.name if home else word] = word
    return values


def _unquoted(phrase: str) -> str:
    """Return a phrase without the quotation marks that stand around the whole of it."""
    quoted = _QUOTED.fullmatch(phrase)
    return quoted[1] if quoted else phrase


def _could_be(spec: OptionSpec, word: str) -> bool:
    if spec.choices:
        return word.lower() in spec.choices
    if spec.kind is bool:
        return word.lower() in {"on", "off"}
    if spec.suggester is Suggester.TERM or issubclass(spec.kind, GivenPerson):
        return True
    return issubclass(spec.kind, int) and word.isdecimal()
