"""What a form or a row of a table says about a word, as an entry; and an entry as such fields again.

Only the headword and something of its meaning must be given. What is not given stays empty: nothing here guesses a
definition, an equivalent or a level.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import NamedTuple, TypeVar

from bot.lexicon.model import Domain, Entry, EntryId, Example, Origin, PartOfSpeech, Register, Sense, Style
from bot.localized import Localized
from bot.team.term import LEVEL_UNKNOWN
from bot.text.kana import to_hiragana
from bot.text.normalize import MAX_QUERY, clean
from bot.text.romaji import to_kana
from bot.text.scripts import Script, is_latin, scripts_of

MAX_WORD = MAX_QUERY
"""Characters of a headword, reading or other name: of a longer one a lookup would not read the end."""
MAX_EQUIVALENT = 200
MAX_TEXT = 1_000
"""Characters of a definition, an example or a note."""
MAX_NAMES = 20
"""Equivalents, or other names, of one word."""
MAX_SENSES = 8
LEVELS = range(1, 6)

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFields:
    """One sense of a word with the word around it, each field as a person types it; empty where nothing is given.

    ``english``, ``domain`` and ``also`` hold several, parted by ``;`` or by commas. ``reading`` is kana or romaji.
    ``also`` are other names: variants and abbreviations. ``pos``, ``register`` and ``domain`` are values of the
    model's, ``level`` is 1 to 5.
    """

    headword: str
    reading: str = ""
    english: str = ""
    definition: str = ""
    definition_ja: str = ""
    example_ja: str = ""
    example_en: str = ""
    pos: str = ""
    register: str = ""
    domain: str = ""
    level: str = ""
    also: str = ""
    note: str = ""


FIELD_NAMES = tuple(field.name for field in fields(TermFields))
"""The names of the fields, in the order in which they are asked for and written."""


class FieldFault(NamedTuple):
    """What is wrong with a field, and what to do about it."""

    field: str
    problem: Localized


def entry_of(
    given: TermFields, entry_id: EntryId, *, base: Entry | None = None, sense: int = 0
) -> Entry | tuple[FieldFault, ...]:
    """Return the entry that ``given`` describes, under ``entry_id``, or everything that is wrong with it.

    With a ``base`` the fields are about one of its senses, counted from 0, and the others stay as they are; the place
    after the last adds a sense.
    """
    long = tuple(_too_long(given))
    if long:
        return long
    reader = _Reader(given)
    headword = clean(given.headword, MAX_WORD)
    if not headword:
        reader.fault("headword", _NO_HEADWORD)
    others = base.senses if base else ()
    if sense >= MAX_SENSES:
        reader.fault("english", _TOO_MANY_SENSES)
    old = others[sense] if sense < len(others) else None
    also = reader.several("also", MAX_WORD)
    new = Sense(
        gloss_en=reader.several("english", MAX_EQUIVALENT),
        def_en=_tidy(given.definition),
        def_ja=_tidy(given.definition_ja),
        domain=tuple(reader.choices("domain", Domain)),
        examples=tuple(_examples(given, old)),
    )
    if not (new.gloss_en or new.def_en or new.def_ja):
        reader.fault("english", _NO_MEANING)
    reading = reader.reading(headword)
    pos = next(iter(reader.choices("pos", PartOfSpeech)), PartOfSpeech.NOUN)
    register = next(iter(reader.choices("register", Register)), Register.NEUTRAL)
    level = reader.level()
    if reader.faults:
        return tuple(reader.faults)
    note = _tidy(given.note)
    also = tuple(text for text in also if text != headword)
    entry = Entry(
        id=entry_id,
        headword=headword,
        reading=reading,
        pos=pos,
        origin=_origin(headword),
        register=register,
        difficulty=level,
        senses=(*others[:sense], new, *others[sense + 1 :]),
        reviewer="",
        variants=tuple(text for text in also if not _is_initialism(text)),
        abbreviations=tuple(filter(_is_initialism, also)),
        usage_note=Localized(note, note) if note else None,
    )
    if base is None:
        return entry
    return replace(base, **{name: getattr(entry, name) for name in _TOLD})


def fields_of(entry: Entry, sense: int = 0) -> TermFields:
    """Return the fields that :func:`entry_of` makes ``entry`` of again; of several senses those of the one wanted."""
    meant = entry.senses[sense]
    example = meant.examples[0] if meant.examples else None
    return TermFields(
        headword=entry.headword,
        reading=entry.reading,
        english=_listed(meant.gloss_en),
        definition=meant.def_en,
        definition_ja=meant.def_ja,
        example_ja=example.ja if example else "",
        example_en=example.en if example else "",
        pos="" if entry.pos is PartOfSpeech.NOUN else entry.pos.value,
        register="" if entry.register is Register.NEUTRAL else entry.register.value,
        domain=", ".join(meant.domain),
        level=str(entry.difficulty) if entry.difficulty != LEVEL_UNKNOWN else "",
        also=_listed((*entry.variants, *entry.abbreviations)),
        note=entry.usage_note.en if entry.usage_note else "",
    )


class _Reader:
    """Reads fields one by one and collects what is wrong with them."""

    def __init__(self, given: TermFields) -> None:
        self._given = given
        self.faults: list[FieldFault] = []

    def fault(self, field: str, problem: Localized) -> None:
        self.faults.append(FieldFault(field, problem))

    def several(self, field: str, longest: int) -> tuple[str, ...]:
        """Return what the field lists, each once."""
        composed = unicodedata.normalize("NFKC", self._text(field))  # before it is parted: other signs become ; and ,
        listed = tuple(dict.fromkeys(filter(None, (clean(each, longest) for each in _parted(composed)))))
        if len(listed) > MAX_NAMES:
            self.fault(field, _TOO_MANY.format(most=MAX_NAMES))
        return listed

    def choices(self, field: str, kind: type[Choice]) -> Iterator[Choice]:
        """Yield the values that the field names."""
        for name in _parted(self._text(field)):
            wanted = re.sub("[ _]+", "-", clean(name, MAX_WORD).casefold())
            found = next((value for value in kind if value.value.casefold() == wanted), None)
            if found is not None:
                yield found
            elif wanted:
                known = ", ".join(value.value for value in kind)
                self.fault(field, _UNKNOWN.format(given=clean(name, MAX_WORD), known=known))

    def level(self) -> int:
        """Return the level given, or that none was."""
        text = clean(self._given.level, MAX_WORD)
        if not text:
            return LEVEL_UNKNOWN
        if not (text.isascii() and text.isdigit() and int(text) in LEVELS):
            self.fault("level", _NO_LEVEL)
            return LEVEL_UNKNOWN
        return int(text)

    def reading(self, headword: str) -> str:
        """Return the reading in hiragana; of a headword in kana that itself, if none is given."""
        typed = clean(self._given.reading, MAX_WORD)
        kana = to_hiragana(typed or headword)
        if is_latin(kana) and typed:
            kana = to_kana(typed)
        kana = _WORD_BREAK.sub(" ", kana) if not typed else _SPACES.sub(" ", kana)
        if _READING.fullmatch(kana):
            return kana
        if typed:
            self.fault("reading", _NOT_A_READING)
        elif headword and not scripts_of(headword) & Script.JAPANESE:
            return ""  # said as its letters are: who wants it found by its sounds gives them
        elif headword:
            self.fault("reading", _NO_READING)
        return ""

    def _text(self, field: str) -> str:
        text = getattr(self._given, field)
        assert isinstance(text, str)
        return text


def _too_long(given: TermFields) -> Iterator[FieldFault]:
    """Yield the fields that are too long to be looked at."""
    for field in FIELD_NAMES:
        limit = _LIMITS.get(field, MAX_TEXT)
        size = len(getattr(given, field))
        if size > limit:
            yield FieldFault(field, _TOO_LONG.format(limit=f"{limit:,}", size=f"{size:,}"))


def _parted(text: str) -> list[str]:
    """Return the parts of a list: between semicolons if it has any, else between commas that are not in brackets."""
    if _SEMICOLON.search(text):
        return _SEMICOLON.split(text)
    parts = [""]
    depth = 0
    for sign in text:
        depth += (sign in "(（") - (sign in ")）" and depth > 0)
        if sign in ",，、\n" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _listed(texts: Iterable[str]) -> str:
    """Return a list that :func:`_parted` parts again."""
    joined = "; ".join(texts)
    return f"{joined};" if joined and ";" not in joined and len(_parted(joined)) > 1 else joined


def _tidy(text: str) -> str:
    """Return ``text`` on one line and composed, its signs as they are."""
    shown = (sign if unicodedata.category(sign)[0] not in "CZ" else " " * (sign not in _JOINERS) for sign in text)
    return unicodedata.normalize("NFC", " ".join("".join(shown).split()))


def _examples(given: TermFields, old: Sense | None) -> Iterator[Example]:
    """Yield the example given, then those after the first of the sense as it was."""
    ja, en = _tidy(given.example_ja), _tidy(given.example_en)
    first = old.examples[0] if old and old.examples else None
    if first and (first.ja, first.en) == (ja, en):
        yield first
    elif ja or en:
        yield Example(ja=ja, reading="", en=en, style=Style.WRITTEN)
    if old:
        yield from old.examples[1:]


def _origin(headword: str) -> Origin:
    """Return an origin that goes with the script, for an entry must have one; nobody is shown it."""
    scripts = scripts_of(headword)
    if scripts & Script.KANJI:
        return Origin.KONSHUGO if scripts & (Script.KATAKANA | Script.LATIN) else Origin.KANGO
    return Origin.WAGO if scripts & Script.HIRAGANA else Origin.GAIRAIGO


def _is_initialism(text: str) -> bool:
    return is_latin(text) and text.isupper()


_READING = re.compile("[ぁ-ゖー]+(?:[ ・][ぁ-ゖー]+)*")
_WORD_BREAK = re.compile("[ ・]+")
_SPACES = re.compile(" +")
_SEMICOLON = re.compile("[;；]")
_JOINERS = frozenset("\u200b\u200c\u200d\u2060\ufeff\xad")
_TOLD = (
    "id",
    "headword",
    "reading",
    "pos",
    "origin",
    "register",
    "difficulty",
    "senses",
    "variants",
    "abbreviations",
    "usage_note",
)
"""What of an entry the fields tell; the rest of one that is edited stays."""
_LIMITS = {"headword": MAX_WORD, "reading": MAX_WORD}

_NO_HEADWORD = Localized("Give the word.", "見出し語を入力してください。")
_NO_MEANING = Localized("Give an English equivalent or a definition.", "英語の訳語か説明のどちらかを入力してください。")
_NO_READING = Localized("Give the reading, in kana or romaji.", "読みをかなかローマ字で入力してください。")
_NOT_A_READING = Localized(
    "Write the reading in kana or romaji, without figures or signs.",
    "読みはかなかローマ字だけで書いてください（数字や記号は使えません）。",
)
_NO_LEVEL = Localized("Choose a level from 1 to 5, or leave it empty.", "難易度は1〜5で選ぶか、空欄にしてください。")
_UNKNOWN = Localized("“{given}” is not one of: {known}.", "「{given}」は使えません。次から選んでください：{known}")
_TOO_LONG = Localized(
    "{size} characters are too many: keep to {limit}.", "{size}文字は長すぎます。{limit}文字以内にしてください。"
)
_TOO_MANY = Localized("Give at most {most}.", "{most}個までにしてください。")
_TOO_MANY_SENSES = Localized(
    f"A word has at most {MAX_SENSES} meanings: change one of them.",
    f"一つの語の意味は{MAX_SENSES}個までです。既にある意味を編集してください。",
)
