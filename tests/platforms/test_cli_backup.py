"""Backups made while the database is written to are whole and hold what was kept before; a restore loses nothing."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.identity import Actor
from bot.ports import Preferences
from bot.storage.unit_of_work import Storage, open_storage
from tests.platforms.conftest import Run

BACKUPS = 4


@pytest.fixture
def path(environment: dict[str, str]) -> Path:
    return Path(environment["NARUHAYA_DATABASE_URL"].removeprefix("sqlite:///"))


def add(storage: Storage, number: int) -> None:
    actor = Actor(platform="slack", workspace="T1", user_id=f"U{number}", display_name=f"Person {number}")
    with storage() as work:
        work.preferences.set(actor, Preferences(romaji=False))
        work.commit()


def people(path: Path) -> int:
    """Return how many people a whole database holds."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(connection.execute("SELECT count(*) FROM people").fetchone()[0])


class Writer:
    """Keeps one person after the other, until it is told to stop."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._write)
        self.kept = 0

    def __enter__(self) -> "Writer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _write(self) -> None:
        while not self._stopping.is_set():
            add(self._storage, self.kept)
            self.kept += 1


def test_backups_made_under_load_hold_all_that_was_kept_before(path: Path, naruhaya: Run, tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{path}")
    with Writer(storage) as writer:
        for number in range(BACKUPS):
            before, copy = writer.kept, tmp_path / f"copy{number}.sqlite3"
            done = naruhaya("backup", str(copy))
            assert (done.returncode, done.stderr) == (0, "")
            assert before <= people(copy) <= writer.kept + 1
            assert copy.stat().st_mode & 0o777 == 0o600
        assert writer.kept > 0
    storage.close()
    assert list(tmp_path.glob("*.part*")) == []


def test_a_backup_is_brought_back_and_what_was_there_is_kept(path: Path, naruhaya: Run, tmp_path: Path) -> None:
    storage, copy = open_storage(f"sqlite:///{path}"), tmp_path / "copy.sqlite3"
    add(storage, 1)
    assert naruhaya("backup", str(copy)).returncode == 0
    add(storage, 2)

    in_use = naruhaya("restore", str(copy))
    assert in_use.returncode != 0
    assert "stop the bot first" in in_use.stderr
    assert people(path) == 2

    storage.close()
    done = naruhaya("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert f"What was there is in {path}.before-restore" in done.stdout
    assert people(path) == 1
    assert people(path.with_name(f"{path.name}.before-restore")) == 2
    open_storage(f"sqlite:///{path}").close()


def test_a_restore_where_nothing_was(path: Path, naruhaya: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    storage = open_storage(f"sqlite:///{path}")
    add(storage, 1)
    storage.close()
    assert naruhaya("backup", str(copy)).returncode == 0
    elsewhere = tmp_path / "new" / "naruhaya.sqlite3"
    assert naruhaya("restore", str(copy), env={"NARUHAYA_DATABASE_URL": f"sqlite:///{elsewhere}"}).returncode == 0
    assert people(elsewhere) == 1


def test_a_backup_goes_through_pipes_as_out_of_a_container(path: Path, environment: dict[str, str]) -> None:
    storage = open_storage(f"sqlite:///{path}")
    add(storage, 1)

    def piped(*arguments: str, given: bytes = b"") -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "adapters", *arguments],
            input=given,
            env=environment,
            check=True,
            capture_output=True,
        ).stdout

    copy = piped("backup", "-")
    add(storage, 2)
    storage.close()
    assert b"Restored" in piped("restore", "-", given=copy)
    assert people(path) == 1
    assert list(path.parent.glob(".naruhaya-*")) == []


def test_backup_and_restore_refuse_with_a_sentence(path: Path, naruhaya: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE wages (id INTEGER)")
    there = tmp_path / "there"
    there.write_text("dear", "utf-8")
    postgresql = {"NARUHAYA_DATABASE_URL": "postgresql://nowhere/naruhaya"}

    assert "There is no database" in naruhaya("backup", str(tmp_path / "copy")).stderr
    assert "belongs to another program" in naruhaya("restore", str(other)).stderr
    assert "is not an SQLite database" in naruhaya("restore", str(there)).stderr
    assert "is not a backup" in naruhaya("restore", str(tmp_path / "missing")).stderr
    assert "use pg_dump" in naruhaya("backup", str(tmp_path / "copy"), env=postgresql).stderr
    open_storage(f"sqlite:///{path}").close()
    assert "name a new file" in naruhaya("backup", str(there)).stderr
    assert there.read_text("utf-8") == "dear"
