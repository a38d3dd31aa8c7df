import json
from random import Random

import pytest

from bot.lexicon.model import Entry, EntryId
from bot.team.exchange_cells import listed, neutralised, restored
from bot.team.fields import TermFields, entry_of, fields_of

_SIGNS = "=+-@|\t\r\n\0＝＋－＠ '\u200b\ufeff;,\"ab語"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("=1+1", id="formula"),
        pytest.param("+81 3 1234 5678", id="phone number"),
        pytest.param("-5%", id="negative figure"),
        pytest.param("@SUM(1)", id="at"),
        pytest.param("\tx", id="tab"),
        pytest.param("\rx", id="carriage return"),
        pytest.param("\nx", id="line feed"),
        pytest.param("\0x", id="NUL"),
        pytest.param("＝1", id="full-width equals"),
        pytest.param("＋1", id="full-width plus"),
        pytest.param("－1", id="full-width minus"),
        pytest.param("＠SUM(1)", id="full-width at"),
        pytest.param("|calc", id="pipe"),
        pytest.param(" =1+1", id="space before it"),
        pytest.param("\u200b=1+1", id="zero-width space before it"),
        pytest.param("\ufeff=1+1", id="byte order mark before it"),
        pytest.param("-", id="lone minus"),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_and_stays_readable(text: str) -> None:
    assert neutralised(text) == f"'{text}" or neutralised(text)[:2] == f"'{text[0]}"
    assert restored(neutralised(text)) == text


@pytest.mark.parametrize("text", ["顧客", "a=b", "3-5", "x + y", "'tis", "007", "", "a@b.example", "call, e-mail"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text
    assert restored(text) == text


def test_a_cell_that_another_separator_would_begin_is_made_harmless_too() -> None:
    assert neutralised("x;=1+1") == "x;'=1+1"
    assert neutralised("x\n=1+1;y") == "x\n'=1+1;y"


def test_apostrophes_that_stood_there_before_come_back_in_their_number() -> None:
    texts = ["'=1", "''=1", "'=1;'=2", "'''", "'a"]
    assert [restored(neutralised(text)) for text in texts] == texts
    assert len({neutralised(text) for text in texts}) == len(texts)


def test_every_text_comes_back_to_the_letter_and_none_begins_with_a_formula() -> None:
    random = Random(5)
    for _ in range(20_000):
        text = "".join(random.choices(_SIGNS, k=random.randrange(12)))
        cell = neutralised(text)
        assert restored(cell) == text, json.dumps(text)
        assert not cell.lstrip(" \u200b\ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋"))


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(("customer", "client"), id="two"),
        pytest.param(("call, missed",), id="one with a comma"),
        pytest.param(("電話、不在",), id="one with a Japanese comma"),
        pytest.param(("call, missed", "voicemail"), id="two, one with a comma"),
        pytest.param(("customer",), id="one"),
    ],
)
def test_a_list_is_read_from_its_cell_as_it_was(texts: tuple[str, ...]) -> None:
    entry = entry_of(TermFields(headword="てすと", english=listed(texts)), EntryId("team.aaaaaaaa"))
    assert isinstance(entry, Entry)
    assert entry.senses[0].gloss_en == texts
    assert fields_of(entry).english == listed(texts)
