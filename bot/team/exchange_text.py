"""The bytes of an imported file as text: the encoding is found, and what is no text is refused by its name.

Nothing is ever unpacked: an archive, and so a workbook, is known by its first bytes. The signatures are those of the
formats' own specifications. Windows-31J (cp932), Microsoft's Shift_JIS, is what Excel in Japan writes as "CSV".
"""

import codecs
import re
from typing import NamedTuple

from bot.localized import Localized
from bot.team.exchange_sheet import EMPTY, MAX_BYTES, Unreadable


class Opened(NamedTuple):
    """A file's text, and what is worth telling of how it was read."""

    text: str
    notes: tuple[Localized, ...]


def opened(content: bytes) -> Opened | Unreadable:
    """Return the text of a file in UTF-8, UTF-16 or Shift_JIS, or why it cannot be read."""
    if len(content) > MAX_BYTES:
        return Unreadable(_TOO_LARGE)
    if not content.strip():
        return EMPTY
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return Unreadable(_binary(content, name))
    return _marked(content) or _unmarked(content)


def _binary(content: bytes, name: Localized) -> Localized:
    """Return what to say of a file that is no text; the names of a workbook's parts stand unpacked in its archive."""
    if b"xl/" in content or _OPEN_DOCUMENT in content or content.startswith(_COMPOUND):
        return _WORKBOOK
    return Localized(_NO_TEXT.en.format(name=name.en), _NO_TEXT.ja.format(name=name.ja))


def _marked(content: bytes) -> Opened | Unreadable | None:
    """Return the text of a file whose own marks tell the encoding, if they do."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return Unreadable(_OTHER_ENCODING.format(name="UTF-32"))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(content, "utf-16", "UTF-16")
    if _ISO_2022_JP.search(content):
        return Unreadable(_OTHER_ENCODING.format(name="ISO-2022-JP (JIS)"))
    return None


def _unmarked(content: bytes) -> Opened | Unreadable:
    """Return the text of a file whose encoding must be found."""
    if b"\0" in content:
        even, odd = content[0::2].count(0), content[1::2].count(0)
        if min(even, odd) * _CLEARLY > max(even, odd):
            return Unreadable(_BINARY)
        utf16 = _decoded(content, "utf-16-be" if even > odd else "utf-16-le", "UTF-16")
        return utf16 if isinstance(utf16, Opened) and "\n" in utf16.text else Unreadable(_BINARY)
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        return Opened(body.decode(), ())
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(body):
            return Unreadable(_DAMAGED_UTF8.format(line=body.count(b"\n", 0, error.start) + 1))
    if _is_euc(body):
        return Unreadable(_OTHER_ENCODING.format(name="EUC-JP"))
    if not _JAPANESE_BYTES.search(body):
        return Unreadable(_UNKNOWN_ENCODING)
    return _decoded(body, "cp932", "Shift_JIS")


def _decoded(content: bytes, encoding: str, name: str) -> Opened | Unreadable:
    try:
        return Opened(content.decode(encoding).removeprefix("\ufeff"), (_READ_AS.format(name=name),))
    except UnicodeDecodeError:
        return Unreadable(_UNKNOWN_ENCODING)


def _is_mostly_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") * _CLEARLY <= beyond_ascii


def _is_euc(content: bytes) -> bool:
    """Tell whether this is EUC-JP: the bytes of kana there, and those in Shift_JIS, are none in the other."""
    try:
        return _KANA.search(content.decode("euc_jp")) is not None
    except UnicodeDecodeError:
        return False


_CLEARLY = 5
"""So many times more often must one thing be found than the other."""
_KANA = re.compile("[ぁ-んァ-ヶ]")
_ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\([BIJ])")
# Kana begin with 82 or 83 in Shift_JIS, signs and ー with 81. In Western encodings these are rare, and two letters
# with accents seldom stand side by side.
_JAPANESE_BYTES = re.compile(rb"[\x81-\x83]|[\x80-\xff]{2}")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis"

_ARCHIVE = Localized("an archive ({kind})", "圧縮ファイル（{kind}）")
_PICTURE = Localized("a picture", "画像")
_SIGNATURES = (
    (b"PK\x03\x04", _ARCHIVE.format(kind="zip")),
    (b"PK\x05\x06", _ARCHIVE.format(kind="zip")),
    (b"\x1f\x8b", _ARCHIVE.format(kind="gzip")),
    (b"BZh91AY&SY", _ARCHIVE.format(kind="bzip2")),
    (b"\xfd7zXZ\0", _ARCHIVE.format(kind="xz")),
    (b"(\xb5/\xfd", _ARCHIVE.format(kind="zstd")),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE.format(kind="7z")),
    (b"Rar!\x1a\x07", _ARCHIVE.format(kind="rar")),
    (_COMPOUND, Localized("an old Office document", "古い形式の Office 文書")),
    (b"%PDF-", Localized("a PDF", "PDF")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"SQLite format 3\0", Localized("a database", "データベース")),
)
_TOO_LARGE = Localized(
    "The file is larger than 1 MB. Import it in parts.", "ファイルが1MBを超えています。分けて取り込んでください。"
)
_NO_TEXT = Localized(
    "This is {name}, not a table. Give the CSV, JSON or TOML file itself.",
    "これは{name}で、表ではありません。CSV・JSON・TOML のファイルをそのまま渡してください。",
)
_WORKBOOK = Localized(
    "This is a workbook. In Excel choose Save As, “CSV UTF-8 (comma delimited)”, and give that file.",
    "これはブックです。Excel の「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選び、そのファイルを渡してください。",
)
_BINARY = Localized(
    "This is not a text file. Give a CSV, JSON or TOML file.",
    "テキストのファイルではありません。CSV・JSON・TOML のファイルを渡してください。",
)
_READ_AS = Localized("The file was read as {name}.", "文字コードは {name} として読みました。")
_OTHER_ENCODING = Localized(
    "The file is in {name}. Save it as UTF-8 and import it again.",
    "ファイルの文字コードが {name} です。UTF-8 で保存し直して取り込んでください。",
)
_UNKNOWN_ENCODING = Localized(
    "The file's encoding is not known. Save it as UTF-8 (in Excel: “CSV UTF-8”) and import it again.",
    "文字コードが分かりません。UTF-8（Excel では「CSV UTF-8」）で保存し直して取り込んでください。",
)
_DAMAGED_UTF8 = Localized(
    "Line {line} has bytes that are no text in UTF-8. Save the file as UTF-8 and import it again.",
    "{line}行目に UTF-8 として読めない部分があります。UTF-8 で保存し直して取り込んでください。",
)
