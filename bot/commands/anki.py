"""A person's words as a file that Anki imports: text with a head of its own that names separator and columns.

The head lines are those of Anki's manual, "Importing · Text files · File headers".
"""

import re
from collections.abc import Iterable, Sequence
from html import escape

from bot.lexicon.model import Entry, Example
from bot.team.term import LEVEL_UNKNOWN
from bot.text.furigana import furigana
from bot.text.romaji import to_romaji

COLUMNS = ("Word", "Reading", "Romaji", "Meaning", "Example", "Translation", "Tags")
_HEAD = (
    "#separator:tab",
    "#html:true",
    "#columns:" + "\t".join(COLUMNS),
    f"#tags column:{len(COLUMNS)}",
)
_TAG = "naruhaya"
_BREAKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")


def anki_file(words: Iterable[tuple[Entry, Sequence[str]]]) -> bytes:
    """Return the file with a line a word, in UTF-8; each word comes with what its tags are to say."""
    lines = [*_HEAD, *("\t".join(_fields(entry, tags)) for entry, tags in words)]
    return ("\n".join(lines) + "\n").encode()


def _fields(entry: Entry, tags: Sequence[str]) -> tuple[str, ...]:
    examples = [example for sense in entry.senses for example in sense.examples]
    example = examples[0] if examples else None
    glosses = [", ".join(sense.gloss_en) or sense.brief for sense in entry.senses]
    meaning = glosses[0] if len(glosses) == 1 else "; ".join(f"{n}. {text}" for n, text in enumerate(glosses, 1))
    level = () if entry.difficulty == LEVEL_UNKNOWN else (f"level{entry.difficulty}",)
    every_tag = (_TAG, *(f"{_TAG}::{tag}" for tag in (*tags, *(each.value for each in entry.domains[:1]), *level)))
    return (
        _plain(entry.headword),
        _plain(entry.kana),
        _plain(to_romaji(entry.reading, capitalize=entry.proper_name)),
        _plain(meaning),
        _ruby(example) if example else "",
        _plain(example.en) if example else "",
        " ".join(every_tag),
    )


def _ruby(example: Example) -> str:
    """Return the sentence with its readings above the words they belong to."""
    return "".join(
        f"<ruby>{_plain(piece)}<rt>{_plain(reading)}</rt></ruby>" if reading else _plain(piece)
        for piece, reading in furigana(example.ja, example.reading)
    )


def _plain(text: str) -> str:
    """Return text as HTML of one field: no tab or line break may end it early."""
    return escape(_BREAKS.sub(" ", text), quote=False)
