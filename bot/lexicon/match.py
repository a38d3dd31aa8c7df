"""What a lookup answers with, and why: values, and the words for the reasons."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from bot.lexicon.model import Entry
from bot.localized import Locale, Localized
from bot.text.rules import Rule

__all__ = ["LookupResult", "Match", "MatchKind", "Outcome", "Rule", "explain"]


class MatchKind(StrEnum):
    """How an entry was found."""

    EXACT = "exact"
    """The same signs as its headword, a variant or an abbreviation."""
    READING = "reading"
    """The same sounds."""
    ENGLISH = "english"
    """One of its English equivalents."""
    FOLDED = "folded"
    """The same sounds but for what people leave out, a spelling people type, or a polite or inflected form."""
    KANJI = "kanji"
    """The same kanji with other kana."""
    WORDS = "words"
    """Some words of an English equivalent."""
    PREFIX = "prefix"
    """A beginning."""
    PART = "part"
    """A word of a compound, or a compound that the query is a word of."""
    FUZZY = "fuzzy"
    """A slip or two away."""


class Outcome(StrEnum):
    """Whether a lookup has an answer, only guesses, or nothing."""

    MATCH = "match"
    SUGGEST = "suggest"
    NONE = "none"


class Match(NamedTuple):
    """An entry that answers a query.

    ``score`` is 0 to 100 (see bot/lexicon/scale.py); ``spelling`` is the entry's own spelling, reading or English
    equivalent that was met; ``distance`` counts the edits left once the differences of ``rules`` are looked through.
    """

    entry: Entry
    score: float
    kind: MatchKind
    spelling: str
    find_rules: Callable[[], tuple[Rule, ...]] = tuple
    distance: int = 0

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The differences looked through, in the order they are told; worked out only when somebody asks."""
        return self.find_rules()


class LookupResult(NamedTuple):
    """The answer to ``query`` (as cleaned).

    ``matches`` are the entries meant, best first and in glossary order where they are equally good: one, or several
    when the query does not tell them apart. ``suggestions`` are other entries that may be meant, best first. MATCH
    has matches and perhaps suggestions, SUGGEST only suggestions, NONE neither.
    """

    query: str
    outcome: Outcome
    matches: tuple[Match, ...] = ()
    suggestions: tuple[Match, ...] = ()


_REASONS = {
    Rule.WIDTH: Localized("full or half width", "全角・半角の違い"),
    Rule.ROMAJI: Localized("romaji", "ローマ字"),
    Rule.ENGLISH: Localized("English", "英語"),
    Rule.KATAKANA: Localized("in katakana", "カタカナ書き"),
    Rule.HIRAGANA: Localized("in hiragana", "ひらがな書き"),
    Rule.OLD_KANJI: Localized("old form of a kanji", "旧字体"),
    Rule.ITERATION: Localized("repetition mark", "繰り返し記号"),
    Rule.OKURIGANA: Localized("other okurigana", "送り仮名の違い"),
    Rule.MIXED: Localized("kana for a kanji", "漢字の一部がかな書き"),
    Rule.SPELLING: Localized("another spelling", "別のつづり"),
    Rule.LISTED: Localized("listed under this word", "この語に登録された言い方"),
    Rule.JY: Localized("jy or cy for j or ch", "jy・cyのつづり"),
    Rule.KUNREI: Localized("Kunrei or Hepburn spelling", "訓令式・ヘボン式の違い"),
    Rule.NIHON: Localized("d for z, as in ぢ and づ", "ヂ・ヅのつづり"),
    Rule.LENGTH_LEFT_OUT: Localized("long vowel left out", "長音の省略"),
    Rule.LENGTH_ADDED: Localized("long vowel added", "余分な長音"),
    Rule.DOUBLING_LEFT_OUT: Localized("double consonant left out", "促音の省略"),
    Rule.DOUBLING_ADDED: Localized("double consonant added", "余分な促音"),
    Rule.M_FOR_N: Localized("m for n", "撥音をmと表記"),
    Rule.NASAL: Localized("another way to write ん", "撥音のつづり"),
    Rule.L_FOR_R: Localized("l for r", "rの代わりにl"),
    Rule.V_FOR_B: Localized("v for b", "bとvの違い"),
    Rule.F_FOR_H: Localized("f for h", "hとfの違い"),
    Rule.FOREIGN: Localized("foreign sound written otherwise", "外来音の表記の違い"),
    Rule.HONORIFIC: Localized("without the honorific", "敬称や「お・ご」を除く"),
    Rule.PARTICLE: Localized("without the particle", "助詞を除く"),
    Rule.QUESTION: Localized("asked as a question", "質問の形"),
    Rule.INFLECTION: Localized("inflected form", "活用形"),
    Rule.WORD_ORDER: Localized("other word order", "語順の違い"),
    Rule.WORDS: Localized("words in common", "語の一部が一致"),
    Rule.BEGINNING: Localized("begins like it", "先頭が一致"),
    Rule.PART: Localized("part of a longer term", "語の一部"),
}
_SLIPS = {
    1: Localized("one letter apart", "1文字違い"),
    2: Localized("two letters apart", "2文字違い"),
}
_KINDS = {
    MatchKind.EXACT: Localized("as it is written", "表記どおり"),
    MatchKind.READING: Localized("as it is read", "読みどおり"),
}
_SENTENCE = Localized("{query} → {spelling}: {reasons}", "{query} → {spelling}：{reasons}")
_AND = Localized(", ", "、")


def explain(match: Match, query: str, locale: Locale) -> str:
    """Return in words why ``match`` answers ``query``: "kasutama → カスタマー: romaji, long vowel left out"."""
    reasons = [_reason(rule, match) for rule in match.rules] or [_KINDS.get(match.kind, _KINDS[MatchKind.READING])]
    told = _AND.in_(locale).join(reason.in_(locale) for reason in reasons)
    return _SENTENCE.format(query=query, spelling=match.spelling, reasons=told).in_(locale)


def _reason(rule: Rule, match: Match) -> Localized:
    return _SLIPS[min(max(match.distance, 1), 2)] if rule is Rule.SLIP else _REASONS[rule]
