"""The sure ways to an entry: the same signs, the same sounds, the same kanji, the same English."""

import re
from collections.abc import Iterator, Sequence

from bot.lexicon import scale
from bot.lexicon.board import Board
from bot.lexicon.index import SHORT, Index, Role, Spelling
from bot.lexicon.match import MatchKind
from bot.lexicon.model import PartOfSpeech
from bot.lexicon.query import Query
from bot.text import keys
from bot.text.differences import added
from bot.text.rules import Rule
from bot.text.similarity import similarity

_HIRAGANA = re.compile("[ぁ-ゖ]")
_KANJI = re.compile("[㐀-䶿一-鿿]")
_ENDING = re.compile("[ぁ-ゖ]+$")
_BEFORE = re.compile("[ぁ-ゖ]*")
_HONORIFIC = re.compile("^[おご]$")
_PARTICLES = frozenset("はがをにでともへなやかだの")
_MOST_MISSING = 2
_LONG_O = {"お", "う"}
_VERB_ENDING = re.compile("[うくぐすつぬぶむる]$")
_LONGEST_READING = 5
_MOST_RANKS = 5
_LENGTH_MISSED = scale.SURE - 0.1
"""For kana without its う or っ: likelier than any other slip, but a slip."""
_AUTHORED = frozenset({Role.SEARCH_KEY, Role.RESPELT})
_VERBS = frozenset({PartOfSpeech.GODAN_VERB, PartOfSpeech.ICHIDAN_VERB, PartOfSpeech.SURU_VERB})


def offer_same(query: Query, board: Board, index: Index) -> None:
    """Offer every entry that the query names without a slip."""
    for number in index.by_surface.get(query.surface, ()):
        spelling = index.spellings[number]
        if spelling.role in _AUTHORED:
            score = scale.AUTHORED
            if spelling.role is Role.RESPELT and _is_its_reading(query, spelling, index):
                score = scale.SAME_SOUNDS  # no more than homophones whose author did not write it out
            board.offer_same(spelling, score, MatchKind.FOLDED)
        else:
            kind = MatchKind.READING if spelling.role is Role.READING else MatchKind.EXACT
            board.offer_same(spelling, scale.SAME_SIGNS, kind)
    if query.words:
        for phrase in index.english.whole(query.words):
            score = max(scale.ENGLISH_LEAST, scale.ENGLISH - 0.4 * phrase.rank)
            board.offer(phrase.position, score, MatchKind.ENGLISH, phrase.text)
        for phrase in index.english.jumbled(query.words) if len(query.words) > 1 else ():
            board.offer(phrase.position, scale.REORDERED, MatchKind.ENGLISH, phrase.text, (Rule.WORD_ORDER,))
    if query.has_kanji:
        if board.best < scale.SAME_SIGNS:
            _offer_same_kanji(query, board, index)
    else:
        _offer_same_sounds(query, board, index)


def _is_its_reading(query: Query, spelling: Spelling, index: Index) -> bool:
    return any(
        index.spellings[number].position == spelling.position and index.spellings[number].role not in _AUTHORED
        for number in index.by_strict.get(query.strict, ())
    )


def offer_derived(query: Query, board: Board, index: Index) -> None:
    """Offer the entries one of whose English equivalents is the query in another form: resignation for resign."""
    for phrase in index.english.derived(query.words):
        score = scale.DERIVED - 0.4 * min(phrase.rank, _MOST_RANKS)
        board.offer(phrase.position, score, MatchKind.ENGLISH, phrase.text, (Rule.INFLECTION,))


def _offer_same_sounds(query: Query, board: Board, index: Index) -> None:
    for strict in (query.strict,) if query.unhyphenated == query.strict else (query.strict, query.unhyphenated):
        for number in index.by_strict.get(strict, ()):
            spelling = index.spellings[number]
            kind = MatchKind.FOLDED if spelling.role in _AUTHORED else MatchKind.READING
            is_other = not query.is_latin and _other_long_o(query.surface, index.entries[spelling.position].kana)
            board.offer_same(spelling, scale.UNSURE if is_other else scale.SAME_SOUNDS, kind)
    for number in index.by_loose.get(query.loose, ()):
        spelling = index.spellings[number]
        if not board.has(spelling.position, scale.SAME_SOUNDS):
            score = _loose_score(query, index.surfaces[number], index.strict[number], spelling.role)
            board.offer_same(spelling, score, MatchKind.FOLDED)


def _other_long_o(typed: str, kana: str) -> bool:
    """Tell whether a query and a reading write a long o as different words do: こおり (氷) is not こうり (小売)."""
    return len(typed) == len(kana) and any({*pair} == _LONG_O for pair in zip(typed, kana, strict=True))


def _loose_score(query: Query, surface: str, known: str, role: Role) -> float:
    """Return how well a spelling with the query's loose key answers.

    Writing romaji, people leave out length and gemination; they hardly ever add them: juuden (充電) is not 受電. In
    kana they leave out nothing but ー.
    """
    if not query.is_latin and query.surface.replace("ー", "") != surface.replace("ー", ""):
        return _LENGTH_MISSED if len(query.surface) < len(surface) else scale.UNSURE - 1
    if any(added(query.unhyphenated, known)):
        return scale.UNSURE - 1
    if "c" in query.strict and "c" not in known:
        return scale.UNSURE  # more often an English word than romaji with c for k: cousin is not 更新
    if len(query.loose) < (SHORT if role is not Role.SEARCH_KEY else SHORT + 2):
        return scale.UNSURE
    return scale.LOOSE + scale.LOOSE_SPAN * similarity(query.unhyphenated, known)


def _offer_same_kanji(query: Query, board: Board, index: Index) -> None:
    for number in index.by_skeleton.get(query.skeleton, ()) if query.skeleton else ():
        spelling = index.spellings[number]
        surface = index.surfaces[number]
        if surface != query.surface and _okurigana_agree(query.surface, surface):
            one_ends_as_verb = bool(_VERB_ENDING.search(query.surface)) != bool(_VERB_ENDING.search(surface))
            is_other_word = one_ends_as_verb and index.entries[spelling.position].pos in _VERBS
            sure = len(query.skeleton) > 1 and not is_other_word
            score = scale.SAME_KANJI if sure else scale.UNSURE
            board.offer_spelling(spelling, score, MatchKind.KANJI, (Rule.OKURIGANA,))
    if _HIRAGANA.search(query.surface):
        _offer_partly_kana(query, board, index)


def _okurigana_agree(left: str, right: str) -> bool:
    """Tell whether the hiragana of one are found, in order, among those of the other (打合せ, 打ち合わせ).

    At the end one or two signs may be missing, but not a particle: 顧客は has no okurigana. Before the first kanji only
    an honorific may be: うちの会社 is not 会社.
    """
    if len({_HONORIFIC.sub("", before[0]) for text in (left, right) if (before := _BEFORE.match(text))}) > 1:
        return False
    ends = _ENDING.search(left), _ENDING.search(right)
    longer, shorter = sorted((end[0] if end else "" for end in ends), key=len, reverse=True)
    extra = longer.removesuffix(shorter) if shorter else longer
    if len(extra) > _MOST_MISSING or (extra and extra[-1] in _PARTICLES):
        return False
    fewer, more = sorted(("".join(_HIRAGANA.findall(left)), "".join(_HIRAGANA.findall(right))), key=len)
    signs = iter(more)
    return all(sign in signs for sign in fewer)


def _offer_partly_kana(query: Query, board: Board, index: Index) -> None:
    """Offer entries some of whose kanji the query has as kana: お客さま for お客様, 問いあわせ for 問い合わせ."""
    signs = set(_KANJI.findall(query.surface))
    groups = [index.by_kanji.get(sign) for sign in signs]
    if not signs or not all(groups):
        return
    numbers = set.intersection(*(set(group) for group in groups if group))
    for number in sorted(numbers):
        spelling, surface = index.spellings[number], index.surfaces[number]
        written = [None if sign not in signs and _KANJI.match(sign) else sign for sign in surface]
        read = [None if sign in signs else sign for sign in query.surface]
        kana = keys.surface_key(index.entries[spelling.position].kana)
        if _fits(written, query.surface) and _fits(read, kana):
            sure = len(query.surface) >= SHORT and query.surface != surface
            score = scale.PARTLY_KANA if sure else scale.UNSURE
            board.offer_spelling(spelling, score, MatchKind.KANJI, (Rule.MIXED,))


def _fits(pattern: Sequence[str | None], text: str) -> bool:
    """Tell whether ``text`` is ``pattern`` with one to five hiragana for each None, the reading of a kanji."""
    places = {0}
    for sign in pattern:
        if sign is not None:
            places = {place + 1 for place in places if text.startswith(sign, place)}
        else:
            places = {end for place in places for end in _readings_end(text, place)}
        if not places:
            return False
    return len(text) in places


def _readings_end(text: str, start: int) -> Iterator[int]:
    for end in range(start, min(len(text), start + _LONGEST_READING)):
        if not _HIRAGANA.match(text[end]):
            return
        yield end + 1
