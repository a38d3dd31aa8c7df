"""``naruhaya jmdict``, and what an installed general dictionary changes in the other commands."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.core.general.source import WORDS, many, write, xml
from tests.platforms.conftest import Run
from tests.platforms.test_programs import LOOKUP_FIELDS
from tests.test_docs import read

GENERAL_FIELDS = {"headword", "reading", "glosses", "common", "pos", "kind", "source", "date", "licence"}


@pytest.fixture
def installed(environment: dict[str, str], tmp_path: Path, naruhaya: Run) -> Path:
    """The dictionary of a dozen words, built by the command."""
    path = tmp_path / "general" / "jmdict.sqlite3"
    environment["NARUHAYA_JMDICT"] = str(path)
    done = naruhaya("jmdict", "build", str(write(tmp_path / "JMdict_e.gz", xml())))
    assert 0 == done.returncode, done.stderr
    return path


def test_build_says_what_it_made_from_whom_and_where(naruhaya: Run, tmp_path: Path) -> None:
    done = naruhaya("jmdict", "build", str(write(tmp_path / "x.xml", many(6_000))))
    where = tmp_path / "share" / "naruhaya" / "jmdict.sqlite3"

    assert f"JMdict of 2026-01-02: 6,000 entries, 6,000 readings in {where}" in done.stdout
    assert "EDRDG" in done.stdout
    assert where.exists()
    assert done.stderr.splitlines()[-1] == "JMdict: 100 % read, 6,000 entries"


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.html", "<html/>"), ("empty", ""), ("words.txt", "words")],
    ids=["html", "empty", "text"],
)
def test_a_file_that_is_not_jmdict_is_one_sentence_and_exit_code_2(
    naruhaya: Run, tmp_path: Path, name: str, content: str
) -> None:
    done = naruhaya("jmdict", "build", str(write(tmp_path / name, content)))

    assert 2 == done.returncode
    assert "" == done.stdout
    assert 1 == len(done.stderr.splitlines())
    assert name in done.stderr


def test_a_file_that_is_not_there_is_named(naruhaya: Run, tmp_path: Path) -> None:
    done = naruhaya("jmdict", "build", str(tmp_path / "gone.gz"))

    assert 2 == done.returncode
    assert "gone.gz" in done.stderr


def test_status_tells_what_is_built(naruhaya: Run, installed: Path) -> None:
    done = naruhaya("jmdict", "status")
    shape = json.loads(naruhaya("jmdict", "status", "--json").stdout)

    assert 0 == done.returncode
    assert f"JMdict of 2026-01-02: {WORDS} entries" in done.stdout
    assert "CC BY-SA 4.0" in done.stdout
    assert {
        "path": str(installed),
        "source": "JMdict",
        "date": "2026-01-02",
        "licence": "CC BY-SA 4.0",
        "entries": WORDS,
        "stale": False,
    } == shape


def test_status_without_a_dictionary_says_how_to_get_one(naruhaya: Run) -> None:
    done = naruhaya("jmdict", "status")
    shape = json.loads(naruhaya("jmdict", "status", "--json").stdout)

    assert 1 == done.returncode
    assert "naruhaya jmdict build FILE" in done.stdout
    assert (None, 0) == (shape["source"], shape["entries"])


def test_status_names_a_file_that_is_something_else(naruhaya: Run, environment: dict[str, str], tmp_path: Path) -> None:
    environment["NARUHAYA_JMDICT"] = str(write(tmp_path / "notes.txt", "dear diary"))
    done = naruhaya("jmdict", "status")

    assert 2 == done.returncode
    assert "notes.txt is not a general dictionary" in done.stderr


def test_lookup_has_general_rows_only_where_the_glossary_is_not_sure(naruhaya: Run, installed: Path) -> None:
    done = naruhaya("lookup", "--stdin", stdin="受電\nmushroom\nqqqqqzzzz\n")
    known, other, nothing = (json.loads(line) for line in done.stdout.splitlines())

    assert [LOOKUP_FIELDS] * 3 == [set(known), set(other), set(nothing)]
    assert [] == known["general"] == nothing["general"]
    assert "none" == other["outcome"]
    assert [
        {
            "headword": "茸",
            "reading": "たけ",
            "glosses": ["mushroom"],
            "common": False,
            "pos": ["n"],
            "kind": "english",
            "source": "JMdict",
            "date": "2026-01-02",
            "licence": "CC BY-SA 4.0",
        }
    ] == other["general"]


def test_a_word_found_elsewhere_alone_is_found(naruhaya: Run, installed: Path) -> None:
    done = naruhaya("define", "mushroom")

    assert 0 == done.returncode
    assert "General dictionary (JMdict, 2026-01-02)" in done.stdout
    assert 0 == naruhaya("define", "mushroom", "--json").returncode
    assert 1 == naruhaya("define", "qqqqqzzzz").returncode


def test_a_damaged_dictionary_takes_nothing_from_the_glossary(naruhaya: Run, installed: Path) -> None:
    installed.write_bytes(installed.read_bytes()[:4_096] + b"junk" * 5_000)
    done = naruhaya("define", "受電")
    doctor = naruhaya("doctor", "--json")
    status = naruhaya("jmdict", "status")

    assert 0 == done.returncode
    assert 1 == naruhaya("define", "mushroom").returncode
    assert 2 == status.returncode
    assert 1 == len(status.stderr.splitlines()), status.stderr
    assert {"general dictionary": "note"}.items() <= {
        finding["subject"]: finding["health"] for finding in json.loads(doctor.stdout)["findings"]
    }.items()
    assert 0 == doctor.returncode


def test_doctor_tells_the_date_or_that_none_is_built(naruhaya: Run, installed: Path) -> None:
    assert "JMdict of 2026-01-02" in naruhaya("doctor").stdout
    installed.unlink()
    assert "general dictionary: none is built" in naruhaya("doctor").stdout


def test_doctor_tells_when_words_are_folded_otherwise_now(naruhaya: Run, installed: Path) -> None:
    connection = sqlite3.connect(installed)
    connection.execute("UPDATE sound SET strict = strict || 'x'")
    connection.commit()
    connection.close()

    assert "note  general dictionary" in naruhaya("doctor").stdout
    assert "build it anew" in naruhaya("jmdict", "status").stdout


def test_every_field_of_a_general_row_is_documented() -> None:
    text = read("docs/programs.md")

    assert [] == [field for field in sorted(GENERAL_FIELDS) if f'"{field}"' not in text]
