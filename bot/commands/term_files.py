"""``term export`` and ``term import`` in the chat: a file out, a file in, with a look at what it would do in between.

Both are for those who decide on the team's words. The file waits in a draft between the preview and the yes.
"""

from dataclasses import dataclass
from datetime import date

from bot import messages
from bot.commands import actions
from bot.commands.given import GivenFile
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Permission, View, option
from bot.commands.term_exchange import (
    Exported,
    Given,
    Outcome,
    drop_kept,
    export_words,
    import_kept,
    keep_given,
    preview_import,
    preview_kept,
)
from bot.commands.term_exchange_view import exported_words, present_outcome
from bot.localized import Localized
from bot.reply import Button, File, FormButton, FormField, Note, Paragraph, Reply, Tone, plain
from bot.team.exchange import FileKind
from bot.team.exchange_plan import Plan

_SUMMARY_EXPORT = Localized("The team's words and rules as a file", "社内用語と社内ルールをファイルに書き出す")
_SUMMARY_IMPORT = Localized("Words and rules from a file", "社内用語と社内ルールをファイルから取り込む")
_KIND = Localized("How the file is written", "ファイルの形式")
_FILE = Localized("CSV, JSON or TOML, up to 1 MB", "CSV・JSON・TOML（1MBまで）")
_DRAFT = Localized("Where the file waits", "ファイルの控え")
_WITHDRAW = Localized("on: what the file does not name is withdrawn", "on：ファイルにない語を取り下げる")
_TITLE = Localized("Your team's words", "社内用語")
_HOW = Localized(
    "Change the file and bring it back with /term import; before anything is done you see what it would do.",
    "編集して /term import で取り込めます。取り込む前に、変更の内容を確認できます。",
)
_NO_WORDS = Localized(
    "Your team has no words of its own yet. This file has the columns: fill it in and bring it back with /term import.",
    "社内用語はまだありません。列名だけのファイルに書き込み、/term import で取り込めます。",
)
_ALT = Localized("The team's words as {kind}", "社内用語（{kind}）")
_ASK = Localized("Import words", "用語の取り込み")
_CHOOSE = Localized("Choose a file…", "ファイルを選ぶ…")
_FORM = Localized(
    "A table with a row a word. /term export shows what it looks like.",
    "1行に1語の表です。形式は /term export で確かめられます。",
)
_YES = Localized("Import", "取り込む")
_YES_AND_WITHDRAW = Localized("Import and withdraw", "取り込んで取り下げる")
_WITHDRAW_TOO = Localized("Withdraw the others too…", "ほかの語も取り下げる…")
_NO = Localized("Do not import", "やめる")
_DROPPED = Localized("Not imported; nothing was changed", "取り込みをやめました")
_GONE = Localized("That file does not wait any more", "そのファイルはもうありません")
_AGAIN = Localized(
    "It was imported already, or it waited for more than a day. If need be, call /term import again.",
    "もう取り込んだか、1日以上たっています。必要なら /term import をもう一度使ってください。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportParams:
    """What ``term-export`` takes."""

    kind: FileKind = option(_KIND, default=FileKind.CSV)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportParams:
    """What ``term-import`` takes: what a form or an option hands over."""

    file: GivenFile = option(_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptParams:
    """What the buttons under a preview take."""

    draft: str = option(_DRAFT, maximum=20)
    withdraw: bool = option(_WITHDRAW, default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporting:
    """What was asked for, as files."""

    exported: Exported
    kind: FileKind
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The file is still to be chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What importing the file would do; ``draft`` is where it waits for a yes, if it can be imported."""

    outcome: Outcome | None
    draft: str = ""
    withdraw: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What was done; None if the file was not there any more."""

    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """The file was not to be imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAllowed:
    """Whoever asked does not decide on the team's words."""


FilesTold = Exporting | Asking | Checked | Finished | Dropped | NotAllowed


def export_file(services: Services, invocation: Invocation, params: ExportParams) -> FilesTold:
    """Return the team's words as a file, with its columns named in the reader's language."""
    if not _may(invocation):
        return NotAllowed()
    locale = services.language(invocation.actor, invocation.locale)
    exported = export_words(services, invocation.actor.tenant, params.kind, locale)
    today = invocation.received_at.astimezone(services.timezone).date()
    return Exporting(exported=exported, kind=params.kind, today=today)


def begin_import(services: Services, invocation: Invocation, file: GivenFile | None) -> FilesTold:
    """Return what importing the file would do, and keep it for a yes; without a file, ask for one."""
    if not _may(invocation):
        return NotAllowed()
    if file is None:
        return Asking()
    given = Given(name=file.name, content=file.content)
    outcome = preview_import(services, invocation.actor.tenant, given)
    waits = isinstance(outcome, Plan) and (not outcome.changes_nothing or outcome.unnamed)
    draft = keep_given(services, invocation.actor, given, invocation.received_at) if waits else ""
    return Checked(outcome=outcome, draft=draft)


def _import_given(services: Services, invocation: Invocation, params: ImportParams) -> FilesTold:
    return begin_import(services, invocation, params.file)


def _check(services: Services, invocation: Invocation, params: KeptParams) -> FilesTold:
    outcome = preview_kept(
        services, invocation.actor, params.draft, invocation.received_at, withdraw_missing=params.withdraw
    )
    return Checked(outcome=outcome, draft=params.draft, withdraw=params.withdraw)


def _go(services: Services, invocation: Invocation, params: KeptParams) -> FilesTold:
    outcome = import_kept(
        services, invocation.actor, params.draft, invocation.received_at, withdraw_missing=params.withdraw
    )
    return Finished(outcome=outcome)


def _drop(services: Services, invocation: Invocation, params: KeptParams) -> FilesTold:
    drop_kept(services, invocation.actor, params.draft)
    return Dropped()


def _may(invocation: Invocation) -> bool:
    return Permission.EDITOR.allows(invocation.actor.role)


def present_files(told: FilesTold, view: View) -> Reply:
    """Return the reply to an export, or to any step of an import."""
    match told:
        case Exporting():
            return _exporting(told, view)
        case Asking():
            return _asking(view)
        case Checked():
            return _checked(told, view)
        case Finished():
            return _gone(view) if told.outcome is None else present_outcome(told.outcome, view, done=True)
        case Dropped():
            return Reply(title=plain(view.say(_DROPPED)))
        case NotAllowed():
            only = messages.EDITORS_ONLY.format(command="term export, /term import")
            return Reply(title=plain(view.say(_TITLE)), blocks=(Paragraph(plain(view.say(only))),), tone=Tone.WARNING)


def _exporting(told: Exporting, view: View) -> Reply:
    exported, kind = told.exported, told.kind.value
    alt = view.say(_ALT.format(kind=kind.upper()))
    parts = ["", *(f"-{part}" for part in range(2, len(exported.files) + 1))]
    files = tuple(
        File(name=f"team-words-{told.today.isoformat()}{part}.{kind}", content=content, alt=alt)
        for part, content in zip(parts, exported.files, strict=True)
    )
    is_empty = not (exported.words or exported.rules)
    return Reply(
        title=plain(view.say(_TITLE)),
        blocks=(
            Paragraph(plain(view.say(_NO_WORDS) if is_empty else exported_words(exported, view))),
            *(() if is_empty else (Note(plain(view.say(_HOW))),)),
        ),
        buttons=tuple(
            Button(other.value.upper(), actions.build("term-export", other.value))
            for other in FileKind
            if other is not told.kind
        ),
        files=files,
    )


def _asking(view: View) -> Reply:
    field = FormField(name="file", label=view.say(_FILE), required=True, is_file=True)
    return Reply(
        title=plain(view.say(_ASK)),
        blocks=(Paragraph(plain(view.say(_FORM))),),
        buttons=(FormButton(view.say(_CHOOSE), actions.build("term-import"), (field,)),),
    )


def _checked(told: Checked, view: View) -> Reply:
    if told.outcome is None:
        return _gone(view)
    reply = present_outcome(told.outcome, view, done=False)
    if not (told.draft and isinstance(told.outcome, Plan)):
        return reply
    on = "on" if told.withdraw else "off"
    buttons: list[Button] = []
    if not told.outcome.changes_nothing:
        yes = _YES_AND_WITHDRAW if told.outcome.withdrawn else _YES
        buttons.append(Button(view.say(yes), actions.build("term-import-go", told.draft, on)))
    if told.outcome.unnamed:
        buttons.append(Button(view.say(_WITHDRAW_TOO), actions.build("term-import-check", told.draft, "on")))
    buttons.append(Button(view.say(_NO), actions.build("term-import-drop", told.draft)))
    return Reply(title=reply.title, blocks=reply.blocks, buttons=tuple(buttons), tone=Tone.INFO)


def _gone(view: View) -> Reply:
    return Reply(title=plain(view.say(_GONE)), blocks=(Paragraph(plain(view.say(_AGAIN))),), tone=Tone.WARNING)


EXPORT_FILE = CommandSpec(
    name="term-export",
    summary=_SUMMARY_EXPORT,
    params=ExportParams,
    handler=export_file,
    presenter=present_files,
    permission=Permission.EDITOR,
    hidden=True,
)
IMPORT_FILE = CommandSpec(
    name="term-import",
    summary=_SUMMARY_IMPORT,
    params=ImportParams,
    handler=_import_given,
    presenter=present_files,
    permission=Permission.EDITOR,
    hidden=True,
)
CHECK_FILE = CommandSpec(
    name="term-import-check",
    summary=_SUMMARY_IMPORT,
    params=KeptParams,
    handler=_check,
    presenter=present_files,
    permission=Permission.EDITOR,
    hidden=True,
    in_place=True,
)
GO = CommandSpec(
    name="term-import-go",
    summary=_SUMMARY_IMPORT,
    params=KeptParams,
    handler=_go,
    presenter=present_files,
    permission=Permission.EDITOR,
    hidden=True,
    in_place=True,
)
DROP_FILE = CommandSpec(
    name="term-import-drop",
    summary=_SUMMARY_IMPORT,
    params=KeptParams,
    handler=_drop,
    presenter=present_files,
    permission=Permission.EDITOR,
    hidden=True,
    in_place=True,
)
BUTTONS = (EXPORT_FILE, IMPORT_FILE, CHECK_FILE, GO, DROP_FILE)
"""What only buttons and forms call."""
