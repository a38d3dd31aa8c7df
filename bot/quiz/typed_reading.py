"""Grades a typed reading. Kana is compared sign by sign: a wrong sign is a wrong reading."""

import re
from collections.abc import Iterator

from bot.lexicon.model import Entry
from bot.localized import Localized
from bot.quiz import english, everyday, notes
from bot.quiz.model import Grade, Item, Rule, Verdict
from bot.quiz.neighbours import Neighbours, kana_key
from bot.quiz.sounds import (
    ACCEPTED,
    NEAR,
    Heard,
    bare,
    lacks_last_mark,
    likeness,
    listen,
    missing_marks,
    polite_forms,
    undressed,
)
from bot.quiz.verdicts import graded, worst
from bot.text.keys import surface_key
from bot.text.romaji import to_romaji
from bot.text.scripts import has_kanji, is_kana, is_latin

_PARTS = re.compile(r"\s*(?:[,;/、，；／|=()（）\[\]:：\n]|→|\bor\b|または)+\s*")
_AROUND = " 　はをの=:：,、，\"'「」『』()（）"
_MAX_PARTS = 4
_QUOTED_KANA = re.compile("「([ぁ-ゖァ-ヺー]{2,})」(?!と?(?:は|も)?(?:読ま|読み間|誤|間違|言わ|書か))")
_LEFT_OVER = re.compile("[a-z]{1,2}$", re.IGNORECASE)


def grade_reading(item: Item, response: str, neighbours: Neighbours) -> Grade:
    """Return the grade of ``response``, cleaned, as the reading of the word in the item's stem."""
    reading = _Reading(item, neighbours)
    if not any(sign.isalnum() for sign in response):
        return graded(Verdict.WRONG, Rule.NOTHING_GIVEN, reading.say(notes.ANSWER_IS, answer=reading.kana))
    whole = reading.grade(response)
    if whole.credit or whole.verdict is Verdict.OTHER_WORD:
        return whole
    return reading.grade_pieces(response) or whole


class _Reading:
    def __init__(self, item: Item, neighbours: Neighbours) -> None:
        self._item = item
        self._asked = item.stem.ja
        self._answers = item.answers
        self._neighbours = neighbours
        self._entry = neighbours.entries.get(item.entry_id)
        self.kana = kana_key(item.answers[0])

    def say(self, sentence: Localized, **more: str) -> Localized:
        return sentence.format(kana=self.kana, romaji=to_romaji(self._answers[0]), **more)

    def grade(self, response: str) -> Grade:
        """Return the grade of the response taken as one answer."""
        heard = listen(response)
        if surface_key(response) == surface_key(self._asked) and not is_kana(self._asked):
            return graded(Verdict.WRONG, Rule.REPEATS_THE_QUESTION, self.say(notes.TYPE_THE_READING))
        if heard is None:
            return self._unheard(response)
        liked = {likeness(heard, reading) for reading in self._answers}
        if Rule.EXACT in liked:
            return graded(Verdict.CORRECT, Rule.EXACT)
        if Rule.LONG_MARK in liked or (self._entry and lacks_last_mark(response, self._entry)):
            return graded(Verdict.CORRECT_WITH_NOTE, Rule.LONG_MARK, self.say(notes.LONG_MARK))
        return (
            self._another(response, heard)
            or (self._short(response, heard) if Rule.SHORT_ROMAJI in liked else None)
            or self._dressed(heard)
            or self._everyday(response, heard)
            or self._almost(response, heard, liked)
        )

    def grade_pieces(self, response: str) -> Grade | None:
        """Return the grade of a response of several pieces, or None when it is no better than the whole."""
        if has_kanji(self._asked) and self._asked in response:
            rest = response.replace(self._asked, "").strip(_AROUND)
            found = self.grade(rest) if rest else None
            if found and found.credit:
                return graded(Verdict.CORRECT_WITH_NOTE, Rule.MORE_THAN_ASKED, self.say(notes.WORD_ITSELF))
        pieces = [piece for piece in _PARTS.split(response) if piece][:_MAX_PARTS]
        grades = [self.grade(piece) for piece in pieces]
        if len(grades) > 1 and all(found.credit for found in grades):
            return worst(grades)
        other = next((found for found in grades if found.verdict is Verdict.OTHER_WORD), None)
        if other is not None:
            return other
        if any(found.credit for found in (*grades, *map(self.grade, response.split()[:_MAX_PARTS]))):
            note = self.say(notes.MORE_THAN_ASKED, answer=self.kana)
            return graded(Verdict.NEAR, Rule.MORE_THAN_ASKED, note)
        return None

    def _unheard(self, response: str) -> Grade:
        """Grade what has kanji in it, or no letters, or letters that an input method left behind."""
        found = self._neighbours.others(self._neighbours.by_spelling.get(surface_key(response)), self._item.entry_id)
        if found is not None:
            return self._other_word(response, found)
        kept = _LEFT_OVER.sub("", response)
        if kept != response and is_kana(kept) and self.grade(kept).credit:
            note = self.say(notes.MORE_THAN_ASKED, answer=self.kana)
            return graded(Verdict.NEAR, Rule.MORE_THAN_ASKED, note)
        sentence = notes.KANA_OR_ROMAJI if has_kanji(response) else notes.ANSWER_IS
        return graded(Verdict.WRONG, Rule.NO_MATCH, self.say(sentence, answer=self.kana))

    def _another(self, response: str, heard: Heard) -> Grade | None:
        """Refuse the reading, or in letters the name, of another word of the glossary."""
        near = self._neighbours
        found = near.others(near.by_kana.get(heard.kana), self._item.entry_id)
        for sound in () if heard.signs else sorted(heard.sounds):
            found = found or near.others(near.by_sound.get(sound), self._item.entry_id)
        if found is None and is_latin(response):
            found = near.others(near.by_spelling.get(surface_key(response)), self._item.entry_id)
        return self._other_word(response, found) if found else None

    def _short(self, response: str, heard: Heard) -> Grade:
        """Accept romaji without its long vowels, unless another word is as short or a better match."""
        for sound in sorted(heard.sounds):
            for twin in self._neighbours.by_short_sound.get(sound, ()):
                if kana_key(twin.reading) == self.kana or twin.id == self._item.entry_id:
                    continue
                other = f"{to_romaji(twin.reading)} ({twin.headword})"
                note = self.say(notes.COULD_BE_ANOTHER, other=other)
                nearer = missing_marks(sound, twin.reading) < missing_marks(sound, self._answers[0])
                if nearer:
                    return graded(Verdict.NEAR, Rule.LONG_VOWEL, note)
                return graded(Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI, note)
        lacks_apostrophe = "'" in to_romaji(self._answers[0]) and not any("'" in sound for sound in heard.sounds)
        if lacks_apostrophe and (refused := self._everyday(response, heard)):
            return refused
        return graded(Verdict.CORRECT_WITH_NOTE, Rule.SHORT_ROMAJI, self.say(notes.WRITTEN_OUT))

    def _dressed(self, heard: Heard) -> Grade | None:
        """Accept the word with what politeness or grammar puts around it, and its second reading."""
        entry = self._entry
        if entry is None:
            return None
        forms = [form for reading in self._answers for form in polite_forms(entry, reading)]
        forms += [form for reading in self._answers if (form := bare(reading, self._asked))]
        wanted = (*self._answers, *forms)
        kept = tuple(undressed(heard, entry))
        if any(likeness(heard, form) in ACCEPTED for form in forms) or any(
            likeness(each, form) in ACCEPTED for each in kept for form in wanted
        ):
            return graded(Verdict.CORRECT_WITH_NOTE, Rule.POLITE, self.say(notes.WORD_ITSELF))
        spelt = tuple(filter(is_kana, entry.variants))
        named = (*spelt, *self._second_readings(entry), *_named_readings(entry))
        if any(likeness(heard, reading) is Rule.EXACT for reading in named):
            return graded(Verdict.CORRECT_WITH_NOTE, Rule.ALSO_READ, self.say(notes.ALSO_READ))
        return None

    def _second_readings(self, entry: Entry) -> tuple[str, ...]:
        """Return the search keys that are the reading with one sound changed: こかく for 顧客, ビーツーシー for BtoC."""
        if not has_kanji(entry.headword) and not is_latin(entry.headword):
            return ()
        return tuple(
            key
            for key in entry.search_keys
            if is_kana(key)
            and kana_key(key)[0] == entry.kana[0]
            and (heard := listen(key)) is not None
            and likeness(heard, entry.reading) is Rule.ONE_SOUND
        )

    def _everyday(self, response: str, heard: Heard) -> Grade | None:
        word = everyday.by_kana().get(heard.kana) if heard.signs else None
        for sound in () if heard.signs else sorted(heard.sounds):
            word = word or everyday.by_sound().get(sound)
        if word is None or word.reading == self.kana:
            return None
        note = notes.read_instead(response, word, self._asked, self._named(response))
        return graded(Verdict.OTHER_WORD, Rule.EVERYDAY_WORD, note)

    def _almost(self, response: str, heard: Heard, liked: set[Rule | None]) -> Grade:
        """Grade what is not the reading: nearly, the meaning, or nothing of the kind."""
        own = self._neighbours.by_kana.get(heard.kana, ())
        if any(entry.id == self._item.entry_id for entry in own):
            return graded(Verdict.NEAR, Rule.ABBREVIATION, self.say(notes.NOT_THE_SHORT_FORM))
        rule = next((rule for rule in NEAR if rule in liked), None)
        if rule is not None:
            sentence = {
                Rule.LONG_VOWEL: notes.LONG_VOWEL_WRONG,
                Rule.SMALL_TSU: notes.SMALL_TSU_WRONG,
            }.get(rule, notes.ONE_SOUND_OFF)
            return graded(Verdict.NEAR, rule, self.say(sentence))
        if heard.kana and self.kana.startswith(heard.kana) and 2 * len(heard.kana) >= len(self.kana):
            return graded(Verdict.NEAR, Rule.PART, self.say(notes.ANSWER_IS, answer=self.kana))
        if self._entry is not None and is_latin(response) and _is_meaning(response, self._entry):
            return graded(Verdict.WRONG, Rule.MEANING_NOT_ASKED, self.say(notes.MEANING_GIVEN))
        return graded(Verdict.WRONG, Rule.NO_MATCH, self.say(notes.ANSWER_IS, answer=self.kana))

    def _other_word(self, response: str, other: Entry) -> Grade:
        note = notes.read_instead(response, other, self._asked, self._named(response))
        return graded(Verdict.OTHER_WORD, Rule.NEIGHBOUR, note)

    def _named(self, response: str) -> str:
        """Return the reading, with its romaji for whoever typed in romaji."""
        return f"{self.kana} ({to_romaji(self._answers[0])})" if is_latin(response) else self.kana


def _is_meaning(response: str, entry: Entry) -> bool:
    given = english.answer(response)
    return any(english.says(given, english.gloss(text)) for sense in entry.senses for text in sense.gloss_en)


def _named_readings(entry: Entry) -> Iterator[str]:
    """Yield the kana in the usage note that is the reading with one sound changed, unless it is called wrong."""
    note = entry.usage_note.ja if entry.usage_note else ""
    for found in _QUOTED_KANA.finditer(note):
        heard = listen(found[1])
        if heard is not None and likeness(heard, entry.reading) is Rule.ONE_SOUND:
            yield found[1]
