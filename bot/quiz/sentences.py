"""Questions in a sentence: a gap in an example, a gap that one word of a contrast fills, a wrong word to put right."""

import re
from collections.abc import Iterator
from functools import partial

from bot.lexicon.model import Entry, Example, MinimalPair, PartOfSpeech, Sense, WrongChoice
from bot.localized import Localized
from bot.quiz import wording
from bot.quiz.distractors import is_askable, may_be_option
from bot.quiz.model import Item, ItemKind
from bot.quiz.second_keys import gives_away, spellings
from bot.quiz.workshop import Question, Workshop, headword

GAP = "＿＿"

# Words that stand in a sentence as they stand in the glossary, and leave their endings (を, する, です) to it.
_UNINFLECTED = {PartOfSpeech.NOUN, PartOfSpeech.SURU_NOUN}

# A letter that would make the gap a part of a longer word; お and ご go with some words and not with others.
_WORD_BEFORE = re.compile(r"[㐀-鿿々ァ-ヺーA-Za-zＡ-Ｚａ-ｚ0-9０-９おご]$")
_WORD_AFTER = re.compile(r"^[㐀-鿿々ァ-ヺーA-Za-zＡ-Ｚａ-ｚ0-9０-９]")
_BORDER_BEFORE = re.compile(r"(?:^|[、。，．！？「」（）\s])$")
_BORDER_AFTER = re.compile(r"^(?:$|[、。，．！？「」（）\s])")


def questions(shop: Workshop, entry: Entry, senses: list[Sense]) -> Iterator[Question]:
    """Yield a gap for each example of the senses, and what the minimal pairs of the entry's contrasts ask."""
    for sense in senses:
        for example in sense.examples if may_be_option(entry) else ():
            gapped = _gapped(entry, example)
            if gapped is not None and example.en:
                yield ItemKind.CLOZE, partial(_cloze, shop, entry, sense, example, gapped)
    for contrast in shop.glossary.contrasts_of(entry.id):
        for pair in contrast.minimal_pairs:
            if pair.right == entry.id and not gives_away(entry, pair.frame):
                yield ItemKind.WHICH_WORD, partial(_which_word, shop, entry, senses[0], pair)
                for standing in pair.wrong:
                    if is_askable(shop.glossary.entry(standing.member)):
                        yield ItemKind.SPOT_THE_ERROR, partial(_spot, shop, entry, senses[0], pair, standing)


def _gapped(entry: Entry, example: Example) -> str | None:
    """Return the example with the word cut out, or None if what is left would not fit other words as well."""
    written = spellings(entry) if entry.pos in _UNINFLECTED else (entry.headword,)  # お疲れ様でした is no お疲れ様です
    for spelling in sorted(written, key=len, reverse=True):
        before, found, after = example.ja.partition(spelling)
        if not found:
            continue
        if spelling in after:
            return None
        if entry.pos in _UNINFLECTED:
            fits = not _WORD_BEFORE.search(before) and not _WORD_AFTER.search(after)
        else:
            fits = entry.pos is PartOfSpeech.EXPRESSION and bool(
                _BORDER_BEFORE.search(before) and _BORDER_AFTER.search(after)
            )
        return f"{before}{GAP}{after}" if fits else None
    return None


def _cloze(shop: Workshop, entry: Entry, sense: Sense, example: Example, gapped: str) -> Item | None:
    """Return the sentence with a gap and the definition of what is missing.

    A translation would name the word's equivalent as often as not, and then the sentence need not be read.
    """
    stem = Localized(f"{gapped} ({sense.def_en})", f"{gapped}（{sense.def_ja.removesuffix('。')}）")
    if gives_away(entry, stem.en, stem.ja):
        return None
    good = shop.distractors.second_keys.unsaid(
        f"{sense.def_en} | {example.en}", shop.distractors.good_for(entry, sense)
    )
    said = example.reading or example.ja
    note = Localized(f"{said}\n{example.en}", said)
    return shop.drawn(ItemKind.CLOZE, entry, sense, stem, note, headword, good)


def _which_word(shop: Workshop, entry: Entry, sense: Sense, pair: MinimalPair) -> Item | None:
    stem = Localized(pair.frame, pair.frame)
    note = Localized(f"{pair.reading}\n{pair.en}", pair.reading)
    wrong = [(choice.member, wording.naming(shop.glossary.entry(choice.member), choice.why)) for choice in pair.wrong]
    return shop.told(ItemKind.WHICH_WORD, entry, sense, stem, note, wording.naming(entry, pair.why), wrong)


def _spot(shop: Workshop, entry: Entry, sense: Sense, pair: MinimalPair, standing: WrongChoice) -> Item | None:
    intruder = shop.glossary.entry(standing.member)
    sentence = pair.frame.replace(GAP, f"【{intruder.headword}】")
    if gives_away(entry, sentence):
        return None
    why = wording.naming(intruder, standing.why)
    note = Localized(f"{why.en}\n{pair.reading}\n{pair.en}", f"{why.ja}\n{pair.reading}")
    wrong = [
        (choice.member, wording.naming(shop.glossary.entry(choice.member), choice.why))
        for choice in pair.wrong
        if choice is not standing
    ]
    stem, right = Localized(sentence, sentence), wording.naming(entry, pair.why)
    return shop.told(ItemKind.SPOT_THE_ERROR, entry, sense, stem, note, right, wrong)
