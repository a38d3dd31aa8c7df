"""What ``wotd`` says to the one who called it: how a channel is set up, what waits, and why something cannot be done."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.commands import actions, wording
from bot.commands.entry_view import short
from bot.commands.spec import View
from bot.commands.wotd_posts import PAUSED, word_reply
from bot.lexicon.model import Domain, Entry, Glossary
from bot.localized import Localized
from bot.outbox import State
from bot.reply import Block, BulletList, Button, Field, FieldList, Note, Paragraph, Reply, Tone, plain
from bot.schedule import Days, Holidays
from bot.wotd import MAX_WISHES, Pause, Subscription


class Happened(StrEnum):
    """What a call came to."""

    STATUS = "status"
    ON = "on"
    OFF = "off"
    NEXT = "next"
    QUEUE = "queue"
    QUEUED = "queued"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    NOT_WAITING = "not-waiting"
    NOT_SET_UP = "not-set-up"
    NO_RIGHTS = "no-rights"
    NO_WORDS = "no-words"
    UNPOSTABLE = "unpostable"
    BAD_TIME = "bad-time"
    BAD_ZONE = "bad-zone"
    BAD_DATE = "bad-date"
    WHICH_WORD = "which-word"
    UNKNOWN_WORD = "unknown-word"
    UNSUITABLE = "unsuitable"
    SHOWN_LATELY = "shown-lately"
    DATE_TAKEN = "date-taken"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What happened, and what the reply to it needs. ``changed``: there is something to be kept.

    Of a channel's state, ``day`` and ``entry`` are the last date and its word, ``sent`` what became of it.
    """

    happened: Happened
    changed: bool = False
    subscription: Subscription | None = None
    next_at: datetime | None = None
    day: date | None = None
    entry: Entry | None = None
    sent: State | None = None
    waiting: tuple[tuple[date | None, Entry], ...] = ()
    left: int = 0
    """Words of the channel's field and level that may come yet."""
    troubled: tuple[tuple[date, Entry, State], ...] = ()
    """Words of late that did not arrive, or of which that is not known."""
    may_steer: bool = True
    pause: Pause | None = None
    typed: str = ""
    near: tuple[str, ...] = ()
    glossary: Glossary | None = None


_TITLE = Localized("Word of the day", "今日の言葉")
_TITLES = {
    Happened.ON: Localized("The word of the day is on", "「今日の言葉」を始めます"),
    Happened.OFF: Localized("The word of the day is off", "「今日の言葉」を止めました"),
    Happened.QUEUE: Localized("What waits", "予約した言葉"),
    Happened.QUEUED: Localized("Queued: {word}", "予約しました：{word}"),
    Happened.PINNED: Localized("Pinned to {day}: {word}", "{day} に予約しました：{word}"),
    Happened.UNPINNED: Localized("Taken out: {word}", "予約を取り消しました：{word}"),
}
_FAULTS = {
    Happened.NOT_WAITING: Localized("{word} is not waiting. /wotd queue lists what is.", "{word}は予約されていません。/wotd queue で一覧が見られます。"),
    Happened.NOT_SET_UP: Localized(
        "No word comes here yet. Start with /wotd on time:09:00 (your channel's managers can).",
        "ここにはまだ届きません。管理者が /wotd on time:09:00 で始められます。",
    ),
    Happened.NO_RIGHTS: Localized(
        "Only managers can do that in a channel. In a conversation with me alone, everyone can.",
        "チャンネルでは管理者だけができます。私との個別の会話なら、だれでもできます。",
    ),
    Happened.NO_WORDS: Localized(
        "No word with this field and level is left that did not come here within a year.",
        "この分野・難易度には、この1年に出ていない言葉がありません。",
    ),
    Happened.BAD_TIME: Localized("“{typed}” is no time. Write it like 09:00.", "「{typed}」は時刻として読めません。09:00 のように入力してください。"),
    Happened.BAD_ZONE: Localized("There is no time zone “{typed}”. Write it like Asia/Tokyo.", "「{typed}」というタイムゾーンはありません。Asia/Tokyo のように入力してください。"),
    Happened.BAD_DATE: Localized("Give a date from today to a year ahead, like 2026-12-01.", "今日から1年先までの日付を、2026-12-01 のように入力してください。"),
    Happened.WHICH_WORD: Localized("Which word? Give it as term:受電", "言葉を term:受電 のように入力してください。"),
    Happened.UNKNOWN_WORD: Localized("“{typed}” is not in the glossary.", "「{typed}」は用語集にありません。"),
    Happened.UNSUITABLE: Localized(
        "{word} needs a warning beside it, so it cannot be a word of the day.",
        "{word}は注意書きが要る言葉なので、「今日の言葉」にはできません。",
    ),
    Happened.SHOWN_LATELY: Localized(
        "{word} came here on {day}. A word comes again only after 365 days.",
        "{word}は {day} に出ました。同じ言葉は365日たつまで出ません。",
    ),
    Happened.DATE_TAKEN: Localized("{day} has a word already.", "{day} の言葉はもう決まっています。"),
    Happened.FULL: Localized("{most} words wait already. Take one out first: /wotd unpin", "予約は{most}語までです。/wotd unpin で減らしてください。"),
}  # fmt: skip
_CLOSE = Localized("Close to it: {near}", "近いもの：{near}")
_WHEN = Localized("When", "時刻")
_NEXT = Localized("Next", "次回")
_WHICH = Localized("Which words", "言葉")
_LAST = Localized("Last", "前回")
_WAITING = Localized("Waiting", "予約")
_DAYS = {
    Days.ALL: Localized("every day", "毎日"),
    Days.WEEKDAYS: Localized("Monday to Friday", "月～金"),
}
_HOLIDAYS = {
    Holidays.POST: Localized("Japan's holidays too", "祝日も"),
    Holidays.SKIP: Localized("not on Japan's holidays", "祝日は休み"),
}
_ALL_FIELDS = Localized("all fields", "全分野")
_ALL_LEVELS = Localized("all levels", "全難易度")
_LISTS = Localized(", ", "、")
_LEFT = Localized("{number} that did not come here within a year", "1年以内に出ていない語：{number}")
_LEVEL = Localized("level {level}", "難易度{level}")
_SENT = {
    State.WAITING: Localized("waits to be sent", "送信待ち"),
    State.SENDING: Localized("being sent", "送信中"),
    State.UNKNOWN: Localized("it is not known whether it arrived; it was not sent again", "届いたか不明（再送はしていません）"),
    State.FAILED: Localized("could not be sent", "送信できませんでした"),
    State.DROPPED: Localized("could not be sent in time", "時間内に送信できませんでした"),
}  # fmt: skip
TROUBLES = frozenset({State.UNKNOWN, State.FAILED, State.DROPPED})
"""What a manager is to hear of: the rest was sent, or will be."""
_TROUBLED = Localized(
    "Of the last two weeks, these did not arrive, or perhaps not:",
    "この2週間で、届かなかった、または届いたか不明な言葉：",
)
_MISSED = Localized(
    "{day} got no word: I was away until it was too late.",
    "{day} は停止していて間に合わず、言葉を届けられませんでした。",
)
_WORDS = Localized("{number} words", "{number}語")
_ONE_WORD = Localized("1 word", "1語")
_NONE = Localized("none", "なし")
_NOTHING_WAITS = Localized("Nothing. Add one: /wotd queue 受電", "ありません。/wotd queue 受電 のように追加できます。")
_LOOK_AHEAD = Localized("A look ahead: it is kept only when it is posted.", "予告です。投稿のときに決まります。")
_SWITCH_OFF = Localized("Switch off", "止める")
_SWITCH_ON = Localized("Switch on", "始める")
_LOOK = Localized("Look ahead", "次の言葉を見る")
_LISTED = 20


def present(said: Said, view: View) -> Reply:
    """Return the reply to a call of ``wotd``."""
    if said.happened is Happened.NEXT and said.entry and said.glossary and said.day:
        ahead = word_reply(said.entry, said.glossary, said.day, view)
        return Reply(title=ahead.title, blocks=(*ahead.blocks, Note(plain(view.say(_LOOK_AHEAD)))))
    if said.happened is Happened.UNPOSTABLE and said.pause:
        return _sentences(view, view.say(_TITLE), view.say(PAUSED[said.pause]), tone=Tone.WARNING)
    if said.happened in _FAULTS:
        near = [view.say(_CLOSE.format(near=", ".join(said.near)))] if said.near else []
        return _sentences(view, view.say(_TITLE), _fill(_FAULTS[said.happened], said, view), *near, tone=Tone.WARNING)
    title = _fill(_TITLES.get(said.happened, _TITLE), said, view)
    if said.happened is Happened.QUEUE:
        return Reply(title=plain(title), blocks=_waiting(said, view))
    if said.subscription is None:
        return Reply(title=plain(title), tone=Tone.SUCCESS)
    return Reply(
        title=plain(title),
        blocks=_state(said, said.subscription, view),
        buttons=_buttons(said.subscription, view) if said.may_steer else (),
        tone=Tone.SUCCESS if said.changed else Tone.INFO,
    )


def _state(said: Said, subscription: Subscription, view: View) -> tuple[Block, ...]:
    schedule = subscription.schedule
    zone = schedule.zone
    apart = view.say(_LISTS)
    days, holidays = view.say(_DAYS[schedule.days]), view.say(_HOLIDAYS[schedule.holidays])
    when = apart.join((f"{schedule.at:%H:%M} {zone.key}", days, holidays))
    field = view.say(wording.DOMAINS[Domain(subscription.domain)] if subscription.domain else _ALL_FIELDS)
    level = view.say(_LEVEL.format(level=subscription.level) if subscription.level else _ALL_LEVELS)
    left = view.say(_LEFT.format(number=said.left))
    fields = [Field(view.say(_WHEN), plain(when)), Field(view.say(_WHICH), plain(apart.join((field, level, left))))]
    if said.next_at:
        fields.append(Field(view.say(_NEXT), plain(f"{said.next_at.astimezone(zone):%Y-%m-%d %H:%M}")))
    if said.day and said.entry:
        fields.append(Field(view.say(_LAST), plain(_last(said, said.entry, said.day, view))))
    number = view.say(_counted(len(said.waiting))) if said.waiting else view.say(_NONE)
    fields.append(Field(view.say(_WAITING), plain(number)))
    blocks: list[Block] = []
    if subscription.paused and said.happened is not Happened.OFF:
        blocks.append(Paragraph(plain(view.say(PAUSED[subscription.paused]))))
    blocks.append(FieldList(tuple(fields)))
    if subscription.missed_on:
        blocks.append(Note(plain(view.say(_MISSED.format(day=subscription.missed_on.isoformat())))))
    if said.troubled and said.may_steer:
        lines = [plain(_dated(day, entry, state, view)) for day, entry, state in said.troubled]
        blocks.extend((Note(plain(view.say(_TROUBLED))), BulletList(tuple(lines))))
    return tuple(blocks)


def _last(said: Said, entry: Entry, day: date, view: View) -> str:
    """Return the last word with its date, and what became of it unless it was sent."""
    return _dated(day, entry, said.sent, view)


def _dated(day: date, entry: Entry, state: State | None, view: View) -> str:
    how = f" ({view.say(_SENT[state])})" if state in _SENT and state else ""
    return f"{day.isoformat()} {entry.headword}{how}"


def _waiting(said: Said, view: View) -> tuple[Block, ...]:
    if not said.waiting:
        return (Paragraph(plain(view.say(_NOTHING_WAITS))),)
    lines = [
        (*plain(f"{day.isoformat()} " if day else ""), *short(entry, view)) for day, entry in said.waiting[:_LISTED]
    ]
    rest = len(said.waiting) - len(lines)
    more = (Note(plain(f"+ {view.say(_counted(rest))}")),) if rest else ()
    return (BulletList(tuple(lines)), *more)


def _buttons(subscription: Subscription, view: View) -> tuple[Button, ...]:
    if subscription.paused:
        return (Button(view.say(_SWITCH_ON), actions.build("wotd", "on")),)
    return (
        Button(view.say(_LOOK), actions.build("wotd", "next")),
        Button(view.say(_SWITCH_OFF), actions.build("wotd", "off")),
    )


def _fill(text: Localized, said: Said, view: View) -> str:
    word = said.entry.headword if said.entry else ""
    day = said.day.isoformat() if said.day else ""
    return view.say(text.format(word=word, day=day, typed=said.typed[:40], most=MAX_WISHES))


def _sentences(view: View, title: str, *sentences: str, tone: Tone) -> Reply:
    del view
    return Reply(title=plain(title), blocks=tuple(Paragraph(plain(each)) for each in sentences), tone=tone)


def _counted(number: int) -> Localized:
    return _ONE_WORD if number == 1 else _WORDS.format(number=number)
