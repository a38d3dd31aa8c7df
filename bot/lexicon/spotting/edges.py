"""Whether a term begins and ends where words do, as far as its own letters and their neighbours tell.

Kanji and katakana that stand beside more of their kind are judged by ``compounds``.
"""

import re

from bot.lexicon.spotting import everyday
from bot.lexicon.spotting.forms import Form, Standing
from bot.lexicon.spotting.passage import HIRAGANA, JAPANESE, KANJI, KATAKANA, LATIN, OKURIGANA, Passage
from bot.lexicon.spotting.romaji import sounds_japanese

_LETTER = re.compile(f"[{LATIN}]")
_JAPANESE = re.compile(f"[{JAPANESE}]")
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
_HIRAGANA_ONLY = re.compile(f"[{HIRAGANA}ー]+")
_KATAKANA = re.compile(f"[{KATAKANA}]")
_LINK = re.compile(r"(?:https?://|www\.)[!-~]+|(?<![a-z0-9]):[a-z_+-][a-z0-9_+-]*+:|<[@#!][^<>\s]*+>")
_AT = re.compile(r"(?<![a-z0-9._+-])[a-z0-9._+-]*+@[a-z0-9._-]+")
_FIGURE = re.compile("[0-9]")
_PLURAL = re.compile(f"s(?![{LATIN}A-Z0-9])")
_GLUE = frozenset("_@.")
_FEW_LETTERS = 2
_NEARBY = 6

# What hiragana may stand before and after a term in hiragana: particles, and endings of a word before it.
_BEFORE_HIRAGANA = frozenset("はがをでもにのへやばらてたりねよえお")
_BEFORE_LONG_HIRAGANA = _BEFORE_HIRAGANA | frozenset("とく")
_LONG_HIRAGANA = 4
_BEFORE_SHORT_HIRAGANA = re.compile(f"[てでにがはも]|[^{JAPANESE}]")
_SHORT_HIRAGANA = 2
_BEFORE_SUFFIX = re.compile(f"(?:[{KANJI}{KATAKANA}{LATIN}0-9「『（(]|みな|んな|なた) ?$")
_PARTICLE = re.compile(f"[のはがをにでともへ]|[^{HIRAGANA}]|$")
_AFTER_VERB = re.compile(
    f"(?![{HIRAGANA}])|と|が|の|こと|ため|か|ん|なら|はず|つもり|だ|で|よ|し|べ|ま|から|わ|ね|な|も|に|を|そう|らし|みたい|とき|ほど|く|ぐ|は"
)
_A_ROW = frozenset("わかがさたなばまら")
_CAUSATIVE_VERBS = frozenset({"合わ", "あわ", "知ら", "しら", "済ま", "すま", "まか"})
"""Before せる these are a verb of their own (合わせる), which nobody is asked to allow."""
_AFTER_HIRAGANA = re.compile(
    f"(?![{HIRAGANA}])|で|に|の|は|が|を|と|も|な|だ|へ|や|か|ね|よ|し|す|いた|お願|おねが|くだ|下さ|さん|さま|まで|より|って|っす|っぽ"
)


def addresses(text: str) -> list[tuple[int, int]]:
    """Return where links, e-mail addresses, mentions and emoji names stand: Latin letters in them are no words."""
    spans = [found.span() for found in _LINK.finditer(text)] if ":" in text or "<" in text or "www." in text else []
    return spans + [found.span() for found in _AT.finditer(text)] if "@" in text else spans


def is_doubtful(form: Form) -> bool:
    """Tell whether ``end_of_word`` has anything to look at: kanji and katakana are parted by ``compounds`` alone."""
    return (
        form.endings is not None
        or form.bare
        or form.suffix
        or form.voice
        or len(form.text) == 1
        or form.whole
        or form.capitals
        or form.text[0].isascii()
        or form.text[-1].isascii()
        or form.text in everyday.UNITS
        or _HIRAGANA_ONLY.fullmatch(form.text) is not None
    )


def end_of_word(passage: Passage, start: int, end: int, form: Form) -> int:
    """Return where the word ends that ``form`` begins at ``start``: at ``end``, after a verb's ending, or 0 if it is none."""
    text = passage.text
    if not _may_begin_in_kana(text, start, form):
        return 0
    if form.endings:
        ending = form.endings.match(text, end)
        return ending.end() if ending else 0
    if form.bare and OKURIGANA.match(text, end):
        return 0
    if len(form.text) == 1 and not form.suffix and not _PARTICLE.match(text, end):
        return 0
    first, last = form.text[0], form.text[-1]
    if first.isascii() and not _may_begin(text, start, form):
        return 0
    if last.isascii() and not _may_end(passage, start, end):
        return 0
    if form.capitals and not _is_meant(passage, start, end, form):
        return 0
    if form.whole and (_KATAKANA.match(text, end) or (start and _KATAKANA.match(text, start - 1))):
        return 0
    if _HIRAGANA_ONLY.fullmatch(form.text):
        after = _AFTER_VERB if form.inflects else _AFTER_HIRAGANA
        if not after.match(text, end):
            return 0
    if form.text in everyday.UNITS and start and text[start - 1].isdigit():
        return 0
    return end


def _may_begin(text: str, start: int, form: Form) -> bool:
    """Tell whether a form that begins with a Latin letter or a figure can begin a word at ``start``."""
    before = text[start - 1 : start]
    if before.isdigit():
        return not _FIGURE.search(form.text)
    return not before or (before not in _GLUE and not _LETTER.match(before))


def _may_end(passage: Passage, start: int, end: int) -> bool:
    """Tell whether Latin letters or figures can end a word at ``end``; a plural s is let pass after capitals."""
    text = passage.text
    after = text[end : end + 1]
    if not after:
        return True
    if _LETTER.match(after):
        return passage.cased[start:end].isupper() and _PLURAL.match(passage.cased, end) is not None
    if after.isdigit():
        return not _FIGURE.search(text[start:end])
    if after == ".":
        return not text[end + 1 : end + 2].isalnum() or not text[end + 1].isascii()
    return after != "_"


def _is_meant(passage: Passage, start: int, end: int, form: Form) -> bool:
    """Tell whether an initialism is one here.

    Two letters must be capitals in Japanese text: CV数, not "your CV", not 30CM. More may all be small where they cannot
    be a word of romaji: kpi, and asa only beside Japanese.
    """
    text = passage.text
    cased = passage.cased[start:end]
    capitals = cased.isupper()
    if end - start <= _FEW_LETTERS:
        around = text[max(0, start - _NEARBY) : end + _NEARBY]
        return capitals and not text[start - 1 : start].isdigit() and _JAPANESE.search(around) is not None
    beside = text[max(0, start - 2) : start].rstrip(" ")[-1:] + text[end : end + 2].lstrip(" ")[:1]
    return capitals or (
        form.standing is not Standing.SEARCH_KEY
        and (_JAPANESE.search(beside) is not None or (cased.islower() and not sounds_japanese(form.text)))
    )


def _may_begin_in_kana(text: str, start: int, form: Form) -> bool:
    """Tell whether a suffix has a word before it, and a form wholly in hiragana does not begin within one."""
    before = text[start - 1 : start]
    if form.voice:
        return before in _A_ROW and text[max(0, start - 2) : start] not in _CAUSATIVE_VERBS
    if form.suffix:
        return _BEFORE_SUFFIX.search(text, max(0, start - 2), start) is not None
    if not _HIRAGANA_ONLY.fullmatch(form.text):
        return True
    if len(form.text) <= _SHORT_HIRAGANA:
        return not before or _BEFORE_SHORT_HIRAGANA.match(before) is not None
    if not before or not _HIRAGANA.match(before):
        return True
    return before in (_BEFORE_LONG_HIRAGANA if len(form.text) >= _LONG_HIRAGANA else _BEFORE_HIRAGANA)
