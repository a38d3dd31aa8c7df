"""What quizzes work out about a glossary: it never changes, so it is found out once and not for every quiz.

A quiz's own balance (what was seen how often) is not among it: that is each quiz's.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from bot.lexicon.model import Entry, EntryId, Glossary
from bot.quiz.genus import Genus
from bot.quiz.second_keys import SecondKeys

_KEPT = 8
"""Glossaries remembered: the shared one, and those of the teams that play just now."""


@dataclass(frozen=True, slots=True)
class GlossaryFacts:
    """Found out bit by bit, by any thread: to find the same twice does no harm."""

    second_keys: SecondKeys
    good: dict[tuple[EntryId, int], tuple[Entry, ...]] = field(default_factory=dict)
    genera: dict[EntryId, frozenset[Genus]] = field(default_factory=dict)
    common: dict[EntryId, int] = field(default_factory=dict)


_known: OrderedDict[int, tuple[Glossary, GlossaryFacts]] = OrderedDict()
_lock = Lock()


def facts_of(glossary: Glossary) -> GlossaryFacts:
    """Return what is known of this very glossary, with room for more."""
    with _lock:
        # Beside the facts stands the glossary: as long as it is kept, nothing else has its id.
        facts = _known[id(glossary)][1] if id(glossary) in _known else GlossaryFacts(SecondKeys(glossary))
        _known[id(glossary)] = (glossary, facts)
        _known.move_to_end(id(glossary))
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return facts
