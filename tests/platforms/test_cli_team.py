"""The operator takes a team's words out of the database and brings them in, from the command line."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.cli import build_cli
from tests.docs import ROOT

WHERE = ("--workspace", "slack:T1")
TABLE = "見出し語,読み,英訳,社内ルール,代わりの語\n入電,にゅうでん,incoming call,,\nカスタマ,,customer,避ける,顧客\n顧客,,,優先,\n"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'team.sqlite3'}"


def _run(database: str, *arguments: str, typed: bytes = b"", lang: str = "en") -> Result:
    command = build_cli({"NARUHAYA_DATABASE_URL": database})
    return CliRunner().invoke(command, ["--lang", lang, "team", *arguments], input=typed)


def _import(database: str, *arguments: str, typed: bytes = b"", lang: str = "en") -> Result:
    return _run(database, "import", *WHERE, *arguments, typed=typed, lang=lang)


@pytest.fixture
def table(tmp_path: Path) -> str:
    """A table as Excel in Japan saves it."""
    path = tmp_path / "words.csv"
    path.write_bytes(TABLE.encode("cp932"))
    return str(path)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(database: str, table: str) -> None:
    for _ in range(2):
        result = _import(database, "--dry-run", table)
        assert result.exit_code == 0, result.output
        assert "Nothing is changed yet" in result.output
        assert "New: 2 (入電, カスタマ)" in result.output
        assert "House rules: 2" in result.output
        assert "read as Shift_JIS" in result.output


def test_words_are_imported_once(database: str, table: str) -> None:
    assert "Imported" in _import(database, table).output
    again = _import(database, table, lang="ja")
    assert again.exit_code == 0
    assert "変更はありません" in again.output


@pytest.mark.parametrize("kind", ["csv", "json", "toml"])
def test_an_export_imports_as_it_was(database: str, table: str, kind: str, tmp_path: Path) -> None:
    _import(database, table)
    target = tmp_path / f"out.{kind}"
    assert "Words: 2. House rules: 2." in _run(database, "export", *WHERE, str(target)).output
    assert "already" in _import(database, "--withdraw-missing", str(target)).output
    other = _run(database, "import", "--workspace", "discord:9", str(target))
    assert "New: 2" in other.output
    again = tmp_path / f"again.{kind}"
    _run(database, "export", "--workspace", "discord:9", str(again))
    assert again.read_bytes() == target.read_bytes()


def test_files_that_are_there_are_written_over_only_if_that_is_said(database: str, table: str) -> None:
    before = Path(table).read_bytes()
    result = _run(database, "export", *WHERE, table)
    assert result.exit_code == 2
    assert "--force" in result.output
    assert Path(table).read_bytes() == before
    assert _run(database, "export", *WHERE, "--force", table).exit_code == 0
    assert Path(table).read_bytes() != before


def test_standard_input_and_output_serve_too(database: str) -> None:
    result = _import(database, "--format", "csv", "-", typed=TABLE.encode())
    assert "Imported" in result.output
    printed = _run(database, "export", *WHERE, "--format", "json", "-")
    assert [word["headword"] for word in json.loads(printed.stdout)["terms"]][-1] == "顧客"


def test_every_fault_is_told_with_its_row_and_nothing_is_done(database: str, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("headword,english\n入電,call\nカスタマ,customer\n架電,call\n", "utf-8")
    result = _import(database, str(path))
    assert result.exit_code == 2
    assert "Row 2, reading: Give the reading" in result.output
    assert "Row 4, reading" in result.output
    assert "2行目「読み」" in _import(database, str(path), lang="ja").output
    assert "Words: 0." in _run(database, "export", *WHERE, str(tmp_path / "none.csv")).output


def test_of_many_faults_the_first_twenty_are_told_and_the_rest_counted(database: str) -> None:
    rows = "headword,english\n" + "".join(f"漢字{n},x\n" for n in range(100))
    result = _import(database, "--format", "csv", "-", typed=rows.encode())
    assert "Faults: 100." in result.output
    assert result.output.count("Row ") == 20
    assert "and 80 more" in result.output


def test_what_the_file_does_not_name_is_withdrawn_only_if_that_is_said(database: str, table: str) -> None:
    _import(database, table)
    rest = b"headword,english\n\xe3\x82\xab\xe3\x82\xb9\xe3\x82\xbf\xe3\x83\x9e,customer\n"
    assert "they stay: 1" in _import(database, "--dry-run", "--format", "csv", "-", typed=rest).output
    result = _import(database, "--withdraw-missing", "--format", "csv", "-", typed=rest)
    assert "Withdrawn: 1 (入電)" in result.output
    assert "顧客: no rule any more" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("import", *WHERE, "no-such-file.csv"), "cannot be read", id="no file"),
        pytest.param(("export", *WHERE, "words.xlsx"), "--format", id="no kind"),
        pytest.param(("export", *WHERE, "-"), "--format", id="no kind for standard output"),
        pytest.param(("import", "--workspace", "T1", "-"), "PLATFORM:ID", id="no platform"),
    ],
)
def test_what_cannot_be_done_is_told(database: str, arguments: tuple[str, ...], said: str) -> None:
    result = _run(database, *arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_a_file_without_end_is_read_no_further_than_its_limit(database: str) -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("there is no file without end here")
    assert "larger than 1 MB" in _import(database, str(endless)).output


def test_the_new_words_belong_to_whom_the_operator_names(database: str, table: str) -> None:
    _import(database, "--by", "U7", table)
    command = build_cli({"NARUHAYA_DATABASE_URL": database})
    result = CliRunner().invoke(command, ["privacy", "export", "--person", "U7", *WHERE])
    assert [row["owner"] for row in json.loads(result.stdout)["tables"]["team_terms"]] == ["U7", "U7"]


def test_the_table_in_the_papers_imports(database: str) -> None:
    example = re.search(r"```csv\n(.*?)```", (ROOT / "docs/team-glossary.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    result = _import(database, "--format", "csv", "-", typed=example[1].encode())
    assert "New: 2 (折返し, カスタマ)" in result.output
    assert "House rules: 2" in result.output
