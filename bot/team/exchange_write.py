"""A team's words and rules as files that import again as they were, in parts where one would be too large."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import rtoml

from bot.lexicon.model import Entry, EntryId
from bot.localized import Locale
from bot.team.exchange_csv import written_head, written_rows
from bot.team.exchange_nested import LIST, MEANINGS, OF_A_MEANING, SEVERAL
from bot.team.exchange_rules import by_headword
from bot.team.exchange_sheet import COLUMNS, ID, INSTEAD, MAX_BYTES, MAX_ROWS, RULE, SENSE, WHY
from bot.team.fields import TermFields, fields_of
from bot.team.house import HouseRule

FORMAT = "naruhaya team glossary"

Cells = Mapping[str, str]
"""A row's cells by column."""


def rows_of(
    published: Sequence[Entry], rules: Iterable[HouseRule], shared: Mapping[EntryId, Entry]
) -> Iterator[list[Cells]]:
    """Yield the rows of each word, one a meaning, and of each shared word that there is a rule about.

    A rule about a word that is in neither is left out: nobody meets that word any more.
    """
    about = {rule.entry_id: rule for rule in rules}
    every = {**shared, **{entry.id: entry for entry in published}}
    homographs = by_headword(every.values())

    def ruled(entry_id: EntryId) -> Cells:
        rule = about.get(entry_id)
        if rule is None:
            return dict.fromkeys((RULE, INSTEAD, WHY), "")
        other = every.get(rule.instead) if rule.instead else None
        is_plain = other and len(homographs[other.headword]) == 1 and EntryId(other.headword) not in every
        instead = other.headword if other and is_plain else rule.instead or ""
        return {RULE: rule.verdict.value, INSTEAD: instead, WHY: rule.why}

    for entry in published:
        rows: list[Cells] = []
        for place in range(len(entry.senses)):
            told = _told(fields_of(entry, place))
            if place:
                told = {name: told[name] for name in ("headword", "reading", *OF_A_MEANING)}
            rows.append({ID: entry.id, SENSE: str(place + 1), **told, **({} if place else ruled(entry.id))})
        yield rows
    own = {entry.id for entry in published}
    for entry_id in about:
        if entry_id in shared and entry_id not in own:
            word = shared[entry_id]
            yield [{ID: entry_id, "headword": word.headword, "reading": word.reading, **ruled(entry_id)}]


def _told(fields: TermFields) -> dict[str, str]:
    return {name: getattr(fields, name) for name in COLUMNS if hasattr(fields, name)}


def csv_files(words: Iterable[Sequence[Cells]], locale: Locale) -> Iterator[bytes]:
    """Yield the words as CSV: in UTF-8 with the mark by which Excel knows it, with columns named in ``locale``."""
    head = ("\ufeff" + written_head(locale)).encode()
    yield from _parts(((written_rows(rows).encode(), len(rows)) for rows in words), head, b"", b"")


def json_files(words: Iterable[Sequence[Cells]]) -> Iterator[bytes]:
    """Yield the words as JSON, one a line."""
    chunks = ((msgspec.json.encode(_nested(rows)), len(rows)) for rows in words)
    yield from _parts(chunks, f'{{"format": "{FORMAT}", "{LIST}": [\n'.encode(), b",\n", b"\n]}\n")


def toml_files(words: Iterable[Sequence[Cells]]) -> Iterator[bytes]:
    """Yield the words as TOML, a table each."""
    chunks = ((rtoml.dumps({LIST: [_nested(rows)]}).encode(), len(rows)) for rows in words)
    yield from _parts(chunks, f'format = "{FORMAT}"\n\n'.encode(), b"\n", b"")


def _parts(chunks: Iterable[tuple[bytes, int]], head: bytes, between: bytes, foot: bytes) -> Iterator[bytes]:
    """Yield files of whole words, each small enough to be imported; at least one, if only the head of one."""
    room = MAX_BYTES - len(head) - len(foot)
    gathered: list[bytes] = []
    size = rows = yielded = 0
    for chunk, number in chunks:
        if gathered and (size + len(chunk) > room or rows + number > MAX_ROWS):
            yield head + between.join(gathered) + foot
            yielded += 1
            gathered, size, rows = [], 0, 0
        gathered.append(chunk)
        size += len(chunk) + len(between)
        rows += number
    if gathered or not yielded:
        yield head + between.join(gathered) + foot


def _nested(rows: Sequence[Cells]) -> dict[str, object]:
    """Return a word with its meanings as a list; one that has none of its own is only ruled about."""
    first = rows[0]
    word: dict[str, object] = {
        name: _value(name, text) for name, text in first.items() if name not in (SENSE, *OF_A_MEANING)
    }
    if SENSE in first:
        word[MEANINGS] = [{name: _value(name, row[name]) for name in OF_A_MEANING} for row in rows]
    return word


def _value(name: str, text: str) -> object:
    if name == "level" and text:
        return int(text)
    if name not in SEVERAL:
        return text
    separator = ", " if name == "domain" else "; "
    return [part for part in text.removesuffix(";").split(separator) if part]
