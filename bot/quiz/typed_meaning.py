"""Grades a typed meaning: English, forgiving of form and small slips, never of another word's meaning."""

import re

from bot.lexicon.model import Entry
from bot.localized import Localized
from bot.quiz import english, notes
from bot.quiz.english import Gloss, Phrase
from bot.quiz.model import Grade, Item, Rule, Verdict
from bot.quiz.neighbours import Neighbours
from bot.quiz.sounds import ACCEPTED, likeness, listen
from bot.quiz.verdicts import graded, worst
from bot.text.keys import surface_key
from bot.text.scripts import Script, has_kanji, scripts_of
from bot.text.similarity import nearest

_BETWEEN = " =:-,()[]→：＝「」はとは"
_TO = re.compile(r"\s*to\s", re.IGNORECASE)


def grade_meaning(item: Item, response: str, neighbours: Neighbours) -> Grade:
    """Return the grade of ``response``, cleaned, as the meaning of the word in the item's stem."""
    meaning = _Meaning(item, neighbours)
    if not any(sign.isalnum() for sign in response):
        return graded(Verdict.WRONG, Rule.NOTHING_GIVEN, meaning.say(notes.ANSWER_IS))
    rest = response.replace(item.stem.ja, "").strip(_BETWEEN)
    if item.stem.ja in response and rest and not scripts_of(rest) & Script.JAPANESE and has_kanji(item.stem.ja):
        response = rest  # the word with its meaning
    if scripts_of(response) & Script.JAPANESE or surface_key(response) == surface_key(item.stem.ja):
        return meaning.grade_japanese(response)
    whole = meaning.grade(response)
    if whole.credit or whole.verdict is Verdict.OTHER_WORD:
        return whole
    parts = english.parts(response)
    if len(parts) < 2:
        return meaning.grade_sound(response) or whole
    # Several guesses in one answer are worth as much as the worst of them, but one that is right is near.
    grades = [meaning.grade(part) for part in parts]
    found = worst(grades)
    if found.verdict is Verdict.WRONG:
        other = next((each for each in grades if each.verdict is Verdict.OTHER_WORD), None)
        if other is not None:
            return other
        if any(each.credit for each in grades):
            return graded(Verdict.NEAR, Rule.MORE_THAN_ASKED, meaning.say(notes.MORE_THAN_ASKED))
    return found


class _Meaning:
    def __init__(self, item: Item, neighbours: Neighbours) -> None:
        self._item = item
        self._neighbours = neighbours
        self._entry = neighbours.entries.get(item.entry_id)
        self._glosses = [english.gloss(text) for text in item.answers]

    def say(self, sentence: Localized) -> Localized:
        return sentence.format(answer=", ".join(self._item.answers[:2]))

    def grade(self, response: str) -> Grade:
        """Return the grade of the response taken as one answer."""
        given = english.answer(response)
        if not given.words:
            return graded(Verdict.WRONG, Rule.NO_MATCH, self.say(notes.ANSWER_IS))
        accepted = self._accepted(given, response)
        if accepted is not None:
            return accepted
        other = self._meant(given)
        if other is not None:
            return self._own_verb(given, response, other) or self._refused(response, other)
        return self._with_note(given, response) or self._near(given)

    def _own_verb(self, given: Phrase, response: str, other: Entry) -> Grade | None:
        """Accept what only looks like another meaning: a verb of this action beside a noun, or in another order."""
        verb = _TO.match(response) and other.id not in self._neighbours.actions
        ordered = any(english.gloss(text).core == given for sense in other.senses for text in sense.gloss_en)
        return self._in_other_form(given, response) if verb or not ordered else None

    def _refused(self, response: str, other: Entry) -> Grade:
        note = notes.meant_instead(response, other, self._item.stem.ja, self._item.answers[0])
        return graded(Verdict.OTHER_WORD, Rule.NEIGHBOUR, note)

    def grade_japanese(self, response: str) -> Grade:
        """Grade an answer in Japanese, which is not what was asked for, whatever it says."""
        if surface_key(response) == surface_key(self._item.stem.ja):
            return graded(Verdict.WRONG, Rule.REPEATS_THE_QUESTION, self.say(notes.ANSWER_IN_ENGLISH))
        return self.grade_sound(response) or graded(
            Verdict.WRONG, Rule.OTHER_LANGUAGE, self.say(notes.ANSWER_IN_ENGLISH)
        )

    def grade_sound(self, response: str) -> Grade | None:
        """Grade the reading of the word given for its meaning, or return None."""
        heard = listen(response)
        if heard is None or self._entry is None or likeness(heard, self._entry.reading) not in ACCEPTED:
            return None
        return graded(Verdict.WRONG, Rule.READING_NOT_ASKED, self.say(notes.READING_GIVEN))

    def _accepted(self, given: Phrase, response: str) -> Grade | None:
        if any(given == wanted.core for wanted in self._glosses):
            return graded(Verdict.CORRECT, Rule.EXACT)
        if any(given.bag == wanted.core.bag for wanted in self._glosses):
            return graded(Verdict.CORRECT, Rule.SAME_WORDS)
        if self._meant(given) is not None:
            return None
        mine = english.answer(response, whose=True)
        if any(english.says(mine if wanted.whose else given, wanted) for wanted in self._glosses):
            return graded(Verdict.CORRECT, Rule.SAME_WORDS)
        return None

    def _meant(self, given: Phrase) -> Entry | None:
        """Return another entry with that meaning."""
        return self._neighbours.others(self._neighbours.by_gloss.get(given.bag), self._item.entry_id)

    def _with_note(self, given: Phrase, response: str) -> Grade | None:
        for wanted in self._glosses:
            if english.says_without_joints(given, wanted):
                return self._noted(Rule.SAME_WORDS, notes.OTHER_FORM, wanted)
        return self._in_other_form(given, response) or self._misspelt(given, response)

    def _in_other_form(self, given: Phrase, response: str) -> Grade | None:
        if self._item.entry_id not in self._neighbours.actions:
            return None
        mine = english.answer(response, whose=True)
        for wanted in self._glosses:
            if english.is_other_form(mine if wanted.whose else given, wanted.core):
                return self._noted(Rule.OTHER_FORM, notes.OTHER_FORM, wanted)
        return None

    def _misspelt(self, given: Phrase, response: str) -> Grade | None:
        mine = english.answer(response, whose=True)
        is_action = self._item.entry_id in self._neighbours.actions
        for any_form in (False, True) if is_action else (False,):
            for wanted in self._glosses:
                said = mine if wanted.whose else given
                slips = english.misspelt(said, wanted.core, self._neighbours.english, any_form=any_form)
                if slips and not self._could_be_another(said, slips):
                    return self._noted(Rule.TYPO, notes.SPELT, wanted)
        return None

    def _could_be_another(self, given: Phrase, slips: tuple[tuple[str, str, int], ...]) -> bool:
        """Whether what was typed is rather a slip for a word that makes another entry's meaning."""
        for typed, meant, edits in slips:
            for word in nearest(typed, self._neighbours.gloss_words, edits):
                if word != meant and english.is_nearer(typed, word, meant):
                    words = tuple(word if each == typed else each for each in given.words)
                    if self._meant(Phrase(words)) is not None:
                        return True
        return False

    def _near(self, given: Phrase) -> Grade:
        for wanted in self._glosses:
            shared = set(given.words) & set(wanted.core.words)
            if shared and (shared == set(given.words) or shared == set(wanted.core.words)):
                return graded(Verdict.NEAR, Rule.PART, notes.CLOSE_MEANING.format(answer=wanted.text))
        for wanted in self._glosses:
            if len(given.words) == len(wanted.core.words) == 1 and english.is_derived(*given.words, *wanted.core.words):
                return graded(Verdict.NEAR, Rule.RELATED_WORD, notes.RELATED_WORD.format(answer=wanted.text))
        return graded(Verdict.WRONG, Rule.NO_MATCH, self.say(notes.ANSWER_IS))

    def _noted(self, rule: Rule, sentence: Localized, wanted: Gloss) -> Grade:
        return graded(Verdict.CORRECT_WITH_NOTE, rule, sentence.format(answer=wanted.text))
