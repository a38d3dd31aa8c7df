"""What a lookup answers with, and why: values only."""

from dataclasses import dataclass
from enum import StrEnum

from bot.lexicon.model import Entry
from bot.localized import Locale
from bot.text.rules import Rule

__all__ = ["LookupResult", "Match", "MatchKind", "Outcome", "Rule", "explain"]


class MatchKind(StrEnum):
    """How an entry was found, surest first."""

    EXACT = "exact"
    READING = "reading"
    ENGLISH = "english"
    FOLDED = "folded"
    KANJI = "kanji"
    WORDS = "words"
    PREFIX = "prefix"
    PART = "part"
    FUZZY = "fuzzy"


class Outcome(StrEnum):
    """Whether a lookup has an answer, only guesses, or nothing."""

    MATCH = "match"
    SUGGEST = "suggest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that answers a query.

    ``score`` is 0 to 100; ``spelling`` is the entry's own spelling, reading or gloss that was met; ``rules`` are the
    differences looked through, in the order they are told; ``distance`` counts the edits left after that.
    """

    entry: Entry
    score: float
    kind: MatchKind
    spelling: str
    rules: tuple[Rule, ...] = ()
    distance: int = 0


@dataclass(frozen=True, slots=True)
class LookupResult:
    """The answer to ``query`` (as cleaned).

    ``matches`` are the entries meant, in glossary order where they are equally good: one, or several when the query
    does not tell them apart. ``suggestions`` are other entries that may be meant, best first. MATCH has matches and
    perhaps suggestions, SUGGEST only suggestions, NONE neither.
    """

    query: str
    outcome: Outcome
    matches: tuple[Match, ...] = ()
    suggestions: tuple[Match, ...] = ()


def explain(match: Match, query: str, locale: Locale) -> str:
    """Return in words why ``match`` answers ``query``: "kasutama → カスタマー: romaji, long vowel left out"."""
    reasons = ", ".join(rule.value for rule in match.rules) or match.kind.value
    return f"{query} → {match.spelling}: {reasons}" if locale is Locale.EN else f"{query} → {match.spelling}:{reasons}"
