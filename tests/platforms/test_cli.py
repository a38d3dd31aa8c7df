"""One-shot commands: what a person or a program sees, and the exit code."""

import json
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path
from shutil import copytree

import pytest

from bot.lexicon.model import Domain, Glossary
from tests.platforms.conftest import Run


def test_define_answers_with_the_reason(naruhaya: Run) -> None:
    done = naruhaya("define", "kasutama")

    assert 0 == done.returncode
    assert done.stdout.startswith("カスタマー kasutamā\n")
    assert "(kasutama → カスタマー: romaji, long vowel left out)" in done.stdout


def test_compare_shows_the_words_asked_for(naruhaya: Run) -> None:
    done = naruhaya("compare", "クライアント", "カスタマー", "顧客", "お客様")

    assert 0 == done.returncode
    assert all(word in done.stdout for word in ("クライアント", "カスタマー", "顧客（こきゃく）", "If in doubt"))


def test_word_is_today_s(naruhaya: Run) -> None:
    assert "Word of the day" in naruhaya("word").stdout


def test_nothing_found_is_exit_code_1(naruhaya: Run) -> None:
    done = naruhaya("define", "qqqqqzzzz")

    assert 1 == done.returncode
    assert "qqqqqzzzz" in done.stdout


BAD_ARGUMENTS = {
    "no term": (["define"], "TERM"),
    "no such command": (["defin", "x"], "defin"),
    "no such option": (["quiz", "--colour", "red"], "--colour"),
    "number too large": (["quiz", "--number", "99"], "1<=x<=20"),
    "no number": (["scores", "--number", "many"], "many"),
    "no such choice": (["quiz", "--domain", "cats"], "cats"),
    "no such language": (["--lang", "fr", "word"], "fr"),
    "an empty name": (["--as", "  ", "scores"], "name"),
    "a term too long": (["define", "x" * 200], "120 characters"),
    "a blank term": (["define", " "], "term"),
    "no such folder": (["--data", "/nowhere", "word"], "/nowhere"),
}


@pytest.mark.parametrize(("arguments", "named"), BAD_ARGUMENTS.values(), ids=BAD_ARGUMENTS)
def test_bad_arguments_are_one_sentence_and_exit_code_2(naruhaya: Run, arguments: list[str], named: str) -> None:
    done = naruhaya(*arguments)

    assert 2 == done.returncode
    assert "" == done.stdout
    assert 1 == len(done.stderr.splitlines()), done.stderr
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_is_named_with_the_likely_one(naruhaya: Run) -> None:
    done = naruhaya("word", env={"NARUHAYA_LOCAL": "ja"})

    assert 2 == done.returncode
    assert "NARUHAYA_LOCAL is not a setting. Did you mean NARUHAYA_LOCALE?" in done.stderr


def test_an_unknown_setting_that_is_like_no_other_gets_no_hint(naruhaya: Run) -> None:
    assert "naruhaya: NARUHAYA_QQQ is not a setting.\n" == naruhaya("word", env={"NARUHAYA_QQQ": "1"}).stderr


@pytest.mark.parametrize(("name", "value"), [("LOCALE", "fr"), ("TIMEZONE", "Mars/Base"), ("TIMEZONE", "../etc")])
def test_a_setting_that_cannot_be_used_is_named(naruhaya: Run, name: str, value: str) -> None:
    done = naruhaya("word", env={f"NARUHAYA_{name}": value})

    assert 2 == done.returncode
    assert f"NARUHAYA_{name} is '{value}'" in done.stderr


def test_the_language_of_the_system_is_spoken(naruhaya: Run) -> None:
    assert "今日の言葉" in naruhaya("word", env={"LANG": "ja_JP.UTF-8"}).stdout
    assert "今日の言葉" in naruhaya("--lang", "ja", "word").stdout


def test_a_data_file_that_cannot_be_read_is_named_with_entry_and_field(naruhaya: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "glossary"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text('[[entry]]\nid = "x"\n', "utf-8")
    done = naruhaya("--data", str(tmp_path / "data"), "define", "x")

    assert 2 == done.returncode
    assert "glossary/bad.toml: x: headword: is missing" in done.stderr


def test_a_file_that_is_no_database_is_named_and_left_alone(naruhaya: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("dear diary, this is not a database at all")
    done = naruhaya("--database", f"sqlite:///{path}", "scores")

    assert 2 == done.returncode
    assert f"naruhaya: The file {path} is not an SQLite database." in done.stderr
    assert "dear diary, this is not a database at all" == path.read_text()


@pytest.mark.parametrize(
    "arguments", [["scores"], ["scores", "--json"], ["saved"], ["quiz"], ["settings", "--romaji", "off"]], ids=" ".join
)
def test_a_database_that_cannot_be_used_is_one_sentence_and_exit_code_2(naruhaya: Run, arguments: list[str]) -> None:
    done = naruhaya("--database", "nonsense", *arguments)

    assert 2 == done.returncode
    assert "" == done.stdout
    assert "naruhaya: The database URL cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_quiz_without_questions_is_exit_code_1(naruhaya: Run, glossary: Glossary) -> None:
    taken = {(domain, entry.difficulty) for entry in glossary.entries for domain in entry.domains}
    domain, level = next(pair for pair in product(Domain, range(5, 0, -1)) if pair not in taken)

    assert 1 == naruhaya("quiz", "--domain", domain, "--level", str(level)).returncode


def test_arguments_that_are_no_text_are_answered(naruhaya: Run) -> None:
    named = naruhaya("--as", "\udcff", "settings", "--romaji", "off")
    sought = naruhaya("define", "受電\udcff")

    assert 0 == named.returncode, named.stderr
    assert "受電" in sought.stdout


def test_json_and_text_end_with_the_same_exit_code(naruhaya: Run) -> None:
    for arguments in (
        ["define", "受電"],
        ["define", "qqqqqzzzz"],
        ["compare", "受電"],
        ["compare", "rīchi", "qqqqqzzzz"],
    ):
        assert naruhaya(*arguments).returncode == naruhaya(*arguments, "--json").returncode


def test_a_lookup_answers_though_the_database_is_broken(naruhaya: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database")
    done = naruhaya("--database", f"sqlite:///{path}", "define", "受電")

    assert 0 == done.returncode
    assert "受電（じゅでん）" in done.stdout


def test_a_lookup_makes_no_database(naruhaya: Run, tmp_path: Path) -> None:
    naruhaya("define", "受電")

    assert [] == list(tmp_path.rglob("*.sqlite3*"))


def test_settings_outlive_the_process(naruhaya: Run) -> None:
    naruhaya("settings", "--language", "ja", "--romaji", "off")

    assert "juden" not in naruhaya("define", "受電").stdout
    assert "答える" in naruhaya("define", "受電").stdout or "電話" in naruhaya("define", "受電").stdout


def test_two_people_at_one_console_have_two_scores(naruhaya: Run) -> None:
    for name, answer in (("Aiko", "1"), ("Ben", "2")):
        done = naruhaya("--as", name, "quiz", "--number", "8", "--kind", "meaning-to-word", stdin=f"{answer}\n" * 8)
        assert "Quiz finished" in done.stdout
    shape = json.loads(naruhaya("--as", "Ben", "scores", "--json").stdout)

    assert {"Aiko", "Ben"} == {row["name"] for row in shape["newcomers"]}
    assert 1 <= shape["own"]["answered"] <= 8


def test_a_quiz_left_in_the_middle_goes_on_next_time(naruhaya: Run) -> None:
    first = naruhaya("quiz", "--number", "3", "--kind", "word-to-meaning", stdin="1\n")
    second = naruhaya("quiz", stdin="1\n1\n")

    assert "Your quiz is kept" in first.stdout
    assert "Question 2 of 3" in second.stdout.splitlines()[0]
    assert "Quiz finished" in second.stdout


def test_doctor_finds_the_installation_well(naruhaya: Run) -> None:
    done = naruhaya("doctor", "--json")
    shape = json.loads(done.stdout)

    assert 0 == done.returncode
    assert shape["ok"] is True
    assert {"glossary", "database"} <= {finding["subject"] for finding in shape["findings"]}


def test_doctor_names_what_is_broken(naruhaya: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_text("junk")
    done = naruhaya("--data", str(tmp_path), "--database", f"sqlite:///{path}", "doctor")

    assert 2 == done.returncode
    assert 2 == sum(line.startswith("fault") for line in done.stdout.splitlines())


def test_doctor_names_a_database_that_this_version_is_too_old_for(naruhaya: Run, tmp_path: Path) -> None:
    path = tmp_path / "naruhaya.sqlite3"
    naruhaya("settings", "--romaji", "off")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    done = naruhaya("doctor")

    assert 2 == done.returncode
    assert f"fault database: The database {path} was made by a newer version of Naruhaya" in done.stdout


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "it should look like sqlite:///naruhaya.sqlite3"),
        ("mysql://a/b", "begins with mysql"),
        ("sqlite:////dev/null/naruhaya.sqlite3", "/dev/null"),
    ],
)
def test_doctor_names_a_database_that_can_never_be(naruhaya: Run, url: str, told: str) -> None:
    done = naruhaya("--database", url, "doctor")

    assert 2 == done.returncode
    assert any(line.startswith("fault database: ") and told in line for line in done.stdout.splitlines())


def test_doctor_tells_of_the_platforms_and_never_a_token(naruhaya: Run) -> None:
    tokens = {"NARUHAYA_DISCORD_TOKEN": "xyzzy", "NARUHAYA_SLACK_BOT_TOKEN": "xyzzy"}
    broken = naruhaya("doctor", "--offline", env=tokens)
    well = naruhaya(
        "doctor", "--offline", env={**tokens, "NARUHAYA_SLACK_APP_TOKEN": "xyzzy", "NARUHAYA_LOG_LEVEL": "debug"}
    )

    assert (2, 0) == (broken.returncode, well.returncode)
    assert "fault platforms: Slack's socket mode also needs NARUHAYA_SLACK_APP_TOKEN." in broken.stdout
    assert {"ok    Discord: on", "ok    Slack: on, socket mode", "ok    log level: debug"} <= {
        *well.stdout.splitlines()
    }
    assert "xyzzy" not in broken.stdout + well.stdout


def test_a_terminal_without_japanese_gets_question_marks_and_no_traceback(naruhaya: Run) -> None:
    done = naruhaya("define", "kasutama", env={"PYTHONIOENCODING": "ascii"})

    assert 0 == done.returncode
    assert done.stdout.startswith("?????")
    assert "" == done.stderr


def test_one_planted_fault_is_counted_as_one(naruhaya: Run, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    copytree(Path(__file__).parents[2] / "data", copy)
    file = copy / "glossary" / "customers.toml"
    file.write_text(file.read_text("utf-8").replace('reading = "こきゃく"', 'reading = "顧客"', 1), "utf-8")
    done = naruhaya("--data", str(copy), "data")

    assert 2 == done.returncode
    assert done.stdout.startswith("glossary/customers.toml: kokyaku: reading: ")
    assert "1 fault\n" == done.stderr


def test_running_without_a_token_says_which_to_set(naruhaya: Run) -> None:
    done = naruhaya("run")

    assert 2 == done.returncode
    assert "NARUHAYA_DISCORD_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_health_address_that_cannot_be_listened_on_is_named(naruhaya: Run) -> None:
    done = naruhaya("run", env={"NARUHAYA_DISCORD_TOKEN": "x", "NARUHAYA_HEALTH_HOST": "256.1.1.1"})

    assert 2 == done.returncode
    assert "The health server cannot listen on 256.1.1.1:9464" in done.stderr


def test_data_counts_the_entries(naruhaya: Run) -> None:
    done = naruhaya("data")

    assert 0 == done.returncode
    assert "no fault" in done.stdout


def test_the_output_may_be_cut_short_by_its_reader(naruhaya: Run, environment: dict[str, str]) -> None:
    import subprocess
    import sys

    piped = subprocess.run(
        f"{sys.executable} -m adapters export | head -c 100",
        shell=True,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "" == piped.stderr
