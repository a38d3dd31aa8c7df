"""How one entry reads in chat: shared by define, by the buttons that open an entry, and by today's word."""

import re
from collections.abc import Iterator, Sequence

from bot.commands import wording
from bot.commands.spec import View
from bot.lexicon.model import (
    Currency,
    Entry,
    EntryId,
    Example,
    Formula,
    Glossary,
    Medium,
    Origin,
    PartOfSpeech,
    Ratio,
    Register,
    Sense,
)
from bot.localized import Localized
from bot.reply import (
    Block,
    Field,
    FieldList,
    Note,
    Paragraph,
    Quotation,
    Ruby,
    Span,
    Text,
    joined,
    plain,
    soft,
    strong,
)
from bot.team.term import LEVEL_UNKNOWN, is_own
from bot.text.romaji import to_romaji

_USE = Localized("Use", "使い方")
_FALSE_FRIEND = Localized("False friend", "英語との違い")
_FORMULA = Localized("Formula", "計算式")
_WITH = Localized("Goes with", "よく使う形")
_ALSO_WRITTEN = Localized("Also written", "別の書き方")
_SHORT = Localized("Short form", "略語")
_SAME_SOUND = Localized("Same spelling or sound", "同じ表記・読み")
_LINKS = {
    "synonyms": Localized("Same meaning", "同義語"),
    "antonyms": Localized("Opposite", "対義語"),
    "broader": Localized("Broader", "上位語"),
    "narrower": Localized("Narrower", "下位語"),
    "related": Localized("See also", "関連語"),
}
_LEVEL = Localized("level {level} of 5", "難易度 {level}/5")
_VERIFIED = Localized("facts checked {date}", "{date} 確認")
_OWN = Localized("your team's word", "社内用語")
_MAX_LINKS = 6
_MAX_GLOSS = 80
_KATAKANA = re.compile("[ァ-ヺー]*")
_EXAMPLES_SHOWN = 2


def heading(entry: Entry, view: View) -> Text:
    """Return the headword with its reading and, if the reader wants it, romaji."""
    return (*head(entry), Span(f" {romaji(entry)}")) if view.romaji and entry.reading else head(entry)


def short(entry: Entry, view: View) -> Text:
    """Return the headword and its first equivalent, for lists."""
    return (*head(entry), *soft(f" {gloss(entry, view)}"))


def head(entry: Entry) -> Text:
    """Return the headword, with its reading if it needs one."""
    return (Ruby(entry.headword, entry.kana) if has_kanji(entry) else Span(entry.headword),)


def gloss(entry: Entry, view: View) -> str:
    """Return the best English equivalent; the reader of Japanese sees it too, it is what the word is in English.

    A team's own word may have none: its definition then stands there, as far as it fits a list.
    """
    sense = entry.senses[0]
    if sense.gloss_en:
        return sense.gloss_en[0]
    definition = view.say(sense.definition)
    return definition if len(definition) <= _MAX_GLOSS else f"{definition[:_MAX_GLOSS].rstrip()}…"


def romaji(entry: Entry) -> str:
    """Return the entry's reading in Hepburn."""
    return to_romaji(entry.reading, capitalize=entry.proper_name)


def has_kanji(entry: Entry) -> bool:
    """Return whether the headword needs its reading beside it: it has one, and is not in kana already."""
    folded = entry.headword.replace("・", "")
    return entry.kana not in {"", folded} and not _KATAKANA.fullmatch(folded)


def entry_blocks(entry: Entry, glossary: Glossary, view: View, *, whole: bool = True) -> tuple[Block, ...]:
    """Return what a reply says about ``entry`` below its heading, the most useful first.

    Unless it is to be the ``whole``: meanings, one example, and what keeps the reader from a mistake.
    """
    blocks: list[Block] = [Note(plain(" · ".join(labels(entry, view))))]
    several = len(entry.senses) > 1
    budget = _EXAMPLES_SHOWN if whole else 1
    for number, sense in enumerate(entry.senses, 1):
        blocks.extend(_sense_blocks(sense, number if several else None, view))
        shown = sense.examples[: 1 if several else budget] if whole or number == 1 else ()
        blocks.extend(map(_quotation, shown))
    fields = (*_first_fields(entry, view), *(_further_fields(entry, glossary, view) if whole else ()))
    if fields:
        blocks.append(FieldList(fields))
    return tuple(blocks)


def first_sense(entry: Entry, view: View) -> Iterator[Block]:
    """Yield the first meaning with its example."""
    yield from _sense_blocks(entry.senses[0], None, view)
    yield from map(_quotation, entry.senses[0].examples[:1])


def has_more(entry: Entry, glossary: Glossary, view: View) -> bool:
    """Return whether the whole entry says more than its first needs do."""
    examples = entry.senses[0].examples
    rest = [sense for sense in entry.senses[1:] if sense.examples] if len(entry.senses) > 1 else examples[1:]
    return bool(rest) or next(_further_fields(entry, glossary, view), None) is not None


def labels(entry: Entry, view: View) -> Iterator[str]:
    """Yield the labels of an entry: what kind of word it is, how and where it is used, how hard it is."""
    if is_own(entry.id):
        yield from _own_labels(entry, view)
        return
    yield view.say(wording.PARTS_OF_SPEECH[entry.pos])
    origin = view.say(wording.ORIGINS[entry.origin])
    borrowed = entry.origin in {Origin.GAIRAIGO, Origin.WASEI_EIGO} and entry.source
    yield f"{origin} ({entry.source})" if borrowed else origin
    yield view.say(wording.REGISTERS[entry.register])
    if entry.medium is not Medium.BOTH:
        yield view.say(wording.MEDIA[entry.medium])
    if entry.direction:
        yield ", ".join(view.say(wording.DIRECTIONS[direction]) for direction in entry.direction)
    if entry.attitude:
        yield view.say(wording.ATTITUDES[entry.attitude])
    if entry.currency is not Currency.CURRENT:
        yield view.say(wording.CURRENCIES[entry.currency])
    yield ", ".join(view.say(wording.DOMAINS[domain]) for domain in entry.domains)
    yield view.say(_LEVEL.format(level=entry.difficulty))
    if entry.verified_on:
        yield view.say(_VERIFIED.format(date=entry.verified_on.isoformat()))


def _own_labels(entry: Entry, view: View) -> Iterator[str]:
    """Yield the labels of a team's own word: whose it is, and of the rest what somebody gave."""
    yield view.say(_OWN)
    if entry.pos is not PartOfSpeech.NOUN:
        yield view.say(wording.PARTS_OF_SPEECH[entry.pos])
    if entry.register is not Register.NEUTRAL:
        yield view.say(wording.REGISTERS[entry.register])
    if entry.domains:
        yield ", ".join(view.say(wording.DOMAINS[domain]) for domain in entry.domains)
    if entry.difficulty != LEVEL_UNKNOWN:
        yield view.say(_LEVEL.format(level=entry.difficulty))


def links(ids: Sequence[EntryId], glossary: Glossary) -> Text:
    """Return headwords with readings, parted by commas, at most six."""
    return joined((head(glossary.entry(entry_id)) for entry_id in ids[:_MAX_LINKS]), ", ")


def formula_text(formula: Ratio, view: View) -> str:
    """Return a formula as a line: (a + b) ÷ c × 100 (%); a plain sum has nothing to divide by."""
    above = " + ".join(view.say(term) for term in formula.numerator)
    below = " + ".join(view.say(term) for term in formula.denominator)
    if not formula.denominator:
        return f"{above} ({view.say(formula.unit)})"
    above = f"({above})" if len(formula.numerator) > 1 else above
    below = f"({below})" if len(formula.denominator) > 1 else below
    times = f" × {formula.times}" if formula.times != 1 else ""
    return f"{above} ÷ {below}{times} ({view.say(formula.unit)})"


def _sense_blocks(sense: Sense, number: int | None, view: View) -> Iterator[Block]:
    prefix = f"{number}. " if number else ""
    definition = view.say(sense.definition)
    if sense.gloss_en:
        yield Paragraph(strong(prefix + ", ".join(sense.gloss_en)))
        prefix = ""
    if definition:
        yield Paragraph(plain(prefix + definition))


def _quotation(example: Example) -> Quotation:
    """Return the sentence; of a team's own examples either language may be missing, and the reading is."""
    return Quotation(plain(example.ja or example.en), example.reading, example.en if example.ja else "")


def _first_fields(entry: Entry, view: View) -> Iterator[Field]:
    if entry.usage_note:
        yield Field(view.say(_USE), plain(view.say(entry.usage_note)))
    if entry.false_friend:
        yield Field(view.say(_FALSE_FRIEND), plain(view.say(entry.false_friend)))
    if entry.formula:
        yield Field(view.say(_FORMULA), plain(formula_text(entry.formula, view)))
    if entry.homophone_note:
        yield Field(view.say(_SAME_SOUND), plain(view.say(entry.homophone_note)))


def _further_fields(entry: Entry, glossary: Glossary, view: View) -> Iterator[Field]:
    if entry.formula:
        yield from _formula_variants(entry.formula, view)
    if entry.collocations:
        yield Field(view.say(_WITH), plain(" / ".join(entry.collocations)))
    if entry.variants:
        yield Field(view.say(_ALSO_WRITTEN), plain(", ".join(entry.variants)))
    if entry.abbreviations:
        yield Field(view.say(_SHORT), plain(", ".join(entry.abbreviations)))
    for field, label in _LINKS.items():
        ids: Sequence[EntryId] = getattr(entry, field)
        if ids:
            yield Field(view.say(label), links(ids, glossary))


def _formula_variants(formula: Formula, view: View) -> Iterator[Field]:
    for variant in formula.variants:
        yield Field(f"{view.say(_FORMULA)}: {view.say(variant.name)}", plain(formula_text(variant, view)))
