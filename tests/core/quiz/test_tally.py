"""Points, standings and teams."""

from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest

from bot.quiz import live
from bot.quiz.live import Moved
from bot.quiz.model import AnswerRecord, Player, Rule, SessionId, SessionMode, Verdict
from bot.quiz.session import Refused
from bot.quiz.tally import balanced, points, standings, team_standings
from tests.core.quiz.test_live import AIKO, BEN, KEY, NOON, SECONDS, Round, at
from tests.factories import make_actor


def record(user_id: str, seconds: float, *, right: bool = True, question: int = 0) -> AnswerRecord:
    return AnswerRecord(
        session_id=SessionId("s"),
        question=question,
        user_id=user_id,
        verdict=Verdict.CORRECT if right else Verdict.WRONG,
        rule=Rule.OPTION,
        credit=right,
        answered_at=NOON + timedelta(seconds=seconds),
        chosen=0,
    )


def test_a_race_gives_its_bonus_to_all_within_two_seconds_of_the_first_right_answer() -> None:
    given = points(
        SessionMode.RACE,
        [record("wrong", 1, right=False), record("first", 3), record("tied", 5), record("slow", 5.001)],
    )
    assert {(0, "wrong"): 0, (0, "first"): 13, (0, "tied"): 13, (0, "slow"): 10} == given


@pytest.mark.parametrize("mode", [SessionMode.EVERYONE, SessionMode.TEAMS])
def test_nobody_is_faster_than_anybody_in_the_other_modes(mode: SessionMode) -> None:
    given = points(mode, [record("first", 0.1), record("slow", 29)])
    assert {1} == set(given.values())


def test_who_joined_late_is_ranked_by_the_share_of_their_own_questions() -> None:
    made = Round(questions=3)
    made.take(_begun(made))
    for question, right in enumerate((True, False, True)):
        if question == 1:
            made.join(BEN, 40)
        made.answer(AIKO, KEY if right else 0, 1 + 38 * question)
        if question:
            made.answer(BEN, KEY, 2 + 38 * question)
        made.pass_to(38 * (question + 1))
    lines = standings(made.session, made.players, made.answers)

    assert [("ben", 2, 2, 1), ("aiko", 2, 3, 2)] == [
        (line.user_id, line.right, line.counted, line.rank) for line in lines
    ]


def test_who_was_there_for_less_than_half_is_not_ranked() -> None:
    made = Round(questions=3)
    made.take(_begun(made))
    for question in range(3):
        if question == 2:
            made.answer(BEN, KEY, 1 + 38 * question)
        made.answer(AIKO, 0, 2 + 38 * question)
        made.pass_to(38 * (question + 1))
    assert [("aiko", 1), ("ben", None)] == [
        (line.user_id, line.rank) for line in standings(made.session, made.players, made.answers)
    ]


def _begun(made: Round) -> Moved | Refused:
    return live.begin(made.session, AIKO, at(0))


def test_an_open_question_counts_for_nothing_in_the_standings() -> None:
    made = Round(questions=2)
    made.join(BEN, 0)
    made.take(_begun(made))
    made.answer(AIKO, KEY, 1)
    assert {0} == {line.points for line in standings(made.session, made.players, made.answers)}


def players(count: int) -> list[Player]:
    return [Player(user_id=f"u{number:02}", joined_at=NOON) for number in range(count)]


def test_teams_are_of_one_size_and_of_like_strength() -> None:
    random = Random(5)
    past = {player.user_id: (random.randint(0, 50), 50) for player in players(12)}
    placed = balanced(players(12), past)
    shares = [sum(past[player.user_id][0] / 50 for player in placed if player.team == team) / 6 for team in (0, 1)]
    assert [6, 6] == [sum(player.team == team for player in placed) for team in (0, 1)]
    assert abs(shares[0] - shares[1]) < 0.1


def test_a_newcomer_counts_as_the_mean() -> None:
    past = {"u00": (9, 10), "u01": (1, 10)}
    placed = {player.user_id: player.team for player in balanced(players(4), past)}
    assert placed["u00"] != placed["u01"] or placed["u02"] == placed["u03"]


def test_a_late_joiner_goes_to_the_smaller_team_and_nobody_else_moves() -> None:
    first = balanced(players(3), {})
    small = min((0, 1), key=lambda team: sum(player.team == team for player in first))
    after = balanced([*first, Player(user_id="late", joined_at=NOON)], {})
    assert small == after[-1].team
    assert first == after[:-1]


def test_a_teams_score_is_its_members_mean_whatever_its_size() -> None:
    made = Round(questions=1, mode=SessionMode.TEAMS)
    made.take(_begun(made))
    made.players = [
        Player(user_id=name, joined_at=NOON, team=team) for name, team in (("aiko", 0), ("ben", 1), ("chie", 1))
    ]
    made.answer(AIKO, KEY, 1)
    made.answer(BEN, KEY, 2)
    made.pass_to(30)
    teams = team_standings(standings(made.session, made.players, made.answers))
    assert [(0, 1, Fraction(1)), (1, 2, Fraction(1, 2))] == [(each.team, each.members, each.mean) for each in teams]


def _ranks(values: list[float]) -> list[float]:
    order = sorted(values)
    first = {value: order.index(value) for value in values}
    return [first[value] + (order.count(value) - 1) / 2 for value in values]


def rank_correlation(one: list[float], other: list[float]) -> float:
    """Return Spearman's rho, ties sharing their mean rank."""
    xs, ys = _ranks(one), _ranks(other)
    mean = (len(xs) - 1) / 2
    covariance = sum((x - mean) * (y - mean) for x, y in zip(xs, ys, strict=True))
    spread = (sum((x - mean) ** 2 for x in xs) * sum((y - mean) ** 2 for y in ys)) ** 0.5
    return float(covariance / spread)


@pytest.mark.parametrize(
    ("mode", "independent"), [(SessionMode.EVERYONE, True), (SessionMode.RACE, False)], ids=["everyone", "race"]
)
def test_only_a_race_depends_on_delay(mode: SessionMode, independent: bool) -> None:
    """40 players, 500 questions, up to 10 s of delay on the way in and 2 s in our queue.

    Of each pair of players who answer alike one is as near as the other is far, so that chance cannot pass for an
    effect of delay.
    """
    random = Random(40)
    delays = {f"u{number:02}": 0.05 + 0.25 * number for number in range(40)}
    skill = {user_id: 0.4 + 0.02 * min(number, 39 - number) for number, user_id in enumerate(delays)}
    people = {user_id: make_actor(user_id) for user_id in delays}
    totals: dict[str, float] = dict.fromkeys(delays, 0)
    for _ in range(25):
        made = Round(questions=20, mode=mode)
        made.take(_begun(made))
        for _ in range(20):
            clock = (made.session.closings[-1] - NOON).total_seconds() - SECONDS
            luck = [random.random() for _ in range(20)]
            stamps = {user_id: clock + 5 + random.uniform(0, 2) + delay for user_id, delay in delays.items()}
            queue = {user_id: stamp + random.uniform(0, 2) for user_id, stamp in stamps.items()}
            for user_id in sorted(queue, key=queue.__getitem__):
                number = int(user_id[1:])
                response = KEY if luck[min(number, 39 - number)] < skill[user_id] else 0
                made.answer(people[user_id], response, stamps[user_id], handled=queue[user_id])
            made.pass_to(clock + SECONDS)
            made.pass_to((made.session.due_at or NOON).timestamp() - NOON.timestamp())
        for line in standings(made.session, made.players, made.answers):
            if line.user_id in totals:
                totals[line.user_id] += line.points
    assert sum(totals.values()) > 40 * 500 * 0.4, "hardly any answer counted"
    rho = rank_correlation(list(delays.values()), list(totals.values()))

    assert (abs(rho) < 0.05) is independent, rho
