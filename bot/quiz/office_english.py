"""Everyday English that says the same in an office: leave and vacation, taking a call and answering it.

``phrases`` compares whole answers, which mean the same even where the glossary gives each to a word of its own;
``sense`` reduces an answer to what is left without light verbs, in one word for each set of equivalents.
"""

import re
from functools import cache, lru_cache

from bot.quiz.english import Phrase, answer, basic, is_other_form

# What is as good as a gloss: glosses, a colon, their equivalents. Only what a teacher would take without asking twice:
# not client for customer, nor conference for meeting, which the glossary keeps apart.
_PHRASES = """\
papers = paperwork: document
materials = reference material: document
price reduction: discount
deadline = closing date: due date
delivery deadline: deadline
answer: reply = response
reply: response
official reply: reply = response = formal reply
resignation = leaving one's job: quitting = quitting one's job = quit = resign
leaving a company: quitting = quit
dismissal: firing = fired = sacking = sacked = laid off = letting go
out of stock: sold out
violation = breach: breaking rules = breaking law = rule violation = rule breaking = breaking contract
understood: I understand = got it = I have understood
will do: I will do it
new graduate: new grad = recent graduate = recent grad = fresh grad = new university graduate = new college graduate
return of goods: return = returning goods = sending back = returning product
personnel transfer: transfer = internal transfer
job transfer: transfer
human resources department: human resources
agenda item: agenda = item on agenda = agenda topic
placing a call: making a call = calling = telephoning = ringing = calling someone = making a phone call
answering a call: taking a call = picking up the phone = picking up a call = answering a phone call
absence from work: absent = absence = absenteeism
being late: lateness = tardiness = late
pay rise: raise = pay raise = salary increase
price rise: price hike
overtime: overtime work = extra hours
call back later: call back
meeting minutes: minutes = meeting notes
bankruptcy: going bankrupt = going bust = going under
apology: apologies
colleague: workmate = fellow worker
postponement: putting off = pushing back = rescheduling to later
cancellation: calling off
refund: money back
handover: handing over = passing on work
business trip: work trip
hiring: recruiting = employing
invoice: bill
payment: paying
"""

# Words that may stand for one another in a longer answer, a set a line.
_WORDS = """\
leave vacation holiday
employee staff worker personnel
company firm corporation
phone telephone
very so really truly terribly deeply extremely
job work working employment
cost expense
buy purchase
pay salary wage
goods product merchandise item
document paper
rate ratio percentage
increase rise raise
decrease reduction cut
start begin commencement beginning
finish end completion
help assistance support aid
answer reply response respond
confirm check verify
hire recruit
agreement contract
rule regulation
annual yearly
lawyer attorney
shop store
mail email
boss supervisor superior
schedule timetable
fee charge
mistake error
error fault
method way
building premise
big large
quick fast prompt
form sheet
colleague coworker
internal inhouse
illness sickness
graduate grad
plan scheme
"""

_ENDS_KIND = {
    "that",
    "which",
    "who",
    "for",
    "of",
    "in",
    "to",
    "by",
    "where",
    "from",
    "on",
    "with",
    "put",
    "when",
    "or",
    "and",
}
_LONGEST_KIND = 3
_WORD = re.compile("[a-z]+")
_LIGHT_VERBS = frozenset(
    [
        "get",
        "getting",
        "got",
        "be",
        "being",
        "been",
        "is",
        "are",
        "was",
        "become",
        "becoming",
        "go",
        "going",
        "gone",
        "make",
        "making",
        "made",
        "do",
        "doing",
    ]
)
_GETTING = frozenset(["get", "getting", "got"])
_TAKING = frozenset(["take", "taking", "took", "have", "having"])
_TAKEN = frozenset(["leave", "absence", "break", "rest", "off", "vote"])
_TELEPHONE = frozenset({"phone", "telephone"})
_SETTING = frozenset(["company", "job", "corporate"])
_ONLY_WITH = {"vacation": frozenset({"paid", "annual"}), "holiday": frozenset({"paid", "annual"})}
_PAPER = frozenset({"written", "document"})


def is_same_phrase(given: Phrase, wanted: Phrase, *, any_form: bool) -> bool:
    """Whether ``given`` is as good an answer as the gloss ``wanted``, ``any_form`` of their verbs allowing."""
    for phrases in _sets_with().get(wanted.bag, ()):
        if any(given.bag == each.bag for each in phrases):
            return True
        if any_form and any(is_other_form(without_light_verbs(given), without_light_verbs(each)) for each in phrases):
            return True
    return False


def is_same_paper(given: Phrase, wanted: Phrase) -> bool:
    """Whether only that it is on paper is left unsaid: a written contract, a contract document, a contract."""
    left = tuple(word for word in wanted.words if word not in _PAPER)
    return bool(left) and len(left) < len(wanted.words) and tuple(sorted(left)) == given.bag


def says_in_other_words(given: Phrase, wanted: Phrase, *, is_action: bool) -> bool:
    """Whether the answer says the same by equivalents, for an action also by light verbs and other forms of verbs."""
    mine, theirs = _in_one_word(given), _in_one_word(wanted)
    if theirs.bag in (mine.bag, _without_setting(mine).bag):
        return True
    if not is_action and not _begins_with_verb(wanted):
        return False
    if is_other_form(mine, theirs) or is_other_form(mine, without_light_verbs(theirs)):
        return True
    lighter = without_light_verbs(mine)
    if not _GETTING.isdisjoint(given.words) and lighter.bag == theirs.bag:
        return False  # who gets a discount does not give it
    return is_other_form(lighter, theirs) or is_other_form(lighter, without_light_verbs(theirs))


def without_light_verbs(said: Phrase) -> Phrase:
    """Return what is said without the verb that only makes a verb of it: getting promoted, making a phone call."""
    light = _LIGHT_VERBS if _TAKEN.isdisjoint(said.words) else _LIGHT_VERBS | _TAKING
    left = tuple(word for word in said.words if word not in light)
    if left[:1] == ("on",):
        left = left[1:]  # going on a business trip
    return Phrase(left) if left else said


def _begins_with_verb(said: Phrase) -> bool:
    return len(said.words) > 1 and said.words[0].endswith("ing")


def _without_setting(said: Phrase) -> Phrase:
    """Return what is said without that it is in a company or at work, which goes without saying."""
    if said.words[0] in _SETTING:
        return Phrase(said.words[1:] or said.words)
    if said.words[-2:] == ("overtime", "job"):
        return Phrase(said.words[:-1])
    return Phrase(said.words[:-2]) if said.words[-2:] == ("at", "job") and len(said.words) > 2 else said


def equivalent(word: str) -> str:
    """Return the word that stands for all its equivalents."""
    return _heads().get(word, word)


@lru_cache(maxsize=8192)
def alternatives(text: str) -> tuple[Phrase, ...]:
    """Return what a gloss offers for choice: client and supplier for ``client or supplier``; nothing for others."""
    offered = text.split(" or ")
    if len(offered) < 2 or any(len(each.split()) > 1 for each in offered):
        return ()
    return tuple(map(answer, offered))


@lru_cache(maxsize=4096)
def kind_of(definition: str) -> frozenset[str]:
    """Return the words that say what kind of thing a definition defines: those before anything is said of it."""
    words = _WORD.findall(definition.casefold())
    end = next((place for place, word in enumerate(words) if word in _ENDS_KIND), len(words))
    return frozenset(map(basic, words[:end])) if end <= _LONGEST_KIND else frozenset()


@cache
def _sets_with() -> dict[tuple[str, ...], list[tuple[Phrase, ...]]]:
    """Return the equivalents by gloss."""
    found: dict[tuple[str, ...], list[tuple[Phrase, ...]]] = {}
    for line in _PHRASES.splitlines():
        glosses, equivalents = (tuple(map(answer, side.split(" = "))) for side in line.split(": "))
        for gloss in glosses:
            found.setdefault(gloss.bag, []).append(equivalents)
    return found


@cache
def _heads() -> dict[str, str]:
    heads: dict[str, str] = {}
    for line in _WORDS.splitlines():
        words = [answer(word).words[0] for word in line.split()]
        for word in words:
            heads.setdefault(word, words[0])
    return heads


def _in_one_word(said: Phrase) -> Phrase:
    words = said.words
    if "call" in words and len(words) > 1:
        words = tuple(word for word in words if word not in _TELEPHONE)
    return Phrase(tuple(equivalent(word) if _is_open(word, words) else word for word in words))


def _is_open(word: str, words: tuple[str, ...]) -> bool:
    """Whether the word has its equivalents here: a paid holiday is a paid leave, a maternity holiday is none."""
    return word not in _ONLY_WITH or not _ONLY_WITH[word].isdisjoint(words)
