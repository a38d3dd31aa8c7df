"""Sees a word through what a sentence puts around it: お and 様, particles, polite and inflected endings."""

import re

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.index import Index
from bot.lexicon.match import MatchKind
from bot.lexicon.query import Query
from bot.text import keys
from bot.text.inflection import stripped
from bot.text.romaji import to_kana
from bot.text.rules import Rule
from bot.text.scripts import Script, has_kanji, is_kana, scripts_of

_VERB_ENDS = """
masu masen mase masun mashita mashta masita mashite masite mashou mashoo mashō masho desu deshita desita deshou deshoo
deshō desho desyo suru shite sita shita site teoru tearu kudasai itadaku sama san dono chu chū chuu zumi teki nai tai
"""
_PARTICLES = "wa ha ga o wo ni no de to mo e he ka na towa kara made"
_ROMAJI_ENDS = (*_VERB_ENDS.split(), *(gap + particle for gap in " -" for particle in _PARTICLES.split()))
_ROMAJI_HONORIFIC = re.compile(r"(?:o|go)[ -]?\w{4}")
_TOPIC = re.compile(r"(?<= )wa$")
_OBJECT = re.compile(r"(?<= )o$")
_PUNCTUATION = re.compile(r"[\s。、，．.!！?？…「」『』()（）]+")
_LEAST_KANA = 4
_PLAINLY_AN_ENDING = 3
"""Kana of an ending that leave no doubt of it, so that the word before it may lack its long vowels: kento shimasu."""
_LEAST_APART = 2
"""Of kanji, katakana or letters, which hiragana endings stand out from."""


def offer_uninflected(query: Query, board: Board, index: Index) -> None:
    """Offer the entries that the query names once its politeness and inflection are taken off."""
    text = _in_kana(query)
    if not text:
        return
    for number in index.by_inflection.get(keys.surface_key(text), ()):
        board.offer_spelling(index.spellings[number], scale.INFLECTED, MatchKind.FOLDED, (Rule.INFLECTION,))
    for form, rules in stripped(text):
        surface = keys.surface_key(form)
        numbers = [*index.by_surface.get(surface, ()), *index.by_inflection.get(surface, ())]
        loosely = False
        if not numbers and query.is_latin:
            strict = keys.strict_key(form)
            numbers = index.by_strict.get(strict, [])
            if not numbers and len(text) - len(form) >= _PLAINLY_AN_ENDING:
                numbers = index.by_loose.get(keys.loosen(strict), [])
                loosely = True
        if numbers:
            removed = len(keys.surface_key(text)) - len(surface)
            enough = _is_enough(form, surface, removed, in_front=text.endswith(form))
            best = scale.LOOSE if loosely else scale.POLITE
            score = best - len(rules) if enough else scale.UNSURE
            for number in numbers:
                board.offer_spelling(index.spellings[number], score, MatchKind.FOLDED, rules)
            return


def _is_enough(form: str, surface: str, removed: int, *, in_front: bool) -> bool:
    """Tell whether what is left is long enough to be the word itself: いちば is not 位置 with ば, but ビザは is ビザ."""
    if surface.isascii() or has_kanji(surface) or scripts_of(form) is Script.KATAKANA:
        return len(surface) >= _LEAST_APART
    if in_front:  # many words begin with お or ご of their own: おくじょう is not 苦情
        return len(surface) > _LEAST_KANA
    return len(surface) >= (_LEAST_KANA if removed == 1 else _LEAST_KANA - 1)


def _in_kana(query: Query) -> str:
    """Return the query in kana and kanji for its endings to be read, or nothing if it can have none."""
    if not query.is_latin:
        return _PUNCTUATION.sub("", query.text)
    text = query.text.lower()
    if not text.endswith(_ROMAJI_ENDS) and not (text.startswith(("o", "go")) and _ROMAJI_HONORIFIC.match(text)):
        return ""
    kana = to_kana(_OBJECT.sub("wo", _TOPIC.sub("ha", text))).replace(" ", "").replace("ー", "")
    return kana if is_kana(kana) else ""
