"""The words that every engine searches, and where they come from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.general.file_format import open_file
from bot.lexicon.model import Entry
from tests.evaluation.romanise import HUMAN, SYSTEMS, romanise
from tests.evaluation.slips import as_hiragana
from tests.factories import make_entry, make_sense

_PLAIN = re.compile("(?!.*(?:[っんー]|[ぁ-ん][あうえお])ー)(?![ぁぃぅぇぉっゃゅょー])[ぁ-んゔー]+")
"""Kana without what no romaniser need know: a word that begins with a length, a length lengthened."""


class Word(NamedTuple):
    """A word: how it is written first, its reading as an entry has it, how else it is written, what it means."""

    headword: str
    reading: str
    others: tuple[str, ...]
    glosses: tuple[str, ...]

    @property
    def kana(self) -> str:
        """The reading without the marks that steer the romaji."""
        return self.reading.replace(" ", "").replace("・", "")

    @property
    def as_printed(self) -> str:
        """The kana of its script: the headword, where that is kana, else the reading."""
        return self.headword if as_hiragana(self.headword) == self.kana else self.kana

    @property
    def romaji(self) -> str:
        """The reading in letters that every keyboard has."""
        return romanise(self.reading, SYSTEMS["hepburn-cch"])


@dataclass(frozen=True, slots=True)
class Material:
    """What an engine is built from: the words, numbered from 0, and what only some engines need.

    ``entries`` are the glossary's own, where the words are a glossary's; ``postgres`` is the address of an empty
    database, ``jmdict`` a built general dictionary that has the words.
    """

    words: Sequence[Word]
    entries: Sequence[Entry] = ()
    postgres: str | None = None
    jmdict: Path | None = None

    def as_entries(self) -> tuple[Entry, ...]:
        """Return an entry for each word, in order."""
        return tuple(self.entries) or tuple(_entry(number, word) for number, word in enumerate(self.words))


def _entry(number: int, word: Word) -> Entry:
    sense = make_sense(headword=word.headword, gloss_en=word.glosses)
    return make_entry(f"w{number}", word.headword, word.reading, variants=word.others, senses=(sense,))


def of_glossary(entries: Iterable[Entry]) -> list[Word]:
    """Return the entries as words."""
    return [
        Word(
            entry.headword,
            entry.reading,
            (*entry.variants, *entry.abbreviations, *entry.search_keys),
            tuple(gloss for sense in entry.senses for gloss in sense.gloss_en),
        )
        for entry in entries
    ]


def kana_of(dictionary: Path, most: int) -> list[Word]:
    """Return at most ``most`` readings in the general dictionary as words in kana, each once, everyday words first.

    Readings that are not plain kana, such as those with a dot between words, are left out.

    Raises:
        DictionaryError: the file is not a general dictionary.
    """
    opened = open_file(dictionary)
    assert opened is not None, f"{dictionary} is not there"
    connection, _ = opened
    rows = connection.execute("SELECT readings FROM entry ORDER BY number")
    found: dict[str, str] = {}
    for text in (text.partition("\x1f")[0] for (row,) in rows for text in row.split("\t")):
        if len(found) == most:
            break
        reading = as_hiragana(text)
        if is_readable(reading):
            found.setdefault(reading, text)
    connection.close()
    return [in_kana(text) for text in found.values()]


def source_of(dictionary: Path) -> str:
    """Return what the readings in the general dictionary are, with their date if it has one."""
    opened = open_file(dictionary)
    assert opened is not None, f"{dictionary} is not there"
    connection, edition = opened
    connection.close()
    return f"readings of {edition.source}" + (f" of {edition.created}" if edition.created else "")


def in_kana(text: str) -> Word:
    """Return a word that is nothing but its reading."""
    return Word(text, as_hiragana(text), (), ())


def is_readable(reading: str) -> bool:
    """Tell whether ``reading`` is plain hiragana that the evaluation's romanisers know throughout."""
    return bool(_PLAIN.fullmatch(reading)) and romanise(reading, HUMAN["bare"]).isascii()
