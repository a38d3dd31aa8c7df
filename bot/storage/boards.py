"""The log of answers as boards and reports read it; see ``bot.answer_log.AnswerLog``."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Text, and_, func, not_, select, type_coerce
from sqlalchemy.orm import Session as Connection

from bot.lexicon.model import Domain, EntryId
from bot.quiz.boards import Experience, Span, Tally
from bot.quiz.model import Phase, SessionMode, SessionStatus
from bot.quiz.report import Given
from bot.quiz.tally import RACE_WINDOW
from bot.storage.tables import AnswerRow, ItemRow, SessionRow

_LONGEST_QUESTION = timedelta(hours=1)
"""The first right answer of a race may lie so long before another one, pauses included."""


class _OptionShape(msgspec.Struct):
    entry_id: str


class _ItemShape(msgspec.Struct):
    """As much of an item's JSON as a report needs: the rest is not worth decoding for every answer."""

    entry_id: str
    domain: Domain | None
    options: list[_OptionShape] = []


class SqlAnswerLog:
    """The answers of a workspace; every method is a query over them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tallies(self, tenant: str, channel: str | None, span: Span) -> tuple[Tally, ...]:
        """Return the counts of everybody who answered in the span."""
        rows = self._connection.execute(
            select(AnswerRow.user_id, func.count().filter(AnswerRow.credit), func.count(AnswerRow.verdict))
            .join_from(AnswerRow, SessionRow, _SESSION)
            .where(*_closed(tenant, channel), *_within(span))
            .group_by(AnswerRow.user_id)
            .having(func.count(AnswerRow.verdict) > 0)
        ).all()
        bonuses = self._bonuses(tenant, channel, span)
        return tuple(
            Tally(user_id=user_id, right=right, answered=answered, bonuses=bonuses[user_id])
            for user_id, right, answered in rows
        )

    def experiences(self, tenant: str, user_ids: Collection[str]) -> dict[str, Experience]:
        """Return since when these people answer, and how many answers they have given."""
        rows = self._connection.execute(
            select(AnswerRow.user_id, func.min(AnswerRow.answered_at), func.count(AnswerRow.verdict))
            .where(AnswerRow.tenant == tenant, AnswerRow.user_id.in_(user_ids))
            .group_by(AnswerRow.user_id)
        )
        return {user_id: Experience(first_at=first_at, answered=answered) for user_id, first_at, answered in rows}

    def course(self, tenant: str, channel: str | None, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
        """Return for each span how many answers were right, and how many there were."""
        counts = []
        for span in spans:
            right, answered = self._connection.execute(
                select(func.count().filter(AnswerRow.credit), func.count(AnswerRow.verdict))
                .join_from(AnswerRow, SessionRow, _SESSION)
                .where(*_closed(tenant, channel), *_within(span))
            ).one()
            counts.append((right, answered))
        return tuple(counts)

    def given(self, tenant: str, span: Span, limit: int) -> tuple[Given, ...]:
        """Return the newest answers in the span with what was asked, the newest first."""
        rows = self._connection.execute(
            select(
                AnswerRow.user_id,
                AnswerRow.answered_at,
                AnswerRow.credit,
                AnswerRow.chosen,
                type_coerce(ItemRow.item, Text),
            )
            .join_from(AnswerRow, SessionRow, _SESSION)
            .join(ItemRow, _ITEM)
            .where(*_closed(tenant, None), ItemRow.tenant == tenant, *_within(span), AnswerRow.verdict.is_not(None))
            .order_by(AnswerRow.answered_at.desc(), AnswerRow.session_id, AnswerRow.question, AnswerRow.user_id)
            .limit(limit)
        )
        decode = msgspec.json.Decoder(_ItemShape).decode
        return tuple(_to_given(user_id, at, right, chosen, decode(item)) for user_id, at, right, chosen, item in rows)

    def _bonuses(self, tenant: str, channel: str | None, span: Span) -> Counter[str]:
        """Return how many bonuses of races each person won in the span."""
        query = (
            select(AnswerRow.session_id, AnswerRow.question, AnswerRow.user_id, AnswerRow.answered_at)
            .join_from(AnswerRow, SessionRow, _SESSION)
            .where(
                *_closed(tenant, channel),
                SessionRow.mode == SessionMode.RACE.value,
                AnswerRow.credit,
                AnswerRow.answered_at < span.until,
            )
        )
        if span.since is not None:
            query = query.where(AnswerRow.answered_at >= span.since - _LONGEST_QUESTION)
        first: dict[tuple[str, int], datetime] = {}
        bonuses: Counter[str] = Counter()
        for session_id, question, user_id, at in self._connection.execute(query.order_by(AnswerRow.answered_at)):
            if at - first.setdefault((session_id, question), at) <= RACE_WINDOW:
                bonuses[user_id] += span.since is None or at >= span.since
        return bonuses


_SESSION = and_(SessionRow.tenant == AnswerRow.tenant, SessionRow.id == AnswerRow.session_id)
_ITEM = and_(
    ItemRow.tenant == AnswerRow.tenant,
    ItemRow.session_id == AnswerRow.session_id,
    ItemRow.question == AnswerRow.question,
)


def _closed(tenant: str, channel: str | None) -> list[ColumnElement[bool]]:
    """Return the condition of the tenant's answers to questions that are closed, in one channel when given."""
    asked_now = and_(
        SessionRow.mode != SessionMode.SOLO.value,
        SessionRow.status == SessionStatus.OPEN.value,
        SessionRow.phase == Phase.ASKING.value,
        SessionRow.position == AnswerRow.question,
    )
    conditions = [AnswerRow.tenant == tenant, SessionRow.tenant == tenant, not_(asked_now)]
    return conditions if channel is None else [*conditions, SessionRow.channel == channel]


def _within(span: Span) -> list[ColumnElement[bool]]:
    until = AnswerRow.answered_at < span.until
    return [until] if span.since is None else [AnswerRow.answered_at >= span.since, until]


def _to_given(user_id: str, at: datetime, right: bool, chosen: int | None, item: _ItemShape) -> Given:
    picked = chosen is not None and chosen < len(item.options)
    return Given(
        user_id=user_id,
        at=at,
        entry_id=EntryId(item.entry_id),
        domain=item.domain,
        right=right,
        instead=EntryId(item.options[chosen].entry_id) if picked and chosen is not None and not right else None,
    )
