"""``scores``: the board of a channel or the whole workspace over a window of time, and one's own line."""

from dataclasses import replace
from datetime import datetime

from bot.commands.scores_view import Scores, ScoresParams, Where, present
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation
from bot.identity import Actor
from bot.localized import Localized
from bot.ports import UnitOfWork
from bot.quiz import boards
from bot.quiz.boards import Order, Row, Span, Tally, Window

_SUMMARY = Localized("Quiz scores here, and yours", "この場所のスコアと自分のスコア")


def scores(services: Services, invocation: Invocation, params: ScoresParams) -> Scores:
    """Return the board of the invocation's place; improvement over all time is that of this month."""
    if params.by is Order.IMPROVED and params.window is Window.ALL:
        params = replace(params, window=Window.MONTH)
    actor, now = invocation.actor, invocation.received_at
    channel = invocation.place.channel if params.where is Where.CHANNEL else None
    span = boards.span(params.window, now, services.timezone)
    past = boards.before(params.window, now, services.timezone) if params.by is Order.IMPROVED else None
    with services.unit_of_work(read_only=True) as work:
        tallies = work.log.tallies(actor.tenant, channel, span)
        people = {each.user_id for each in tallies}
        names = work.people.names(actor.tenant, people)
        board = boards.compose(
            tallies,
            order=params.by,
            earlier=_by_person(work, actor, channel, past),
            experiences=work.log.experiences(actor.tenant, people),
            shown=names.keys(),
            me=actor.user_id,
            now=now,
            limit=params.number,
        )
        hidden = work.preferences.get(actor).hidden
    return Scores(params=params, board=board, names=names, me=actor.user_id, hidden=hidden)


def own_line(work: UnitOfWork, actor: Actor, services: Services, now: datetime) -> Row | None:
    """Return the person's line in the whole workspace, by right answers; None before the first answer.

    It has a place among the seasoned only.
    """
    tallies = work.log.tallies(actor.tenant, None, boards.span(Window.ALL, now, services.timezone))
    people = {each.user_id for each in tallies}
    board = boards.compose(
        tallies,
        order=Order.RIGHT,
        earlier={},
        experiences=work.log.experiences(actor.tenant, people),
        shown=work.people.names(actor.tenant, people).keys(),
        me=actor.user_id,
        now=now,
        limit=0,
    )
    return replace(board.own, place=None) if board.own and board.own_is_new else board.own


def _by_person(work: UnitOfWork, actor: Actor, channel: str | None, span: Span | None) -> dict[str, Tally]:
    if span is None:
        return {}
    return {each.user_id: each for each in work.log.tallies(actor.tenant, channel, span)}


SCORES = CommandSpec(
    name="scores",
    name_ja="スコア",
    summary=_SUMMARY,
    params=ScoresParams,
    handler=scores,
    presenter=present,
    examples=("/scores", "/scores where:workspace window:month by:improved"),
)
