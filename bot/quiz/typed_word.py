"""Grades a typed word: in any script or romanisation, with the okurigana, kanji and short forms that are in use."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.lexicon.model import Entry, PartOfSpeech, Sense
from bot.localized import Localized
from bot.quiz import english, everyday, notes
from bot.quiz.model import Grade, Item, Rule, Verdict
from bot.quiz.neighbours import Neighbours, kana_forms, kana_key
from bot.quiz.senses import asked_sense, short_forms
from bot.quiz.sounds import (
    ACCEPTED,
    NEAR,
    Heard,
    bare,
    lacks_last_mark,
    likeness,
    listen,
    own_readings,
    polite_forms,
    undressed,
)
from bot.quiz.verdicts import graded, worst
from bot.text.furigana import furigana
from bot.text.kana import to_hiragana
from bot.text.keys import surface_key
from bot.text.scripts import has_kanji, is_kana, is_latin
from bot.text.similarity import distance

_PARTS = re.compile(r"\s*(?:[,;/、，；／|=()（）\[\]:：\n]|→|\bor\b|または)+\s*")
_MAX_PARTS = 4
_KANJI = re.compile(r"[㐀-鿿豈-﫿々〆]")
_KANA = re.compile(r"[ぁ-ゖー]+")
_SPOKEN_KANJI = "(?:.{1,4})"
_INFLECTED = {
    PartOfSpeech.GODAN_VERB,
    PartOfSpeech.ICHIDAN_VERB,
    PartOfSpeech.SURU_VERB,
    PartOfSpeech.I_ADJECTIVE,
    PartOfSpeech.EXPRESSION,
    PartOfSpeech.ADVERB,
}
_TAILS = re.compile(
    "(?:をする|をします|いたしました|いたします|致します|しました|します|する|した|して|でした|です|だ)$"
)
_POLITE = re.compile("^[おご御]")
_POLITE_VERB = re.compile("(?:ます|ました)$")
_LEAST_KANJI = 2
_SHORTEST = 2


def grade_word(item: Item, response: str, neighbours: Neighbours) -> Grade:
    """Return the grade of ``response``, cleaned, as the word that the item describes."""
    word = _Word(item, neighbours)
    if not any(sign.isalnum() for sign in response):
        return graded(Verdict.WRONG, Rule.NOTHING_GIVEN, word.say(notes.ANSWER_IS))
    whole = word.grade(response)
    if whole.credit or whole.verdict is Verdict.OTHER_WORD:
        return whole
    pieces = [piece for piece in _PARTS.split(response) if piece][:_MAX_PARTS]
    grades = [word.grade(piece) for piece in pieces]
    if len(grades) > 1 and all(found.credit for found in grades):
        return worst(grades)
    other = next((found for found in grades if found.verdict is Verdict.OTHER_WORD), None)
    if other is not None:
        return other
    if any(found.credit for found in (*grades, *map(word.grade, response.split()[:_MAX_PARTS]))):
        return graded(Verdict.NEAR, Rule.MORE_THAN_ASKED, word.say(notes.MORE_THAN_ASKED))
    return whole


class _Word:
    def __init__(self, item: Item, neighbours: Neighbours) -> None:
        self._item = item
        self._neighbours = neighbours
        self._entry = neighbours.entries.get(item.entry_id)
        self._sense = asked_sense(item, self._entry) if self._entry else None
        self._headword = self._entry.headword if self._entry else item.answers[0]
        self._readings = tuple(kana_forms(self._entry)) if self._entry else tuple(filter(is_kana, item.answers))

    def say(self, sentence: Localized) -> Localized:
        return sentence.format(answer=self._headword, kana=kana_key(self._readings[0]) if self._readings else "")

    def grade(self, response: str) -> Grade:
        """Return the grade of the response taken as one answer."""
        heard = listen(response)
        return (
            self._spelt(response)
            or self._sounded(heard)
            or self._another(response, heard)
            or self._short_form(heard)
            or self._dressed(response, heard)
            or self._near(response, heard)
        )

    def _spelt(self, response: str) -> Grade | None:
        key = surface_key(response)
        if key == surface_key(self._headword):
            return graded(Verdict.CORRECT, Rule.EXACT)
        entry = self._entry
        if entry is None:
            known = key in map(surface_key, self._item.answers) and not is_kana(response)
            return graded(Verdict.CORRECT, Rule.ANOTHER_SPELLING) if known else None
        if key in map(surface_key, entry.variants):
            return graded(Verdict.CORRECT, Rule.ANOTHER_SPELLING)
        if key in map(surface_key, entry.abbreviations):
            if key not in map(surface_key, short_forms(entry, self._sense)):
                return self._in_another_sense(response, entry)
            shared = len(self._neighbours.by_spelling.get(key, ())) > 1
            sentence = notes.SHORT_FOR_OTHERS if shared else notes.SHORT_FOR
            return graded(Verdict.CORRECT_WITH_NOTE, Rule.ABBREVIATION, self.say(sentence))
        if self._is_other_spelling(response) or lacks_last_mark(response, entry):
            return graded(Verdict.CORRECT_WITH_NOTE, Rule.ANOTHER_SPELLING, self.say(notes.USUALLY_WRITTEN))
        return None

    def _in_another_sense(self, response: str, entry: Entry) -> Grade:
        key = surface_key(response)
        meant = next(sense for sense in entry.senses if key in map(surface_key, short_forms(entry, sense)))
        note = notes.OTHER_SENSE.format(response=response, gloss=meant.brief, answer=self._headword)
        return graded(Verdict.NEAR, Rule.OTHER_SENSE, note)

    def _sounded(self, heard: Heard | None) -> Grade | None:
        if heard is None or not any(likeness(heard, reading) in ACCEPTED for reading in self._readings):
            return None
        return graded(Verdict.CORRECT_WITH_NOTE, Rule.BY_SOUND, self.say(notes.WRITTEN))

    def _short_form(self, heard: Heard | None) -> Grade | None:
        """Accept a short form given by its sound."""
        if heard is None or self._entry is None:
            return None
        entry = self._entry
        readings = (reading for shown in short_forms(entry, self._sense) for reading in own_readings(entry, shown))
        if not any(likeness(heard, reading) in ACCEPTED for reading in readings):
            return None
        return graded(Verdict.CORRECT_WITH_NOTE, Rule.ABBREVIATION, self.say(notes.SHORT_FOR))

    def _another(self, response: str, heard: Heard | None) -> Grade | None:
        """Refuse another word of the glossary or of every day, and say which it is."""
        near, own = self._neighbours, self._item.entry_id
        other = near.others(near.by_spelling.get(surface_key(response)), own)
        if heard is not None:
            other = other or near.others(near.by_kana.get(heard.kana), own)
            for sound in sorted(heard.sounds):
                other = other or near.others(near.by_sound.get(sound), own)
        if other is not None:
            return self._refused(response, other)
        word = everyday.by_spelling().get(surface_key(response))
        if word is None and heard is not None:
            word = everyday.by_kana().get(heard.kana)
        if word is None or (word.reading in map(kana_key, self._readings) and is_kana(response)):
            return None
        if word.reading in map(kana_key, self._readings):
            return graded(Verdict.OTHER_WORD, Rule.HOMOPHONE, notes.same_sound(response, word, self._headword))
        return graded(Verdict.OTHER_WORD, Rule.EVERYDAY_WORD, notes.not_that_word(response, word))

    def _refused(self, response: str, other: Entry) -> Grade:
        if self._entry is not None and _fits_too(other, self._entry, self._sense):
            return graded(Verdict.OTHER_WORD, Rule.SYNONYM, notes.FITS_TOO.format(response=response))
        if kana_key(other.reading) in map(kana_key, self._readings):
            return graded(Verdict.OTHER_WORD, Rule.HOMOPHONE, notes.same_sound(response, other, self._headword))
        return graded(Verdict.OTHER_WORD, Rule.NEIGHBOUR, notes.not_that_word(response, other))

    def _dressed(self, response: str, heard: Heard | None) -> Grade | None:
        """Accept the word with what politeness or grammar puts around it."""
        entry = self._entry
        if entry is None:
            return None
        polite = graded(Verdict.CORRECT_WITH_NOTE, Rule.POLITE, self.say(notes.WRITTEN))
        if heard is not None:
            forms = [form for reading in self._readings for form in polite_forms(entry, reading)]
            forms += [form for reading in self._readings if (form := bare(reading, self._headword))]
            if any(likeness(heard, form) in ACCEPTED for form in forms):
                return polite
            if any(
                likeness(each, form) in ACCEPTED
                for each in undressed(heard, entry)
                for form in (*self._readings, *forms)
            ):
                return polite
            return None
        shorter = (
            _TAILS.sub("", response)
            if entry.pos is not PartOfSpeech.NOUN
            else re.sub("(?:でした|です|だ)$", "", response)
        )
        kept = {shorter, _POLITE.sub("", response), _POLITE.sub("", shorter)} - {response, ""}
        if any((found := self._spelt(each)) is not None and found.credit for each in kept):
            return polite
        if _POLITE.match(self._headword) and surface_key(self._headword)[1:] == surface_key(shorter):
            return polite
        if entry.pos in {PartOfSpeech.GODAN_VERB, PartOfSpeech.ICHIDAN_VERB} and _POLITE_VERB.search(response):
            stem = _POLITE_VERB.sub("", response)
            spoken = {_POLITE_VERB.sub("", form) for form in polite_forms(entry, entry.reading)}
            written = {self._headword[:-1] + form[len(entry.kana) - 1 :] for form in spoken}
            return polite if surface_key(stem) in map(surface_key, written) else None
        if entry.pos is PartOfSpeech.SURU_VERB and surface_key(shorter) == surface_key(
            self._headword.removesuffix("する")
        ):
            return polite
        return None

    def _near(self, response: str, heard: Heard | None) -> Grade:
        if heard is not None and any(likeness(heard, reading) in NEAR for reading in self._readings):
            return graded(Verdict.NEAR, Rule.ONE_SOUND, self.say(notes.SOUND_OFF))
        if heard is None and _KANJI.search(response):
            mine, theirs = surface_key(response), surface_key(self._headword)
            if len(theirs) >= _SHORTEST and distance(mine, theirs, limit=1) <= 1:
                return graded(Verdict.NEAR, Rule.ONE_SIGN, self.say(notes.ONE_SIGN_OFF))
        if is_latin(response) and self._entry is not None:
            given = english.answer(response)
            if any(english.says(given, english.gloss(text)) for sense in self._entry.senses for text in sense.gloss_en):
                return graded(Verdict.WRONG, Rule.MEANING_NOT_ASKED, self.say(notes.ANSWER_IN_JAPANESE))
        return graded(Verdict.WRONG, Rule.NO_MATCH, self.say(notes.ANSWER_IS))

    def _is_other_spelling(self, response: str) -> bool:
        """Whether the same kanji stand there with other okurigana, or some of them in kana."""
        entry = self._entry
        if entry is None or not _KANJI.search(response):
            return False
        key = to_hiragana(surface_key(response))
        if any(key in _mixed_spellings(written, entry.reading) for written in (entry.headword, *entry.variants)):
            return True
        signs, wanted = _KANJI.findall(key), _KANJI.findall(surface_key(entry.headword))
        if signs != wanted or len(signs) < _LEAST_KANJI or not _KANA.search(entry.headword + key):
            return False
        if entry.pos in _INFLECTED and key[-1] != entry.kana[-1:]:
            return False
        return re.fullmatch(_KANJI.sub(_SPOKEN_KANJI, key), entry.kana) is not None


@lru_cache(maxsize=1024)
def _mixed_spellings(headword: str, reading: str) -> frozenset[str]:
    """Return the spellings in which some runs of kanji are written in kana and at least one is not."""
    spellings = {""}
    for piece, sound in furigana(headword, reading):
        options = {piece, sound} if sound else {piece}
        spellings = {start + option for start in spellings for option in options}
    return frozenset(key for spelling in spellings if has_kanji(key := to_hiragana(surface_key(spelling))))


def _fits_too(one: Entry, asked: Entry, sense: Sense | None) -> bool:
    """Whether ``one`` could stand for the word asked, in that sense of it; synonyms are those of the first sense."""
    mine = _bags(one.senses)
    if sense is not None and not mine.isdisjoint(_bags((sense,))):
        return True
    if sense is not None and sense is not asked.senses[0]:
        return False
    is_synonym = one.id in asked.synonyms or asked.id in one.synonyms
    return is_synonym or (sense is None and not mine.isdisjoint(_bags(asked.senses)))


def _bags(senses: Iterable[Sense]) -> set[tuple[str, ...]]:
    return {english.gloss(text).core.bag for sense in senses for text in sense.gloss_en}
