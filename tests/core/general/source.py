"""A JMdict of a dozen words, written for these tests in JMdict's form."""

import gzip
from pathlib import Path

from bot.general.build import build
from bot.general.search import GeneralDictionary

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE JMdict [
<!ELEMENT JMdict (entry*)>
<!ATTLIST gloss xml:lang CDATA "eng">
<!ENTITY n "noun">
<!ENTITY vs "noun that takes suru">
<!ENTITY int "interjection">
<!ENTITY v1 "ichidan verb">
<!ENTITY uk "usually in kana">
<!ENTITY ik "irregular kana">
<!ENTITY sK "search-only kanji">
<!ENTITY arch "archaic">
<!ENTITY X "not for learners">
]>
<!-- JMdict created: 2026-01-02 -->
"""

ENTRIES = """
<entry><ent_seq>1</ent_seq>
 <k_ele><keb>雨</keb><ke_pri>news1</ke_pri><ke_pri>nf03</ke_pri></k_ele>
 <r_ele><reb>あめ</reb><re_pri>news1</re_pri><re_pri>nf03</re_pri></r_ele>
 <sense><pos>&n;</pos><gloss>rain</gloss><gloss xml:lang="ger">Regen</gloss></sense>
 <sense><pos>&n;</pos><gloss>rainy day</gloss><gloss>the rains</gloss></sense></entry>
<entry><ent_seq>2</ent_seq>
 <k_ele><keb>天</keb></k_ele><r_ele><reb>あめ</reb></r_ele>
 <sense><pos>&n;</pos><misc>&arch;</misc><gloss>heavens</gloss></sense></entry>
<entry><ent_seq>3</ent_seq>
 <k_ele><keb>飴</keb><ke_pri>ichi1</ke_pri></k_ele><r_ele><reb>あめ</reb><re_pri>ichi1</re_pri></r_ele>
 <sense><pos>&n;</pos><gloss>boiled sweet</gloss><gloss>candy (hard)</gloss></sense></entry>
<entry><ent_seq>4</ent_seq>
 <r_ele><reb>アーメ</reb></r_ele><sense><pos>&n;</pos><gloss>archway</gloss></sense></entry>
<entry><ent_seq>5</ent_seq>
 <k_ele><keb>家</keb><ke_pri>news1</ke_pri><ke_pri>nf01</ke_pri></k_ele><k_ele><keb>宅</keb></k_ele>
 <r_ele><reb>いえ</reb><re_restr>家</re_restr></r_ele><r_ele><reb>うち</reb></r_ele>
 <r_ele><reb>ウチ</reb><re_nokanji/></r_ele>
 <sense><pos>&n;</pos><gloss>house</gloss></sense><sense><pos>&n;</pos><gloss>home</gloss></sense></entry>
<entry><ent_seq>6</ent_seq>
 <k_ele><keb>今日は</keb></k_ele>
 <r_ele><reb>こんにちは</reb><re_pri>spec1</re_pri></r_ele><r_ele><reb>こんにちわ</reb><re_inf>&ik;</re_inf></r_ele>
 <sense><pos>&int;</pos><misc>&uk;</misc><gloss>good afternoon</gloss></sense></entry>
<entry><ent_seq>7</ent_seq>
 <k_ele><keb>会議</keb><ke_pri>news1</ke_pri></k_ele><k_ele><keb>會義</keb><ke_inf>&sK;</ke_inf></k_ele>
 <r_ele><reb>かいぎ</reb></r_ele>
 <sense><pos>&n;</pos><pos>&vs;</pos><gloss>meeting</gloss><gloss>call centre &amp; staff</gloss></sense></entry>
<entry><ent_seq>8</ent_seq>
 <k_ele><keb>会議室</keb></k_ele><r_ele><reb>かいぎしつ</reb></r_ele>
 <sense><pos>&n;</pos><gloss>meeting room</gloss></sense></entry>
<entry><ent_seq>9</ent_seq>
 <r_ele><reb>かいぎは</reb></r_ele>
 <sense><pos>&n;</pos><misc>&X;</misc><gloss>something rude</gloss></sense>
 <sense><gloss xml:lang="dut">een vergadering</gloss></sense></entry>
<entry><ent_seq>10</ent_seq>
 <k_ele><keb>茸</keb></k_ele><r_ele><reb>たけ</reb></r_ele>
 <sense><pos>&n;</pos><gloss>mushroom</gloss></sense></entry>
<entry><ent_seq>11</ent_seq>
 <k_ele><keb>受ける</keb><ke_pri>ichi1</ke_pri></k_ele><r_ele><reb>うける</reb></r_ele>
 <sense><pos>&v1;</pos><gloss>to take (a test)</gloss></sense>
 <sense><gloss>to take something into account</gloss></sense></entry>
<entry><ent_seq>9999999</ent_seq>
 <r_ele><reb>ジェイエムディクト</reb></r_ele>
 <sense><pos>&n;</pos><gloss>The project itself - Creation Date: 2026-01-03</gloss></sense></entry>
"""
WORDS = 10
"""Entries above that are words and have English for everybody."""


def xml(entries: str = ENTRIES, head: str = HEAD) -> str:
    """Return a JMdict file's text."""
    return f"{head}<JMdict>{entries}</JMdict>\n"


def write(path: Path, text: str) -> Path:
    """Write ``text`` to ``path``, gzipped if its name says so, and return the path."""
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def many(count: int) -> str:
    """Return a JMdict of ``count`` words without kanji, each with a reading of its own."""
    kana = "かきくけこさしすせそ"
    return xml(
        "".join(
            f"<entry><ent_seq>{number}</ent_seq><r_ele><reb>{''.join(kana[int(digit)] for digit in str(number))}</reb>"
            f"</r_ele><sense><pos>&n;</pos><gloss>thing number {number}</gloss></sense></entry>\n"
            for number in range(1, count + 1)
        )
    )


def dictionary_of(folder: Path, text: str | None = None) -> GeneralDictionary:
    """Return the dictionary built from ``text``, or from the words above."""
    source = write(folder / "source.xml", text or xml())
    build(source, folder / "jmdict.sqlite3", lambda progress: None)
    opened = GeneralDictionary.open(folder / "jmdict.sqlite3")
    assert opened
    return opened
