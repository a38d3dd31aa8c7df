"""What the papers say is what the program does."""

import re

import pytest

from adapters.platform_settings import VARIABLES as PLATFORMS
from bot.settings import PREFIX, VARIABLES
from tests.docs import ROOT, with_parts
from tests.platforms.test_programs import ENTRY_FIELDS, LOOKUP_FIELDS, MATCH_FIELDS, TERM_FIELDS

LONGEST = 400
"""Lines a file may have before DECISIONS.md must say why."""


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_readme_s_tables_are_fresh() -> None:
    assert with_parts(read("README.md")) == read("README.md"), "make commands writes them anew"


def test_every_setting_is_in_the_example_file_and_nothing_else_is() -> None:
    assert {PREFIX + name for name in (*VARIABLES, *PLATFORMS)} == set(
        re.findall(r"NARUHAYA_[A-Z_]+", read(".env.example"))
    )


def test_every_field_of_the_json_shapes_is_documented() -> None:
    text = read("docs/programs.md")

    assert [] == [
        name for name in sorted(ENTRY_FIELDS | LOOKUP_FIELDS | MATCH_FIELDS | TERM_FIELDS) if f'"{name}"' not in text
    ]


def test_every_make_target_that_the_papers_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = {
        target
        for name in ("README.md", "CONTRIBUTING.md", "data/README.md")
        for target in re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", read(name), re.MULTILINE)
        for target in target
        if target
    }

    assert named <= targets


def test_a_long_file_has_its_reason_in_the_decisions() -> None:
    decisions = read("DECISIONS.md")
    long = [
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "adapters", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if len(path.read_text("utf-8").splitlines()) > LONGEST
    ]

    assert [] == [name for name in long if name not in decisions]


@pytest.mark.parametrize("name", ["LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "docker-compose.yml"])
def test_the_project_s_own_papers_are_there(name: str) -> None:
    assert read(name).strip()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_a_hash_on_every_requirement_and_no_address(name: str) -> None:
    text = read(name)
    pinned = re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==\S+[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)

    assert len(re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==", text, re.MULTILINE)) == len(pinned)
    assert "://" not in text
