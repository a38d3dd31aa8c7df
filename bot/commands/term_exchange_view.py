"""What an import does, did, or would not do, and what an export holds, as replies: in the chat and for the operator."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bot.commands.spec import View
from bot.commands.term_exchange import Exported, Outcome
from bot.localized import Locale, Localized
from bot.reply import Block, BulletList, Field, FieldList, Note, Paragraph, Reply, Tone, plain
from bot.team.exchange_columns import column_name
from bot.team.exchange_plan import Changed, Faulty, Plan
from bot.team.exchange_rules import RuleChange
from bot.team.exchange_sheet import COLUMNS, RowFault, Unreadable
from bot.team.house import Verdict

T = TypeVar("T")

FAULTS_SHOWN = 20
_FAULTS_TOGETHER = 5
"""Lines in one list: a platform that has no room drops whole lists from the end."""
_WORDS_SHOWN = 8
_LOOKALIKES_SHOWN = 5

_PREVIEW = Localized("Nothing is changed yet", "まだ変更していません")
_DONE = Localized("Imported", "取り込みました")
_SAME = Localized("Nothing to change: all is as the file says already", "変更はありません")
_NOTHING = Localized("Nothing was imported", "取り込んでいません")
_WOULD = Localized("Importing this file does the following:", "このファイルを取り込むと、次のようになります。")
_NEW = Localized("New", "追加")
_CHANGED = Localized("Changed", "変更")
_BACK = Localized("Published again", "再公開")
_WITHDRAWN = Localized("Withdrawn", "取り下げ")
_RULES = Localized("House rules", "社内ルール")
_UNCHANGED = Localized("Unchanged", "変更なし")
_UNNAMED = Localized("Not in the file; they stay", "ファイルにない語（そのまま）")
_BESIDE = Localized(
    "{number} of the new words are in the shared glossary too; yours comes first.",
    "追加する語のうち{number}語は共通の用語集にもあります。自社の説明が先に出ます。",
)
_LOOKALIKE = Localized(
    "“{word}” looks like “{other}” and is written with other signs: check it.",
    "「{word}」は「{other}」と見た目が同じで、文字が違います。確かめてください。",
)
_WITH_FIELDS = Localized("{word} ({fields})", "{word}（{fields}）")
_RULED = Localized("{word}: {verdict}", "{word}：{verdict}")
_VERDICTS = {
    Verdict.PREFERRED: Localized("preferred", "優先"),
    Verdict.AVOID: Localized("to be avoided", "避ける"),
    None: Localized("no rule any more", "ルールなし"),
}
_COUNTED = Localized("{number} ({words})", "{number}（{words}）")
_PUT_RIGHT = Localized(
    "Put this right in the file and import it again. Faults: {number}.",
    "ファイルを直して、もう一度取り込んでください。（{number}か所）",
)
_MORE = Localized("… and {number} more", "ほか{number}か所")
_IN_ROW = Localized("Row {row}, {column}: {problem}", "{row}行目「{column}」：{problem}")
_ROW = Localized("Row {row}: {problem}", "{row}行目：{problem}")
_IN_ENTRY = Localized("Entry {row}, {column}: {problem}", "{row}番目の語「{column}」：{problem}")
_ENTRY = Localized("Entry {row}: {problem}", "{row}番目の語：{problem}")
_EXPORTED = Localized("Words: {words}. House rules: {rules}.", "用語：{words}語　社内ルール：{rules}件")
_BETWEEN = Localized(", ", "、")


def present_outcome(outcome: Outcome, view: View, *, done: bool) -> Reply:
    """Return what an import does, or, once ``done``, what it did; of a file that cannot be imported, why not."""
    match outcome:
        case Unreadable():
            return _refusal((Paragraph(plain(view.say(outcome.problem))),), view)
        case Faulty():
            return _refusal((*_faults(outcome, view), *_notes(outcome.notes, view)), view)
        case Plan():
            return _plan(outcome, view, done=done)


def _plan(plan: Plan, view: View, *, done: bool) -> Reply:
    blocks: list[Block] = []
    if fields := tuple(_fields(plan, view)):
        blocks.append(FieldList(fields))
    notes = plan.notes
    if plan.beside:
        notes = (*notes, _BESIDE.format(number=plan.beside))
    lookalikes = plan.lookalikes[:_LOOKALIKES_SHOWN]
    notes = (*notes, *(_LOOKALIKE.format(word=word, other=other) for word, other in lookalikes))
    blocks.extend(_notes(notes, view))
    if plan.changes_nothing:
        return Reply(title=plain(view.say(_SAME)), blocks=tuple(blocks), tone=Tone.SUCCESS)
    if done:
        return Reply(title=plain(view.say(_DONE)), blocks=tuple(blocks), tone=Tone.SUCCESS)
    return Reply(title=plain(view.say(_PREVIEW)), blocks=(Paragraph(plain(view.say(_WOULD))), *blocks))


def _fields(plan: Plan, view: View) -> Iterable[Field]:
    def words(label: Localized, items: Sequence[T], said: Callable[[T], str]) -> Iterable[Field]:
        if items:
            shown = view.say(_BETWEEN).join(map(said, items[:_WORDS_SHOWN])) + " …" * (len(items) > _WORDS_SHOWN)
            yield _field(label, view.say(_COUNTED.format(number=f"{len(items):,}", words=shown)))

    def number(label: Localized, count: int) -> Iterable[Field]:
        if count:
            yield _field(label, f"{count:,}")

    def _field(label: Localized, value: str) -> Field:
        return Field(view.say(label), plain(value))

    yield from words(_NEW, plan.added, lambda entry: entry.headword)
    yield from words(_CHANGED, plan.changed, lambda change: _change(change, view))
    yield from words(_BACK, plan.returned, lambda entry: entry.headword)
    yield from words(_WITHDRAWN, plan.withdrawn, lambda entry: entry.headword)
    yield from words(_RULES, plan.rules, lambda rule: _rule(rule, view))
    yield from number(_UNCHANGED, plan.unchanged)
    yield from number(_UNNAMED, plan.unnamed)


def _change(change: Changed, view: View) -> str:
    fields = view.say(_BETWEEN).join(column_name(field, view.locale) for field in change.fields)
    return view.say(_WITH_FIELDS.format(word=change.entry.headword, fields=fields))


def _rule(rule: RuleChange, view: View) -> str:
    return view.say(_RULED.format(word=rule.headword, verdict=view.say(_VERDICTS[rule.verdict])))


def _faults(faulty: Faulty, view: View) -> Iterable[Block]:
    yield Paragraph(plain(view.say(_PUT_RIGHT.format(number=f"{len(faulty.faults):,}"))))
    lines = [plain(_line(fault, faulty.is_table, view)) for fault in faulty.faults[:FAULTS_SHOWN]]
    for start in range(0, len(lines), _FAULTS_TOGETHER):
        yield BulletList(tuple(lines[start : start + _FAULTS_TOGETHER]))
    if len(faulty.faults) > FAULTS_SHOWN:
        yield Note(plain(view.say(_MORE.format(number=f"{len(faulty.faults) - FAULTS_SHOWN:,}"))))


def _line(fault: RowFault, is_table: bool, view: View) -> str:
    if not fault.column:
        return view.say((_ROW if is_table else _ENTRY).format(row=fault.row, problem=view.say(fault.problem)))
    # A list's fields are called by their own names, whatever the language.
    column = (
        column_name(fault.column, view.locale if is_table else Locale.EN) if fault.column in COLUMNS else fault.column
    )
    line = (_IN_ROW if is_table else _IN_ENTRY).format(row=fault.row, column=column, problem=view.say(fault.problem))
    return view.say(line)


def _notes(notes: Iterable[Localized], view: View) -> Iterable[Note]:
    return (Note(plain(view.say(note))) for note in notes)


def _refusal(blocks: Iterable[Block], view: View) -> Reply:
    return Reply(title=plain(view.say(_NOTHING)), blocks=tuple(blocks), tone=Tone.WARNING)


def exported_words(exported: Exported, view: View) -> str:
    """Return how much an export holds."""
    return view.say(_EXPORTED.format(words=f"{exported.words:,}", rules=f"{exported.rules:,}"))
