"""When two English answers say the same: articles, plurals, British or American, word order, small slips aside."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from bot.lexicon.english import words_of
from bot.text.similarity import distance

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[a-z0-9]+(?:[+#%]+)?|%")
_APOSTROPHE = re.compile(r"['’ʼ‘`´]")
_I_AM = re.compile(r"\bi['’ʼ]?m\b")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_LETTER_TO_LETTER = re.compile(r"\b(b|c|d)[ -]to[ -](b|c)\b")
_EMPTY_WORDS = {"a", "an", "the", "of", "my", "please"}
_SIBILANTS = ("sses", "nuses", "tuses", "ruses", "puses", "buses", "xes", "zzes", "ches", "shes")
_NOT_PLURAL = ("ss", "us", "is")
_NO_PLURALS = {"gas", "yes", "was", "has", "its", "sms", "gps", "pos", "vas", "ops", "sas", "ios", "dns", "as"}
_ODD_PLURALS = {
    "people": "person",
    "persons": "person",
    "menus": "menu",
    "children": "child",
    "men": "man",
    "women": "woman",
}
_PARTS = re.compile(r"\s*(?:[,;/、，；／・|=\n]|\bor\b)\s*")
_MAX_PARTS = 4

# What an answer may have or lack besides: they tell nothing where the meaning of a word is asked.
_SOFT_WORDS = {"and", "but", "be", "being", "someone", "somebody", "something", "sb", "sth"}
_OFTEN_MISSPELT = ("please", "someone", "somebody", "something")
_NOT_SOFT = {"lease", "pleased", "release", "plea"}
_ONES = re.compile(r"\bone['’ʼ‘`´]?s\b")
_WHOSE = re.compile(r"\b(?:your|his|her|their|one['’ʼ‘`´]?s)\b")
_JOINTS = {"for", "to", "at", "from", "by", "with", "in"}
_LEAST_BEARING = 2

_SHORT_FORMS = {
    "acct": "account", "admin": "administration", "appt": "appointment", "approx": "approximate", "asst": "assistant",
    "avg": "average", "biz": "business", "corp": "corporate", "dept": "department", "doc": "document",
    "docs": "document", "exec": "executive", "govt": "government", "gov": "government", "hq": "headquarters",
    "info": "information", "intl": "international", "mgmt": "management", "mgr": "manager", "mtg": "meeting",
    "msg": "message", "org": "organization", "rep": "representative", "tel": "telephone",
    "asap": "as soon as possible", "wfh": "working from home", "payed": "paid", "pto": "paid time off", "ot": "overtime",
    "svc": "service", "uni": "university", "ppl": "people", "hrs": "hours", "reg": "regular",
}  # fmt: skip

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
_MAKES_ANOTHER_WORD = (
    "er", "or", "ee", "ist", "ive", "ible", "able", "less", "ful", "ly", "ity", "ness", "ship", "ing", "ed",
    "ion", "ation", "ment", "al", "ant", "ent", "ance", "ence", "ure", "ary", "",
)  # fmt: skip
_ONE_ENDING = {"or": "er", "ent": "ant", "ence": "ance", "ible": "able"}
"""Endings that are mistaken for one another in the same word: promotor, independant."""

_LEAST_STEM = 4

# What turns a verb into the name of the action, and back: cancel, cancelling, cancellation.
_ACTION_ENDINGS = (
    "ication", "ation", "ition", "sion", "tion", "ion", "ment", "ing", "ance", "ence", "ed", "al", "ure", "y", "e", "",
)  # fmt: skip
_IRREGULAR = {
    "left": "leave", "sent": "send", "held": "hold", "met": "meet", "went": "go", "gone": "go", "did": "do", "done": "do",
    "made": "make", "took": "take", "taken": "take", "gave": "give", "given": "give", "paid": "pay", "told": "tell",
    "said": "say", "sought": "seek", "knew": "know", "known": "know", "came": "come", "was": "be", "were": "be",
    "is": "be", "been": "be", "has": "have", "had": "have", "got": "get", "ate": "eat", "eaten": "eat",
    "decision": "decide", "choice": "choose", "chose": "choose", "chosen": "choose", "brought": "bring",
    "bankruptcy": "bankrupt", "insolvency": "insolvent", "thought": "think", "heard": "hear", "spoke": "speak", "written": "write", "wrote": "write", "saw": "see",
    "seen": "see", "felt": "feel", "dealt": "deal", "laid": "lay", "resolution": "resolve", "lying": "lie",
    "absense": "absent", "lateness": "late", "broke": "break", "broken": "break", "rung": "ring", "lost": "lose", "won": "win", "bought": "buy", "sold": "sell", "kept": "keep", "spent": "spend", "understood": "understand", "rang": "ring",
}  # fmt: skip
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
_DOUBLED_FORM = re.compile(r"[aeiou]([bdgmnprt])\1(?:ing|ed)$")
_LEAST_ROOT = 2
_TWICE = re.compile(r"(.)\1")
_CLEAR = 3
"""Letters of a phrase that must be right for a slip in a word of three letters."""


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


@dataclass(frozen=True, slots=True)
class Gloss:
    """An accepted answer as answers are compared with it.

    ``core`` is what must be there, ``more`` what stands in brackets and may be said too; ``whose`` whether the gloss
    says "one's", for which one may say "your".
    """

    text: str
    core: Phrase
    more: frozenset[str]
    whose: bool


def phrase(text: str) -> Phrase:
    """Return what decides in ``text``: ``The new Customers`` and ``new customer`` give the same."""
    bare = _I_AM.sub("i am", _BRACKETS.sub(" ", _plain(text)))
    words = _WORD.findall(_APOSTROPHE.sub("", bare))
    if len(words) > 1 and words[0] == "to":
        words = words[1:]
    kept = [word for word in words if word not in _EMPTY_WORDS] or words
    return Phrase(tuple(map(basic, kept)))


def answer(text: str, *, whose: bool = False) -> Phrase:
    """Return what decides in an answer: as ``phrase``, with short forms written out and words that tell nothing left out.

    With ``whose``, "your", "his" and the like are left out too.
    """
    bare = _INITIALS.sub(lambda found: found[0].replace(".", ""), _plain(text)).replace("&", " and ")
    bare = _LETTER_TO_LETTER.sub(r"\g<1>2\2", bare)
    bare = (_WHOSE if whose else _ONES).sub(" ", bare)
    words = [each for word in phrase(bare).words for each in _SHORT_FORMS.get(word, word).split()]
    kept = [word for word in words if word not in _EMPTY_WORDS and not _is_soft(word)] or words
    return Phrase(tuple(map(basic, kept)))


@lru_cache(maxsize=8192)
def gloss(text: str) -> Gloss:
    """Return an accepted answer, reduced."""
    inside = " ".join(part.strip("()[]") for part in _BRACKETS.findall(_plain(text)))
    return Gloss(
        text=text,
        core=answer(text),
        more=frozenset(answer(inside).words) if inside else frozenset(),
        whose=_ONES.search(_plain(text)) is not None,
    )


def basic(word: str) -> str:
    """Return the word in the singular and in one spelling, British or American: centres → center."""
    word = singular(word)
    return words_of(word)[0].replace("enquir", "inquir") if word.isalpha() and word.isascii() else word


def singular(word: str) -> str:
    """Return the word without a regular plural ending: companies → company, boxes → box, calls → call."""
    if word in _ODD_PLURALS:
        return _ODD_PLURALS[word]
    if len(word) < 3 or word.endswith(_NOT_PLURAL) or word in _NO_PLURALS:
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


def says(given: Phrase, wanted: Gloss) -> bool:
    """Whether ``given`` has the words of ``wanted`` in any order, with or without what stands in its brackets."""
    if given.bag == wanted.core.bag or given.run == wanted.core.run:
        return True
    said, core = set(given.words), set(wanted.core.words)
    return bool(wanted.more) and core <= said <= core | wanted.more | _JOINTS


def says_without_joints(given: Phrase, wanted: Gloss) -> bool:
    """Whether only small words differ: reason for calling, calling reason."""
    mine, theirs = (sorted(word for word in side.words if word not in _JOINTS) for side in (given, wanted.core))
    return mine == theirs and len(mine) >= _LEAST_BEARING


def misspelt(
    given: Phrase, wanted: Phrase, known: frozenset[str], *, any_form: bool = False
) -> tuple[tuple[str, str, int], ...]:
    """Return the words of ``given`` that are slips for words of ``wanted``: typed, meant, edits; none if more is wrong.

    Words of up to three letters must be right, up to five may be off by one letter, longer ones by two (two
    neighbours swapped count as one), and by two in all. A word in ``known`` was meant as it stands. With ``any_form``
    the other words may be in other forms of a verb, and so may those that are slips.
    """
    if len(given.words) != len(wanted.words):
        return ()
    found: list[tuple[str, str, int]] = []
    right = Counter(given.words) & Counter(wanted.words)
    is_clear = sum(map(len, right.elements())) >= _CLEAR
    for mine, theirs in zip(*_aligned(given, wanted), strict=True):
        if mine == theirs or (any_form and not roots(mine).isdisjoint(roots(theirs))):
            continue
        if _is_known(mine, known) or not mine.isalpha():
            return ()
        slips = [
            slip
            for form in (_forms(theirs) if any_form else (theirs,))
            if (slip := _slip(mine, form, is_clear=is_clear))
        ]
        if not slips:
            return ()
        found.append(min(slips, key=lambda slip: slip[2]))
    return tuple(found) if sum(edits for *_, edits in found) <= 2 else ()


def is_other_form(given: Phrase, wanted: Phrase) -> bool:
    """Whether ``given`` says by other forms of the same verbs what ``wanted`` says: answer a call, answering a call."""
    if len(given.words) != len(wanted.words):
        return False
    return all(is_same_verb(mine, theirs) for mine, theirs in zip(*_aligned(given, wanted), strict=True))


def is_same_verb(one: str, other: str) -> bool:
    """Whether the two are forms of one verb, or the verb and the name of its action; not plan and plane."""
    if one == other:
        return True
    for bare, long in ((one, other), (other, one)):
        if bare.endswith("e") and (long == bare[:-1] or _DOUBLED_FORM.search(long)):
            return False
    return not roots(one).isdisjoint(roots(other))


def is_derived(one: str, other: str) -> bool:
    """Whether the two are different words of one stem: custom and customer, operate and operator."""
    mine, theirs = _stems(one), _stems(other)
    return one != other and any(mine[stem].isdisjoint(theirs[stem]) for stem in mine.keys() & theirs.keys())


def is_nearer(typed: str, one: str, other: str) -> bool:
    """Whether ``typed`` is rather a slip for ``one`` than for ``other``.

    Fewer edits tell, then letters in common (costumer has those of customer), then a letter left out rather than added.
    """
    return _remoteness(typed, one) < _remoteness(typed, other)


def _is_known(word: str, known: frozenset[str]) -> bool:
    """Whether the word, or the verb it is a form of, is a word of its own: kissed is no slip for missed."""
    if word in known:
        return True
    stem = word.removesuffix("ed")
    return stem != word and len(stem) >= _LEAST_STEM and (stem in known or stem + "e" in known)


@lru_cache(maxsize=4096)
def _is_soft(word: str) -> bool:
    """Whether the word tells nothing, even if it is misspelt."""
    if word in _SOFT_WORDS:
        return True
    return word not in _NOT_SOFT and any(distance(word, soft, limit=1) <= 1 for soft in _OFTEN_MISSPELT)


def _plain(text: str) -> str:
    """Return ``text`` in lower case and without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _slip(mine: str, theirs: str, *, is_clear: bool) -> tuple[str, str, int] | None:
    """Return what was typed, what was meant and the edits between them, or None where that is more than a slip.

    Where the rest makes clear what is meant, a word of three letters may have one twice, or two in the wrong order.
    """
    if is_clear and len(theirs) == 3 and (_TWICE.sub(r"\1", mine) == theirs or sorted(mine) == sorted(theirs)):
        return (mine, theirs, 1)
    allowed = 0 if len(theirs) <= 3 else 1 if len(theirs) <= 5 else 2
    if not allowed or _is_counterpart(mine, theirs) or is_derived(mine, theirs):
        return None
    if mine[2:] == theirs[2:] and set(mine[:2]).isdisjoint(theirs[:2]):
        return None  # another beginning makes another word: announcement, renouncement
    edits = distance(mine, theirs, limit=allowed)
    return (mine, theirs, edits) if edits <= allowed else None


def _forms(word: str) -> list[str]:
    """Return forms that a verb or the name of its action may have: answering, answer, answere, answered."""
    forms = {root + ending for root in roots(word) for ending in ("", "e", "ing", "ed")}
    return sorted(form for form in forms if len(form) > _LEAST_STEM)


def _remoteness(typed: str, word: str) -> tuple[int, int, int]:
    mine, theirs = Counter(typed), Counter(word)
    return distance(typed, word), (mine - theirs).total() + (theirs - mine).total(), -len(word)


def _stems(word: str) -> dict[str, set[str]]:
    """Return what may be the stem of ``word``, with the endings that then follow it."""
    found: dict[str, set[str]] = {}
    for ending in _MAKES_ANOTHER_WORD:
        stem = word.removesuffix(ending)
        if word.endswith(ending) and len(stem) >= _LEAST_STEM:
            found.setdefault(stem, set()).add(_ONE_ENDING.get(ending, ending))
    return found


@lru_cache(maxsize=8192)
def roots(word: str) -> frozenset[str]:
    """Return what may be left of ``word`` without an ending of verbs and names of actions."""
    word = _IRREGULAR.get(word, word)
    bare = {word.removesuffix(ending) for ending in _ACTION_ENDINGS}
    bare |= {root[:-1] for root in bare if root.endswith(("e", "y"))}
    return frozenset({_DOUBLED.sub(r"\1", root) for root in bare if len(root) >= _LEAST_ROOT} | {word})


def _aligned(given: Phrase, wanted: Phrase) -> tuple[list[str], list[str]]:
    """Return the words of both phrases in step: the shared ones first, the others in the order they stand."""
    shared = Counter(given.words) & Counter(wanted.words)
    return _shared_first(given, shared), _shared_first(wanted, shared)


def _shared_first(side: Phrase, shared: Counter[str]) -> list[str]:
    left = shared.copy()
    others: list[str] = []
    for word in side.words:
        if left[word]:
            left[word] -= 1
        else:
            others.append(word)
    return [*sorted(shared.elements()), *others]


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
