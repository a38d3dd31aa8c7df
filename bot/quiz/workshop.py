"""What all makers of items share: the glossary, the draw of distractors, and how options become an item."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import combinations
from random import Random

from bot.lexicon.model import Domain, Entry, EntryId, Glossary, Sense
from bot.localized import Localized
from bot.quiz import wording
from bot.quiz.distractors import LEAST, MOST, Distractors, Shown, is_askable
from bot.quiz.model import Item, ItemKind, Option
from bot.quiz.second_keys import holds_any, spellings

Question = tuple[ItemKind, Callable[[], Item | None]]
"""A question that can be asked of an entry: its kind, and what draws its options; None if there are too few."""

_DEALT = 6
"""Times that each place of the key is dealt before all are shuffled anew."""


class Workshop:
    """Puts items together for one quiz; draws with its own ``random``."""

    def __init__(self, glossary: Glossary, random: Random, domain: Domain | None) -> None:
        self.glossary = glossary
        self.random = random
        self.domain = domain
        self.distractors = Distractors(glossary)
        self._places: defaultdict[int, list[int]] = defaultdict(list)
        self._sharers = Counter(spelling for entry in glossary.entries for spelling in set(spellings(entry)))

    def is_unique(self, entry: Entry) -> bool:
        """Whether no other entry is written like this one."""
        return self._sharers[entry.headword] == 1

    def drawn(
        self,
        kind: ItemKind,
        entry: Entry,
        sense: Sense,
        stem: Localized,
        note: Localized,
        shown: Shown,
        good: Sequence[Entry] | None = None,
        why: Callable[[Entry], Localized] | None = None,
    ) -> Item | None:
        """Return an item with distractors drawn from the glossary, or from ``good``; None if there are too few.

        ``why`` gives each option's reason; without it, a reason says what the word means.
        """
        distractors, random = self.distractors, self.random
        if good is None:
            chosen = distractors.choose(entry, sense, shown, stem, kind, random)
        else:
            chosen = distractors.choose_from(good, entry, shown, stem, kind, random)
        right = Option(
            text=shown(entry), entry_id=entry.id, reason=why(entry) if why else wording.meaning_of(entry, sense)
        )
        wrong = [
            Option(text=shown(other), entry_id=other.id, reason=why(other) if why else self._why_not(entry, other))
            for other in chosen
        ]
        return self.choice(kind, entry, sense, stem, note, right, wrong)

    def told(
        self,
        kind: ItemKind,
        entry: Entry,
        sense: Sense,
        stem: Localized,
        note: Localized,
        right: Localized,
        wrong: Iterable[tuple[EntryId, Localized]],
    ) -> Item | None:
        """Return an item whose wrong words a contrast names, each with its reason; None if too few may be offered."""
        reasons = {
            other: reason for other, reason in wrong if self._may_stand_beside(entry, self.glossary.entry(other), stem)
        }
        rivals = [self.glossary.entry(other) for other in reasons]
        draws = list(combinations(rivals, min(MOST, len(rivals))))
        self.random.shuffle(draws)
        chosen = self.distractors.settle(entry, draws, headword, stem, kind)
        key = Option(text=headword(entry), entry_id=entry.id, reason=right)
        options = [Option(text=headword(other), entry_id=other.id, reason=reasons[other.id]) for other in chosen]
        return self.choice(kind, entry, sense, stem, note, key, options)

    def choice(
        self,
        kind: ItemKind,
        entry: Entry,
        sense: Sense,
        stem: Localized,
        note: Localized,
        right: Option,
        wrong: list[Option],
    ) -> Item | None:
        """Return an item with the key in a random place, or None if there are fewer than ``LEAST`` wrong options."""
        if len(wrong) < LEAST:
            return None
        self.random.shuffle(wrong)
        key = self._place(len(wrong) + 1)
        options = (*wrong[:key], right, *wrong[key:])
        return self.item(kind, entry, sense, stem, note, options=options, key=key)

    def item(
        self,
        kind: ItemKind,
        entry: Entry,
        sense: Sense,
        stem: Localized,
        note: Localized,
        *,
        options: tuple[Option, ...] = (),
        key: int | None = None,
        answers: tuple[str, ...] = (),
    ) -> Item:
        """Return the item; its id depends on what is asked alone, so that other options do not make it another."""
        return Item(
            id=sha256(f"{kind}\n{entry.id}\n{stem.ja}".encode()).hexdigest()[:12],
            kind=kind,
            entry_id=entry.id,
            stem=stem,
            domain=self.domain or next(iter(sense.domain), None),
            level=entry.difficulty,
            note=note,
            options=options,
            key=key,
            answers=answers,
        )

    def _place(self, size: int) -> int:
        """Return where the key goes: each place as often as any other, in an order that nobody can foresee."""
        places = self._places[size]
        if not places:
            places.extend([*range(size)] * _DEALT)
            self.random.shuffle(places)
        return places.pop()

    def _may_stand_beside(self, entry: Entry, other: Entry, stem: Localized) -> bool:
        return (
            is_askable(other)
            and other.pos is entry.pos
            and not self.distractors.second_keys.are_equals(entry, other)
            and not holds_any(stem.ja, spellings(other))
        )

    def _why_not(self, key: Entry, other: Entry) -> Localized:
        """Return what sets ``other`` apart: the contrast's line about it, or else what it means."""
        for contrast in self.glossary.contrasts_of(key.id):
            if other.id in contrast.members:
                return wording.apart(other, contrast.gist[contrast.members.index(other.id)])
        return wording.meaning_of(other, other.senses[0])


def headword(entry: Entry) -> Localized:
    """Return the word as an option shows it."""
    return Localized(entry.headword, entry.headword)
