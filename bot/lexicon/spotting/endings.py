"""What follows each stem of a verb or adjective: ます after 承り, ない after 承ら, て after 承っ.

The stems are those of ``bot.text.inflection``; the endings are those of school grammar (学校文法) that office Japanese
is full of, each after the row it belongs to, so that おり before て is not taken for the verb おる.
"""

import re
from functools import cache

from bot.text.inflection import Conjugation

_MASU = "ま(?:す|せんでした|せん|したら|した|して|しょう)"
_NAI = "な(?:い|かった|くて|く|ければ)"
_AFTER_VOICE = f"(?:{_MASU}|{_NAI}|たら|た|て|る)"
_AFTER_MASU_STEM = f"{_MASU}|た(?:い|く|かった)|ながら|つつ|そう|すぎ|やす|にく|なさい|(?=、)"
_AS_NOUN = "|(?=し|する|すれ|いたし|致し|申し|ください|下さい|の|に|は|も|方|かた|[。\n]|$)"
"""A stem before ます is a noun as well: お伺いします, 承りの件. Too common in hiragana to tell anything there."""

_A = f"{_NAI}|ず|(?:れ|せ){_AFTER_VOICE}"
_E_SHORT = "ば"
_E = f"ば|{_AFTER_VOICE}"
_TE = "たら|たり|た|て"
_DE = "だら|だり|だ|で"
_SURU = f"し(?:{_MASU}|{_NAI}|たら|たい|た|て)?|す(?:る|れば)|(?:され|させ){_AFTER_VOICE}?|でき{_AFTER_VOICE}"
_ICHIDAN = f"{_AFTER_MASU_STEM}|{_NAI}|ず|たら|たり|た|て|(?:られ|させ){_AFTER_VOICE}|れば|よう"
_FEW_SIGNS = 2

_HIRAGANA_ONLY = re.compile("[ぁ-ゖ]+")
_ROWS = {"わらがかさたなばま": _A, "えれげけせてねべめ": _E, "おろごこそとのぼも": "う", "っ": _TE, "ん": _DE}


@cache
def endings_after(stem: str, conjugation: Conjugation) -> re.Pattern[str]:
    """Return a pattern that matches what may follow ``stem``, one of the stems of a word of that conjugation."""
    return re.compile(_after(stem, conjugation))


def _after(stem: str, conjugation: Conjugation) -> str:
    in_hiragana = _HIRAGANA_ONLY.fullmatch(stem) is not None
    as_noun = "" if in_hiragana else _AS_NOUN
    if conjugation is Conjugation.SURU:
        return _SURU if len(stem) < _FEW_SIGNS else f"{_SURU}|"
    if conjugation is Conjugation.ICHIDAN:
        voiced = {"られ": _AFTER_VOICE, "よ": "う", "れ": "ば"}
        ending = next((ending for tail, ending in voiced.items() if stem.endswith(tail)), None)
        return ending or _ICHIDAN + as_noun
    if conjugation is Conjugation.ADJECTIVE:
        after = {"く": "て|ない|なる|なり|なっ|", "っ": "たら|た", "れ": "ば"}
        return after.get(stem[-1:], "そう|すぎ|さ(?=[のがをにはも、])")
    ending = next((ending for row, ending in _ROWS.items() if stem[-1:] in row), None)
    if ending is None:
        te = {"い": f"|{_TE}|{_DE}", "し": f"|{_TE}"}.get(stem[-1:], "")
        return _AFTER_MASU_STEM + te + as_noun
    return _E_SHORT if ending is _E and in_hiragana and len(stem) <= _FEW_SIGNS else ending
