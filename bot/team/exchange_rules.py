"""House rules in a sheet: what a row says about the use of its word."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.lexicon.model import Entry, EntryId
from bot.localized import Localized
from bot.team.exchange_columns import verdict_called
from bot.team.exchange_sheet import INSTEAD, RULE, WHY, RowFault, SheetRow
from bot.team.fields import MAX_TEXT, MAX_WORD
from bot.team.house import HouseRule, Verdict
from bot.text.normalize import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """A rule to be set about an entry, or without a ``verdict`` to be cleared."""

    entry_id: EntryId
    headword: str
    verdict: Verdict | None = None
    instead: EntryId | None = None
    why: str = ""


class RuleReader:
    """Reads rules; a word to be used instead is named by its id or, where only one has it, by its headword.

    ``unread`` are the headwords of rows with faults of their own: who names one of them makes no further fault.
    """

    def __init__(
        self,
        shared: Mapping[EntryId, Entry],
        own: Mapping[EntryId, Entry],
        rules: Mapping[EntryId, HouseRule],
        unread: Collection[str],
    ) -> None:
        self._unread = unread
        self._by_id = {**shared, **own}
        self._by_headword = by_headword(self._by_id.values())
        self._rules = rules

    def read(self, row: SheetRow, target: EntryId, faults: list[RowFault]) -> RuleChange | None:
        """Return what the row changes about the rule of its word, None if nothing; its faults go to ``faults``."""
        entry = self._by_id.get(target)
        if entry is None:
            return None  # its row has a fault already
        before = self._rules.get(target)
        given = row.cell(RULE)
        if not given:
            faults += [
                RowFault(row=row.row, column=column, problem=_NO_VERDICT)
                for column in (INSTEAD, WHY)
                if row.cell(column)
            ]
            return RuleChange(entry_id=target, headword=entry.headword) if before else None
        verdict = verdict_called(given)
        if verdict is None:
            faults.append(RowFault(row=row.row, column=RULE, problem=_UNKNOWN.format(given=given[:MAX_WORD])))
            return None
        instead = self._instead(row, target, verdict, before, faults)
        why = self._why(row, before, faults)
        if before and (before.verdict, before.instead, before.why) == (verdict, instead, why):
            return None
        return RuleChange(entry_id=target, headword=entry.headword, verdict=verdict, instead=instead, why=why)

    def _instead(
        self, row: SheetRow, target: EntryId, verdict: Verdict, before: HouseRule | None, faults: list[RowFault]
    ) -> EntryId | None:
        if INSTEAD not in row.cells:
            return before.instead if before and before.verdict is verdict else None
        name = clean(row.cell(INSTEAD), MAX_WORD)
        if not name or name in self._unread:
            return None
        problem = None
        found = [self._by_id[EntryId(name)]] if name in self._by_id else self._by_headword.get(name, [])
        if verdict is Verdict.PREFERRED:
            problem = _NOTHING_INSTEAD
        elif not found:
            problem = _NO_WORD.format(word=name)
        elif len(found) > 1:
            problem = _SEVERAL.format(word=name, ids=", ".join(entry.id for entry in found))
        elif found[0].id == target:
            problem = _ITSELF
        if problem:
            faults.append(RowFault(row=row.row, column=INSTEAD, problem=problem))
            return None
        return found[0].id

    def _why(self, row: SheetRow, before: HouseRule | None, faults: list[RowFault]) -> str:
        if WHY not in row.cells:
            return before.why if before else ""
        text = row.cells[WHY]
        if before and text == before.why:
            return text
        if len(text) > MAX_TEXT:
            faults.append(RowFault(row=row.row, column=WHY, problem=_TOO_LONG.format(size=f"{len(text):,}")))
            return ""
        return unicodedata.normalize("NFC", " ".join(text.split()))


def by_headword(entries: Iterable[Entry]) -> Mapping[str, Sequence[Entry]]:
    """Return the entries by headword, in their order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.headword, []).append(entry)
    return found


_NO_VERDICT = Localized(
    "Say in the column “rule” whether the word is preferred or to be avoided, or leave this empty.",
    "「社内ルール」の列に「優先」か「避ける」を書くか、ここを空欄にしてください。",
)
_UNKNOWN = Localized(
    "“{given}” is no rule. Write preferred or avoid, or leave it empty.",
    "「{given}」は使えません。「優先」か「避ける」と書くか、空欄にしてください。",
)
_NOTHING_INSTEAD = Localized(
    "A preferred word has none instead of it: leave this empty.",
    "優先する語には代わりの語がありません。空欄にしてください。",
)
_NO_WORD = Localized(
    "No word is called “{word}”. Add it in a row of its own, or leave this empty.",
    "「{word}」という語がありません。その語の行を加えるか、空欄にしてください。",
)
_SEVERAL = Localized(
    "Several words are called “{word}”. Give the id: {ids}.", "「{word}」は複数あります。id を書いてください：{ids}"
)
_ITSELF = Localized(
    "This is the word to be avoided itself. Name another, or leave it empty.",
    "避ける語そのものです。別の語を書くか、空欄にしてください。",
)
_TOO_LONG = Localized(
    f"{{size}} characters are too many: keep to {MAX_TEXT:,}.",
    f"{{size}}文字は長すぎます。{MAX_TEXT:,}文字以内にしてください。",
)
