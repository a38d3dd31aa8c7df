"""What the glossary is made of: entries, senses, examples, formulas and contrasts.

Values only. How they are written in files is the loader's business, how they are found the search's, how they
look the presenters'.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from bot.localized import Localized

EntryId = NewType("EntryId", str)
ContrastId = NewType("ContrastId", str)


class PartOfSpeech(StrEnum):
    """Part of speech of a headword (品詞)."""

    NOUN = "noun"
    SURU_NOUN = "suru-noun"
    NA_ADJECTIVE = "na-adj"
    I_ADJECTIVE = "i-adj"
    GODAN_VERB = "verb-godan"
    ICHIDAN_VERB = "verb-ichidan"
    SURU_VERB = "verb-suru"
    ADVERB = "adverb"
    EXPRESSION = "expression"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    PRONOUN = "pronoun"


class Origin(StrEnum):
    """Word origin (語種)."""

    KANGO = "kango"
    WAGO = "wago"
    GAIRAIGO = "gairaigo"
    WASEI_EIGO = "wasei-eigo"
    KONSHUGO = "konshugo"


class Formation(StrEnum):
    """How the word was formed."""

    NONE = "none"
    COMPOUND = "compound"
    CLIPPING = "clipping"
    INITIALISM = "initialism"


class Register(StrEnum):
    """Style label; the five keigo classes are those of the 2007 guideline (敬語の指針, 文化審議会)."""

    HONORIFIC = "honorific"
    HUMBLE_I = "humble-I"
    HUMBLE_II = "humble-II"
    POLITE = "polite"
    BEAUTIFYING = "beautifying"
    FORMAL = "formal"
    NEUTRAL = "neutral"
    CASUAL = "casual"
    SLANG = "slang"


class Medium(StrEnum):
    """Where the word is at home."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    BOTH = "both"
    EMAIL = "e-mail"
    PHONE = "phone"
    CONTRACT = "contract"


class Direction(StrEnum):
    """To whom, or about whom, the word may be said."""

    TO_CUSTOMER = "to-customer"
    TO_SUPERIOR = "to-superior"
    IN_HOUSE = "in-house"
    ABOUT_OWN_SIDE = "about-own-side"


class Currency(StrEnum):
    """Whether the word is in use today."""

    CURRENT = "current"
    EMERGING = "emerging"
    DATED = "dated"
    ABOLISHED = "abolished"


class Attitude(StrEnum):
    """Connotation worth a warning."""

    JARGON = "jargon"
    EUPHEMISM = "euphemism"
    PEJORATIVE = "pejorative"
    SENSITIVE = "sensitive"


class Style(StrEnum):
    """Where an example sentence would be met."""

    SPOKEN = "spoken"
    CHAT = "chat"
    WRITTEN = "written"


class Domain(StrEnum):
    """The field of office life a sense belongs to."""

    RECRUITING = "recruiting"
    HR = "hr"
    WORKTIME = "worktime"
    PAYROLL = "payroll"
    ORGANIZATION = "organization"
    MEETINGS = "meetings"
    WRITING = "writing"
    PHONE = "phone"
    KEIGO = "keigo"
    PROCEDURE = "procedure"
    CUSTOMERS = "customers"
    CALLCENTER = "callcenter"
    CX = "cx"
    SALES = "sales"
    MARKETING = "marketing"
    SUPPLY = "supply"
    ACCOUNTING = "accounting"
    MANAGEMENT = "management"
    LEGAL = "legal"
    COMPLIANCE = "compliance"
    IT = "it"
    PROJECT = "project"
    MANUFACTURING = "manufacturing"
    RESIDENCE = "residence"
    CULTURE = "culture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence with the headword in it; ``reading`` is kana with spaces between words."""

    ja: str
    reading: str
    en: str
    style: Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One meaning, with its own domain and examples; ``gloss_en`` is best first.

    In the shared glossary nothing is empty; in a team's own words all may be but one equivalent or definition.
    """

    gloss_en: tuple[str, ...]
    def_en: str
    def_ja: str
    domain: tuple[Domain, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def definition(self) -> Localized:
        """The definition in both languages; where only one was written, as in a team's own words, that for both."""
        return Localized(self.def_en or self.def_ja, self.def_ja or self.def_en)

    @property
    def brief(self) -> str:
        """What it means in the fewest words there are: the best equivalent or, without one, the definition."""
        return self.gloss_en[0] if self.gloss_en else self.definition.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A figure as arithmetic: the summed ``numerator`` over the summed ``denominator``, times ``times``.

    An empty ``denominator`` makes it a plain sum.
    """

    numerator: tuple[Localized, ...]
    denominator: tuple[Localized, ...]
    unit: Localized
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaVariant(Ratio):
    """Another way of computing the same figure, with its name."""

    name: Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula(Ratio):
    """How an operational figure is computed, and the other ways in use."""

    variants: tuple[FormulaVariant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One lemma with everything the glossary says about it.

    ``reading`` is hiragana with ー kept; a space marks a word break and ``・`` a boundary inside a word across
    which no long vowel is read (うけお・う). Romaji is computed from it and stored nowhere.
    """

    id: EntryId
    headword: str
    reading: str
    pos: PartOfSpeech
    origin: Origin
    register: Register
    difficulty: int
    senses: tuple[Sense, ...]
    reviewer: str
    proper_name: bool = False
    variants: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    search_keys: tuple[str, ...] = ()
    source: str = ""
    formation: Formation = Formation.NONE
    transitivity: str = ""
    medium: Medium = Medium.BOTH
    direction: tuple[Direction, ...] = ()
    currency: Currency = Currency.CURRENT
    attitude: Attitude | None = None
    false_friend: Localized | None = None
    usage_note: Localized | None = None
    collocations: tuple[str, ...] = ()
    synonyms: tuple[EntryId, ...] = ()
    antonyms: tuple[EntryId, ...] = ()
    related: tuple[EntryId, ...] = ()
    broader: tuple[EntryId, ...] = ()
    narrower: tuple[EntryId, ...] = ()
    homophone_note: Localized | None = None
    formula: Formula | None = None
    jlpt: str = ""
    pitch: tuple[int, ...] = ()
    verified_on: date | None = None

    @property
    def kana(self) -> str:
        """The reading as it is shown: without the marks that steer the romaji."""
        return self.reading.replace(" ", "").replace("・", "")

    @property
    def domains(self) -> tuple[Domain, ...]:
        """The domains of all senses, first sense first, each once."""
        return tuple(dict.fromkeys(domain for sense in self.senses for domain in sense.domain))

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples of all senses in order."""
        return tuple(example for sense in self.senses for example in sense.examples)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A row of a contrast: what is compared, and one cell a member, in the members' order."""

    label: Localized
    cells: tuple[Localized, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongChoice:
    """A member that does not fit a minimal pair's sentence, and why not."""

    member: EntryId
    why: Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimalPair:
    """One sentence with a gap (＿＿) that ``right`` fills and each of ``wrong`` does not.

    ``reading`` and ``en`` are those of the sentence with the right word in it. Members that are neither right
    nor wrong would be defensible, and are therefore never offered.
    """

    frame: str
    reading: str
    en: str
    right: EntryId
    why: Localized
    wrong: tuple[WrongChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A table that tells near-synonyms apart: members × axes, sentences, and a rule for when in doubt."""

    id: ContrastId
    title: Localized
    members: tuple[EntryId, ...]
    gist: tuple[Localized, ...]
    axes: tuple[Axis, ...]
    minimal_pairs: tuple[MinimalPair, ...]
    in_doubt: Localized
    disagreement: Localized | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Glossary:
    """The whole read-only content: entries and contrasts in file order, reachable by id."""

    entries: tuple[Entry, ...]
    contrasts: tuple[Contrast, ...]
    by_id: dict[EntryId, Entry] = field(init=False, repr=False, compare=False)
    contrasts_by_member: dict[EntryId, tuple[Contrast, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_member: dict[EntryId, tuple[Contrast, ...]] = {}
        for contrast in self.contrasts:
            for member in contrast.members:
                by_member[member] = (*by_member.get(member, ()), contrast)
        object.__setattr__(self, "by_id", {entry.id: entry for entry in self.entries})
        object.__setattr__(self, "contrasts_by_member", by_member)

    def entry(self, entry_id: EntryId) -> Entry:
        """Return the entry with this id; the loader has checked that every reference has one."""
        return self.by_id[entry_id]

    def contrasts_of(self, entry_id: EntryId) -> tuple[Contrast, ...]:
        """Return the contrasts that ``entry_id`` is a member of."""
        return self.contrasts_by_member.get(entry_id, ())
