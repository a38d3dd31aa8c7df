"""Sees through politeness and inflection: what a word may have been before it was put in a sentence.

Two halves meet in the middle. ``stripped`` takes off what a query may carry at either end (お, 様, は, いたします, 中です);
``inflected`` gives the forms that a verb or adjective shows once its polite ending is gone (承る → 承り, 承っ, 承ら …).
School grammar's endings, as in 敬語の指針 (文化審議会, 2007) and 国語の文法; no attempt is made at whole sentences.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

from bot.text.kana import to_hiragana
from bot.text.rules import Rule, in_order


class Conjugation(Enum):
    """How a word inflects."""

    GODAN = auto()
    ICHIDAN = auto()
    SURU = auto()
    ADJECTIVE = auto()


_ROWS = {
    "う": "わいうえお",
    "く": "かきくけこ",
    "ぐ": "がぎぐげご",
    "す": "さしすせそ",
    "つ": "たちつてと",
    "ぬ": "なにぬねの",
    "ぶ": "ばびぶべぼ",
    "む": "まみむめも",
    "る": "らりるれろ",
}
_TE_STEMS = {"う": "っ", "つ": "っ", "る": "っ", "く": "い", "ぐ": "い", "す": "し", "ぬ": "ん", "ぶ": "ん", "む": "ん"}
# いらっしゃる, おっしゃる, くださる, ござる, なさる: い for り before ます.
_HONORIFIC_RU = re.compile(r"(っしゃ|仰|くださ|下さ|ござ|なさ|為さ)る$")


def inflected(word: str, conjugation: Conjugation) -> tuple[str, ...]:
    """Return the stems that a dictionary form shows when it inflects; empty if it does not end as it should."""
    stem, ending = word[:-1], word[-1:]
    if conjugation is Conjugation.GODAN and ending in _ROWS:
        te_stem = "っ" if word.endswith(("行く", "いく")) else _TE_STEMS[ending]
        stems = [stem + sign for sign in _ROWS[ending] if sign != ending] + [stem + te_stem]
        if _HONORIFIC_RU.search(word):
            stems.append(stem + "い")
        return tuple(dict.fromkeys(stems))
    if conjugation is Conjugation.ICHIDAN and ending == "る":
        return (stem, stem + "られ", stem + "よ", stem + "れ")
    if conjugation is Conjugation.SURU and word.endswith("する"):
        return (word[:-2],)
    if conjugation is Conjugation.ADJECTIVE and ending == "い":
        return (stem + "く", stem + "かっ", stem + "けれ", stem)
    return ()


_PREFIX = re.compile("(?:お|ご|御)(?=..)")
_HONORIFIC = re.compile("(?<=.)(?:さま|様|さん|殿|どの|がた|方)$")
_PARTICLE = re.compile(
    "(?<=.)(?:とは|には|では|から|まで|より|って|という|とか|など|です|について|に関して|に関する|における|として|による|によって|のため|"
    "は|が|を|に|で|と|も|の|へ|や|か|ね|よ)$"
)
_QUESTION = re.compile(
    "(?<=.)(?:とは|って|は)?(?:何|なに|なん|どういう意味|どんな意味|どういうこと)(?:ですか|でしょうか|だろう|なの|の|か)?$|"
    "(?<=.)の意味(?:は|とは)?$|(?<=.)(?:を教えて|教えて|って|とは)$"
)
# Endings of a verb or noun predicate, outermost first; each is tried where the one before it left off.
_ENDING = re.compile(
    "(?<=.)(?:"
    "(?:よろしく)?(?:お願い|おねがい)(?:いたします|致します|申し上げます|します)?|"
    "でしょうか|でしょう|ですか|ですが|ですので|ですね|です|でした|でございます|であります|だった|だと|だ|"
    "てください|て下さい|ください|下さい|くださいませ|"
    "ませんか|ませんでした|ません|ましょうか|ましょう|ましたら|ました|まして|ますので|ますか|ますが|ます|"
    "ておりま|ていま|てい|てお|ており|ている|ていた|ておる|ております|"
    "(?:いたし|致し|し)(?:た|て|ない|たい)|"
    "いたし|致し|いたす|致す|させていただき|させて頂き|していただき|して頂き|していただく|して頂く|ていただき|て頂き|いただき|頂き|いただく|"
    "頂く|なさい|なさる|なさっ|になり|になる|になっ|"
    "し|する|した|して|せず|される|され|させる|させ|できる|でき|しない|すれば|したい|しよう|"
    "られる|れる|たい|ない|なかった|なくて|ながら|ば|て|た|で|"
    "中|ちゅう|済み|済|ずみ|後|的な|的に|的|な|に|な"
    ")$"
)


_PATTERNS = (
    (_QUESTION, Rule.QUESTION),
    (_PARTICLE, Rule.PARTICLE),
    (_HONORIFIC, Rule.HONORIFIC),
    (_ENDING, Rule.INFLECTION),
)


def stripped(text: str, depth: int = 4) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Yield what ``text`` may be without politeness, particles and endings, least changed first.

    ``text`` is Japanese (kana and kanji) without spaces; katakana stay. At most ``depth`` endings are taken off one
    end; each form comes once, with the rules that led to it.
    """
    seen = {text}
    frontier: list[tuple[str, frozenset[Rule]]] = [(text, frozenset())]
    for _ in range(depth):
        ahead: list[tuple[str, frozenset[Rule]]] = []
        for form, rules in frontier:
            for shorter, rule in _once(form):
                if shorter not in seen:
                    seen.add(shorter)
                    found = rules | {rule}
                    ahead.append((shorter, found))
                    yield shorter, in_order(found)
        frontier = ahead


def _once(text: str) -> Iterator[tuple[str, Rule]]:
    folded = to_hiragana(text)
    for pattern, rule in _PATTERNS:
        found = pattern.search(folded)
        if found:
            yield text[: found.start()], rule
    if _PREFIX.match(folded):
        yield text[1:], Rule.HONORIFIC
