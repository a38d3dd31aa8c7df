"""The JSON shapes that other programs rely on; docs/programs.md describes them and a test holds them.

Values are plain dicts and lists of JSON's own types. Entries refer to one another by id.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.commands.compare import Comparison
from bot.commands.define import Definition
from bot.commands.entry_view import romaji
from bot.commands.scores_view import Scores, percent
from bot.commands.word import TodaysWord
from bot.general.model import NO_ANSWER, Edition, GeneralAnswer, GeneralEntry
from bot.lexicon.match import LookupResult, Match, explain
from bot.lexicon.model import (
    Axis,
    Contrast,
    Currency,
    Entry,
    Example,
    Formation,
    Formula,
    Glossary,
    Medium,
    MinimalPair,
    PartOfSpeech,
    Ratio,
    Register,
)
from bot.localized import Locale, Localized
from bot.quiz.boards import Row
from bot.team.term import LEVEL_UNKNOWN, is_own

if TYPE_CHECKING:
    from bot.lexicon.spotting.spotter import Term

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def lookup_shape(result: LookupResult, general: GeneralAnswer = NO_ANSWER) -> dict[str, Json]:
    """Return a lookup: outcome, matches and suggestions best first, scores 0 to 100, general rows apart."""
    return {
        "query": result.query,
        "outcome": result.outcome.value,
        "matches": [_match_shape(match, result.query) for match in result.matches],
        "suggestions": [_match_shape(match, result.query) for match in result.suggestions],
        "general": [_general_shape(entry, general.edition) for entry in general.entries if general.edition],
    }


def define_shape(definition: Definition) -> dict[str, Json]:
    """Return a lookup with its matched entries in full."""
    return {
        **lookup_shape(definition.result, definition.general),
        "entries": [entry_shape(match.entry, definition.glossary) for match in definition.result.matches],
    }


def compare_shape(comparison: Comparison) -> dict[str, Json]:
    """Return a comparison: the contrast if one is written, the entries, and the terms not known."""
    return {
        "contrast": contrast_shape(comparison.contrast) if comparison.contrast else None,
        "entries": [entry_shape(entry, comparison.glossary) for entry in comparison.entries],
        "unknown": [lookup_shape(result) for result in comparison.unknown],
    }


def read_message(line: bytes) -> str:
    """Return the message in a line of the form ``{"text": "…"}``.

    Raises:
        ValueError: it has another form; the exception says what was expected.
    """
    try:
        # Not msgspec: it refuses an escaped lone surrogate, which a chat can well hold.
        given = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise ValueError("not a line of JSON") from None
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str):
        raise ValueError('expected {"text": "…"}')
    return text


def spot_shape(terms: "Sequence[Term]") -> dict[str, Json]:
    """Return the terms of a message in order; places count its code points."""
    return {
        "terms": [
            {
                "headword": term.entry.headword,
                "entry_id": term.entry.id,
                "start": term.start,
                "end": term.end,
                "surface": term.surface,
            }
            for term in terms
        ]
    }


def word_shape(todays: TodaysWord) -> dict[str, Json]:
    """Return the local date and its entry."""
    return {"date": todays.date.isoformat(), "entry": entry_shape(todays.entry, todays.glossary)}


def scores_shape(shown: Scores) -> dict[str, Json]:
    """Return the board's rows, newcomers apart, the asker's own, and the totals."""
    board = shown.board
    return {
        "where": shown.params.where.value,
        "window": shown.params.window.value,
        "by": shown.params.by.value,
        "rows": [{"name": shown.names[row.tally.user_id], **_row_shape(row)} for row in board.rows],
        "newcomers": [{"name": shown.names[row.tally.user_id], **_row_shape(row)} for row in board.newcomers],
        "own": {"newcomer": board.own_is_new, **_row_shape(board.own)} if board.own else None,
        "people": board.people,
        "answered": board.total.answered,
        "right": board.total.right,
    }


def _row_shape(row: Row) -> dict[str, Json]:
    return {
        "rank": row.place,
        "points": row.tally.points,
        "right": row.tally.right,
        "answered": row.tally.answered,
        "percent": percent(row.tally.share),
        "gained": None if row.gain is None else percent(row.gain),
    }


def export_shape(glossary: Glossary) -> dict[str, Json]:
    """Return the whole glossary."""
    return {
        "entries": [entry_shape(entry, glossary) for entry in glossary.entries],
        "contrasts": [contrast_shape(contrast) for contrast in glossary.contrasts],
    }


def entry_shape(entry: Entry, glossary: Glossary) -> dict[str, Json]:
    """Return an entry with every field; absent ones, and what nobody gave of a team's own word, are empty or null."""
    shape = _entry_shape(entry, glossary)
    if not is_own(entry.id):
        return shape
    return {**shape, "origin": None, **{name: None for name, unsaid in _UNSAID.items() if shape[name] == unsaid}}


_UNSAID: Mapping[str, Json] = {
    "pos": PartOfSpeech.NOUN.value,
    "formation": Formation.NONE.value,
    "register": Register.NEUTRAL.value,
    "medium": Medium.BOTH.value,
    "currency": Currency.CURRENT.value,
    "difficulty": LEVEL_UNKNOWN,
    "reviewer": "",
}
"""What an own word has where nothing was given."""


def _entry_shape(entry: Entry, glossary: Glossary) -> dict[str, Json]:
    return {
        "id": entry.id,
        "headword": entry.headword,
        "reading": entry.kana,
        "romaji": romaji(entry),
        "variants": list(entry.variants),
        "abbreviations": list(entry.abbreviations),
        "search_keys": list(entry.search_keys),
        "pos": entry.pos.value,
        "transitivity": entry.transitivity or None,
        "origin": entry.origin.value,
        "source": entry.source or None,
        "formation": entry.formation.value,
        "register": entry.register.value,
        "medium": entry.medium.value,
        "direction": [direction.value for direction in entry.direction],
        "currency": entry.currency.value,
        "attitude": entry.attitude.value if entry.attitude else None,
        "difficulty": entry.difficulty,
        "senses": [
            {
                "gloss_en": list(sense.gloss_en),
                "def_en": sense.def_en,
                "def_ja": sense.def_ja,
                "domain": [domain.value for domain in sense.domain],
                "examples": [_example_shape(example) for example in sense.examples],
            }
            for sense in entry.senses
        ],
        "examples": [_example_shape(example) for example in entry.examples],
        "usage_note": _both(entry.usage_note),
        "false_friend": _both(entry.false_friend),
        "homophone_note": _both(entry.homophone_note),
        "collocations": list(entry.collocations),
        "synonyms": list(entry.synonyms),
        "antonyms": list(entry.antonyms),
        "related": list(entry.related),
        "broader": list(entry.broader),
        "narrower": list(entry.narrower),
        "contrast_sets": [contrast.id for contrast in glossary.contrasts_of(entry.id)],
        "formula": _formula_shape(entry.formula) if entry.formula else None,
        "jlpt": entry.jlpt or None,
        "pitch": list(entry.pitch),
        "verified_on": entry.verified_on.isoformat() if entry.verified_on else None,
        "reviewer": entry.reviewer,
    }


def contrast_shape(contrast: Contrast) -> dict[str, Json]:
    """Return a contrast: members by id, gists and cells in the members' order."""
    return {
        "id": contrast.id,
        "title": _both(contrast.title),
        "members": list(contrast.members),
        "gist": [_both(line) for line in contrast.gist],
        "axes": [_axis_shape(axis) for axis in contrast.axes],
        "minimal_pairs": [_pair_shape(pair) for pair in contrast.minimal_pairs],
        "in_doubt": _both(contrast.in_doubt),
        "disagreement": _both(contrast.disagreement),
        "verified_on": contrast.verified_on.isoformat() if contrast.verified_on else None,
    }


def _match_shape(match: Match, query: str) -> dict[str, Json]:
    return {
        "id": match.entry.id,
        "headword": match.entry.headword,
        "reading": match.entry.kana,
        "romaji": romaji(match.entry),
        "score": round(match.score, 1),
        "kind": match.kind.value,
        "reason": explain(match, query, Locale.EN),
    }


def _general_shape(entry: GeneralEntry, edition: Edition) -> dict[str, Json]:
    return {
        "headword": entry.headword,
        "reading": entry.reading,
        "glosses": list(entry.glosses),
        "common": entry.common,
        "pos": list(entry.pos),
        "kind": entry.tier.value,
        "source": edition.source,
        "date": edition.created.isoformat() if edition.created else None,
        "licence": edition.licence,
    }


def _example_shape(example: Example) -> dict[str, Json]:
    return {"ja": example.ja, "reading": example.reading, "en": example.en, "style": example.style.value}


def _axis_shape(axis: Axis) -> dict[str, Json]:
    return {"label": _both(axis.label), "cells": [_both(cell) for cell in axis.cells]}


def _pair_shape(pair: MinimalPair) -> dict[str, Json]:
    return {
        "frame": pair.frame,
        "reading": pair.reading,
        "en": pair.en,
        "right": pair.right,
        "why": _both(pair.why),
        "wrong": [{"member": choice.member, "why": _both(choice.why)} for choice in pair.wrong],
    }


def _formula_shape(formula: Formula) -> dict[str, Json]:
    variants = [{"name": _both(variant.name), **_ratio_shape(variant)} for variant in formula.variants]
    return {**_ratio_shape(formula), "variants": variants}


def _ratio_shape(ratio: Ratio) -> dict[str, Json]:
    return {
        "numerator": [_both(term) for term in ratio.numerator],
        "denominator": [_both(term) for term in ratio.denominator],
        "unit": _both(ratio.unit),
        "times": ratio.times,
    }


def _both(text: Localized | None) -> dict[str, Json] | None:
    return {"en": text.en, "ja": text.ja} if text else None
