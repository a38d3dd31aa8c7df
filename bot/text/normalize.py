"""Makes text from outside safe to work on: bounded, in one Unicode form, without what cannot be seen.

Knows Unicode; knows nothing of Japanese.
"""

import re
import unicodedata

MAX_QUERY = 120
"""Characters of a query that are looked at; no headword is half as long."""

# Control characters that part words, then everything without a shape of its own: other controls, format
# characters (soft hyphen, zero-width, bidi, tags), variation selectors, fillers, surrogates, private use and
# noncharacters. The ranges are those of the general categories Cc, Cf, Cs, Co and of Default_Ignorable_Code_Point
# in Unicode 15 (DerivedCoreProperties.txt).
_SPACE = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029\u2800\u3000]+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]+"
)
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")


def clean(text: str, limit: int) -> str:
    """Return at most ``limit`` characters of ``text`` in NFKC, with single spaces and nothing invisible.

    Only the first ``limit`` characters are read, so the time taken does not grow with the text; the result is cut
    again because NFKC can make eighteen characters of one. Cleaning twice changes nothing.
    """
    text = text[:limit]
    if _PLAIN.fullmatch(text):
        return text
    composed = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return _SPACE.sub(" ", _UNSEEN.sub("", composed)).strip()[:limit].rstrip()
