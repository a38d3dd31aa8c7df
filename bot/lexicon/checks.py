"""The editorial rules a machine can check; each check yields a fault with file, entry and field.

Figures are those of the style sheet in data/README.md. Nothing here needs a dictionary: readings are compared with
an analyser when they are written, not when they are loaded.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.errors import DataFault
from bot.lexicon.model import Contrast, ContrastId, Domain, Entry, EntryId, Example, PartOfSpeech

GAP = "＿＿"
"""Where the missing word of a minimal pair's sentence stands."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_READING = re.compile(r"[ぁ-ゖー]+([ ・][ぁ-ゖー]+)*")
_KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]")
_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
_HALF_WIDTH_KANA = re.compile(r"[･-ﾟ]")
_ARTICLE = re.compile(r"(a|an|the) ", re.IGNORECASE)

_EN_DEFINITION = range(40, 261)
_JA_DEFINITION = range(15, 131)
_JA_EXAMPLE = range(8, 71)
_NOTE = range(1, 321)
_MAX_GLOSSES = 4
_MAX_DOMAINS = 2
_MIN_EXAMPLES = 2
_MIN_AXES = 3

IsWritten = Callable[[str], bool]
"""Whether an entry with this id stands in a file, be it one that could not be read."""

Filed = Sequence[tuple[str, Entry]]
FiledContrasts = Sequence[tuple[str, Contrast]]


def check(entries: Filed, contrasts: FiledContrasts, is_written: IsWritten) -> Iterator[DataFault]:
    """Yield every fault in the entries, in the contrasts, and between them.

    A link to an entry that ``is_written`` but not among ``entries`` is no fault.
    """
    for name, entry in entries:
        for field, problem in _entry_faults(entry):
            yield DataFault(name, entry.id, field, problem)
    yield from _duplicate_faults(entries)
    yield from _link_faults(entries, contrasts, is_written)
    read = {entry.id for _, entry in entries}
    for name, contrast in contrasts:
        for field, problem in _contrast_faults(contrast, lambda member: member in read or is_written(member)):
            yield DataFault(name, contrast.id, field, problem)
    seen: set[ContrastId] = set()
    for name, contrast in contrasts:
        if contrast.id in seen:
            yield DataFault(name, contrast.id, "id", "is used by another contrast")
        seen.add(contrast.id)


def _entry_faults(entry: Entry) -> Iterator[tuple[str, str]]:
    if not _ID.fullmatch(entry.id):
        yield "id", "must be lower-case ASCII words joined by hyphens"
    if not _READING.fullmatch(entry.reading):
        yield "reading", "must be hiragana and ー, words parted by one space or ・"
    if not 1 <= entry.difficulty <= 5:
        yield "difficulty", "must be 1 to 5"
    if not entry.senses:
        yield "senses", "at least one is needed"
    if entry.usage_note and not all(len(text) in _NOTE for text in (entry.usage_note.en, entry.usage_note.ja)):
        yield "usage_note", f"must have 1 to {_NOTE.stop - 1} characters in each language"
    if entry.pos in {PartOfSpeech.GODAN_VERB, PartOfSpeech.ICHIDAN_VERB} and not entry.transitivity:
        yield "transitivity", "a verb says transitive, intransitive or both"
    if entry.formula and not all(ratio.numerator for ratio in (entry.formula, *entry.formula.variants)):
        yield "formula.numerator", "must name at least one term"
    if len(entry.examples) < _MIN_EXAMPLES:
        yield "senses", f"at least {_MIN_EXAMPLES} examples are needed in all"
    for field, text in _texts(entry):
        yield from ((field, problem) for problem in _text_problems(text))
    for position, sense in enumerate(entry.senses, 1):
        at = f"senses[{position}]"
        if not 1 <= len(sense.gloss_en) <= _MAX_GLOSSES:
            yield f"{at}.gloss_en", f"must have 1 to {_MAX_GLOSSES} equivalents"
        if any(_ARTICLE.match(gloss) for gloss in sense.gloss_en):
            yield f"{at}.gloss_en", "must not begin with an article"
        if len(sense.def_en) not in _EN_DEFINITION or not sense.def_en.endswith("."):
            yield f"{at}.def_en", f"must be a sentence of {_range(_EN_DEFINITION)} characters"
        if _JAPANESE.search(re.sub(r"[（(「].*?[）)」]", "", sense.def_en)):
            yield f"{at}.def_en", "must be English; Japanese only in brackets"
        if len(sense.def_ja) not in _JA_DEFINITION or not sense.def_ja.endswith("。"):
            yield f"{at}.def_ja", f"must be a sentence of {_range(_JA_DEFINITION)} characters ending in 。"
        if entry.headword in sense.def_ja:
            yield f"{at}.def_ja", "must not use the headword to define it"
        if not 1 <= len(sense.domain) <= _MAX_DOMAINS:
            yield f"{at}.domain", f"must name 1 or {_MAX_DOMAINS} domains"
        for number, example in enumerate(sense.examples, 1):
            for field, problem in _example_faults(entry, example):
                yield f"{at}.examples[{number}].{field}", problem


def _example_faults(entry: Entry, example: Example) -> Iterator[tuple[str, str]]:
    if len(example.ja) not in _JA_EXAMPLE:
        yield "ja", f"must have {_range(_JA_EXAMPLE)} characters"
    if example.ja[-1:] not in "。？！」":
        yield "ja", "must end like a sentence"
    if not any(form in example.ja for form in spoken_forms(entry)):
        yield "ja", "must contain the headword, a variant or an inflected form"
    if _KANJI.search(example.reading) or not example.reading.strip():
        yield "reading", "must be given, without kanji"
    if not example.en.strip() or _JAPANESE.search(example.en):
        yield "en", "must be an English translation"


def spoken_forms(entry: Entry) -> Iterator[str]:
    """Yield what shows the entry in a sentence: its spellings, and the stem of a word that inflects."""
    spellings = (entry.headword, *entry.variants, *entry.abbreviations)
    yield from spellings
    if entry.pos in {PartOfSpeech.GODAN_VERB, PartOfSpeech.ICHIDAN_VERB, PartOfSpeech.I_ADJECTIVE}:
        yield from (spelling[:-1] for spelling in spellings if len(spelling) > 1)
    if entry.pos is PartOfSpeech.SURU_VERB:
        yield from (spelling.removesuffix("する") for spelling in spellings)


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "headword", entry.headword
    for field in ("variants", "abbreviations", "search_keys", "collocations"):
        yield from ((field, text) for text in getattr(entry, field))
    for position, sense in enumerate(entry.senses, 1):
        at = f"senses[{position}]"
        yield f"{at}.def_en", sense.def_en
        yield f"{at}.def_ja", sense.def_ja
        yield from ((f"{at}.gloss_en", gloss) for gloss in sense.gloss_en)
        for number, example in enumerate(sense.examples, 1):
            yield f"{at}.examples[{number}].ja", example.ja
            yield f"{at}.examples[{number}].reading", example.reading
            yield f"{at}.examples[{number}].en", example.en


def _text_problems(text: str) -> Iterator[str]:
    if not text:
        yield "must not be empty"
    if text != unicodedata.normalize("NFC", text):
        yield "must be in Unicode form NFC"
    if text != text.strip():
        yield "must not begin or end with a space"
    if _HALF_WIDTH_KANA.search(text):
        yield "must not hold half-width kana"


def _duplicate_faults(entries: Filed) -> Iterator[DataFault]:
    ids: set[EntryId] = set()
    words: dict[tuple[str, str], EntryId] = {}
    spellings: defaultdict[str, list[tuple[str, Entry]]] = defaultdict(list)
    sentences: dict[str, EntryId] = {}
    for name, entry in entries:
        if entry.id in ids:
            yield DataFault(name, entry.id, "id", "is used by another entry")
        ids.add(entry.id)
        first = words.setdefault((entry.headword, entry.kana), entry.id)
        if first != entry.id:
            yield DataFault(name, entry.id, "headword", f"with this reading is already {first}")
        for spelling in {entry.headword, *entry.variants, *entry.abbreviations}:
            spellings[spelling].append((name, entry))
        for example in entry.examples:
            other = sentences.setdefault(example.ja, entry.id)
            if other != entry.id or sum(known.ja == example.ja for known in entry.examples) > 1:
                yield DataFault(name, entry.id, "examples", f"sentence also stands in {other}: {example.ja}")
    for spelling, sharers in spellings.items():
        if len(sharers) > 1:
            for name, entry in sharers:
                if not entry.homophone_note:
                    others = ", ".join(other.id for _, other in sharers if other.id != entry.id)
                    problem = f"{spelling} is also a spelling of {others}: say so in homophone_note"
                    yield DataFault(name, entry.id, "homophone_note", problem)


def _link_faults(entries: Filed, contrasts: FiledContrasts, is_written: IsWritten) -> Iterator[DataFault]:
    by_id = {entry.id: entry for _, entry in entries}
    contrasted = {member for _, contrast in contrasts for member in contrast.members}
    mirror = {
        "synonyms": "synonyms",
        "antonyms": "antonyms",
        "related": "related",
        "broader": "narrower",
        "narrower": "broader",
    }
    for name, entry in entries:
        linked = False
        for field, back in mirror.items():
            for target in getattr(entry, field):
                linked = True
                if target == entry.id:
                    yield DataFault(name, entry.id, field, "must not point at itself")
                elif target not in by_id:
                    if not is_written(target):
                        yield DataFault(name, entry.id, field, f"no entry has the id {target}")
                elif entry.id not in getattr(by_id[target], back):
                    yield DataFault(name, entry.id, field, f"{target} must name {entry.id} in its {back}")
        for target in set(entry.synonyms) & set(entry.antonyms):
            yield DataFault(name, entry.id, "antonyms", f"{target} is also a synonym")
        if not linked and entry.id not in contrasted:
            yield DataFault(name, entry.id, "related", "the entry is linked to nothing and in no contrast")
        if _in_loop(entry, by_id):
            yield DataFault(name, entry.id, "broader", "the broader terms lead back to the entry")


def _in_loop(entry: Entry, by_id: dict[EntryId, Entry]) -> bool:
    seen: set[EntryId] = set()
    ahead = list(entry.broader)
    while ahead:
        current = ahead.pop()
        if current == entry.id:
            return True
        if current in by_id and current not in seen:
            seen.add(current)
            ahead.extend(by_id[current].broader)
    return False


def _contrast_faults(contrast: Contrast, is_entry: IsWritten) -> Iterator[tuple[str, str]]:
    members = contrast.members
    if not _ID.fullmatch(contrast.id):
        yield "id", "must be lower-case ASCII words joined by hyphens"
    if len(members) < 2 or len(set(members)) != len(members):
        yield "members", "must be two or more different entries"
    yield from (("members", f"no entry has the id {member}") for member in members if not is_entry(member))
    if len(contrast.gist) != len(members):
        yield "gist", "must have one line for each member"
    if len(contrast.axes) < _MIN_AXES:
        yield "axes", f"at least {_MIN_AXES} are needed"
    for position, axis in enumerate(contrast.axes, 1):
        if len(axis.cells) != len(members):
            yield f"axes[{position}].cells", "must have one cell for each member"
    if not contrast.minimal_pairs:
        yield "minimal_pairs", "at least one is needed"
    for position, pair in enumerate(contrast.minimal_pairs, 1):
        at = f"minimal_pairs[{position}]"
        if pair.frame.count(GAP) != 1:
            yield f"{at}.frame", f"must hold the gap {GAP} once"
        if _KANJI.search(pair.reading):
            yield f"{at}.reading", "must have no kanji"
        wrong = [choice.member for choice in pair.wrong]
        if not wrong or len(set(wrong)) != len(wrong):
            yield f"{at}.wrong", "must name one or more different members"
        for member in (pair.right, *wrong):
            if member not in members:
                yield f"{at}", f"{member} is not a member of the contrast"
        if pair.right in wrong:
            yield f"{at}.wrong", "names the right word"


def domain_counts(entries: Iterable[Entry]) -> dict[Domain, int]:
    """Return how many entries have each domain as that of their first sense, in the domains' own order."""
    counts = dict.fromkeys(Domain, 0)
    for entry in entries:
        for domain in entry.domains[:1]:
            counts[domain] += 1
    return counts


def _range(allowed: range) -> str:
    return f"{allowed.start} to {allowed.stop - 1}"
