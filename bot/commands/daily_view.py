"""What is said about a channel's question of the day, to whoever sets it up."""

from dataclasses import dataclass
from enum import StrEnum

from bot.commands import actions, wording
from bot.commands.quiz_view import NO_ITEMS, NO_ITEMS_TITLE
from bot.commands.spec import Suggester, View, option
from bot.lexicon.model import Domain
from bot.localized import Localized
from bot.posting import Reason
from bot.reply import Block, Button, Field, FieldList, Paragraph, Reply, Tone, plain
from bot.schedule import Days, Holidays
from bot.wotd import Pause, Subscription

_ACTION = Localized("on, off, now (one at once) or status", "開始（on）・停止（off）・今すぐ1問（now）・状況（status）")
_TIME = Localized("When, such as 09:00", "時刻（例：09:00）")
_ZONE = Localized("Time zone, such as Asia/Tokyo", "タイムゾーン（例：Asia/Tokyo）")
_DAYS = Localized("Every day, or Monday to Friday", "毎日か、月曜～金曜か")
_HOLIDAYS = Localized("Whether it comes on Japan's public holidays", "日本の祝日にも出題するか")
_DOMAIN = Localized("Only words of this field", "分野をしぼる")
_LEVEL = Localized("Only words of this level, 1 (easy) to 5 (hard)", "難易度をしぼる（1～5）")
_IS_ON = Localized("The question of the day is on", "今日の一問を出題します")
_IS_OFF = Localized("The question of the day is off", "今日の一問は停止しています")
_IS_PAUSED = Localized(
    "The question of the day stands still: I cannot write here", "書き込めないため、今日の一問を止めています"
)
_ASKED = Localized("The question is on its way into the channel", "チャンネルに1問出します")
_HOW_ON = Localized("/daily on time:09:00 switches it on.", "/daily on time:09:00 で始められます。")
_NO_TIME = Localized(
    "I cannot read that time. Write it as 09:00.", "時刻が読み取れません。09:00 のように入力してください。"
)
_NO_ZONE = Localized(
    "I do not know that time zone. Write it as Asia/Tokyo.",
    "そのタイムゾーンは見つかりません。Asia/Tokyo のように入力してください。",
)
_NEXT = Localized("Next question", "次の出題")
_WHEN = Localized("When", "時刻")
_ON_DAYS = Localized("Days", "曜日")
_FIELD = Localized("Field", "分野")
_LEVEL_LABEL = Localized("Level", "難易度")
_EVERY_DAY = {
    (Days.ALL, Holidays.POST): Localized("every day", "毎日"),
    (Days.ALL, Holidays.SKIP): Localized("every day but Japan's public holidays", "毎日（日本の祝日を除く）"),
    (Days.WEEKDAYS, Holidays.POST): Localized("Monday to Friday", "月曜～金曜"),
    (Days.WEEKDAYS, Holidays.SKIP): Localized(
        "Monday to Friday but Japan's public holidays", "月曜～金曜（日本の祝日を除く）"
    ),
}
_ASK_NOW = Localized("Ask one now", "今すぐ1問")
_SWITCH_ON = Localized("Switch on", "始める")
_SWITCH_OFF = Localized("Switch off", "停止")
_UNPOSTED = Localized(
    "I cannot post the question of the day in that channel", "今日の一問をそのチャンネルに投稿できません"
)
_HOW_TO_LET_ME = {
    ("slack", Reason.NOT_A_MEMBER): Localized(
        "Type /invite @naruhaya in the channel, then /daily on again.",
        "チャンネルで /invite @naruhaya と入力してから、もう一度 /daily on を入力してください。",
    ),
    ("discord", Reason.FORBIDDEN): Localized(
        "Give me View Channel and Send Messages there, then type /daily on again.",
        "「チャンネルを見る」と「メッセージを送信」の権限を付けてから、もう一度 /daily on を入力してください。",
    ),
}
_ELSEWHERE = Localized(
    "It may be archived, gone, or closed to me. Once I can write, or in another channel: /daily on.",
    "アーカイブか削除されたか、権限がないようです。書き込めるようになったら、または別のチャンネルで /daily on を入力してください。",
)


class Action(StrEnum):
    """What to do."""

    STATUS = "status"
    ON = "on"
    OFF = "off"
    NOW = "now"


class Happened(StrEnum):
    """What became of it."""

    STATUS = "status"
    ON = "on"
    OFF = "off"
    NOW = "now"
    NO_ITEMS = "no-items"
    NO_TIME = "no-time"
    NO_ZONE = "no-zone"
    UNPOSTABLE = "unpostable"


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyParams:
    """What ``daily`` takes; what is not given stays as it was."""

    action: Action = option(_ACTION, name_ja="操作", default=Action.STATUS, greedy=True)
    time: str | None = option(_TIME, name_ja="時刻", default=None, maximum=10)
    zone: str | None = option(_ZONE, name_ja="タイムゾーン", default=None, maximum=64, suggester=Suggester.ZONE)
    days: Days | None = option(_DAYS, name_ja="曜日", default=None)
    holidays: Holidays | None = option(_HOLIDAYS, name_ja="祝日", default=None)
    domain: Domain | None = option(_DOMAIN, name_ja="分野", default=None)
    level: int | None = option(_LEVEL, name_ja="難易度", default=None, minimum=1, maximum=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What happened, and the channel's schedule if it has one."""

    happened: Happened
    schedule: Subscription | None = None
    unpostable: tuple[str, Reason] = ("", Reason.OTHER)
    """The platform, and why nothing may be posted there."""


def present(said: Said, view: View) -> Reply:
    """Return how the question of the day stands, and what can be done next."""
    match said.happened:
        case Happened.UNPOSTABLE:
            return unposted(*said.unpostable, view)
        case Happened.NO_ITEMS:
            return _warning(NO_ITEMS_TITLE, NO_ITEMS, view)
        case Happened.NO_TIME:
            return _warning(_NO_TIME, None, view)
        case Happened.NO_ZONE:
            return _warning(_NO_ZONE, None, view)
        case _:
            return _state(said, view)


def unposted(platform: str, reason: Reason, view: View) -> Reply:
    """Return that the question cannot be posted in a channel, and what to do about it."""
    return _warning(_UNPOSTED, _HOW_TO_LET_ME.get((platform, reason), _ELSEWHERE), view)


def _state(said: Said, view: View) -> Reply:
    schedule = said.schedule
    paused = schedule.paused if schedule else Pause.OFF
    title = _IS_ON if paused is None else _IS_OFF if paused is Pause.OFF else _IS_PAUSED
    blocks: list[Block] = []
    if schedule and paused is None:
        blocks.append(FieldList(_fields(schedule, view)))
    elif said.happened is not Happened.NOW:
        blocks.append(Paragraph(plain(view.say(_HOW_ON))))
    switch = (_SWITCH_OFF, Action.OFF) if paused is None else (_SWITCH_ON, Action.ON)
    buttons = [Button(view.say(switch[0]), actions.build("daily", switch[1]))]
    if said.happened is not Happened.NOW:
        buttons.insert(0, Button(view.say(_ASK_NOW), actions.build("daily", Action.NOW)))
    asked = said.happened is Happened.NOW
    return Reply(
        title=plain(view.say(_ASKED if asked else title)),
        blocks=tuple(blocks),
        buttons=tuple(buttons),
        tone=Tone.SUCCESS if asked or said.happened is Happened.ON else Tone.INFO,
    )


def _fields(schedule: Subscription, view: View) -> tuple[Field, ...]:
    when = schedule.schedule
    rows = []
    if schedule.next_at:
        rows.append((_NEXT, schedule.next_at.astimezone(when.zone).strftime("%Y-%m-%d %H:%M")))
    rows.append((_WHEN, f"{when.at.isoformat('minutes')} {when.zone.key}"))
    rows.append((_ON_DAYS, view.say(_EVERY_DAY[when.days, when.holidays])))
    if schedule.domain:
        rows.append((_FIELD, view.say(wording.DOMAINS[schedule.domain])))
    if schedule.level:
        rows.append((_LEVEL_LABEL, str(schedule.level)))
    return tuple(Field(view.say(label), plain(value)) for label, value in rows)


def _warning(title: Localized, how: Localized | None, view: View) -> Reply:
    blocks = () if how is None else (Paragraph(plain(view.say(how))),)
    return Reply(title=plain(view.say(title)), blocks=blocks, tone=Tone.WARNING)
