"""What two versions of a word differ in, field by field, and an edit laid over a word that has changed meanwhile."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import TypeVar

from bot.lexicon.model import Entry, Sense
from bot.team.fields import FIELD_NAMES, fields_of

Value = TypeVar("Value")

OF_A_SENSE = ("english", "definition", "definition_ja", "example_ja", "example_en", "domain")
"""The fields that each meaning has of its own; the others are those of the word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that says something else; empty where it says nothing. ``sense`` counts meanings from 1, 0 is the word."""

    field: str
    sense: int
    before: str
    after: str


def changes(before: Entry, after: Entry) -> tuple[Change, ...]:
    """Return what differs, in the order of the fields, those of the word first; none if the fields tell the same."""
    of_word = [name for name in FIELD_NAMES if name not in OF_A_SENSE]
    found = [*_differing(of_word, 0, _texts(before, 0), _texts(after, 0))]
    for place in range(max(len(before.senses), len(after.senses))):
        found.extend(_differing(OF_A_SENSE, place + 1, _texts(before, place), _texts(after, place)))
    return tuple(found)


def laid_over(base: Entry, current: Entry, edited: Entry) -> Entry:
    """Return ``current`` with what ``edited`` changed of ``base``; where both changed the same, the edit stands."""
    if base == current:
        return edited
    result = {
        name: _latest(getattr(base, name), getattr(current, name), getattr(edited, name))
        for name in (field.name for field in fields(Entry))
    }
    if len(base.senses) == len(current.senses) == len(edited.senses):
        triples = zip(base.senses, current.senses, edited.senses, strict=True)
        result["senses"] = tuple(_sense(*triple) for triple in triples)
    return replace(edited, **result)


def _sense(base: Sense, current: Sense, edited: Sense) -> Sense:
    names = (field.name for field in fields(Sense))
    return Sense(
        **{name: _latest(getattr(base, name), getattr(current, name), getattr(edited, name)) for name in names}
    )


def _latest(base: Value, current: Value, edited: Value) -> Value:
    return current if edited == base else edited


def _texts(entry: Entry, place: int) -> Mapping[str, str]:
    return asdict(fields_of(entry, place)) if place < len(entry.senses) else {}


def _differing(
    names: list[str] | tuple[str, ...], sense: int, before: Mapping[str, str], after: Mapping[str, str]
) -> list[Change]:
    pairs = [(name, before.get(name, ""), after.get(name, "")) for name in names]
    return [Change(field=name, sense=sense, before=old, after=new) for name, old, new in pairs if old != new]
