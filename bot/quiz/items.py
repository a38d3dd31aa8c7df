"""Makes quiz items from entries and contrasts. The same seed makes the same quiz."""

from collections import Counter
from collections.abc import Collection, Iterator
from hashlib import sha256
from random import Random

from bot.lexicon.model import Contrast, Domain, Entry, EntryId, Glossary, MinimalPair, Sense
from bot.localized import Localized
from bot.quiz import wording
from bot.quiz.distractors import LEAST, Distractors, Shown, holds_any, is_askable, spellings
from bot.quiz.model import Item, ItemKind, Option
from bot.text.romaji import to_romaji
from bot.text.scripts import Script, scripts_of

ALL_KINDS: tuple[ItemKind, ...] = tuple(ItemKind)


def build_items(
    glossary: Glossary,
    random: Random,
    count: int,
    *,
    kinds: Collection[ItemKind] = ALL_KINDS,
    domain: Domain | None = None,
    level: int | None = None,
    only: Collection[EntryId] | None = None,
) -> tuple[Item, ...]:
    """Return ``count`` items, or as many different ones as the chosen domain, level and entries allow.

    No entry is asked twice before every other one was asked. A choice kind for which an entry has too few good
    distractors becomes a typed one, if typed ones are wanted. ``level`` is an entry's difficulty, 1 to 5.
    """
    maker = _Maker(glossary, random, domain, frozenset(kinds))
    pool = [
        entry
        for entry in glossary.entries
        if is_askable(entry)
        and domain in {None, *entry.domains}
        and level in {None, entry.difficulty}
        and (only is None or entry.id in only)
    ]
    random.shuffle(pool)
    plan = {entry.id: random.sample(sorted(kinds), len(set(kinds))) for entry in pool}
    items: list[Item] = []
    seen: set[str] = set()
    while len(items) < count and any(plan.values()):
        for entry in pool:
            if len(items) == count:
                break
            item = maker.next_item(entry, plan[entry.id], seen)
            if item is not None:
                seen.add(item.id)
                items.append(item)
    return tuple(items)


class _Maker:
    """Makes single items of one quiz."""

    def __init__(self, glossary: Glossary, random: Random, domain: Domain | None, kinds: frozenset[ItemKind]) -> None:
        self._glossary = glossary
        self._random = random
        self._domain = domain
        self._kinds = kinds
        self._distractors = Distractors(glossary)
        self._sharers = Counter(spelling for entry in glossary.entries for spelling in set(spellings(entry)))

    def next_item(self, entry: Entry, kinds: list[ItemKind], seen: Collection[str]) -> Item | None:
        """Return an item on ``entry`` that is not in ``seen``, of the first kind that works; use up those tried."""
        while kinds:
            for item in self._items(entry, kinds.pop(0)):
                if item.id not in seen:
                    return item
        return None

    def _items(self, entry: Entry, kind: ItemKind) -> Iterator[Item]:
        """Yield the item of this kind if the entry has one, then the typed one that may stand in for it."""
        senses = [sense for sense in entry.senses if self._domain in {None, *sense.domain}]
        sense = self._random.choice(senses)
        match kind:
            case ItemKind.MEANING_TO_WORD:
                yield from self._meaning_to_word(entry, sense)
                if ItemKind.READING in self._kinds:
                    yield from self._reading(entry, sense)
            case ItemKind.WORD_TO_MEANING:
                yield from self._word_to_meaning(entry, sense)
                if ItemKind.MEANING in self._kinds:
                    yield from self._meaning(entry, sense)
            case ItemKind.WHICH_WORD:
                yield from self._which_word(entry, sense)
            case ItemKind.READING:
                yield from self._reading(entry, sense)
            case ItemKind.MEANING:
                yield from self._meaning(entry, sense)
            case _:
                pass

    def _meaning_to_word(self, entry: Entry, sense: Sense) -> Iterator[Item]:
        stem = Localized(sense.def_en, sense.def_ja)
        names = (*spellings(entry), entry.kana, to_romaji(entry.reading))
        if not any(holds_any(text, names) for text in (stem.en, stem.ja)):
            yield from self._choice(ItemKind.MEANING_TO_WORD, entry, sense, stem, _headword)

    def _word_to_meaning(self, entry: Entry, sense: Sense) -> Iterator[Item]:
        def shown(other: Entry) -> Localized:
            return _meaning(other, sense if other is entry else other.senses[0])

        stem = _headword(entry)
        if not any(holds_any(text, spellings(entry)) for text in (shown(entry).en, shown(entry).ja)):
            yield from self._choice(ItemKind.WORD_TO_MEANING, entry, sense, stem, shown)

    def _choice(self, kind: ItemKind, entry: Entry, sense: Sense, stem: Localized, shown: Shown) -> Iterator[Item]:
        distractors = self._distractors.choose(entry, shown, self._random)
        if len(distractors) < LEAST:
            return
        options = [
            Option(text=shown(other), entry_id=other.id, reason=self._why_not(entry, other)) for other in distractors
        ]
        self._random.shuffle(options)
        key = self._random.randrange(len(options) + 1)
        right = Option(text=shown(entry), entry_id=entry.id, reason=wording.meaning_of(entry, sense))
        options.insert(key, right)
        yield self._item(kind, entry, sense, stem, wording.more_about(entry, sense), tuple(options), key)

    def _which_word(self, entry: Entry, sense: Sense) -> Iterator[Item]:
        pairs = [
            pair
            for contrast in self._glossary.contrasts_of(entry.id)
            for pair in contrast.minimal_pairs
            if pair.right == entry.id and self._is_askable(pair)
        ]
        for pair in self._random.sample(pairs, len(pairs)):
            options = [
                Option(
                    text=_headword(self._glossary.entry(choice.member)),
                    entry_id=choice.member,
                    reason=choice.why,
                )
                for choice in pair.wrong
            ]
            self._random.shuffle(options)
            key = self._random.randrange(len(options) + 1)
            options.insert(key, Option(text=_headword(entry), entry_id=entry.id, reason=pair.why))
            stem = Localized(pair.frame, pair.frame)
            note = Localized(f"{pair.reading} {pair.en}", pair.reading)
            yield self._item(ItemKind.WHICH_WORD, entry, sense, stem, note, tuple(options), key)

    def _is_askable(self, pair: MinimalPair) -> bool:
        return all(is_askable(self._glossary.entry(choice.member)) for choice in pair.wrong)

    def _reading(self, entry: Entry, sense: Sense) -> Iterator[Item]:
        readable = Script.KANJI in scripts_of(entry.headword) and Script.LATIN not in scripts_of(entry.headword)
        if readable and self._sharers[entry.headword] == 1:
            stem, note = _headword(entry), wording.meanings_of(entry)
            yield self._item(ItemKind.READING, entry, sense, stem, note, answers=(entry.reading,))

    def _meaning(self, entry: Entry, sense: Sense) -> Iterator[Item]:
        answers = tuple(dict.fromkeys(gloss for known in entry.senses for gloss in known.gloss_en))
        if self._sharers[entry.headword] == 1 and not holds_any(entry.headword, answers):
            stem, note = _headword(entry), wording.meanings_of(entry)
            yield self._item(ItemKind.MEANING, entry, sense, stem, note, answers=answers)

    def _why_not(self, key: Entry, other: Entry) -> Localized:
        """Return what sets ``other`` apart: the contrast's line about it, or else what it means."""
        contrast = self._contrast_with(key.id, other.id)
        if contrast is None:
            return wording.meaning_of(other, other.senses[0])
        return wording.apart(other, contrast.gist[contrast.members.index(other.id)])

    def _contrast_with(self, one: EntryId, other: EntryId) -> Contrast | None:
        return next((found for found in self._glossary.contrasts_of(one) if other in found.members), None)

    def _item(
        self,
        kind: ItemKind,
        entry: Entry,
        sense: Sense,
        stem: Localized,
        note: Localized,
        options: tuple[Option, ...] = (),
        key: int | None = None,
        answers: tuple[str, ...] = (),
    ) -> Item:
        return Item(
            id=sha256(f"{kind}\n{entry.id}\n{stem.ja}".encode()).hexdigest()[:12],
            kind=kind,
            entry_id=entry.id,
            stem=stem,
            domain=self._domain or sense.domain[0],
            level=entry.difficulty,
            note=note,
            options=options,
            key=key,
            answers=answers,
        )


def _headword(entry: Entry) -> Localized:
    return Localized(entry.headword, entry.headword)


def _meaning(_: Entry, sense: Sense) -> Localized:
    return Localized(", ".join(sense.gloss_en[:2]), sense.def_ja.removesuffix("。"))
