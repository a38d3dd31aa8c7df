"""The terms in a question that was typed whole: what does 稟議 mean, 稟議の読み方, difference between kisha and onsha."""

import re

_ABOUT = "意味|読み方|よみかた|読み|使い方|つかいかた|言い方|書き方|例文|英語|英訳|とは"
_MEANS = (
    "(?:どういう|どんな|何の|なんの)(?:意味|こと|言葉)(?:なの|なん)?(?:ですか|でしょうか|です|か)?"
    "|意味(?:は|って)(?:何|なに|なん)?(?:ですか|でしょうか|です|か)?"
)
_WHO = "(?:you|i|we|one|people|they)"
_TO_WHOM = " (?:to|with|in|when|at|for|from|instead|politely|formally|on) ?.*| politely| formally"
_FOR_WHOM = "(?:人|方|上司|客|客様|様|先|先方|社外|社内|相手|先輩|部下|社長|同僚|メール|電話|会議|ビジネス)(?:に対して|には|に|へ|では|で)"
_TWO = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:what(?:'s| is) )?(?:the )?differences? between (.+?) (?:and|&) (.+)",
        r"how (?:do|does|is|are) (.+?) (?:and|differ from|different from) (.+?)(?: differ| different)?",
        r"(.+?) (?:vs\.?|versus) (.+)",
        (
            r"(.+?)\s*(?:と|や|、|・|vs)\s*(.+?)\s*の?(?:違い|ちがい|差|使い分け)(?:は|とは|って|を|が)?"
            r"(?:何|なに|なん|教えて|知りたい)?(?:ですか|でしょうか|です|か|ください|下さい)?"
        ),
        (
            r"(.+?)\s*(?:と|や|って|、|・)\s*(.+?)\s*(?:は|って|では|とは|が|と)?\s*(?:どう|何が|なにが|どこが|どのように)"
            r"(?:違|ちが)(?:う|い|います)(?:の|ん)?(?:です|でしょう)?か?"
        ),
    )
)
_ONE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"how (?:to|(?:do|can|would|should) (?:you|i|we|one)) (?:say|write|read|pronounce|translate|use) (.+)",
        r"(?:what(?:'s| is| are)(?: the)? (?:(?:meaning|definition|reading|translation) (?:of|for)|japanese(?: word| term)? for) )(.+)",
        r"what(?:'s| is| are| does| do) (.+?)(?: means?| stand for)?",
        rf"(?:when|where|why|how) (?:do|does|should|can|would) {_WHO} (?:use|say|write) (.+?)(?:{_TO_WHOM})?",
        rf"(?:can|could|may|should|do|must) {_WHO} (?:say|use|write) (.+?)(?:{_TO_WHOM})?",
        rf"is (?:it )?(?:ok|okay|fine|rude|polite|right|all right) to (?:say|use|write) (.+?)(?:{_TO_WHOM})?",
        rf"is (.+?) (?:too )?(?:rude|polite|impolite|formal|casual|ok|okay)(?:{_TO_WHOM})?",
        r"(?:the )?(?:meaning|definition|reading|translation|pronunciation) (?:of|for) (.+)",
        r"(?:the )?(?:japanese|english)(?: word| term)? for (.+)",
        r"(?:define|explain|translate|meaning) (.+)",
        r"(.+?) (?:meaning|definition|reading|translation|means?)",
        r"(.+) in (?:japanese|english)",
        rf"(?:{_ABOUT})[\s:：]+(.+)",
        rf"(?:{_MEANS})[\s:：、,?？]+(.+)",
        rf"(.+?)[\s:：、,]*(?:とは|は|って|の)?[\s:：、,]*(?:{_MEANS})",
        r"(.+?)(?:(?:とは|って)(?:何|なに|なん)?|は(?:何|なに|なん))(?:の?こと)?(?:ですか|でしょうか|です|か)?",
        rf"(?:.*?{_FOR_WHOM})?(.+?)(?:は|を|って|と)(?:使え|使って|使う|使い|使用|言え|言って|言う|言い|失礼|大丈夫).*",
        rf"(.+?)[\s:：]+(?:{_ABOUT})",
        rf"(.+?)の(?:{_ABOUT})(?:は|を|が|って)?(?:何|なに|なん|教えて|知りたい)?(?:ですか|でしょうか|ください|下さい|です|か)?",
        r"(.+?)(?:を|は|って)(?:英語|日本語)(?:で|だと|では|に)?(?:は?(?:何|なに|なん)(?:と(?:言う|いう|言います|いいます))?)?(?:の|ですか|か)?",
        r"(?:英語|日本語)で(.+)",
    )
)
_ENDING = re.compile(r"[\s?!.。？！]+$")
_ASIDE = re.compile(
    r"(?:,? please|,? (?:more )?(?:politely|formally|casually)| in (?:japanese|english|keigo|business|the office|an? e-?mail))+$",
    re.IGNORECASE,
)
_AROUND = re.compile(r"^(?:(?:an?|the|to)\s+|[\"“”'「『(（]+)+|[\"“”'」』)）]+$", re.IGNORECASE)
_MOST_NESTED = 2
_CUE = re.compile(
    "違|ちが|差|使|つかい|意味|読|よみ|言|書き方|例文|英|日本語|とは|って|何|なに|なん|どう|どん|失礼|大丈夫"
    r"|\b(?:what|how|when|where|why|can|could|may|should|do|must|is|vs|versus|the|for|in|mean(?:s|ing)?|definition|reading"
    r"|translat\w+|define|explain|pronunciation|differences?)\b",
    re.IGNORECASE,
)
"""What every pattern needs some of: most queries have none, and are known for no question at once."""


def terms_asked(text: str) -> tuple[str, ...]:
    """Return the one or two terms that the question ``text`` asks about; none if it is no such question."""
    if not _CUE.search(text):
        return ()
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
