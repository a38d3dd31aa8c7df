"""``compare``: tells near-synonyms apart, from a hand-written contrast where there is one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product

from bot import messages
from bot.commands import actions, wording
from bot.commands.entry_view import has_kanji, links, short
from bot.commands.house_view import rules_on
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Suggester, View, option
from bot.commands.terms import split_terms
from bot.commands.withheld import is_withheld, refusal
from bot.lexicon.checks import GAP
from bot.lexicon.match import LookupResult, Outcome
from bot.lexicon.model import Contrast, ContrastId, Entry, EntryId, Glossary, Medium, MinimalPair, Register
from bot.lexicon.search import Lookup
from bot.localized import Localized
from bot.reply import (
    Block,
    BulletList,
    Button,
    Emphasis,
    Field,
    FieldList,
    Inline,
    Note,
    Paragraph,
    Quotation,
    Reply,
    Ruby,
    Span,
    Table,
    Text,
    Tone,
    joined,
    plain,
    strong,
)
from bot.team.house import HouseRule
from bot.team.term import is_own
from bot.team.vocabulary import NO_RULES

_SUMMARY = Localized("Tell near-synonyms apart, side by side", "似た言葉の違いを並べて見る")
_TERMS = Localized("Two to five words, parted by spaces or commas", "比べたい言葉（2～5語、空白か読点で区切る）")
_WITH = Localized("With {words} too", "{words} も並べる")
_IN_DOUBT = Localized("If in doubt", "迷ったら")
_DISAGREE = Localized("Where people differ", "業界による違い")
_IN_SENTENCES = Localized("In a sentence", "文の中で")
_NO_TABLE = Localized(
    "Nobody has written a comparison of these words yet; this is what the entries say of each.",
    "この組み合わせの比較表はまだありません。それぞれの項目から並べました。",
)
_MEANING = Localized("Meaning", "意味")
_REGISTER = Localized("Register", "文体")
_MEDIUM = Localized("Where", "場面")
_FIELD = Localized("Field", "分野")
_NOT_COMPARED = Localized("Not enough to compare", "比べられませんでした")
_UNKNOWN = Localized("I do not know “{word}”.", "「{word}」は載っていません。")
_NEAR = Localized("Close to it: ", "近い言葉：")
_ONE_WORD = Localized(
    "Give me at least two words: /compare クライアント 顧客",
    "2語以上入れてください。例：/compare クライアント 顧客",
)
_NO_CONTRAST = Localized(
    "There is no comparison with {word} yet. Name a second word: /compare {word} …",
    "{word} の比較表はまだありません。もう1語入れてください：/compare {word} …",
)
_LEFT_OUT = Localized("Five words fit side by side; left out: {words}.", "並べられるのは5語までです。省いた語：{words}")
_GONE = Localized("That comparison is no longer in the glossary.", "その比較表はもう用語集にありません。")
_NOT_GIVEN = "–"
_MAX_TERMS = 5
_MAX_LABEL = 75
_MAX_INPUT = 200
_MAX_READINGS = 256
"""So many ways to take words of several meanings together are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareParams:
    """What ``compare`` takes."""

    terms: str = option(_TERMS, name_ja="言葉", maximum=_MAX_INPUT, greedy=True, suggester=Suggester.TERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastParams:
    """What ``contrast`` takes: an id, put there by a button."""

    contrast: str = option(_TERMS, maximum=_MAX_INPUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The words asked for, the contrast that tells them apart if one is written, and the words not known."""

    entries: tuple[Entry, ...]
    contrast: Contrast | None
    unknown: tuple[LookupResult, ...]
    glossary: Glossary
    house: Mapping[EntryId, HouseRule] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    withheld: bool = False


def compare(services: Services, invocation: Invocation, params: CompareParams) -> Comparison:
    """Return the comparison of the words in ``params.terms``."""
    found = compare_terms(params.terms, services.lookup, services.glossary, services.house)
    return _kept_back(found, services, invocation)


def compare_terms(
    text: str, lookup: Lookup, glossary: Glossary, house: Mapping[EntryId, HouseRule] = NO_RULES
) -> Comparison:
    """Return the comparison of the words in ``text``, however they are parted, with the house's rules on them."""
    terms = split_terms(text, lookup)
    results = [lookup.find(term) for term in terms[:_MAX_TERMS]]
    unknown = tuple(result for result in results if result.outcome is not Outcome.MATCH)
    meant = [tuple(match.entry for match in found.matches) for found in results if found.outcome is Outcome.MATCH]
    entries, holding = _taken_together(meant, glossary)
    return Comparison(
        entries=entries,
        contrast=holding if not unknown else None,
        unknown=unknown,
        left_out=terms[_MAX_TERMS:],
        glossary=glossary,
        house=house,
    )


def _taken_together(
    meant: Sequence[tuple[Entry, ...]], glossary: Glossary
) -> tuple[tuple[Entry, ...], Contrast | None]:
    """Return one entry for each word, and the contrast that holds them all.

    A word of several meanings is taken in the one that has a contrast with the others, else in its likeliest.
    """
    likeliest: tuple[Entry, ...] | None = None
    for chosen in islice(product(*meant), _MAX_READINGS):
        entries = tuple({entry.id: entry for entry in chosen}.values())
        likeliest = likeliest or entries
        holding = _contrast_with(entries, glossary)
        if holding and len(entries) == len(likeliest):
            return entries, holding
    return likeliest or (), None


def contrast(services: Services, invocation: Invocation, params: ContrastParams) -> Comparison:
    """Return the contrast with the id in ``params``."""
    glossary = services.glossary
    wanted = ContrastId(params.contrast)
    found = next((each for each in glossary.contrasts if each.id == wanted), None)
    members = tuple(glossary.entry(member) for member in found.members) if found else ()
    comparison = Comparison(entries=members, contrast=found, unknown=(), glossary=glossary, house=services.house)
    return _kept_back(comparison, services, invocation)


def _kept_back(comparison: Comparison, services: Services, invocation: Invocation) -> Comparison:
    """Return the comparison, withheld if a question in the channel is about anything in it."""
    near = (match.entry.id for each in comparison.unknown for match in (*each.matches, *each.suggestions))
    members = comparison.contrast.members if comparison.contrast else ()
    shown = (*(entry.id for entry in comparison.entries), *members, *near)
    return replace(comparison, withheld=True) if is_withheld(services, invocation, shown) else comparison


def present(comparison: Comparison, view: View) -> Reply:
    """Return the contrast, or the entries side by side, or what is missing."""
    if comparison.withheld:
        return refusal(view)
    if comparison.unknown or not comparison.entries:
        return _incomplete(comparison, view)
    if comparison.contrast:
        return _from_contrast(comparison, comparison.contrast, view)
    if len(comparison.entries) < 2:
        word = comparison.entries[0].headword
        return _refusal(view, Paragraph(plain(view.say(_NO_CONTRAST.format(word=word)))))
    return _from_entries(comparison, view)


def present_contrast(comparison: Comparison, view: View) -> Reply:
    """Return the contrast, or a sentence that it is gone."""
    if comparison.contrast is None:
        return _refusal(view, Paragraph(plain(view.say(_GONE))))
    return present(comparison, view)


def _contrast_with(entries: Sequence[Entry], glossary: Glossary) -> Contrast | None:
    """Return the contrast that holds every one of ``entries``; of several the one with the fewest other members.

    For a single word the first in the glossary is the one worth showing.
    """
    if not entries:
        return None
    wanted = {entry.id for entry in entries}
    holding = [each for each in glossary.contrasts_of(entries[0].id) if wanted <= set(each.members)]
    if len(wanted) == 1:
        return next(iter(holding), None)
    return min(holding, key=lambda each: len(each.members), default=None)


def _incomplete(comparison: Comparison, view: View) -> Reply:
    if not comparison.unknown:
        return _refusal(view, Paragraph(plain(view.say(_ONE_WORD))))
    blocks: list[Block] = []
    buttons: list[Button] = []
    for result in comparison.unknown:
        near = [match.entry for match in (*result.matches, *result.suggestions)][:3]
        blocks.append(Paragraph(plain(view.say(_UNKNOWN.format(word=result.query[:40])))))
        if near:
            names = joined((short(entry, view) for entry in near), ", ")
            blocks.append(Paragraph((Span(view.say(_NEAR)), *names)))
            buttons.extend(Button(entry.headword, actions.build("show", entry.id)) for entry in near)
    return _refusal(view, *blocks, buttons=tuple(dict.fromkeys(buttons))[:5])


def _refusal(view: View, *blocks: Block, buttons: tuple[Button, ...] = ()) -> Reply:
    return Reply(title=plain(view.say(_NOT_COMPARED)), blocks=blocks, buttons=buttons, tone=Tone.WARNING)


def _from_contrast(comparison: Comparison, found: Contrast, view: View) -> Reply:
    glossary = comparison.glossary
    asked = {entry.id for entry in comparison.entries}
    whole = len(asked) < 2
    shown = [place for place, member in enumerate(found.members) if whole or member in asked]
    heads = tuple(_head(glossary.entry(found.members[place])) for place in shown)
    rows = [(view.say(axis.label), tuple(plain(view.say(axis.cells[place])) for place in shown)) for axis in found.axes]
    blocks: list[Block] = [
        BulletList(
            tuple(
                (
                    *_head(glossary.entry(found.members[at]), Emphasis.STRONG),
                    Span(f": {view.say(found.gist[at])}"),
                )
                for at in shown
            )
        ),
        Table(head=heads, rows=tuple(rows)),
        Note(plain(view.say(_IN_SENTENCES))),
    ]
    members = {found.members[place] for place in shown}
    for pair in found.minimal_pairs:
        if pair.right in members:
            blocks.extend(_pair_blocks(pair, members, glossary, view))
    fields = [Field(view.say(_IN_DOUBT), plain(view.say(found.in_doubt)))]
    if found.disagreement:
        fields.append(Field(view.say(_DISAGREE), plain(view.say(found.disagreement))))
    blocks.append(FieldList(tuple(fields)))
    shown_entries = [glossary.entry(found.members[place]) for place in shown]
    blocks.extend(rules_on(shown_entries, comparison.house, glossary, view))
    blocks.extend(_left_out(comparison, view))
    buttons = [
        Button(glossary.entry(found.members[place]).headword, actions.build("show", found.members[place]))
        for place in shown
    ]
    others = [glossary.entry(member) for member in found.members if member not in members]
    if others:
        words = " / ".join(entry.headword for entry in others)
        buttons.append(Button(view.say(_WITH.format(words=words))[:_MAX_LABEL], actions.build("contrast", found.id)))
    buttons.append(Button(view.say(messages.SHARE), actions.build("share", "contrast", found.id)))
    title = links([found.members[place] for place in shown], glossary) if others else plain(view.say(found.title))
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons))


def _pair_blocks(pair: MinimalPair, shown: set[EntryId], glossary: Glossary, view: View) -> Iterator[Block]:
    before, after = pair.frame.split(GAP)
    right = glossary.entry(pair.right)
    sentence: Text = (Span(before), Span(right.headword, Emphasis.STRONG), Span(after))
    yield Quotation(sentence, pair.reading, pair.en)
    lines: list[Text] = [(Span("○ "), *_head(right), Span(f": {view.say(pair.why)}"))]
    lines.extend(
        (Span("× "), *_head(glossary.entry(choice.member)), Span(f": {view.say(choice.why)}"))
        for choice in pair.wrong
        if choice.member in shown
    )
    yield BulletList(tuple(lines))


def _from_entries(comparison: Comparison, view: View) -> Reply:
    entries = comparison.entries
    rows = (
        (view.say(_MEANING), tuple(plain(", ".join(entry.senses[0].gloss_en) or _NOT_GIVEN) for entry in entries)),
        (view.say(_REGISTER), tuple(plain(_register(entry, view)) for entry in entries)),
        (view.say(_MEDIUM), tuple(plain(_medium(entry, view)) for entry in entries)),
        (
            view.say(_FIELD),
            tuple(
                plain(", ".join(view.say(wording.DOMAINS[each]) for each in entry.domains) or _NOT_GIVEN)
                for entry in entries
            ),
        ),
    )
    definitions = tuple(
        (
            *strong(entry.headword),
            Span(f": {view.say(entry.senses[0].definition)}"),
        )
        for entry in entries
        if view.say(entry.senses[0].definition)
    )
    return Reply(
        title=links([entry.id for entry in entries], comparison.glossary),
        blocks=(
            Table(head=tuple(_head(entry) for entry in entries), rows=rows),
            *((BulletList(definitions),) if definitions else ()),
            *rules_on(entries, comparison.house, comparison.glossary, view),
            Note(plain(view.say(_NO_TABLE))),
            *_left_out(comparison, view),
        ),
        buttons=tuple(Button(entry.headword, actions.build("show", entry.id)) for entry in entries),
    )


def _register(entry: Entry, view: View) -> str:
    """Return the label; of a team's own word only one that somebody gave."""
    if is_own(entry.id) and entry.register is Register.NEUTRAL:
        return _NOT_GIVEN
    return view.say(wording.REGISTERS[entry.register])


def _medium(entry: Entry, view: View) -> str:
    if is_own(entry.id) and entry.medium is Medium.BOTH:
        return _NOT_GIVEN
    return view.say(wording.MEDIA[entry.medium])


def _left_out(comparison: Comparison, view: View) -> tuple[Block, ...]:
    words = ", ".join(comparison.left_out)
    return (Note(plain(view.say(_LEFT_OUT.format(words=words)))),) if words else ()


def _head(entry: Entry, emphasis: Emphasis = Emphasis.PLAIN) -> Text:
    head: Inline = Ruby(entry.headword, entry.kana, emphasis) if has_kanji(entry) else Span(entry.headword, emphasis)
    return (head,)


COMPARE = CommandSpec(
    name="compare",
    name_ja="比べる",
    summary=_SUMMARY,
    params=CompareParams,
    handler=compare,
    presenter=present,
    examples=("/compare クライアント カスタマー 顧客 お客様", "/compare juden, nyuden"),
)

CONTRAST = CommandSpec(
    name="contrast",
    summary=_SUMMARY,
    params=ContrastParams,
    handler=contrast,
    presenter=present_contrast,
    hidden=True,
)
