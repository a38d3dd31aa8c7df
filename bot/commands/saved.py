"""``saved``: the words a person keeps; ``save`` and ``unsave`` are the buttons under an entry."""

from dataclasses import dataclass

from bot.commands import actions
from bot.commands.entry_view import short
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.lexicon.model import Entry, EntryId
from bot.localized import Localized
from bot.quiz.memory import Source
from bot.reply import BulletList, Button, Note, Paragraph, Reply, Tone, plain

_SUMMARY = Localized("The words you saved", "保存した言葉")
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
_SHOWN = 15
_BUTTONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedParams:
    """``saved`` takes nothing."""


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


def saved(services: Services, invocation: Invocation, params: SavedParams) -> tuple[Entry, ...]:
    """Return the person's words that are still in the glossary, the newest first."""
    del params
    with services.unit_of_work(read_only=True) as work:
        kept = work.saved_words.of(invocation.actor)
    by_id = services.glossary.by_id
    return tuple(by_id[entry_id] for entry_id in kept if entry_id in by_id)


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


def present_list(words: tuple[Entry, ...], view: View) -> Reply:
    """Return the list, with buttons that open the newest words."""
    if not words:
        return Reply(title=plain(view.say(_TITLE)), blocks=(Paragraph(plain(view.say(_NONE))),))
    blocks: list[BulletList | Note] = [
        BulletList(tuple(short(entry, view) for entry in words[:_SHOWN]), numbered=len(words) <= _BUTTONS)
    ]
    if len(words) > _SHOWN:
        blocks.append(Note(plain(view.say(_MORE.format(number=len(words) - _SHOWN)))))
    buttons = tuple(Button(entry.headword, actions.build("show", entry.id)) for entry in words[:_BUTTONS])
    return Reply(title=plain(view.say(_TITLE)), blocks=tuple(blocks), buttons=buttons)


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
    examples=("/saved",),
)
SAVE = CommandSpec(
    name="save", summary=_SUMMARY, params=SaveParams, handler=save, presenter=present_change, hidden=True
)
UNSAVE = CommandSpec(
    name="unsave", summary=_SUMMARY, params=SaveParams, handler=unsave, presenter=present_change, hidden=True
)
