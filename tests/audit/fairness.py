"""Does delay cost anybody points in a live round? Forty equal players, injected delay and stalls: ``make check-fairness``.

Rounds are played through the real engine on a real database; only the time is made up. Every player knows the same share
of the questions. Their answers are stamped by the platform when they are given, and reach the engine 50 to 800 ms
later, or at the end of a stall of two seconds, in which nothing is handled at all.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import correlation, mean
from time import monotonic
from zoneinfo import ZoneInfo

from bot.commands.spec import Invocation
from bot.engine import Engine, build_engine
from bot.identity import Actor
from bot.localized import Locale
from bot.posting import Posted
from bot.quiz.model import Item, Phase, Session, SessionId, SessionMode
from bot.quiz.tally import points, standings
from bot.reply import plain_text
from bot.settings import Settings, default_data
from tests.factories import NOON, make_actor, make_place
from tests.fakes import FakeClock

PLAYERS, ROUNDS, QUESTIONS = 40, 25, 20
SECONDS = 30
BAR = 0.05
"""So small in size is every correlation of points with delay."""
_KNOWN = 0.7
_LEAST_S, _MOST_S = 0.05, 0.8
_STALL_S = 2.0
_STALLS = 0.4
_LATE = 0.03
_TICK_S = 0.5
_IDLE_S = 5.0
"""Ticks are this far apart while no question is about to close: they would find nothing to do."""
_PLACE = make_place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One answer: when the platform stamped it, and how much later it reached the engine."""

    question: int
    player: int
    stamped_at: datetime
    delay_s: float
    early_s: float
    """Seconds from the question's deadline back to the stamp; negative for one that came too late."""


@dataclass
class Findings:
    """What was found over all rounds; ``scores`` and ``delays_s`` by player, ``answers`` of (delay, seconds taken, points)."""

    questions: int = 0
    given: int = 0
    late: int = 0
    stalled: int = 0
    refused_in_time: int = 0
    taken_late: int = 0
    scores: Counter[int] = field(default_factory=Counter)
    delays_s: dict[int, list[float]] = field(default_factory=dict)
    answers: list[tuple[float, float, int]] = field(default_factory=list)

    @property
    def by_answer(self) -> float:
        """The correlation of an answer's points with its delay."""
        return _correlation([delay for delay, _, _ in self.answers], [given for *_, given in self.answers])

    @property
    def by_speed(self) -> float:
        """The correlation of an answer's points with how long its player took."""
        return _correlation([taken for _, taken, _ in self.answers], [given for *_, given in self.answers])

    @property
    def by_player(self) -> float:
        """The correlation of a player's score with the mean delay of their answers."""
        players = sorted(self.delays_s)
        return _correlation([mean(self.delays_s[each]) for each in players], [self.scores[each] for each in players])

    @property
    def holds(self) -> bool:
        """Whether nobody gained or lost by delay, and the deadline was kept to the millisecond."""
        fair = all(abs(each) < BAR for each in (self.by_answer, self.by_speed, self.by_player))
        return fair and not self.refused_in_time and not self.taken_late


def run(
    folder: Path,
    *,
    players: int = PLAYERS,
    rounds: int = ROUNDS,
    questions: int = QUESTIONS,
    mode: SessionMode = SessionMode.EVERYONE,
    seed: int = 6,
) -> Findings:
    """Play ``rounds`` of ``questions`` with so many players, and return what was found."""
    clock = FakeClock(NOON)
    settings = Settings(
        data=Path(default_data()),
        database_url=f"sqlite:///{folder / f'fairness-{mode.value}.sqlite3'}",
        locale=Locale.EN,
        timezone=ZoneInfo("Asia/Tokyo"),
        jmdict=folder / "none.sqlite3",
    )
    random = Random(seed)
    engine = build_engine(settings, lambda: random, clock)
    try:
        table = _Table(engine, clock, players, Random(seed + 1), mode)
        table.share_knowledge(rounds * questions)
        for number in range(rounds):
            table.play(number, questions)
        return table.findings
    finally:
        engine.close()


class _Table:
    """Players of equal skill at one channel, and a process that ticks, and now and then stalls."""

    def __init__(self, engine: Engine, clock: FakeClock, players: int, random: Random, mode: SessionMode) -> None:
        self.findings = Findings(delays_s={number: [] for number in range(players)})
        self._engine = engine
        self._clock = clock
        self._random = random
        self._mode = mode
        self._actors = tuple(make_actor(f"P{number:02}") for number in range(players))
        self._delays = [_LEAST_S + (_MOST_S - _LEAST_S) * number / (players - 1) for number in range(players)]
        # Who thinks long is not who is far away: the two are looked at one by one.
        self._speeds = random.sample([number / (players - 1) for number in range(players)], players)
        self._known: tuple[frozenset[int], ...] = ()
        self._late: set[int] = set()

    def share_knowledge(self, questions: int) -> None:
        """Let every player know the same number of the questions, each of them others."""
        share = round(_KNOWN * questions)
        self._known = tuple(frozenset(self._random.sample(range(questions), share)) for _ in self._actors)

    def play(self, number: int, questions: int) -> None:
        """Play one round to its end and count what it gave."""
        session = self._begin(questions)
        for question in range(questions):
            self._ask(session.id, number * questions, question)
            self._wait(timedelta(seconds=8))
        self._count(session.id)

    def _begin(self, questions: int) -> Session:
        starter = self._actors[0]
        invocation = Invocation(
            command="round",
            options={"mode": self._mode.value, "number": questions, "seconds": SECONDS},
            actor=starter,
            place=_PLACE,
            locale=Locale.EN,
            received_at=self._clock.now(),
        )
        self._engine.handle(invocation)
        with self._engine.services.unit_of_work(read_only=True) as work:
            session = work.sessions.round_in(_PLACE)
        assert session is not None, "the round did not open"
        for actor in self._actors[1:]:
            self._press(f"round-join/{session.id}", actor, self._clock.now())
        self._press(f"round-begin/{session.id}", starter, self._clock.now())
        self._tick()
        return session

    def _ask(self, session_id: SessionId, before: int, question: int) -> None:
        """Let everybody answer one question, in the order in which the engine gets to see it."""
        session = self._session(session_id)
        assert session.position == question, (session.position, question)
        assert session.phase is Phase.ASKING, session.phase
        item, deadline = session.items[question], session.closings[question]
        self.findings.questions += 1
        stall = self._stall(deadline)
        presses = sorted(
            (
                (_handled(press, stall), self._random.random(), press)
                for press in self._presses(question, before, deadline)
            ),
            key=lambda each: each[:2],
        )
        ticks = list(_ticks(self._clock.now(), deadline, stall))
        for at, _, press in presses:
            # After a stall some answers come before the tick that closes the question, some after it.
            while ticks and ticks[0] < at:
                self._until(ticks.pop(0))
                self._tick()
            self._until(at)
            right = before + question in self._known[press.player]
            said = self._press(
                f"round-answer/{session_id}/{question}/{_value(item, right=right)}",
                self._actors[press.player],
                press.stamped_at,
            )
            self._judge(press, at, said.startswith("Counted"))
        for at in ticks:
            if self._session(session_id).is_closed(question):
                break
            self._until(at)
            self._tick()
        self._tick()
        assert self._session(session_id).is_closed(question)

    def _presses(self, question: int, before: int, deadline: datetime) -> Iterator[Press]:
        """Yield one answer of each player; a late one only where it is wrong anyhow, so that all deserve the same."""
        late_now = set()
        for player, base in enumerate(self._delays):
            ignorant = before + question not in self._known[player]
            if ignorant and player not in self._late and self._random.random() < _LATE / (1 - _KNOWN):
                late_now.add(player)
                early = -self._random.uniform(0.001, 2.0)
            elif self._random.random() < 0.1:
                early = self._random.uniform(0.0, _MOST_S)
            else:
                early = SECONDS - 1 - 20 * self._speeds[player] - self._random.uniform(0, 8)
            yield Press(
                question=question,
                player=player,
                stamped_at=deadline - timedelta(seconds=early),
                delay_s=base * self._random.uniform(0.8, 1.2),
                early_s=early,
            )
        self._late = late_now

    def _stall(self, deadline: datetime) -> datetime | None:
        """Return when nothing is handled for two seconds, if so: half of the stalls take the deadline in."""
        if self._random.random() >= _STALLS:
            return None
        before = self._random.uniform(0, _STALL_S) if self._random.random() < 0.5 else self._random.uniform(3, 25)
        return deadline - timedelta(seconds=before)

    def _judge(self, press: Press, at: datetime, counted: bool) -> None:
        in_time = press.early_s >= 0
        seen_after_s = (at - press.stamped_at).total_seconds()
        self.findings.given += 1
        self.findings.late += not in_time
        self.findings.stalled += seen_after_s > press.delay_s + 0.001
        self.findings.refused_in_time += in_time and not counted
        self.findings.taken_late += counted and not in_time
        self.findings.delays_s[press.player].append(seen_after_s)

    def _count(self, session_id: SessionId) -> None:
        """Add the round's points: those of its standings by player, those of each answer by its delay."""
        with self._engine.services.unit_of_work(read_only=True) as work:
            session = self._session(session_id)
            players, records = work.players.of(session), work.answers.of(session)
        assert not session.is_open, "the round is not over"
        numbers = {actor.user_id: number for number, actor in enumerate(self._actors)}
        for line in standings(session, players, records):
            self.findings.scores[numbers[line.user_id]] += line.points
        given = points(session.mode, records)
        for record in records:
            taken_s = SECONDS - (session.closings[record.question] - record.answered_at).total_seconds()
            delay_s = self._delays[numbers[record.user_id]]
            self.findings.answers.append((delay_s, taken_s, given[record.question, record.user_id]))

    def _session(self, session_id: SessionId) -> Session:
        with self._engine.services.unit_of_work(read_only=True) as work:
            session = work.sessions.get(_PLACE.tenant, session_id)
        assert session is not None
        return session

    def _press(self, action: str, actor: Actor, stamped_at: datetime) -> str:
        reply = self._engine.press(action, actor=actor, place=_PLACE, locale=Locale.EN, received_at=stamped_at)
        return plain_text(reply.title)

    def _tick(self) -> None:
        now = self._clock.now()
        self._engine.tick(now)
        while taken := self._engine.take_posts(_PLACE.platform, now):
            for post in taken:
                self._engine.settle(post, Posted(post.edits or post.nonce), now)

    def _until(self, at: datetime) -> None:
        self._clock.advance(max(at - self._clock.now(), timedelta()))

    def _wait(self, span: timedelta) -> None:
        self._clock.advance(span)
        self._tick()


def _handled(press: Press, stall: datetime | None) -> datetime:
    """Return when the engine gets to see an answer."""
    arrives = press.stamped_at + timedelta(seconds=press.delay_s)
    return _after(arrives, stall)


def _ticks(start: datetime, deadline: datetime, stall: datetime | None) -> Iterator[datetime]:
    at = start
    while at < deadline + timedelta(seconds=2 * _STALL_S):
        closing = at > deadline - timedelta(seconds=_IDLE_S)
        at += timedelta(seconds=_TICK_S if closing else _IDLE_S)
        yield _after(at, stall)


def _after(at: datetime, stall: datetime | None) -> datetime:
    """Return when that which was due at ``at`` is done: at once, or at the end of the stall it falls into."""
    if stall is None or not stall <= at < stall + timedelta(seconds=_STALL_S):
        return at
    return stall + timedelta(seconds=_STALL_S)


def _value(item: Item, *, right: bool) -> str:
    """Return what a button carries for an answer that is right or wrong."""
    if item.key is None:
        return item.answers[0] if right else "zzz"
    return str(item.key if right else (item.key + 1) % len(item.options))


def _correlation(left: Sequence[float], right: Sequence[float]) -> float:
    """Return Pearson's, 0 where one side is always the same: what never changes depends on nothing."""
    return correlation(left, right) if len(set(left)) > 1 and len(set(right)) > 1 else 0.0


def main() -> int:
    """Print the figures of the default mode and, beside them, of a race, in which speed is meant to count."""
    began = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        fair = run(Path(folder))
        race = run(Path(folder), rounds=3, mode=SessionMode.RACE)
    scores = fair.scores.values()
    print(
        f"{len(fair.scores)} players, {fair.questions} questions, {fair.given} answers, {fair.stalled} of them held up by "
        f"a stall of {_STALL_S:.0f} s; {monotonic() - began:.0f} s"
    )
    print(
        f"of {fair.given - fair.late} answers in time refused {fair.refused_in_time}, "
        f"of {fair.late} late ones taken {fair.taken_late} (bar 0)"
    )
    print(f"scores of equal players: {min(scores)} to {max(scores)}")
    print(
        f"correlation of points with delay: by answer {fair.by_answer:+.4f}, by player {fair.by_player:+.4f}; "
        f"with the time taken {fair.by_speed:+.4f} (bar {BAR})"
    )
    print(f"in a race, where speed counts: with the time taken {race.by_speed:+.4f}")
    print("holds" if fair.holds else "DOES NOT HOLD")
    return 0 if fair.holds else 1


if __name__ == "__main__":
    sys.exit(main())
