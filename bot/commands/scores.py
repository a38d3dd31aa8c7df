"""``scores``: the board of this place, and one's own line."""

from dataclasses import dataclass

from bot.commands import actions
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.localized import Localized
from bot.ports import Standing
from bot.reply import Button, Emphasis, Note, Paragraph, Reply, Span, Table, plain

_SUMMARY = Localized("Quiz scores here, and yours", "この場所のスコアと自分のスコア")
_NUMBER = Localized("How many people to list, 1 to 20", "表示する人数（1～20）")
_TITLE = Localized("Scores", "スコア")
_NOBODY = Localized("Nobody has answered a question here yet.", "まだ誰も解答していません。")
_START = Localized("Start a quiz", "クイズを始める")
_RIGHT = Localized("right", "正解")
_ANSWERED = Localized("answered", "解答")
_SHARE = Localized("share right", "正答率")
_YOU = Localized(
    "You: {right} right of {answered} in this workspace, place {rank}.",
    "あなた：この職場全体で{answered}問中{right}問正解、{rank}位。",
)
_FORMER = Localized("former member", "以前のメンバー")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresParams:
    """What ``scores`` takes."""

    number: int = option(_NUMBER, name_ja="人数", default=10, minimum=1, maximum=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The best of the place, and the asker's own line in the workspace, if there is one."""

    rows: tuple[Standing, ...]
    own: Standing | None


def scores(services: Services, invocation: Invocation, params: ScoresParams) -> Board:
    """Return the board of the invocation's place."""
    with services.unit_of_work(read_only=True) as work:
        return Board(
            rows=work.answers.leaderboard(invocation.place, params.number),
            own=work.answers.standing(invocation.actor),
        )


def present(board: Board, view: View) -> Reply:
    """Return the board as a table, the asker's row marked."""
    start = Button(view.say(_START), actions.build("quiz"))
    if not board.rows:
        return Reply(title=plain(view.say(_TITLE)), blocks=(Paragraph(plain(view.say(_NOBODY))),), buttons=(start,))
    own = board.own.user_id if board.own else None
    rows = []
    for row in board.rows:
        name = row.display_name or view.say(_FORMER)
        emphasis = Emphasis.STRONG if row.user_id == own else Emphasis.PLAIN
        cells = (name, str(row.right), str(row.answered), f"{percent(row)} %")
        rows.append((str(row.rank), tuple((Span(cell, emphasis),) for cell in cells)))
    head = tuple(plain(text) for text in ("", view.say(_RIGHT), view.say(_ANSWERED), view.say(_SHARE)))
    blocks: list[Table | Note] = [Table(head=head, rows=tuple(rows))]
    if board.own:
        line = _YOU.format(right=board.own.right, answered=board.own.answered, rank=board.own.rank)
        blocks.append(Note(plain(view.say(line))))
    return Reply(title=plain(view.say(_TITLE)), blocks=tuple(blocks), buttons=(start,))


def percent(row: Standing) -> int:
    """Return the share of right answers in whole per cent."""
    return round(100 * row.right / row.answered) if row.answered else 0


SCORES = CommandSpec(
    name="scores",
    name_ja="スコア",
    summary=_SUMMARY,
    params=ScoresParams,
    handler=scores,
    presenter=present,
    examples=("/scores",),
)
