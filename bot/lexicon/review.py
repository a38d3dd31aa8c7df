"""What a reader of the whole glossary would object to, beyond what keeps it from loading.

These checks compare every text with every other one, so they run when the data is checked, not when a bot starts.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bot.errors import DataFault
from bot.lexicon.checks import domain_counts
from bot.lexicon.model import Entry, EntryId, Glossary, PartOfSpeech

ALIKE = 0.8
"""The share of common character trigrams from which two texts count as written twice."""

LARGEST_SHARE = 0.08
"""The part of the glossary that one domain may have at most, so that the word of the day varies."""

_LEAST_WITH_SHARES = 500
"""Entries from which the shares of the domains mean something."""

_MARKS = re.compile(r"[\W_]+")
_NAMES_OF_THINGS = {PartOfSpeech.NOUN, PartOfSpeech.SURU_NOUN}

_Text = tuple[EntryId, str, str]
"""Whose text it is, the field it stands in, and the text."""


def findings(glossary: Glossary) -> Iterator[DataFault]:
    """Yield texts that say the same twice, circular definitions, synonyms nobody tells apart, domains too large."""
    for texts in _comparable(glossary):
        for (one, field, text), (other, _, _) in _near_duplicates(texts):
            where = "itself" if one == other else other
            yield DataFault("", one, field, f"nearly the same text stands in {where}: {text}")
    for entry in glossary.entries:
        yield from _circles(entry)
        yield from _undivided(entry, glossary)
    if len(glossary.entries) >= _LEAST_WITH_SHARES:
        for domain, count in domain_counts(glossary.entries).items():
            if count > LARGEST_SHARE * len(glossary.entries):
                yield DataFault("", "", domain.value, f"has {count} entries: more than {LARGEST_SHARE:.0%} of all")


def _comparable(glossary: Glossary) -> Iterator[list[_Text]]:
    senses = [(entry.id, sense) for entry in glossary.entries for sense in entry.senses]
    yield [(owner, "def_en", sense.def_en) for owner, sense in senses]
    yield [(owner, "def_ja", sense.def_ja) for owner, sense in senses]
    yield [(owner, "examples", example.ja) for owner, sense in senses for example in sense.examples]


def _near_duplicates(texts: Sequence[_Text]) -> Iterator[tuple[_Text, _Text]]:
    """Yield the pairs of texts whose sets of trigrams are ``ALIKE`` (Jaccard).

    Two such sets must share one of their rarest trigrams (prefix filtering: Bayardo, Ma, Srikant, WWW 2007), so few
    pairs are compared at all.
    """
    sets = [_trigrams(text) for _, _, text in texts]
    frequency = Counter(trigram for found in sets for trigram in found)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(sets):
        rarest = sorted(found, key=lambda trigram: (frequency[trigram], trigram))
        prefix = rarest[: len(found) - math.ceil(ALIKE * len(found)) + 1]
        for other in sorted({known for trigram in prefix for known in seen[trigram]}):
            if len(found & sets[other]) >= ALIKE * len(found | sets[other]):
                yield texts[place], texts[other]
        for trigram in prefix:
            seen[trigram].append(place)


def _trigrams(text: str) -> frozenset[str]:
    bare = _MARKS.sub("", text.casefold())
    return frozenset(bare[start : start + 3] for start in range(len(bare) - 2))


def _circles(entry: Entry) -> Iterator[DataFault]:
    """Yield the definitions of a thing that use its best equivalent; a humble verb may well say ``humbly go``."""
    if entry.pos not in _NAMES_OF_THINGS:
        return
    for position, sense in enumerate(entry.senses, 1):
        if re.search(rf"\b{re.escape(sense.gloss_en[0])}\b", sense.def_en, re.IGNORECASE):
            field = f"senses[{position}].def_en"
            yield DataFault("", entry.id, field, f"uses the equivalent it defines: {sense.gloss_en[0]}")


def _undivided(entry: Entry, glossary: Glossary) -> Iterator[DataFault]:
    """Yield the synonyms that neither a contrast nor a note of one of the two tells apart."""
    contrasted = {member for contrast in glossary.contrasts_of(entry.id) for member in contrast.members}
    for target in entry.synonyms:
        other = glossary.entry(target)
        if entry.id < target and target not in contrasted and not (_names(entry, other) or _names(other, entry)):
            problem = f"{target} is in no contrast with it, and no note of either names the other"
            yield DataFault("", entry.id, "synonyms", problem)


def _names(entry: Entry, other: Entry) -> bool:
    notes = [note for note in (entry.usage_note, entry.homophone_note, entry.false_friend) if note]
    spellings = (other.headword, *other.variants, *other.abbreviations)
    return any(spelling in note.ja or spelling in note.en for note in notes for spelling in spellings)
