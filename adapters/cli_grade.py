"""``naruhaya grade --stdin``: grades typed answers for programs, one JSON object a line."""

import json
import sys
from collections.abc import Callable, Iterable
from typing import Protocol

import click
import msgspec

from adapters.programs import Json
from bot.engine import Engine
from bot.lexicon.model import Entry, Glossary
from bot.localized import Locale, Localized
from bot.quiz.grading import MAX_RESPONSE, grade, question
from bot.quiz.model import Grade, ItemKind
from bot.quiz.neighbours import Neighbours, kana_key
from bot.quiz.verdicts import best
from bot.settings import Settings
from bot.text.keys import surface_key

MAX_LINE = 10_000
"""Bytes of a line that are read; a longer one is an error, not an answer."""

_KINDS = {kind.value: kind for kind in (ItemKind.READING, ItemKind.MEANING, ItemKind.WORD)}
_KEYS = ("headword", "kind", "response")
_TOO_LONG = Localized(
    f"Too long: a line may have {MAX_LINE} bytes, an answer {MAX_RESPONSE} characters.",
    f"長すぎます。1行は{MAX_LINE}バイト、答えは{MAX_RESPONSE}文字までです。",
)
_NO_JSON = Localized("Not a line of JSON.", "JSON の行ではありません。")
_NO_OBJECT = Localized(
    'Expected {"headword": "…", "kind": "…", "response": "…"}.',
    '{"headword": "…", "kind": "…", "response": "…"} の形で送ってください。',
)
_NO_STRING = Localized("“KEY” is missing or is not text.", "KEY がないか、文字列ではありません。")
_NO_KIND = Localized("“kind” is reading, meaning or word.", "kind は reading、meaning、word のどれかです。")
_NO_ENTRY = Localized(
    "The glossary does not have that headword: give one of its spellings or its id.",
    "その語は用語集にありません。表記か id を送ってください。",
)


class HasEngine(Protocol):
    """What this command needs of a session."""

    settings: Settings

    @property
    def engine(self) -> Engine:
        """The engine on the chosen data."""


class _LineError(Exception):
    """A line that cannot be graded, with the sentence that says why."""

    def __init__(self, sentence: Localized) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class Grader:
    """Grades lines of JSON on one glossary."""

    def __init__(self, glossary: Glossary, neighbours: Neighbours, locale: Locale) -> None:
        self._neighbours = neighbours
        self._locale = locale
        self._by_id = {str(entry.id): entry for entry in glossary.entries}
        self._tiers = [_by_key(glossary, tier) for tier in (_headwords, _variants, _abbreviations, _kana)]

    def answer(self, line: bytes) -> dict[str, Json]:
        """Return the grade of a line, or what is wrong with it, in one sentence."""
        try:
            headword, kind, response = _read(line)
            grades = [
                grade(question(entry, kind, headword), response, self._neighbours) for entry in self._find(headword)
            ]
        except _LineError as fault:
            return {"error": fault.sentence.in_(self._locale)}
        return grade_shape(best(grades), self._locale)

    def _find(self, headword: str) -> tuple[Entry, ...]:
        """Return the entry with that id, or all with that spelling: the first of those that are written alike.

        Raises:
            _LineError: there is none.
        """
        if headword in self._by_id and not any(surface_key(headword) in tier for tier in self._tiers[:1]):
            return (self._by_id[headword],)
        for tier in self._tiers:
            if found := tier.get(surface_key(headword)):
                return found
        raise _LineError(_NO_ENTRY)


def grade_command() -> click.Command:
    """Return the ``grade`` command."""

    @click.command("grade", help="Grade one typed answer a line, given and printed as JSON.")
    @click.option("--stdin", is_flag=True, required=True, help="Read answers from standard input.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, as it does anyway.")
    @click.option("--lang", type=click.Choice([each.value for each in Locale]), help="Language of the notes.")
    @click.pass_obj
    def run(session: HasEngine, stdin: bool, as_json: bool, lang: str | None) -> None:
        del stdin, as_json
        locale = Locale(lang) if lang else session.settings.locale
        services = session.engine.services
        grader = Grader(session.engine.glossary, services.neighbours(), locale)
        for line in sys.stdin.buffer:
            sys.stdout.buffer.write(msgspec.json.encode(grader.answer(line)) + b"\n")
            sys.stdout.buffer.flush()

    return run


def grade_shape(graded: Grade, locale: Locale) -> dict[str, Json]:
    """Return a grade with its note in one language; the note is empty where there is nothing to say."""
    return {"verdict": graded.verdict.value, "rule": graded.rule.value, "note": graded.note.in_(locale)}


def _read(line: bytes) -> tuple[str, ItemKind, str]:
    """Return headword, kind and response.

    Raises:
        _LineError: the line is of another form.
    """
    if len(line) > MAX_LINE:
        raise _LineError(_TOO_LONG)
    try:
        # Not msgspec: it refuses an escaped lone surrogate, which a chat can well hold.
        given = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise _LineError(_NO_JSON) from None
    if not isinstance(given, dict):
        raise _LineError(_NO_OBJECT)
    texts: dict[str, str] = {}
    for key in _KEYS:
        value = given.get(key)
        if not isinstance(value, str):
            raise _LineError(Localized(_NO_STRING.en.replace("KEY", key), _NO_STRING.ja.replace("KEY", key)))
        texts[key] = value
    if texts["kind"] not in _KINDS:
        raise _LineError(_NO_KIND)
    if len(texts["response"]) > MAX_RESPONSE or len(texts["headword"]) > MAX_RESPONSE:
        raise _LineError(_TOO_LONG)
    return texts["headword"], _KINDS[texts["kind"]], texts["response"]


def _headwords(entry: Entry) -> Iterable[str]:
    return (entry.headword,)


def _variants(entry: Entry) -> Iterable[str]:
    return entry.variants


def _abbreviations(entry: Entry) -> Iterable[str]:
    return entry.abbreviations


def _kana(entry: Entry) -> Iterable[str]:
    return (kana_key(entry.reading),)


def _by_key(glossary: Glossary, spellings: Callable[[Entry], Iterable[str]]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in glossary.entries:
        for key in dict.fromkeys(map(surface_key, spellings(entry))):
            found[key] = (*found.get(key, ()), entry)
    return found
