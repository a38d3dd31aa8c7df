import json

import pytest

from bot.team.exchange import read_file
from bot.team.exchange_sheet import Sheet, Unreadable


def _read(text: str, name: str = "words.json") -> Sheet:
    sheet = read_file(text.encode(), name)
    assert isinstance(sheet, Sheet), sheet
    return sheet


def _faults(item: object) -> list[tuple[int, str, str]]:
    sheet = _read(json.dumps([{"headword": "受電"}, item]))
    return [(fault.row, fault.column, fault.problem.en) for fault in sheet.faults]


def test_a_word_may_be_given_flat() -> None:
    sheet = _read('{"terms": [{"headword": "受電", "english": ["call", "ring"], "level": 2, "note": null}]}')
    assert [dict(row.cells) for row in sheet.rows] == [{"headword": "受電", "english": "call; ring", "level": "2"}]


_FLAT = {"headword": "当番", "note": "n"}
_TOML = """
[[terms]]
headword = "当番"
note = "n"
[[terms.meanings]]
english = "duty"
[[terms.meanings]]
english = "person on duty"
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            json.dumps([{**_FLAT, "meanings": [{"english": "duty"}, {"english": "person on duty"}]}]),
            "words.json",
            id="JSON",
        ),
        pytest.param(_TOML, "words.toml", id="TOML"),
    ],
)
def test_meanings_become_numbered_rows(text: str, name: str) -> None:
    assert [dict(row.cells) for row in _read(text, name).rows] == [
        {**_FLAT, "sense": "1", "english": "duty"},
        {"headword": "当番", "sense": "2", "english": "person on duty"},
    ]


@pytest.mark.parametrize(
    ("item", "column", "said"),
    [
        pytest.param(7, "", "This is no word", id="no object"),
        pytest.param({"headword": 404}, "headword", "as text", id="a number for a text"),
        pytest.param({"headword": "a", "english": [1]}, "english", "list of texts", id="a list of numbers"),
        pytest.param(
            {"headword": "a", "english": ["b;c"]}, "english", "without semicolons", id="a semicolon in a list"
        ),
        pytest.param({"headword": "a", "note": ["b"]}, "note", "as text", id="a list for a text"),
        pytest.param({"headword": "a", "level": True}, "level", "as text", id="true for a level"),
        pytest.param({"headword": "a", "meanings": []}, "meanings", "at least one meaning", id="no meanings"),
        pytest.param({"headword": "a", "meanings": [{}], "english": "b"}, "english", "inside", id="beside meanings"),
        pytest.param({"headword": "a", "meanings": [{"note": "b"}]}, "note", "beside", id="inside meanings"),
        pytest.param({"headword": "a", "english": "b", "訳語": "c"}, "english", "given twice", id="a field twice"),
    ],
)
def test_what_is_wrong_in_an_entry_is_told_with_its_number(item: object, column: str, said: str) -> None:
    (fault,) = _faults(item)
    assert fault[:2] == (2, column)
    assert said in fault[2]


def test_fields_that_are_not_known_are_named() -> None:
    sheet = _read('{"version": 1, "terms": [{"headword": "a", "owner": "x"}]}')
    assert [note.en for note in sheet.notes] == ["Fields that were not read: “version”, “owner”."]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        pytest.param('{"terms": [\n{"headword": "a",}]}', "w.json", "Line 2 is not JSON", id="JSON, a comma too many"),
        pytest.param('{"words": []}', "w.json", "“terms”", id="JSON without the list"),
        pytest.param('{"terms": {}}', "w.json", "“terms”", id="JSON, no list"),
        pytest.param('"a"', "w.json", "“terms”", id="JSON, a text"),
        pytest.param("[]", "w.json", "empty", id="JSON, empty"),
        pytest.param(
            '[{"headword": "a", "headword": "b"}]', "w.json", "“headword” stands twice", id="JSON, a key twice"
        ),
        pytest.param('[[terms]]\nheadword = "a', "w.toml", "Line 2 is not TOML", id="TOML, a quote left open"),
        pytest.param('[[terms]]\na = "a"\na = "b"', "w.toml", "line 3 stands twice", id="TOML, a key twice"),
        pytest.param('headword = "a"', "w.toml", "“terms”", id="TOML without the list"),
        pytest.param("a.b.c.d.e.f.g.h.i.j.k = 1", "w.toml", "nested too deeply", id="TOML, a long key"),
    ],
)
def test_what_is_no_list_of_words_is_refused(text: str, name: str, said: str) -> None:
    refusal = read_file(text.encode(), name)
    assert isinstance(refusal, Unreadable)
    assert said in refusal.problem.en
