import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.localized import Locale
from bot.ports import Preferences
from bot.storage.preferences import from_columns, read_preferences
from bot.storage.sqlite_file import path_of
from bot.storage.unit_of_work import open_storage
from tests.core.storage.people_and_quizzes import person, record, session

ALL = [Preferences(locale=locale, romaji=romaji) for locale in (None, *Locale) for romaji in (True, False)]


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
    assert from_columns("fr", romaji=True) == Preferences()


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


def test_nothing_slow_is_imported_for_it() -> None:
    code = (
        "import sys, bot.storage.preferences, bot.storage.lazy, bot.ports; "
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'alembic')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
