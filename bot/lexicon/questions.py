"""The terms in a question that was typed whole: what does 稟議 mean, 稟議の読み方, difference between kisha and onsha."""

import re

_ABOUT = "意味|読み方|よみかた|読み|使い方|つかいかた|言い方|書き方|例文|英語|英訳|とは"
_TWO = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:what(?:'s| is) )?(?:the )?differences? between (.+?) (?:and|&) (.+)",
        r"how (?:do|does|is|are) (.+?) (?:and|differ from|different from) (.+?)(?: differ| different)?",
        r"(.+?) (?:vs\.?|versus) (.+)",
        r"(.+?)\s*(?:と|や|、|・|vs)\s*(.+?)\s*の?(?:違い|ちがい|差)(?:は|とは|って)?(?:何|なに|なん)?(?:ですか|でしょうか|か)?",
    )
)
_ONE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"how (?:to|(?:do|can|would|should) (?:you|i|we|one)) (?:say|write|read|pronounce|translate|use) (.+)",
        r"(?:what(?:'s| is| are)(?: the)? (?:(?:meaning|definition|reading|translation) (?:of|for)|japanese(?: word| term)? for) )(.+)",
        r"what(?:'s| is| are| does| do) (.+?)(?: means?| stand for)?",
        r"(?:the )?(?:meaning|definition|reading|translation|pronunciation) (?:of|for) (.+)",
        r"(?:the )?(?:japanese|english)(?: word| term)? for (.+)",
        r"(?:define|explain|translate|meaning) (.+)",
        r"(.+?) (?:meaning|definition|reading|translation|means?)",
        r"(.+) in (?:japanese|english)",
        rf"(?:{_ABOUT})[\s:：]+(.+)",
        rf"(.+?)[\s:：]+(?:{_ABOUT})",
        rf"(.+?)の(?:{_ABOUT})(?:は|を|が|って)?(?:何|なに|なん|教えて|知りたい)?(?:ですか|でしょうか|ください|下さい|です|か)?",
        r"(.+?)(?:を|は|って)(?:英語|日本語)(?:で|だと|では|に)?(?:は?(?:何|なに|なん)(?:と(?:言う|いう|言います|いいます))?)?(?:の|ですか|か)?",
        r"(?:英語|日本語)で(.+)",
    )
)
_ENDING = re.compile(r"[\s?!.。？！]+$")
_ASIDE = re.compile(r"(?:,? please| in (?:japanese|english| business| the office))+$", re.IGNORECASE)
_AROUND = re.compile(r"^(?:(?:an?|the|to)\s+|[\"“”'「『(（]+)+|[\"“”'」』)）]+$", re.IGNORECASE)
_MOST_NESTED = 2


def terms_asked(text: str) -> tuple[str, ...]:
    """Return the one or two terms that the question ``text`` asks about; none if it is no such question."""
    text = _ASIDE.sub("", _ENDING.sub("", text))
    for pattern in _TWO:
        found = pattern.fullmatch(text)
        if found:
            return tuple(_bare(group) for group in found.groups())
    asked = text
    for _ in range(_MOST_NESTED):  # what is X in Japanese
        found = next(filter(None, (pattern.fullmatch(asked) for pattern in _ONE)), None)
        if not found:
            break
        asked = found[1]
    return () if asked == text else (_bare(asked),)


def _bare(text: str) -> str:
    return _AROUND.sub("", text.strip()) or text
