"""How the words that nobody found read: the most asked for first, each to be added or dropped with a tap."""

from dataclasses import dataclass
from enum import StrEnum

from bot.commands import actions
from bot.commands.spec import View
from bot.commands.term_form import form_button
from bot.commands.term_said import Part
from bot.localized import Localized
from bot.reply import AnyButton, Block, BulletList, Button, Note, Paragraph, Reply, Tone, plain
from bot.team.fields import TermFields
from bot.unfound_rows import Unfound

PAGE = 5
"""Words on a page: each has two buttons."""

_TITLE = Localized("Looked up and not found", "調べても見つからなかった言葉")
_NONE = Localized(
    "Nothing waits here. Words that people look up and that I do not have come to this list.",
    "いまはありません。誰かが調べて見つからなかった言葉が、ここに並びます。",
)
_LINE = Localized("{word}: asked {count} times, last on {day}", "{word}：{count}回（最後は{day}）")
_LINE_ONCE = Localized("{word}: asked once, on {day}", "{word}：1回（{day}）")
_HOW = Localized(
    "Kept for 30 days, without who asked or where. /unfound off keeps none.",
    "30日だけ記録し、誰がどこで調べたかは残しません。/unfound off で記録をやめます。",
)
_OFF = Localized(
    "Off: what was kept is deleted, and nothing more is kept. /unfound on starts again.",
    "記録をやめ、これまでの分も削除しました。/unfound on で再開できます。",
)
_IS_OFF = Localized(
    "It is switched off here: nothing is kept. /unfound on starts it.",
    "ここでは記録していません。/unfound on で始められます。",
)
_ON = Localized("On: from now on words that nobody finds are counted.", "これから、見つからなかった言葉を数えます。")
_DROPPED = Localized("Dropped: {word}", "一覧から消しました：{word}")
_GONE = Localized("That word is no longer on the list.", "その言葉はもう一覧にありません。")
_NO_TEAM = Localized(
    "Here you are alone with me, and I keep nothing of what you do not find.",
    "ここはあなた専用の場所です。見つからなかった言葉は記録しません。",
)
_ADD = Localized("Add {word}", "追加：{word}")
_NOT_A_WORD = Localized("Not a word: {word}", "言葉ではない：{word}")
_NEXT = Localized("More", "続き")
_SWITCH_ON = Localized("Switch on", "記録を始める")


class Happened(StrEnum):
    """What has just happened."""

    LISTED = "listed"
    ON = "on"
    OFF = "off"
    DROPPED = "dropped"
    GONE = "gone"
    NO_TEAM = "no-team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What happened, and a page of the list: each word with its key; ``kept`` tells whether any are kept here."""

    happened: Happened
    words: tuple[tuple[str, Unfound], ...] = ()
    page: int = 1
    more: bool = False
    kept: bool = True
    dropped: str = ""


def present(said: Said, view: View) -> Reply:
    """Return the list, or why there is none."""
    title = plain(view.say(_TITLE))
    if said.happened is Happened.NO_TEAM:
        return Reply(title=title, blocks=(Paragraph(plain(view.say(_NO_TEAM))),), tone=Tone.WARNING)
    if not said.kept:
        sentence = _OFF if said.happened is Happened.OFF else _IS_OFF
        button = Button(view.say(_SWITCH_ON), actions.build("unfound", "on"))
        return Reply(title=title, blocks=(Paragraph(plain(view.say(sentence))),), buttons=(button,))
    blocks: list[Block] = [Paragraph(plain(view.say(sentence))) for sentence in _news(said)]
    if said.words:
        blocks.append(BulletList(tuple(plain(view.say(_line(each))) for _, each in said.words)))
    else:
        blocks.append(Paragraph(plain(view.say(_NONE))))
    blocks.append(Note(plain(view.say(_HOW))))
    buttons: list[AnyButton] = []
    for key, each in said.words:
        given = TermFields(headword=each.query)
        add = view.say(_ADD.format(word=each.query))
        buttons.append(form_button(add, actions.build("term-add"), Part.WORD, given, view))
        buttons.append(Button(view.say(_NOT_A_WORD.format(word=each.query)), actions.build("unfound-drop", key)))
    if said.more:
        buttons.append(Button(view.say(_NEXT), actions.build("unfound", "list", said.page + 1)))
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons))


def _news(said: Said) -> list[Localized]:
    match said.happened:
        case Happened.ON:
            return [_ON]
        case Happened.DROPPED:
            return [_DROPPED.format(word=said.dropped)]
        case Happened.GONE:
            return [_GONE]
        case _:
            return []


def _line(each: Unfound) -> Localized:
    line = _LINE_ONCE if each.count == 1 else _LINE
    return line.format(word=each.query, count=each.count, day=each.last.isoformat())
