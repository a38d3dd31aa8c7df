"""What a live round shows to its channel: lobby, questions, results. Made from the rows when a post is sent.

Nothing here tells the key of a question that is open: no text, no id, no order, no value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.commands import actions, daily_view, round_view
from bot.commands.define import show_button
from bot.commands.entry_view import short
from bot.commands.post_office import PostView
from bot.commands.quiz_view import REVIEW, TYPE, YOUR_ANSWER, button_label, question_blocks, solution
from bot.commands.round_steps import LOBBY_VIEW, MISSED_VIEW, OVER_VIEW, QUESTION_VIEW, UNPOSTED_VIEW
from bot.commands.round_view import JOIN, RED_AND_WHITE, START_NOW
from bot.commands.services import Services
from bot.commands.spec import View
from bot.identity import Place
from bot.lexicon.model import Entry, EntryId
from bot.localized import Localized
from bot.posting import Reason
from bot.quiz.live import LOBBY, Ending
from bot.quiz.model import AnswerRecord, Phase, Player, Session, SessionId, SessionMode, SessionStatus
from bot.quiz.tally import Line, standings, team_standings
from bot.reply import (
    Block,
    BulletList,
    Button,
    Divider,
    InputButton,
    Note,
    Paragraph,
    Reply,
    Table,
    Text,
    plain,
    strong,
)

_LOBBY = Localized("Quiz for everyone", "みんなでクイズ")
_STARTED_BY = Localized(
    "{name} starts a quiz. Questions: {number}, {seconds} seconds each.",
    "{name}さんがクイズを始めます：全{number}問、1問{seconds}秒。",
)
_YOU = "you"
_STARTED_BY_YOU = Localized(
    "You start a quiz. Questions: {number}, {seconds} seconds each.",
    "クイズを始めます：全{number}問、1問{seconds}秒。",
)
_MODES = {
    SessionMode.EVERYONE: Localized(
        "Everyone answers, in private. Speed does not count.", "全員が非公開で解答します。速さは関係ありません。"
    ),
    SessionMode.RACE: Localized(
        "A right answer is worth 10 points, and 3 more for all who are right within 2 seconds of the first.",
        "正解は10点。最初の正解から2秒以内なら、全員に3点を加えます。",
    ),
    SessionMode.TEAMS: Localized(
        "Red against white: what counts is each team's mean. Speed does not.",
        "紅白戦です。チームの平均で競います。速さは関係ありません。",
    ),
}
_JOINED = Localized("In: {names}", "参加者：{names}")
_BY_ITSELF = Localized("It starts by itself after {seconds} seconds.", "{seconds}秒たつと自動で始まります。")
_PAUSED = Localized("Paused.", "一時停止中です。")
_BEGAN = Localized(
    "The quiz has begun. You can still join: just answer.", "クイズが始まりました。途中からでも解答すれば参加できます。"
)
_CALLED_OFF = Localized("The quiz was called off before it began.", "クイズは始まる前に中止されました。")
_STOP = Localized("Stop", "中止")
_QUESTION = Localized("Question {number} of {total}", "第{number}問（全{total}問）")
_ANSWERED = Localized("Question {number} of {total}: the answer", "第{number}問（全{total}問）：正解")
_CLOSES = Localized(
    "Closes {seconds} seconds after it appeared, or when all players have answered. Your answer stays private.",
    "出題から{seconds}秒、または参加者全員の解答で締め切ります。解答は非公開です。",
)
_ALL_DAY = Localized(
    "Answer whenever you like until the next question comes. Your answer stays private.",
    "次の問題が出るまで、いつでも解答できます。解答は非公開です。",
)
_DAILY = Localized("Question of the day", "今日の一問")
_DAILY_ANSWERED = Localized("Question of the day: the answer", "今日の一問：正解")
_STEER = Localized("Pause, skip…", "一時停止・次へ…")
_MY_ANSWER = Localized("My answer", "自分の解答")
_RIGHT = Localized("Right: {names}", "正解者：{names}")
_NOBODY_RIGHT = Localized("Nobody had it this time.", "今回は正解者がいませんでした。")
_COUNTS = Localized("{right} of {answered} right.", "{answered}人中{right}人が正解。")
_NO_ANSWERS = Localized("Nobody answered.", "解答がありませんでした。")
_AND_MORE = Localized("{names} and {number} more", "{names}、ほか{number}人")
_SOME = Localized("{number} people", "{number}人")
_LISTS = Localized(", ", "、")
_OVER = Localized("The quiz is over", "クイズ終了")
_STOPPED = Localized("The quiz was stopped", "クイズは途中で終了しました")
_AWAY = Localized(
    "I was away for a while, so the quiz ended here, with the score so far.",
    "しばらく動けなかったため、ここまでの得点で終了しました。",
)
_MISSED = Localized("I was away for a moment", "しばらく応答できませんでした")
_MISSED_HOW = Localized(
    "Question {number} closed at its time meanwhile. Answers given before that count.",
    "その間に第{number}問を時間どおり締め切りました。それまでの解答は有効です。",
)
_GOES_ON = Localized("The quiz goes on.", "クイズは続きます。")
_NO_PLAYERS = Localized("Nobody answered a question.", "解答した人がいませんでした。")
_POINTS = Localized("points", "点")
_RIGHT_HEAD = Localized("right", "正解")
_LATE = Localized("joined late", "途中参加")
_BY_RATE = Localized(
    "Who joined late is ranked by points for each question since then.",
    "途中からの人は、参加後の1問あたりの点で並べています。",
)
_TEAM_LINE = Localized("{team}: {percent} % ({names})", "{team}：{percent}%（{names}）")
_TEAM = Localized("{team}: {names}", "{team}：{names}")
_AGAIN = Localized("Another round", "もう一度")
_MAX_NAMES = 20
_MAX_LINES = 20
_MAX_WORDS = 10
_MAX_WORD_BUTTONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """All that a post about a round is made from."""

    session: Session
    players: tuple[Player, ...]
    answers: tuple[AnswerRecord, ...]
    names: Mapping[str, str]


def lobby(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return who is in and how to join, or what became of it."""
    seen = _look(services, place, values[0])
    if seen is None:
        return None
    session = seen.session
    title = plain(view.say(_LOBBY))
    if session.phase is not Phase.LOBBY or not session.is_open:
        said = _CALLED_OFF if session.phase is Phase.LOBBY else _BEGAN
        teams = [Paragraph(plain(line)) for line in _teams(seen, view)]
        return Reply(title=title, blocks=(Paragraph(plain(view.say(said))), *teams))
    starter = seen.names.get(session.started_by) or view.say(_SOME.format(number=1))
    # What the console calls whoever gave it no name.
    said = _STARTED_BY_YOU if starter == _YOU else _STARTED_BY
    start = said.format(name=starter, number=len(session.items), seconds=session.seconds)
    everyone = _named(seen, [player.user_id for player in seen.players], view)
    last = _PAUSED if session.paused_at else _BY_ITSELF.format(seconds=int(LOBBY.total_seconds()))
    return Reply(
        title=title,
        blocks=(
            Paragraph(plain(view.say(start))),
            Paragraph(plain(view.say(_MODES[session.mode]))),
            Paragraph(plain(view.say(_JOINED.format(names=everyone)))),
            Note(plain(view.say(last))),
        ),
        buttons=(
            Button(view.say(JOIN), actions.build("round-join", session.id)),
            Button(view.say(START_NOW), actions.build("round-begin", session.id)),
            Button(view.say(_STOP), actions.build("round-stop", session.id)),
        ),
    )


def question(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return the question while it is open, and its answer and who was right once it is closed."""
    seen = _look(services, place, values[0])
    number = int(values[1])
    if seen is None or number >= len(seen.session.closings):
        return None
    if seen.session.is_closed(number):
        return _result(seen, number, view)
    return open_question(seen.session, number, view)


def open_question(session: Session, number: int, view: View) -> Reply:
    """Return a question that takes answers; only its stem and its options are looked at."""
    item = session.items[number]
    at = (session.id, number)
    answers: list[Button | InputButton] = [
        Button(button_label(index, option, view), actions.build("round-answer", *at, index - 1))
        for index, option in enumerate(item.options, 1)
    ]
    if not item.options:
        answers.append(InputButton(view.say(TYPE), actions.build("round-answer", *at), view.say(YOUR_ANSWER)))
    if session.mode.is_round:
        answers.append(Button(view.say(_STEER), actions.build("round-controls", session.id)))
    how = _ALL_DAY if session.mode is SessionMode.DAILY else _CLOSES.format(seconds=session.seconds)
    note = _PAUSED if session.paused_at else how
    title = _QUESTION.format(number=number + 1, total=len(session.items))
    if session.mode is SessionMode.DAILY:
        title = _DAILY
    return Reply(
        title=plain(view.say(title)),
        blocks=(*question_blocks(item, view), Note(plain(view.say(note)))),
        buttons=tuple(answers),
    )


def over(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return the standings and the words to look at again."""
    seen = _look(services, place, values[0])
    if seen is None:
        return None
    session = seen.session
    lines = [line for line in standings(session, seen.players, seen.answers) if line.answered]
    blocks: list[Block] = []
    if values[1] == Ending.AWAY.value:
        blocks.append(Paragraph(plain(view.say(_AWAY))))
    blocks.extend(Paragraph(strong(line)) for line in _teams(seen, view, scores=True))
    blocks.append(_table(seen, lines, view) if lines else Paragraph(plain(view.say(_NO_PLAYERS))))
    if any(player.since for player in seen.players):
        blocks.append(Note(plain(view.say(_BY_RATE))))
    if session.mode is SessionMode.RACE:
        blocks.append(Note(plain(view.say(_MODES[session.mode]))))
    missed = _missed(services, seen)
    if missed:
        blocks.extend(
            (Divider(), Note(plain(view.say(REVIEW))), BulletList(tuple(short(each, view) for each in missed)))
        )
    again = actions.build("round", session.mode.value, len(session.items), session.seconds)
    return Reply(
        title=plain(view.say(_OVER if session.status is SessionStatus.FINISHED else _STOPPED)),
        blocks=tuple(blocks),
        buttons=(*map(show_button, missed[:_MAX_WORD_BUTTONS]), Button(view.say(_AGAIN), again)),
    )


def missed(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return that a question's time ran out while nobody was there to take answers."""
    seen = _look(services, place, values[0])
    if seen is None:
        return None
    how = [_MISSED_HOW.format(number=int(values[1]) + 1), *([_GOES_ON] if seen.session.is_open else [])]
    return Reply(title=plain(view.say(_MISSED)), blocks=tuple(Paragraph(plain(view.say(sentence))) for sentence in how))


def unposted(services: Services, place: Place, values: Sequence[str], view: View) -> Reply | None:
    """Return, to whoever started it, that the round cannot be shown, and what to do about it."""
    del services
    say = daily_view.unposted if SessionMode.DAILY.value in values[2:] else round_view.unposted
    return say(place.platform, Reason(values[1]), view)


VIEWS: dict[str, PostView] = {
    LOBBY_VIEW: lobby,
    QUESTION_VIEW: question,
    OVER_VIEW: over,
    MISSED_VIEW: missed,
    UNPOSTED_VIEW: unposted,
}
"""What the posts of rounds show."""


def _look(services: Services, place: Place, session_id: str) -> _Seen | None:
    with services.unit_of_work(read_only=True) as work:
        session = work.sessions.get(place.tenant, SessionId(session_id))
        if session is None:
            return None
        players = work.players.of(session)
        answers = work.answers.of(session)
        known = {session.started_by, *(player.user_id for player in players)}
        return _Seen(session=session, players=players, answers=answers, names=work.people.names(place.tenant, known))


def _result(seen: _Seen, number: int, view: View) -> Reply:
    """Return the key, why it is right and who had it; nobody is named as wrong."""
    session = seen.session
    item = session.items[number]
    given = [record for record in seen.answers if record.question == number]
    right = [record.user_id for record in given if record.credit]
    blocks: list[Block] = [Paragraph(strong(view.say(item.stem))), *solution(item, view), Divider()]
    if right:
        blocks.append(Paragraph(plain(view.say(_RIGHT.format(names=_named(seen, right, view))))))
    if given:
        counts = _COUNTS if right else _NOBODY_RIGHT
        blocks.append(Note(plain(view.say(counts.format(right=len(right), answered=len(given))))))
    else:
        blocks.append(Note(plain(view.say(_NO_ANSWERS))))
    buttons = [Button(view.say(_MY_ANSWER), actions.build("round-mine", session.id, number))]
    if session.is_open and session.position == number:
        buttons.append(Button(view.say(_STEER), actions.build("round-controls", session.id)))
    title = _ANSWERED.format(number=number + 1, total=len(session.items))
    if session.mode is SessionMode.DAILY:
        title = _DAILY_ANSWERED
    return Reply(title=plain(view.say(title)), blocks=tuple(blocks), buttons=tuple(buttons))


def _named(seen: _Seen, user_ids: Sequence[str], view: View) -> str:
    """Return the people's names in the order of the letters, and how many more there are; hidden ones only count."""
    names = sorted(seen.names[user_id] for user_id in user_ids if user_id in seen.names)[:_MAX_NAMES]
    listed = view.say(_LISTS).join(names)
    rest = len(user_ids) - len(names)
    if not rest:
        return listed
    return view.say((_AND_MORE if names else _SOME).format(names=listed, number=rest))


def _teams(seen: _Seen, view: View, *, scores: bool = False) -> list[str]:
    """Return a line for each team: its members, and its score once the round is over."""
    if not any(player.team is not None for player in seen.players):
        return []
    lines = []
    teams = team_standings(standings(seen.session, seen.players, seen.answers))
    for team in teams if scores else sorted(teams, key=lambda line: line.team):
        members = [player.user_id for player in seen.players if player.team == team.team]
        shown = _named(seen, members, view) or "–"
        name = view.say(RED_AND_WHITE[team.team]).capitalize()
        text = _TEAM_LINE if scores else _TEAM
        lines.append(view.say(text.format(team=name, percent=round(100 * team.mean), names=shown)))
    return lines


def _table(seen: _Seen, lines: Sequence[Line], view: View) -> Table:
    """Return the standings; hidden people keep their rank and are not named."""
    race = seen.session.mode is SessionMode.RACE
    head: list[Text] = [plain(""), plain(view.say(_RIGHT_HEAD))]
    if race:
        head.append(plain(view.say(_POINTS)))
    rows = []
    for line in lines[:_MAX_LINES]:
        if line.user_id not in seen.names:
            continue
        cells: list[Text] = [plain(seen.names[line.user_id]), plain(f"{line.right}/{line.counted}")]
        if race:
            cells.append(plain(str(line.points)))
        rank = view.say(_LATE) if line.rank is None else str(line.rank)
        rows.append((rank, tuple(cells)))
    return Table(head=tuple(head), rows=tuple(rows))


def _missed(services: Services, seen: _Seen) -> list[Entry]:
    """Return the words that somebody missed or nobody answered, the most missed first."""
    session = seen.session
    counts: dict[EntryId, int] = {}
    for number in range(len(session.closings)):
        given = [record for record in seen.answers if record.question == number]
        wrong = sum(not record.credit for record in given)
        if wrong or not given:
            counts.setdefault(session.items[number].entry_id, 0)
            counts[session.items[number].entry_id] += wrong
    by_id = services.glossary.by_id
    order = sorted(counts, key=lambda entry_id: -counts[entry_id])
    return [entry for entry_id in order if (entry := by_id.get(entry_id))][:_MAX_WORDS]
