"""How what happened to a word of the team reads: the word, who did what, what changed, and what can be done next."""

from bot.commands import actions
from bot.commands.entry_view import entry_blocks, head, heading
from bot.commands.spec import View
from bot.commands.term_changes import change_lines, person
from bot.commands.term_doubts import doubt_lines
from bot.commands.term_form import LABELS, mend_button, new_action
from bot.commands.term_said import MAX_REASON, MAX_WAITING, MAX_WAITING_OF_ONE, Happened, Kind, Part, Said
from bot.lexicon.model import Glossary
from bot.localized import Localized
from bot.reply import AnyButton, Block, BulletList, Button, FormButton, FormField, Note, Paragraph, Reply, Tone, plain
from bot.team.checks import Alike
from bot.team.fields import TermFields
from bot.team.term import Term, TermState

_TITLES = {
    Happened.SUGGESTED: Localized("Suggested: {word}", "提案しました：{word}"),
    Happened.EDIT_SUGGESTED: Localized("Change suggested: {word}", "変更を提案しました：{word}"),
    Happened.PUBLISHED: Localized("Published: {word}", "公開しました：{word}"),
    Happened.ADOPTED: Localized("Changed: {word}", "変更を反映しました：{word}"),
    Happened.REFUSED: Localized("Not published: {word}", "見送りました：{word}"),
    Happened.EDITED: Localized("Changed: {word}", "変更しました：{word}"),
    Happened.WITHDRAWN: Localized("Withdrawn: {word}", "取り下げました：{word}"),
    Happened.RESTORED: Localized("Taken back to an earlier version: {word}", "元に戻しました：{word}"),
    Happened.CONFIRMED: Localized("Still right: {word}", "確認しました：{word}"),
    Happened.HANDED_OVER: Localized("{word} is looked after by {text} now", "{word}の担当者：{text} さん"),
}
_NEXT = {
    Happened.SUGGESTED: Localized(
        "An editor decides. You hear from me by direct message.",
        "編集者が確認します。結果はダイレクトメッセージで届きます。",
    ),
    Happened.EDIT_SUGGESTED: Localized(
        "The word stays as it is until an editor decides. You hear from me by direct message.",
        "編集者が確認するまで、言葉はそのままです。結果はダイレクトメッセージで届きます。",
    ),
    Happened.PUBLISHED: Localized("Everyone here finds it with /define now.", "/define で、みんなが調べられます。"),
    Happened.REFUSED: Localized("Who suggested it hears why.", "提案した人に理由を伝えます。"),
    Happened.WITHDRAWN: Localized(
        "Nobody finds it any more. Its history stays.", "もう検索に出ません。履歴は残ります。"
    ),
}
_FAULTS = {
    Happened.NOTHING_CHANGED: Localized("That is what it says already.", "内容は変わっていません。"),
    Happened.NOTHING_TO_UNDO: Localized("There is nothing to undo.", "取り消す操作がありません。"),
    Happened.NOT_OPEN: Localized("That cannot be done with it as it is now.", "今の状態では、その操作はできません。"),
    Happened.NO_RIGHTS: Localized(
        "Only editors can do that. /term edit suggests a change to them.",
        "編集者だけができます。/term edit で変更を提案できます。",
    ),
    Happened.NO_REASON: Localized(
        "Say why: who suggested it is told.", "理由を書いてください。提案した人に伝えます。"
    ),
    Happened.GONE: Localized("That word is not there any more. /term lists all.", "その言葉はもうありません。/term で一覧が見られます。"),
    Happened.DRAFT_GONE: Localized(
        "That was kept already, or a day has passed. /term shows what there is.",
        "登録済みか、1日以上たっています。/term で確かめてください。",
    ),
    Happened.WHICH_WORD: Localized(
        "Which word? Write it after the action, as in /term edit 一次回答",
        "どの言葉ですか。/term edit 一次回答 のように、操作のあとに書いてください。",
    ),
    Happened.WHICH_PERSON: Localized(
        "Who? For example: /term owner 一次回答 @Aiko", "担当者を指定してください。例：/term owner 一次回答 @Aiko"
    ),
    Happened.UNKNOWN_WORD: Localized(
        "“{text}” is none of your team's words. /term suggest adds it.",
        "「{text}」は社内用語にありません。/term suggest で提案できます。",
    ),
    Happened.SHARED_WORD: Localized(
        "{word} is in the shared glossary, which stays as it is. /house makes a rule about it; /term suggest adds your team's own.",
        "{word}は共通の用語集の言葉で、変更できません。/house でルールを、/term suggest で社内用語を登録できます。",
    ),
    Happened.SEVERAL: Localized("Several words are called “{text}”. Which one?", "「{text}」は複数あります。どれですか。"),
    Happened.TOO_MANY_OF_YOURS: Localized(
        f"{MAX_WAITING_OF_ONE} of your suggestions wait already. Wait for a decision, or withdraw one: /term review",
        f"確認待ちの提案は一人{MAX_WAITING_OF_ONE}件までです。確認を待つか、/term review で取り下げてください。",
    ),
    Happened.TOO_MANY_WAIT: Localized(
        f"{MAX_WAITING} suggestions wait in this workspace. Editors clear them with /term review.",
        f"確認待ちの提案が{MAX_WAITING}件あります。編集者が /term review で確認してください。",
    ),
    Happened.TOO_MANY_WORDS: Localized(
        "Your team has as many words as I can keep. Withdraw some first.",
        "社内用語が上限に達しています。先に何語か取り下げてください。",
    ),
}  # fmt: skip
_CANNOT = Localized("That did not work", "うまくいきませんでした")
_MEND = Localized("Please correct this", "入力を確認してください")
_CORRECT = Localized("Correct it…", "書き直す…")
_DOUBTS = Localized("Is it one of these?", "似た言葉があります")
_KEEP_ANYWAY = Localized("Keep it anyway", "このまま登録する")
_CHANGE_TYPED = Localized("Change it…", "書き直す…")
_NOT_KEPT = Localized("Nothing is kept yet.", "まだ登録していません。")
_CHANGED = Localized("{word} was changed while you wrote", "入力中に{word}が変更されました")
_CHANGED_BY = Localized("Changed since you opened it, by {who}:", "開いたあとの変更（{who}）：")
_YOURS_IS_KEPT = Localized(
    "Yours is not lost: the form opens with what you typed.",
    "入力した内容は残っています。フォームを開くと入っています。",
)
_OPEN_AGAIN = Localized("Open the form again…", "フォームをもう一度開く…")
_DECIDED = {
    TermState.PUBLISHED: Localized("It was published already, by {who}.", "すでに公開されています（{who}）。"),
    TermState.ADOPTED: Localized("That change was taken already, by {who}.", "すでに反映されています（{who}）。"),
    TermState.REFUSED: Localized("It was refused already, by {who}.", "すでに見送られています（{who}）。"),
    TermState.WITHDRAWN: Localized("It was withdrawn already, by {who}.", "すでに取り下げられています（{who}）。"),
}
_DECIDED_TITLE = Localized("Decided already: {word}", "決定済み：{word}")
_SEEN_OTHERWISE = Localized(
    "It has changed since you saw it. This is how it is now:", "表示後に変更されました。現在の内容："
)
_STATES = {
    TermState.SUGGESTED: Localized("Suggested by {suggested}", "提案：{suggested}"),
    TermState.PUBLISHED: Localized("Published · looked after by {owner}", "公開中 · 担当：{owner}"),
    TermState.REFUSED: Localized("Refused by {decided}", "見送り：{decided}"),
    TermState.WITHDRAWN: Localized("Withdrawn by {changed}", "取り下げ：{changed}"),
    TermState.ADOPTED: Localized("Change suggested by {suggested}, taken", "変更の提案：{suggested}（反映済み）"),
}
_EDIT_OF = Localized("This would change:", "変更の内容：")
_WHY = Localized("Why: {reason}", "理由：{reason}")
_STALE = Localized(
    "Not looked at for half a year. Is it still right?", "半年以上確認されていません。内容は今も正しいですか。"
)
_PUBLISH = Localized("Publish", "公開する")
_REFUSE = Localized("Refuse…", "見送る…")
_REASON = Localized("Why? Who suggested it is told", "理由（提案した人に伝えます）")
_EDIT = Localized("Edit…", "編集…")
_SUGGEST_EDIT = Localized("Suggest a change…", "変更を提案…")
_EDIT_SENSE = Localized("Meaning {number}…", "意味{number}…")
_MORE = Localized("Example, use…", "例文・使い方…")
_LABELS = Localized("Kind, level…", "品詞・難易度…")
_ADD_SENSE = Localized("Add a meaning…", "意味を追加…")
_WITHDRAW = Localized("Withdraw", "取り下げる")
_RESTORE = Localized("Restore", "元に戻す")
_UNDO = Localized("Undo", "元に戻す")
_HISTORY = Localized("History", "履歴")
_STILL_RIGHT = Localized("Still right", "今も正しい")
_MINE = Localized("I look after it", "担当する")
_REVIEW = Localized("What waits", "提案の一覧")
_SUGGEST = Localized("Suggest it…", "提案する…")
_CARD = frozenset({*_TITLES, Happened.SHOWN, Happened.CHANGED_BEFORE_DECISION})
_UNDOABLE = frozenset({Happened.EDITED, Happened.ADOPTED, Happened.PUBLISHED, Happened.REFUSED, Happened.WITHDRAWN, Happened.RESTORED})  # fmt: skip
_WARNINGS = frozenset({Happened.CHANGED_BEFORE_DECISION})
_SENSES_SHOWN = 4


def present_said(said: Said, view: View) -> Reply:
    """Return the reply to what happened."""
    match said.happened:
        case Happened.FAULTY:
            return _faulty(said, view)
        case Happened.DOUBTFUL:
            return _doubtful(said, view)
        case Happened.CHANGED_SINCE:
            return _changed_since(said, view)
        case Happened.DECIDED:
            return _decided(said, view)
        case _ if said.happened in _CARD and said.term and said.glossary:
            return _card(said, said.term, said.glossary, view)
        case _:
            return _fault(said, view)


def _card(said: Said, term: Term, glossary: Glossary, view: View) -> Reply:
    """Return the word with its state, and what the reader can do with it."""
    entry = (said.subject or term).entry
    title = _TITLES.get(said.happened)
    blocks: list[Block] = []
    if said.happened is Happened.CHANGED_BEFORE_DECISION:
        blocks.append(Paragraph(plain(view.say(_SEEN_OTHERWISE))))
    next_step = _NEXT.get(said.happened)
    if next_step and not (said.may_decide and term.state is TermState.SUGGESTED):
        blocks.append(Paragraph(plain(view.say(next_step))))
    blocks.append(Note(plain(_state(said, term, view))))
    if said.stale:
        blocks.append(Note(plain(view.say(_STALE))))
    if said.changes and term.state is not TermState.WITHDRAWN:
        if said.subject:
            blocks.append(Paragraph(plain(view.say(_EDIT_OF))))
        blocks.append(BulletList(change_lines(said.changes, view)))
    else:
        blocks.extend(entry_blocks(entry, glossary, view))
    if term.reason:
        blocks.append(Note(plain(view.say(_WHY.format(reason=term.reason)))))
    tone = Tone.SUCCESS if title else Tone.WARNING if said.happened in _WARNINGS else Tone.INFO
    text = plain(view.say(title.format(word=entry.headword, text=said.text))) if title else heading(entry, view)
    return Reply(title=text, blocks=tuple(blocks), buttons=_buttons(said, term, view), tone=tone)


def _state(said: Said, term: Term, view: View) -> str:
    return view.say(
        _STATES[term.state].format(
            suggested=person(term.suggested_by, said.names, view),
            owner=person(term.owner, said.names, view),
            decided=person(term.decided_by or term.changed_by, said.names, view),
            changed=person(term.changed_by, said.names, view),
        )
    )


def _buttons(said: Said, term: Term, view: View) -> tuple[AnyButton, ...]:
    mine = said.reader == term.suggested_by
    buttons: list[AnyButton] = []
    if term.state is TermState.SUGGESTED:
        if said.may_decide:
            seen = said.subject.revision if said.subject else 0
            publish = actions.build("term-publish", term.id, term.revision, seen)
            buttons.append(Button(view.say(_PUBLISH), publish))
            buttons.append(_refusing(term, view))
        if said.may_decide or mine:
            buttons.extend(_edits(term, view))
            buttons.append(Button(view.say(_WITHDRAW), actions.build("term-withdraw", term.id, term.revision)))
        if said.may_decide:
            buttons.append(Button(view.say(_REVIEW), actions.build("term-page", Kind.REVIEW.value)))
    elif term.state is TermState.PUBLISHED:
        owns = said.reader == term.owner
        if said.stale and (owns or said.may_decide):
            buttons.append(Button(view.say(_STILL_RIGHT), actions.build("term-right", term.id, term.revision)))
        if said.may_decide:
            buttons.extend(_edits(term, view))
            buttons.append(Button(view.say(_WITHDRAW), actions.build("term-withdraw", term.id, term.revision)))
            if not owns:
                buttons.append(Button(view.say(_MINE), actions.build("term-mine", term.id, term.revision)))
        else:
            buttons.append(Button(view.say(_SUGGEST_EDIT), actions.build("term-form", term.id, Part.WORD.value, 0)))
    elif term.state is TermState.WITHDRAWN and (said.may_decide or (mine and term.decided_by is None)):
        buttons.append(Button(view.say(_RESTORE), actions.build("term-undo", term.id, term.revision)))
    if said.happened in _UNDOABLE and said.may_decide and term.state is not TermState.WITHDRAWN:
        buttons.append(Button(view.say(_UNDO), actions.build("term-undo", term.id, term.revision)))
    buttons.append(Button(view.say(_HISTORY), actions.build("term-history", term.id)))
    return tuple(buttons)


def _refusing(term: Term, view: View) -> FormButton:
    """Return the button that asks why. Not an InputButton: in a console the next word looked up would be the reason."""
    field = FormField(name="reason", label=view.say(_REASON), multiline=True, required=True, maximum=MAX_REASON)
    return FormButton(view.say(_REFUSE), actions.build("term-refuse", term.id, term.revision), (field,))


def _edits(term: Term, view: View) -> tuple[Button, ...]:
    """Return the buttons that open a part of the word each."""

    def opens(label: Localized, part: Part, sense: int = 0) -> Button:
        return Button(view.say(label), actions.build("term-form", term.id, part.value, sense))

    senses = range(1, min(len(term.entry.senses), _SENSES_SHOWN))
    return (
        opens(_EDIT, Part.WORD),
        *(opens(_EDIT_SENSE.format(number=sense + 1), Part.SENSE, sense) for sense in senses),
        opens(_MORE, Part.MORE),
        opens(_LABELS, Part.LABELS),
        opens(_ADD_SENSE, Part.SENSE, len(term.entry.senses)),
    )


def _mend(said: Said, label: Localized, view: View) -> FormButton:
    """Return the button that opens the form with what was typed."""
    return mend_button(view.say(label), said.draft, said.part, said.given or TermFields(headword=""), view)


def _faulty(said: Said, view: View) -> Reply:
    lines = tuple(plain(f"{view.say(LABELS[fault.field])}: {view.say(fault.problem)}") for fault in said.faults)
    again = _mend(said, _CORRECT, view)
    return Reply(title=plain(view.say(_MEND)), blocks=(BulletList(lines),), buttons=(again,), tone=Tone.WARNING)


def _doubtful(said: Said, view: View) -> Reply:
    others = [doubt.entry for doubt in said.doubts if isinstance(doubt, Alike) and not doubt.waits]
    return Reply(
        title=plain(view.say(_DOUBTS)),
        blocks=(BulletList(doubt_lines(said.doubts, view)), Note(plain(view.say(_NOT_KEPT)))),
        buttons=(
            Button(view.say(_KEEP_ANYWAY), actions.build("term-keep", said.draft)),
            _mend(said, _CHANGE_TYPED, view),
            *(Button(other.headword[:40], actions.build("show", other.id)) for other in others[:3]),
        ),
    )


def _changed_since(said: Said, view: View) -> Reply:
    assert said.term
    who = person(said.term.changed_by, said.names, view)
    lines = change_lines(said.changes, view)
    blocks: list[Block] = [Paragraph(plain(view.say(_CHANGED_BY.format(who=who))))]
    blocks.append(BulletList(lines) if lines else Note(plain(_state(said, said.term, view))))
    blocks.append(Note(plain(view.say(_YOURS_IS_KEPT))))
    again = _mend(said, _OPEN_AGAIN, view)
    return Reply(
        title=plain(view.say(_CHANGED.format(word=said.term.entry.headword))),
        blocks=tuple(blocks),
        buttons=(again,),
        tone=Tone.WARNING,
    )


def _decided(said: Said, view: View) -> Reply:
    term = said.term
    assert term
    taken_back = term.state is TermState.WITHDRAWN
    who = person((None if taken_back else term.decided_by) or term.changed_by, said.names, view)
    blocks: list[Block] = [Paragraph(plain(view.say(_DECIDED[term.state].format(who=who))))]
    if term.reason:
        blocks.append(Note(plain(view.say(_WHY.format(reason=term.reason)))))
    return Reply(
        title=plain(view.say(_DECIDED_TITLE.format(word=term.entry.headword))),
        blocks=tuple(blocks),
        buttons=(
            Button(view.say(_HISTORY), actions.build("term-history", term.id)),
            Button(view.say(_REVIEW), actions.build("term-page", Kind.REVIEW.value)),
        ),
        tone=Tone.WARNING,
    )


def fault_sentence(said: Said, view: View) -> str:
    """Return why something could not be done, and what to do instead."""
    word = said.found[0].headword if said.found else ""
    return view.say(_FAULTS[said.happened].format(word=word, text=said.text[:40]))


def _fault(said: Said, view: View) -> Reply:
    buttons: list[AnyButton] = []
    if said.happened is Happened.UNKNOWN_WORD and said.text:
        buttons.append(Button(view.say(_SUGGEST), new_action(said.text)))
    if said.happened is Happened.SHARED_WORD:
        buttons.extend(Button(entry.headword[:40], actions.build("show", entry.id)) for entry in said.found)
    elif said.happened in {Happened.SEVERAL, Happened.UNKNOWN_WORD}:
        buttons.extend(Button(entry.headword[:40], actions.build("term-show", entry.id)) for entry in said.found)
    if said.happened is Happened.NO_REASON and said.term:
        buttons.append(_refusing(said.term, view))
    blocks: list[Block] = [Paragraph(plain(fault_sentence(said, view)))]
    if said.happened is Happened.SEVERAL:
        blocks.append(BulletList(tuple((*head(entry), *plain(f" {entry.id}")) for entry in said.found)))
    return Reply(title=plain(view.say(_CANNOT)), blocks=tuple(blocks), buttons=tuple(buttons), tone=Tone.WARNING)
