"""Takes apart what people type when they want words compared: a list, or a question about a difference."""

import re

from bot.lexicon.match import Outcome
from bot.lexicon.search import Lookup
from bot.text.scripts import is_latin

_AROUND = " \u3000\t\n「」『』“”‘’\"'?？!！。."
_SEPARATORS = re.compile(
    r"[,、，;；|｜/／⇔↔≠]|[」』”]\s*[「『“]|または|もしくは|それとも"
    r"|\s+(?:vs\.?|versus|and|or|against|compared (?:to|with)|と|や)\s+"
    r"|(?<=[^\x00-\x7f])vs\.?(?=[^\x00-\x7f])",
    re.IGNORECASE,
)
_INSIDE_A_WORD = re.compile(r"って|[と・]")
_JAPANESE_QUESTION = re.compile(
    r"(?:の|って|は)(?:違い|ちがい|差|区別|使い分け)(?:は|とは|って|が|を)?(?:何|なに|なん|どこ|教えて|知りたい)?"
    r"(?:ですか|でしょうか|です|か|ください|下さい)?$"
    r"|(?:は|って|では|が)?(?:どう|何が|なにが)(?:違|ちが)(?:う|い)(?:の|ん|ます)?(?:です|でしょう)?か?$"
)
_ENGLISH_QUESTION = re.compile(
    r"^(?:(?:what|what's|what is|what are|explain|tell me)\s+)?(?:the\s+)?diff(?:erence)?s?\s+between\s+(?P<words>.+)$",
    re.IGNORECASE,
)
_HOW_DIFFERENT = re.compile(r"^how\s+(?:is|are|does|do)\s+(.+?)\s+differ(?:ent)?\s+from\s+(.+)$", re.IGNORECASE)


def split_terms(text: str, lookup: Lookup) -> tuple[str, ...]:
    """Return the words in ``text``, without the question around them.

    They are parted by commas and the like, else by spaces, else by と or ・ inside one word. What the glossary knows
    as one word stays whole, unless it is Japanese in several words that are each known: 報告 連絡 相談.
    """
    parts = [part.strip(_AROUND) for part in _SEPARATORS.split(_without_question(text))]
    parts = [part for part in parts if part]
    if len(parts) == 1:
        return _split_phrase(parts[0], lookup)
    return tuple(word for part in parts for word in _split_word(part, lookup))


def _without_question(text: str) -> str:
    text = text.strip(_AROUND)
    asked = _ENGLISH_QUESTION.match(text)
    text = asked["words"] if asked else _HOW_DIFFERENT.sub(r"\1, \2", text)
    return _JAPANESE_QUESTION.sub("", text) or text


def _split_phrase(text: str, lookup: Lookup) -> tuple[str, ...]:
    words = tuple(text.split())
    if len(words) == 1:
        return _split_word(text, lookup)
    if not is_latin(text) and all(_is_known(word, lookup) for word in words):
        return words
    return (text,) if _is_known(text, lookup) else words


def _split_word(word: str, lookup: Lookup) -> tuple[str, ...]:
    if _is_known(word, lookup):
        return (word,)
    parts = (part.strip(_AROUND) for part in _INSIDE_A_WORD.split(word))
    return tuple(part for part in parts if part) or (word,)


def _is_known(text: str, lookup: Lookup) -> bool:
    return lookup.find(text).outcome is Outcome.MATCH
