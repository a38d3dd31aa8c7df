"""What lookups read of a team's words: the same by either way, from a file without waiting for any writer."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.lexicon.match import Outcome
from bot.lexicon.model import Glossary
from bot.storage.lazy import LazyStorage
from bot.storage.live_keys import QuickReads
from bot.storage.sqlite_file import path_of
from bot.team.house import Verdict
from bot.team.vocabulary import TeamWords, Vocabularies, build_vocabulary
from tests.factories import make_entry
from tests.own_words import (
    Published,
    Seconds,
    make_own,
    make_rule,
    publish_words,
    set_rules,
    withdraw_word,
)

OURS, THEIRS = "slack:ours", "slack:theirs"
NARU = make_own("naru", "ナル活", "なるかつ", english="Naru drive", note="Only in Osaka.", also="ナル活動; NK")
BIN = make_own("bin", "ゆるふわ便", "ゆるふわびん", definition_ja="急がない荷物。", domain="supply", level="2")


@pytest.fixture
def storage(url: str) -> Iterator[LazyStorage]:
    opened = LazyStorage(url)
    opened.open()
    yield opened
    opened.close()


def test_it_reads_what_the_repository_says(storage: LazyStorage) -> None:
    assert storage.revision(OURS) == 0
    assert storage.words(OURS) == TeamWords(revision=0)
    publish_words(storage, NARU, BIN, tenant=OURS)
    set_rules(storage, make_rule("kyaku", instead="team.naru", why="Cold."), tenant=OURS)
    set_rules(storage, make_rule("team.bin", Verdict.PREFERRED), tenant=OURS)
    read = storage.words(OURS)
    assert read == Published(storage).words(OURS)
    assert read.revision == storage.revision(OURS) > 0
    assert read.entries == (BIN, NARU)
    assert {rule.entry_id: rule.instead for rule in read.rules} == {"kyaku": "team.naru", "team.bin": None}


def test_nothing_of_another_workspace_is_read(storage: LazyStorage) -> None:
    publish_words(storage, NARU, tenant=OURS)
    set_rules(storage, make_rule("kyaku"), tenant=OURS)
    assert storage.revision(THEIRS) == 0
    assert storage.words(THEIRS) == TeamWords(revision=0)


def test_what_is_not_published_is_not_read(storage: LazyStorage) -> None:
    publish_words(storage, NARU, BIN, tenant=OURS)
    before = storage.revision(OURS)
    withdraw_word(storage, "team.naru", tenant=OURS)
    assert storage.revision(OURS) > before
    assert storage.words(OURS).entries == (BIN,)


def test_two_processes_find_what_either_published(url: str) -> None:
    """Each has its own storage and its own vocabularies, as two processes have."""
    shared = build_vocabulary(Glossary((make_entry("kyaku", "客", "きゃく"),), ()))
    seconds = Seconds()
    storages = [LazyStorage(url) for _ in range(2)]
    try:
        here, there = (Vocabularies(shared, each, seconds) for each in storages)
        for vocabularies in (here, there):
            assert vocabularies.of(OURS).lookup.find("ナル活").outcome is Outcome.NONE
        publish_words(storages[0], NARU, tenant=OURS)
        seconds.now += 1
        for vocabularies in (here, there):
            assert vocabularies.of(OURS).lookup.find("narukatsu").matches[0].entry == NARU
            assert vocabularies.of(THEIRS).lookup.find("narukatsu").outcome is Outcome.NONE
        withdraw_word(storages[1], "team.naru", tenant=OURS)
        seconds.now += 1
        for vocabularies in (here, there):
            assert vocabularies.of(OURS).lookup.find("ナル活").outcome is Outcome.NONE
    finally:
        for each in storages:
            each.close()


def test_a_file_that_is_not_there_yet_or_older_has_no_words(tmp_path: Path) -> None:
    missing, older = QuickReads(tmp_path / "none.sqlite3"), tmp_path / "older.sqlite3"
    assert missing.words(OURS) == TeamWords(revision=0)
    with sqlite3.connect(older) as connection:
        connection.execute("CREATE TABLE people (tenant TEXT)")
    connection.close()
    reads = QuickReads(older)
    assert reads.revision(OURS) == 0
    assert reads.words(OURS) == TeamWords(revision=0)
    reads.close()


def test_a_file_that_cannot_be_read_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite3"
    path.write_text("not a database, however long it is " * 40)
    with pytest.raises(StorageError):
        QuickReads(path).revision(OURS)


def test_a_writer_keeps_nobody_from_reading(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'busy.sqlite3'}"
    storage = LazyStorage(url)
    publish_words(storage, NARU, tenant=OURS)
    path = path_of(url)
    assert path
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        assert storage.words(OURS).entries == (NARU,)
    finally:
        writer.close()
        storage.close()


def test_reading_words_from_a_file_imports_no_database_library(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'words.sqlite3'}"
    storage = LazyStorage(url)
    publish_words(storage, NARU, tenant=OURS)
    storage.close()
    program = (
        "import sys; from bot.storage.lazy import LazyStorage;"
        f"words = LazyStorage({url!r}).words({OURS!r});"
        "print(words.entries[0].id, 'sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["team.naru", "False"]
