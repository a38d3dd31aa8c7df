"""A live round in a terminal, played to its end."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from adapters.console import Console, converse, person
from bot.engine import Engine, build_engine
from bot.localized import Locale
from bot.settings import Settings
from tests.conftest import DATA
from tests.fakes import FakeClock
from tests.platforms.conftest import Run
from tests.platforms.test_console import Paper


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def engine(tmp_path: Path, clock: FakeClock) -> Iterator[Engine]:
    settings = Settings(
        data=DATA,
        database_url=f"sqlite:///{tmp_path / 'n.sqlite3'}",
        locale=Locale.EN,
        timezone=ZoneInfo("Asia/Tokyo"),
        jmdict=tmp_path / "jmdict.sqlite3",
    )
    built = build_engine(settings, lambda: Random(3), clock)
    yield built
    built.close()


def talk(engine: Engine, clock: FakeClock, *lines: str | float) -> str:
    """Type lines; a number lets so many seconds pass before the next."""
    console = Console(engine, person("Aiko"), Locale.EN, clock.now)
    paper = Paper()
    for line in lines:
        if isinstance(line, str):
            converse(console, [line], paper)
        else:
            clock.advance(timedelta(seconds=line))
            converse(console, [" "], paper)
    return paper.text


def test_a_round_is_played_to_its_end(engine: Engine, clock: FakeClock) -> None:
    text = talk(engine, clock, "/round number:2 kind:meaning-to-word", 20.0, "1", 8.0, "2")

    for said in (
        "The round is open",
        "Aiko starts a quiz",
        "Question 1 of 2",
        "Counted: 1.",
        "Question 2 of 2: the answer",
    ):
        assert said in text
    assert text.index("Question 2 of 2: the answer") < text.index("The quiz is over")


def test_who_is_in_already_can_still_start_the_round(engine: Engine, clock: FakeClock) -> None:
    text = talk(engine, clock, "/round number:1 kind:meaning-to-word", "1", "2", 5.0)

    assert "You are in already" in text
    assert "Question 1 of 1" in text


def test_a_question_closes_though_nobody_types_an_answer(engine: Engine, clock: FakeClock) -> None:
    text = talk(engine, clock, "/round number:1", 20.0, 30.0)

    assert "Nobody answered." in text
    assert "The quiz is over" in text


def test_a_round_that_was_left_alone_for_long_ends_with_a_notice(engine: Engine, clock: FakeClock) -> None:
    text = talk(engine, clock, "/round number:5", 20.0, 3600.0)

    assert "I was away for a while" in text


def test_the_word_that_is_asked_is_withheld(engine: Engine, clock: FakeClock) -> None:
    talk(engine, clock, "/round number:1 kind:reading", 20.0)
    with engine.storage(read_only=True) as work:
        (session_id,) = {session for _, session in work.sessions.due(clock.now() + timedelta(hours=1), 9)}
        session = work.sessions.get("console:local", session_id)
    assert session is not None
    word = engine.glossary.entry(session.items[0].entry_id).headword

    assert "A question in this channel is about that." in talk(engine, clock, word)


def test_a_round_can_be_played_from_the_shell(naruhaya: Run) -> None:
    done = naruhaya("round", "--number", "1", "--kind", "word-to-meaning", stdin="2\n1\n1\n1\n")

    assert "Question 1 of 1" in done.stdout
    assert "The quiz is over" in done.stdout
    assert 0 == done.returncode
