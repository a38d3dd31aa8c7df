"""Finds the entries that a query means, surest ways first.

Sure ways are looked-up keys: the same signs, the same sounds, the same English. Only when they give nothing good are
politeness and inflection seen through, and only then are slips of the finger considered. A loose way never outranks a
strict one.
"""

import re
from collections.abc import Iterable

from bot.lexicon.board import Board
from bot.lexicon.completion import Completion
from bot.lexicon.english import Found
from bot.lexicon.index import SHORT, Index, Role
from bot.lexicon.match import LookupResult, Match, MatchKind, Outcome
from bot.lexicon.model import Glossary
from bot.lexicon.query import Query
from bot.text import keys
from bot.text.differences import added
from bot.text.inflection import stripped
from bot.text.normalize import MAX_QUERY, clean
from bot.text.romaji import to_kana
from bot.text.rules import Rule
from bot.text.scripts import is_kana
from bot.text.similarity import similarity

SURE = 75.0
"""From this score on a match is an answer; below it, a suggestion."""
NEAR = 3.0
"""Answers within so many points of the best are all given: the query does not tell them apart."""
FLOOR = 58.0
"""Below this score nothing is offered."""
GOOD = 86.0
"""From this score on, what is found is not doubted: no slip is looked for."""

_UNSURE = SURE - 1


class Lookup:
    """The search over one glossary: built once, then only read; any number of threads may share it."""

    def __init__(self, glossary: Glossary) -> None:
        self._index = Index(glossary.entries)
        self._completion = Completion(self._index)

    def find(self, text: str, limit: int = 5) -> LookupResult:
        """Return the entries that ``text`` means, with at most ``limit`` matches and suggestions together.

        Any text is allowed: only its first MAX_QUERY characters are read.
        """
        typed = text[:MAX_QUERY]
        query = Query(clean(typed, MAX_QUERY))
        board = Board(self._index.entries, typed)
        if query.surface:
            self._look_up(query, board)
        ranked = board.ranked(limit)
        if not ranked:
            return LookupResult(query.text, Outcome.NONE)
        least = max(SURE, ranked[0].score - NEAR)
        count = sum(match.score >= least for match in ranked)
        matches, suggestions = tuple(ranked[:count]), tuple(ranked[count:])
        return LookupResult(query.text, Outcome.MATCH if matches else Outcome.SUGGEST, matches, suggestions)

    def complete(self, text: str, limit: int = 25) -> tuple[Match, ...]:
        """Return the entries that ``text`` may be the beginning of, best first."""
        typed = text[:MAX_QUERY]
        query = Query(clean(typed, MAX_QUERY))
        board = Board(self._index.entries, typed)
        if query.surface:
            self._same(query, board)
            self._completion.offer(query, board, limit)
            if not board.best:
                self._slips(query, board)
        return tuple(board.ranked(limit))

    def _look_up(self, query: Query, board: Board) -> None:
        self._same(query, board)
        if board.best < GOOD:
            self._politeness(query, board)
        self._completion.offer(query, board, 5)
        if board.best < GOOD:
            self._slips(query, board)

    def _same(self, query: Query, board: Board) -> None:
        """Offer what has the same signs, sounds, kanji or English."""
        index = self._index
        for number in index.by_surface.get(query.surface, ()):
            spelling = index.spellings[number]
            if spelling.role is Role.SEARCH_KEY:
                board.offer_spelling(spelling, 98, MatchKind.FOLDED)
            else:
                kind = MatchKind.READING if spelling.role is Role.READING else MatchKind.EXACT
                board.offer_spelling(spelling, 100, kind, same_sounds=True)
        if query.words:
            for phrase in index.english.whole(query.words):
                board.offer(phrase.position, 95 - 0.3 * min(phrase.rank, 4), MatchKind.ENGLISH, phrase.text)
        if query.has_sounds:
            self._same_sounds(query, board)
        else:
            self._same_kanji(query, board)

    def _same_sounds(self, query: Query, board: Board) -> None:
        index = self._index
        for strict in {query.strict, query.unhyphenated}:
            for number in index.by_strict.get(strict, ()):
                board.offer_spelling(index.spellings[number], 97, MatchKind.READING, same_sounds=True)
        for number in index.by_loose.get(query.loose, ()):
            known = index.strict[number]
            score = self._loose_score(query, known)
            board.offer_spelling(index.spellings[number], score, MatchKind.FOLDED, same_sounds=True)

    def _loose_score(self, query: Query, known: str) -> float:
        """Return how well a spelling with the query's loose key answers.

        People leave out length and gemination; they hardly ever add them, and in kana they do not leave them out
        either, save for ー: じゅうでん (充電) is not 受電.
        """
        score = 88 + 6 * similarity(query.unhyphenated, known)
        length, doubling = added(query.unhyphenated, known)
        if length or doubling:
            return _UNSURE - 2 if query.is_latin else _UNSURE - 4
        if len(query.loose) < SHORT:
            return _UNSURE
        return score

    def _same_kanji(self, query: Query, board: Board) -> None:
        index = self._index
        for number in index.by_skeleton.get(query.skeleton, ()) if query.skeleton else ():
            if _okurigana_agree(query.surface, index.surfaces[number]):
                score = 86 if len(query.skeleton) > 1 else _UNSURE
                board.offer_spelling(index.spellings[number], score, MatchKind.KANJI, (Rule.OKURIGANA,))
        if _HIRAGANA.search(query.surface):
            self._partly_in_kana(query, board)

    def _partly_in_kana(self, query: Query, board: Board) -> None:
        """Offer entries some of whose kanji are written as kana: お客さま for お客様, 問いあわせ for 問い合わせ."""
        index = self._index
        signs = _KANJI.findall(query.surface)
        numbers = set(index.by_kanji.get(signs[0], ())) if signs else set()
        for sign in signs[1:]:
            numbers &= set(index.by_kanji.get(sign, ()))
        if not numbers:
            return
        pattern = re.compile(_KANJI_RUN.sub(lambda run: f".{{{len(run[0])},{5 * len(run[0])}}}", query.surface))
        for number in sorted(numbers):
            spelling = index.spellings[number]
            reading = keys.surface_key(index.entries[spelling.position].kana)
            if pattern.fullmatch(reading):
                board.offer_spelling(spelling, 85, MatchKind.KANJI, (Rule.MIXED,))

    def _politeness(self, query: Query, board: Board) -> None:
        """Offer what is left of a polite or inflected form."""
        index = self._index
        text = _as_kana(query)
        kind = MatchKind.FOLDED
        for number in index.by_inflection.get(keys.surface_key(text), ()) if text else ():
            board.offer_spelling(index.spellings[number], 96, kind, (Rule.INFLECTION,))
        for form, rules in stripped(text) if text else ():
            surface = keys.surface_key(form)
            found = [*index.by_surface.get(surface, ()), *index.by_inflection.get(surface, ())]
            if not found and query.is_latin:
                found = index.by_strict.get(keys.strict_key(form), [])
            for number in found:
                board.offer_spelling(index.spellings[number], 95 - len(rules), kind, rules)
            if found:
                return

    def _slips(self, query: Query, board: Board) -> None:
        """Offer what is a slip or two of the finger away."""
        if query.has_kanji:
            self._kanji_slips(query, board)
            return
        index = self._index
        if query.is_latin:
            self._slips_in(query.loose, index.near_loose, index.by_loose, query, board)
            self._slips_in(query.letters, index.near_letters, index.by_letters, query, board)
            self._english(query, board)
        else:
            self._slips_in(query.surface, index.near_surface, index.by_surface, query, board)
            self._slips_in(query.loose, index.near_loose, index.by_loose, query, board)

    def _slips_in(self, key, neighbours, numbers, query: Query, board: Board) -> None:  # type: ignore[no-untyped-def]
        if len(key) < 3:
            return
        for place, distance in neighbours.within(key, 1 if len(key) < 7 else 2):
            near = neighbours.keys[place]
            score = 95 - 100 * distance / max(len(key), len(near))
            if score < FLOOR:
                continue
            for number in numbers[near]:
                closeness = similarity(query.strict, self._index.strict.get(number, ""))
                board.offer_spelling(
                    self._index.spellings[number], score + 2 * closeness, MatchKind.FUZZY, (Rule.TYPO,), distance
                )

    def _kanji_slips(self, query: Query, board: Board) -> None:
        index = self._index
        if len(query.surface) < 3:
            return
        for place, distance in index.near_surface.within(query.surface, 1):
            near = index.near_surface.keys[place]
            score = min(_UNSURE - 2, 95 - 100 * distance / max(len(query.surface), len(near)))
            if score >= FLOOR:
                for number in index.by_surface[near]:
                    board.offer_spelling(index.spellings[number], score, MatchKind.FUZZY, (Rule.TYPO,), distance)

    def _english(self, query: Query, board: Board) -> None:
        english = self._index.english
        words = query.words
        for phrase in english.jumbled(words) if len(words) > 1 else ():
            board.offer(phrase.position, 92, MatchKind.ENGLISH, phrase.text, (Rule.WORD_ORDER,))
        joined = sum(map(len, words))
        if joined >= SHORT + 1:
            self._offer_found(english.misspelt(words, 1 if joined < 9 else 2), board, 95, MatchKind.ENGLISH, Rule.TYPO)
        self._offer_found(english.sharing(words), board, 90, MatchKind.WORDS, Rule.WORDS)

    @staticmethod
    def _offer_found(found: Iterable[Found], board: Board, weight: float, kind: MatchKind, rule: Rule) -> None:
        for phrase, share, edits in found:
            score = weight * share - 2 * edits
            if score >= FLOOR:
                board.offer(phrase.position, score, kind, phrase.text, (rule,), edits)


_HIRAGANA = re.compile("[ぁ-ゖ]")
_KANJI = re.compile("[㐀-䶿一-鿿]")
_KANJI_RUN = re.compile("[㐀-䶿一-鿿]+")
_ROMAJI_TAIL = re.compile(r"(?:u|a|ta|te|de|sama|san| (?:wa|ga|o|wo|ni|no|de|to|mo|e))$|^(?:o|go)[ -]?\w")


def _okurigana_agree(left: str, right: str) -> bool:
    """Tell whether the hiragana of one are found, in order, among those of the other (打合せ, 打ち合わせ)."""
    fewer, more = sorted(("".join(_HIRAGANA.findall(left)), "".join(_HIRAGANA.findall(right))), key=len)
    signs = iter(more)
    return all(sign in signs for sign in fewer)


def _as_kana(query: Query) -> str:
    """Return the query in kana or kanji for the endings to be read, or nothing if it can have none."""
    if not query.is_latin:
        return query.text.replace(" ", "")
    if not _ROMAJI_TAIL.search(query.text.lower()):
        return ""
    text = re.sub(r"\bwa$", "ha", query.text.lower()).replace(" o", " wo") if " " in query.text else query.text
    kana = to_kana(text).replace(" ", "").replace("ー", "")
    return kana if is_kana(kana) else ""
