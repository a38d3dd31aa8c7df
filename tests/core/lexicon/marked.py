"""The office messages of messages.toml with their marks, and how well a spotter finds what is marked."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.lexicon.spotting.spotter import Spotter

MESSAGES = Path(__file__).with_name("messages.toml")
KEY_MESSAGES = Path(__file__).with_name("key_messages.toml")
_MARK = re.compile("⟦([^|⟧]+)\\|([^⟧]+)⟧")


class Mark(NamedTuple):
    """A term and where it stands, in code points of the message without marks."""

    entry_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message without its marks; ``tempting`` stretches of it hold no term, whatever they look like."""

    text: str
    marks: frozenset[Mark]
    tempting: tuple[str, ...]


class Score(NamedTuple):
    """Marks found, marks missed, and what was found that is not marked, each with its message."""

    right: int
    missed: list[tuple[Mark, str]]
    wrong: list[tuple[Mark, str]]

    @property
    def precision(self) -> float:
        """The share of what was found that is marked."""
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of the marks that were found."""
        return self.right / (self.right + len(self.missed))


def load_messages(path: Path = MESSAGES) -> tuple[Message, ...]:
    """Return the messages in file order."""
    rows = tomllib.loads(path.read_text("utf-8"))["message"]
    return tuple(_message(row["text"], tuple(row.get("tempting", ()))) for row in rows)


def marked_entries(path: Path = MESSAGES) -> frozenset[str]:
    """Return the ids of the entries that the glossary had when the messages were marked."""
    return frozenset(tomllib.loads(path.read_text("utf-8"))["entries"])


def _message(marked: str, tempting: tuple[str, ...]) -> Message:
    text = ""
    marks: set[Mark] = set()
    at = 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        marks.add(Mark(found[2], len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    return Message(text=text + marked[at:], marks=frozenset(marks), tempting=tempting)


def score(spotter: Spotter, messages: Iterable[Message]) -> Score:
    """Return how ``spotter`` does on ``messages``: a term counts if entry and place are those marked."""
    right = 0
    missed: list[tuple[Mark, str]] = []
    wrong: list[tuple[Mark, str]] = []
    for message in messages:
        found = {Mark(term.entry.id, term.start, term.end) for term in spotter.find(message.text)}
        right += len(found & message.marks)
        missed += ((mark, message.text) for mark in sorted(message.marks - found))
        wrong += ((mark, message.text) for mark in sorted(found - message.marks))
    return Score(right, missed, wrong)
