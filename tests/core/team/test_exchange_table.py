import pytest

from bot.localized import Locale
from bot.team.exchange import FileKind, kind_named, read_file, written_files
from bot.team.exchange_columns import column_called, header
from bot.team.exchange_sheet import COLUMNS, MAX_ROWS, Sheet, Unreadable


def _read(text: str, name: str = "words.csv") -> Sheet:
    sheet = read_file(text.encode(), name)
    assert isinstance(sheet, Sheet)
    return sheet


def _refused(text: str, name: str = "words.csv") -> str:
    refusal = read_file(text.encode(), name)
    assert isinstance(refusal, Unreadable)
    return refusal.problem.en


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("head", [("headword", "english"), ("見出し語", "訳語"), ("Word", "Translation")])
def test_separator_and_columns_are_found(separator: str, head: tuple[str, str]) -> None:
    sheet = _read(f"{separator.join(head)}\n受電{separator}incoming call\n")
    assert [dict(row.cells) for row in sheet.rows] == [{"headword": "受電", "english": "incoming call"}]


def test_columns_may_stand_in_any_order_and_unknown_ones_are_named() -> None:
    sheet = _read("担当者,english,No.,headword\n田中,incoming call,7,受電\n")
    assert dict(sheet.rows[0].cells) == {"english": "incoming call", "headword": "受電"}
    assert [note.en for note in sheet.notes] == ["Columns that were not read: “担当者”, “No.”."]
    assert "担当者" in sheet.notes[0].ja


@pytest.mark.parametrize(
    "name", ["headword", "Headword", " HEADWORD ", "Ｈｅａｄｗｏｒｄ", "見出し語", "用語", "term", "\ufeffheadword"]
)
def test_a_column_is_known_by_any_of_its_names(name: str) -> None:
    assert column_called(name) == "headword"


@pytest.mark.parametrize("locale", Locale)
def test_every_column_that_is_written_is_read(locale: Locale) -> None:
    assert tuple(map(column_called, header(locale))) == COLUMNS


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    sheet = _read('\nheadword,note\n受電,"two\nlines"\n\n,\n架電,x\n')
    assert [row.row for row in sheet.rows] == [3, 6]


def test_a_cell_may_hold_separators_quotes_and_breaks() -> None:
    sheet = _read('headword,note\n受電,"a, ""b""; c\r\nd"\n')
    assert sheet.rows[0].cells["note"] == 'a, "b"; c\r\nd'


def test_leading_zeros_stay() -> None:
    assert _read("headword,english\n007,agent\n").rows[0].cells["headword"] == "007"


def test_the_line_that_tells_excel_the_separator_is_no_row() -> None:
    sheet = _read("sep=;\r\nheadword;english\r\n受電;call\r\n")
    assert dict(sheet.rows[0].cells) == {"headword": "受電", "english": "call"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("受電,じゅでん\n", "“受電”, “じゅでん”", id="no header"),
        pytest.param("reading,english\nx,y\n", "headword", id="no headword"),
        pytest.param("headword,english,訳語\nx,y,z\n", "Two columns are called “english”", id="a column twice"),
        pytest.param("headword,english\n", "no words below", id="nothing below the header"),
        pytest.param('headword,english\nx,"y\n', "From row 2 on", id="quotes left open"),
        pytest.param('headword,english\nx,"y"z\n', "From row 2 on", id="text after a quote"),
        pytest.param("headword," + "a," * 200 + "\nx\n", "more than 100 columns", id="too many columns"),
        pytest.param("headword\n" + "x\n" * (MAX_ROWS + 1), "more than 5,000 rows", id="too many rows"),
    ],
)
def test_what_is_no_table_is_refused(text: str, said: str) -> None:
    assert said in _refused(text)


def test_a_row_with_more_cells_than_columns_is_a_fault_of_that_row() -> None:
    sheet = _read("headword,english\n受電,a call, incoming\n架電,call\n")
    assert [fault.row for fault in sheet.faults] == [2]
    assert [row.row for row in sheet.rows] == [3]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("words.csv", FileKind.CSV),
        ("Words.TSV", FileKind.CSV),
        ("words.txt", FileKind.CSV),
        ("words.json", FileKind.JSON),
        ("a.b.TOML", FileKind.TOML),
        ("words", None),
        ("words.xlsx", None),
    ],
)
def test_a_files_name_tells_its_kind(name: str, kind: FileKind | None) -> None:
    assert kind_named(name) is kind


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"terms": [{"headword": "受電"}]}', id="JSON"),
        pytest.param('[\n {"headword": "受電"}]', id="JSON, a list"),
        pytest.param('[[terms]]\nheadword = "受電"', id="TOML"),
        pytest.param('# ours\n\nformat = "x"\n[[terms]]\nheadword = "受電"', id="TOML with a remark"),
        pytest.param("headword\n受電\n", id="CSV"),
    ],
)
def test_a_file_without_a_telling_name_is_read_for_what_it_is(text: str) -> None:
    assert [dict(row.cells) for row in _read(text, "words").rows] == [{"headword": "受電"}]


@pytest.mark.parametrize("kind", FileKind)
def test_a_team_without_words_gets_a_file_that_shows_the_form(kind: FileKind) -> None:
    files = written_files((), (), {}, kind)
    assert len(files) == 1
    assert isinstance(read_file(files[0], f"words.{kind.value}"), Unreadable)
