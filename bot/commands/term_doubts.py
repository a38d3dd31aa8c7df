"""How the words that a new one may be mixed up with are told."""

from collections.abc import Sequence

from bot.commands.entry_view import short
from bot.commands.spec import View
from bot.localized import Localized
from bot.reply import Text, plain
from bot.team.checks import Alike, Doubt, Likeness

_LIKENESS = {
    Likeness.SAME_WORD: Localized("The same word is there already: ", "同じ言葉があります："),
    Likeness.SAME_SPELLING: Localized("Written the same: ", "同じ表記："),
    Likeness.LOOKS_ALIKE: Localized("Looks the same, with other signs: ", "見た目が同じ（別の文字）："),
    Likeness.CLOSE: Localized("Very close: ", "よく似た言葉："),
    Likeness.SAME_SOUND: Localized("Sounds the same: ", "同じ読み："),
}
_WAITS = Localized(" (suggested, waits for a decision)", "（提案中）")
_ODD = Localized("“{sign}” is no katakana here. Did you mean {meant}?", "「{sign}」はカタカナではありません。{meant}のことですか。")  # fmt: skip


def doubt_lines(doubts: Sequence[Doubt], view: View) -> tuple[Text, ...]:
    """Return a line for each doubt, with the other word and what it means."""
    return tuple(_line(doubt, view) for doubt in doubts)


def _line(doubt: Doubt, view: View) -> Text:
    if isinstance(doubt, Alike):
        waits = plain(view.say(_WAITS)) if doubt.waits else ()
        return (*plain(view.say(_LIKENESS[doubt.likeness])), *short(doubt.entry, view), *waits)
    return plain(view.say(_ODD.format(sign=doubt.sign, meant=doubt.meant)))
