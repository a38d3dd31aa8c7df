"""Files that somebody might import to do harm, made from code so that none need be kept."""

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping

from bot.team.exchange_sheet import MAX_BYTES


def _zip(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def _filled(head: str, part: str, foot: str = "") -> bytes:
    """Return ``part`` so often between ``head`` and ``foot`` that the file is just small enough to be looked at."""
    room = MAX_BYTES - len((head + foot).encode())
    return (head + part * (room // len(part.encode())) + foot).encode()


HEAD = "headword,reading,english\n"

HOSTILE: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb": ("words.csv", lambda: _zip(words=b"\0" * 50_000_000)),
    "nested zip": ("words.csv", lambda: _zip(words=_zip(words=_zip(words=b"a" * 10_000_000)))),
    "gzip bomb": ("words.csv", lambda: gzip.compress(b"," * 50_000_000)),
    "workbook": ("words.xlsx", lambda: _zip(xl__workbook=b"<workbook/>", xl__sheet1=b"0" * 1_000_000)),
    "too large": ("words.csv", lambda: b"a" * (MAX_BYTES + 1)),
    "zeros": ("words.csv", lambda: b"\0" * MAX_BYTES),
    "noise": ("words.csv", lambda: bytes(range(256)) * (MAX_BYTES // 256)),
    "columns, a million": ("words.csv", lambda: b"," * MAX_BYTES),
    "columns, named": ("words.csv", lambda: _filled("headword", ",a")),
    "columns in a row": ("words.csv", lambda: _filled(HEAD, "a,")),
    "line of a megabyte": ("words.csv", lambda: _filled(HEAD, "a")),
    "line of a megabyte, in quotes": ("words.csv", lambda: _filled(HEAD + '"', "あ", '"')),
    "quotes": ("words.csv", lambda: _filled(HEAD, '"')),
    "quotes and breaks": ("words.csv", lambda: _filled(HEAD, '"\n')),
    "rows": ("words.csv", lambda: HEAD.encode() + b"a,a,a\n" * 100_000),
    "empty rows": ("words.csv", lambda: _filled(HEAD, "\n")),
    "rows of commas": ("words.csv", lambda: _filled(HEAD, ",\n")),
    "apostrophes": ("words.csv", lambda: _filled(HEAD, "'")),
    "separators and apostrophes": ("words.csv", lambda: _filled(HEAD + '"', ";'", '"')),
    "JSON: brackets": ("words.json", lambda: b"[" * 100_000),
    "JSON: brackets, closed": ("words.json", lambda: b"[" * 100_000 + b"]" * 100_000),
    "JSON: braces": ("words.json", lambda: b'{"a":' * 100_000),
    "JSON: brackets in a word": ("words.json", lambda: b'{"terms":[{"also":' + b"[" * 100_000),
    "JSON: brackets, unnamed": ("", lambda: b"[" * 100_000),
    "JSON: huge number": ("words.json", lambda: b'{"terms":[{"level":' + b"9" * 900_000 + b"}]}"),
    "JSON: huge exponent": ("words.json", lambda: b'{"terms":[{"level":1e' + b"9" * 900_000 + b"}]}"),
    "JSON: a key twice": ("words.json", lambda: b'{"terms":[{"headword":"a","headword":"b"}]}'),
    "JSON: the list twice": ("words.json", lambda: b'{"terms":[],"terms":[]}'),
    "JSON: empty lists": ("words.json", lambda: _filled("[", "[],", "[]]")),
    "JSON: empty words": ("words.json", lambda: _filled("[", "{},", "{}]")),
    "JSON: small words": ("words.json", lambda: _filled("[", '{"a":1},', "{}]")),
    "JSON: figures": ("words.json", lambda: _filled('{"terms":[', "1,", "1]}")),
    "JSON: keys": ("words.json", lambda: b"{" + ",".join(f'"{n:x}":1' for n in range(95_000)).encode() + b"}"),
    "JSON: half a pair": ("words.json", lambda: b'{"terms":[{"headword":"\\ud800"}]}'),
    "TOML: brackets": ("words.toml", lambda: b"terms = " + b"[" * 100_000),
    "TOML: braces": ("words.toml", lambda: b"terms = " + b"{a=" * 100_000),
    "TOML: dots": ("words.toml", lambda: ".".join(["a"] * 400_000).encode() + b" = 1"),
    "TOML: dots in a head": ("words.toml", lambda: b"[" + ".".join(["a"] * 400_000).encode() + b"]"),
    "TOML: dots, growing": ("words.toml", lambda: "".join(f"a{'.a' * n}.b{n}=1\n" for n in range(900)).encode()),
    "TOML: dots, many": ("words.toml", lambda: "".join(f"a.b.c.d.e.f.g.h{n}=1\n" for n in range(40_000)).encode()),
    "TOML: heads": ("words.toml", lambda: _filled("", "[[terms]]\n")),
    "TOML: tables": ("words.toml", lambda: "".join(f"[a{n}]\n" for n in range(100_000)).encode()),
    "TOML: empty lists": ("words.toml", lambda: _filled("terms=[", "[],", "]")),
    "TOML: small words": ("words.toml", lambda: _filled("terms=[", "{a=1},", "]")),
    "TOML: figures": ("words.toml", lambda: _filled("terms=[", "1,", "]")),
    "TOML: breaks": ("words.toml", lambda: _filled("terms=[]", "\n")),
    "TOML: keys": ("words.toml", lambda: "\n".join(f"{n:x}=1" for n in range(120_000)).encode()),
    "TOML: huge number": ("words.toml", lambda: b"terms = " + b"9" * 900_000),
    "TOML: a key twice": ("words.toml", lambda: b'[[terms]]\nheadword="a"\nheadword="b"'),
    "TOML: blanks and dots": ("words.toml", lambda: _filled("a", " . a", " = 1")),
    "TOML: long word": ("words.toml", lambda: _filled("", "a")),
}
"""By what they are: the name that such a file comes under, and how it is made."""
