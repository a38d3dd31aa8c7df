"""Grades a typed meaning: English, forgiving of form and small slips, never of another word's meaning."""

import re
from collections.abc import Iterator

from bot.lexicon.model import Entry, EntryId, PartOfSpeech
from bot.localized import Localized
from bot.quiz import english, notes, office_english, remarks
from bot.quiz.english import Gloss, Phrase
from bot.quiz.model import Grade, Item, Rule, Verdict
from bot.quiz.neighbours import Neighbours
from bot.quiz.remarks import Remark
from bot.quiz.sounds import ACCEPTED, likeness, listen
from bot.quiz.verdicts import graded, worst
from bot.text.keys import surface_key
from bot.text.scripts import Script, has_kanji, is_latin, scripts_of
from bot.text.similarity import nearest

_BETWEEN = " =:-,()[]→：＝「」はとは"
_PAPERS = "書状票"
_PASSIVE = re.compile(r"\s*be(?:ing)?\s", re.IGNORECASE)
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
        """Return the grade of the response taken as one answer; what it says besides the meaning must go with it."""
        found = self._grade_bare(response)
        if self._entry is None:
            return found
        if found.credit:
            return self._with_remarks(found, remarks.in_brackets(response), self._entry)
        rest, marks = remarks.without_marks(response)
        if marks and rest and (bare := self._grade_bare(rest)).credit:
            return self._with_remarks(self._noted_as(bare), (*marks, *remarks.in_brackets(rest)), self._entry)
        return found

    def _with_remarks(self, found: Grade, said: tuple[str, ...], entry: Entry) -> Grade:
        judged = {remark: remarks.judge(remark, entry) for remark in said}
        for remark, how in judged.items():
            if how is not Remark.FITS:
                note = notes.REMARK_IS_WRONG.format(remark=remark, answer=self._item.answers[0])
                verdict = Verdict.WRONG if how is Remark.DENIES else Verdict.NEAR
                return graded(verdict, Rule.MORE_THAN_ASKED, note)
        return found

    def _noted_as(self, found: Grade) -> Grade:
        if found.verdict is not Verdict.CORRECT:
            return found
        return graded(Verdict.CORRECT_WITH_NOTE, Rule.SAME_WORDS, self.say(notes.OTHER_FORM))

    def _grade_bare(self, response: str) -> Grade:
        given = english.answer(response)
        if not given.words:
            return graded(Verdict.WRONG, Rule.NO_MATCH, self.say(notes.ANSWER_IS))
        accepted = self._accepted(given, response)
        if accepted is not None:
            return accepted
        other = self._meant(given)
        equivalent = self._equivalent(given, response, other)
        if equivalent is not None:
            return equivalent
        if other is not None:
            own = self._own_verb(given, response, other)
            return own or (self._refused(response, other) if self._is_told_apart(given, other) else self._near(given))
        return self._with_note(given, response) or self._near(given)

    def _equivalent(self, given: Phrase, response: str, other: Entry | None) -> Grade | None:
        """Accept what is as good in English as a gloss, though it may be the gloss of another word as well."""
        whose = english.answer(response, whose=True)
        any_form = self._item.entry_id in self._neighbours.actions or self._is_expression()
        for wanted in self._glosses:
            if (
                office_english.is_same_phrase(given, wanted.core, any_form=any_form)
                or office_english.is_same_phrase(whose, wanted.core, any_form=any_form)
                or (self._is_paper_of(other) and office_english.is_same_paper(given, wanted.core))
                or given in office_english.alternatives(wanted.text)
            ):
                return self._as_good(wanted, other)
        if other is None and any(self._is_key(given, key) for key in self._shorter()):
            return self._as_good(self._glosses[0], other)
        return None

    def _is_paper_of(self, other: Entry | None) -> bool:
        """Whether the word is a paper, of what ``other`` names if it is given: 契約書 of 契約, but no 始末書 of すみません."""
        asked = self._item.stem.ja
        return asked[-1] in _PAPERS and (other is None or not set(filter(has_kanji, other.headword)).isdisjoint(asked))

    def _is_expression(self) -> bool:
        return self._entry is not None and self._entry.pos is PartOfSpeech.EXPRESSION

    def _as_good(self, wanted: Gloss, other: Entry | None) -> Grade:
        if other is None:
            return self._noted(Rule.SAME_WORDS, notes.OTHER_FORM, wanted)
        note = notes.ALSO_ANOTHER.format(answer=wanted.text, other=other.headword)
        return graded(Verdict.CORRECT_WITH_NOTE, Rule.SAME_WORDS, note)

    def _shorter(self) -> Iterator[Phrase]:
        """Yield what people type for the word in English that says no more than its glosses do."""
        if self._entry is None:
            return
        for sense in self._entry.senses:
            bags = [
                set().union(*(english.roots(word) for word in english.gloss(text).core.words))
                for text in sense.gloss_en
            ]
            for key in filter(is_latin, self._entry.search_keys):
                said = office_english.without_light_verbs(english.answer(key))
                if any(all(not bag.isdisjoint(english.roots(word)) for word in said.words) for bag in bags):
                    yield english.answer(key)

    def _is_key(self, given: Phrase, key: Phrase) -> bool:
        return given.bag == key.bag or (
            self._item.entry_id in self._neighbours.actions
            and office_english.says_in_other_words(given, key, is_action=True)
        )

    def _is_told_apart(self, given: Phrase, other: Entry) -> bool:
        """Whether it helps to hear whose meaning that is: a related word's, or the first of a word's."""
        own = self._entry
        if own is None or own.id in _kin(other) or other.id in _kin(own):
            return True
        return any(english.gloss(text).core.bag == given.bag for text in other.senses[0].gloss_en)

    def _own_verb(self, given: Phrase, response: str, other: Entry) -> Grade | None:
        """Accept what only looks like another meaning: a form of this action's own verb, or its words in another order."""
        ordered = any(english.gloss(text).core == given for sense in other.senses for text in sense.gloss_en)
        verb = _TO.match(response) and other.id not in self._neighbours.actions
        own = len(given.words) == 1 and other.id in self._neighbours.actions and not self._is_passive(response)
        return self._in_other_form(given, response) if verb or own or not ordered else None

    def _is_passive(self, response: str) -> bool:
        return any(_PASSIVE.match(text) for text in (response, *self._item.answers))

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
        if any(given.bag == wanted.core.bag or given.run == wanted.core.run for wanted in self._glosses):
            return graded(Verdict.CORRECT, Rule.SAME_WORDS)
        if self._meant(given) is not None:
            return None
        mine = english.answer(response, whose=True)
        if any(english.says(mine if wanted.whose else given, wanted) for wanted in self._glosses):
            return graded(Verdict.CORRECT, Rule.SAME_WORDS)
        return None

    def _meant(self, given: Phrase) -> Entry | None:
        """Return another entry with that meaning, rather a related one."""
        found = self._neighbours.by_gloss.get(given.bag, ())
        own = self._entry
        akin = tuple(each for each in found if own and (each.id in _kin(own) or own.id in _kin(each)))
        return self._neighbours.others((*akin, *found), self._item.entry_id)

    def _with_note(self, given: Phrase, response: str) -> Grade | None:
        for wanted in self._glosses:
            if english.says_without_joints(given, wanted):
                return self._noted(Rule.SAME_WORDS, notes.OTHER_FORM, wanted)
        return (
            self._in_other_form(given, response)
            or self._misspelt(given, response)
            or self._in_other_words(given, response)
        )

    def _in_other_words(self, given: Phrase, response: str) -> Grade | None:
        is_action = self._item.entry_id in self._neighbours.actions
        for wanted in self._glosses:
            said = Phrase(tuple(word for word in given.words if word not in wanted.more or word in wanted.core.words))
            if said.words and office_english.says_in_other_words(said, wanted.core, is_action=is_action):
                return self._noted(Rule.SAME_WORDS, notes.OTHER_FORM, wanted)
        return self._fuller(given) if len(english.parts(response)) == 1 else None

    def _fuller(self, given: Phrase) -> Grade | None:
        """Accept a gloss with words of the other glosses of its sense, or with what kind of thing it is."""
        for sense in self._entry.senses if self._entry else ():
            cores = [english.gloss(text).core for text in sense.gloss_en]
            known = {word for core in cores for word in core.words} | office_english.kind_of(sense.def_en)
            whole = [core for core in (*cores, *self._shorter()) if set(core.words) < set(given.words)]
            if whole and set(given.words) <= known:
                return self._noted(Rule.SAME_WORDS, notes.OTHER_FORM, self._glosses[0])
        return None

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
            if english.misspelt(given, wanted.core, frozenset()) and len(wanted.core.words) > 2:
                return graded(Verdict.NEAR, Rule.PART, notes.CLOSE_MEANING.format(answer=wanted.text))
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


def _kin(entry: Entry) -> frozenset[EntryId]:
    return frozenset((*entry.synonyms, *entry.antonyms, *entry.related, *entry.broader, *entry.narrower))
