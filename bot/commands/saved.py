"""``saved``: the words a person keeps, as a list or a file; ``save`` and ``unsave`` are the buttons under an entry."""

from dataclasses import dataclass
from datetime import date

from bot.commands import actions
from bot.commands.anki import anki_file
from bot.commands.entry_view import short
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.lexicon.model import Entry, EntryId
from bot.localized import Localized
from bot.quiz.memory import Source
from bot.reply import BulletList, Button, File, Note, Paragraph, Reply, Tone, plain

_SUMMARY = Localized("The words you saved", "保存した言葉")
_EXPORT = Localized("on: your words as a file for Anki", "on にすると Anki 用のファイルを作ります")
_ENTRY = Localized("The word", "言葉")
_TITLE = Localized("Your words", "保存した言葉")
_NONE = Localized(
    "You have saved no words yet. Look one up and press Save.",
    "まだ言葉がありません。言葉を調べて「保存」を押すと、ここに並びます。",
)
_SAVED = Localized("Saved: {word}", "保存しました：{word}")
_ALREADY = Localized("{word} is among your words already.", "{word}はもう保存してあります。")
_REMOVED = Localized("Taken off your list: {word}", "一覧から外しました：{word}")
_WHERE = Localized("/saved lists your words.", "/saved で一覧が見られます。")
_GONE = Localized("That word is no longer in the glossary.", "その言葉はもう用語集にありません。")
_MORE = Localized("… and {number} more", "ほか{number}語")
_LIST = Localized("My words", "保存した言葉")
_UNDO = Localized("Take off", "外す")
_FOR_ANKI = Localized("For Anki", "Anki 用ファイル")
_FILE_TITLE = Localized("Your words for Anki", "Anki 用の言葉")
_FILE = Localized(
    "Saved: {saved}. Missed in quizzes and reviews: {missed}. In Anki: File, Import.",
    "保存した{saved}語と、クイズや復習で間違えた{missed}語です。Anki の「ファイル」→「読み込み」で開けます。",
)
_FILE_ALT = Localized("A table for Anki, words: {number}", "Anki 用の{number}語の表")
_NO_FILE = Localized(
    "There is nothing to export yet: save a word, or do a quiz.",
    "書き出す言葉がまだありません。言葉を保存するか、クイズをしてください。",
)
_SHOWN = 15
_BUTTONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedParams:
    """What ``saved`` takes."""

    export: bool = option(_EXPORT, name_ja="書き出し", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveParams:
    """What ``save`` and ``unsave`` take: an entry's id, put there by a button."""

    entry: str = option(_ENTRY, maximum=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a word on a person's list."""

    entry: Entry | None
    said: Localized
    undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The person's words that are still in the glossary, the newest first; with ``missed``, to be exported."""

    words: tuple[Entry, ...]
    missed: tuple[Entry, ...] | None = None
    today: date


def saved(services: Services, invocation: Invocation, params: SavedParams) -> Kept:
    """Return the person's words, and for a file those that they missed too."""
    with services.unit_of_work(read_only=True) as work:
        kept = work.saved_words.of(invocation.actor)
        missed = work.cards.missed(invocation.actor) if params.export else ()
    by_id = services.glossary.by_id
    return Kept(
        words=tuple(by_id[entry_id] for entry_id in kept if entry_id in by_id),
        missed=tuple(by_id[entry_id] for entry_id in missed if entry_id in by_id) if params.export else None,
        today=invocation.received_at.astimezone(services.timezone).date(),
    )


def save(services: Services, invocation: Invocation, params: SaveParams) -> Change:
    """Put the word on the person's list."""
    entry = services.glossary.by_id.get(EntryId(params.entry))
    if entry is None:
        return Change(entry=None, said=_GONE, undo=False)
    with services.unit_of_work() as work:
        added = work.saved_words.add(invocation.actor, entry.id, invocation.received_at)
        work.cards.add(invocation.actor, entry.id, Source.SAVED, invocation.received_at)
        work.commit()
    return Change(entry=entry, said=_SAVED if added else _ALREADY, undo=True)


def unsave(services: Services, invocation: Invocation, params: SaveParams) -> Change:
    """Take the word off the person's list."""
    entry = services.glossary.by_id.get(EntryId(params.entry))
    with services.unit_of_work() as work:
        work.saved_words.remove(invocation.actor, EntryId(params.entry))
        work.cards.remove_new(invocation.actor, EntryId(params.entry))
        work.commit()
    return Change(entry=entry, said=_REMOVED if entry else _GONE, undo=False)


def present_list(kept: Kept, view: View) -> Reply:
    """Return the list, with buttons that open the newest words; or the file."""
    words = kept.words
    if kept.missed is not None:
        return _file(words, kept.missed, kept.today, view)
    if not words:
        return Reply(title=plain(view.say(_TITLE)), blocks=(Paragraph(plain(view.say(_NONE))),))
    blocks: list[BulletList | Note] = [
        BulletList(tuple(short(entry, view) for entry in words[:_SHOWN]), numbered=len(words) <= _BUTTONS)
    ]
    if len(words) > _SHOWN:
        blocks.append(Note(plain(view.say(_MORE.format(number=len(words) - _SHOWN)))))
    buttons = [Button(entry.headword, actions.build("show", entry.id)) for entry in words[:_BUTTONS]]
    buttons.append(Button(view.say(_FOR_ANKI), actions.build("saved", "on")))
    return Reply(title=plain(view.say(_TITLE)), blocks=tuple(blocks), buttons=tuple(buttons))


def _file(words: tuple[Entry, ...], missed: tuple[Entry, ...], today: date, view: View) -> Reply:
    title = plain(view.say(_FILE_TITLE))
    if not words and not missed:
        return Reply(title=title, blocks=(Paragraph(plain(view.say(_NO_FILE))),), tone=Tone.WARNING)
    tags: dict[EntryId, list[str]] = {}
    for group, tag in ((words, "saved"), (missed, "missed")):
        for entry in group:
            tags.setdefault(entry.id, []).append(tag)
    rows = {entry.id: entry for entry in (*words, *missed)}
    content = anki_file((entry, tags[entry.id]) for entry in rows.values())
    said = _FILE.format(saved=len(words), missed=len(missed))
    alt = view.say(_FILE_ALT.format(number=len(rows)))
    return Reply(
        title=title,
        blocks=(Paragraph(plain(view.say(said))),),
        files=(File(name=f"naruhaya-{today.isoformat()}.tsv", content=content, alt=alt),),
        tone=Tone.SUCCESS,
    )


def present_change(change: Change, view: View) -> Reply:
    """Return one line about the word, and a way back."""
    if change.entry is None:
        return Reply(title=plain(view.say(_TITLE)), blocks=(Paragraph(plain(view.say(_GONE))),), tone=Tone.WARNING)
    buttons = [Button(view.say(_LIST), actions.build("saved"))]
    if change.undo:
        buttons.append(Button(view.say(_UNDO), actions.build("unsave", change.entry.id)))
    return Reply(
        title=plain(view.say(change.said.format(word=change.entry.headword))),
        blocks=(Note(plain(view.say(_WHERE))),),
        buttons=tuple(buttons),
        tone=Tone.SUCCESS,
    )


SAVED = CommandSpec(
    name="saved",
    name_ja="保存した言葉",
    summary=_SUMMARY,
    params=SavedParams,
    handler=saved,
    presenter=present_list,
    examples=("/saved", "/saved export:on"),
)
SAVE = CommandSpec(
    name="save", summary=_SUMMARY, params=SaveParams, handler=save, presenter=present_change, hidden=True
)
UNSAVE = CommandSpec(
    name="unsave", summary=_SUMMARY, params=SaveParams, handler=unsave, presenter=present_change, hidden=True
)
