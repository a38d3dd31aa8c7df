"""A database that cannot be used is a sentence for the operator, and is left as it was."""

import os
import pwd
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import StatementError

from bot.errors import StorageError
from bot.quiz.model import SessionId
from bot.storage.lazy import LazyStorage
from bot.storage.unit_of_work import open_storage
from tests.core.storage.people_and_quizzes import NOON, session


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://host/name", "use sqlite or postgresql"),
        ("nonsense", "cannot be read"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite:///{folder}", "it is a folder"),
        ("sqlite:///{folder}/file/below.sqlite3", "cannot be written: "),
        ("postgresql://me:secret@/nowhere?host={folder}", "cannot be used: "),
    ],
    ids=["mysql", "no url", "no file", "memory", "folder", "below a file", "no server"],
)
def test_what_cannot_be_opened_is_said_in_one_sentence(url: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as caught:
        open_storage(url.format(folder=tmp_path))
    text = str(caught.value)
    assert sentence in text
    assert text.endswith(".")
    assert "\n" not in text
    assert "secret" not in text


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, this is longer than the first bytes of a database would be.")
    before = path.read_bytes()
    with pytest.raises(StorageError, match=f"{path} is not an SQLite database"):
        open_storage(f"sqlite:///{path}")
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_a_database_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.sqlite3"
    path.write_bytes(b"SQLite format 3\0" + b"\x10\x00" + bytes(40))
    with pytest.raises(StorageError, match=r"not an SQLite database|damaged"):
        open_storage(f"sqlite:///{path}")


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite3"
    path.touch()
    open_storage(f"sqlite:///{path}").close()
    assert path.stat().st_size > 0


def test_a_missing_folder_is_made_and_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "lib" / "naruhaya.sqlite3"
    open_storage(f"sqlite:///{path}").close()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A database that another connection holds to itself."""
    path = tmp_path / "locked.sqlite3"
    open_storage(f"sqlite:///{path}").close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield path
    other.close()


def test_a_writer_gives_up_on_a_locked_database_with_a_sentence(locked: Path) -> None:
    storage = open_storage(f"sqlite:///{locked}", busy_timeout_s=0.05)
    with pytest.raises(StorageError, match=r"locked\.sqlite3 is locked by another program"), storage():
        pass
    with storage(read_only=True) as unit:
        assert unit.sessions.get("slack:T1", SessionId("s1")) is None
    storage.close()


def test_a_third_writer_in_the_same_process_gives_up_with_a_sentence(tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{tmp_path / 'busy.sqlite3'}", busy_timeout_s=0.05)
    with storage(), pytest.raises(StorageError, match="too many tasks wait"), storage():
        pass
    storage.close()


def test_an_error_of_the_database_undoes_the_unit_of_work(tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{tmp_path / 'twice.sqlite3'}")

    def add_twice() -> None:
        with storage() as unit:
            unit.sessions.add(session())
            unit.commit()
            unit.sessions.add(session("s2"))
            unit.sessions.add(session("s1"))

    with pytest.raises(StorageError, match=r"twice\.sqlite3 cannot be used"):
        add_twice()
    with storage(read_only=True) as unit:
        assert unit.sessions.get("slack:T1", SessionId("s2")) is None
    storage.close()


def test_a_mistake_of_the_caller_is_not_blamed_on_the_database(tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{tmp_path / 'naive.sqlite3'}")
    naive = replace(session(), started_at=NOON.replace(tzinfo=None))
    with pytest.raises(StatementError, match="a moment needs a time zone"), storage() as unit:
        unit.sessions.add(naive)
    storage.close()


@contextmanager
def _not_root() -> Iterator[None]:
    """Act as nobody meanwhile if this is root, who may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_database_that_may_not_be_written_is_refused(what: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "kept.sqlite3"
        open_storage(f"sqlite:///{path}").close()
        path.chmod(0o444 if what == "file" else 0o666)
        folder.chmod(0o777 if what == "file" else 0o555)
        before = path.read_bytes()
        with _not_root(), pytest.raises(StorageError, match=f"^The database {path} cannot be written: "):
            open_storage(f"sqlite:///{path}")
        folder.chmod(0o755)
        assert path.read_bytes() == before


def test_a_lazy_storage_opens_at_the_first_call_and_tries_again_after_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "late.sqlite3"
    lazy = LazyStorage(f"sqlite:///{path}")
    assert not path.exists()
    path.mkdir()
    with pytest.raises(StorageError, match="it is a folder"):
        lazy()
    path.rmdir()
    with lazy() as unit:
        unit.sessions.add(session())
        unit.commit()
    lazy.close()
    lazy.close()
    with lazy(read_only=True) as unit:
        assert unit.sessions.get("slack:T1", SessionId("s1")) == session()
    lazy.close()
