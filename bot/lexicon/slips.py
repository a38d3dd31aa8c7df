"""The unsure ways to an entry: a slip of the finger or two away, or some of the English words."""

from collections.abc import Iterable

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.english import Found
from bot.lexicon.index import SHORT, Index, Numbers, Role
from bot.lexicon.match import MatchKind
from bot.lexicon.query import Query
from bot.text.neighbours import Neighbours
from bot.text.rules import Rule
from bot.text.scripts import has_kanji
from bot.text.similarity import similarity

_LONGEST_INSIDE = 12
_TWO_SLIPS_FROM = 6
"""From this length on a second slip is allowed."""


def offer_slips(query: Query, board: Board, index: Index) -> None:
    """Offer the entries that the query names but for a slip."""
    if query.has_kanji:
        _offer_kanji_slips(query, board, index)
        return
    if query.is_latin:
        _offer_near(query, query.loose, index.near_loose, index.by_loose, board, index)
        if board.best < scale.SURE:
            _offer_near(query, query.letters, index.near_letters, index.by_letters, board, index)
        if board.best < scale.SURE:
            _offer_near(query, query.keyboard, index.near_keyboard, index.by_keyboard, board, index)
        if board.best < scale.SURE:
            _offer_english(query, board, index)
    else:
        _offer_near(query, query.surface, index.near_surface, index.by_surface, board, index)
        if board.best < scale.SURE:
            _offer_near(query, query.loose, index.near_loose, index.by_loose, board, index)


def _offer_near(query: Query, key: str, neighbours: Neighbours, numbers: Numbers, board: Board, index: Index) -> None:
    if len(key) < SHORT - 1:
        return
    typed = len(query.loose if query.is_latin else query.surface)
    has_sound_alike = query.loose in index.by_loose  # a word that differs in length alone is as likely as any slip
    for place, distance in neighbours.within(key, 1 if len(key) < _TWO_SLIPS_FROM else 2):
        near = neighbours.keys[place]
        score = scale.SLIP - 100 * distance / max(len(key), len(near))
        if score < scale.FLOOR:
            continue
        for number in numbers[near]:
            spelling = index.spellings[number]
            if index.loose.get(number) == query.loose:
                continue  # told apart by length alone, and judged by that already
            known = len(index.loose.get(number, near) if query.is_latin else near)
            trusted = not has_sound_alike and index.trust.trusts(min(typed, known), distance, latin=query.is_latin)
            closeness = similarity(query.strict, index.strict.get(number, ""))
            worth = (score if trusted else min(score, scale.UNSURE_SLIP)) + closeness
            if spelling.role is Role.SEARCH_KEY:
                worth -= 2
            board.offer_spelling(spelling, worth, MatchKind.FUZZY, (Rule.SLIP,), distance)


def _offer_kanji_slips(query: Query, board: Board, index: Index) -> None:
    """Offer words with one other sign; another kanji is another word, so this is never sure."""
    if len(query.surface) < SHORT - 1:
        return
    for place, distance in index.near_surface.within(query.surface, 1):
        near = index.near_surface.keys[place]
        score = min(scale.UNSURE_SLIP, scale.SLIP - 100 * distance / max(len(query.surface), len(near)))
        if score >= scale.FLOOR:
            for number in index.by_surface[near]:
                board.offer_spelling(index.spellings[number], score, MatchKind.FUZZY, (Rule.SLIP,), distance)


def offer_contained(query: Query, board: Board, index: Index) -> None:
    """Offer the longest term that stands inside the query: 受電 for 受電後の処理."""
    surface = query.surface
    for length in range(min(len(surface) - 1, _LONGEST_INSIDE), 1, -1):
        parts = [surface[at : at + length] for at in range(len(surface) - length + 1)]
        found = [number for part in parts for number in index.by_surface.get(part, ())]
        for number in found:
            if has_kanji(index.surfaces[number]) or length >= SHORT:
                score = scale.PART + scale.PART_SPAN * length / len(surface)
                board.offer_spelling(index.spellings[number], score, MatchKind.PART, (Rule.PART,))
        if found:
            return


def _offer_english(query: Query, board: Board, index: Index) -> None:
    words = query.words
    for phrase in index.english.jumbled(words) if len(words) > 1 else ():
        board.offer(phrase.position, scale.REORDERED, MatchKind.ENGLISH, phrase.text, (Rule.WORD_ORDER,))
    joined = sum(map(len, words))
    if joined > SHORT:
        limit = 1 if joined < 2 * SHORT else 2
        _offer_found(
            index.english.misspelt(words, limit), scale.SLIP, MatchKind.ENGLISH, Rule.SLIP, joined, board, index
        )
    _offer_found(index.english.sharing(words), scale.ENGLISH_WORDS, MatchKind.WORDS, Rule.WORDS, joined, board, index)


def _offer_found(
    found: Iterable[Found], worth: float, kind: MatchKind, rule: Rule, length: int, board: Board, index: Index
) -> None:
    for phrase, share, edits in found:
        score = worth * share - 2 * edits
        if edits and not index.trust.trusts(length, edits, latin=True):
            score = min(score, scale.UNSURE_SLIP)
        if score >= scale.FLOOR:
            board.offer(phrase.position, score, kind, phrase.text, (rule,), edits)
