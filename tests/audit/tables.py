"""The audit's own tables, read straight from the TOML: it shares no code with the quiz that it audits."""

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"
KANJI = re.compile(r"[\u3400-\u9fff々]")
_ARTICLES = {"a", "an", "the", "to", "of"}
_ALIKE_SOUND = 0.55
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def folded(text: str) -> str:
    """Return ``text`` without what normalising takes away: width, case, kana type, spaces, punctuation."""
    flat = unicodedata.normalize("NFKC", text).casefold().translate(_TO_KATAKANA)
    return "".join(sign for sign in flat if sign.isalnum() or sign == "ー")


def words(text: str) -> tuple[str, ...]:
    """Return the English words, articles and plural endings off."""
    found = re.findall(r"[a-z0-9]+", re.sub(r"\([^)]*\)", " ", text).casefold().replace("'", "").replace("’", ""))
    kept = [word for word in found if word not in _ARTICLES] or found
    return tuple(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in kept
    )


def has_run(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether the words of ``part`` stand in ``whole`` one after another."""
    return any(whole[place : place + len(part)] == part for place in range(len(whole) - len(part) + 1))


@dataclass
class Word:
    """What the audit knows of an entry."""

    row: dict[str, Any]
    mates: set[str] = field(default_factory=set)
    above: set[str] = field(default_factory=set)

    @cached_property
    def spellings(self) -> set[str]:
        return {self.row["headword"], *self.row.get("variants", ()), *self.row.get("abbreviations", ())}

    @cached_property
    def folded_spellings(self) -> set[str]:
        return {folded(spelling) for spelling in self.spellings}

    @cached_property
    def kana(self) -> str:
        return re.sub(r"[ ・]", "", str(self.row["reading"]))

    @cached_property
    def glosses(self) -> set[tuple[str, ...]]:
        return {words(gloss) for sense in self.row["senses"] for gloss in sense["gloss_en"]}

    @cached_property
    def definitions(self) -> list[tuple[tuple[str, ...], str]]:
        return [(words(sense["def_en"]), str(sense["def_ja"])) for sense in self.row["senses"]]

    @cached_property
    def kanji(self) -> set[str]:
        return set(KANJI.findall(self.row["headword"]))

    @cached_property
    def linked(self) -> set[str]:
        return self.mates | {other for kind in ("related", "antonyms") for other in self.row.get(kind, ())}

    @cached_property
    def told_apart(self) -> set[str]:
        return {*self.mates, *self.row.get("antonyms", ())}

    def stands_for(self, other: "Word") -> str:
        """Return by what one is as good as the other in any question, or nothing."""
        one, two = str(self.row["id"]), str(other.row["id"])
        synonyms, theirs = set(self.row.get("synonyms", ())), set(other.row.get("synonyms", ()))
        if one == two or two in synonyms or one in theirs or synonyms & theirs:
            return "synonym"
        if two in self.above or one in other.above:
            return "wider or narrower"
        if self.kana == other.kana:
            return "reading"
        if self.folded_spellings & other.folded_spellings:
            return "spelling"
        if {tuple(sorted(gloss)) for gloss in self.glosses} & {tuple(sorted(gloss)) for gloss in other.glosses}:
            return "gloss"
        return ""

    def is_near_synonym_of(self, other: "Word") -> bool:
        """Whether a contrast tells the two apart that are neither opposites nor two kinds of one thing."""
        if str(other.row["id"]) not in self.mates or str(other.row["id"]) in self.row.get("antonyms", ()):
            return False
        end, theirs = str(self.row["headword"])[-2:], str(other.row["headword"])[-2:]
        return end != theirs or not all(map(KANJI.match, end))

    def overlaps(self, other: "Word") -> str:
        """Return by what a definition of one could be taken for the other, or nothing."""
        if self.is_near_synonym_of(other):
            return "near-synonyms"
        if any(has_run(mine, theirs) or has_run(theirs, mine) for mine in self.glosses for theirs in other.glosses):
            return "gloss within a gloss"
        for one, two in ((self, other), (other, self)):
            for english, japanese in one.definitions:
                if any(spelling in japanese for spelling in two.spellings):
                    return "named in a definition"
                if any(has_run(english, gloss) for gloss in two.glosses):
                    return "gloss in a definition"
        if str(other.row["id"]) in self.told_apart:
            return ""
        for _, mine_ja in self.definitions:
            for _, theirs_ja in other.definitions:
                if SequenceMatcher(None, mine_ja, theirs_ja, autojunk=False).quick_ratio() > 0.8:  # noqa: SIM102 -- the second is slow
                    if SequenceMatcher(None, mine_ja, theirs_ja, autojunk=False).ratio() > 0.7:
                        return "definitions alike"
        return ""

    def tempts(self, other: "Word") -> bool:
        """Whether the two are near neighbours: akin, or alike in sound."""
        return (
            self.is_akin(other) or SequenceMatcher(None, self.kana, other.kana, autojunk=False).ratio() >= _ALIKE_SOUND
        )

    def is_akin(self, other: "Word") -> bool:
        """Whether the two are opposites, contrasted, or have a kanji in common."""
        return str(other.row["id"]) in self.told_apart or not self.kanji.isdisjoint(other.kanji)


@dataclass
class Tables:
    """All words by id, the sentences of minimal pairs, and how often each word is used in the glossary's own texts."""

    words: dict[str, Word]
    pairs: dict[str, dict[str, Any]]
    common: Counter[str]


def read_tables(data: Path = DATA) -> Tables:
    """Return the tables of the glossary in ``data``."""
    known = {
        row["id"]: Word(row)
        for path in sorted((data / "glossary").glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
    }
    pairs: dict[str, dict[str, Any]] = {}
    for path in sorted((data / "contrasts").glob("*.toml")):
        for contrast in tomllib.loads(path.read_text(encoding="utf-8"))["contrast"]:
            for member in contrast["members"]:
                known[member].mates |= set(contrast["members"]) - {member}
            pairs.update({pair["frame"]: pair for pair in contrast["minimal_pairs"]})
    for word in known.values():
        ahead = list(word.row.get("broader", ()))
        while ahead:
            wider = ahead.pop()
            if wider not in word.above:
                word.above.add(wider)
                ahead += known[wider].row.get("broader", ())
    texts = "\n".join(
        text
        for word in known.values()
        for sense in word.row["senses"]
        for text in (sense["def_ja"], *(example["ja"] for example in sense.get("examples", ())))
    )
    common = Counter({entry_id: texts.count(word.row["headword"]) for entry_id, word in known.items()})
    return Tables(known, pairs, common)
