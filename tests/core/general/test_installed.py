import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.general.build import build
from bot.general.installed import InstalledDictionary
from bot.general.model import NO_ANSWER
from tests.core.general.source import many, write, xml


def put(target: Path, text: str) -> None:
    """Build ``target`` out of ``text``."""
    build(write(target.with_suffix(".xml"), text), target, lambda progress: None)


def test_where_no_file_is_nothing_is_answered_and_nothing_made(target: Path) -> None:
    assert NO_ANSWER == InstalledDictionary(target)("雨")
    assert not target.parent.exists()


def test_a_file_that_comes_later_is_used_at_once(tmp_path: Path) -> None:
    installed = InstalledDictionary(tmp_path / "jmdict.sqlite3")
    assert NO_ANSWER == installed("雨")
    put(tmp_path / "jmdict.sqlite3", xml())

    assert ["雨"] == [entry.headword for entry in installed("雨").entries]
    installed.close()


def test_a_new_build_is_used_at_once_and_a_removed_one_no_more(tmp_path: Path) -> None:
    path = tmp_path / "jmdict.sqlite3"
    put(path, xml())
    installed = InstalledDictionary(path)
    installed("雨")
    put(path, many(7))

    answer = installed("雨")
    assert () == answer.entries
    assert answer.edition
    assert 7 == answer.edition.entries

    path.unlink()
    assert NO_ANSWER == installed("か")


def test_a_file_that_is_no_dictionary_is_reported_once_and_otherwise_as_if_absent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "jmdict.sqlite3"
    path.write_text("not a database, by any means" * 10)
    installed = InstalledDictionary(path)
    with caplog.at_level(logging.WARNING):
        answers = [installed("雨"), installed("雨")]

    assert [NO_ANSWER, NO_ANSWER] == answers
    assert 1 == len(caplog.records)


def test_a_dictionary_damaged_inside_is_let_go(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "jmdict.sqlite3"
    put(path, many(3_000))
    whole = path.read_bytes()
    path.write_bytes(whole[:8_192] + b"\xff" * (len(whole) - 8_192))
    installed = InstalledDictionary(path)
    with caplog.at_level(logging.WARNING):
        answers = [installed("きくけ"), installed("きくけ")]

    assert [NO_ANSWER, NO_ANSWER] == answers
    assert 1 == len(caplog.records)


def test_a_row_that_cannot_be_unpacked_is_damage_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "jmdict.sqlite3"
    put(path, xml())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE entry SET readings = 'あめ' || char(31) || 'no number'")
        connection.commit()
    installed = InstalledDictionary(path)

    assert NO_ANSWER == installed("雨")
    assert "is damaged: build it anew" in caplog.text


def test_it_can_be_closed_and_asked_again(tmp_path: Path) -> None:
    put(tmp_path / "jmdict.sqlite3", xml())
    installed = InstalledDictionary(tmp_path / "jmdict.sqlite3")
    before = installed("雨")
    installed.close()

    assert before == installed("雨")
    installed.close()
