"""The list of words that nobody found fits both platforms at its longest."""

from datetime import date

import pytest

from bot.commands.spec import View
from bot.commands.unfound_view import PAGE, Happened, Said, present
from bot.lexicon.unfound import MAX_UNFOUND
from bot.localized import Locale
from bot.unfound_rows import Unfound
from tests.platforms import test_discord_render as discord_render
from tests.platforms import test_slack_render as slack_render
from tests.platforms.validate_discord import Kind, assert_valid

LONGEST = Said(
    happened=Happened.DROPPED,
    words=tuple(
        (f"{number:016}", Unfound(query=f"{number}" + "雪" * (MAX_UNFOUND - 1), count=9999, last=date(2026, 11, 20)))
        for number in range(PAGE)
    ),
    more=True,
    dropped="崩" * MAX_UNFOUND,
)


@pytest.mark.asyncio
@pytest.mark.parametrize("locale", list(Locale))
async def test_the_longest_list_fits_with_all_its_buttons(locale: Locale) -> None:
    reply = present(LONGEST, View(locale=locale))
    assert_valid(discord_render.payload(reply), Kind.MESSAGE)
    message = slack_render.assert_fits(reply, locale)

    assert 2 * PAGE + 1 == len(reply.buttons)
    assert all(str(message).count(query) >= 3 for query in (each.query for _, each in LONGEST.words))
