"""What importing a sheet would do to a team's words and rules: worked out in full before anything is done.

What the file does not mention stays as it is: columns it does not have, meanings it does not number, words it does
not name (unless they are to be withdrawn). So importing what was exported changes nothing, and importing twice
changes nothing the second time.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.lexicon.model import Entry, EntryId
from bot.localized import Localized
from bot.team.checks import skeleton
from bot.team.exchange_columns import Labels
from bot.team.exchange_rules import RuleChange, RuleReader
from bot.team.exchange_sheet import ID, MAX_ROWS, RULE, RowFault, Sheet, SheetRow, Unreadable
from bot.team.exchange_words import GivenWord, built, changed_fields, words_of
from bot.team.house import HouseRule
from bot.team.term import OWN, TermState
from bot.text.kana import to_hiragana
from bot.text.normalize import MAX_QUERY, clean
from bot.text.romaji import to_kana
from bot.text.scripts import is_latin


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a workspace has before the import: its published words, its words in other states, its rules by word.

    ``shared`` are the entries of the glossary that all workspaces share.
    """

    published: Mapping[EntryId, Entry]
    others: Mapping[EntryId, TermState]
    rules: Mapping[EntryId, HouseRule]
    shared: Mapping[EntryId, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A published word that will say something else, and in which fields."""

    before: Entry
    entry: Entry
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done.

    ``returned`` are words that were withdrawn before, ``unnamed`` those published that the file does not name and that
    stay; ``beside`` of the new words are in the shared glossary too. ``lookalikes`` are new words each with another one
    that looks the same and is written with other signs: a warning, for one of them is a slip.
    """

    added: tuple[Entry, ...] = ()
    returned: tuple[Entry, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0
    withdrawn: tuple[Entry, ...] = ()
    unnamed: int = 0
    rules: tuple[RuleChange, ...] = ()
    beside: int = 0
    lookalikes: tuple[tuple[str, str], ...] = ()
    notes: tuple[Localized, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether all is as the file says already."""
        return not (self.added or self.returned or self.changed or self.withdrawn or self.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """Everything that keeps a sheet from being imported, by row."""

    faults: tuple[RowFault, ...]
    is_table: bool
    notes: tuple[Localized, ...] = ()


def planned(
    sheet: Sheet,
    standing: Standing,
    new_id: Callable[[], EntryId],
    labels: Labels,
    *,
    withdraw_missing: bool = False,
) -> Plan | Faulty | Unreadable:
    """Return what importing the sheet does, or every fault in it.

    ``labels`` are what people call the values of fields with a fixed choice. With ``withdraw_missing`` published
    words and rules that the file does not name go.
    """
    planner = _Planner(standing, new_id, labels, _TWICE if sheet.is_table else _TWICE_IN_LIST)
    faults = list(sheet.faults)
    for word in list(words_of(sheet, faults)):
        faults.extend(planner.take(word))
    rules = planner.rules(faults)
    if faults:
        faults.sort(key=lambda fault: fault.row)
        return Faulty(faults=tuple(faults), is_table=sheet.is_table, notes=sheet.notes)
    plan = planner.plan(rules, sheet.notes, withdraw_missing=withdraw_missing)
    words = len(standing.published) + len(plan.added) + len(plan.returned) - len(plan.withdrawn)
    return Unreadable(_TOO_MANY_WORDS.format(number=f"{words:,}")) if words > MAX_ROWS else plan


class _Planner:
    """Takes the words of a sheet one by one: finds whom each is about, and what becomes of it."""

    def __init__(self, standing: Standing, new_id: Callable[[], EntryId], labels: Labels, twice: Localized) -> None:
        self._standing = standing
        self._twice = twice
        self._new_id = new_id
        self._labels = labels
        self._own = _by_word(standing.published.values())
        self._shared = _by_word(standing.shared.values())
        self._rows: dict[EntryId, int] = {}
        self._first: dict[tuple[str, str], tuple[int, bool]] = {}
        self._entries: dict[EntryId, Entry] = {}
        self._ruled: list[tuple[SheetRow, EntryId]] = []
        self._unread: set[str] = set()

    def take(self, word: GivenWord) -> Iterator[RowFault]:
        """Take one word; yield what is wrong with it."""
        row = word.first
        target = self._target(word)
        if isinstance(target, RowFault):
            yield target
            return
        if target in self._rows:
            yield RowFault(row=row.row, column="", problem=self._twice.format(row=self._rows[target]))
            return
        self._rows[target] = row.row
        if RULE in row.cells:
            self._ruled.append((row, target))
        if target in self._standing.shared:
            yield from self._about_shared(word)
            return
        result = built(word, target, self._standing.published.get(target), self._labels)
        if not isinstance(result, Entry):
            self._unread.add(clean(row.cell("headword"), MAX_QUERY))
            yield from result
            return
        named, has_id = _word(result), bool(row.cell(ID))
        earlier, earlier_has_id = self._first.setdefault(named, (row.row, has_id))
        if earlier != row.row and not (has_id and earlier_has_id):
            yield RowFault(row=row.row, column="", problem=self._twice.format(row=earlier))
            return
        self._entries[target] = result

    def rules(self, faults: list[RowFault]) -> tuple[RuleChange, ...]:
        """Return the rules that the sheet sets or clears; what is wrong with them goes to ``faults``."""
        after = {**self._standing.published, **self._entries}
        reader = RuleReader(self._standing.shared, after, self._standing.rules, self._unread)
        return tuple(filter(None, (reader.read(row, target, faults) for row, target in self._ruled)))

    def plan(self, rules: tuple[RuleChange, ...], notes: tuple[Localized, ...], *, withdraw_missing: bool) -> Plan:
        """Return what is to be done."""
        published = self._standing.published
        new = {target: entry for target, entry in self._entries.items() if target not in published}
        pairs = [(published[target], entry) for target, entry in self._entries.items() if target in published]
        changed = tuple(
            Changed(before=before, entry=entry, fields=changed_fields(before, entry))
            for before, entry in pairs
            if before != entry
        )
        gone = tuple(entry for target, entry in published.items() if target not in self._rows)
        if withdraw_missing:
            unnamed = [target for target in self._standing.rules if target not in self._rows]
            rules = (*rules, *(RuleChange(entry_id=target, headword=self._headword(target)) for target in unnamed))
        return Plan(
            added=tuple(entry for target, entry in new.items() if target not in self._standing.others),
            returned=tuple(entry for target, entry in new.items() if target in self._standing.others),
            changed=changed,
            unchanged=len(pairs) - len(changed),
            withdrawn=gone if withdraw_missing else (),
            unnamed=0 if withdraw_missing else len(gone),
            rules=rules,
            lookalikes=tuple(self._lookalikes(new.values())),
            beside=sum(_word(entry) in self._shared for entry in new.values()),
            notes=notes,
        )

    def _lookalikes(self, new: Collection[Entry]) -> Iterator[tuple[str, str]]:
        """Yield the headwords of new words each with one that looks the same and is another."""
        known = (*self._standing.shared.values(), *self._standing.published.values(), *new)
        alike: dict[str, str] = {}
        for entry in known:
            alike.setdefault(skeleton(entry.headword), entry.headword)
        for entry in new:
            other = alike[skeleton(entry.headword)]
            if other.casefold() != entry.headword.casefold():
                yield entry.headword, other

    def _headword(self, target: EntryId) -> str:
        entry = self._standing.published.get(target) or self._standing.shared.get(target)
        return entry.headword if entry else target

    def _target(self, word: GivenWord) -> EntryId | RowFault:
        """Return the id of the entry that a word of the sheet is about; a fresh one if there is none yet."""
        row = word.first
        given = EntryId(clean(row.cell(ID), MAX_QUERY))
        if given:
            known = given in self._standing.published or given in self._standing.shared
            if known or self._standing.others.get(given) is TermState.WITHDRAWN:
                return given
            if given in self._standing.others:
                return RowFault(row=row.row, column=ID, problem=_UNDECIDED)
            return given if _OWN_ID.fullmatch(given) else RowFault(row=row.row, column=ID, problem=_NO_ID)
        named = clean(row.cell("headword"), MAX_QUERY), _kana(row.cell("reading"))
        found = self._own.get(named) or [each for each in self._own.get((named[0], ""), ()) if not each.kana]
        if not found and not word.says_meaning and row.cell(RULE):
            found = self._shared.get(named, [])
            if not found:
                return RowFault(row=row.row, column="headword", problem=_NO_WORD)
        if len(found) > 1:
            ids = ", ".join(entry.id for entry in found)
            return RowFault(row=row.row, column=ID, problem=_SEVERAL.format(ids=ids))
        return found[0].id if found else self._new_id()

    def _about_shared(self, word: GivenWord) -> Iterator[RowFault]:
        """Yield what is wrong with what a row says about a shared word: only a rule can be given for one."""
        row = word.first
        if word.says_meaning:
            yield RowFault(row=row.row, column=ID, problem=_NOT_YOURS)
        elif not row.cell(RULE) and EntryId(row.cell(ID)) not in self._standing.rules:
            yield RowFault(row=row.row, column=RULE, problem=_NO_RULE)


def _by_word(entries: Iterable[Entry]) -> Mapping[tuple[str, str], list[Entry]]:
    """Return entries by headword and reading, and by headword alone."""
    found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        found[_word(entry)].append(entry)
        if entry.kana:
            found[entry.headword, ""].append(entry)
    return dict(found)


def _word(entry: Entry) -> tuple[str, str]:
    return entry.headword, entry.kana


def _kana(reading: str) -> str:
    """Return a reading in kana or romaji as the entry's would be."""
    typed = clean(reading, MAX_QUERY)
    kana = to_hiragana(typed)
    return (to_kana(typed) if is_latin(kana) else kana).replace(" ", "").replace("・", "")


_OWN_ID = re.compile(re.escape(OWN) + "[a-z0-9]{8}")

_TOO_MANY_WORDS = Localized(
    f"Your team would have {{number}} words of its own; {MAX_ROWS:,} are the most. Withdraw some, or import fewer.",
    f"自社の用語が{{number}}語になります。上限は{MAX_ROWS:,}語です。減らすか、取り込む語を選んでください。",
)
_TWICE = Localized(
    "This is the same word as in row {row}. Keep one, or number their meanings 1, 2 in the column “sense”.",
    "{row}行目と同じ語です。一つにするか、「意味番号」の列に 1, 2 と書いて意味を分けてください。",
)
_TWICE_IN_LIST = Localized(
    "This is the same word as entry {row}. Keep one, and put all its meanings there.",
    "{row}番目と同じ語です。一つにして、意味をすべてそこに書いてください。",
)
_UNDECIDED = Localized(
    "This id belongs to a suggestion. Publish it first, or leave the id empty.",
    "この id は提案中または却下された語のものです。先に公開するか、id を空欄にしてください。",
)
_NO_ID = Localized(
    "No word has this id. Leave it empty for a new word.", "この id の語はありません。新しい語なら空欄にしてください。"
)
_NO_WORD = Localized(
    "No word is called so. Give its meaning to add it, or check the spelling.",
    "この語はありません。新しく加えるなら意味を書き、そうでなければ表記を確かめてください。",
)
_SEVERAL = Localized(
    "Several words are called so. Give the id: {ids}.", "同じ語が複数あります。id を書いてください：{ids}"
)
_NOT_YOURS = Localized(
    "This id belongs to a shared word, which only a rule can be given for. To say it your own way, leave the id empty.",
    "共通の用語集の語で、書けるのは社内ルールだけです。自社の説明を加えるなら、id を空欄にしてください。",
)
_NO_RULE = Localized(
    "This is a shared word, and the row gives no rule for it. Write preferred or avoid, or take the row out.",
    "共通の用語集の語ですが、社内ルールが書かれていません。「優先」か「避ける」と書くか、行を消してください。",
)
