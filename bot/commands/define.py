"""``define``: explains a word, or says which words might have been meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot import messages
from bot.commands import actions, compare
from bot.commands.compare import Comparison, compare_terms
from bot.commands.entry_view import entry_blocks, has_kanji, has_more, heading, short
from bot.commands.general_view import general_blocks
from bot.commands.house_view import instead_of, rule_blocks
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Suggester, View, option
from bot.commands.withheld import is_withheld, refusal
from bot.general.model import NO_ANSWER, GeneralAnswer
from bot.lexicon.match import LookupResult, Match, MatchKind, Outcome, explain
from bot.lexicon.model import Contrast, Entry, EntryId, Glossary
from bot.lexicon.questions import terms_asked
from bot.localized import Localized
from bot.reply import BulletList, Button, InputButton, Note, Paragraph, Reply, Text, Tone, plain
from bot.team.house import HouseRule
from bot.text.normalize import MAX_QUERY

_SUMMARY = Localized(
    "Explain a word: kana, kanji, any romaji, or English",
    "言葉の意味と使い方を調べる（かな・漢字・ローマ字・英語）",
)
_TERM = Localized("The word to explain, however you can type it", "調べたい言葉（どんな書き方でも）")
_ALSO = Localized("This could also be", "ほかの候補")
_NOT_FOUND = Localized("Not found", "見つかりませんでした")
_NOT_SURE = Localized("Did you mean…", "もしかして")
_NOTHING = Localized(
    "I have no word like “{query}”. Try its reading in kana or romaji, or a plain English word for it.",
    "「{query}」に近い言葉はありません。読み（かな・ローマ字）か、英語でも調べられます。",
)
_ELSEWHERE = Localized("Not in the business glossary", "ビジネス用語集にはない言葉")
_ONLY_ELSEWHERE = Localized(
    "I have no business word like “{query}”, but a general dictionary knows it:",
    "「{query}」はビジネス用語集にありませんが、一般の辞書には載っています。",
)
_CHOOSE = Localized("I do not know “{query}”. These come close:", "「{query}」は載っていません。近い言葉：")
_COMPARE = Localized("Compare with {words}", "違いを見る：{words}")
_COMPARE_MANY = Localized("Compare: {title}", "違いを見る：{title}")
_QUIZ_ME = Localized("Quiz me", "クイズで練習")
_SAVE = Localized("Save", "保存")
_MORE = Localized("More", "くわしく")
_TRY_AGAIN = Localized("Look up another word", "別の言葉を調べる")
_GONE = Localized("That word is no longer in the glossary.", "その言葉はもう用語集にありません。")
_MAX_OTHERS = 4
_MAX_SUGGESTIONS = 3
_MAX_LABEL = 75
_MAX_COMPARED = 40
"""A longer label of words takes a phone's line for itself."""
"""Characters on a button: Slack's limit for a button's text (Discord allows 80)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineParams:
    """What ``define`` takes."""

    term: str = option(_TERM, name_ja="言葉", maximum=MAX_QUERY, greedy=True, suggester=Suggester.TERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowParams:
    """What ``show`` takes: an entry's id, put there by a button."""

    entry: str = option(_TERM, maximum=MAX_QUERY)
    whole: bool = option(_MORE, default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a lookup found, with the glossary its links lead into, and what the general dictionary has besides.

    ``comparison`` is there when the question was how words differ; ``whole`` asks for all that is known at once.
    """

    result: LookupResult
    glossary: Glossary
    general: GeneralAnswer = NO_ANSWER
    comparison: Comparison | None = None
    house: Mapping[EntryId, HouseRule] = field(default_factory=dict)
    whole: bool = False
    withheld: bool = False


def define(services: Services, invocation: Invocation, params: DefineParams) -> Definition:
    """Return what the glossary says to ``params.term``."""
    found = look_up(services, params.term)
    shown = [match.entry.id for match in (*found.result.matches[: 1 + _MAX_OTHERS], *found.result.suggestions)]
    if len(terms_asked(params.term)) > 1:
        compared = compare_terms(params.term, services.lookup, services.glossary, services.house)
        if len(compared.entries) > 1 and not compared.unknown:
            found = replace(found, comparison=compared)
            shown += (entry.id for entry in compared.entries)
    if is_withheld(services, invocation, shown):
        return replace(found, withheld=True)
    if found.result.outcome is Outcome.MATCH:
        services.note_lookup(invocation.actor, found.result.matches[0].entry.id, invocation.received_at)
    elif found.comparison is None:
        services.note_unfound(invocation.actor, params.term, invocation.received_at)
    return found


def look_up(services: Services, term: str) -> Definition:
    """Return what the glossary says to ``term``; the general dictionary is asked only when that is not sure."""
    result = services.lookup.find(term)
    general = NO_ANSWER if result.outcome is Outcome.MATCH else services.general(term)
    return Definition(result=result, glossary=services.glossary, general=general, house=services.house)


def present(definition: Definition, view: View) -> Reply:
    """Return the contrast asked for; the best match, the others as buttons; or the near misses; or what to try instead.

    What the general dictionary has comes after that, on its own.
    """
    if definition.withheld:
        return refusal(view)
    if definition.comparison:
        return compare.present(definition.comparison, view)
    result = definition.result
    query = result.query.strip()
    general = general_blocks(definition.general, view)
    if result.outcome is Outcome.NONE:
        title, text = (_ELSEWHERE, _ONLY_ELSEWHERE) if general else (_NOT_FOUND, _NOTHING)
        return Reply(
            title=plain(view.say(title)),
            blocks=(Paragraph(plain(view.say(text.format(query=query)))), *general),
            buttons=(InputButton(view.say(_TRY_AGAIN), actions.build("define"), view.say(_TERM)),),
            tone=Tone.INFO if general else Tone.WARNING,
        )
    if result.outcome is Outcome.SUGGEST:
        shown = result.suggestions[:_MAX_SUGGESTIONS]
        return Reply(
            title=plain(view.say(_NOT_SURE)),
            blocks=(
                Paragraph(plain(view.say(_CHOOSE.format(query=query)))),
                BulletList(tuple(short(match.entry, view) for match in shown), numbered=True),
                *general,
            ),
            buttons=tuple(show_button(match.entry) for match in shown),
            tone=Tone.INFO if general else Tone.WARNING,
        )
    best, *others = result.matches
    return entry_reply(
        best.entry,
        definition.glossary,
        view,
        reason=_reason(best, query, view),
        others=others[:_MAX_OTHERS],
        rule=definition.house.get(best.entry.id),
        whole=definition.whole,
    )


def entry_reply(
    entry: Entry,
    glossary: Glossary,
    view: View,
    *,
    reason: str = "",
    others: list[Match] | None = None,
    rule: HouseRule | None = None,
    whole: bool = False,
) -> Reply:
    """Return ``entry``, its first needs or the ``whole`` of it; a button gives the rest.

    ``reason`` says how the query led to it, ``others`` are the words it could also be, ``rule`` what the house says.
    """
    blocks = [*rule_blocks(rule, glossary, view), *entry_blocks(entry, glossary, view, whole=whole)]
    if reason:
        blocks.append(Note(plain(reason)))
    if others:
        alternatives: tuple[Text, ...] = tuple(short(match.entry, view) for match in others)
        blocks.extend((Note(plain(view.say(_ALSO))), BulletList(alternatives)))
    buttons = [_compare_button(contrast, entry, glossary, view) for contrast in glossary.contrasts_of(entry.id)[:2]]
    instead = instead_of(rule, glossary)
    shown = [*([instead] if instead else []), *(match.entry for match in others or () if match.entry is not instead)]
    buttons.extend(map(show_button, shown))
    if not whole and has_more(entry, glossary, view):
        buttons.append(Button(view.say(_MORE), actions.build("show", entry.id, "on")))
    buttons.append(Button(view.say(_QUIZ_ME), actions.build("practise", entry.id)))
    buttons.append(Button(view.say(_SAVE), actions.build("save", entry.id)))
    buttons.append(Button(view.say(messages.SHARE), actions.build("share", "entry", entry.id)))
    return Reply(title=heading(entry, view), blocks=tuple(blocks), buttons=tuple(buttons))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """An entry and the glossary its links lead into; None when a later glossary has lost it."""

    entry: Entry | None
    glossary: Glossary
    rule: HouseRule | None = None
    whole: bool = False
    withheld: bool = False


def show(services: Services, invocation: Invocation, params: ShowParams) -> ShownEntry:
    """Return the entry with the id in ``params``."""
    entry_id = EntryId(params.entry)
    return ShownEntry(
        entry=services.glossary.by_id.get(entry_id),
        glossary=services.glossary,
        rule=services.house.get(entry_id),
        whole=params.whole,
        withheld=is_withheld(services, invocation, [entry_id]),
    )


def present_entry(shown: ShownEntry, view: View) -> Reply:
    """Return the entry, or a sentence that it is gone."""
    if shown.withheld:
        return refusal(view)
    if shown.entry is None:
        return Reply(title=plain(view.say(_NOT_FOUND)), blocks=(Paragraph(plain(view.say(_GONE))),), tone=Tone.WARNING)
    return entry_reply(shown.entry, shown.glossary, view, rule=shown.rule, whole=shown.whole)


def _reason(match: Match, query: str, view: View) -> str:
    """Return how the query led to the match, unless it was typed just so."""
    return "" if match.kind is MatchKind.EXACT and not match.rules else explain(match, query, view.locale)


def show_button(entry: Entry) -> Button:
    """Return the button that opens ``entry``, labelled with its headword and, for kanji, the reading."""
    label = f"{entry.headword}（{entry.kana}）" if has_kanji(entry) else entry.headword
    return Button(label if len(label) <= _MAX_LABEL else entry.headword[:_MAX_LABEL], actions.build("show", entry.id))


def _compare_button(contrast: Contrast, entry: Entry, glossary: Glossary, view: View) -> Button:
    words = " / ".join(glossary.entry(member).headword for member in contrast.members if member != entry.id)
    label = view.say(_COMPARE.format(words=words))
    if len(label) > _MAX_COMPARED:
        label = view.say(_COMPARE_MANY.format(title=view.say(contrast.title)))[:_MAX_LABEL]
    return Button(label, actions.build("contrast", contrast.id))


DEFINE = CommandSpec(
    name="define",
    name_ja="調べる",
    summary=_SUMMARY,
    params=DefineParams,
    handler=define,
    presenter=present,
    examples=("/define kasutama", "/define 受電", "/define client"),
)

SHOW = CommandSpec(
    name="show",
    summary=_SUMMARY,
    params=ShowParams,
    handler=show,
    presenter=present_entry,
    hidden=True,
)
