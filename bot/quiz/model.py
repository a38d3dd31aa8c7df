"""What a quiz is made of: items and their options, grades, sessions and answers. Values only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.identity import Place
from bot.lexicon.model import Domain, EntryId
from bot.localized import Locale, Localized

SessionId = NewType("SessionId", str)


class ItemKind(StrEnum):
    """What is shown and what is asked for."""

    MEANING_TO_WORD = "meaning-to-word"
    WORD_TO_MEANING = "word-to-meaning"
    WHICH_WORD = "which-word"
    CLOZE = "cloze"
    REGISTER = "register"
    SPOT_THE_ERROR = "spot-the-error"
    READING = "reading"
    MEANING = "meaning"
    WORD = "word"

    @property
    def is_choice(self) -> bool:
        """Whether it is answered by picking an option; the others are answered by typing."""
        return self not in {ItemKind.READING, ItemKind.MEANING, ItemKind.WORD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of an item. ``reason`` says why it is wrong or, for the key, why it is right."""

    text: Localized
    entry_id: EntryId
    reason: Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question.

    ``stem`` is content only (a definition, a word, a sentence with ＿＿); the instruction around it is the
    presenter's. Choice kinds have ``options`` and ``key``, the index of the right one; typed kinds have
    ``answers``, the accepted spellings, best first (of a word: as it is written, then in kana). ``note`` is shown once
    the item is answered. ``id`` tells nothing about the answer. A team's own word may have no ``domain``, and level 0.
    """

    id: str
    kind: ItemKind
    entry_id: EntryId
    stem: Localized
    domain: Domain | None
    level: int
    note: Localized
    options: tuple[Option, ...] = ()
    key: int | None = None
    answers: tuple[str, ...] = ()


class Verdict(StrEnum):
    """What became of a response."""

    CORRECT = "correct"
    CORRECT_WITH_NOTE = "correct_with_note"
    OTHER_WORD = "other_word"
    NEAR = "near"
    WRONG = "wrong"


class Rule(StrEnum):
    """Which rule decided a grade; shown to whoever asks why."""

    OPTION = "option"
    EXACT = "exact"
    SHORT_ROMAJI = "short-romaji"
    LONG_MARK = "long-mark"
    ALSO_READ = "also-read"
    POLITE = "polite"
    ANOTHER_SPELLING = "another-spelling"
    ABBREVIATION = "abbreviation"
    OTHER_SENSE = "other-sense"
    BY_SOUND = "by-sound"
    SAME_WORDS = "same-words"
    OTHER_FORM = "other-form"
    TYPO = "typo"
    NEIGHBOUR = "neighbour"
    SYNONYM = "synonym"
    HOMOPHONE = "homophone"
    EVERYDAY_WORD = "everyday-word"
    LONG_VOWEL = "long-vowel"
    SMALL_TSU = "small-tsu"
    ONE_SOUND = "one-sound"
    ONE_SIGN = "one-sign"
    RELATED_WORD = "related-word"
    PART = "part"
    MORE_THAN_ASKED = "more-than-asked"
    REPEATS_THE_QUESTION = "repeats-the-question"
    READING_NOT_ASKED = "reading-not-asked"
    MEANING_NOT_ASKED = "meaning-not-asked"
    OTHER_LANGUAGE = "other-language"
    NOTHING_GIVEN = "nothing-given"
    NO_MATCH = "no-match"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The verdict on a response, the rule behind it, a sentence about it (may be empty), whether it counts."""

    verdict: Verdict
    rule: Rule
    note: Localized
    credit: bool


class SessionStatus(StrEnum):
    """Where a session stands."""

    OPEN = "open"
    FINISHED = "finished"
    STOPPED = "stopped"


class SessionMode(StrEnum):
    """Who plays and what counts."""

    SOLO = "solo"
    EVERYONE = "everyone"
    RACE = "race"
    TEAMS = "teams"
    DAILY = "daily"

    @property
    def is_round(self) -> bool:
        """Whether it is a live round: questions in a channel, one after the other, against the clock."""
        return self in {SessionMode.EVERYONE, SessionMode.RACE, SessionMode.TEAMS}


class Phase(StrEnum):
    """What an open session is waiting for: players, answers, or its next question."""

    LOBBY = "lobby"
    ASKING = "asking"
    REVIEWING = "reviewing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A quiz in a place: its items, fixed at the start, and which of them is asked now.

    ``started_by`` is the platform's id of a person in ``place``'s workspace. ``position`` counts from 0 and
    equals the number of items once all are answered. Times are aware and in UTC.

    What is not solo has more: ``seconds`` for each question, ``locale`` of its posts, and ``closings``, the moments
    at which the questions asked so far close, or closed. ``due_at`` is when the next thing happens by itself, and
    ``paused_at`` since when nothing does.
    """

    id: SessionId
    place: Place
    started_by: str
    items: tuple[Item, ...]
    started_at: datetime
    position: int = 0
    status: SessionStatus = SessionStatus.OPEN
    finished_at: datetime | None = None
    mode: SessionMode = SessionMode.SOLO
    phase: Phase = Phase.ASKING
    seconds: int = 0
    locale: Locale = Locale.EN
    closings: tuple[datetime, ...] = ()
    due_at: datetime | None = None
    paused_at: datetime | None = None

    @property
    def tenant(self) -> str:
        """The key of the workspace the session belongs to."""
        return self.place.tenant

    @property
    def current(self) -> Item | None:
        """The item that is asked now, or None when the session is over."""
        return self.items[self.position] if self.status is SessionStatus.OPEN else None

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.status is SessionStatus.OPEN

    def is_closed(self, question: int) -> bool:
        """Whether a question that was asked in a channel takes no more answers, and its key may be shown."""
        asked = 0 <= question < len(self.closings)
        return asked and not (self.is_open and self.phase is Phase.ASKING and question == self.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Someone who joined a session. ``since`` is the first question that counts for them; ``team`` is 0 or 1."""

    user_id: str
    joined_at: datetime
    since: int = 0
    team: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord:
    """One person's one answer to one question; what was typed is not kept.

    ``question`` is the item's index in the session, ``chosen`` the option picked (None for typed kinds),
    ``verdict`` None for a question that was skipped.
    """

    session_id: SessionId
    question: int
    user_id: str
    verdict: Verdict | None
    rule: Rule | None
    credit: bool
    answered_at: datetime
    chosen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a session went for one person: counts of items."""

    right: int
    answered: int
    skipped: int
    total: int
