from datetime import UTC, datetime
from pathlib import Path

from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.ports import Preferences
from bot.storage.unit_of_work import Storage, open_storage
from tests.core.storage.people_and_quizzes import person, record, session

CANARY = Actor(platform="slack", workspace="T1", user_id="U0CANARY", display_name="Kanariya Hanako")


def _fill(storage: Storage) -> None:
    with storage() as unit:
        for number in range(30):
            each = session(f"s{number}", by=CANARY.user_id)
            unit.sessions.add(each)
            for actor in (CANARY, person("u2")):
                unit.answers.add(each, record(0, actor.user_id, session_id=each.id), actor)
        unit.preferences.set(CANARY, Preferences(romaji=False))
        unit.saved_words.add(CANARY, EntryId("juden"), datetime(2026, 11, 22, tzinfo=UTC))
        unit.commit()


def test_no_byte_of_a_forgotten_person_stays_in_the_files(tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{tmp_path / 'people.sqlite3'}")
    _fill(storage)
    with storage() as unit:
        unit.people.forget(CANARY, "former-x7")
        unit.commit()
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    storage.close()
    assert files["people.sqlite3"]
    for word in (CANARY.user_id, CANARY.display_name):
        assert [name for name, content in files.items() if word.encode() in content] == []


def test_an_export_holds_only_what_json_can(storage: Storage) -> None:
    _fill(storage)
    with storage(read_only=True) as unit:
        exported = unit.people.export(CANARY)
    assert {table: len(rows) for table, rows in exported.items()} == {
        "people": 1,
        "quiz_sessions": 30,
        "quiz_answers": 30,
        "saved_words": 1,
    }
    plain = (str, int, bool, type(None))
    assert all(isinstance(value, plain) for rows in exported.values() for row in rows for value in row.values())


def test_forgetting_without_commit_forgets_nothing(storage: Storage) -> None:
    _fill(storage)
    with storage() as unit:
        unit.people.forget(CANARY, "former-x7")
    with storage(read_only=True) as unit:
        assert unit.answers.standing(CANARY) is not None
