"""Words that a new one may be mixed up with. Warnings, never faults: who adds a word may well mean another one.

What is wrong with a word as such is said where its fields are read, see ``bot.team.fields``.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.lexicon.match import MatchKind, Outcome
from bot.lexicon.model import Entry, EntryId
from bot.lexicon.search import Lookup

MAX_WARNINGS = 5


class Likeness(StrEnum):
    """How two words are alike, the gravest first."""

    SAME_WORD = "same-word"
    """The same headword with the same reading."""
    SAME_SPELLING = "same-spelling"
    LOOKS_ALIKE = "looks-alike"
    """Other signs that look the same: カード with the kanji 力."""
    CLOSE = "close"
    """A lookup of the one finds the other: a slip, or another way to write it."""
    SAME_SOUND = "same-sound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A word that the new one is like; ``waits`` if that is a suggestion nobody has decided on."""

    likeness: Likeness
    entry: Entry
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OddSign:
    """A sign in a katakana word that is none, and the word with the katakana sign it looks like."""

    sign: str
    meant: str


Doubt = Alike | OddSign


def warnings(
    entry: Entry,
    lookup: Lookup,
    known: Iterable[Entry],
    waiting: Iterable[Entry] = (),
    but: Collection[EntryId] = (),
) -> tuple[Doubt, ...]:
    """Return what whoever adds ``entry`` should see first, the gravest first, at most ``MAX_WARNINGS``.

    ``known`` are the entries that ``lookup`` searches, ``waiting`` suggestions that it does not know, ``but`` the ids
    of what is the word itself.
    """
    but = {*but, entry.id}
    found: dict[EntryId, Alike] = {}
    mine = _Shape(entry)
    for others, waits in ((known, False), (waiting, True)):
        for other in others:
            likeness = None if other.id in but else mine.likeness(other)
            if likeness:
                found[other.id] = Alike(likeness=likeness, entry=other, waits=waits)
    for other in _found_by(entry, lookup):
        if other.id not in but:
            found.setdefault(other.id, Alike(likeness=Likeness.CLOSE, entry=other))
    alike = sorted(found.values(), key=lambda each: _GRAVITY[each.likeness])
    doubts: list[Doubt] = [*_odd_signs(entry), *alike]
    return tuple(doubts[:MAX_WARNINGS])


def skeleton(text: str) -> str:
    """Return ``text`` with signs that look the same as one: 力ード and カード have the same skeleton."""
    return unicodedata.normalize("NFKC", text).translate(_SHAPES).casefold()


class _Shape:
    """An entry's spellings in the forms in which they are compared."""

    def __init__(self, entry: Entry) -> None:
        self._kana = entry.kana
        self._headword = _folded(entry.headword)
        self._folded = {_folded(spelling) for spelling in _spellings(entry)}
        self._skeletons = {skeleton(spelling) for spelling in _spellings(entry)}

    def likeness(self, other: Entry) -> Likeness | None:
        spellings = tuple(_spellings(other))
        same_sound = bool(self._kana) and other.kana == self._kana
        if self._headword == _folded(other.headword) and other.kana == self._kana:
            return Likeness.SAME_WORD
        if any(_folded(spelling) in self._folded for spelling in spellings):
            return Likeness.SAME_SPELLING
        if any(skeleton(spelling) in self._skeletons for spelling in spellings):
            return Likeness.LOOKS_ALIKE
        return Likeness.SAME_SOUND if same_sound else None


def _found_by(entry: Entry, lookup: Lookup) -> Iterator[Entry]:
    """Yield the entries that somebody who types the headword is taken to mean."""
    result = lookup.find(entry.headword)
    if result.outcome is Outcome.MATCH:
        yield from (match.entry for match in result.matches if match.kind in _SLIPS)


def _odd_signs(entry: Entry) -> Iterator[OddSign]:
    """Yield the signs among katakana that only look like it, each once."""
    seen: set[str] = set()
    for spelling in _spellings(entry):
        meant = spelling.translate(_TO_KATAKANA)
        odd = [sign for sign, right in zip(spelling, meant, strict=True) if sign != right]
        katakana = len(spelling) - len(odd)
        if odd and katakana > len(odd) and _KATAKANA.fullmatch(meant) and odd[0] not in seen:
            seen.add(odd[0])
            yield OddSign(sign=odd[0], meant=meant)


def _spellings(entry: Entry) -> tuple[str, ...]:
    return (entry.headword, *entry.variants, *entry.abbreviations)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


_GRAVITY = {likeness: rank for rank, likeness in enumerate(Likeness)}
_SLIPS = frozenset({MatchKind.FOLDED, MatchKind.FUZZY, MatchKind.KANJI})
_KATAKANA = re.compile("[ァ-ヺー・]+")
_TO_KATAKANA = str.maketrans(
    "力二口囗一夕卜工八才千三丿厶へべぺり－―—‐-", "カニロロータトエハオチミノムヘベペリーーーーー"
)
"""Kanji, hiragana and dashes in the place of the katakana they look like. Most are in the confusables of UTS #39."""
_SHAPES = str.maketrans(
    {
        **_TO_KATAKANA,
        # Small kana for large ones: キャノン and キヤノン.
        **str.maketrans("ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ", "アイウエオツヤユヨワカケあいうえおつやゆよわ"),
        # Kanji that are taken for one another in print: 完壁 for 完璧.
        **str.maketrans("未土已巳曰候壁遺待徴綱緑", "末士己己日侯璧遣侍微網縁"),
        # Letters of the Greek and Cyrillic alphabets, figures and marks that look like Latin letters.
        **str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕКМНОРСТХаеорсухіѕј", "ABEZHIKMNOPTYXoABEKMHOPCTXaeopcyxisj"),
        **str.maketrans("0〇○1Il", "ooo|||"),
    }
)
