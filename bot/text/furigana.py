"""Puts a sentence's reading over the words it belongs to: kana and commas anchor it, the rest shares what lies between."""

import re
import unicodedata
from functools import cache

from bot.text.kana import to_hiragana

_READ = re.compile(r"[㐀-鿿豈-﫿々〆0-9０-９A-Za-zＡ-Ｚａ-ｚ%％.．+&]+|ヶ(?=[㐀-鿿])")
"""What kana do not spell: kanji, digits, Latin letters."""

_SILENT = re.compile(r"[^ぁ-ゖー 、]")
_KANJI = re.compile(r"[㐀-鿿豈-﫿々〆]")
_USUAL = 2.0
"""Kana that most kanji are read with."""

_LONG = 3
"""Kana that few kanji are read with more of (志 こころざし); digits and letters often are."""

_LONGEST = 120
"""Signs of a sentence; the ways in which a reading may fit grow faster than its length."""

Part = tuple[str, str]
"""A piece of the text and its reading in hiragana, empty for what needs none."""


def furigana(written: str, reading: str) -> tuple[Part, ...]:
    """Return ``written`` in pieces, each with the reading it needs, so that the pieces joined are ``written``.

    ``reading`` is that of the whole text in kana, with spaces between phrases or without. Where it fits in several ways,
    the one is taken that gives each kanji the most usual length and begins words at spaces; where it does not fit, or
    is too long to be one sentence, the whole text is one piece with the whole reading.
    """
    sounds = _sounds(reading)
    pieces = _pieces(written)
    shares = _shares(pieces, sounds) if len(written) <= _LONGEST else None
    if shares is None:
        return ((written, sounds.replace(" ", "").replace("、", "")),)
    return tuple((piece, share.replace(" ", "")) for (piece, _), share in zip(pieces, shares, strict=True))


def _pieces(written: str) -> tuple[tuple[str, bool], ...]:
    """Return ``written`` cut where what needs a reading begins and ends, and whether each piece needs one."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _READ.finditer(written):
        if found.start() > end:
            pieces.append((written[end : found.start()], False))
        pieces.append((found.group(), True))
        end = found.end()
    if end < len(written):
        pieces.append((written[end:], False))
    return tuple(pieces)


def _shares(pieces: tuple[tuple[str, bool], ...], sounds: str) -> tuple[str, ...] | None:
    """Return each piece's part of ``sounds`` (nothing for those that need none), the most usual way, or None."""

    @cache
    def best(place: int, at: int) -> tuple[float, tuple[str, ...]] | None:
        if place == len(pieces):
            return (0.0, ()) if not sounds[at:].strip(" 、") else None
        piece, needs = pieces[place]
        ends = range(at + 1, len(sounds) + 1) if needs else _after(sounds, at, _sounds(piece))
        found: tuple[float, tuple[str, ...]] | None = None
        for end in ends:
            share = sounds[at:end]
            if needs and "、" in share:
                break
            rest = best(place + 1, end)
            if rest is None:
                continue
            cost = rest[0] + (_strain(piece, share) if needs else 0.0)
            if found is None or cost < found[0]:
                found = (cost, (share if needs else "", *rest[1]))
        return found

    solved = best(0, 0)
    return solved[1] if solved else None


def _after(sounds: str, at: int, wanted: str) -> tuple[int, ...]:
    """Return where ``wanted`` ends if it stands at ``at`` (spaces aside), as the only member; else nothing."""
    for sign in wanted:
        if sign == " ":
            continue
        while sounds[at : at + 1] == " " and sign != " ":
            at += 1
        if sounds[at : at + 1] != sign:
            return ()
        at += 1
    return (at,)


def _strain(piece: str, share: str) -> float:
    """Return how unlikely it is that ``piece`` is read as ``share``."""
    length = len(share.replace(" ", ""))
    if not length:
        return 100.0
    count = len(piece)
    if not _KANJI.fullmatch(piece[0]):
        return 0.1 * abs(length - _LONG * count)
    strain = 0.1 * abs(length - _USUAL * count) + 3.0 * (max(0, count - length) + max(0, length - _LONG * count))
    # A word begins at a space, and a single kanji is not spread over two phrases.
    return strain - 0.5 * share.startswith(" ") + 2.0 * (count == 1 and " " in share.strip())


def _sounds(text: str) -> str:
    """Return the kana of ``text`` as hiragana, with its commas and spaces and nothing else."""
    plain = to_hiragana(unicodedata.normalize("NFKC", text))
    return _SILENT.sub("", plain)
