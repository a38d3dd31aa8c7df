"""How the general dictionary's rows read in chat: under a heading of their own, with their date, source and licence."""

from collections.abc import Iterable, Iterator

from bot.commands import wording
from bot.commands.spec import View
from bot.general.model import ATTRIBUTION, LICENCE_PAGE, Edition, GeneralAnswer, GeneralEntry, Tier
from bot.lexicon.model import PartOfSpeech
from bot.localized import Localized
from bot.reply import Block, BulletList, Emphasis, Note, Paragraph, Ruby, Span, Text, plain, soft, strong

_HEADING = Localized("General dictionary ({edition})", "一般の辞書（{edition}）")
_ATTRIBUTION = Localized(
    "{source} is the property of the {owner}, used under {licence}: {page}",
    "{source} は {owner} の著作物で、{licence} のもとで利用しています：{page}",
)
_TIERS = {
    Tier.LOOSE: Localized("sounds alike", "似た音"),
    Tier.PREFIX: Localized("begins like this", "途中まで一致"),
}
_MAX_SENSES = 3
_MAX_GLOSSES = 4
_MAX_MEANING = 240
_MAX_LABELS = 2

# JMdict's codes (the entities at the head of its file) as the glossary's parts of speech; the first that fits counts.
_PARTS = (
    ("vs-", PartOfSpeech.SURU_VERB),
    ("vz", PartOfSpeech.SURU_VERB),
    ("vs", PartOfSpeech.SURU_NOUN),
    ("v5", PartOfSpeech.GODAN_VERB),
    ("v1", PartOfSpeech.ICHIDAN_VERB),
    ("adj-na", PartOfSpeech.NA_ADJECTIVE),
    ("adj-i", PartOfSpeech.I_ADJECTIVE),
    ("adv", PartOfSpeech.ADVERB),
    ("exp", PartOfSpeech.EXPRESSION),
    ("int", PartOfSpeech.EXPRESSION),
    ("pref", PartOfSpeech.PREFIX),
    ("n-pref", PartOfSpeech.PREFIX),
    ("suf", PartOfSpeech.SUFFIX),
    ("n-suf", PartOfSpeech.SUFFIX),
    ("pn", PartOfSpeech.PRONOUN),
)
_NOUN = "n"


def general_blocks(answer: GeneralAnswer, view: View) -> tuple[Block, ...]:
    """Return the rows with heading and attribution; nothing where there are no rows."""
    edition = answer.edition
    if edition is None or not answer.entries:
        return ()
    return (
        Paragraph(strong(view.say(_HEADING.format(edition=_edition(edition, view))))),
        BulletList(tuple(_row(entry, view) for entry in answer.entries)),
        Note(plain(_attribution(edition, view))),
    )


def _edition(edition: Edition, view: View) -> str:
    if edition.created is None:
        return edition.source
    return view.say(Localized(", ", "、")).join((edition.source, edition.created.isoformat()))


def _attribution(edition: Edition, view: View) -> str:
    text = _ATTRIBUTION.format(source=edition.source, owner=ATTRIBUTION, licence=edition.licence, page=LICENCE_PAGE)
    return view.say(text)


def _row(entry: GeneralEntry, view: View) -> Text:
    """Return 会議（かいぎ） noun: meeting; conference."""
    head: Text = (
        (Span(entry.headword, Emphasis.STRONG),)
        if entry.headword == entry.reading
        else (Ruby(entry.headword, entry.reading, Emphasis.STRONG),)
    )
    labels = [view.say(wording.PARTS_OF_SPEECH[part]) for part in _parts(entry.pos)][:_MAX_LABELS]
    if entry.tier in _TIERS:
        labels.append(view.say(_TIERS[entry.tier]))
    note = soft(f" {' · '.join(labels)}") if labels else ()
    return (*head, *note, *plain(f": {_meaning(entry)}"))


def _parts(codes: Iterable[str]) -> Iterator[PartOfSpeech]:
    """Yield the parts of speech that ``codes`` stand for, each once; those that the glossary does not know are left."""
    codes = list(codes)
    parts = [next((part for start, part in _PARTS if code.startswith(start)), None) for code in codes]
    if _NOUN in codes and not {PartOfSpeech.SURU_NOUN, PartOfSpeech.NA_ADJECTIVE} & set(parts):
        parts.insert(0, PartOfSpeech.NOUN)
    return (part for part in dict.fromkeys(parts) if part)


def _meaning(entry: GeneralEntry) -> str:
    senses = ["; ".join(sense[:_MAX_GLOSSES]) for sense in entry.senses[:_MAX_SENSES]]
    text = senses[0] if len(senses) == 1 else " ".join(f"{number}. {sense}" for number, sense in enumerate(senses, 1))
    return text if len(text) <= _MAX_MEANING else f"{text[: _MAX_MEANING - 1].rstrip()}…"
