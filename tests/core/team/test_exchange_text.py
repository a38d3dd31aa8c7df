import pytest

from bot.team.exchange import read_file
from bot.team.exchange_sheet import Sheet, Unreadable
from bot.team.exchange_text import Opened, opened
from tests.core.team.hostile_files import HOSTILE

_TABLE = "見出し語,読み,英訳\r\n受電,じゅでん,incoming call\r\nカスタマー,,customer\r\n"


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [
        pytest.param("utf-8", None, id="UTF-8"),
        pytest.param("utf-8-sig", None, id="UTF-8 with a mark"),
        pytest.param("cp932", "Shift_JIS", id="Shift_JIS, as Excel in Japan writes it"),
        pytest.param("utf-16", "UTF-16", id="UTF-16 with a mark"),
        pytest.param("utf-16-le", "UTF-16", id="UTF-16, little-endian"),
        pytest.param("utf-16-be", "UTF-16", id="UTF-16, big-endian"),
    ],
)
def test_the_encoding_is_found_and_told(encoding: str, noted: str | None) -> None:
    text = opened(_TABLE.encode(encoding))
    assert isinstance(text, Opened)
    assert text.text == _TABLE
    assert [note.en for note in text.notes] == ([f"The file was read as {noted}."] if noted else [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("headword,english\r\n①㈱髙﨑～,NEC's own signs\r\n", id="signs of Windows-31J alone"),
        pytest.param("headword,english\r\nカスタマー,customer\r\n", id="katakana alone"),
        pytest.param("headword,english\r\n顧客,customer\r\n", id="kanji alone"),
        pytest.param("headword,english\r\nｶｽﾀﾏｰ,customer\r\n", id="half-width katakana alone"),
        pytest.param("headword,definition_ja\r\nソ表,能力を表す。\r\n", id="second bytes that are a backslash"),
    ],
)
def test_shift_jis_is_read_to_the_letter(text: str) -> None:
    assert opened(text.encode("cp932"))[0] == text  # type: ignore[index]  # a refusal would fail here


@pytest.mark.parametrize(
    ("content", "named"),
    [
        pytest.param(_TABLE.encode("euc_jp"), "EUC-JP", id="EUC-JP"),
        pytest.param(_TABLE.encode("iso2022_jp"), "ISO-2022-JP", id="ISO-2022-JP"),
        pytest.param(_TABLE.encode("utf-32"), "UTF-32", id="UTF-32"),
        pytest.param("headword,note\r\ncafé,déjà vu\r\n".encode("cp1252"), "not known", id="Windows-1252"),
        pytest.param(_TABLE.encode("utf-16") + b"\xd8", "not known", id="UTF-16, cut"),
        pytest.param(_TABLE.encode()[:-20] + b"\xff" + _TABLE.encode(), "Line 3", id="UTF-8 with a byte that is none"),
        pytest.param(b"PK\x03\x04" + bytes(30) + b"xl/workbook.xml", "workbook", id="xlsx"),
        pytest.param(b"PK\x03\x04" + bytes(30), "zip", id="zip"),
        pytest.param(b"PK\x05\x06" + bytes(18), "zip", id="empty zip"),
        pytest.param(b"\x1f\x8b\x08" + bytes(30), "gzip", id="gzip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(30), "workbook", id="xls"),
        pytest.param(b"%PDF-1.7\n", "PDF", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "picture", id="PNG"),
        pytest.param(bytes(100), "not a text file", id="NUL"),
        pytest.param(b"headword\0,english\n" * 5, "not a text file", id="text with NUL in it"),
        pytest.param(b"a" * 1_000_001, "1 MB", id="too large"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \r\n\r\n", "empty", id="blank"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name(content: bytes, named: str) -> None:
    refusal = opened(content)
    assert isinstance(refusal, Unreadable)
    assert named in refusal.problem.en
    assert refusal.problem.ja != refusal.problem.en


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(name: str) -> None:
    file_name, make = HOSTILE[name]
    refusal = read_file(make(), file_name)
    if isinstance(refusal, Sheet):
        assert refusal.faults
    else:
        assert refusal.problem.en.endswith(".")
        assert refusal.problem.ja.endswith("。")
