"""What a live round says to one person: that an answer counts, what they answered, what they may steer."""

from dataclasses import dataclass
from enum import StrEnum

from bot.commands import actions
from bot.commands.quiz_view import NO_ITEMS, NO_ITEMS_TITLE, VERDICTS, labelled, solution
from bot.commands.spec import View
from bot.commands.why import why_button
from bot.localized import Localized
from bot.posting import Reason
from bot.quiz.model import AnswerRecord, Item, Phase, Session
from bot.quiz.session import Refusal
from bot.reply import Block, Button, Paragraph, Reply, Span, Tone, plain, strong

JOIN = Localized("Join", "参加する")
START_NOW = Localized("Start now", "すぐ始める")
RED_AND_WHITE = (Localized("red team", "紅組"), Localized("white team", "白組"))
"""The two teams, as on a Japanese sports day."""

_UNPOSTED = Localized("I cannot write in that channel", "そのチャンネルには書き込めません")
_HOW_TO_LET_ME = {
    ("slack", Reason.NOT_A_MEMBER): Localized(
        "Type /invite @naruhaya in the channel, then /round again.",
        "チャンネルで /invite @naruhaya と入力してから、もう一度 /round を入力してください。",
    ),
    ("slack", Reason.FORBIDDEN): Localized(
        "Only some people may post there. Ask a workspace owner, or call /round in another channel.",
        "投稿できる人が限られています。ワークスペースのオーナーに相談するか、別のチャンネルで /round を入力してください。",
    ),
    ("discord", Reason.NOT_A_MEMBER): Localized(
        "Have me added to the server, with leave to view the channel and send messages in it. Then call /round again.",
        "サーバーに私を追加し、「チャンネルを見る」と「メッセージを送信」を許可してから、もう一度 /round を入力してください。",
    ),
    ("discord", Reason.FORBIDDEN): Localized(
        "You and I both need leave to send messages there: channel settings, Permissions. Then call /round again.",
        "チャンネル設定の「権限」で、あなたと私の両方に「メッセージを送信」を許可してから、もう一度 /round を入力してください。",
    ),
    ("discord", Reason.OTHER): Localized(
        "Call /round in a server that I have been added to.",
        "私を追加したサーバーのチャンネルで /round を入力してください。",
    ),
}
_ELSEWHERE = Localized(
    "It may be archived or gone. Call /round in another channel.",
    "アーカイブか削除されたようです。別のチャンネルで /round を入力してください。",
)
_STARTED = Localized("The round is open", "クイズを開きました")
_STARTED_HOW = Localized(
    "The lobby stands in the channel: people join there, and it starts by itself in {seconds} seconds.",
    "チャンネルで参加を受け付けています。{seconds}秒後に自動で始まります。",
)
_RUNNING = Localized("There is a round in this channel already", "このチャンネルではもうクイズが開かれています")
_RUNNING_HOW = Localized(
    "One round a channel at a time. Join that one, or start yours when it is over.",
    "同時に開けるのは1つだけです。今のクイズに参加するか、終わってから始めてください。",
)
_ASKED_LATELY = Localized(
    "All questions with these limits were asked here lately. Leave out the field, the level or the kind.",
    "この条件の問題は、最近すべて出題しました。分野・難易度・種類のどれかを外してください。",
)
_GONE = Localized(
    "This round is no longer here. /round starts a new one.", "このクイズはもうありません。/round で始められます。"
)
_JOINED = Localized(
    "You are in. Answers are private until each question closes.", "参加しました。解答は締め切りまで非公開です。"
)
_ALREADY_IN = Localized("You are in already.", "もう参加しています。")
_BEGUN = Localized("Here comes the first question.", "第1問を出します。")
_COUNTED = Localized("Counted: {answer}", "受け付けました：{answer}")
_STANDS = Localized("Your answer stands: {answer}", "解答済みです：{answer}")
_YOU_ANSWERED = Localized("You answered: {answer}", "あなたの解答：{answer}")
_TYPED = Localized("what you typed", "入力した答え")
_WAIT = Localized(
    "Whether it is right is shown in the channel when the question closes.",
    "正解は、締め切りのあとチャンネルに出ます。",
)
_SEE_ABOVE = Localized("The answer is in the channel already.", "正解はもうチャンネルに出ています。")
_TEAM = Localized("You play for the {team}.", "あなたは{team}です。")
_OPEN = Localized("Open the word", "言葉を見る")
_NOT_ANSWERED = Localized("You have not answered this question.", "この問題には解答していません。")
_NO_RIGHTS = Localized(
    "Only whoever started the round, or a manager, can pause, skip or stop it.",
    "一時停止・次へ・終了ができるのは、始めた人と管理者だけです。",
)
_STEER = Localized("Steer the round", "クイズの進行")
_PAUSE = Localized("Pause", "一時停止")
_RESUME = Localized("Go on", "再開")
_SKIP = Localized("Close this question", "この問題を締め切る")
_NEXT = Localized("Next question", "次の問題へ")
_STOP = Localized("Stop the round", "クイズを終了")
_SAID = {
    "begun": _BEGUN,
    "skipped": Localized("Done. See the channel.", "進めました。チャンネルを見てください。"),
    "paused": Localized(
        "Paused. It ends by itself if nobody goes on within 30 minutes.",
        "一時停止しました。30分再開がなければ終了します。",
    ),
    "resumed": Localized("It goes on.", "再開しました。"),
    "stopped": Localized("Stopped. The result is in the channel.", "終了しました。結果はチャンネルに出ます。"),
}
_REFUSALS = {
    Refusal.OVER: Localized(
        "This round is over. /round starts a new one.", "このクイズは終わりました。/round で始められます。"
    ),
    Refusal.ALREADY_ANSWERED: Localized("That is done already.", "それはもう済んでいます。"),
    Refusal.NOT_ASKED_YET: Localized("That question has not been asked yet.", "その問題はまだ出ていません。"),
    Refusal.NOT_YOURS: _NO_RIGHTS,
    Refusal.NO_SUCH_OPTION: Localized("Choose one of the numbers shown.", "表示された番号から選んでください。"),
    Refusal.EMPTY: Localized("There was no answer in that. Type one.", "答えが空です。入力してください。"),
    Refusal.LOBBY: Localized("The first question has not been asked yet.", "まだ第1問が出ていません。"),
    Refusal.TOO_LATE: Localized("Too late: the question had closed.", "締め切りを過ぎていました。"),
    Refusal.PAUSED: Localized(
        "The round is paused. Answer when it goes on.", "一時停止中です。再開してから答えてください。"
    ),
    Refusal.NOT_PAUSED: Localized("The round is not paused.", "一時停止していません。"),
}


class Happened(StrEnum):
    """What has just happened between one person and a round."""

    STARTED = "started"
    UNPOSTABLE = "unpostable"
    RUNNING = "running"
    NO_ITEMS = "no-items"
    ASKED_LATELY = "asked-lately"
    GONE = "gone"
    JOINED = "joined"
    ALREADY_IN = "already-in"
    COUNTED = "counted"
    STANDS = "stands"
    NOT_ANSWERED = "not-answered"
    MINE = "mine"
    CONTROLS = "controls"
    NO_RIGHTS = "no-rights"
    REFUSED = "refused"
    BEGUN = "begun"
    SKIPPED = "skipped"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What is to be said to one person about a round."""

    happened: Happened
    session: Session | None = None
    question: int = 0
    record: AnswerRecord | None = None
    team: int | None = None
    refusal: Refusal | None = None
    lobby_s: int = 0
    unpostable: tuple[str, Reason] = ("", Reason.OTHER)
    """The platform, and why nothing may be posted there."""

    @property
    def item(self) -> Item | None:
        """The item it is about, if any."""
        return self.session.items[self.question] if self.session else None


def present(word: Word, view: View) -> Reply:
    """Return what is to be said; before a question closes nothing in it tells whether an answer is right."""
    session = word.session
    match word.happened:
        case Happened.STARTED:
            how = view.say(_STARTED_HOW.format(seconds=word.lobby_s))
            return Reply(
                title=plain(view.say(_STARTED)), blocks=(Paragraph(plain(how)),), buttons=_controls(session, view)
            )
        case Happened.UNPOSTABLE:
            return unposted(*word.unpostable, view)
        case Happened.RUNNING:
            return _sentence(_RUNNING, view, _RUNNING_HOW, tone=Tone.WARNING, buttons=_join(session, view))
        case Happened.NO_ITEMS:
            return _sentence(NO_ITEMS_TITLE, view, NO_ITEMS, tone=Tone.WARNING)
        case Happened.ASKED_LATELY:
            return _sentence(NO_ITEMS_TITLE, view, _ASKED_LATELY, tone=Tone.WARNING)
        case Happened.GONE:
            return _sentence(_GONE, view, tone=Tone.WARNING)
        case Happened.JOINED | Happened.ALREADY_IN:
            said = _JOINED if word.happened is Happened.JOINED else _ALREADY_IN
            return _sentence(said, view, *_team(word), tone=Tone.INFO)
        case Happened.COUNTED | Happened.STANDS:
            return _counted(word, view)
        case Happened.NOT_ANSWERED:
            return _sentence(_NOT_ANSWERED, view)
        case Happened.MINE:
            return _mine(word, view)
        case Happened.NO_RIGHTS:
            return _sentence(_NO_RIGHTS, view, tone=Tone.WARNING)
        case Happened.CONTROLS:
            return Reply(title=plain(view.say(_STEER)), buttons=_controls(session, view))
        case Happened.REFUSED:
            return _sentence(_REFUSALS[word.refusal or Refusal.OVER], view, tone=Tone.WARNING)
        case _:
            return Reply(title=plain(view.say(_SAID[word.happened.value])), buttons=_controls(session, view))


def unposted(platform: str, reason: Reason, view: View) -> Reply:
    """Return that a channel cannot be written to, and what to do about it."""
    return _sentence(_UNPOSTED, view, _HOW_TO_LET_ME.get((platform, reason), _ELSEWHERE), tone=Tone.WARNING)


def _sentence(
    title: Localized, view: View, *more: Localized, tone: Tone = Tone.INFO, buttons: tuple[Button, ...] = ()
) -> Reply:
    blocks = tuple(Paragraph(plain(view.say(each))) for each in more)
    return Reply(title=plain(view.say(title)), blocks=blocks, buttons=buttons, tone=tone)


def _counted(word: Word, view: View) -> Reply:
    said = _COUNTED if word.happened is Happened.COUNTED else _STANDS
    closed = word.session is not None and word.session.is_closed(word.question)
    # An answer that closes its question is confirmed like any other: the result stands in the channel, for all at once.
    return _sentence(said.format(answer=_given(word, view)), view, _SEE_ABOVE if closed else _WAIT, *_team(word))


def _given(word: Word, view: View) -> str:
    """Return what was answered: the option with its number; what was typed is not kept."""
    chosen = word.record.chosen if word.record else None
    if chosen is None or word.item is None:
        return view.say(_TYPED)
    return f"{chosen + 1}. {view.say(word.item.options[chosen].text)}"


def _mine(word: Word, view: View) -> Reply:
    """Return the person's answer to a closed question, why it is wrong if it is, and what is right."""
    record, item = word.record, word.item
    if record is None or item is None or record.verdict is None:
        return _sentence(_NOT_ANSWERED, view)
    blocks: list[Block] = [Paragraph(strong(view.say(VERDICTS[record.verdict])))]
    if record.chosen is not None and record.chosen != item.key:
        blocks.append(Paragraph((Span("× "), *labelled(item.options[record.chosen], view))))
    blocks.extend(solution(item, view))
    tone = Tone.SUCCESS if record.credit else Tone.WARNING
    return Reply(
        title=plain(view.say(_YOU_ANSWERED.format(answer=_given(word, view)))),
        blocks=tuple(blocks),
        buttons=(Button(view.say(_OPEN), actions.build("show", item.entry_id)), *why_button(record.rule, view)),
        tone=tone,
    )


def _team(word: Word) -> tuple[Localized, ...]:
    if word.team is None:
        return ()
    team = RED_AND_WHITE[word.team]
    return (Localized(_TEAM.en.format(team=team.en), _TEAM.ja.format(team=team.ja)),)


def _join(session: Session | None, view: View) -> tuple[Button, ...]:
    return (Button(view.say(JOIN), actions.build("round-join", session.id)),) if session else ()


def _controls(session: Session | None, view: View) -> tuple[Button, ...]:
    """Return what the starter may press next."""
    if session is None or not session.is_open:
        return ()
    pause = ("round-resume", _RESUME) if session.paused_at else ("round-pause", _PAUSE)
    buttons = [Button(view.say(pause[1]), actions.build(pause[0], session.id))]
    if session.phase is Phase.LOBBY:
        buttons.append(Button(view.say(START_NOW), actions.build("round-begin", session.id)))
    else:
        step = _SKIP if session.phase is Phase.ASKING else _NEXT
        buttons.append(Button(view.say(step), actions.build("round-skip", session.id, session.position)))
    buttons.append(Button(view.say(_STOP), actions.build("round-stop", session.id)))
    return tuple(buttons)
