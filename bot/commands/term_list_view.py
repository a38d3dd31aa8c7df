"""How lists of the team's words read: what is published, what waits, what to look at again, and a word's versions."""

from bot.commands import actions
from bot.commands.entry_view import short
from bot.commands.spec import View
from bot.commands.term_changes import change_lines, person
from bot.commands.term_form import new_action
from bot.commands.term_said import Happened, History, Kind, Listing, Step
from bot.commands.term_view import fault_sentence
from bot.localized import Localized
from bot.reply import (
    AnyButton,
    Block,
    BulletList,
    Button,
    FormButton,
    FormField,
    Note,
    Paragraph,
    Reply,
    Text,
    Tone,
    plain,
    soft,
)
from bot.team.fields import MAX_WORD
from bot.team.term import Term, TermState

_TITLES = {
    Kind.LIST: Localized("Your team's words: {number}", "社内用語：{number}語"),
    Kind.REVIEW: Localized("Suggestions waiting: {number}", "確認待ちの提案：{number}件"),
    Kind.STALE: Localized("To be looked at again: {number}", "見直す言葉：{number}語"),
}
_FOUND = Localized("“{query}” in your team's words: {number}", "社内用語の「{query}」：{number}語")
_EMPTY = {
    Kind.LIST: Localized("None yet. Anyone can suggest the first one.", "まだありません。だれでも提案できます。"),
    Kind.REVIEW: Localized("Nothing waits for a decision.", "確認待ちの提案はありません。"),
    Kind.STALE: Localized("All words were looked at within half a year.", "どの言葉も、半年以内に確認されています。"),
}
_NOT_FOUND = Localized(
    "None has that in its name, reading or English.", "表記・読み・英語のどれにも見つかりませんでした。"
)
_HOW_STALE = Localized(
    "Not looked at for half a year. Are they still right?", "半年以上確認されていません。今も正しいですか。"
)
_CONFIRMED = Localized("Still right: {word}", "確認しました：{word}")
_BY = Localized(" · suggested by {who}", " · 提案：{who}")
_OWNED = Localized(" · looked after by {who}", " · 担当：{who}")
_EDIT = Localized(" (a change)", "（変更の提案）")
_PAGES = Localized("page {page} of {pages}", "{pages}ページ中{page}ページ目")
_PREVIOUS = Localized("Previous", "前へ")
_NEXT = Localized("Next", "次へ")
_SEARCH = Localized("Search…", "検索…")
_SEARCH_FOR = Localized("A word, its reading or its English", "言葉・読み・英語")
_SUGGEST = Localized("Suggest a word…", "言葉を提案…")
_WAITING = Localized("What waits: {number}", "確認待ち：{number}件")
_STALE = Localized("To be looked at again", "見直す言葉")
_STILL_RIGHT = Localized("Still right: {word}", "今も正しい：{word}")
_HISTORY = Localized("Versions of {word}", "{word}の履歴")
_BACK_TO = Localized("Back to version {number}", "版{number}に戻す")
_WORD = Localized("The word", "この言葉")
_LINE = Localized("{number}. {state}, {date}, {who}", "{number}. {state}、{date}、{who}")
_STATES = {
    TermState.SUGGESTED: Localized("suggested", "提案"),
    TermState.PUBLISHED: Localized("published", "公開"),
    TermState.REFUSED: Localized("refused", "見送り"),
    TermState.WITHDRAWN: Localized("withdrawn", "取り下げ"),
    TermState.ADOPTED: Localized("taken", "反映"),
}
_WHY = Localized("Why: {reason}", "理由：{reason}")
_FIRST_BUTTONS = 5
_MAX_LABEL = 40


def present_listing(listing: Listing, view: View) -> Reply:
    """Return a page of words, with buttons that open them and turn the page."""
    title = _FOUND if listing.query and listing.kind is Kind.LIST else _TITLES[listing.kind]
    blocks: list[Block] = []
    tone = Tone.INFO
    if listing.about and listing.about.term and listing.about.happened is Happened.CONFIRMED:
        blocks.append(Paragraph(plain(view.say(_CONFIRMED.format(word=listing.about.term.entry.headword)))))
        tone = Tone.SUCCESS
    elif listing.about:
        blocks.append(Paragraph(plain(fault_sentence(listing.about, view))))
        tone = Tone.WARNING
    if not listing.terms:
        empty = _NOT_FOUND if listing.query else _EMPTY[listing.kind]
        blocks.append(Paragraph(plain(view.say(empty))))
    else:
        if listing.kind is Kind.STALE:
            blocks.append(Note(plain(view.say(_HOW_STALE))))
        blocks.append(BulletList(tuple(_row(term, listing, view) for term in listing.terms)))
    if listing.pages > 1:
        blocks.append(Note(plain(view.say(_PAGES.format(page=listing.page, pages=listing.pages)))))
    return Reply(
        title=plain(view.say(title.format(number=listing.number, query=listing.query[:_MAX_LABEL]))),
        blocks=tuple(blocks),
        buttons=(*_openers(listing, view), *_turns(listing, view), *_further(listing, view)),
        tone=tone,
    )


def present_history(history: History, view: View) -> Reply:
    """Return a page of versions, each with what it changed; who decides can go back to any."""
    blocks: list[Block] = []
    for step in history.steps:
        blocks.append(Paragraph(_step_line(step, history, view)))
        if step.changes:
            blocks.append(BulletList(change_lines(step.changes, view)))
        if step.version.reason:
            blocks.append(Note(plain(view.say(_WHY.format(reason=step.version.reason)))))
    if history.pages > 1:
        blocks.append(Note(plain(view.say(_PAGES.format(page=history.page, pages=history.pages)))))
    buttons: list[AnyButton] = []
    term = history.term
    if history.may_decide and term.state is not TermState.ADOPTED:
        buttons.extend(
            Button(
                view.say(_BACK_TO.format(number=step.version.revision)),
                actions.build("term-undo", term.id, term.revision, step.version.revision),
            )
            for step in history.steps
            if (step.version.entry, step.version.state) != (term.entry, term.state)
        )
    for label, page in ((_PREVIOUS, history.page - 1), (_NEXT, history.page + 1)):
        if 1 <= page <= history.pages:
            buttons.append(Button(view.say(label), actions.build("term-history", term.id, page)))
    buttons.append(Button(view.say(_WORD), actions.build("term-show", term.id)))
    return Reply(
        title=plain(view.say(_HISTORY.format(word=term.entry.headword))), blocks=tuple(blocks), buttons=tuple(buttons)
    )


def _step_line(step: Step, history: History, view: View) -> Text:
    version = step.version
    return plain(
        view.say(
            _LINE.format(
                number=version.revision,
                state=view.say(_STATES[version.state]),
                date=version.changed_at.date().isoformat(),
                who=person(version.changed_by, history.names, view),
            )
        )
    )


def _row(term: Term, listing: Listing, view: View) -> Text:
    line = short(term.entry, view)
    if listing.kind is Kind.REVIEW:
        who = _BY.format(who=person(term.suggested_by, listing.names, view))
        edit = plain(view.say(_EDIT)) if term.replaces else ()
        return (*line, *edit, *soft(view.say(who)))
    if listing.kind is Kind.STALE and term.owner != listing.reader:
        return (*line, *soft(view.say(_OWNED.format(who=person(term.owner, listing.names, view)))))
    return line


def _openers(listing: Listing, view: View) -> tuple[AnyButton, ...]:
    if listing.kind is not Kind.STALE:
        return tuple(_open(term) for term in listing.terms[:_FIRST_BUTTONS])
    buttons: list[AnyButton] = []
    for term in listing.terms:
        label = view.say(_STILL_RIGHT.format(word=term.entry.headword))[:_MAX_LABEL]
        buttons.append(Button(label, actions.build("term-right", term.id, term.revision, listing.page)))
        buttons.append(_open(term))
    return tuple(buttons)


def _open(term: Term) -> Button:
    return Button(term.entry.headword[:_MAX_LABEL], actions.build("term-show", term.id))


def _turns(listing: Listing, view: View) -> tuple[Button, ...]:
    turns = []
    for label, page in ((_PREVIOUS, listing.page - 1), (_NEXT, listing.page + 1)):
        if 1 <= page <= listing.pages:
            try:
                action = actions.build("term-page", listing.kind.value, page, listing.query)
            except ValueError:
                continue  # what is searched for is too long for a button's id: page:2 turns the page
            turns.append(Button(view.say(label), action))
    return tuple(turns)


def _further(listing: Listing, view: View) -> tuple[AnyButton, ...]:
    if listing.kind is not Kind.LIST:
        return ()
    buttons: list[AnyButton] = [Button(view.say(_SUGGEST), new_action(listing.query))]
    if listing.number or listing.query:
        search = actions.build("term-page", Kind.LIST.value, 1)
        field = FormField(name="query", label=view.say(_SEARCH_FOR), required=True, maximum=MAX_WORD)
        buttons.append(FormButton(view.say(_SEARCH), search, (field,)))
    if listing.waiting:
        review = actions.build("term-page", Kind.REVIEW.value)
        buttons.append(Button(view.say(_WAITING.format(number=listing.waiting)), review))
    if listing.may_decide:
        buttons.append(Button(view.say(_STALE), actions.build("term-page", Kind.STALE.value)))
    return tuple(buttons)
