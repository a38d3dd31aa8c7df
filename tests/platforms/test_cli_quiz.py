import json

import pytest

from bot.lexicon.model import Glossary
from bot.quiz.model import ItemKind
from tests.platforms.conftest import Run

FIELDS = ["id", "entry_id", "kind", "stem", "options", "key", "answers", "domain", "level"]


def test_generate_prints_one_object_a_line_of_the_declared_form(naruhaya: Run, glossary: Glossary) -> None:
    done = naruhaya("quiz", "generate", "--n", "60", "--seed", "3")
    items = [json.loads(line) for line in done.stdout.splitlines()]

    assert 0 == done.returncode, done.stderr
    assert 60 == len(items)
    for item in items:
        assert FIELDS == list(item)
        assert item["entry_id"] in glossary.by_id
        assert ItemKind(item["kind"]).is_choice is (item["key"] is not None) is bool(item["options"])
        assert bool(item["answers"]) is not bool(item["options"])
        assert all(["text", "entry_id", "reason"] == list(option) for option in item["options"])
        assert not any(" " in answer for answer in item["answers"] if item["kind"] == "reading")


def test_the_language_changes_the_words_alone(naruhaya: Run) -> None:
    english, japanese = (
        [json.loads(line) for line in naruhaya("quiz", "generate", "--n", "20", "--lang", each).stdout.splitlines()]
        for each in ("en", "ja")
    )

    assert [item["id"] for item in english] == [item["id"] for item in japanese]
    assert [item["key"] for item in english] == [item["key"] for item in japanese]
    assert english != japanese


def test_field_level_and_kind_are_kept_to(naruhaya: Run) -> None:
    done = naruhaya("quiz", "generate", "--n", "500", "--domain", "callcenter", "--level", "3", "--kind", "cloze")
    items = [json.loads(line) for line in done.stdout.splitlines()]

    assert 500 == len({item["id"] for item in items}), "questions come again, under ids of their own"
    assert {("callcenter", 3, "cloze")} == {(item["domain"], item["level"], item["kind"]) for item in items}


@pytest.mark.parametrize(
    "arguments", [["--n", "0"], ["--domain", "x"], ["--kind", "x"], ["--lang", "fr"], ["--level", "6"]], ids=" ".join
)
def test_what_cannot_be_generated_is_exit_code_2(naruhaya: Run, arguments: list[str]) -> None:
    assert 2 == naruhaya("quiz", "generate", *arguments).returncode


def test_nothing_to_generate_says_so_and_is_exit_code_1(naruhaya: Run) -> None:
    done = naruhaya("quiz", "generate", "--domain", "residence", "--level", "1", "--kind", "spot-the-error")

    assert 1 == done.returncode
    assert "There are no questions" in done.stderr
