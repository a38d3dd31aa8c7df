"""``explain``: finds the glossary's terms in a whole message."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.commands.define import show_button
from bot.commands.entry_view import head, romaji, short
from bot.commands.house_view import rule_text
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.commands.withheld import is_withheld, refusal
from bot.errors import StorageError
from bot.lexicon.model import Entry, Glossary
from bot.lexicon.spotting import MAX_MESSAGE
from bot.localized import Localized
from bot.reply import Block, BulletList, Note, Paragraph, Reply, Span, Text, Tone, plain, soft
from bot.team.house import HouseRule, Verdict

if TYPE_CHECKING:
    from bot.lexicon.spotting.spotter import Term

_SUMMARY = Localized("Explain the terms in a message", "メッセージの中の用語を説明する")
_MESSAGE = Localized("The message, pasted as it is", "メッセージの本文（そのまま貼り付け）")
_TITLE = Localized("Terms in this message: {count}", "このメッセージの用語：{count}語")
_NONE = Localized("No terms found", "用語は見つかりませんでした")
_TRY = Localized(
    "None of the glossary's words is in this message. /define looks up a single word, however it is spelt.",
    "このメッセージに、用語集の言葉はありません。/define なら、1語をどんな書き方でも調べられます。",
)
_REST = Localized("And also: {words}", "ほかに：{words}")
_MAX_BUTTONS = 5
_MAX_LISTED = 20
_MAX_RULES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainParams:
    """What ``explain`` takes."""

    message: str = option(_MESSAGE, name_ja="本文", maximum=MAX_MESSAGE, greedy=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The terms in a message, in order, each as often as it occurs."""

    terms: "tuple[Term, ...]"
    withheld: bool = False
    avoided: tuple[HouseRule, ...] = ()
    glossary: Glossary | None = None


def explain(services: Services, invocation: Invocation, params: ExplainParams) -> Explanation:
    """Return the terms in ``params.message``."""
    terms = services.spotter().find(params.message)
    withheld = is_withheld(services, invocation, (term.entry.id for term in terms))
    avoided = () if withheld else _avoided(services, invocation, terms)
    return Explanation(terms=terms, withheld=withheld, avoided=avoided, glossary=services.glossary)


def _avoided(services: Services, invocation: Invocation, terms: "tuple[Term, ...]") -> tuple[HouseRule, ...]:
    """Return the rules against words of the message, where the channel wants to be told of them."""
    ids = dict.fromkeys(term.entry.id for term in terms)
    rules = [services.house[each] for each in ids if each in services.house]
    rules = [rule for rule in rules if rule.verdict is Verdict.AVOID]
    if not rules:
        return ()
    try:
        with services.unit_of_work(read_only=True) as work:
            return tuple(rules[:_MAX_RULES]) if work.channels.has_hints(invocation.place) else ()
    except StorageError:
        return ()


def present(explanation: Explanation, view: View) -> Reply:
    """Return each term once, in order, the first five with a button; or a sentence that there is none."""
    if explanation.withheld:
        return refusal(view)
    spellings: dict[str, tuple[Entry, str]] = {}
    for term in explanation.terms:
        spellings.setdefault(term.entry.id, (term.entry, term.surface))
    found = list(spellings.values())
    if not found:
        return Reply(title=plain(view.say(_NONE)), blocks=(Paragraph(plain(view.say(_TRY))),), tone=Tone.WARNING)
    listed, rest = found[:_MAX_LISTED], found[_MAX_LISTED:]
    blocks: list[Block] = [BulletList(tuple(_line(entry, surface, view) for entry, surface in listed))]
    if rest:
        words = ", ".join(entry.headword for entry, _ in rest)
        blocks.append(Note(plain(view.say(_REST.format(words=words)))))
    if explanation.glossary:
        for rule in explanation.avoided:
            word = head(explanation.glossary.entry(rule.entry_id))
            blocks.append(Note((*word, Span(": "), *rule_text(rule, explanation.glossary, view))))
    return Reply(
        title=plain(view.say(_TITLE.format(count=len(found)))),
        blocks=tuple(blocks),
        buttons=tuple(show_button(entry) for entry, _ in listed[:_MAX_BUTTONS]),
    )


def _line(entry: Entry, surface: str, view: View) -> Text:
    """Return the entry's headword, reading and gloss, after the spelling met where that is another."""
    met = (Span(f"{surface} → "),) if surface != entry.headword else ()
    sounds = soft(f" · {romaji(entry)}") if view.romaji else ()
    return (*met, *short(entry, view), *sounds)


EXPLAIN = CommandSpec(
    name="explain",
    name_ja="解説",
    summary=_SUMMARY,
    params=ExplainParams,
    handler=explain,
    presenter=present,
    examples=("/explain 受電後、顧客へ折り返しのうえリスケをお願いします",),
)
