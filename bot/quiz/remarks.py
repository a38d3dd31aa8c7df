"""What an answer says besides the meaning: remarks in brackets, and words for how polite the word is.

A remark may be left out, so it is not compared; but one that says the contrary is not let pass.
"""

import re
from enum import Enum, auto
from functools import lru_cache

from bot.lexicon.model import Entry, Medium, Register
from bot.quiz import english, office_english

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}|<([^<>]*)>")
_WORD = re.compile(r"[a-z]+")
_DENIES = frozenset(
    [
        "no",
        "not",
        "never",
        "opposite",
        "antonym",
        "contrary",
        "reverse",
        "inverse",
        "isnt",
        "wrong",
        "false",
        "unlike",
        "incorrect",
    ]
)
_NOT_THE_OTHER = re.compile(r"\s*not\s+(?:the\s+|an?\s+|for\s+|by\s+|in\s+|of\s+|to\s+)*([a-z][a-z -]*)$")
_LEADS_IN = frozenset(
    [
        "for",
        "of",
        "in",
        "at",
        "to",
        "by",
        "from",
        "on",
        "as",
        "with",
        "when",
        "used",
        "usually",
        "often",
        "esp",
        "especially",
        "about",
        "e",
        "g",
        "i",
        "eg",
        "ie",
        "like",
    ]
)
_HARMLESS = frozenset(
    [
        "noun",
        "verb",
        "adjective",
        "adverb",
        "expression",
        "phrase",
        "n",
        "v",
        "adj",
        "adv",
        "s",
        "es",
        "japan",
        "japanese",
        "business",
        "work",
        "office",
        "company",
        "job",
        "formal",
        "term",
        "word",
        "jargon",
        "general",
        "generally",
        "someone",
        "something",
        "sth",
        "sb",
        "person",
        "thing",
        "etc",
        "workplace",
        "corporate",
        "usually",
        "common",
        "usual",
        "professional",
        "abbreviation",
        "abbr",
        "short",
        "system",
        "action",
        "act",
        "state",
        "greeting",
        "set",
        "suru",
    ]
)

_RESPECT, _HUMBLE, _POLITE, _CASUAL, _SPOKEN, _WRITTEN = "respect", "humble", "polite", "casual", "spoken", "written"
_MARKS = {
    **dict.fromkeys(("honorific", "honorifically", "respectful", "respectfully", "sonkeigo"), _RESPECT),
    **dict.fromkeys(("humble", "humbly", "modest", "modestly", "kenjogo", "kenjougo"), _HUMBLE),
    **dict.fromkeys(("polite", "politely", "keigo", "teineigo", "formal", "formally"), _POLITE),
    **dict.fromkeys(("casual", "casually", "informal", "informally", "slang", "colloquial", "rude", "plain"), _CASUAL),
    **dict.fromkeys(("spoken", "speech", "oral", "orally"), _SPOKEN),
    **dict.fromkeys(("written", "writing"), _WRITTEN),
}
_POLITE_REGISTERS = frozenset(
    {Register.HONORIFIC, Register.HUMBLE_I, Register.HUMBLE_II, Register.POLITE, Register.FORMAL, Register.BEAUTIFYING}
)
_SIDE_MARK = re.compile(
    r"\b(?:(?:very|in a)\s+)?(honorific(?:ally)?|respectful(?:ly)?|humbl[ey]|politely|polite)\b"
    r"(?:\s+(?:form|word|verb|way|term|expression|version|language|for|of|to say))*",
    re.IGNORECASE,
)


class Remark(Enum):
    """How what is said besides the meaning goes with the word."""

    FITS = auto()
    DENIES = auto()
    CONTRADICTS = auto()
    SAYS_MORE = auto()


def in_brackets(text: str) -> tuple[str, ...]:
    """Return the remarks of an answer, in small letters."""
    return tuple("".join(found).strip() for found in _BRACKETS.findall(text.casefold()) if "".join(found).strip())


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` without "humble", "honorific form of" and the like, and those words."""
    marks = tuple(found[1].casefold() for found in _SIDE_MARK.finditer(text))
    return (_SIDE_MARK.sub(" ", text).strip(" ,:;-"), marks) if marks else (text, ())


def judge(remark: str, entry: Entry) -> Remark:
    """Return how ``remark`` goes with the word: its own brackets, field and style fit, the contrary does not."""
    words = _WORD.findall(remark.replace("'", "").replace("’", ""))
    own = _bracket_words(entry)
    if not words or set(map(english.basic, words)) <= own:
        return Remark.FITS
    if not _DENIES.isdisjoint(words):
        other = _NOT_THE_OTHER.fullmatch(remark)
        if other is None or not set(map(english.basic, _WORD.findall(other[1]))).isdisjoint(_gloss_words(entry)):
            return Remark.DENIES
        marked = [_MARKS[word] for word in words if word in _MARKS]
        fitting = marked and all(_suits(mark, entry) for mark in marked)
        return Remark.CONTRADICTS if fitting else Remark.FITS
    marks = [_MARKS[word] for word in words if word in _MARKS]
    if marks:
        return Remark.FITS if all(_suits(mark, entry) for mark in marks) else Remark.CONTRADICTS
    if words[0] in _LEADS_IN or any(word in _HARMLESS or word in entry.domains for word in words):
        return Remark.FITS
    said = {office_english.equivalent(english.basic(word)) for word in words}
    return Remark.SAYS_MORE if said.isdisjoint(map(office_english.equivalent, _own_words(entry))) else Remark.FITS


def _suits(mark: str, entry: Entry) -> bool:
    if mark in (_SPOKEN, _WRITTEN):
        other = Medium.WRITTEN if mark == _SPOKEN else Medium.SPOKEN
        return entry.medium is not other or not _named(mark).isdisjoint(_own_words(entry))
    register = entry.register
    fits = {
        _RESPECT: register is Register.HONORIFIC,
        _HUMBLE: register in {Register.HUMBLE_I, Register.HUMBLE_II},
        _POLITE: register not in {Register.CASUAL, Register.SLANG},
        _CASUAL: register not in _POLITE_REGISTERS,
    }
    return fits[mark] or not _named(mark).isdisjoint(_said_of(entry))


def _named(mark: str) -> frozenset[str]:
    return frozenset(english.basic(word) for word, group in _MARKS.items() if group == mark)


@lru_cache(maxsize=1024)
def _bracket_words(entry: Entry) -> frozenset[str]:
    texts = (text for sense in entry.senses for gloss in sense.gloss_en for text in in_brackets(gloss))
    return frozenset(english.basic(word) for text in texts for word in _WORD.findall(text))


@lru_cache(maxsize=1024)
def _gloss_words(entry: Entry) -> frozenset[str]:
    texts = (gloss for sense in entry.senses for gloss in sense.gloss_en)
    return frozenset(word for text in texts for word in english.gloss(text).core.words)


@lru_cache(maxsize=1024)
def _said_of(entry: Entry) -> frozenset[str]:
    texts = (text for sense in entry.senses for text in (*sense.gloss_en, sense.def_en))
    return frozenset(english.basic(word) for text in texts for word in _WORD.findall(text.casefold()))


@lru_cache(maxsize=1024)
def _own_words(entry: Entry) -> frozenset[str]:
    texts = [example.en for example in entry.examples] + [key for key in entry.search_keys if key.isascii()]
    more = frozenset(english.basic(word) for text in texts for word in _WORD.findall(text.casefold()))
    return _said_of(entry) | more
