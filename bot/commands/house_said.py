"""What ``house`` comes to, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.lexicon.model import Entry, Glossary
from bot.team.house import HouseRule

MAX_RULES = 500
"""Rules of one workspace."""
MAX_WHY = 200


class Happened(StrEnum):
    """What a call came to."""

    LISTED = "listed"
    SET = "set"
    CLEARED = "cleared"
    HINTS = "hints"
    NO_RULE = "no-rule"
    NO_RIGHTS = "no-rights"
    WHICH_WORD = "which-word"
    UNKNOWN_WORD = "unknown-word"
    SAME_WORD = "same-word"
    IN_A_CIRCLE = "in-a-circle"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What happened, and what the reply to it needs. ``kept``: there is something to be committed.

    Of a circle, the rule about ``entry`` says to use ``other``, which is to be avoided itself. ``hints`` tells whether
    they are on in the channel.
    """

    happened: Happened
    kept: bool = False
    entry: Entry | None = None
    other: Entry | None = None
    rules: tuple[HouseRule, ...] = ()
    number: int = 0
    page: int = 1
    pages: int = 1
    names: Mapping[str, str] = field(default_factory=dict)
    hints: bool = False
    may_decide: bool = False
    text: str = ""
    near: tuple[Entry, ...] = ()
    glossary: Glossary | None = None
