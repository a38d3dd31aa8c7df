"""The course of a live round, step by step and at random."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.identity import Actor
from bot.lexicon.model import Domain, EntryId
from bot.localized import Locale
from bot.quiz import live
from bot.quiz.live import Counted, Ending, Moved, News, Told
from bot.quiz.model import AnswerRecord, Item, ItemKind, Option, Phase, Player, Session, SessionMode, SessionStatus
from bot.quiz.neighbours import Neighbours
from bot.quiz.session import Refusal, Refused, new_session_id
from bot.quiz.tally import standings
from tests.factories import both, make_actor, make_place

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SECONDS = 30
NOBODY_NEAR = Neighbours.of(())
KEY = 1
AIKO, BEN, CHIE = (make_actor(name) for name in ("Aiko", "Ben", "Chie"))
BOSS = make_actor("Boss", is_manager=True)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def make_item(number: int = 0) -> Item:
    return Item(
        id=f"item{number}",
        kind=ItemKind.MEANING_TO_WORD,
        entry_id=EntryId("juden"),
        stem=both("A call that comes in."),
        domain=Domain.CALLCENTER,
        level=2,
        note=both("note"),
        options=tuple(
            Option(text=both(text), entry_id=EntryId(text), reason=both(f"because {text}"))
            for text in ("kaden", "juden", "horyu", "denwa")
        ),
        key=KEY,
    )


class Round:
    """A round as storage would keep it: the session, its players and answers."""

    def __init__(self, questions: int = 2, mode: SessionMode = SessionMode.EVERYONE) -> None:
        moved, starter = live.open_round(
            new_session_id(Random(1)),
            make_place(),
            AIKO,
            tuple(map(make_item, range(questions))),
            mode=mode,
            seconds=SECONDS,
            locale=Locale.EN,
            now=NOON,
        )
        self.session = moved.session
        self.players: list[Player] = [starter]
        self.answers: list[AnswerRecord] = []
        self.told: list[Told] = list(moved.told)
        self.ending: Ending | None = None

    def join(self, actor: Actor, seconds: float) -> Player | Refused:
        player = live.joined(self.session, actor, at(seconds))
        if isinstance(player, Player) and actor.user_id not in {known.user_id for known in self.players}:
            self.players.append(player)
        return player

    def answer(
        self, actor: Actor, response: int, stamp: float, *, question: int | None = None, handled: float | None = None
    ) -> Counted | Refused:
        outcome = live.answer(
            self.session,
            players=self.players,
            answers=self.answers,
            question=self.session.position if question is None else question,
            actor=actor,
            response=response,
            stamped_at=at(stamp),
            now=at(stamp if handled is None else handled),
            neighbours=NOBODY_NEAR,
        )
        if isinstance(outcome, Counted):
            self.answers.append(outcome.record)
            if outcome.joined:
                self.players.append(outcome.joined)
            self.take(outcome.moved)
        return outcome

    def take(self, moved: Moved | Refused | None) -> Moved | Refused | None:
        if isinstance(moved, Moved):
            self.session = moved.session
            self.told.extend(moved.told)
            self.ending = moved.ending or self.ending
        return moved

    def pass_to(self, seconds: float) -> None:
        """Let happen what is due by then."""
        while self.take(live.due(self.session, at(seconds))):
            pass


@pytest.fixture
def running() -> Round:
    """A round of two questions, the first of which is asked at once, Ben having joined."""
    made = Round()
    made.join(BEN, 0)
    made.take(live.begin(made.session, AIKO, at(0)))
    return made


def test_a_round_waits_for_players_and_then_begins_by_itself() -> None:
    made = Round()
    made.pass_to(19.9)
    assert Phase.LOBBY is made.session.phase
    made.pass_to(20)
    assert (Phase.ASKING, 0) == (made.session.phase, made.session.position)
    assert [News.LOBBY, News.LOBBY_CHANGED, News.QUESTION] == [told.news for told in made.told]


def test_a_question_closes_when_its_time_is_over_and_the_next_follows(running: Round) -> None:
    running.pass_to(SECONDS)
    assert Phase.REVIEWING is running.session.phase
    assert running.session.is_closed(0)
    running.pass_to(SECONDS + 8)
    assert (Phase.ASKING, 1) == (running.session.phase, running.session.position)
    assert not running.session.is_closed(1)


def test_a_question_closes_when_all_who_joined_have_answered(running: Round) -> None:
    running.answer(AIKO, KEY, 3)
    assert not running.session.is_closed(0)
    running.answer(BEN, 0, 5)
    assert running.session.is_closed(0)
    assert (at(5),) == running.session.closings


def test_answering_is_joining(running: Round) -> None:
    outcome = running.answer(CHIE, KEY, 4)
    assert isinstance(outcome, Counted)
    assert outcome.joined == Player(user_id="chie", joined_at=at(4))


def test_who_has_fallen_silent_is_not_waited_for() -> None:
    made = Round(questions=4)
    made.join(BEN, 0)
    made.take(live.begin(made.session, AIKO, at(0)))
    clock = 0.0
    for _ in range(2):
        made.answer(AIKO, KEY, clock + 1)
        made.pass_to(clock + SECONDS)
        made.pass_to(clock + SECONDS + 8)
        clock += SECONDS + 8
    made.answer(AIKO, KEY, clock + 1)

    assert made.session.is_closed(2)


def test_the_first_answer_is_final(running: Round) -> None:
    running.answer(AIKO, 0, 1)
    outcome = running.answer(AIKO, KEY, 2)
    assert isinstance(outcome, Refused)
    assert Refusal.ALREADY_ANSWERED is outcome.reason


@pytest.mark.parametrize(
    ("stamp", "handled", "counts"),
    [
        (SECONDS, SECONDS, True),
        (SECONDS, SECONDS + 2, True),
        (SECONDS - 1, SECONDS + 3600, True),
        (SECONDS + 0.001, SECONDS + 0.001, False),
        (SECONDS + 1, SECONDS + 2, False),
    ],
    ids=["at the deadline", "2 s of stall", "an hour of stall", "a millisecond late", "late in a stall"],
)
@pytest.mark.parametrize("ticked", [True, False], ids=["closed before", "not closed yet"])
def test_the_platforms_stamp_decides_whether_an_answer_is_in_time(
    running: Round, stamp: float, handled: float, counts: bool, ticked: bool
) -> None:
    if ticked:
        running.pass_to(SECONDS + 0.5)
    outcome = running.answer(AIKO, KEY, stamp, question=0, handled=handled)
    assert isinstance(outcome, Counted) is counts
    if not counts:
        assert isinstance(outcome, Refused)
        assert Refusal.TOO_LATE is outcome.reason


def test_an_answer_in_time_that_comes_after_the_end_still_counts(running: Round) -> None:
    running.pass_to(200)
    assert SessionStatus.STOPPED is running.session.status or SessionStatus.FINISHED is running.session.status
    told = len(running.told)
    assert isinstance(running.answer(BEN, KEY, 10, question=0, handled=300), Counted)
    assert [News.QUESTION_CHANGED, News.OVER_CHANGED] == [each.news for each in running.told[told:]]


def test_a_question_answered_by_all_takes_nothing_stamped_later(running: Round) -> None:
    running.answer(AIKO, KEY, 3)
    running.answer(BEN, KEY, 4, handled=6)
    assert isinstance(running.answer(CHIE, KEY, 5, question=0, handled=9), Counted), "the key was not out then"
    late = running.answer(make_actor("Dan"), KEY, 6.5, question=0, handled=9)
    assert isinstance(late, Refused)
    assert Refusal.TOO_LATE is late.reason


def test_a_question_that_was_shown_late_has_its_full_time(running: Round) -> None:
    running.session = live.shown(running.session, 0, at(4))
    running.pass_to(SECONDS + 3)
    assert not running.session.is_closed(0)
    running.pass_to(SECONDS + 4)
    assert running.session.is_closed(0)


def test_a_pause_takes_no_time_and_no_answers(running: Round) -> None:
    running.take(live.pause(running.session, AIKO, at(10)))
    running.pass_to(100)
    refused = running.answer(BEN, KEY, 50)
    in_time = running.answer(BEN, KEY, 9, handled=60)
    running.take(live.resume(running.session, AIKO, at(110)))
    running.pass_to(129)
    assert isinstance(refused, Refused)
    assert Refusal.PAUSED is refused.reason
    assert isinstance(in_time, Counted)
    assert not running.session.is_closed(0)
    running.pass_to(130)
    assert running.session.is_closed(0)


def test_a_pause_that_nobody_ends_ends_the_round(running: Round) -> None:
    running.take(live.pause(running.session, AIKO, at(10)))
    running.pass_to(10 + 1800)
    assert Ending.STOPPED is running.ending


def test_a_skip_closes_the_question_and_then_asks_the_next(running: Round) -> None:
    running.take(live.skip(running.session, 0, AIKO, at(5)))
    assert running.session.is_closed(0)
    running.take(live.skip(running.session, 0, AIKO, at(6)))
    assert (Phase.ASKING, 1) == (running.session.phase, running.session.position)


def test_a_second_press_of_skip_skips_nothing_more(running: Round) -> None:
    for second in (5.0, 6.0):
        running.take(live.skip(running.session, 0, AIKO, at(second)))
    stale = live.skip(running.session, 0, AIKO, at(7))
    assert isinstance(stale, Refused)


@pytest.mark.parametrize(
    ("actor", "allowed"), [(AIKO, True), (BOSS, True), (BEN, False)], ids=["starter", "manager", "player"]
)
def test_only_the_starter_and_managers_steer(running: Round, actor: Actor, allowed: bool) -> None:
    session = running.session
    paused = replace(session, paused_at=at(1))
    lobby = Round().session
    outcomes = [
        live.stop(session, actor, at(1)),
        live.pause(session, actor, at(1)),
        live.resume(paused, actor, at(2)),
        live.skip(session, 0, actor, at(1)),
        live.begin(lobby, actor, at(1)),
    ]
    assert {allowed} == {isinstance(outcome, Moved) for outcome in outcomes}


def test_another_workspace_can_do_nothing(running: Round) -> None:
    stranger = make_actor("Aiko", workspace="w2", is_manager=True)
    assert isinstance(live.stop(running.session, stranger, at(1)), Refused)
    assert isinstance(running.answer(stranger, KEY, 1), Refused)
    assert isinstance(running.join(stranger, 1), Refused)


def test_a_round_stopped_in_its_lobby_says_so_there() -> None:
    made = Round()
    made.take(live.stop(made.session, AIKO, at(3)))
    assert [News.LOBBY, News.LOBBY_CHANGED] == [told.news for told in made.told]
    assert SessionStatus.STOPPED is made.session.status


def test_a_round_whose_channel_is_gone_ends_without_a_word(running: Round) -> None:
    assert () == live.abandon(running.session, at(3)).told


def test_a_round_needs_questions_and_players_in_a_channel() -> None:
    with pytest.raises(ValueError, match="at least one item"):
        Round(questions=0)
    with pytest.raises(ValueError, match="live mode"):
        Round(mode=SessionMode.SOLO)


PEOPLE = (AIKO, BEN, CHIE, BOSS)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["join", "answer", "begin", "skip", "pause", "resume", "stop", "shown", "wait", "tick"]),
        st.sampled_from(PEOPLE),
        st.integers(0, 3),
        st.floats(0, 45),
        st.floats(0, 5),
    ),
    max_size=60,
)


@settings(max_examples=300)
@given(
    events=EVENTS,
    questions=st.integers(1, 4),
    mode=st.sampled_from([SessionMode.EVERYONE, SessionMode.RACE, SessionMode.TEAMS]),
)
def test_whatever_happens_no_point_is_given_twice_no_key_is_shown_early_and_the_round_ends(
    events: list[tuple[str, Actor, int, float, float]], questions: int, mode: SessionMode
) -> None:
    made = Round(questions, mode)
    clock = 0.0
    closed_at: dict[int, float] = {}
    for name, actor, number, passing, stall in events:
        before = made.session
        if name == "wait":
            clock += passing
        elif name == "tick":
            made.pass_to(clock)
        elif name == "join":
            made.join(actor, clock)
        elif name == "answer":
            question = min(number, questions - 1)
            outcome = made.answer(actor, number, max(0.0, clock - stall), question=question, handled=clock)
            if isinstance(outcome, Counted):
                assert question < len(before.closings), "an answer to a question that was never asked"
                assert outcome.record.answered_at <= before.closings[question]
                assert question not in closed_at or clock - stall <= closed_at[question] + 1e-6
        elif name == "begin":
            made.take(live.begin(made.session, actor, at(clock)))
        elif name == "skip":
            made.take(live.skip(made.session, made.session.position, actor, at(clock)))
        elif name == "pause":
            made.take(live.pause(made.session, actor, at(clock)))
        elif name == "resume":
            made.take(live.resume(made.session, actor, at(clock)))
        elif name == "stop":
            made.take(live.stop(made.session, actor, at(clock)))
        else:
            made.session = live.shown(made.session, number, at(clock))
        _check(before, made.session)
        for question in range(len(made.session.closings)):
            if made.session.is_closed(question):
                closed_at.setdefault(question, clock)
    assert len(made.answers) == len({(record.question, record.user_id) for record in made.answers})
    for _ in range(3 * questions + 3):
        clock = (made.session.due_at or at(clock)).timestamp() - NOON.timestamp()
        made.pass_to(clock)
    assert not made.session.is_open
    assert made.session.due_at is None
    lines = standings(made.session, made.players, made.answers)
    per_question = 13 if mode is SessionMode.RACE else 1
    assert all(0 <= line.points <= per_question * min(len(made.session.closings), line.answered) for line in lines)


def _check(before: Session, after: Session) -> None:
    """Hold what is true of every step."""
    assert after.items == before.items
    assert len(after.closings) - len(before.closings) in {0, 1}
    assert after.closings[: max(0, len(before.closings) - 1)] == before.closings[:-1]
    for question in range(len(before.closings)):
        if before.is_closed(question):
            assert after.is_closed(question)
            assert after.closings[question] == before.closings[question]
    if not before.is_open:
        assert after == before
    if after.is_open:
        assert after.due_at is not None
        assert after.position < len(after.items)
