"""What ``house`` says: the rules, what was done to one, and why something cannot be done."""

from bot.commands import actions
from bot.commands.entry_view import head
from bot.commands.house_said import MAX_RULES, Happened, Said
from bot.commands.house_view import rule_text
from bot.commands.spec import View
from bot.lexicon.model import Entry, Glossary
from bot.localized import Localized
from bot.reply import Block, BulletList, Button, Note, Paragraph, Reply, Span, Text, Tone, plain, soft
from bot.team.house import HouseRule

_TITLE = Localized("House rules: {number}", "社内ルール：{number}件")
_NONE = Localized("There are none yet.", "まだありません。")
_HOW = Localized(
    "Editors make them: /house avoid クライアント instead:顧客 why:…",
    "編集者が決められます：/house avoid クライアント instead:顧客 why:…",
)
_HINTS_ARE_ON = Localized(
    "In this channel, who uses Explain terms is told of them, privately.",
    "このチャンネルでは、「用語を説明」を使った人にだけルールを伝えます。",
)
_SET = Localized("Rule set: {word}", "ルールを決めました：{word}")
_SEEN = Localized("It stands on the word from now on.", "この言葉を調べると表示されます。")
_CLEARED = Localized("Rule dropped: {word}", "ルールをなくしました：{word}")
_HINTS_ON = Localized("Hints are on in this channel", "このチャンネルでルールを伝えます")
_HINTS_OFF = Localized("Hints are off in this channel", "このチャンネルではルールを伝えません")
_WHAT_HINTS_DO = Localized(
    "Who uses Explain terms on a message here is told, privately, of words to avoid in it. I never read along.",
    "「用語を説明」を使った人にだけ、使わない言葉を伝えます。メッセージを勝手に読むことはありません。",
)
_CANNOT = Localized("That did not work", "うまくいきませんでした")
_FAULTS = {
    Happened.NO_RULE: Localized("There is no rule about {word}. /house lists all.", "{word}のルールはありません。/house で一覧が見られます。"),
    Happened.NO_RIGHTS: Localized(
        "Only editors and managers set house rules. Everyone sees them with /house.",
        "社内ルールは編集者と管理者が決めます。/house でだれでも見られます。",
    ),
    Happened.WHICH_WORD: Localized(
        "Which word? For example: /house avoid クライアント instead:顧客",
        "どの言葉ですか。例：/house avoid クライアント instead:顧客",
    ),
    Happened.UNKNOWN_WORD: Localized(
        "“{text}” is not in the glossary. Add it first: /term suggest", "「{text}」は用語集にありません。先に /term suggest で登録してください。"
    ),
    Happened.SAME_WORD: Localized("{word} cannot take its own place. Name another word.", "{word}の代わりには、別の言葉を指定してください。"),
    Happened.IN_A_CIRCLE: Localized(
        "{word} would send readers to {other}, which is to be avoided too. Change one of the two: /house clear {other}",
        "{word}の代わりの{other}も「使わない」になります。先に /house clear {other} でどちらかを変えてください。",
    ),
    Happened.FULL: Localized(f"{MAX_RULES} rules are the most. Drop one first: /house clear", f"ルールは{MAX_RULES}件までです。先に /house clear で減らしてください。"),
}  # fmt: skip
_BY = Localized(" · {who}, {date}", " · {who}、{date}")
_SINCE = Localized(" · {date}", " · {date}")
_PAGES = Localized("page {page} of {pages}", "{pages}ページ中{page}ページ目")
_PREVIOUS = Localized("Previous", "前へ")
_NEXT = Localized("Next", "次へ")
_UNDO = Localized("Undo", "元に戻す")
_ALL = Localized("All rules", "ルールの一覧")
_SWITCH_ON = Localized("Hints on", "このチャンネルで伝える")
_SWITCH_OFF = Localized("Hints off", "このチャンネルでは伝えない")
_SHOWN = 3
_MAX_LABEL = 40


def present(said: Said, view: View) -> Reply:
    """Return the reply to a call of ``house``."""
    word = said.entry.headword if said.entry else ""
    match said.happened:
        case Happened.LISTED if said.glossary:
            return _listed(said, said.glossary, view)
        case Happened.SET if said.glossary and said.entry:
            lines = tuple(_line(rule, said.glossary, view) for rule in said.rules)
            return Reply(
                title=plain(view.say(_SET.format(word=word))),
                blocks=(BulletList(lines), Note(plain(view.say(_SEEN)))),
                buttons=(
                    Button(view.say(_UNDO), actions.build("house", "clear", said.entry.id)),
                    Button(view.say(_ALL), actions.build("house", "list")),
                ),
                tone=Tone.SUCCESS,
            )
        case Happened.CLEARED:
            title = plain(view.say(_CLEARED.format(word=word)))
            buttons = (Button(view.say(_ALL), actions.build("house", "list")),)
            return Reply(title=title, buttons=buttons, tone=Tone.SUCCESS)
        case Happened.HINTS:
            switch = _switch(on=said.hints, view=view)
            title = plain(view.say(_HINTS_ON if said.hints else _HINTS_OFF))
            blocks = (Paragraph(plain(view.say(_WHAT_HINTS_DO))),) if said.hints else ()
            return Reply(title=title, blocks=blocks, buttons=(switch,), tone=Tone.SUCCESS)
        case _:
            return _fault(said, word, view)


def _listed(said: Said, glossary: Glossary, view: View) -> Reply:
    blocks: list[Block] = []
    if said.rules:
        blocks.append(BulletList(tuple(_with_maker(rule, said, glossary, view) for rule in said.rules)))
    else:
        blocks.append(Paragraph(plain(view.say(_NONE))))
    if said.pages > 1:
        blocks.append(Note(plain(view.say(_PAGES.format(page=said.page, pages=said.pages)))))
    if said.hints:
        blocks.append(Note(plain(view.say(_HINTS_ARE_ON))))
    if not said.rules:
        blocks.append(Note(plain(view.say(_HOW))))
    buttons = [_open(glossary.entry(rule.entry_id)) for rule in said.rules[:_SHOWN]]
    for label, page in ((_PREVIOUS, said.page - 1), (_NEXT, said.page + 1)):
        if 1 <= page <= said.pages:
            buttons.append(Button(view.say(label), actions.build("house", "list", "", "", "", page)))
    if said.may_decide and said.rules:
        buttons.append(_switch(on=said.hints, view=view))
    return Reply(title=plain(view.say(_TITLE.format(number=said.number))), blocks=tuple(blocks), buttons=tuple(buttons))


def _line(rule: HouseRule, glossary: Glossary, view: View) -> Text:
    return (*head(glossary.entry(rule.entry_id)), Span(": "), *rule_text(rule, glossary, view))


def _with_maker(rule: HouseRule, said: Said, glossary: Glossary, view: View) -> Text:
    who, date = said.names.get(rule.set_by, ""), rule.set_at.date().isoformat()
    maker = (_BY if who else _SINCE).format(who=who, date=date)
    return (*_line(rule, glossary, view), *soft(view.say(maker)))


def _switch(*, on: bool, view: View) -> Button:
    label, action = (_SWITCH_OFF, "hints-off") if on else (_SWITCH_ON, "hints-on")
    return Button(view.say(label), actions.build("house", action))


def _open(entry: Entry) -> Button:
    return Button(entry.headword[:_MAX_LABEL], actions.build("show", entry.id))


def _fault(said: Said, word: str, view: View) -> Reply:
    other = said.other.headword if said.other else ""
    sentence = _FAULTS[said.happened].format(word=word, other=other, text=said.text[:_MAX_LABEL])
    return Reply(
        title=plain(view.say(_CANNOT)),
        blocks=(Paragraph(plain(view.say(sentence))),),
        buttons=tuple(_open(entry) for entry in said.near),
        tone=Tone.WARNING,
    )
