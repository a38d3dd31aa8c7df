"""What words of the day look like in a channel, and what is said to whoever set one up that had to stop."""

from collections.abc import Sequence
from datetime import date

from bot.commands import actions
from bot.commands.entry_view import first_sense, heading, labels
from bot.commands.house_view import rule_blocks
from bot.commands.post_office import PostView
from bot.commands.services import Services
from bot.commands.spec import View
from bot.commands.wotd_steps import PAUSED_VIEW, WORD_VIEW
from bot.identity import Place
from bot.lexicon.model import Entry, Glossary
from bot.localized import Localized
from bot.reply import Block, Button, Note, Paragraph, Reply, Tone, plain
from bot.team.house import HouseRule
from bot.wotd import Pause

_TODAY = Localized("Word of the day, {date}", "今日の言葉 {date}")
_KNEW = Localized("I knew it", "知っていた")
_SAVE = Localized("Save", "保存")
_COMPARE = Localized("Compare", "違いを見る")
_QUIZ_ME = Localized("Quiz me", "クイズ")
_MORE = Localized("More", "くわしく")
_STOPPED = Localized("The word of the day has stopped", "「今日の言葉」を止めました")
PAUSED = {
    Pause.OFF: Localized("It is switched off.", "オフになっています。"),
    Pause.GONE: Localized("The channel is gone or archived.", "チャンネルが削除されたか、アーカイブされています。"),
    Pause.FORBIDDEN: Localized(
        "I may not write in that channel. Let me, and call /wotd on there again.",
        "そのチャンネルに書き込めません。許可してから、そこでもう一度 /wotd on を入力してください。",
    ),
    Pause.NOT_A_MEMBER: Localized(
        "I am not in that channel. Add me, and call /wotd on there again.",
        "私がチャンネルにいません。追加してから、そこでもう一度 /wotd on を入力してください。",
    ),
    Pause.UNPOSTABLE: Localized(
        "I cannot write in that channel. Call /wotd on there to try again.",
        "そのチャンネルに書き込めません。もう一度試すには、そこで /wotd on を入力してください。",
    ),
    Pause.EXHAUSTED: Localized(
        "No word is left that did not come there within a year. Call /wotd on there with another field or level.",
        "この1年に出ていない言葉がなくなりました。そこで /wotd on を、別の分野や難易度で入力してください。",
    ),
}
"""Why no words come, and what to do about it."""
_CHANNEL = Localized("Channel: {channel}", "チャンネル：{channel}")


def word_post(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return the word that the date has in the ledger: one message, with what can be done with it."""
    day = date.fromisoformat(values[0])
    with services.unit_of_work(read_only=True) as work:
        entry_id = work.words.word_of(place, day)
    entry = services.glossary.by_id.get(entry_id) if entry_id else None
    return word_reply(entry, services.glossary, day, view, services.house.get(entry.id)) if entry else None


def word_reply(entry: Entry, glossary: Glossary, day: date, view: View, rule: HouseRule | None = None) -> Reply:
    """Return a word of the day: word, reading, meaning, register, an example, and buttons."""
    blocks: list[Block] = [
        Note(plain(view.say(_TODAY.format(date=day.isoformat())))),
        *rule_blocks(rule, glossary, view),
        *first_sense(entry, view),
    ]
    blocks.append(Note(plain(" · ".join(labels(entry, view)))))
    contrasts = glossary.contrasts_of(entry.id)[:1]
    return Reply(
        title=heading(entry, view),
        blocks=tuple(blocks),
        buttons=(
            Button(view.say(_KNEW), actions.build("wotd-knew", entry.id)),
            Button(view.say(_SAVE), actions.build("save", entry.id)),
            *(Button(view.say(_COMPARE), actions.build("contrast", each.id)) for each in contrasts),
            Button(view.say(_QUIZ_ME), actions.build("wotd-quiz", day.isoformat())),
            Button(view.say(_MORE), actions.build("show", entry.id)),
        ),
    )


def paused_post(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return, to whoever set it up, that a channel gets no words any more, and why."""
    del services, place
    channel, why = values
    return Reply(
        title=plain(view.say(_STOPPED)),
        blocks=(
            Paragraph(plain(view.say(PAUSED[Pause(why)]))),
            Note(plain(view.say(_CHANNEL.format(channel=channel)))),
        ),
        tone=Tone.WARNING,
    )


VIEWS: dict[str, PostView] = {WORD_VIEW: word_post, PAUSED_VIEW: paused_post}
"""What the posts of words of the day show."""
