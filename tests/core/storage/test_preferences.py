import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.localized import Locale
from bot.ports import Preferences
from bot.storage.lazy import LazyStorage
from bot.storage.preferences import PreferenceFile, from_columns, read_preferences
from bot.storage.sqlite_file import path_of
from bot.storage.unit_of_work import open_storage
from tests.core.storage.people_and_quizzes import person, record, session

ALL = [
    Preferences(locale=locale, romaji=romaji, hidden=hidden)
    for locale in (None, *Locale)
    for romaji in (True, False)
    for hidden in (True, False)
]


@pytest.mark.parametrize("chosen", ALL, ids=str)
def test_the_quick_way_reads_what_the_repository_reads(chosen: Preferences, tmp_path: Path) -> None:
    path = tmp_path / "a b%20?#.sqlite3"
    storage = open_storage(f"sqlite:///{str(path).replace('%', '%25').replace('?', '%3F').replace('#', '%23')}")
    with storage() as unit:
        unit.preferences.set(person("u1"), chosen)
        unit.sessions.add(session())
        unit.answers.add(session(), record(0, "u2"), person("u2"))
        unit.commit()
        assert unit.preferences.get(person("u1")) == chosen
        for reader in (person("u1"), person("u2"), person("u3"), person("u1", workspace="T2")):
            assert read_preferences(path, reader) == unit.preferences.get(reader)
    storage.close()
    assert read_preferences(path, person("u1")) == chosen


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///naruhaya.sqlite3", "naruhaya.sqlite3"),
        ("sqlite:////var/lib/a%20b.db?timeout=3", "/var/lib/a b.db"),
        ("sqlite+pysqlite:///x/y.db", "x/y.db"),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql://host/name", None),
        ("", None),
    ],
)
def test_the_file_that_a_url_names(url: str, path: str | None) -> None:
    assert path_of(url) == (path and Path(path))


def test_a_language_of_a_later_version_is_as_good_as_none() -> None:
    assert from_columns("fr", romaji=True, hidden=None) == Preferences()


def test_no_file_means_the_defaults_and_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite3"
    assert read_preferences(path, person("u1")) == Preferences()
    assert not path.exists()


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite3"
    path.touch()
    assert read_preferences(path, person("u1")) == Preferences()
    assert path.stat().st_size == 0


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, this is longer than the first bytes of a database would be.")
    with pytest.raises(StorageError, match="is not an SQLite database"):
        read_preferences(path, person("u1"))


def test_a_kept_file_shows_what_is_written_meanwhile_by_this_program_and_by_others(tmp_path: Path) -> None:
    path = tmp_path / "naruhaya.sqlite3"
    file = PreferenceFile(path)
    assert file(person("u1")) == Preferences()
    storage = open_storage(f"sqlite:///{path}")
    for romaji in (False, True, False):
        with storage() as unit:
            unit.preferences.set(person("u1"), Preferences(romaji=romaji))
            unit.commit()
        assert file(person("u1")).romaji is romaji
    storage.close()
    run_elsewhere(path, "romaji = 1")
    assert file(person("u1")).romaji
    file.close()


def test_another_file_in_the_place_of_the_old_one_is_noticed(tmp_path: Path) -> None:
    path, restored = tmp_path / "naruhaya.sqlite3", tmp_path / "backup.sqlite3"
    for each, locale in ((path, Locale.JA), (restored, Locale.EN)):
        storage = open_storage(f"sqlite:///{each}")
        with storage() as unit:
            unit.preferences.set(person("u1"), Preferences(locale=locale))
            unit.commit()
        storage.close()
    file = PreferenceFile(path)
    assert file(person("u1")).locale is Locale.JA
    restored.replace(path)
    assert file(person("u1")).locale is Locale.EN
    path.unlink()
    assert file(person("u1")) == Preferences()
    file.close()


@pytest.mark.parametrize("reads_first", [True, False], ids=["preferences read first", "storage opened first"])
def test_what_is_kept_after_another_program_has_left_is_not_lost(tmp_path: Path, reads_first: bool) -> None:
    path = tmp_path / "naruhaya.sqlite3"
    open_storage(f"sqlite:///{path}").close()
    storage = LazyStorage(f"sqlite:///{path}")
    for _ in range(2 if reads_first else 0):
        storage.preferences(person("u1"))
    with storage() as unit:
        unit.preferences.set(person("u1"), Preferences())
        unit.commit()
    storage.preferences(person("u1"))
    run_elsewhere(path, "romaji = 1")
    with storage() as unit:
        unit.preferences.set(person("u1"), Preferences(locale=Locale.JA))
        unit.commit()
    kept = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT locale FROM people').fetchone())"
    said = subprocess.run([sys.executable, "-c", kept, path], check=True, timeout=60, capture_output=True, text=True)
    assert said.stdout.strip() == "ja"
    storage.close()


def run_elsewhere(path: Path, change: str) -> None:
    """Change everybody's row from a program of its own, which closes the database when it ends."""
    code = (
        "import sqlite3, sys; connection = sqlite3.connect(sys.argv[1]); "
        f"connection.execute('UPDATE people SET {change}'); connection.commit(); connection.close()"
    )
    subprocess.run([sys.executable, "-c", code, path], check=True, timeout=60)


def test_nothing_slow_is_imported_for_it() -> None:
    code = (
        "import sys, bot.storage.preferences, bot.storage.lazy, bot.ports; "
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'alembic')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
