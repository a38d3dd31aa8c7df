"""What is read from a JMdict file, and what is refused."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from bot.errors import DictionaryError
from bot.general.jmdict import RawEntry, Reader
from tests.core.general.source import ENTRIES, HEAD, WORDS, write, xml

WORD = "<entry><r_ele><reb>ねこ</reb></r_ele><sense><pos>&n;</pos><gloss>cat</gloss></sense></entry>"


def read(path: Path, text: str) -> tuple[Reader, list[RawEntry]]:
    reader = Reader(write(path, text))
    return reader, list(reader.entries())


@pytest.mark.parametrize("name", ["jmdict.xml", "JMdict_e.gz"])
def test_plain_and_gzipped_files_are_read_alike(tmp_path: Path, name: str) -> None:
    reader, entries = read(tmp_path / name, xml())

    assert WORDS == len(entries)
    assert date(2026, 1, 2) == reader.created
    assert reader.size == reader.position == (tmp_path / name).stat().st_size


def test_a_gzipped_file_needs_no_name_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "JMdict"
    path.write_bytes(gzip.compress(xml().encode()))

    assert WORDS == len(list(Reader(path).entries()))


def test_the_date_is_that_of_the_last_entry_where_no_comment_has_one(tmp_path: Path) -> None:
    head = HEAD.replace("JMdict created", "made")

    assert date(2026, 1, 3) == read(tmp_path / "x.xml", xml(head=head))[0].created


@pytest.mark.parametrize("said", ["", "<!-- JMdict created: 2026-99-99 -->"])
def test_a_file_need_not_say_when_it_was_made(tmp_path: Path, said: str) -> None:
    head = HEAD.replace("<!-- JMdict created: 2026-01-02 -->", said)

    assert read(tmp_path / "x.xml", xml(WORD, head))[0].created is None


def test_codes_written_out_by_another_tool_are_codes_all_the_same(tmp_path: Path) -> None:
    text = xml(WORD.replace("&n;", "noun"))

    assert ["n"] == read(tmp_path / "x.xml", text)[1][0].senses[0].pos


def test_an_entity_in_a_gloss_is_what_it_stands_for(tmp_path: Path) -> None:
    text = xml(WORD.replace("cat", "cat, a &n; &lt;3"))

    assert ["cat, a noun <3"] == read(tmp_path / "x.xml", text)[1][0].senses[0].glosses


def test_a_dtd_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "other.dtd").write_text('<!ENTITY n "from the other file">')
    head = f'<?xml version="1.0"?><!DOCTYPE JMdict SYSTEM "{(tmp_path / "other.dtd").as_uri()}">'

    assert ["n"] == read(tmp_path / "x.xml", xml(WORD, head))[1][0].senses[0].pos


def declared(declaration: str, word: str = WORD) -> str:
    return xml(word, HEAD.replace("]>", f"{declaration}]>"))


LAUGHS = '<!ENTITY a "haha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
REFUSED = {
    "billion laughs": declared(LAUGHS, WORD.replace("cat", "&i;")),
    "one very long entity": declared(f'<!ENTITY a "{"ha" * 50_000}">', WORD.replace("cat", "&a;" * 1000)),
    "a file as an entity": declared('<!ENTITY a SYSTEM "file:///etc/passwd">', WORD.replace("cat", "&a;")),
    "an address as an entity": declared('<!ENTITY a PUBLIC "-//X" "http://localhost/x">', WORD.replace("cat", "&a;")),
    "a parameter entity": declared('<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;'),
    "another dictionary": xml(WORD).replace("JMdict>", "JMnedict>").replace("DOCTYPE JMdict", "DOCTYPE JMnedict"),
    "a web page": "<html><body><p>Not found</p></body></html>",
    "no XML": "JMdict, but as a text",
    "nothing": "",
    "the first half": xml()[: len(xml()) // 2],
    "a reading without its element": xml("<entry><reb>ねこ</reb></entry>"),
    "a part of speech without a sense": xml("<entry><pos>&n;</pos></entry>"),
    "an entry without end": xml("<entry>" + "<r_ele/>" * 6_000 + "</entry>"),
    "bytes that are no UTF-8": "<JMdict>\ud800</JMdict>",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_not_jmdict_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "given.xml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))

    with pytest.raises(DictionaryError) as refusal:
        list(Reader(path).entries())

    sentence = str(refusal.value)
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    assert 1 == len(sentence.splitlines())


def test_a_damaged_download_is_told_from_a_wrong_file(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    whole = gzip.compress(xml().encode())
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(DictionaryError, match="download it again"):
        list(Reader(path).entries())


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError, match="cannot be read"):
        list(Reader(tmp_path).entries())


def test_white_space_in_a_text_is_one_space(tmp_path: Path) -> None:
    text = xml(WORD.replace("cat", "\n  a\tcat\x1f "[:-2]))

    assert ["a cat"] == read(tmp_path / "x.xml", text)[1][0].senses[0].glosses


def test_the_marks_of_everyday_use_are_read(tmp_path: Path) -> None:
    entries = read(tmp_path / "x.xml", xml(ENTRIES))[1]

    assert [(True, 3), (False, None), (True, None)] == [(each.is_common, each.frequency) for each in entries[:3]]
    assert [False, True] == [each.is_faded for each in entries[:2]]
