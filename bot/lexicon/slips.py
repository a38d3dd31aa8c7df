"""The unsure ways to an entry: a slip of the finger or two away, or some of the English words."""

from collections.abc import Iterable, Iterator, Mapping

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.english import Found
from bot.lexicon.index import SHORT, Index, Numbers, Role, Sounds
from bot.lexicon.match import MatchKind
from bot.lexicon.query import Query
from bot.text.neighbours import Neighbours
from bot.text.rules import Rule
from bot.text.scripts import has_kanji
from bot.text.similarity import distance, similarity

_LONGEST_INSIDE = 12
_TWO_SLIPS_FROM = 8
"""From this length on a second slip is allowed."""


def offer_slips(query: Query, board: Board, index: Index, *, is_word: bool = False) -> None:
    """Offer the entries that the query names but for a slip; for two slips only if none is one slip away.

    ``is_word`` says that the query is known as a word of some compound: then a slip is only the last thing to think of.
    """
    most = scale.OTHER_WORD if is_word else scale.SLIP
    if query.has_kanji:
        _offer_kanji_slips(query, board, index)
        return
    for edits in (1, 2):
        if edits > 1 and board.best >= scale.BEGINNING:
            return  # a word that begins so is likelier than one with two slips
        found = False
        near = _Near(index, edits)
        for key, neighbours, numbers in _readings(query, index):
            if len(key) >= (SHORT - 1 if edits == 1 else _TWO_SLIPS_FROM):
                found |= _offer_near(query, key, near.keys(key, neighbours), numbers, most, board, index)
            if board.best >= scale.SURE or (found and not query.is_latin):
                return  # kana slip as kana: what is near by letters alone comes second
        if query.is_latin:
            found |= _offer_english(query, edits, near, board, index)
        if found:
            return


class _Near:
    """The keys so many edits away: looked for once, however many of the query's keys are alike."""

    __slots__ = ("_edits", "_found", "_letters")

    def __init__(self, index: Index, edits: int) -> None:
        self._letters = index.near_letters
        self._edits = edits
        self._found: dict[str, dict[str, int]] = {}

    def keys(self, key: str, neighbours: Neighbours) -> dict[str, int]:
        """Return the keys of ``neighbours`` near ``key``, with the edits to each."""
        if neighbours is not self._letters:
            return neighbours.within(key, self._edits)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = neighbours.within(key, self._edits)
        return found

    def letters(self, key: str) -> dict[str, int]:
        """Return the keys in Latin letters near ``key``, with the edits to each."""
        return self.keys(key, self._letters)


def _readings(query: Query, index: Index) -> Iterator[tuple[str, Neighbours, Numbers]]:
    """Yield the keys under which a slip in the query is a small one, and where to look for them."""
    if not query.is_latin:
        yield query.surface, index.near_surfaces, index.by_surface
        yield query.loose, index.near_letters, index.by_loose
        return
    yield query.loose, index.near_letters, index.by_latin
    letters = query.letters
    if letters != query.loose:
        yield letters, index.near_letters, index.by_latin
    if query.keyboard not in {letters, query.loose}:
        yield query.keyboard, index.near_letters, index.by_latin


def _offer_near(
    query: Query, key: str, near: Mapping[str, int], numbers: Numbers, most: float, board: Board, index: Index
) -> bool:
    """Offer the entries with a key ``near`` the query's ``key`` and tell whether there were any."""
    if not near:
        return False
    found = False
    is_latin = query.is_latin
    typed = len(query.loose if is_latin else query.surface)
    has_sound_alike = index.has_sound(query.loose)  # a word that differs in length alone is as likely as any slip
    for text, edits in near.items():
        score = scale.SLIP - 100 * edits / max(len(key), len(text))
        if score < scale.FLOOR:
            continue
        for number in numbers.get(text, ()):
            sounds = index.sounds[number]
            if sounds.loose == query.loose:
                continue  # told apart by length alone, and judged by that already
            spelling = index.spellings[number]
            known = len(sounds.loose if is_latin else text)
            worth = score
            if has_sound_alike or not index.trust.trusts(min(typed, known), edits, latin=is_latin):
                worth = min(score, scale.UNSURE_SLIP)
            if spelling.role is Role.SEARCH_KEY:
                is_far = edits > 1 or (is_latin and distance(query.letters, sounds.letters, edits) > edits)
                worth = min(worth, scale.UNSURE_SLIP) if is_far else worth - 2
            worth = min(worth, most)
            found = True
            if not board.has(spelling.position, worth + 2):
                worth += _closeness(query, sounds)
                board.offer_spelling(spelling, worth, MatchKind.FUZZY, (Rule.SLIP,), edits)
    return found


def _closeness(query: Query, sounds: Sounds) -> float:
    """Return a point or two for how like the whole spelling is, to order what is equally many edits away."""
    closeness = similarity(query.strict, sounds.strict)
    if query.is_latin:
        closeness += similarity(query.keyboard, sounds.keyboard)
    return closeness


def _offer_kanji_slips(query: Query, board: Board, index: Index) -> None:
    """Offer words with one other sign; another kanji is another word, so this is never sure.

    One kanji must be the same, else the words have nothing but their endings in common (致します, 申します).
    """
    if len(query.surface) < SHORT - 1:
        return
    for near, edits in index.near_surfaces.within(query.surface, 1).items():
        score = min(scale.UNSURE_SLIP, scale.SLIP - 100 * edits / max(len(query.surface), len(near)))
        if score >= scale.FLOOR and any(has_kanji(sign) for sign in {*query.surface} & {*near}):
            for number in index.by_surface[near]:
                board.offer_spelling(index.spellings[number], score, MatchKind.FUZZY, (Rule.SLIP,), edits)


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


def _offer_english(query: Query, edits: int, near: _Near, board: Board, index: Index) -> bool:
    """Offer the entries whose English the words nearly are and tell whether any is misspelt."""
    words, english = query.words, index.english
    joined = "".join(words)
    length = len(joined)
    known = index.known_english(words)
    keys = near.letters(joined) if length > SHORT else {}
    most = scale.SLIP
    if len(known) == len(words):
        most = scale.OTHER_WORD  # not misspelt, or only by chance
    elif keys and len(words) == 1 and len(index.known_english(keys)) > 1:
        most = scale.UNSURE_SLIP  # contract or contact: contrct is as near to both
    if edits == 1 and (known or keys or len(words) > 1):
        sharing = english.sharing(words, near.letters)
        _offer_found(sharing, scale.ENGLISH_WORDS, MatchKind.WORDS, Rule.WORDS, length, most, board, index)
    if length <= SHORT or (edits > 1 and length < 2 * SHORT):
        return False
    if edits == 1 and board.best < scale.BEGINNING:
        keys = keys | english.with_vowels_swapped(joined)
    misspelt = english.misspelt(joined, keys) if keys else None
    if misspelt:
        _offer_found(misspelt, scale.SLIP, MatchKind.ENGLISH, Rule.SLIP, length, most, board, index)
    return bool(misspelt)


def _offer_found(
    found: Iterable[Found],
    worth: float,
    kind: MatchKind,
    rule: Rule,
    length: int,
    most: float,
    board: Board,
    index: Index,
) -> None:
    """Offer the phrases found, each ``worth`` so much times its share; with edits for ``most`` at best."""
    for phrase, share, edits in found:
        score = worth * share - 2 * edits
        if score < scale.FLOOR:
            continue
        if edits:
            score = min(score, most)
            if not index.trust.trusts(length, edits, latin=True):
                score = min(score, scale.UNSURE_SLIP)
        board.offer(phrase.position, score, kind, phrase.text, (rule,), edits)
