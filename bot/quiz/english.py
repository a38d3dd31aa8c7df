"""When two English answers say the same: articles, plurals, British or American, word order, small slips aside."""

import re
from dataclasses import dataclass

from bot.lexicon.english import words_of
from bot.text.similarity import distance

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[a-z0-9]+(?:[+#%]+)?|%")
_APOSTROPHE = re.compile(r"['’ʼ]")
_I_AM = re.compile(r"\bi['’ʼ]?m\b")
_EMPTY_WORDS = {"a", "an", "the", "of", "my", "please"}
_SIBILANTS = ("ses", "xes", "zes", "ches", "shes")
_NOT_PLURAL = ("ss", "us", "is")
_PARTS = re.compile(r"\s*(?:[,;/、，；／・]|\bor\b)\s*")
_MAX_PARTS = 4

# Words that one prefix or suffix turns into another word: a slip there is a different answer, not a typo.
_PREFIXES = (
    "un",
    "in",
    "im",
    "ir",
    "il",
    "non",
    "dis",
    "mis",
    "de",
    "ex",
    "re",
    "over",
    "under",
    "pre",
    "post",
    "out",
)
_COUNTERPARTS = (("er", "ee"), ("or", "ee"), ("less", "ful"), ("most", "least"))

# What turns a verb into the name of the action, and back: cancel, cancelling, cancellation.
_ACTION_ENDINGS = ("ation", "ition", "tion", "ion", "ment", "ing", "ance", "al", "y", "e")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
_LEAST_ROOT = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English expression reduced to what decides: its words in the singular and one spelling, no articles."""

    words: tuple[str, ...]

    @property
    def bag(self) -> tuple[str, ...]:
        """The words in alphabetical order, so that word order does not matter."""
        return tuple(sorted(self.words))

    @property
    def run(self) -> str:
        """The words written together, so that ``callcenter`` and ``call-centre`` are one."""
        return basic("".join(self.words))


def phrase(text: str) -> Phrase:
    """Return what decides in ``text``: ``The new Customers`` and ``new customer`` give the same."""
    bare = _I_AM.sub("i am", _BRACKETS.sub(" ", text.casefold()))
    words = _WORD.findall(_APOSTROPHE.sub("", bare))
    if len(words) > 1 and words[0] == "to":
        words = words[1:]
    kept = [word for word in words if word not in _EMPTY_WORDS] or words
    return Phrase(tuple(map(basic, kept)))


def basic(word: str) -> str:
    """Return the word in the singular and in one spelling, British or American: centres → center."""
    word = singular(word)
    return words_of(word)[0] if word.isalpha() and word.isascii() else word


def singular(word: str) -> str:
    """Return the word without a regular plural ending: companies → company, boxes → box, calls → call."""
    if len(word) <= 3 or word.endswith(_NOT_PLURAL):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(_SIBILANTS):
        return word[:-2]
    return word.removesuffix("s")


def parts(text: str) -> list[str]:
    """Return the alternatives that an answer such as ``customer, client`` offers, four at most."""
    found = [part for part in _PARTS.split(text) if part]
    return found[:_MAX_PARTS]


def slips(given: Phrase, wanted: Phrase, known: frozenset[str]) -> int | None:
    """Return how many letters ``given`` is off ``wanted``, or None when that is more than a slip.

    Words of up to three letters must be right, up to five may be off by one letter, longer ones by two (two
    neighbours swapped count as one), and by two in all. A word in ``known`` was meant as it stands.
    """
    if len(given.words) != len(wanted.words):
        return None
    total = 0
    for mine, theirs in zip(*_aligned(given, wanted), strict=True):
        if mine == theirs:
            continue
        if mine in known or _is_counterpart(mine, theirs):
            return None
        allowed = 0 if len(theirs) <= 3 else 1 if len(theirs) <= 5 else 2
        edits = distance(mine, theirs, limit=allowed)
        if edits > allowed or not allowed:
            return None
        total += edits
    return total if total <= 2 else None


def is_other_form(given: Phrase, wanted: Phrase) -> bool:
    """Whether ``given`` says by other forms of the same verbs what ``wanted`` says: answer a call, answering a call."""
    if len(given.words) != len(wanted.words):
        return False
    return all(
        mine == theirs or bool(_roots(mine) & _roots(theirs))
        for mine, theirs in zip(*_aligned(given, wanted), strict=True)
    )


def _roots(word: str) -> set[str]:
    """Return what may be left of ``word`` without an ending of verbs and names of actions."""
    bare = {word, *(word.removesuffix(ending) for ending in _ACTION_ENDINGS)}
    return {_DOUBLED.sub(r"\1", root) for root in bare if len(root) >= _LEAST_ROOT}


def _aligned(given: Phrase, wanted: Phrase) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return both phrases' words in step: the shared ones first, the others in the order they stand."""
    shared = sorted(set(given.words) & set(wanted.words))
    return tuple((*shared, *(word for word in side.words if word not in shared)) for side in (given, wanted))  # type: ignore[return-value]  # a generator of two is a pair


def _is_counterpart(left: str, right: str) -> bool:
    for one, other in ((left, right), (right, left)):
        for prefix in _PREFIXES:
            if one.startswith(prefix):
                stem = one.removeprefix(prefix)
                if other == stem or any(other == second + stem for second in _PREFIXES):
                    return True
        for ending, counterpart in _COUNTERPARTS:
            if one.endswith(ending) and other == one.removesuffix(ending) + counterpart:
                return True
    return False
