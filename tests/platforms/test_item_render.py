"""Every quiz item that can be made of any entry fits both platforms, asked and answered, in both languages."""

from datetime import UTC, datetime
from random import Random

import pytest

from bot.commands.quiz_view import Turn, TurnKind, present
from bot.commands.spec import View
from bot.lexicon.model import Glossary
from bot.localized import Locale
from bot.quiz.items import build_items
from bot.quiz.model import Item, SessionId
from bot.quiz.session import Skipped, skip, start
from tests.factories import make_actor, make_place
from tests.platforms import test_discord_render as discord_render
from tests.platforms import test_slack_render as slack_render
from tests.platforms.validate_discord import Kind, assert_valid

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MORE_THAN_THERE_ARE = 20_000


@pytest.fixture(scope="module")
def items(glossary: Glossary) -> tuple[Item, ...]:
    """Every different item there is."""
    return build_items(glossary, Random(1), MORE_THAN_THERE_ARE)


def test_every_entry_is_asked_about(glossary: Glossary, items: tuple[Item, ...]) -> None:
    assert len({item.entry_id for item in items}) > 0.97 * len(glossary.entries)


@pytest.mark.asyncio
async def test_every_item_fits_asked_and_answered(glossary: Glossary, items: tuple[Item, ...]) -> None:
    for number, item in enumerate(items):
        locale = list(Locale)[number % 2]
        asked = start(SessionId("x"), make_place(), make_actor(), (item, item), NOW)
        answered = skip(asked, question=0, actor=make_actor(), now=NOW)
        assert isinstance(answered, Skipped)
        turns = (
            Turn(kind=TurnKind.STARTED, session=asked, glossary=glossary),
            Turn(kind=TurnKind.SKIPPED, session=answered.session, item=item, glossary=glossary),
        )
        for turn in turns:
            reply = present(turn, View(locale=locale))
            assert_valid(discord_render.payload(reply), Kind.MESSAGE)
            message = slack_render.assert_fits(reply, locale)
            assert "the buttons lead on" not in str(message), item.id
