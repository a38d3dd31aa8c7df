"""Who has how many points in a live round, and which two teams are a fair match. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

from bot.quiz.model import AnswerRecord, Player, Session, SessionMode

RACE_POINTS = 10
RACE_BONUS = 3
RACE_WINDOW = timedelta(seconds=2)
"""Whoever is right so soon after the first right answer shares its bonus: reading speed is no merit."""
TEAMS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One player's result: ``counted`` questions were asked since they joined.

    ``rank`` counts from 1, equals share it; None for whoever was there for less than half of the questions.
    """

    user_id: str
    points: int
    right: int
    answered: int
    counted: int
    team: int | None = None
    rank: int | None = None

    @property
    def rate(self) -> Fraction:
        """Points a question that counted, so that who joined late has the same chance."""
        return Fraction(self.points, self.counted) if self.counted else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """One team's result: the mean of its members' shares of right answers, 0 to 1."""

    team: int
    members: int
    mean: Fraction


def points(mode: SessionMode, answers: Iterable[AnswerRecord]) -> dict[tuple[int, str], int]:
    """Return the points of each answer by question and person; a wrong one has 0.

    Only a race knows the clock: 10 for a right answer, and 3 more for all who were right within two seconds of the
    first right one.
    """
    records = list(answers)
    if mode is not SessionMode.RACE:
        return {(record.question, record.user_id): int(record.credit) for record in records}
    first = {
        record.question: record.answered_at
        for record in sorted(records, key=lambda record: record.answered_at, reverse=True)
        if record.credit
    }
    return {
        (record.question, record.user_id): record.credit
        * (
            RACE_POINTS
            + RACE_BONUS * (record.answered_at - first.get(record.question, record.answered_at) <= RACE_WINDOW)
        )
        for record in records
    }


def standings(session: Session, players: Sequence[Player], answers: Collection[AnswerRecord]) -> tuple[Line, ...]:
    """Return every player's line, the best first: by points a question, then by name's id."""
    asked = sum(session.is_closed(question) for question in range(len(session.closings)))
    closed = [record for record in answers if session.is_closed(record.question)]
    given = points(session.mode, closed)
    lines = []
    for player in players:
        own = [record for record in closed if record.user_id == player.user_id]
        lines.append(
            Line(
                user_id=player.user_id,
                points=sum(given[record.question, record.user_id] for record in own),
                right=sum(record.credit for record in own),
                answered=len(own),
                counted=max(0, asked - player.since),
                team=player.team,
            )
        )
    ranked = sorted(
        (line for line in lines if line.counted * 2 >= max(asked, 1)), key=lambda line: (-line.rate, line.user_id)
    )
    late = sorted((line for line in lines if line.counted * 2 < max(asked, 1)), key=lambda line: line.user_id)
    rates = [line.rate for line in ranked]
    return (*(replace(line, rank=1 + rates.index(line.rate)) for line in ranked), *late)


def team_standings(lines: Collection[Line]) -> tuple[TeamLine, ...]:
    """Return both teams, the better first; members for whom no question counted are left out of the mean."""
    teams = []
    for team in range(TEAMS):
        shares = [Fraction(line.right, line.counted) for line in lines if line.team == team and line.counted]
        mean = sum(shares, Fraction(0)) / len(shares) if shares else Fraction(0)
        teams.append(TeamLine(team=team, members=sum(line.team == team for line in lines), mean=mean))
    return tuple(sorted(teams, key=lambda line: (-line.mean, line.team)))


def strengths(user_ids: Iterable[str], past: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """Return each person's share of right answers from ``past``, right and given; newcomers count as the mean."""
    wanted = tuple(user_ids)
    known = {user_id: past[user_id][0] / past[user_id][1] for user_id in wanted if past.get(user_id, (0, 0))[1]}
    mean = sum(known.values()) / len(known) if known else 0.5
    return {user_id: known.get(user_id, mean) for user_id in wanted}


def balanced(players: Sequence[Player], past: Mapping[str, tuple[int, int]]) -> tuple[Player, ...]:
    """Return the players with a team each: who has one keeps it, the others make sizes and strengths as equal as may be.

    The strongest is placed first, always into the smaller team, and into the weaker of two of one size.
    """
    strength = strengths((player.user_id for player in players), past)
    sizes, sums = [0] * TEAMS, [0.0] * TEAMS
    for player in players:
        if player.team is not None:
            sizes[player.team] += 1
            sums[player.team] += strength[player.user_id]
    placed: dict[str, int] = {}
    for player in sorted(players, key=lambda player: (-strength[player.user_id], player.user_id)):
        if player.team is None:
            team = min(range(TEAMS), key=lambda team: (sizes[team], sums[team], team))
            placed[player.user_id] = team
            sizes[team] += 1
            sums[team] += strength[player.user_id]
    return tuple(replace(player, team=placed.get(player.user_id, player.team)) for player in players)
