"""Cells that a spreadsheet would run as formulas, made harmless for export and restored to the letter on import.

OWASP (CSV injection) and ASVS 5, 1.2.10: quoting alone stops no evaluation, a cell that begins with one of certain
signs needs an apostrophe before it. That stands wherever a cell could begin: at its start, and, for a program that
splits at another sign than the one that was meant, after a separator or a line break inside it.
"""

import re
from collections.abc import Sequence

# What spreadsheets begin a formula or a command with, the full-width signs that they or an input method turn into
# those, and the controls that hide one. Blanks and signs without a shape before them are passed over by some.
_STARTS = "=+\\-@|\t\r\n\0＝＋－＠｜−"
_UNSEEN = " \u00a0\u00ad\u200b-\u200f\u2028\u2029\u2060\u3000\ufeff"
_BREAKS = ";,\t\r\n"
_HARMFUL = re.compile(rf"(?:^(?='*[{_UNSEEN}]*[{_STARTS}])|(?<=[{_BREAKS}])(?='*[{_STARTS}]))")
_NEUTRAL = re.compile(rf"(?:^'(?='*[{_UNSEEN}]*[{_STARTS}])|(?<=[{_BREAKS}])'(?='*[{_STARTS}]))")


def neutralised(text: str) -> str:
    """Return ``text`` with an apostrophe before whatever a spreadsheet would run: ``'=1+1``, ``'-5%``, ``'+81 3``.

    Where apostrophes stand there already, one more is put, so that :func:`restored` takes back what was put and no
    more: ``restored(neutralised(text)) == text`` for every text.
    """
    return _HARMFUL.sub("'", text)


def restored(text: str) -> str:
    """Return what :func:`neutralised` was given; a cell in which it would have put nothing stays as it is."""
    return _NEUTRAL.sub("", text)


def listed(texts: Sequence[str]) -> str:
    """Return several texts as one cell, parted by semicolons; ``bot.team.fields`` parts it again."""
    joined = "; ".join(texts)
    return f"{joined};" if len(texts) == 1 and any(sign in joined for sign in _COMMAS) else joined


_COMMAS = ",，、\n"
