"""Keeps the looks of options from telling which one is right.

Somebody who knows nothing but always takes the longest option, the one with the most kanji or the one most like the
others should be right as often as by chance. Distractors are chosen to tempt, so left alone they make the key stand
out: it is the one that all others resemble. Here each draw is one of several possible ones: the one that brings every
such habit back towards chance.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.lexicon.model import Entry, EntryId
from bot.localized import Localized
from bot.text.scripts import scripts_of

_KANJI = re.compile(r"[㐀-鿿々]")
_WORD = re.compile(r"[a-z]{3,}")
_ANY_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What can be seen of an option without knowing what it means; ``signs`` are what it may share with another."""

    numbers: tuple[float, ...]
    signs: frozenset[str]
    entry_id: EntryId
    links: frozenset[EntryId] = frozenset()


def look(entry: Entry, text: Localized, stem: str, common: int, links: frozenset[EntryId]) -> Look:
    """Return the look of an option that shows ``text`` beside ``stem``.

    ``common`` says how often the word is met, ``links`` with which words it is met.
    """
    kanji = _KANJI.findall(text.ja)
    echo = len(set(kanji) & set(stem)) / max(1, len(text.ja))
    signs = {*text.ja, *_WORD.findall(text.en.casefold()), str(scripts_of(text.ja))}
    return Look(
        (len(text.ja), len(text.en), len(kanji), entry.difficulty or _ANY_LEVEL, common, echo),
        frozenset(signs),
        entry.id,
        links,
    )


class Balance:
    """How much each habit of guessing has gained over chance so far, by kind of item."""

    def __init__(self) -> None:
        self._gains: defaultdict[str, list[float]] = defaultdict(list)
        self._seen: Counter[EntryId] = Counter()

    def times_seen(self, entry_id: EntryId) -> int:
        """Return in how many items the entry was an option so far."""
        return self._seen[entry_id]

    def best(self, group: str, key: Look, draws: Sequence[Sequence[Look]]) -> int:
        """Return the place in ``draws`` of the distractors that leave the habits of guessing nearest to chance."""
        tables = [self._excess((key, *draw)) for draw in draws]
        gains = self._gains[group] or [0.0] * len(tables[0])
        best = min(
            range(len(tables)),
            key=lambda place: sum((gain + more) ** 2 for gain, more in zip(gains, tables[place], strict=True)),
        )
        self._gains[group] = [gain + more for gain, more in zip(gains, tables[best], strict=True)]
        self._seen.update(each.entry_id for each in (key, *draws[best]))
        return best

    def _excess(self, looks: Sequence[Look]) -> list[float]:
        """Return for the most and the least of each trait how much oftener than by chance it is the key (first)."""
        chance = 1 / len(looks)
        alike = [0.0] * len(looks)
        for (one, left), (other, right) in combinations(enumerate(looks), 2):
            shared = len(left.signs & right.signs)
            if shared:
                likeness = shared / len(left.signs | right.signs)
                alike[one] += likeness
                alike[other] += likeness
        linked = [sum(other.entry_id in each.links for other in looks) for each in looks]
        traits = (
            *zip(*(each.numbers for each in looks), strict=True),
            alike,
            linked,
            [self._seen[each.entry_id] for each in looks],
        )
        return [
            (1 / values.count(extreme) if values[0] == extreme else 0.0) - chance
            for values in traits
            for extreme in (max(values), min(values))
        ]
