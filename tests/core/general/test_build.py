"""A build is whole or leaves no trace."""

import signal
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.errors import DictionaryError
from bot.general import file_format
from bot.general.build import Progress, build
from bot.general.search import GeneralDictionary
from tests.core.general.source import WORDS, many, write, xml


def no_one(progress: Progress) -> None:
    """Watch a build without a word."""


def edition_of(path: Path) -> tuple[date | None, int]:
    opened = GeneralDictionary.open(path)
    assert opened
    opened.close()
    return opened.edition.created, opened.edition.entries


def test_a_built_file_says_when_its_source_was_made_and_how_much_it_holds(tmp_path: Path, target: Path) -> None:
    edition = build(write(tmp_path / "x.gz", xml()), target, no_one)

    assert (date(2026, 1, 2), WORDS) == edition_of(target) == (edition.created, edition.entries)
    assert ("JMdict", "CC BY-SA 4.0") == (edition.source, edition.licence)


def test_progress_grows_to_the_whole_file(tmp_path: Path, target: Path) -> None:
    seen: list[Progress] = []
    source = write(tmp_path / "x.xml", many(5_000))
    build(source, target, seen.append)

    assert len(seen) >= 3
    assert seen == sorted(seen, key=lambda each: (each.read, each.entries))
    assert (source.stat().st_size, 5_000) == (seen[-1].read, seen[-1].entries)
    assert {source.stat().st_size} == {each.total for each in seen}


def test_the_same_source_makes_the_same_dictionary(tmp_path: Path) -> None:
    source = write(tmp_path / "x.xml", many(300))
    dumps = []
    for name in ("one", "two"):
        build(source, tmp_path / name, no_one)
        connection = sqlite3.connect(tmp_path / name)
        dumps.append(list(connection.iterdump()))
        connection.close()

    assert dumps[0] == dumps[1]


def test_a_new_build_takes_the_place_of_the_old(tmp_path: Path, target: Path) -> None:
    build(write(tmp_path / "old.xml", many(3)), target, no_one)
    build(write(tmp_path / "new.xml", xml()), target, no_one)

    assert WORDS == edition_of(target)[1]
    assert [target] == list(target.parent.iterdir())


@pytest.mark.parametrize("text", ["<html/>", xml("")], ids=["a wrong file", "no entry"])
def test_a_build_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path, target: Path, text: str) -> None:
    build(write(tmp_path / "x.xml", xml()), target, no_one)
    before = target.read_bytes()

    with pytest.raises(DictionaryError):
        build(write(tmp_path / "y.xml", text), target, no_one)

    assert before == target.read_bytes()
    assert [target] == list(target.parent.iterdir())


def test_a_disk_that_fails_at_the_last_step_leaves_the_old_file_and_no_litter(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(write(tmp_path / "x.xml", xml()), target, no_one)
    before = target.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(DictionaryError, match="No space left on device"):
        build(write(tmp_path / "y.xml", many(3)), target, no_one)

    assert before == target.read_bytes()
    assert [target] == list(target.parent.iterdir())


def test_a_file_that_is_something_else_is_never_overwritten(tmp_path: Path) -> None:
    diary, database = tmp_path / "diary.txt", tmp_path / "naruhaya.sqlite3"
    diary.write_text("dear diary")
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE answers (id)")
    connection.close()
    source = write(tmp_path / "x.xml", xml())

    for path in (diary, database):
        before = path.read_bytes()
        with pytest.raises(DictionaryError, match="is not a general dictionary, so it is not overwritten"):
            build(source, path, no_one)
        assert before == path.read_bytes()


def test_a_target_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(DictionaryError, match="cannot be written"):
        build(write(tmp_path / "x.xml", xml()), tmp_path / "file" / "jmdict.sqlite3", no_one)


def test_a_damaged_dictionary_and_one_of_another_version_may_be_built_anew(tmp_path: Path, target: Path) -> None:
    source = write(tmp_path / "x.xml", many(300))
    build(source, target, no_one)
    target.write_bytes(target.read_bytes()[:5_000])
    build(source, target, no_one)
    connection = sqlite3.connect(target)
    connection.execute(f"PRAGMA user_version = {file_format.FORMAT + 1}")
    connection.close()
    with pytest.raises(DictionaryError, match="another version"):
        GeneralDictionary.open(target)
    build(source, target, no_one)

    assert 300 == edition_of(target)[1]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path, target: Path) -> None:
    target.parent.mkdir()
    (target.parent / f".{target.name}.abc123.part").write_bytes(b"half")
    (target.parent / "notes.part").touch()
    build(write(tmp_path / "x.xml", xml()), target, no_one)

    assert {target, target.parent / "notes.part"} == set(target.parent.iterdir())


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_a_build_broken_off_leaves_the_old_file_and_no_litter(
    tmp_path: Path, target: Path, sent: signal.Signals, code: int
) -> None:
    build(write(tmp_path / "x.xml", xml()), target, no_one)
    before = target.read_bytes()
    source = write(tmp_path / "many.xml", many(60_000))

    with subprocess.Popen(
        [sys.executable, "-m", "adapters", "jmdict", "build", str(source)],
        stderr=subprocess.PIPE,
        env={"NARUHAYA_JMDICT": str(target), "LANG": "C.UTF-8", "HOME": str(tmp_path)},
        text=True,
    ) as process:
        assert process.stderr
        assert process.stderr.readline().startswith("JMdict: 10 % read")
        process.send_signal(sent)
        rest = process.stderr.read()

    assert code == process.returncode
    assert "Traceback" not in rest
    assert before == target.read_bytes()
    assert [target] == list(target.parent.iterdir())
