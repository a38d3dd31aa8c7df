"""kill -9 at named and random points of live rounds: ``make check-kill``.

A child process plays a round of four through the commands, the ticks and the outbox, and reports through a pipe what
it confirmed and what it sent. It is killed; the next child finds only the database, and plays to the end. The time in
the rounds is made up, and goes on from child to child: a round that takes two minutes is played in a moment.
"""

import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import NoReturn

from sqlalchemy import event, text

from bot.commands import round_posts, round_steps
from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.post_office import PostOffice
from bot.commands.services import Services
from bot.commands.spec import Invocation
from bot.identity import Actor, Place
from bot.localized import Locale
from bot.posting import Posted
from bot.quiz.model import Phase, SessionId, SessionStatus
from bot.quiz.session import new_session_id
from bot.quiz.tally import standings
from bot.reply import plain_text
from bot.storage.unit_of_work import Storage, open_storage
from tests.core.commands.conftest import make_world
from tests.factories import NOON, make_actor, make_place
from tests.fakes import FakeClock

KILLS = 100
QUESTIONS = 3
PLAYERS = tuple(make_actor(name) for name in ("Aiko", "Ben", "Chie", "Dan"))
SETTLED_S = 10.0
"""So soon after a restart every open round goes on or is closed."""
_STEP_S = 0.5
_LONGEST_S = 900.0
_STATEMENTS = ("INSERT INTO quiz_answers", "UPDATE quiz_sessions", "INSERT INTO posts", "UPDATE posts")
POINTS = (
    *(f"{moment} {statement}" for statement in _STATEMENTS for moment in ("before", "after")),
    "before commit",
    "after commit",
    "before tick",
    "before send",
    "after send",
    "after settle",
    "before confirming",
    "after confirming",
)
"""Where a child kills itself; the parent does it at a random moment besides."""

Reached = Callable[[str], None]


@dataclass
class Report:
    """What one child said before it ended."""

    confirmed: list[tuple[int, str, int]] = field(default_factory=list)
    sent: list[tuple[str, bool]] = field(default_factory=list)
    events: list[float] = field(default_factory=list)
    time_s: float = 0.0
    killed: bool = False


@dataclass
class Tally:
    """What was found over all kills."""

    kills: int = 0
    confirmed: int = 0
    lost: int = 0
    doubled: int = 0
    unfinished: int = 0
    posted_twice: int = 0
    unposted: int = 0
    slowest_s: float = 0.0
    points: Counter[str] = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        faults = self.lost + self.doubled + self.unfinished + self.posted_twice + self.unposted
        return not faults and self.slowest_s <= SETTLED_S


def play(url: str, place: Place, start_s: float, seed: int, reached: Reached, say: Callable[[str], None]) -> None:
    """Play the round in ``place`` to its end; start it if there is none yet."""
    storage = open_storage(url)
    _watch(storage, reached)
    clock = FakeClock(NOON + timedelta(seconds=start_s))
    services = replace(make_world().services, unit_of_work=storage, clock=clock, new_random=lambda: Random(seed))
    session_id = new_session_id(Random(seed))  # what the command will call it, given the same seed
    table = _Table(services, place, session_id, clock, Random(seed + int(start_s * 10)), reached, say)
    while table.step():
        if (clock.now() - NOON).total_seconds() > start_s + _LONGEST_S:
            raise RuntimeError("the round does not end")
        clock.advance(timedelta(seconds=_STEP_S))
        say(f"T {(clock.now() - NOON).total_seconds()}")
    storage.close()


class _Table:
    """Four players, the bot, and a channel that the parent reads."""

    def __init__(
        self,
        services: Services,
        place: Place,
        session_id: SessionId,
        clock: FakeClock,
        random: Random,
        reached: Reached,
        say: Callable[[str], None],
    ) -> None:
        self._services = services
        self._place = place
        self._session_id = session_id
        self._clock = clock
        self._random = random
        self._reached = reached
        self._say = say
        self._dispatcher = Dispatcher(services, COMMANDS)
        self._office = PostOffice(services, round_posts.VIEWS, round_steps.posted)

    def step(self) -> bool:
        """Let half a second happen; False once the round is over and all is posted."""
        now = self._clock.now()
        self._reached("before tick")
        round_steps.tick(self._services, now)
        posts = 0
        while taken := self._office.take(self._place.platform, now):
            for post in taken:
                self._reached("before send")
                # The platform knows a nonce for a while, as Discord does: what it has seen it does not show again.
                self._say(f"S {post.nonce} {int(post.in_doubt)} {self._seconds(now)}")
                self._reached("after send")
                self._office.settle(post.place, post.key, post.attempt, Posted(post.edits or post.nonce), now)
                self._reached("after settle")
                posts += 1
        with self._services.unit_of_work(read_only=True) as work:
            session = work.sessions.round_in(self._place)
            known = work.sessions.get(self._place.tenant, self._session_id) is not None
            waiting = work.posts.next_due(now)
        if session is None:
            if not known:
                self._start(now)
                return True
            return bool(posts or waiting)
        if session.phase is Phase.LOBBY:
            self._press(f"round-join/{session.id}", self._random.choice(PLAYERS), now)
        elif session.phase is Phase.ASKING and self._random.random() < 0.6:
            self._answer(session.id, session.position, now)
        return True

    def _start(self, now: datetime) -> None:
        invocation = Invocation(
            command="round",
            options={"number": QUESTIONS, "kind": "meaning-to-word", "seconds": 10},
            actor=PLAYERS[0],
            place=self._place,
            locale=Locale.EN,
            received_at=now,
        )
        self._dispatcher.handle(invocation)

    def _answer(self, session_id: str, question: int, now: datetime) -> None:
        player, chosen = self._random.choice(PLAYERS), self._random.randrange(3)
        said = self._press(f"round-answer/{session_id}/{question}/{chosen}", player, now)
        if said.startswith("Counted"):
            self._reached("before confirming")
            self._say(f"C {question} {player.user_id} {chosen} {self._seconds(now)}")
            self._reached("after confirming")

    def _press(self, action: str, actor: Actor, now: datetime) -> str:
        reply = self._dispatcher.press(action, actor=actor, place=self._place, locale=Locale.EN, received_at=now)
        said = plain_text(reply.title)
        if said == "That did not work":
            raise RuntimeError(f"a button was not answered: {action}")
        if said.startswith("You are in"):
            self._say(f"J {self._seconds(now)}")
        return said

    @staticmethod
    def _seconds(now: datetime) -> float:
        return (now - NOON).total_seconds()


def _watch(storage: Storage, reached: Reached) -> None:
    """Call ``reached`` around the statements that matter and around each commit."""
    engine = storage._database.writer

    def around(moment: str) -> Callable[..., None]:
        def call(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            for known in _STATEMENTS:
                if statement.startswith(known):
                    reached(f"{moment} {known}")

        return call

    event.listen(engine, "before_cursor_execute", around("before"))
    event.listen(engine, "after_cursor_execute", around("after"))
    event.listen(engine, "commit", lambda _connection: reached("before commit"))
    # SQLAlchemy tells of a commit before it happens; the next thing said to the driver is after it.
    event.listen(engine, "checkin", lambda _connection, _record: reached("after commit"))


def in_child(work: Callable[[Callable[[str], None]], None], kill_after_s: float | None = None) -> Report:
    """Run ``work`` in a child until it ends or is killed; return what it reported."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_child(work, writing)
    os.close(writing)
    if kill_after_s is not None:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, kill_after_s)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    signal.setitimer(signal.ITIMER_REAL, 0)
    _, status = os.waitpid(child, 0)
    report = _read(said)
    report.killed = os.WIFSIGNALED(status)
    if not report.killed and os.waitstatus_to_exitcode(status):
        raise RuntimeError("the child failed")
    return report


def _be_child(work: Callable[[Callable[[str], None]], None], writing: int) -> NoReturn:
    code = 1
    try:
        work(lambda line: _write(writing, line))
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def _write(pipe: int, line: str) -> None:
    os.write(pipe, line.encode() + b"\n")


def _read(said: str) -> Report:
    report = Report()
    for line in said.splitlines():
        kind, *values = line.split()
        match kind:
            case "C":
                report.confirmed.append((int(values[0]), values[1], int(values[2])))
            case "S":
                report.sent.append((values[0], values[1] == "1"))
        if kind == "T":
            report.time_s = float(values[0])
        else:
            report.events.append(float(values[-1]))
    return report


def kill_once(url: str, number: int, random: Random, tally: Tally) -> None:
    """Play a round in a channel of its own, kill the process, let the next one finish, and check what is kept."""
    place = make_place(channel=f"c{number}")
    point = (*POINTS, "")[number % (len(POINTS) + 1)]
    fatal = random.randint(1, 12)

    def doomed(say: Callable[[str], None]) -> None:
        count = 0

        def reached(name: str) -> None:
            nonlocal count
            count += name == point
            if name == point and count == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

        play(url, place, 0.0, number, reached, say)

    first = in_child(doomed, None if point else random.uniform(0.02, 0.4))
    away = random.choice([0.5, 0.5, 5.0, 90.0])
    restart = first.time_s + away
    last = in_child(lambda say: play(url, place, restart, number, lambda _: None, say))
    tally.kills += first.killed
    tally.points[point or "at random"] += first.killed
    if first.killed and last.events:
        tally.slowest_s = max(tally.slowest_s, min(last.events) - restart)
    _check(url, place, first, last, tally)


def _check(url: str, place: Place, first: Report, last: Report, tally: Tally) -> None:
    confirmed = [*first.confirmed, *last.confirmed]
    tally.confirmed += len(confirmed)
    storage = open_storage(url)
    with storage._database.reader.connect() as connection:
        if storage._database.is_sqlite and connection.scalar(text("PRAGMA integrity_check")) != "ok":
            raise RuntimeError("the database is damaged")
        rows = connection.execute(
            text("SELECT id FROM quiz_sessions WHERE tenant = :t AND channel = :c"),
            {"t": place.tenant, "c": place.channel},
        ).all()
        unsent = connection.scalar(
            text("SELECT count(*) FROM posts WHERE channel = :c AND state NOT IN ('sent')"), {"c": place.channel}
        )
    for (session_id,) in rows:
        with storage(read_only=True) as work:
            session = work.sessions.get(place.tenant, session_id)
            assert session is not None
            kept = {(each.question, each.user_id): each for each in work.answers.of(session)}
            lines = standings(session, work.players.of(session), tuple(kept.values()))
        tally.unfinished += session.status is SessionStatus.OPEN
        tally.doubled += sum(
            line.points > sum(r.credit for r in kept.values() if r.user_id == line.user_id) for line in lines
        )
        tally.lost += sum(
            (question, user) not in kept or kept[question, user].chosen != chosen
            for question, user, chosen in confirmed
        )
    tally.doubled += len(confirmed) - len({(question, user) for question, user, _ in confirmed})
    tally.doubled += len(rows) - 1
    tally.unposted += int(unsent or 0)
    seen: set[str] = set()
    for nonce, in_doubt in (*first.sent, *last.sent):
        tally.posted_twice += nonce in seen and not in_doubt
        seen.add(nonce)
    storage.close()


def run(url: str, kills: int, seed: int = 9, step: int = 1) -> Tally:
    """Kill so many processes, at every ``step``-th of the points in turn, and return what was found."""
    tally, random = Tally(), Random(seed)
    open_storage(url).close()
    number = 0
    while tally.kills < kills and number < 3 * kills:
        kill_once(url, number * step, random, tally)
        number += 1
    return tally


def main() -> int:
    """Run the whole check and print its figures; the last line says whether it holds."""
    began = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = run(f"sqlite:///{Path(folder) / 'kill.sqlite3'}", KILLS)
    for point, count in tally.points.items():
        print(f"{count:4} kills {point}")
    print(
        f"{tally.kills} kills in {monotonic() - began:.0f} s: {tally.confirmed} answers confirmed, {tally.lost} lost, "
        f"{tally.doubled} doubled; posts twice without doubt {tally.posted_twice}, never sent {tally.unposted}; "
        f"rounds left open {tally.unfinished}, slowest to go on {tally.slowest_s:.1f} s (bar {SETTLED_S:.0f})"
    )
    print("holds" if tally.holds and tally.kills >= KILLS else "DOES NOT HOLD")
    return 0 if tally.holds and tally.kills >= KILLS else 1


if __name__ == "__main__":
    sys.exit(main())
