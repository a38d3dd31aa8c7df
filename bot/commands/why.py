"""``why`` and the button that calls it: which rule decided how a typed answer was graded, in words."""

from dataclasses import dataclass

from bot import messages
from bot.commands import actions
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.localized import Localized
from bot.quiz.model import Rule
from bot.quiz.notes import why
from bot.reply import Button, Paragraph, Reply, Tone, plain

_SUMMARY = Localized("Why an answer was graded so", "判定の理由を見る")
_RULE = Localized("The rule that decided", "判定した規則")
_ASK = Localized("Why?", "判定の理由")
_TITLE = Localized("Why it was graded so", "判定の理由")
_OBVIOUS = frozenset({Rule.EXACT, Rule.OPTION, Rule.NOTHING_GIVEN})
"""Rules that nobody asks about; an option has its own reason beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyParams:
    """What ``why`` takes: the name of a rule, put there by a button."""

    rule: str = option(_RULE, maximum=32)


def explain(services: Services, invocation: Invocation, params: WhyParams) -> Rule | None:
    """Return the rule, or None if there is none of that name any more."""
    del services, invocation
    return Rule(params.rule) if params.rule in set(Rule) else None


def present(rule: Rule | None, view: View) -> Reply:
    """Return what the rule looks at."""
    said = why(rule) if rule else messages.STALE_BUTTON
    return Reply(
        title=plain(view.say(_TITLE)),
        blocks=(Paragraph(plain(view.say(said))),),
        tone=Tone.INFO if rule else Tone.WARNING,
    )


def why_button(rule: Rule | None, view: View) -> tuple[Button, ...]:
    """Return the button that explains ``rule``; none where there is nothing to explain."""
    return () if rule is None or rule in _OBVIOUS else (Button(view.say(_ASK), actions.build("why", rule)),)


WHY = CommandSpec(name="why", summary=_SUMMARY, params=WhyParams, handler=explain, presenter=present, hidden=True)
