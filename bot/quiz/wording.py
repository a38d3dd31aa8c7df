"""Sentences that belong to an item and are kept with it: reasons, notes, explanations. Those of a grade are in ``notes``."""

from bot.lexicon.model import Entry, Sense
from bot.localized import Localized
from bot.text.romaji import to_romaji
from bot.text.scripts import is_kana

NOTHING = Localized("", "")


def named(entry: Entry) -> Localized:
    """Return the word as it is named in a sentence, with its reading and meaning."""
    sense = entry.senses[0]
    return Localized(f"{_with_romaji(entry)} “{sense.brief}”", f"「{_with_kana(entry)}」")


def meaning_of(entry: Entry, sense: Sense) -> Localized:
    """Return a sentence that says what the word means: the reason why it is right, or why it is wrong elsewhere."""
    english, japanese = _in_english(sense), _in_japanese(sense).removesuffix("。")
    return Localized(f"{_with_romaji(entry)} means “{english}”.", f"「{_with_kana(entry)}」は、{japanese}。")


def meanings_of(entry: Entry) -> Localized:
    """Return a sentence that says all the word means, for a question that does not say which sense is asked."""
    if len(entry.senses) == 1:
        return meaning_of(entry, entry.senses[0])
    english = " or ".join(f"“{_in_english(sense)}”" for sense in entry.senses)
    numbered = "　".join(f"{number}. {_in_japanese(sense)}" for number, sense in enumerate(entry.senses, 1))
    return Localized(f"{_with_romaji(entry)} means {english}.", f"「{_with_kana(entry)}」は、{numbered}")


def apart(entry: Entry, gist: Localized) -> Localized:
    """Return a contrast's line about the word, with the word named."""
    return Localized(f"{_with_romaji(entry)}: {gist.en}", f"「{_with_kana(entry)}」：{gist.ja}")


def about(entry: Entry, sentence: Localized) -> Localized:
    """Return ``sentence`` with the word as it is named in one for ``{word}``."""
    word = named(entry)
    return Localized(sentence.en.format(word=word.en), sentence.ja.format(word=word.ja))


def naming(entry: Entry, reason: Localized) -> Localized:
    """Return a reason that says which word it is about, so that it can be read alone."""
    told = apart(entry, reason)
    return Localized(
        reason.en if entry.headword in reason.en else told.en, reason.ja if entry.headword in reason.ja else told.ja
    )


def more_about(entry: Entry, sense: Sense) -> Localized:
    """Return what is worth knowing once the item is answered: the usage note, or an example."""
    if entry.usage_note is not None:
        return entry.usage_note
    examples = sense.examples or entry.examples
    return Localized(f"{examples[0].ja} {examples[0].en}".strip(), examples[0].ja) if examples else NOTHING


def _in_english(sense: Sense) -> str:
    return ", ".join(sense.gloss_en[:2]) or sense.definition.en.removesuffix(".")


def _in_japanese(sense: Sense) -> str:
    return sense.definition.ja or ", ".join(sense.gloss_en[:2])


def _with_romaji(entry: Entry) -> str:
    if not entry.reading:
        return entry.headword
    return f"{entry.headword} ({to_romaji(entry.reading, capitalize=entry.proper_name)})"


def _with_kana(entry: Entry) -> str:
    is_said_as_written = not entry.reading or is_kana(entry.headword)
    return entry.headword if is_said_as_written else f"{entry.headword}（{entry.kana}）"
