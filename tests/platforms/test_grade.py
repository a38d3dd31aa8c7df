"""``naruhaya grade --stdin`` as a program sees it."""

import json

import pytest

from tests.platforms.conftest import Run


def _lines(*rows: object) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _ask(headword: object, kind: object, response: object) -> dict[str, object]:
    return {"headword": headword, "kind": kind, "response": response}


def test_grade_prints_a_verdict_a_rule_and_a_note_a_line(naruhaya: Run) -> None:
    asked = _lines(
        _ask("受電", "reading", "じゅうでん"),
        _ask("kokyaku", "meaning", "customers"),
        _ask("打合せ", "word", "うちあわせ"),
    )
    done = naruhaya("grade", "--stdin", stdin=asked)
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0
    assert [row["verdict"] for row in rows] == ["other_word", "correct", "correct_with_note"]
    assert rows[0] == {
        "verdict": "other_word",
        "rule": "neighbour",
        "note": "じゅうでん is 充電, charging; 受電 is じゅでん.",
    }
    assert rows[1] == {"verdict": "correct", "rule": "exact", "note": ""}


def test_notes_come_in_the_language_that_was_asked_for(naruhaya: Run) -> None:
    done = naruhaya("grade", "--stdin", "--lang", "ja", stdin=_lines(_ask("受電", "reading", "じゅうでん")))
    assert json.loads(done.stdout)["note"] == "じゅうでん は「充電」（charging）です。「受電」は じゅでん です。"


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "",
        "[]",
        "42",
        '{"headword": "受電", "kind": "reading"}',
        '{"headword": "受電", "kind": "reading", "response": 1}',
        '{"headword": "受電", "kind": "cloze", "response": "じゅでん"}',
        '{"headword": "ない言葉", "kind": "reading", "response": "じゅでん"}',
        json.dumps(_ask("受電", "reading", "あ" * 121)),
        "[" * 5_000,
        json.dumps(_ask("受電", "reading", "あ" * 100_000)),
    ],
    ids=["text", "empty", "list", "number", "no-response", "no-text", "kind", "headword", "long", "deep", "huge"],
)
def test_a_line_that_cannot_be_graded_is_answered_and_the_next_one_read(naruhaya: Run, line: str) -> None:
    done = naruhaya("grade", "--stdin", stdin=f"{line}\n{_lines(_ask('受電', 'reading', 'juden'))}")
    first, second = (json.loads(row) for row in done.stdout.splitlines())

    assert done.returncode == 0
    assert list(first) == ["error"]
    assert first["error"].endswith(".")
    assert second["verdict"] == "correct"
