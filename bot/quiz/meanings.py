"""Questions about a word's meaning and reading: drawn both ways, or typed."""

from collections.abc import Iterator
from functools import partial

from bot.lexicon.model import Entry, Sense
from bot.localized import Localized
from bot.quiz import wording
from bot.quiz.distractors import may_be_option
from bot.quiz.model import Item, ItemKind
from bot.quiz.neighbours import kana_key
from bot.quiz.second_keys import gives_away, holds_any, spellings, spells_out
from bot.quiz.senses import short_forms
from bot.quiz.workshop import Question, Workshop, headword
from bot.text.scripts import Script, scripts_of

_LEAST_KANA = 3
"""Kana of a word that is asked for by its first one."""

_HINT = Localized("{definition} ({first}…, {count} kana)", "{definition}（「{first}」で始まる{count}文字の言葉）")


def questions(shop: Workshop, entry: Entry, senses: list[Sense]) -> Iterator[Question]:
    """Yield what can be asked about the meaning in each sense, and about the reading."""
    is_option = may_be_option(entry)
    for sense in senses:
        definition = sense.definition
        if definition.en and not gives_away(entry, definition.en, definition.ja):
            if is_option:
                yield ItemKind.MEANING_TO_WORD, partial(_meaning_to_word, shop, entry, sense)
            if _can_be_typed(shop, entry):
                yield ItemKind.WORD, partial(_word, shop, entry, sense)
        shown = (*sense.gloss_en[:2], sense.def_ja)
        if is_option and not (spells_out(entry, sense) or any(holds_any(text, spellings(entry)) for text in shown)):
            yield ItemKind.WORD_TO_MEANING, partial(_word_to_meaning, shop, entry, sense)
    if not shop.is_unique(entry):
        return
    scripts = scripts_of(entry.headword)
    if Script.KANJI in scripts and Script.LATIN not in scripts and entry.reading:
        yield ItemKind.READING, partial(_reading, shop, entry, senses[0])
    if _glosses(entry) and not holds_any(entry.headword, _glosses(entry)):
        yield ItemKind.MEANING, partial(_meaning, shop, entry, senses[0])


def _meaning_to_word(shop: Workshop, entry: Entry, sense: Sense) -> Item | None:
    stem = Localized(sense.def_en, sense.def_ja)
    return shop.drawn(ItemKind.MEANING_TO_WORD, entry, sense, stem, wording.more_about(entry, sense), headword)


def _word_to_meaning(shop: Workshop, entry: Entry, sense: Sense) -> Item | None:
    def shown(other: Entry) -> Localized:
        return _shown(sense if other is entry else other.senses[0])

    stem, note = headword(entry), wording.more_about(entry, sense)
    return shop.drawn(ItemKind.WORD_TO_MEANING, entry, sense, stem, note, shown)


def _reading(shop: Workshop, entry: Entry, sense: Sense) -> Item:
    stem, note = headword(entry), wording.meanings_of(entry)
    return shop.item(ItemKind.READING, entry, sense, stem, note, answers=(entry.reading,))


def _meaning(shop: Workshop, entry: Entry, sense: Sense) -> Item:
    stem, note = headword(entry), wording.meanings_of(entry)
    return shop.item(ItemKind.MEANING, entry, sense, stem, note, answers=_glosses(entry))


def _word(shop: Workshop, entry: Entry, sense: Sense) -> Item:
    kana, definition = entry.kana, sense.definition
    stem = Localized(
        _HINT.en.format(definition=definition.en.removesuffix("."), first=kana[0], count=len(kana)),
        _HINT.ja.format(definition=definition.ja.removesuffix("。"), first=kana[0], count=len(kana)),
    )
    written = (entry.headword, *entry.variants, *short_forms(entry, sense))
    answers = tuple(dict.fromkeys((*written, kana)))
    return shop.item(ItemKind.WORD, entry, sense, stem, wording.meanings_of(entry), answers=answers)


def _can_be_typed(shop: Workshop, entry: Entry) -> bool:
    """Whether its first kana and its length tell the word from its synonyms; a Latin name has no kana to begin with."""
    kana = kana_key(entry.reading)
    if len(kana) < _LEAST_KANA or Script.LATIN in scripts_of(entry.headword) or not shop.is_unique(entry):
        return False
    return all(
        (other[0], len(other)) != (kana[0], len(kana))
        for other in (kana_key(shop.glossary.entry(synonym).reading) for synonym in entry.synonyms)
    )


def _glosses(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(gloss for sense in entry.senses for gloss in sense.gloss_en))


def _shown(sense: Sense) -> Localized:
    return Localized(", ".join(sense.gloss_en[:2]), sense.def_ja.removesuffix("。"))
