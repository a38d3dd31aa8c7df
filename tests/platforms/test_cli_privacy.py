"""The operator exports and deletes one person from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.cli import build_cli

WHERE = ["--person", "mika", "--workspace", "console:local"]


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'people.sqlite3'}"


def _run(database: str, *arguments: str, typed: str = "") -> Result:
    command = build_cli({"NARUHAYA_DATABASE_URL": database})
    return CliRunner().invoke(command, ["--as", "Mika", *arguments], input=typed)


def test_a_person_is_exported_and_deleted(database: str, tmp_path: Path) -> None:
    assert _run(database, "settings", "--romaji", "off").exit_code == 0
    target = tmp_path / "mika.json"
    assert _run(database, "privacy", "export", *WHERE, "--output", str(target)).exit_code == 0
    assert json.loads(target.read_bytes())["tables"]["people"][0]["romaji"] is False
    assert _run(database, "privacy", "delete", *WHERE, typed="n\n").exit_code == 1
    assert "1 rows" in _run(database, "privacy", "delete", *WHERE, typed="y\n").output
    assert "0 rows" in _run(database, "privacy", "delete", *WHERE, "--yes").output
    again = _run(database, "privacy", "export", *WHERE)
    assert again.exit_code == 1
    assert not any(json.loads(again.stdout)["tables"].values())


def test_a_workspace_is_deleted_whole_and_no_other(database: str) -> None:
    assert _run(database, "settings", "--romaji", "off").exit_code == 0
    other = ["privacy", "delete-workspace", "--workspace", "slack:T1", "--yes"]
    assert "0 rows" in _run(database, *other).output
    assert "1 rows" in _run(database, "privacy", "delete-workspace", "--workspace", "console:local", typed="y\n").output
    assert _run(database, "privacy", "export", *WHERE).exit_code == 1


def test_a_workspace_without_a_platform_is_refused(database: str) -> None:
    result = _run(database, "privacy", "export", "--person", "mika", "--workspace", "local")
    assert result.exit_code == 2
    assert "PLATFORM:ID" in result.output
