"""The unsure ways to an entry: a slip of the finger or two away, or some of the English words."""

from collections.abc import Iterable, Iterator

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.english import Found
from bot.lexicon.index import SHORT, Index, Nearby, Role
from bot.lexicon.match import MatchKind
from bot.lexicon.query import Query
from bot.text.rules import Rule
from bot.text.scripts import has_kanji
from bot.text.similarity import similarity

_LONGEST_INSIDE = 12
_TWO_SLIPS_FROM = 8
"""From this length on a second slip is allowed."""


def offer_slips(query: Query, board: Board, index: Index) -> None:
    """Offer the entries that the query names but for a slip; for two slips only if none is one slip away."""
    if query.has_kanji:
        _offer_kanji_slips(query, board, index)
        return
    for edits in (1, 2):
        if edits > 1 and board.best >= scale.BEGINNING:
            return  # a word that begins so is likelier than one with two slips
        found = False
        for key, nearby in _readings(query, index):
            if edits == 1 or len(key) >= _TWO_SLIPS_FROM:
                found |= _offer_near(query, key, nearby, edits, board, index)
            if board.best >= scale.SURE or (found and not query.is_latin):
                return  # kana slip as kana: what is near by letters alone comes second
        if query.is_latin:
            found |= _offer_english(query, edits, board, index)
        if found:
            return


def _readings(query: Query, index: Index) -> Iterator[tuple[str, Nearby]]:
    """Yield the keys under which a slip in the query is a small one, and where to look for them."""
    if not query.is_latin:
        yield query.surface, index.near_surface
        yield query.loose, index.near_loose
        return
    for key in dict.fromkeys((query.loose, query.letters, query.keyboard)):
        yield key, index.near_latin


def _offer_near(query: Query, key: str, nearby: Nearby, edits: int, board: Board, index: Index) -> bool:
    """Offer the entries whose key is at most ``edits`` from ``key`` and tell whether there were any."""
    if len(key) < SHORT - 1:
        return False
    found = False
    typed = len(query.loose if query.is_latin else query.surface)
    has_sound_alike = query.loose in index.by_loose  # a word that differs in length alone is as likely as any slip
    for place, distance in nearby.neighbours.within(key, edits):
        near = nearby.neighbours.keys[place]
        score = scale.SLIP - 100 * distance / max(len(key), len(near))
        if score < scale.FLOOR:
            continue
        for number in nearby.numbers[near]:
            loose = index.loose.get(number, "")
            if loose == query.loose:
                continue  # told apart by length alone, and judged by that already
            spelling = index.spellings[number]
            known = len(loose if query.is_latin else near)
            worth = score
            if has_sound_alike or not index.trust.trusts(min(typed, known), distance, latin=query.is_latin):
                worth = min(score, scale.UNSURE_SLIP)
            if spelling.role is Role.SEARCH_KEY:
                worth = min(worth, scale.UNSURE_SLIP) if distance > 1 else worth - 2
            found = True
            if not board.has(spelling.position, worth + 2):
                worth += _closeness(query, number, index)
                board.offer_spelling(spelling, worth, MatchKind.FUZZY, (Rule.SLIP,), distance)
    return found


def _closeness(query: Query, number: int, index: Index) -> float:
    """Return a point or two for how like the whole spelling is, to order what is equally many edits away."""
    closeness = similarity(query.strict, index.strict.get(number, ""))
    if query.is_latin:
        closeness += similarity(query.keyboard, index.keyboard.get(number, ""))
    return closeness


def _offer_kanji_slips(query: Query, board: Board, index: Index) -> None:
    """Offer words with one other sign; another kanji is another word, so this is never sure."""
    if len(query.surface) < SHORT - 1:
        return
    for place, distance in index.near_surface.neighbours.within(query.surface, 1):
        near = index.near_surface.neighbours.keys[place]
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


def _offer_english(query: Query, edits: int, board: Board, index: Index) -> bool:
    """Offer the entries whose English the words nearly are and tell whether any is misspelt."""
    words = query.words
    length = sum(map(len, words))
    if edits == 1:
        sharing = index.english.sharing(words)
        _offer_found(sharing, scale.ENGLISH_WORDS, MatchKind.WORDS, Rule.WORDS, length, board, index)
    if length <= SHORT or (edits > 1 and length < 2 * SHORT):
        return False
    misspelt = index.english.misspelt(words, edits)
    _offer_found(misspelt, scale.SLIP, MatchKind.ENGLISH, Rule.SLIP, length, board, index)
    return bool(misspelt)


def _offer_found(
    found: Iterable[Found], worth: float, kind: MatchKind, rule: Rule, length: int, board: Board, index: Index
) -> None:
    for phrase, share, edits in found:
        score = worth * share - 2 * edits
        if edits and not index.trust.trusts(length, edits, latin=True):
            score = min(score, scale.UNSURE_SLIP)
        if score >= scale.FLOOR:
            board.offer(phrase.position, score, kind, phrase.text, (rule,), edits)
