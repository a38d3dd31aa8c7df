"""Grades one response to one item. Pure; the rule that decided is part of the grade.

Kana is compared sign by sign: a wrong sign is a wrong reading. Romaji may be of any system, and may leave out
all long vowels, since many people type it so. English may be British or American, and may differ in article, plural,
word order, form of the verb and small slips.
What is the reading, the meaning or the spelling of a neighbouring word is never accepted, and said to be that word.
"""

import re

from bot.lexicon.model import Entry
from bot.localized import Localized
from bot.quiz.model import Grade, Item, ItemKind, Rule, Verdict
from bot.quiz.neighbours import Neighbours
from bot.quiz.sounds import own_readings
from bot.quiz.typed_meaning import grade_meaning
from bot.quiz.typed_reading import grade_reading
from bot.quiz.typed_word import grade_word
from bot.quiz.verdicts import graded
from bot.text.keys import surface_key
from bot.text.normalize import clean
from bot.text.scripts import is_kana

MAX_RESPONSE = 120
"""Characters of a typed answer that are looked at."""

_PUNCTUATION = " .,!?。、．，！？「」『』\"'“”…・~〜"
"""What an input method or a hasty hand adds around an answer."""

_SYMBOL = re.compile(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
_TYPED = {
    ItemKind.READING: grade_reading,
    ItemKind.MEANING: grade_meaning,
    ItemKind.WORD: grade_word,
}


def grade(item: Item, response: int | str, neighbours: Neighbours) -> Grade:
    """Return the grade of ``response``: the index of an option for choice kinds, text for typed ones.

    Raises:
        ValueError: a choice item was given a text or an index it has no option for, or a typed one an index.
    """
    if isinstance(response, int):
        return _grade_choice(item, response)
    if item.kind not in _TYPED:
        raise ValueError(f"{item.kind} is answered by an option, not by text")
    text = _SYMBOL.sub(" ", clean(response, MAX_RESPONSE)).strip(_PUNCTUATION)
    return _TYPED[item.kind](item, text, neighbours)


def question(entry: Entry, kind: ItemKind, asked: str = "") -> Item:
    """Return a typed item about ``entry``, shown as ``asked`` if that is one of its spellings, else as its headword.

    Raises:
        ValueError: ``kind`` is not a typed one.
    """
    spellings = {surface_key(spelling): spelling for spelling in (*entry.variants, *entry.abbreviations)}
    shown = entry.headword if is_kana(asked) else spellings.get(surface_key(asked), entry.headword)
    if is_kana(asked) and surface_key(asked) in map(
        surface_key, (entry.headword, *entry.variants, *entry.abbreviations)
    ):
        shown = asked
    glosses = tuple(dict.fromkeys(gloss for sense in entry.senses for gloss in sense.gloss_en))
    answers = {
        ItemKind.READING: tuple(dict.fromkeys((*own_readings(entry, shown), entry.reading))),
        ItemKind.MEANING: glosses,
        ItemKind.WORD: tuple(
            dict.fromkeys(filter(None, (entry.headword, *entry.variants, *entry.abbreviations, entry.kana)))
        ),
    }
    if kind not in answers:
        raise ValueError(f"{kind} is not answered by typing")
    sense = entry.senses[0]
    stem = Localized(sense.brief, sense.def_ja or sense.brief) if kind is ItemKind.WORD else Localized(shown, shown)
    return Item(
        id="",
        kind=kind,
        entry_id=entry.id,
        stem=stem,
        domain=next(iter(entry.domains), None),
        level=entry.difficulty,
        note=Localized("", ""),
        answers=answers[kind],
    )


def _grade_choice(item: Item, chosen: int) -> Grade:
    if not item.kind.is_choice or not 0 <= chosen < len(item.options):
        raise ValueError(f"{item.kind} has no option {chosen}")
    verdict = Verdict.CORRECT if chosen == item.key else Verdict.WRONG
    return graded(verdict, Rule.OPTION, item.options[chosen].reason)
