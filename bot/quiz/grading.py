"""Grades one response to one item. Pure; the rule that decided is part of the grade.

Kana is compared sign by sign: a wrong sign is a wrong reading. Romaji may be of any system, and may leave out
all long vowels, since many people type it so. English may be British or American, and may differ in article, plural,
word order, form of the verb and small slips.
What is the reading or the meaning of a neighbouring word is never accepted.
"""

import re

from bot.localized import Localized
from bot.quiz import english, wording
from bot.quiz.model import Grade, Item, ItemKind, Rule, Verdict
from bot.quiz.neighbours import Neighbours, kana_key, short_sounds
from bot.text.keys import loose_key, strict_key, surface_key
from bot.text.normalize import clean
from bot.text.romaji import to_romaji
from bot.text.scripts import is_kana, is_latin
from bot.text.similarity import distance

MAX_RESPONSE = 64
"""Characters of a typed answer that are looked at."""

_PUNCTUATION = " .,!?。、．，！？「」『』\"'"
"""What an input method or a hasty hand adds around an answer."""

# A space or hyphen after n, before a vowel or y, says what the apostrophe says: shin yō is しんよう, not しにょう.
_N_BEFORE_GAP = re.compile(r"(?<=n)[ -]+(?=[aiueoyāīūēōâîûêô])", re.IGNORECASE)


def grade(item: Item, response: int | str, neighbours: Neighbours) -> Grade:
    """Return the grade of ``response``: the index of an option for choice kinds, text for typed ones.

    Raises:
        ValueError: a choice item was given a text or an index it has no option for, or a typed one an index.
    """
    if isinstance(response, int):
        return _grade_choice(item, response)
    if item.kind is ItemKind.READING:
        return _grade_reading(item, clean(response, MAX_RESPONSE), neighbours)
    if item.kind is ItemKind.MEANING:
        return _grade_meaning(item, clean(response, MAX_RESPONSE), neighbours)
    raise ValueError(f"{item.kind} is answered by an option, not by text")


def _grade_choice(item: Item, chosen: int) -> Grade:
    if not item.kind.is_choice or not 0 <= chosen < len(item.options):
        raise ValueError(f"{item.kind} has no option {chosen}")
    verdict = Verdict.CORRECT if chosen == item.key else Verdict.WRONG
    return _grade(verdict, Rule.OPTION, item.options[chosen].reason)


def _grade_reading(item: Item, response: str, neighbours: Neighbours) -> Grade:
    kana = kana_key(item.answers[0])

    def say(sentence: Localized, **more: str) -> Localized:
        return sentence.format(kana=kana, romaji=to_romaji(item.answers[0]), **more)

    response = response.strip(_PUNCTUATION)
    if is_kana(response):
        if kana_key(response) in map(kana_key, item.answers):
            return _grade(Verdict.CORRECT, Rule.EXACT, wording.NOTHING)
        found = neighbours.by_kana.get(kana_key(response))
    elif is_latin(response):
        response = _N_BEFORE_GAP.sub("'", response)
        sound = strict_key(response)
        # A hyphen is a long vowel to some (kasutama-) and a joint to others (manzoku-do): either reading will do.
        if {sound, strict_key(response.replace("-", ""))} & {strict_key(kana_key(each)) for each in item.answers}:
            return _grade(Verdict.CORRECT, Rule.EXACT, wording.NOTHING)
        found = neighbours.by_sound.get(sound)
        if not found and any(sound in short_sounds(answer) for answer in item.answers):
            twins = neighbours.by_short_sound.get(sound, ())
            twin = next((entry for entry in twins if kana_key(entry.reading) != kana), None)
            if twin is None:
                return _grade(Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI, say(wording.WRITTEN_OUT))
            note = say(wording.COULD_BE_ANOTHER, other=f"{to_romaji(twin.reading)} ({twin.headword})")
            return _grade(Verdict.NEAR, Rule.LONG_VOWEL, note)
    elif surface_key(response) == surface_key(item.stem.ja):
        return _grade(Verdict.WRONG, Rule.REPEATS_THE_QUESTION, say(wording.TYPE_THE_READING))
    else:
        return _grade(Verdict.WRONG, Rule.NO_MATCH, _answer_is(item))
    if found:
        return _other_word(response, wording.named(found[0]))
    if loose_key(response) == loose_key(kana):
        return _grade(Verdict.NEAR, Rule.LONG_VOWEL, say(wording.LONG_VOWEL_WRONG))
    if distance(strict_key(response), strict_key(kana), limit=1) <= 1:
        return _grade(Verdict.NEAR, Rule.ONE_SOUND, say(wording.ONE_SOUND_OFF))
    return _grade(Verdict.WRONG, Rule.NO_MATCH, _answer_is(item))


def _grade_meaning(item: Item, response: str, neighbours: Neighbours) -> Grade:
    if surface_key(response) == surface_key(item.stem.ja):
        return _grade(Verdict.WRONG, Rule.REPEATS_THE_QUESTION, _answer_is(item))
    whole = _grade_gloss(item, response, neighbours)
    parts = english.parts(response)
    if whole.credit or whole.verdict is Verdict.OTHER_WORD or len(parts) < 2:
        return whole
    # Several guesses in one answer are worth as much as the worst of them.
    grades = [_grade_gloss(item, part, neighbours) for part in parts]
    return max(grades, key=lambda found: list(Verdict).index(found.verdict))


def _grade_gloss(item: Item, response: str, neighbours: Neighbours) -> Grade:
    given = english.phrase(response)
    accepted = {answer: english.phrase(answer) for answer in item.answers}
    if not given.words:
        return _grade(Verdict.WRONG, Rule.NO_MATCH, _answer_is(item))
    for wanted in accepted.values():
        if given == wanted:
            return _grade(Verdict.CORRECT, Rule.EXACT, wording.NOTHING)
    for wanted in accepted.values():
        if given.bag == wanted.bag:
            return _grade(Verdict.CORRECT, Rule.SAME_WORDS, wording.NOTHING)
    other = neighbours.others(neighbours.by_gloss.get(given.bag), item.entry_id)
    if other is not None:
        return _other_word(response, wording.named(other))
    if any(given.run == wanted.run for wanted in accepted.values()):
        return _grade(Verdict.CORRECT, Rule.SAME_WORDS, wording.NOTHING)
    if item.entry_id in neighbours.actions:
        for answer, wanted in accepted.items():
            if english.is_other_form(given, wanted):
                return _grade(Verdict.CORRECT_WITH_NOTE, Rule.OTHER_FORM, wording.OTHER_FORM.format(answer=answer))
    for answer, wanted in accepted.items():
        if english.slips(given, wanted, neighbours.english) is not None:
            return _grade(Verdict.CORRECT_WITH_NOTE, Rule.TYPO, wording.SPELT.format(answer=answer))
    for answer, wanted in accepted.items():
        shared = set(given.words) & set(wanted.words)
        if shared and (shared == set(given.words) or shared == set(wanted.words)):
            return _grade(Verdict.NEAR, Rule.PART, wording.CLOSE_MEANING.format(answer=answer))
    return _grade(Verdict.WRONG, Rule.NO_MATCH, _answer_is(item))


def _other_word(response: str, other: Localized) -> Grade:
    note = Localized(
        wording.OTHER_WORD.en.format(response=response, other=other.en),
        wording.OTHER_WORD.ja.format(response=response, other=other.ja),
    )
    return _grade(Verdict.OTHER_WORD, Rule.NEIGHBOUR, note)


def _answer_is(item: Item) -> Localized:
    return wording.ANSWER_IS.format(answer=", ".join(item.answers[:2]))


def _grade(verdict: Verdict, rule: Rule, note: Localized) -> Grade:
    credit = verdict in {Verdict.CORRECT, Verdict.CORRECT_WITH_NOTE}
    return Grade(verdict=verdict, rule=rule, note=note, credit=credit)
