"""Option values as a platform sends them into a command's typed params, or the sentences that say what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from bot import messages
from bot.commands.given import GivenFile, GivenPerson
from bot.commands.spec import CommandSpec, OptionSpec, Value
from bot.localized import Localized

P = TypeVar("P")

_TRUE = frozenset({"on", "yes", "true", "1", "はい", "オン"})
_FALSE = frozenset({"off", "no", "false", "0", "いいえ", "オフ"})


@dataclass(frozen=True, slots=True)
class OptionFault:
    """One option that cannot be used, and a sentence that says so."""

    option: str
    problem: Localized


def read(spec: CommandSpec[P, Any], given: Mapping[str, Value]) -> P | tuple[OptionFault, ...]:
    """Return the params of ``spec`` made from ``given``, or its faults: one an option, and the first unknown name."""
    faults: list[OptionFault] = []
    values: dict[str, object] = {}
    known = {each.name: each for each in spec.options}
    unknown = next((name for name in given if name not in known), None)
    if unknown is not None:
        problem = messages.UNKNOWN_OPTION.format(option=_shown(unknown), usage=spec.usage)
        faults.append(OptionFault(unknown, problem))
    for name, each in known.items():
        raw = given.get(name)
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if each.required:
                faults.append(OptionFault(name, messages.MISSING_OPTION.format(option=name, usage=spec.usage)))
            continue
        value = _read_value(each, raw)
        if isinstance(value, Localized):
            faults.append(OptionFault(name, value))
        else:
            values[name.replace("-", "_")] = value
    return tuple(faults) if faults else spec.params(**values)


def _read_value(spec: OptionSpec, raw: Value) -> object:
    """Return the value in the option's type, or a Localized sentence that says why it cannot be."""
    if issubclass(spec.kind, GivenFile) or isinstance(raw, GivenFile):
        if isinstance(raw, GivenFile) and issubclass(spec.kind, GivenFile):
            return raw
        return messages.NOT_A_FILE.format(option=spec.name)
    if issubclass(spec.kind, GivenPerson) or isinstance(raw, GivenPerson):
        if isinstance(raw, GivenPerson) and issubclass(spec.kind, GivenPerson):
            return raw
        return messages.NOT_A_PERSON.format(option=spec.name)
    if spec.kind is bool:
        if isinstance(raw, bool):
            return raw
        word = str(raw).strip().lower()
        if word in _TRUE | _FALSE:
            return word in _TRUE
        return messages.NOT_A_SWITCH.format(option=spec.name, value=_shown(raw))
    if issubclass(spec.kind, int):
        return _read_number(spec, raw)
    text = str(raw).strip()
    if issubclass(spec.kind, StrEnum) or spec.choices:
        choice = next((each for each in spec.choices if each.lower() == text.lower()), None)
        if choice is not None:
            return spec.kind(choice)
        return messages.NOT_A_CHOICE.format(option=spec.name, value=_shown(raw), choices=", ".join(spec.choices))
    if spec.maximum is not None and len(text) > spec.maximum:
        return messages.TOO_LONG.format(option=spec.name, maximum=spec.maximum)
    return text


def _read_number(spec: OptionSpec, raw: Value) -> object:
    bounds = {"option": spec.name, "minimum": spec.minimum, "maximum": spec.maximum}
    digits = str(raw).strip()
    # int() takes any script's digits (５); longer text is refused unread, it cannot be within bounds.
    if len(digits) > 9 or not digits.removeprefix("-").isdecimal():
        return messages.NOT_A_NUMBER.format(**bounds)
    number = int(digits)
    low = number if spec.minimum is None else spec.minimum
    high = number if spec.maximum is None else spec.maximum
    return number if low <= number <= high else messages.NOT_A_NUMBER.format(**bounds)


def _shown(raw: Value) -> str:
    text = str(raw).strip()
    return text if len(text) <= 30 else f"{text[:30]}…"
