"""Which words a sitting of reviews asks, and how: by typing wherever a word can be typed, for that is recall."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from bot.lexicon.model import Entry, EntryId, Glossary
from bot.quiz.grading import question
from bot.quiz.items import ALL_KINDS, build_items
from bot.quiz.memory import CardState, HeldCard, is_due
from bot.quiz.model import Item, ItemKind
from bot.text.scripts import has_kanji

MOST = 20
"""Words in a sitting."""
MOST_NEW = 5
"""Words in a sitting of new words."""
AHEAD = timedelta(minutes=20)
"""So long before its time a word may be reviewed by who would otherwise have nothing to do."""


def due_words(
    cards: Iterable[HeldCard], now: datetime, day_end: datetime, unwanted: Collection[EntryId] = ()
) -> list[EntryId]:
    """Return the words to be reviewed now, the one that has waited longest first."""
    due = [held for held in cards if is_due(held.card, now, day_end) and held.entry_id not in unwanted]
    return [held.entry_id for held in sorted(due, key=lambda held: (held.card.due, held.entry_id))]


def soon_words(
    cards: Sequence[HeldCard], now: datetime, day_end: datetime, unwanted: Collection[EntryId] = ()
) -> list[EntryId]:
    """Return the words to be reviewed now or, if there are none, within ``AHEAD``: those just learnt or forgotten."""
    return due_words(cards, now, day_end, unwanted) or due_words(cards, now + AHEAD, day_end, unwanted)


def new_words(cards: Sequence[HeldCard], saved: Sequence[EntryId], unwanted: Collection[EntryId] = ()) -> list[EntryId]:
    """Return the words that wait to be learnt: new cards, the oldest first, then what was saved before there were any."""
    known = {held.entry_id for held in cards}
    fresh = sorted(
        (held for held in cards if held.card.state is CardState.NEW), key=lambda held: (held.added_at, held.entry_id)
    )
    words = [held.entry_id for held in fresh] + [word for word in reversed(saved) if word not in known]
    return [word for word in words if word not in unwanted]


def next_due(cards: Iterable[HeldCard]) -> datetime | None:
    """Return when the next word that was reviewed before is due."""
    return min((held.card.due for held in cards if held.card.state is not CardState.NEW), default=None)


def items_for(
    glossary: Glossary, random: Random, words: Sequence[EntryId], kinds: Sequence[ItemKind] = ALL_KINDS
) -> tuple[Item, ...]:
    """Return a question on each word that is in the glossary, in the order given; of other kinds where it has none."""
    present = [word for word in words if word in glossary.by_id]
    found = _by_word(
        build_items(glossary, random, len(present), kinds=[kind for kind in kinds if not kind.is_choice], only=present)
    )
    if rest := [word for word in present if word not in found]:
        found |= _by_word(build_items(glossary, random, len(rest), kinds=kinds, only=rest))
    return tuple(found[word] if word in found else _plain_question(glossary.entry(word)) for word in present)


def _by_word(items: Iterable[Item]) -> dict[EntryId, Item]:
    found: dict[EntryId, Item] = {}
    for item in items:
        found.setdefault(item.entry_id, item)
    return found


def _plain_question(entry: Entry) -> Item:
    """Return a question that any entry can be asked, about one that no quiz asks about."""
    if has_kanji(entry.headword) and entry.reading:
        kind = ItemKind.READING
    else:
        kind = ItemKind.MEANING if any(sense.gloss_en for sense in entry.senses) else ItemKind.WORD
    identity = sha256(f"{kind}\n{entry.id}".encode()).hexdigest()[:12]
    return replace(question(entry, kind), id=identity)
