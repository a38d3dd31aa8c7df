"""What is said about the team's words fits both platforms at its longest, with the buttons that matter."""

from dataclasses import replace

import pytest

from bot.commands.spec import View
from bot.commands.term import Told, present
from bot.commands.term_said import Happened, History, Kind, Listing, Said, Step
from bot.lexicon.model import EntryId, Example, Glossary, Style
from bot.localized import Locale, Localized
from bot.reply import FormButton
from bot.team import term as steps
from bot.team.checks import Alike, Likeness
from bot.team.fields import MAX_SENSES, MAX_TEXT, MAX_WORD, FieldFault, fields_of
from bot.team.term import Term, TermState, version_of
from bot.team.versions import changes
from tests.factories import NOON, make_entry, make_sense
from tests.platforms import test_discord_render as discord_render
from tests.platforms import test_slack_render as slack_render
from tests.platforms.validate_discord import Kind as Payload
from tests.platforms.validate_discord import assert_valid

SENSE = make_sense(
    "g" * 200,
    def_en="d" * MAX_TEXT,
    def_ja="説" * MAX_TEXT,
    examples=(Example(ja="例" * MAX_TEXT, reading="", en="e" * MAX_TEXT, style=Style.WRITTEN),),
)
LONGEST = make_entry(
    "team.k3x9q2ab",
    "用" * MAX_WORD,
    "あ" * MAX_WORD,
    senses=(SENSE,) * MAX_SENSES,
    variants=tuple("別" * 100 + str(number) for number in range(9)),
    usage_note=Localized("n" * MAX_TEXT, "注" * MAX_TEXT),
)
GLOSSARY = Glossary((LONGEST,), ())
SUGGESTED = replace(steps.suggest(LONGEST, "u" * 30, NOON), revision=99_999, reason="r" * 300)
SHORT = replace(LONGEST, senses=(make_sense(),), usage_note=None, variants=())
NAMES = {"u" * 30: "N" * 100}


def _published() -> Term:
    step = steps.publish(SUGGESTED, "e" * 30, NOON)
    assert isinstance(step, Term)
    return step


def _said(happened: Happened, term: Term = SUGGESTED, **more: object) -> Said:
    fields = {"names": NAMES, "reader": "u" * 30, "may_decide": True, "glossary": GLOSSARY, "stale": True, **more}
    return Said(happened=happened, term=term, **fields)  # type: ignore[arg-type]  # fields of Said


CHANGED = changes(SHORT, LONGEST)
SAYINGS: dict[str, Told] = {
    "suggested": _said(Happened.SUGGESTED),
    "published": _said(Happened.PUBLISHED, _published()),
    "an edit": _said(
        Happened.SHOWN, replace(SUGGESTED, replaces=EntryId("team.a")), subject=_published(), changes=CHANGED
    ),
    "changed since": _said(Happened.CHANGED_SINCE, changes=CHANGED, draft="0" * 12, given=fields_of(LONGEST)),
    "doubtful": Said(
        happened=Happened.DOUBTFUL,
        doubts=tuple(Alike(likeness=each, entry=LONGEST) for each in Likeness),
        draft="0" * 12,
        given=fields_of(LONGEST),
    ),
    "faulty": Said(
        happened=Happened.FAULTY,
        faults=tuple(FieldFault(name, Localized("x" * 300, "誤" * 300)) for name in ("headword", "english", "level")),
        draft="0" * 12,
        given=fields_of(LONGEST),
    ),
    "decided": _said(Happened.DECIDED, replace(_published(), state=TermState.REFUSED)),
    "history": History(
        term=_published(),
        steps=(Step(version=version_of(SUGGESTED), changes=CHANGED),) * 4,
        page=2,
        pages=9,
        names=NAMES,
        may_decide=True,
    ),
    **{
        f"listed: {kind}": Listing(
            kind=kind,
            terms=tuple(
                replace(SUGGESTED, entry=replace(LONGEST, id=EntryId(f"team.{number:08}"))) for number in range(rows)
            ),
            number=9_999,
            page=2,
            pages=99,
            query="雪" * MAX_WORD if kind is Kind.LIST else "",
            names=NAMES,
            reader="u" * 30,
            may_decide=True,
            waiting=500,
        )
        for kind, rows in ((Kind.LIST, 10), (Kind.REVIEW, 5), (Kind.STALE, 4))
    },
}


@pytest.mark.asyncio
@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("told", SAYINGS.values(), ids=SAYINGS)
async def test_the_longest_words_fit_with_all_their_buttons(told: Told, locale: Locale) -> None:
    reply = present(told, View(locale=locale))
    assert_valid(discord_render.payload(reply), Payload.MESSAGE)
    slack_render.assert_fits(reply, locale)
    assert 1 <= len(reply.buttons) <= 25


@pytest.mark.parametrize("name", ["changed since", "doubtful", "faulty"])
def test_what_was_typed_stands_in_the_form_to_the_last_letter(name: str) -> None:
    reply = present(SAYINGS[name], View(locale=Locale.EN))
    (form,) = [button for button in reply.buttons if isinstance(button, FormButton)]
    assert {field.name: field.value for field in form.fields}["definition"] == "d" * MAX_TEXT
