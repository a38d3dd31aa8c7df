"""``naruhaya trainer`` for programs."""

import json

import pytest

from tests.platforms.conftest import Run


def test_the_report_is_json_on_one_line(naruhaya: Run) -> None:
    shape = json.loads(naruhaya("trainer", "--window", "season", "--json").stdout)

    assert shape == {"window": "season", "domain": None, "answers": 0, "cut": False, "left_out": 0, "rows": []}


def test_the_report_is_csv(naruhaya: Run) -> None:
    assert naruhaya("trainer", "--csv").stdout == "\ufefftable,item,other,count,of,percent\n"


def test_any_workspace_can_be_named(naruhaya: Run) -> None:
    naruhaya("quiz", "--number", "1", "--kind", "meaning-to-word", stdin="1\n")

    assert json.loads(naruhaya("trainer", "--json").stdout)["answers"] == 1
    assert json.loads(naruhaya("trainer", "--json", "--workspace", "slack:T1").stdout)["answers"] == 0


@pytest.mark.parametrize("arguments", [["--workspace", "T1"], ["--workspace", "slack:"], ["--window", "decade"]])
def test_what_cannot_be_read_is_said(naruhaya: Run, arguments: list[str]) -> None:
    assert naruhaya("trainer", "--json", *arguments).returncode == 2


def test_people_read_it_as_a_reply(naruhaya: Run) -> None:
    assert "at least 5 different people" in naruhaya("trainer").stdout
