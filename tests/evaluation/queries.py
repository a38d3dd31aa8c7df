"""Makes the queries of the evaluation from a glossary: what is typed, of what kind, and what would be right."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bot.lexicon.model import Entry, EntryId
from tests.evaluation import negatives
from tests.evaluation.romanise import HUMAN, SYSTEMS, romanise
from tests.evaluation.slips import (
    OLD_FORMS,
    SORTS,
    as_hiragana,
    as_katakana,
    full_width,
    half_width,
    marks_left_by,
    marks_of,
    slip,
)

_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_KANJI = re.compile("[㐀-鿿々]")
_OKURIGANA = re.compile("(?<=[㐀-鿿])[ぁ-ん]{1,2}(?=[㐀-鿿])")

SLIPPED = ("hepburn-cch", "no-length")
"""The systems of romaji in which slips are made."""


@dataclass(frozen=True)
class Case:
    """A query of a kind and the entries any of which is right; none when nothing may be found."""

    kind: str
    query: str
    right: frozenset[EntryId]


def make_cases(entries: Sequence[Entry], seed: int = 20261122) -> list[Case]:
    """Return the cases for ``entries``, the same for the same seed, each query of a kind once."""
    known = _Known(entries)
    rng = Random(seed)
    cases: dict[tuple[str, str], Case] = {}
    for entry in entries:
        for kind, query, right in _of_entry(entry, known, rng):
            if query.strip():
                cases.setdefault((kind, query), Case(kind, query, right))
    for kind, query in (*negatives.ordinary(), *negatives.noise(rng, 60), *_neighbours(entries)):
        if not known.has(query):
            cases.setdefault((kind, query), Case(kind, query, frozenset()))
    return list(cases.values())


class _Known:
    """What the glossary holds, so that a case counts every entry that is right."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._called: defaultdict[str, set[EntryId]] = defaultdict(set)
        self._meaning: defaultdict[str, set[EntryId]] = defaultdict(set)
        self.readings: dict[EntryId, str] = {}
        self._spelt = {
            "kana": {entry.id: entry.kana for entry in entries},
            **{
                name: {entry.id: romanise(entry.reading, (SYSTEMS | HUMAN)[name]) for entry in entries}
                for name in SLIPPED
            },
        }
        self._marks: dict[tuple[str, str], dict[str, set[EntryId]]] = {}
        for entry in entries:
            bare = romanise(entry.reading, HUMAN["bare"])
            self.readings[entry.id] = bare
            texts = (entry.headword, entry.kana, *entry.variants, *entry.abbreviations, *entry.search_keys)
            for text in (*texts, bare, *(romanise(entry.reading, system) for system in SYSTEMS.values())):
                self._called[_plain(text)].add(entry.id)
            for sense in entry.senses:
                for gloss in sense.gloss_en:
                    self._meaning[_bare_gloss(gloss)].add(entry.id)

    def called(self, *texts: str) -> frozenset[EntryId]:
        """Return the entries that are called any of ``texts``."""
        return frozenset().union(*(self._called.get(_plain(text), ()) for text in texts))

    def meaning(self, gloss: str) -> frozenset[EntryId]:
        """Return the entries with this English equivalent."""
        return frozenset(self._meaning[_bare_gloss(gloss)])

    def has(self, query: str) -> bool:
        """Tell whether the query is something in the glossary after all."""
        plain = _plain(query)
        return (
            plain in self._called
            or query.lower() in self._meaning
            or any(plain in meaning.split() for meaning in self._meaning)
            or re.sub(r"(.)\1+", r"\1", plain.replace("ou", "o")) in self.readings.values()
        )

    def slipped(self, typed: str, sort: str, spelling: str) -> frozenset[EntryId]:
        """Return the entries of which ``typed`` is a slip of this sort, in kana or in a system of romaji.

        たてえ is 立替 as much as 建前 with a sign left out: nobody can tell which was meant, so either is right.
        """
        if (sort, spelling) not in self._marks:
            marks: defaultdict[str, set[EntryId]] = defaultdict(set)
            for entry, text in self._spelt[spelling].items():
                for mark in marks_of(text, sort):
                    marks[mark].add(entry)
            self._marks[sort, spelling] = marks
        marks_known = self._marks[sort, spelling]
        return frozenset().union(*(marks_known.get(mark, ()) for mark in marks_left_by(typed, sort)))

    def beginning(self, letters: str) -> int:
        """Return how many entries' readings begin with ``letters``."""
        return sum(reading.startswith(letters) for reading in self.readings.values())


def _plain(text: str) -> str:
    return re.sub(r"[\s・'-]", "", as_hiragana(text.lower()))


def _bare_gloss(gloss: str) -> str:
    return re.sub(r"\([^)]*\)", "", gloss).strip().lower()


Made = Iterator[tuple[str, str, frozenset[EntryId]]]


def _of_entry(entry: Entry, known: _Known, rng: Random) -> Made:
    right = known.called(entry.headword, entry.kana)
    yield from _scripts(entry, right)
    for name, system in SYSTEMS.items():
        yield f"romaji: {name}", romanise(entry.reading, system), right
    yield "romaji: capitals", romanise(entry.reading, SYSTEMS["hepburn"]).title(), right
    yield "width: romaji", full_width(romanise(entry.reading, SYSTEMS["hepburn-cch"])), right
    for name, system in HUMAN.items():
        spelt = romanise(entry.reading, system)
        yield f"human: {name}", spelt, right | known.called(spelt)
    bare = romanise(entry.reading, HUMAN["bare"])
    for name, swaps in (("l-for-r", "rl"), ("b-for-v", "vb"), ("v-for-b", "bv")):
        if swaps[0] in bare:
            yield f"human: {name}", bare.replace(swaps[0], swaps[1]), right | known.called(bare)
    yield from _slips(entry, known, right, rng)
    yield from _beginnings(entry, known, right)
    yield from _english(entry, known, rng)
    yield from _polite(entry, right)


def _scripts(entry: Entry, right: frozenset[EntryId]) -> Made:
    katakana = as_katakana(entry.kana)
    yield "script: headword", entry.headword, right
    yield "script: hiragana", entry.kana, right
    yield "script: katakana", katakana, right
    yield "width: half katakana", half_width(katakana), right
    for text in entry.variants:
        yield "spelling: variant", text, right
    for text in entry.abbreviations:
        yield "spelling: abbreviation", text, right
        if text.isascii():
            yield "spelling: abbreviation", text.lower(), right
    for text in entry.search_keys:
        yield "spelling: search key", text, right
    if entry.headword.isascii():
        yield "width: Latin", full_width(entry.headword), right
    if entry.kana.endswith("ー"):
        yield "human: kana without final ー", entry.headword.rstrip("ー"), right
    old = "".join(OLD_FORMS.get(sign, sign) for sign in entry.headword)
    if old != entry.headword:
        yield "old kanji", old, right
    if _OKURIGANA.search(entry.headword):
        yield "spelling: okurigana", _OKURIGANA.sub("", entry.headword), right
        yield "spelling: okurigana", _OKURIGANA.sub("", entry.headword, count=1), right


def _slips(entry: Entry, known: _Known, right: frozenset[EntryId], rng: Random) -> Made:
    for sort in SORTS:
        for name in SLIPPED:
            spelt = romanise(entry.reading, (SYSTEMS | HUMAN)[name])
            typed = slip(spelt, sort, rng)
            if len(spelt) >= 5 and typed != spelt and not known.called(typed):
                yield f"slip in romaji: {sort}", typed, right | known.called(spelt) | known.slipped(typed, sort, name)
        typed = slip(entry.kana, sort, rng)
        if len(entry.kana) >= 4 and typed != entry.kana and not known.called(typed):
            yield f"slip in kana: {sort}", typed, right | known.slipped(typed, sort, "kana")


def _beginnings(entry: Entry, known: _Known, right: frozenset[EntryId]) -> Made:
    """Yield beginnings that at most five entries share: of more, no one could say which is meant."""
    bare = romanise(entry.reading, HUMAN["bare"])
    typed = romanise(entry.reading, SYSTEMS["hepburn-cch"])
    for share in (0.5, 0.8):
        cut = max(4, round(len(typed) * share))
        part = romanise(entry.reading, HUMAN["no-length"])[:cut]
        if cut < len(typed) and known.beginning(bare[: max(3, len(part) - 2)]) <= 5:
            yield "beginning: romaji", typed[:cut], right
        cut = max(3, round(len(entry.kana) * share))
        if cut < len(entry.kana) and known.beginning(bare[:cut]) <= 5:
            yield "beginning: kana", entry.kana[:cut], right
    if len(entry.headword) >= 4 and known.beginning(bare[: len(bare) // 2]) <= 5:
        yield "beginning: headword", entry.headword[:-1], right


def _english(entry: Entry, known: _Known, rng: Random) -> Made:
    for sense in entry.senses:
        for gloss in sense.gloss_en:
            right = known.meaning(gloss)
            bare = _bare_gloss(gloss)
            yield "English: gloss", gloss, right
            yield "English: gloss", bare.upper(), right
            words = bare.split()
            if len(words) > 1:
                yield "English: word order", " ".join(rng.sample(words, len(words))), right
                yield "English: hyphened", bare.replace(" ", "-"), right
            if re.search(r"[a-rt-z]$", bare) and not bare.endswith(("y", "ch", "x", "sh")):
                yield "English: plural", bare + "s", right
            if len(bare) >= 6:
                typed = slip(bare, rng.choice(SORTS), rng)
                if not known.meaning(typed):
                    yield "English: one slip", typed, right


_POLITE = ("{}は", "{}を", "{}です", "{}の", "{}について")
_SURU = ("{}します", "{}いたします", "{}しました", "{}中です", "ご{}ください", "{}する")


def _polite(entry: Entry, right: frozenset[EntryId]) -> Made:
    frames = _SURU if entry.pos == "suru-noun" else _POLITE if entry.pos == "noun" else ()
    for frame in frames:
        yield "polite", frame.format(entry.headword), right
    if entry.pos == "verb-godan" and entry.headword.endswith(("る", "す", "う")):
        row = {"る": "り", "す": "し", "う": "い"}[entry.headword[-1]]
        if not entry.kana.endswith(("さる", "しゃる", "ざる")):
            yield "polite", f"{entry.headword[:-1]}{row}ます", right
            yield "polite", f"{entry.kana[:-1]}{row}ました", right
    if entry.pos == "verb-suru":
        yield "polite", entry.headword.removesuffix("する") + "します", right


def _neighbours(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Yield readings that differ by a length or gemination that the word has not: other words, as 充電 is not 受電."""
    for entry in entries:
        kana = entry.kana
        for at in range(1, len(kana) - 1):
            if kana[at] in "ゅょこそとのもろくすつぬふむゆる" and kana[at + 1] not in "ーうおっんぁぃぅぇぉゃゅょ":
                yield "not-there: longer", kana[: at + 1] + "う" + kana[at + 1 :]
                break
