"""Compares every stored reading with an analyser's: ``make audit-data``.

The analyser is Sudachi with its core dictionary, a tool for authors only. Where the two differ, the analyser is often the one that is
wrong (counters, Latin letters, names), so a difference is a question: who has looked at it writes the answer down in
``readings.tsv``, as the words, their reading and the reason. What nobody has looked at fails the audit.
"""

import csv
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.lexicon.checks import GAP
from bot.lexicon.loader import load_glossary
from bot.lexicon.model import Glossary
from bot.text.kana import to_hiragana

DATA = Path(__file__).resolve().parents[2] / "data"
REVIEWED = Path(__file__).with_name("readings.tsv")
_NOT_KANA = re.compile(r"[^ぁ-ゖー]")
_NUMBER = re.compile(r"[0-9〇一二三四五六七八九十百千万]+")
_LONGEST_WORD = 24
"""Kana that one disputed word may stand for."""


class Text(NamedTuple):
    """Something with a stored reading, and where it stands."""

    where: str
    written: str
    reading: str


class Word(NamedTuple):
    """A word as the analyser cuts and reads it."""

    written: str
    reading: str


Analyse = Callable[[str], tuple[Word, ...]]
"""Cuts a text into words with their readings in hiragana."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line of the reviewed list: the words, how they are read, where, and why the analyser is not followed.

    ``where`` is the ids of the entries and contrasts it was looked at in, or ``*`` for words that are read so everywhere.
    """

    written: str
    reading: str
    where: str
    reason: str

    def holds_for(self, text: Text) -> bool:
        """Return whether it was given for ``text``."""
        return self.where == "*" or text.where in self.where.split()


@dataclass(frozen=True, slots=True)
class Dispute:
    """A text whose stored reading the analyser and the rulings cannot explain, and the words it is about."""

    text: Text
    words: tuple[Word, ...]


def main() -> int:
    """Print what is disputed and unexplained, what the list holds for nothing, and the counts; 1 if anything is."""
    rulings = read_rulings(REVIEWED)
    texts = list(texts_of(load_glossary(DATA)))
    disputes, used = audit(texts, rulings, sudachi())
    for dispute in disputes:
        print(f"{dispute.text.where}: {dispute.text.written}")
        for word in dispute.words:
            print(f"    {word.written}\t{word.reading}")
    idle = [ruling for ruling in rulings if ruling not in used]
    for ruling in idle:
        print(f"{REVIEWED.name}: nothing needs {ruling.written} {ruling.reading}")
    print(f"{len(texts)} readings, {len(used)} rulings in use, {len(disputes)} unexplained, {len(idle)} idle rulings")
    return 1 if disputes or idle else 0


def texts_of(glossary: Glossary) -> Iterator[Text]:
    """Yield every text with a reading: headwords, examples, and the sentences of contrasts with the right word in."""
    for entry in glossary.entries:
        yield Text(entry.id, entry.headword, entry.reading)
        for example in entry.examples:
            yield Text(entry.id, example.ja, example.reading)
    for contrast in glossary.contrasts:
        for pair in contrast.minimal_pairs:
            right = glossary.entry(pair.right).headword
            yield Text(contrast.id, pair.frame.replace(GAP, right), pair.reading)


def read_rulings(path: Path) -> tuple[Ruling, ...]:
    """Return the reviewed list; its first line names the columns."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    return tuple(Ruling(*row) for row in rows[1:])


def audit(
    texts: Sequence[Text], rulings: Sequence[Ruling], analyse: Analyse
) -> tuple[list[Dispute], frozenset[Ruling]]:
    """Return the unexplained texts, and the rulings that explained something."""
    disputes: list[Dispute] = []
    used: set[Ruling] = set()
    for text in texts:
        words = analyse(text.written)
        stored = kana(text.reading)
        if "".join(word.reading for word in words) == stored:
            continue
        explained = explain(words, stored, [ruling for ruling in rulings if ruling.holds_for(text)])
        if explained is None:
            disputes.append(Dispute(text, disputed(words, stored)))
        else:
            used |= explained
    return disputes, frozenset(used)


def kana(text: str) -> str:
    """Return the kana of ``text`` as hiragana, without anything else."""
    return _NOT_KANA.sub("", to_hiragana(unicodedata.normalize("NFKC", text)))


def sudachi() -> Analyse:
    """Return Sudachi's analysis in its longest units; kana are read as they are written, signs not at all."""
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary(dict="core").tokenizer()

    def word(surface: str, reading: str) -> Word:
        as_written = kana(surface)
        is_told = len(as_written) == len(surface) or not any(sign.isalnum() for sign in surface)
        return Word(surface, as_written if is_told else kana(reading))

    return lambda text: tuple(
        word(morpheme.surface(), morpheme.reading_form()) for morpheme in tokenizer.tokenize(text, SplitMode.C)
    )


def explain(words: Sequence[Word], stored: str, rulings: Sequence[Ruling]) -> frozenset[Ruling] | None:
    """Return the rulings by which ``words`` are read as ``stored``, or None if they cannot be.

    A ruling stands for whole words of the analyser's, one or more in a row.
    """
    paths: dict[tuple[int, int], frozenset[Ruling]] = {(0, 0): frozenset()}
    for start in range(len(words)):
        here = [(at, path) for (place, at), path in paths.items() if place == start]
        for at, path in here:
            if stored.startswith(words[start].reading, at):
                paths.setdefault((start + 1, at + len(words[start].reading)), path)
            for ruling in rulings:
                end = _end_of(words, start, ruling.written)
                if end is not None and stored.startswith(ruling.reading, at):
                    paths.setdefault((end, at + len(ruling.reading)), path | {ruling})
    return paths.get((len(words), len(stored)))


def _end_of(words: Sequence[Word], start: int, written: str) -> int | None:
    """Return the index after the words that together are ``written``, beginning at ``start``."""
    so_far = ""
    for place in range(start, len(words)):
        so_far += words[place].written
        if so_far == written:
            return place + 1
        if not written.startswith(so_far):
            break
    return None


def disputed(words: Sequence[Word], stored: str) -> tuple[Word, ...]:
    """Return what must be read otherwise to give ``stored``, as ``stored`` reads it: the fewest words, those in a row as one.

    A number is taken with the word after it: it is the two together that are read in a way of their own.
    """
    readings = _aligned(words, stored)
    wide: set[int] = set()
    for place, (word, read) in enumerate(zip(words, readings, strict=True)):
        if word.reading != read:
            is_number = _NUMBER.fullmatch(word.written) is not None
            follows_number = place > 0 and _NUMBER.fullmatch(words[place - 1].written) is not None
            wide.update({place - follows_number, place, place + is_number})
    rows: list[Word] = []
    for place, (word, read) in enumerate(zip(words, readings, strict=True)):
        if place not in wide:
            continue
        if place - 1 in wide:
            rows[-1] = Word(rows[-1].written + word.written, rows[-1].reading + read)
        else:
            rows.append(Word(word.written, read))
    return tuple(rows)


def _aligned(words: Sequence[Word], stored: str) -> tuple[str, ...]:
    """Return for each word its part of ``stored``, so that as many as possible are read as the analyser reads them."""
    best: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    for word in words:
        ahead: dict[int, tuple[int, tuple[str, ...]]] = {}
        for at, (cost, found) in best.items():
            for length in range(min(_LONGEST_WORD, len(stored) - at) + 1):
                read = stored[at : at + length]
                price = cost + _price(word, read)
                if at + length not in ahead or price < ahead[at + length][0]:
                    ahead[at + length] = (price, (*found, read))
        best = ahead
    return best[len(stored)][1] if len(stored) in best else ("",) * len(words)


def _price(word: Word, read: str) -> int:
    """Return how unlikely it is that ``word`` is read so; Latin letters have no reading of the analyser's to begin with."""
    if word.written.isascii() and word.written.isalnum():
        return 1 if read else 20
    return 0 if read == word.reading else 10 + abs(len(read) - len(word.reading))


if __name__ == "__main__":
    sys.exit(main())
