"""How a house rule reads beside the word that it is about."""

from collections.abc import Iterable, Iterator, Mapping

from bot.commands.entry_view import head
from bot.commands.spec import View
from bot.lexicon.model import Entry, EntryId, Glossary
from bot.localized import Localized
from bot.reply import Block, Paragraph, Span, Text, strong
from bot.team.house import HouseRule, Verdict

_PREFER = Localized("House rule: use this word.", "社内ルール：この語を使います。")
_AVOID = Localized("House rule: avoid this word.", "社内ルール：この語は使いません。")
_USE_INSTEAD = Localized("House rule: avoid this word. Use {word}.", "社内ルール：この語は使わず、{word}を使います。")
_WORD = "{word}"


def instead_of(rule: HouseRule | None, glossary: Glossary) -> Entry | None:
    """Return what the rule says to use, if it says so and the word is still there."""
    return glossary.by_id.get(rule.instead) if rule and rule.instead and rule.verdict is Verdict.AVOID else None


def rule_text(rule: HouseRule, glossary: Glossary, view: View) -> Text:
    """Return what the house says about a word, what to use in its place, and why."""
    other = instead_of(rule, glossary)
    sentence = _PREFER if rule.verdict is Verdict.PREFERRED else _USE_INSTEAD if other else _AVOID
    before, _, after = view.say(sentence).partition(_WORD)
    why = (Span(f" {rule.why}"),) if rule.why else ()
    return (*strong(before), *(head(other) if other else ()), *(strong(after) if after else ()), *why)


def rule_blocks(rule: HouseRule | None, glossary: Glossary, view: View) -> tuple[Block, ...]:
    """Return the rule as a paragraph of its own; nothing where there is none."""
    return (Paragraph(rule_text(rule, glossary, view)),) if rule else ()


def rules_on(
    entries: Iterable[Entry], house: Mapping[EntryId, HouseRule], glossary: Glossary, view: View
) -> Iterator[Block]:
    """Yield the rule about each of ``entries`` that has one, with the word that it is about."""
    for entry in entries:
        if entry.id in house:
            yield Paragraph((*head(entry), Span(": "), *rule_text(house[entry.id], glossary, view)))
