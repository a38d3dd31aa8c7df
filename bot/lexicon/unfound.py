"""What may be kept of a query that nobody found: the word alone, and only if it can be one.

It is kept without a person or a channel, and so must not lead to one by itself: nothing with an address, a link, a
longer number or a sentence in it is kept.
"""

import re

from bot.lexicon.questions import terms_asked
from bot.text.normalize import MAX_QUERY, clean

MAX_UNFOUND = 60
"""Characters of a query that are kept; no headword is as long."""
_MOST_WORDS = 5

_AROUND = " \t\"'“”‘’「」『』()（）[]【】,.、。!?！？:;・…~〜-"
_SIGNS = re.compile(r"[@<>\\|{}=^`]|://")
_LINK = re.compile(
    r"\bwww\.|[a-z0-9-]\.(?:com|net|org|jp|io|dev|app|info|biz|cloud|ai|gov|edu|me|co|tv|uk|cn|kr|tw|de|fr|eu)\b|\w\.\w+/",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d(?:[\s\-‐-―ー.,/()（）・:]*\d){4,}")
_KANJI_NUMBER = re.compile("[〇零一二三四五六七八九]{5,}")
_STREET = re.compile(
    r"〒|丁目|番地|[都道府県市区町村].*\d|\d+\w?\s+(?:\w+\s+)+(?:street|st|road|rd|avenue|ave|lane|drive|blvd)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？!?].*\w")
_TO_SOMEBODY = re.compile(r"(?:さん|様|さま|くん|ちゃん|殿|氏|先生)$|^(?:mr|mrs|ms|dr)\b\.?", re.IGNORECASE)


def kept_query(text: str) -> str | None:
    """Return what is kept of a query: the word that was asked for, folded and cut; None if it is better not kept.

    A name with a title (田中さん, Mr Tanaka) is somebody's and not a word.
    """
    if len(text) > MAX_QUERY or "\n" in text.strip():
        return None
    said = clean(text, MAX_QUERY)
    if any(each.search(said) for each in (_SIGNS, _LINK, _NUMBER, _KANJI_NUMBER, _STREET)):
        return None
    asked = terms_asked(said)
    word = (asked[0] if len(asked) == 1 else said).strip(_AROUND).casefold()
    if _SENTENCE.search(word) or _TO_SOMEBODY.search(word) or len(word.split()) > _MOST_WORDS:
        return None
    return word[:MAX_UNFOUND].rstrip() if any(sign.isalpha() for sign in word) else None
