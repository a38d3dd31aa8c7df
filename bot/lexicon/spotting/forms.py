"""The forms in which an entry can stand in running text: every listed spelling, and what follows from it.

From 打ち合わせ follow 打合せ and 打ちあわせ, from カスタマー カスタマ, from ご確認 御確認, from a verb its inflected stems.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import product
from typing import NamedTuple

from bot.lexicon.index import CONJUGATIONS
from bot.lexicon.model import Entry, PartOfSpeech
from bot.lexicon.spotting.endings import endings_after
from bot.lexicon.spotting.passage import HIRAGANA, JAPANESE, KANJI, fold_spelling
from bot.lexicon.spotting.respellings import respellings
from bot.text.inflection import Conjugation, inflected
from bot.text.kana import to_katakana


class Standing(IntEnum):
    """How surely a form stands for its entry, surest first; settles which entry owns a form of several."""

    HEADWORD = 0
    VARIANT = 1
    ABBREVIATION = 2
    READING = 3
    SEARCH_KEY = 4


class Form(NamedTuple):
    """One way of writing an entry; ``position`` is the entry's place in the glossary.

    ``whole`` forms count only where nothing in the same script touches them, stems only where one of their
    ``endings`` follows; ``part_of_name`` forms are an ordinary word that a name has in it (プライム for プライム市場); ``bare`` forms lack their last okurigana, so that none may follow (折返, not in 折返る); ``capitals`` are
    meant to be written as capitals (KPI); ``suffix`` forms are one as such (様), and ``inflects`` is said
    of verbs and adjectives, which more may follow than nouns; ``voice`` forms go on with a verb's stem (休ま|せていただく).
    """

    text: str
    position: int
    standing: Standing
    whole: bool = False
    endings: re.Pattern[str] | None = None
    bare: bool = False
    capitals: bool = False
    part_of_name: bool = False
    suffix: bool = False
    inflects: bool = False
    voice: bool = False

    @property
    def restrictions(self) -> tuple[bool, re.Pattern[str] | None, bool, bool]:
        """What it is subject to beyond its script: to be whole, to be a stem, to be bare, to follow a stem."""
        return self.whole, self.endings, self.bare, self.voice

    @property
    def is_restricted(self) -> bool:
        """Whether it counts in fewer places than a word of its letters would."""
        return any(self.restrictions)

    @property
    def trusted(self) -> bool:
        """Whether it may stand beside unknown words in a compound: an abbreviation is too easily half of another word."""
        return self.standing is not Standing.ABBREVIATION


_SHORTEST_READING = 5
_SHORTEST_KATAKANA_READING = 4
_FEWEST_CAPITALS = 3

_CAUSATIVE = "させ"
"""After a godan verb it has no さ: 確認させていただく, 休ませていただく."""

_JAPANESE = re.compile(f"[{JAPANESE}]")
_KANJI = re.compile(f"[{KANJI}]")
_KANJI_RUN = re.compile(f"([{KANJI}]+)")
_KATAKANA_ONLY = re.compile("[ァ-ヺー]+")
_INITIALISM = re.compile(rf"[A-Z0-9][A-Z0-9&-]{{{_FEWEST_CAPITALS - 1},}}")
_LONG_A = re.compile("(?<=[ァ-ヺー][タザバダヤマラワナサカパハガァャ])ー(?=$|[ア-ヂツ-モヤユヨ-ヲ])")
_MOST_LONG_A = 3
_SHORTEST_WITHOUT_LONG_A = 4
"""Signs of a form without ー that may be part of a compound: ユーザ登録, but no メンタ in メンタリスト."""
_OKURIGANA = re.compile(f"(?<=[{KANJI}])([{HIRAGANA}]{{1,3}})(?=[{KANJI}]|$)")
_MOST_OKURIGANA = 4
"""Places with okurigana up to which forms without it are thought of: their number doubles and more with each."""
_VERB_LIKE = re.compile(f"[{KANJI}][{HIRAGANA}]{{0,2}}[うくぐすつぬぶむる]$")
_POLITE = {"お": "御", "ご": "御", "御": "おご"}


def forms_of(position: int, entry: Entry) -> Iterator[Form]:
    """Yield the forms of ``entry``, surest first; romaji is not among them."""
    for standing, spellings in (
        (Standing.HEADWORD, (entry.headword,)),
        (Standing.VARIANT, entry.variants),
        (Standing.ABBREVIATION, entry.abbreviations),
        (Standing.SEARCH_KEY, respellings(entry)),
    ):
        for spelling in spellings:
            if standing is Standing.ABBREVIATION and entry.proper_name and spelling in entry.headword:
                yield Form(fold_spelling(spelling), position, standing, part_of_name=True)
            elif _JAPANESE.search(spelling):
                yield from _japanese_forms(spelling, position, standing, entry)
                if spelling.startswith(_CAUSATIVE) and entry.pos in CONJUGATIONS:
                    after_stem = _japanese_forms(spelling[1:], position, standing, entry)
                    yield from (form._replace(voice=True) for form in after_stem)
            elif standing is not Standing.SEARCH_KEY or _INITIALISM.fullmatch(spelling):
                yield Form(fold_spelling(spelling), position, standing, capitals=spelling.isupper())
    yield from _reading_forms(position, entry)


def _japanese_forms(spelling: str, position: int, standing: Standing, entry: Entry) -> Iterator[Form]:
    written = fold_spelling(spelling)
    others: list[str] = []
    if standing is not Standing.SEARCH_KEY:
        inflects = entry.pos in CONJUGATIONS or entry.pos is PartOfSpeech.EXPRESSION
        others = [*_politely(written), *_with_less_okurigana(written, last=False, inflects=inflects)]
        if not inflects:
            less = _with_less_okurigana(written, last=True)
            yield from (Form(text, position, standing, bare=True) for text in less)
    if standing is Standing.HEADWORD:
        others += _partly_in_kana(written, entry.kana)
    for text in _without_long_a(written):
        yield Form(text, position, standing, whole=len(text) < _SHORTEST_WITHOUT_LONG_A)
    for text in dict.fromkeys((written, *others)):
        is_suffix = entry.pos is PartOfSpeech.SUFFIX
        yield Form(text, position, standing, suffix=is_suffix, inflects=entry.pos in CONJUGATIONS)
        for conjugation in _conjugations(text, entry.pos):
            for stem in inflected(text, conjugation):
                if stem != text:
                    yield Form(stem, position, standing, endings=endings_after(stem, conjugation))


def _without_long_a(written: str) -> Iterator[str]:
    """Yield the forms without ー after an a-sound that ends a part (サーバー, サーバ): JIS Z 8301 and habit."""
    places = [found.start() for found in _LONG_A.finditer(written)][-_MOST_LONG_A:]
    for kept in product((True, False), repeat=len(places)):
        dropped = {place for place, keep in zip(places, kept, strict=True) if not keep}
        if dropped and len(written) - len(dropped) > 2:
            yield "".join(sign for place, sign in enumerate(written) if place not in dropped)


def _politely(written: str) -> Iterator[str]:
    """Yield the other spellings of a polite prefix: ご確認, 御確認."""
    if len(written) > 2 and _KANJI.match(written[1]):
        for prefix in _POLITE.get(written[0], ""):
            yield prefix + written[1:]


def _with_less_okurigana(written: str, *, last: bool, inflects: bool = False) -> Iterator[str]:
    """Yield the forms that leave okurigana out: 打ち合わせ, 打合わせ, 打合せ; with ``last`` those without the last: 打合.

    What may be left out is from 送り仮名の付け方 (内閣告示, 1973) and from use. A word that ``inflects`` keeps its ending.
    """
    runs = list(_OKURIGANA.finditer(written))
    if not 0 < len(runs) <= _MOST_OKURIGANA or len(_KANJI.findall(written)) < 2 or "の" in written:
        return
    choices = [[run[1][left:] for left in range(len(run[1]) + 1)] for run in runs]
    ends_in_kana = runs[-1].end() == len(written)
    if ends_in_kana and inflects:
        choices[-1] = [runs[-1][1]]
    for tails in product(*choices):
        if (ends_in_kana and not tails[-1]) is last:
            parts: list[str] = []
            at = 0
            for run, tail in zip(runs, tails, strict=True):
                parts += (written[at : run.start()], tail)
                at = run.end()
            yield "".join(parts) + written[at:]


def _partly_in_kana(written: str, reading: str) -> Iterator[str]:
    """Yield the forms with one run of kanji as kana: 問いあわせ."""
    runs = _KANJI_RUN.split(written)
    if not 5 <= len(runs) <= 2 * _MOST_OKURIGANA + 1:
        return
    pattern = "".join("(.+?)" if place % 2 else re.escape(run) for place, run in enumerate(runs))
    found = re.fullmatch(pattern, reading)
    if found:
        for number, kana in enumerate(found.groups()):
            if len(kana) > 1 or runs[2 * number + 2]:  # a last kana could be anything: 待ち呼, 待ちこがれる
                yield "".join(kana if place == 2 * number + 1 else run for place, run in enumerate(runs))


def _conjugations(text: str, pos: PartOfSpeech) -> tuple[Conjugation, ...]:
    if pos in CONJUGATIONS:
        return (CONJUGATIONS[pos],)
    if _VERB_LIKE.search(text):
        return (Conjugation.GODAN, Conjugation.ICHIDAN)
    return ()


def _reading_forms(position: int, entry: Entry) -> Iterator[Form]:
    kana = entry.kana
    if kana == entry.headword or _KATAKANA_ONLY.fullmatch(fold_spelling(entry.headword)):
        return
    if len(kana) >= _SHORTEST_READING and _KANJI.search(entry.headword):
        yield Form(kana, position, Standing.READING)
    if len(kana) >= _SHORTEST_KATAKANA_READING:
        yield Form(to_katakana(kana), position, Standing.READING, whole=True)
