"""What the core asks of the log of answers: tallies for boards, and what a trainer looks at. Nothing is summed up and kept.

An answer to a question that is still open in a channel counts nowhere: a board would tell whether it is right.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.quiz.boards import Experience, Span, Tally
from bot.quiz.report import Given


class AnswerLog(Protocol):
    """The answers of a workspace, or of one ``channel`` of it, threads included."""

    def tallies(self, tenant: str, channel: str | None, span: Span) -> tuple[Tally, ...]:
        """Return the counts of everybody who answered in the span, in no order; skipped questions are no answers."""
        ...

    def experiences(self, tenant: str, user_ids: Collection[str]) -> Mapping[str, Experience]:
        """Return since when these people answer in the workspace, and how many answers they have given."""
        ...

    def course(self, tenant: str, channel: str | None, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
        """Return for each span how many answers were right, and how many there were."""
        ...

    def given(self, tenant: str, span: Span, limit: int) -> tuple[Given, ...]:
        """Return the newest ``limit`` answers in the span with what was asked, the newest first."""
        ...
