"""Compares what was typed for a reading with the reading: kana sign by sign, romaji of any system by its sound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.lexicon.model import Entry, Origin, PartOfSpeech
from bot.quiz.model import Rule
from bot.quiz.neighbours import kana_key, short_sounds
from bot.text.differences import marks_of
from bot.text.kana import to_katakana
from bot.text.keys import loosen, strict_key
from bot.text.romaji import to_kana, to_romaji
from bot.text.scripts import has_kanji, is_kana, is_latin
from bot.text.similarity import distance

ACCEPTED = frozenset({Rule.EXACT, Rule.LONG_MARK, Rule.SHORT_ROMAJI})
"""What ``likeness`` says of a response that is the reading."""

NEAR = frozenset({Rule.LONG_VOWEL, Rule.SMALL_TSU, Rule.ONE_SOUND})
"""What it says of one that is almost the reading."""

# A space or hyphen after n, before a vowel or y, says what the apostrophe says: shin yō is しんよう, not しにょう.
_N_BEFORE_GAP = re.compile(r"(?<=n)[ -]+(?=[aiueoyāīūēōâîûêô])", re.IGNORECASE)
_DASH_IN_KANA = re.compile("(?<=[ぁ-ゖァ-ヺー])[-‐‑‒–—―−~〜]")
_L_FOR_R = re.compile("l(?!tu|tsu|y)", re.IGNORECASE)
_LATIN_RUN = re.compile("[a-zāīūēōâîûêô']+", re.IGNORECASE)
_LONG = {"a": "ーあぁ", "i": "ーいぃ", "u": "ーうぅ", "e": "ーえいぇ", "o": "ーおうぉ"}
_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょ", "あいうえおつやゆよ")
_PARTICLES = {"は": "わ", "へ": "え", "を": "お", "では": "でわ", "には": "にわ", "とは": "とわ"}

_SURU_TAILS = ("をする", "をします", "いたしました", "いたします", "しました", "します", "する", "した", "して")
_DESU_TAILS = ("でした", "です", "だ")
_POLITE_STEM = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
_HONORIFIC_RU = re.compile(r"(?:っしゃ|くださ|ござ|なさ)る$")
_VERBS = {PartOfSpeech.GODAN_VERB, PartOfSpeech.ICHIDAN_VERB, PartOfSpeech.SURU_VERB}
_LEAST_BARE = 3
"""Kana that must be left of a word when its お or ご is left out."""

_LEAST_MARKED = 4
"""Signs of a word in katakana whose last ー may be left out."""

_MOST_KANA = 3
"""Kana that a kanji of a short form is read with at most."""

_NAMES = (
    "えー びー しー でぃー いー えふ じー えいち あい じぇー けー える えむ えぬ おー ぴー きゅー あーる えす てぃー ゆー ぶい "
    "だぶりゅー えっくす わい ぜっと"
)
_LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _NAMES.split(), strict=True))


@dataclass(frozen=True, slots=True)
class Heard:
    """A response as it sounds: in kana if it can be read as kana, and the strict keys of its sounds.

    ``signs`` says that it was typed in kana, and is therefore compared sign by sign.
    """

    kana: str
    sounds: frozenset[str]
    signs: bool


def listen(text: str) -> Heard | None:
    """Return how ``text`` sounds, or None when it is neither kana nor romaji, nor a mixture of the two."""
    text = _DASH_IN_KANA.sub("ー", text)
    if is_latin(text):
        text = _N_BEFORE_GAP.sub("'", text)
        kana = "" if _L_FOR_R.search(text) else kana_key(to_kana(text.replace(" ", "")))
        # A hyphen is a long vowel to some (kasutama-) and a joint to others (manzoku-do): either reading will do.
        sounds = frozenset({strict_key(text), strict_key(text.replace("-", ""))})
        return Heard(kana if is_kana(kana) else "", sounds, signs=False)
    kana = kana_key(_LATIN_RUN.sub(lambda run: to_kana(run[0]), text))  # an input method left the rest as letters
    return Heard(kana, frozenset({strict_key(kana)}), signs=True) if is_kana(kana) else None


def likeness(heard: Heard, reading: str) -> Rule | None:
    """Return how ``heard`` is like ``reading``: a rule of ``ACCEPTED`` or ``NEAR``, or None when it is unlike it."""
    key = kana_key(reading)
    if heard.kana == key:
        return Rule.EXACT
    sounds, short, long_marks = _of(reading)
    if heard.signs:
        if long_marks is not None and long_marks.fullmatch(heard.kana):
            return Rule.LONG_MARK
    elif heard.sounds & sounds:
        return Rule.EXACT
    elif {sound.replace("e:", "ei") for sound in heard.sounds} & sounds:
        return Rule.LONG_MARK
    elif heard.sounds & short:
        return Rule.SHORT_ROMAJI
    return _nearness(heard, key)


def _nearness(heard: Heard, key: str) -> Rule | None:
    if heard.kana.translate(_LARGE) == key.translate(_LARGE):
        return Rule.SMALL_TSU if heard.kana.count("っ") != key.count("っ") else Rule.ONE_SOUND
    strict = strict_key(key)
    for sound in heard.sounds:
        if loosen(sound) == loosen(strict):
            typed, known = marks_of(sound), marks_of(strict)
            if typed.doubled != known.doubled:
                return Rule.SMALL_TSU
            return Rule.LONG_VOWEL if typed.long != known.long or sound == strict else Rule.ONE_SOUND
        if distance(sound, strict, limit=1) <= 1:
            return Rule.ONE_SOUND
    return None


@lru_cache(maxsize=2048)
def _of(reading: str) -> tuple[frozenset[str], frozenset[str], re.Pattern[str] | None]:
    """Return the strict keys of a reading, those of its short romaji, and what its kana with other long marks match."""
    spoken = " ".join(_PARTICLES.get(word, word) for word in reading.split(" "))
    sounds = frozenset(
        {strict_key(kana_key(reading)), strict_key(to_romaji(reading.replace(" ", "・"))), strict_key(kana_key(spoken))}
    )
    key = kana_key(reading)
    long_marks = None
    if "ー" in key:
        signs = [
            sign if sign != "ー" or not place else f"[{_LONG.get(to_romaji(key[place - 1])[-1:], 'ー')}]"
            for place, sign in enumerate(key)
        ]
        long_marks = re.compile("".join(signs))
    return sounds, short_sounds(reading) | short_sounds(spoken), long_marks


def missing_marks(sound: str, reading: str) -> int:
    """Return how many long vowels and apostrophes short romaji leaves out."""
    full = strict_key(to_romaji(reading.replace(" ", "・")))
    return full.count(":") + full.count("'") - sound.count(":") - sound.count("'")


def undressed(heard: Heard, entry: Entry) -> Iterator[Heard]:
    """Yield what is left of ``heard`` without what politeness and grammar may put around the word ``entry``."""
    tails: tuple[str, ...] = ()
    if entry.pos in {PartOfSpeech.SURU_NOUN, PartOfSpeech.SURU_VERB}:
        tails += _SURU_TAILS
    if entry.pos not in _VERBS:
        tails += _DESU_TAILS
    heads = ("ご", "お") if entry.origin in {Origin.KANGO, Origin.KONSHUGO} else ("お",)
    ends = [heard, *(shorter for tail in tails if (shorter := _without(heard, "", tail)))]
    yield from ends[1:]
    for form in ends:
        for head in heads:
            if shorter := _without(form, head, ""):
                yield shorter


def polite_forms(entry: Entry, reading: str) -> tuple[str, ...]:
    """Return the polite forms of a verb, and its noun if it is one with する."""
    key = kana_key(reading)
    if not key:
        return ()
    if entry.pos is PartOfSpeech.SURU_VERB:
        return (key.removesuffix("する"),)
    stem = ""
    if entry.pos is PartOfSpeech.ICHIDAN_VERB:
        stem = key[:-1]
    elif entry.pos is PartOfSpeech.GODAN_VERB:
        stem = key[:-1] + ("い" if _HONORIFIC_RU.search(key) else _POLITE_STEM.get(key[-1], ""))
    return (f"{stem}ます", f"{stem}ました") if stem else ()


def own_readings(entry: Entry, shown: str) -> tuple[str, ...]:
    """Return how a spelling is read that is not read as the headword is: a short form, or one in kana."""
    if shown == entry.headword:
        return ()
    if is_kana(shown):
        return (kana_key(shown),)
    if shown not in entry.abbreviations:
        return ()
    if not has_kanji(shown):
        spelt = [_LETTERS.get(letter, "") for letter in shown.upper()]
        return ("".join(spelt),) if all(spelt) else ()
    sounds = [kana_key(key if is_kana(key) else to_kana(key)) for key in entry.search_keys if not has_kanji(key)]
    short = [sound for sound in sounds if is_kana(sound) and len(sound) <= _MOST_KANA * len(shown)]
    alike = [sound for sound in short if sound[0] == entry.kana[0]] or short
    return (max(alike, key=len),) if alike else ()


def lacks_last_mark(text: str, entry: Entry) -> bool:
    """Return whether ``text`` is the loan in katakana without its last ー, as technical writing has it (JIS Z 8301)."""
    key = to_katakana(kana_key(entry.reading))
    is_loan = entry.origin in {Origin.GAIRAIGO, Origin.WASEI_EIGO}
    return is_loan and len(key) >= _LEAST_MARKED and key[-1] == "ー" and text == key[:-1]


def bare(reading: str, headword: str) -> str:
    """Return the reading of a word that begins with お or ご without it; empty for other words and very short ones."""
    key = kana_key(reading)
    if headword[0] in "おご御" and key[0] in "おご" and len(key) > _LEAST_BARE:
        return key[1:]
    return ""


def _without(heard: Heard, head: str, tail: str) -> Heard | None:
    """Return ``heard`` without a beginning and an end, or None when it has not both."""
    kana = ""
    if heard.kana.startswith(head) and heard.kana.endswith(tail):
        kana = heard.kana[len(head) : len(heard.kana) - len(tail)]
    before, after = strict_key(head), strict_key(tail)
    sounds = frozenset(
        sound[len(before) : len(sound) - len(after)]
        for sound in heard.sounds
        if sound.startswith(before) and sound.endswith(after)
    )
    return Heard(kana, sounds, heard.signs) if kana or (sounds and not heard.signs) else None
