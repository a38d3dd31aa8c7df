"""The log of answers that lives in memory; the storage tests hold it to what the databases do."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.quiz.boards import Experience, Span, Tally
from bot.quiz.model import AnswerRecord, Session, SessionId, SessionMode
from bot.quiz.report import Given
from bot.quiz.tally import RACE_POINTS, points

Answers = Mapping[tuple[str, SessionId, int, str], AnswerRecord]


class FakeLog:
    def __init__(self, sessions: Mapping[tuple[str, SessionId], Session], answers: Answers) -> None:
        self._sessions = sessions
        self._answers = answers

    def tallies(self, tenant: str, channel: str | None, span: Span) -> tuple[Tally, ...]:
        found = list(self._closed(tenant, channel, span))
        tallies = []
        for user_id in sorted({record.user_id for _, record in found}):
            own = [(session, record) for session, record in found if record.user_id == user_id]
            answered = sum(record.verdict is not None for _, record in own)
            if answered:
                tallies.append(
                    Tally(
                        user_id=user_id,
                        right=sum(record.credit for _, record in own),
                        answered=answered,
                        bonuses=sum(self._is_bonus(session, record) for session, record in own),
                    )
                )
        return tuple(tallies)

    def experiences(self, tenant: str, user_ids: Collection[str]) -> dict[str, Experience]:
        own = [record for key, record in self._answers.items() if key[0] == tenant and record.user_id in user_ids]
        return {
            user_id: Experience(
                first_at=min(record.answered_at for record in own if record.user_id == user_id),
                answered=sum(record.verdict is not None for record in own if record.user_id == user_id),
            )
            for user_id in {record.user_id for record in own}
        }

    def course(self, tenant: str, channel: str | None, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
        counts = []
        for span in spans:
            records = [record for _, record in self._closed(tenant, channel, span)]
            answered = sum(record.verdict is not None for record in records)
            counts.append((sum(record.credit for record in records), answered))
        return tuple(counts)

    def given(self, tenant: str, span: Span, limit: int) -> tuple[Given, ...]:
        rows = []
        for session, record in self._closed(tenant, None, span):
            item = session.items[record.question]
            if record.verdict is not None:
                picked = record.chosen is not None and not record.credit
                rows.append(
                    Given(
                        user_id=record.user_id,
                        at=record.answered_at,
                        entry_id=item.entry_id,
                        domain=item.domain,
                        right=record.credit,
                        instead=item.options[record.chosen or 0].entry_id if picked else None,
                    )
                )
        return tuple(sorted(rows, key=lambda row: row.at, reverse=True)[:limit])

    def _closed(self, tenant: str, channel: str | None, span: Span) -> Iterator[tuple[Session, AnswerRecord]]:
        for (owner, session_id, question, _), record in self._answers.items():
            if owner != tenant:
                continue
            session = self._sessions[owner, session_id]
            asked = session.mode is not SessionMode.SOLO and session.is_open and not session.is_closed(question)
            inside = (span.since is None or span.since <= record.answered_at) and record.answered_at < span.until
            if channel in {None, session.place.channel} and inside and not asked:
                yield session, record

    def _is_bonus(self, session: Session, record: AnswerRecord) -> bool:
        if session.mode is not SessionMode.RACE:
            return False
        all_of_it = [each for key, each in self._answers.items() if key[:2] == (session.tenant, session.id)]
        return points(session.mode, all_of_it)[record.question, record.user_id] > RACE_POINTS
