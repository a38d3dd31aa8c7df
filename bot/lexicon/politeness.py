"""Sees a word through what a sentence puts around it: お and 様, particles, polite and inflected endings, questions."""

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

_ROMAJI_END = re.compile(
    r"(?:mas[ue]n?|mashi?ta|masita|mashite|masite|mashou|mashoo|mash[oō]|desu|deshita|desita|desh[oō]u?|suru|shite|"
    r"sita|shita|site|te ?imasu|teoru|tearu|kudasai|itadaku|itadakimasu|sama|san|dono|ch[uū]u?|zumi|teki|teki na|nai|tai|"
    r"[ -](?:wa|ha|ga|o|wo|ni|no|de|to|mo|e|he|ka|na|towa|to ha|to wa|kara|made))$"
)
_LONGEST_ROMAJI_END = 12
_ROMAJI_HONORIFIC = re.compile(r"(?:o|go)[ -]?\w{4}")
_TOPIC = re.compile(r"(?<= )wa$")
_OBJECT = re.compile(r"(?<= )o$")
_QUESTION = re.compile(
    r"(?:what(?:'s| is| are)(?: the)?(?: meaning of)?|what does|define|explain|meaning of|the meaning of) (?:an? |the )?"
    r"(.+?)(?: mean| in english| in japanese)?[?!. ]*"
    r"|(?:how do you say|japanese for|the japanese for|translate) (.+?)(?: in japanese| into japanese)?[?!. ]*"
    r"|(.+?) (?:meaning|in japanese|in english|definition)[?!. ]*",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[\s。、，．.!！?？…「」『』()（）]+")
_LEAST_KANA = 4
_LEAST_APART = 2
"""Of kanji, katakana or letters, which hiragana endings stand out from."""


def offer_uninflected(query: Query, board: Board, index: Index) -> None:
    """Offer the entries that the query names once its politeness and inflection are taken off."""
    _offer_asked(query, board, index)
    text = _in_kana(query)
    if not text:
        return
    for number in index.by_inflection.get(keys.surface_key(text), ()):
        board.offer_spelling(index.spellings[number], scale.INFLECTED, MatchKind.FOLDED, (Rule.INFLECTION,))
    for form, rules in stripped(text):
        surface = keys.surface_key(form)
        numbers = [*index.by_surface.get(surface, ()), *index.by_inflection.get(surface, ())]
        if not numbers and query.is_latin:
            numbers = index.by_strict.get(keys.strict_key(form), [])
        if numbers:
            removed = len(keys.surface_key(text)) - len(surface)
            enough = _is_enough(form, surface, removed, in_front=text.endswith(form))
            score = scale.POLITE - len(rules) if enough else scale.UNSURE
            for number in numbers:
                board.offer_spelling(index.spellings[number], score, MatchKind.FOLDED, rules)
            return


def _offer_asked(query: Query, board: Board, index: Index) -> None:
    """Offer what an English question asks about: what does kokyaku mean."""
    if not query.is_latin or " " not in query.text:
        return
    asked = _QUESTION.fullmatch(query.text)
    if not asked:
        return
    term = Query(next(group for group in asked.groups() if group))
    numbers = index.by_surface.get(term.surface) or index.by_strict.get(term.strict) or index.by_loose.get(term.loose)
    for number in numbers or ():
        board.offer_spelling(index.spellings[number], scale.POLITE, MatchKind.FOLDED, (Rule.QUESTION,))
    for phrase in index.english.whole(term.words):
        board.offer(phrase.position, scale.POLITE, MatchKind.ENGLISH, phrase.text, (Rule.QUESTION,))


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
    end = max(0, len(text) - _LONGEST_ROMAJI_END)
    if not _ROMAJI_END.search(text, end) and not _ROMAJI_HONORIFIC.match(text):
        return ""
    kana = to_kana(_OBJECT.sub("wo", _TOPIC.sub("ha", text))).replace(" ", "").replace("ー", "")
    return kana if is_kana(kana) else ""
