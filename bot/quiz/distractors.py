"""Which wrong answers an item may offer: alike enough to tempt, never so close that they could be right."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random

from bot.lexicon.model import Attitude, Entry, EntryId, Glossary, PartOfSpeech, Sense
from bot.localized import Localized
from bot.quiz.balance import Balance, Look, look
from bot.quiz.genus import Genus, are_kindred, genera_of
from bot.quiz.glossary_facts import facts_of
from bot.quiz.model import ItemKind
from bot.quiz.neighbours import kana_key
from bot.quiz.second_keys import holds_any, spellings
from bot.text.similarity import similarity

MOST = 3
"""Distractors of an item at most."""

LEAST = 2
"""Distractors that a choice item needs; with fewer good ones the entry is asked about in another way."""

_DRAWS = 10
"""Sets of distractors that are drawn before the one is taken that gives least away."""

_REMOTE = 0.15
_LARGE = 200
"""Share of items at most without a near neighbour among the options, in a glossary of so many words or more."""

_PLENTY = 5
"""Words of the key's own sort from which none of a kindred sort are offered beside it."""

_ALONE = 0.1
"""Share of items at most in which only the key repeats a kanji of the Japanese stem."""

_ECHOING = 0.8
_PAIRED = 0.85
"""How often a draw goes for a word that echoes the stem as the key does, and for a second pair of neighbours."""

_LOOSE = {Genus.ACT, Genus.EXPRESSION}
"""Sorts so wide that a kanji in common makes nothing of another field tempting."""

_LEVEL_BAND = 1
_LONGEST = 300
_LENGTH_RATIO = 2.0
_ALIKE_SOUND = 0.5
_NEAR = 2
_KANJI = re.compile(r"[㐀-鿿々]")
_LABELLED = {Attitude.SENSITIVE, Attitude.PEJORATIVE}

Shown = Callable[[Entry], Localized]
"""What an option shows of an entry."""


def is_askable(entry: Entry) -> bool:
    """Whether the entry may turn up in a quiz: words that need a warning beside them do not."""
    return entry.attitude not in _LABELLED


def may_be_option(entry: Entry) -> bool:
    """Whether the entry says enough of itself to be right or wrong beside others: what the lint of second keys reads.

    All of the shared glossary does. A team's own word does with an equivalent and a definition in both languages for
    each meaning, none so long that an option would drown in it.
    """
    return is_askable(entry) and all(
        sense.gloss_en and 0 < len(sense.def_en) <= _LONGEST and 0 < len(sense.def_ja) <= _LONGEST
        for sense in entry.senses
    )


class Distractors:
    """Chooses distractors from one glossary for one quiz."""

    def __init__(self, glossary: Glossary) -> None:
        facts = facts_of(glossary)
        self.second_keys = facts.second_keys
        self._glossary = glossary
        self._balance = Balance()
        self._good = facts.good
        self._near: dict[tuple[EntryId, EntryId], int] = {}
        self._common = facts.common
        self._genera = facts.genera
        self._text = ""
        self._made = 0
        self._remote = 0
        self._alone = 0
        self._by_pos: defaultdict[tuple[PartOfSpeech, bool], list[Entry]] = defaultdict(list)
        for entry in glossary.entries:
            if may_be_option(entry):
                self._by_pos[entry.pos, entry.proper_name].append(entry)

    def choose(
        self, key: Entry, sense: Sense, shown: Shown, stem: Localized, group: str, random: Random
    ) -> tuple[Entry, ...]:
        """Return up to ``MOST`` good distractors for ``key``; fewer when there are no more, none below ``LEAST``.

        They come from the same contrast or domain, have the same part of speech and a similar level and length,
        and neither they nor any two of them can be right at once. What the stem names is not among them. ``group``
        names the items over which looks must not tell the key.
        """
        return self.choose_from(self.good_for(key, sense), key, shown, stem, group, random)

    def choose_from(
        self, good: Sequence[Entry], key: Entry, shown: Shown, stem: Localized, group: str, random: Random
    ) -> tuple[Entry, ...]:
        """Do as ``choose``, with entries that are known to be wrong here.

        When nothing in ``good`` is near the key, or the key alone repeats a kanji of the stem, anybody could guess it:
        such items stay a few, but where words are told apart by their tone and not by what they mean.
        """
        own = shown(key)
        pool = self._of_its_sort(
            key,
            [
                other
                for other in good
                if _alike_in_length(own, shown(other)) and not holds_any(stem.ja, spellings(other))
            ],
        )
        near = any(self.closeness(key, other) >= _NEAR for other in pool)
        echo = _echo(stem.ja, own.ja)
        echoes = [other for other in pool if _echo(stem.ja, shown(other).ja) >= echo] if echo else []
        alone = bool(echo) and not echoes
        choosy = group != ItemKind.REGISTER and len(self._glossary.entries) >= _LARGE
        if len(pool) < LEAST or (choosy and self._is_one_too_many(near, alone)):
            return ()
        draws = [draw for _ in range(_DRAWS) if len(draw := self._draw(key, pool, echoes, shown, random)) >= LEAST]
        if draws:
            self._made += 1
            self._remote += not near
            self._alone += alone
        return self.settle(key, draws, shown, stem, group)

    def settle(
        self, key: Entry, draws: Sequence[tuple[Entry, ...]], shown: Shown, stem: Localized, group: str
    ) -> tuple[Entry, ...]:
        """Return of several possible sets the one whose looks give least away: one of the largest, or none at all."""
        most = max(map(len, draws), default=0)
        widest = list({tuple(other.id for other in draw): draw for draw in draws if len(draw) == most}.values())
        if not widest:
            return ()
        looks: dict[EntryId, Look] = {}
        for entry in (key, *(other for draw in widest for other in draw)):
            if entry.id not in looks:
                looks[entry.id] = look(entry, shown(entry), stem.ja, self._how_common(entry), self._links_of(entry))
        tables = [[looks[other.id] for other in draw] for draw in widest]
        return widest[self._balance.best(f"{group} {most}", looks[key.id], tables)]

    def closeness(self, one: Entry, other: Entry) -> int:
        """Return 3 for opposites and words of one contrast, 2 for a kanji in common, 1 for a link or half the kana, or 0."""
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if pair not in self._near:
            self._near[pair] = self._closeness(one, other)
        return self._near[pair]

    def _draw(
        self, key: Entry, pool: list[Entry], echoes: list[Entry], shown: Shown, random: Random
    ) -> tuple[Entry, ...]:
        """Return a near neighbour of the key, if there is one, and two more that are often neighbours of each other.

        Two pairs rather than three words around the key: among those, what all others are like would be the key.
        ``echoes`` repeat as many kanji of the stem as the key does.
        """
        chosen: list[Entry] = []

        def take(others: Iterable[Entry]) -> Entry | None:
            for other in others:
                if all(self._are_apart(other, known, shown) for known in chosen):
                    chosen.append(other)
                    return other
            return None

        close = [self.closeness(key, other) for other in pool]
        least = min(_NEAR, max(close))
        if least:
            near = [other for other, closeness in zip(pool, close, strict=True) if closeness >= least]
            chosen += random.choices(near, [1 / (1 + self._balance.times_seen(other.id)) for other in near])
        second = take(self._in_turn(echoes, random)) if echoes and random.random() < _ECHOING else None
        second = second or take(self._in_turn(pool, random))
        if second and len(chosen) < MOST and random.random() < _PAIRED:
            take(self._in_turn([other for other in pool if self.closeness(second, other) >= _NEAR], random))
        while len(chosen) < MOST and take(self._in_turn(pool, random)):
            pass
        return tuple(chosen)

    def _in_turn(self, entries: list[Entry], random: Random) -> Iterator[Entry]:
        """Yield the entries at random, of two that could come the one that was seen less."""
        rest = entries[:]
        while rest:
            one, two = random.randrange(len(rest)), random.randrange(len(rest))
            if self._balance.times_seen(rest[two].id) < self._balance.times_seen(rest[one].id):
                one = two
            rest[one], rest[-1] = rest[-1], rest[one]
            yield rest.pop()

    def peers_of(self, key: Entry) -> Iterator[Entry]:
        """Yield every entry of the key's part of speech and about its level that stands for something else."""
        for other in self._by_pos[key.pos, key.proper_name]:
            if _are_about_as_hard(key, other) and not self.second_keys.are_equals(key, other):
                yield other

    def good_for(self, key: Entry, sense: Sense) -> tuple[Entry, ...]:
        """Return every entry that may stand beside ``key`` in this sense, whatever the options show.

        They are of its domain, its contrast or its opposite, or a kanji of theirs and a sort of thing tie them. No definition
        fits both, and none is of another sort: a person among papers needs no knowing.
        """
        place = (key.id, key.senses.index(sense))
        if place not in self._good:
            mates = {member for contrast in self._glossary.contrasts_of(key.id) for member in contrast.members}
            close = {*mates, *key.antonyms} if sense is key.senses[0] else set()
            domains = set(sense.domain)
            genera = genera_of(key, sense)
            self._good[place] = tuple(
                other
                for other in self._by_pos[key.pos, key.proper_name]
                if _are_about_as_hard(key, other)
                and (
                    other.id in close
                    or not domains.isdisjoint(other.senses[0].domain)
                    or ((genera & self._genera_of(other)) - _LOOSE and _share_kanji(key, other))
                    or (genera & self._genera_of(other) and _begin_or_end_alike(key, other))
                )
                and (other.id in close or are_kindred(genera, self._genera_of(other)))
                and not self.second_keys.is_general(other)
                and not self.second_keys.could_both_be_right(key, other)
            )
        return self._good[place]

    def _is_one_too_many(self, near: bool, alone: bool) -> bool:
        """Whether items of this sort, that are guessed too easily, are as many as they may be."""
        most = self._made + 1
        return (not near and self._remote >= _REMOTE * most) or (alone and self._alone >= _ALONE * most)

    def _of_its_sort(self, key: Entry, pool: list[Entry]) -> list[Entry]:
        """Return those of the key's own sort and what it is contrasted with; if they are few, all of ``pool``."""
        genera = self._genera_of(key)
        same = [other for other in pool if genera & self._genera_of(other) or self.closeness(key, other) > _NEAR]
        return same if len(same) >= _PLENTY else pool

    def _genera_of(self, entry: Entry) -> frozenset[Genus]:
        if entry.id not in self._genera:
            self._genera[entry.id] = genera_of(entry, entry.senses[0])
        return self._genera[entry.id]

    def _are_apart(self, one: Entry, other: Entry, shown: Shown) -> bool:
        if self.second_keys.are_alike(one, other):
            return False
        texts, others = shown(one), shown(other)
        return texts.en != others.en and texts.ja != others.ja

    def _closeness(self, one: Entry, other: Entry) -> int:
        if other.id in one.antonyms or any(other.id in found.members for found in self._glossary.contrasts_of(one.id)):
            return 3
        if _share_kanji(one, other):
            return 2
        return int(
            other.id in one.related or similarity(kana_key(one.reading), kana_key(other.reading)) >= _ALIKE_SOUND
        )

    def _links_of(self, entry: Entry) -> frozenset[EntryId]:
        mates = {member for contrast in self._glossary.contrasts_of(entry.id) for member in contrast.members}
        return frozenset({*mates, *entry.related, *entry.antonyms})

    def _how_common(self, entry: Entry) -> int:
        """Return how often the glossary itself uses the word."""
        if not self._text:
            self._text = "\n".join(
                text
                for known in self._glossary.entries
                for sense in known.senses
                for text in (sense.def_ja, *(example.ja for example in sense.examples))
            )
        if entry.id not in self._common:
            self._common[entry.id] = self._text.count(entry.headword)
        return self._common[entry.id]


def _are_about_as_hard(one: Entry, other: Entry) -> bool:
    """Whether their levels are next to each other, or one has none: a team's own word may have no level."""
    return not (one.difficulty and other.difficulty) or abs(other.difficulty - one.difficulty) <= _LEVEL_BAND


def _share_kanji(one: Entry, other: Entry) -> bool:
    return not set(_KANJI.findall(one.headword)).isdisjoint(_KANJI.findall(other.headword))


def _begin_or_end_alike(one: Entry, other: Entry) -> bool:
    """Whether their first kanji is the same, or their last: 輸入 and 記入, 輸入 and 輸出."""
    return any(
        mine == theirs and _KANJI.match(mine) is not None
        for mine, theirs in ((one.headword[0], other.headword[0]), (one.headword[-1], other.headword[-1]))
    )


def _echo(stem: str, text: str) -> float:
    """Return how much of ``text`` is kanji of the stem."""
    return len(set(_KANJI.findall(stem)) & set(text)) / len(text)


def _alike_in_length(one: Localized, other: Localized) -> bool:
    return all(
        max(len(left), len(right)) <= _LENGTH_RATIO * min(len(left), len(right))
        for left, right in ((one.en, other.en), (one.ja, other.ja))
    )
