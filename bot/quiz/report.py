"""What a group finds hard, for whoever trains it: words missed, words mixed up, fields covered. Pure.

Nobody is named, and every row rests on at least five different people: about fewer it would be a row about persons.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.lexicon.model import Domain, EntryId

LEAST_PEOPLE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer: who, when, to which word, whether it was right, and the word chosen instead where one was."""

    user_id: str
    at: datetime
    entry_id: EntryId
    domain: Domain | None
    right: bool
    instead: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A word and how it was answered."""

    entry_id: EntryId
    wrong: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """A word and another one that was taken for it, so many times; ``answered`` counts all answers to the word."""

    entry_id: EntryId
    instead: EntryId
    times: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A field: how many of its words were asked, and how many it has."""

    domain: Domain
    asked: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The answers of a week that begins on ``monday``."""

    monday: date
    right: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a group finds hard, the worst first; ``left_out`` counts rows that would have been about too few people."""

    missed: tuple[Missed, ...]
    confusions: tuple[Confusion, ...]
    coverage: tuple[Coverage, ...]
    weeks: tuple[Week, ...]
    left_out: int


def report(
    answers: Iterable[Given], fields: Mapping[EntryId, Sequence[Domain]], zone: ZoneInfo, *, domain: Domain | None
) -> Report:
    """Return the report of the answers, of one field if ``domain`` says so.

    ``fields`` are those of each word of the glossary: a word that has several counts in each. A week begins on
    Monday where clocks are of ``zone``.
    """

    def fields_of(each: Given) -> Sequence[Domain]:
        return fields.get(each.entry_id) or ((each.domain,) if each.domain else ())

    given = [each for each in answers if domain is None or domain in fields_of(each)]
    words = Counter(field for of_word in fields.values() for field in of_word)
    by_word: defaultdict[EntryId, list[Given]] = defaultdict(list)
    by_pair: defaultdict[tuple[EntryId, EntryId], list[Given]] = defaultdict(list)
    by_domain: defaultdict[Domain, list[Given]] = defaultdict(list)
    by_week: defaultdict[date, list[Given]] = defaultdict(list)
    for each in given:
        by_word[each.entry_id].append(each)
        for field in fields_of(each) if domain is None else (domain,):
            by_domain[field].append(each)
        day = each.at.astimezone(zone).date()
        by_week[day - timedelta(days=day.weekday())].append(each)
        if each.instead is not None and each.instead != each.entry_id and not each.right:
            by_pair[each.entry_id, each.instead].append(each)
    by_missed = {word: rows for word, rows in by_word.items() if not all(each.right for each in rows)}
    groups = (by_missed.values(), by_pair.values(), by_domain.values(), by_week.values())
    left_out = sum(not _enough(rows) for group in groups for rows in group)
    missed = [
        Missed(entry_id=word, wrong=_wrong(rows), answered=len(rows))
        for word, rows in by_missed.items()
        if _enough(rows)
    ]
    confusions = [
        Confusion(entry_id=word, instead=instead, times=len(rows), answered=len(by_word[word]))
        for (word, instead), rows in by_pair.items()
        if _enough(rows)
    ]
    asked = {field: len({each.entry_id for each in rows}) for field, rows in by_domain.items() if _enough(rows)}
    return Report(
        missed=tuple(sorted(missed, key=lambda row: (-row.wrong / row.answered, -row.answered, row.entry_id))),
        confusions=tuple(sorted(confusions, key=lambda row: (-row.times, row.entry_id, row.instead))),
        coverage=tuple(
            Coverage(domain=field, asked=asked[field], words=words[field])
            for field in sorted(asked, key=lambda field: (-asked[field], field.value))
        ),
        weeks=tuple(
            Week(monday=monday, right=len(rows) - _wrong(rows), answered=len(rows))
            for monday, rows in sorted(by_week.items())
            if _enough(rows)
        ),
        left_out=left_out,
    )


def _enough(rows: Iterable[Given]) -> bool:
    """Return whether the rows are about enough different people."""
    return len({each.user_id for each in rows}) >= LEAST_PEOPLE


def _wrong(rows: Iterable[Given]) -> int:
    return sum(not each.right for each in rows)
