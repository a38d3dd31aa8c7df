"""Live rounds as rows."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.identity import Place
from bot.localized import Locale
from bot.ports import Preferences, UnitOfWorkFactory
from bot.quiz.model import Phase, Player, Session, SessionId, SessionMode, SessionStatus
from bot.storage import schema
from bot.storage.database import connect
from bot.storage.live_keys import QuickReads
from bot.storage.unit_of_work import Storage, open_storage
from tests.core.storage.people_and_quizzes import ELSEWHERE, HERE, NOON, THREAD, person, record, session
from tests.core.storage.test_races import at_once

SOON = NOON + timedelta(seconds=20)


def a_round(
    session_id: str = "r1", *, place: Place = HERE, due_at: datetime | None = SOON, **changes: object
) -> Session:
    lobby = replace(
        session(session_id, place=place),
        mode=SessionMode.TEAMS,
        phase=Phase.LOBBY,
        seconds=30,
        locale=Locale.JA,
        due_at=due_at,
    )
    return replace(lobby, **changes)  # type: ignore[arg-type]  # the fields' own types


def keep(units: UnitOfWorkFactory, *sessions: Session) -> None:
    with units() as unit:
        for each in sessions:
            assert unit.sessions.add(each)
        unit.commit()


def test_a_round_comes_back_as_it_was(units: UnitOfWorkFactory) -> None:
    lobby = a_round()
    asking = replace(lobby, phase=Phase.ASKING, closings=(SOON,), paused_at=NOON)
    reviewing = replace(asking, phase=Phase.REVIEWING, closings=(NOON,), paused_at=None)
    second = replace(reviewing, phase=Phase.ASKING, position=1, closings=(NOON, SOON))
    keep(units, lobby)
    for state in (lobby, asking, reviewing, second):
        with units() as unit:
            unit.sessions.save(state)
            unit.commit()
        with units(read_only=True) as unit:
            assert unit.sessions.get("slack:T1", SessionId("r1")) == state


def test_a_channel_has_one_open_round_threads_included(units: UnitOfWorkFactory) -> None:
    keep(units, a_round(), a_round("r2", place=ELSEWHERE))
    with units() as unit:
        assert not unit.sessions.add(a_round("r3", place=THREAD))
        assert unit.sessions.round_in(THREAD) == a_round()
        assert unit.sessions.open_of(person("u1"), HERE) is None
        unit.sessions.save(a_round(status=SessionStatus.STOPPED, due_at=None))
        assert unit.sessions.round_in(HERE) is None
        assert unit.sessions.add(a_round("r3", place=THREAD))


def test_of_rounds_started_at_once_in_a_channel_one_is_kept(storage: Storage) -> None:
    def start(number: int) -> bool:
        with storage() as unit:
            won = unit.sessions.add(a_round(f"r{number}"))
            unit.commit()
        return won

    assert 1 == sum(at_once(8, start))


def test_what_is_due_is_found_in_every_workspace_and_in_order(units: UnitOfWorkFactory) -> None:
    other = Place(platform="discord", workspace="G1", channel="C1")
    keep(
        units,
        a_round("later", due_at=SOON),
        a_round("first", place=other, due_at=NOON),
        a_round("over", place=ELSEWHERE, due_at=NOON, status=SessionStatus.STOPPED),
        session("solo"),
    )
    with units(read_only=True) as unit:
        assert (("discord:G1", "first"),) == unit.sessions.due(NOON, 10)
        assert ["first", "later"] == [session_id for _, session_id in unit.sessions.due(SOON, 10)]
        assert NOON == unit.sessions.next_due()


def test_players_keep_their_team_and_join_once(units: UnitOfWorkFactory) -> None:
    keep(units, a_round())
    late = Player(user_id="u2", joined_at=SOON, since=1)
    with units() as unit:
        assert unit.players.add(a_round(), late, person("u2", "Ben"))
        assert unit.players.add(a_round(), Player(user_id="u1", joined_at=NOON), person("u1"))
        assert not unit.players.add(a_round(), replace(late, since=0), person("u2"))
        unit.players.assign(a_round(), [replace(late, team=1)])
        assert [("u1", None), ("u2", 1)] == [(player.user_id, player.team) for player in unit.players.of(a_round())]
        assert {"u1": "U1", "u2": "Ben"} == dict(unit.people.names("slack:T1", ["u1", "u2", "u3"]))
        assert {} == dict(unit.people.names("slack:T2", ["u1"]))


def test_who_hides_has_no_name(storage: Storage) -> None:
    keep(storage, a_round())
    with storage() as unit:
        unit.players.add(a_round(), Player(user_id="u1", joined_at=NOON), person("u1"))
        unit.commit()
    with storage() as unit:
        unit.preferences.set(person("u1"), Preferences(hidden=True))
        unit.commit()
    with storage(read_only=True) as unit:
        assert {} == unit.people.names("slack:T1", ["u1"])


def test_a_round_goes_on_when_its_starter_is_forgotten(units: UnitOfWorkFactory) -> None:
    keep(units, a_round())
    with units() as unit:
        unit.players.add(a_round(), Player(user_id="u1", joined_at=NOON), person("u1"))
        unit.people.forget(person("u1"), "former-x7")
        found = unit.sessions.round_in(HERE)
        assert found is not None
        assert "former-x7" == found.started_by
        assert ["former-x7"] == [player.user_id for player in unit.players.of(found)]


def test_totals_count_answers_since_a_day_and_no_skips(units: UnitOfWorkFactory) -> None:
    keep(units, session())
    with units() as unit:
        for given in (record(0), record(1, right=False), record(2, skipped=True), record(0, "u2")):
            unit.answers.add(session(), given, person(given.user_id))
        assert {"u1": (1, 2), "u2": (1, 1)} == unit.answers.totals("slack:T1", ["u1", "u2"], NOON)
        assert {"u1": (0, 1)} == unit.answers.totals("slack:T1", ["u1"], NOON + timedelta(seconds=1))


def test_items_asked_in_a_channel_are_known_by_number_and_by_date(units: UnitOfWorkFactory) -> None:
    week = timedelta(days=7)
    old = a_round("old", status=SessionStatus.FINISHED, closings=(NOON - 2 * week, NOON - week))
    with units() as unit:
        unit.sessions.add(old)
        assert {"item1"} == unit.sessions.recent_items(THREAD, 1, NOON)
        assert {"item0", "item1"} == unit.sessions.recent_items(HERE, 2, NOON)
        assert {"item1"} == unit.sessions.recent_items(HERE, 0, NOON - week)
        assert set() == unit.sessions.recent_items(ELSEWHERE, 30, NOON - week)


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        ({"phase": Phase.ASKING}, ["item1"]),
        ({"phase": Phase.REVIEWING}, []),
        ({"phase": Phase.LOBBY}, []),
        ({"phase": Phase.ASKING, "status": SessionStatus.STOPPED}, []),
        ({"phase": Phase.ASKING, "mode": SessionMode.SOLO}, []),
    ],
    ids=["asking", "reviewing", "lobby", "stopped", "solo"],
)
def test_what_is_asked_now_is_known_in_the_whole_channel(
    units: UnitOfWorkFactory, state: dict[str, object], asked: list[str]
) -> None:
    keep(units, replace(a_round(position=1, closings=(NOON, SOON)), **state))  # type: ignore[arg-type]  # as above
    with units(read_only=True) as unit:
        assert asked == [item.id for item in unit.sessions.asked_in(THREAD)]
        assert () == unit.sessions.asked_in(ELSEWHERE)


def test_the_quick_way_to_what_is_asked_says_what_the_repository_says(tmp_path: Path) -> None:
    path = tmp_path / "rounds.sqlite3"
    quick = QuickReads(path)
    assert () == quick.asked_in(HERE)
    storage = open_storage(f"sqlite:///{path}")
    keep(storage, a_round(phase=Phase.ASKING, position=1, closings=(NOON, SOON)))
    for place, count in ((HERE, 1), (THREAD, 1), (ELSEWHERE, 0)):
        with storage(read_only=True) as unit:
            assert quick.asked_in(place) == unit.sessions.asked_in(place)
        assert count == len(quick.asked_in(place))
    quick.close()
    storage.close()


def test_a_database_older_than_rounds_withholds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    database = connect(f"sqlite:///{path}", 5.0)
    with database.writer.begin() as connection:
        connection.execute(text("CREATE TABLE people (tenant TEXT)"))
    database.dispose()
    quick = QuickReads(path)
    assert () == quick.asked_in(HERE)
    quick.close()


def test_old_quizzes_survive_the_new_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns are added in place: a rebuilt table would have taken its items and answers along."""
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    database = connect(url, 5.0)
    older = tmp_path / "migrations"
    (older / "versions").mkdir(parents=True)
    for path in (schema.MIGRATIONS / "env.py", *(schema.MIGRATIONS / "versions").glob("000[123]*.py")):
        (older / path.relative_to(schema.MIGRATIONS)).write_bytes(path.read_bytes())
    monkeypatch.setattr(schema, "MIGRATIONS", older)
    monkeypatch.setattr(schema, "HEAD", "0003")
    schema.bring_to_head(database, 5.0)
    with database.writer.begin() as connection:
        for statement in (
            "INSERT INTO quiz_sessions VALUES ('slack:T1', 's1', 'C1', NULL, 'u1', 0, 'open', '2026-11-22 12:00:00', NULL)",
            "INSERT INTO quiz_items VALUES ('slack:T1', 's1', 0, 'x')",
            "INSERT INTO quiz_answers VALUES ('slack:T1', 's1', 0, 'u1', 0, 'correct', 'option', 1, '2026-11-22 12:00:00')",
        ):
            connection.execute(text(statement))
    database.dispose()
    monkeypatch.undo()
    storage = open_storage(url)
    with storage._database.reader.connect() as connection:
        rows = connection.execute(text("SELECT mode, phase, seconds, locale FROM quiz_sessions")).all()
        answers = connection.scalar(text("SELECT count(*) FROM quiz_answers"))
    storage.close()
    assert [("solo", "asking", 0, "en")] == [tuple(row) for row in rows]
    assert 1 == answers
