"""Each rule has a body that breaks it and one that just passes."""

import re
from pathlib import Path

import pytest

from tests.platforms.fake_discord.cases import CASES
from tests.platforms.fake_discord.cases.case import Case
from tests.platforms.validate_discord import InvalidBodyError, Kind, assert_valid, problems

RULES = Path(__file__).parent / "fake_discord" / "rules"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_body_at_the_limit_passes(case: Case) -> None:
    assert_valid(case.good, case.kind, already_v2=case.already_v2)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_body_beyond_the_limit_is_refused_for_that_alone(case: Case) -> None:
    found = problems(case.bad, case.kind, already_v2=case.already_v2)
    assert [(each.rule, each.path) for each in found] == [(case.rule, case.path)]


def test_every_rule_has_a_case() -> None:
    named = {
        match[1]
        for file in RULES.glob("*.py")
        for match in re.finditer(r'Problem\([^"]*(?:"[^"]*")?[^"]*, "([a-zA-Z0-9-]+)"', file.read_text())
    }
    assert named - {case.rule for case in CASES} == {"choice-type"}  # needs the option; see test_interactions


def test_an_error_names_every_culprit() -> None:
    with pytest.raises(InvalidBodyError, match=r"content: .*\n.*embeds\[0\]\.title"):
        assert_valid({"content": 5, "embeds": [{"title": "x" * 257}]}, Kind.MESSAGE)
