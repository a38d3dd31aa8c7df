"""The list of editors and managers on both platforms: a person is chosen as the platform lets one choose."""

from pathlib import Path

import pytest

from adapters.platform_settings import SlackMode
from tests.platforms.discord_running import member, running
from tests.platforms.fake_discord import EVERYDAY_PERMISSIONS, MANAGE_GUILD
from tests.platforms.slack_running import MODES, bot

pytestmark = pytest.mark.asyncio


async def test_on_discord_a_member_is_chosen_and_may_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        boss = member(discord, "Boss", permissions=EVERYDAY_PERMISSIONS | MANAGE_GUILD)
        aiko = member(discord, "Aiko")
        ben = member(discord, "Ben", locale="ja")

        refused = await aiko.slash("wotd", action="on")
        given = await boss.slash("role", action="give", role="manager", person=aiko.user)
        listed = await boss.slash("role")
        allowed = await aiko.slash("wotd", action="on")
        not_him = await ben.slash("wotd", action="on")
        taken = await boss.slash("role", action="take", person=aiko.user)
        refused_again = await aiko.slash("wotd", action="off")

    assert "manager" in refused.text
    assert "Aiko is now: manager" in given.text
    assert "Aiko: manager, since" in listed.text
    assert "manager" not in allowed.text
    assert "管理者" in not_him.text
    assert "Aiko has no role any more" in taken.text
    assert "manager" in refused_again.text


@pytest.mark.parametrize("mode", MODES)
async def test_on_slack_a_member_is_mentioned_and_may_at_once(tmp_path: Path, mode: SlackMode) -> None:
    async with bot(tmp_path, mode) as slack:
        boss, aiko = slack.person("Boss", is_admin=True), slack.person("Aiko")

        refused = await aiko.command("/role", "")
        nobody = await boss.command("/role", "give manager @Nobody")
        given = await boss.command("/role", "give manager @Aiko")
        allowed = await aiko.command("/role", "list")
        taken = await boss.command("/role", "take @Aiko")
        refused_again = await aiko.command("/role", "list")

    assert "Only a manager" in refused.text
    assert "type @ and choose them" in nobody.text
    assert "Aiko is now: manager" in given.text
    assert "Aiko: manager, since" in allowed.text
    assert "Aiko has no role any more" in taken.text
    assert "Only a manager" in refused_again.text
