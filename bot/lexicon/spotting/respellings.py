"""Which search keys are the word itself in another spelling, so that a message with one of them holds the word.

Search keys are there to be typed: many name something near (結果 for 成果), which nobody who wrote it meant.
"""

import re
from collections.abc import Iterator

from bot.lexicon.model import Entry
from bot.lexicon.spotting.passage import HIRAGANA, KANJI
from bot.text import keys
from bot.text.scripts import has_kanji

_POLITE = re.compile("^[おご御](?=.)")
_TITLE = re.compile("(?<=..)(?:様|さま|さん)$")
_KANJI = re.compile(f"[{KANJI}]")
_LAST_KANA = re.compile(f"[{HIRAGANA}]*$")
_ENDING = re.compile(
    "(?:(?:を|が)?(?:する|し(?:ます|ました|て)?)|いたし(?:ます|ました)|です(?:が)?|(?:ませ|まし|ま)[すんた]|ください)$"
)
_KATAKANA_ONLY = re.compile("[ァ-ヺー]+")
_FEWEST_KANJI = 2


def respellings(entry: Entry) -> Iterator[str]:
    """Yield the search keys of ``entry`` that are its name: respelt, inflected (折り返す), polite (ご予算) or in full (就職活動)."""
    names = (entry.headword, *entry.variants, *entry.abbreviations, entry.kana)
    said = {keys.loose_key(name) for name in names if not has_kanji(name)}
    plain = {_TITLE.sub("", name) for name in names}
    for key in entry.search_keys:
        if (
            (not has_kanji(key) and keys.loose_key(key) in said)
            or key in plain
            or any(_is_inflected(key, name) or _is_clipped(name, key) for name in names)
        ):
            yield key


def _is_inflected(left: str, right: str) -> bool:
    """Tell whether both are the same kanji, but for お or ご before them and what follows in kana."""
    left, right = _bare(left), _bare(right)
    if len(_KANJI.findall(left)) < _FEWEST_KANJI or keys.skeleton_key(left) != keys.skeleton_key(right):
        return False
    ends = (_LAST_KANA.search(left), _LAST_KANA.search(right))
    tails = [len(end[0]) if end else 0 for end in ends]
    return abs(tails[0] - tails[1]) <= 1


def _bare(text: str) -> str:
    return _ENDING.sub("", _POLITE.sub("", text))


def _is_clipped(name: str, whole: str) -> bool:
    """Tell whether ``name`` is ``whole`` cut short: 就活, リスケ. A compound only begins with it: 決算書, 担当者."""
    if len(name) < _FEWEST_KANJI or name[0] != whole[0]:
        return False
    if name in whole and not (_KATAKANA_ONLY.fullmatch(whole) and name != whole):
        return False
    signs = iter(whole)
    return all(sign in signs for sign in name)
