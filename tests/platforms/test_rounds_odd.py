"""Rounds in odd places and with odd people: where the bot may not write, names that are markup, managers."""

import re
from pathlib import Path

import pytest

from tests.platforms.fake_discord import MANAGE_GUILD
from tests.platforms.fake_discord.world import EVERYDAY_PERMISSIONS
from tests.platforms.round_running import game_on
from tests.platforms.round_table import DiscordSeat, DiscordTable, SlackSeat, SlackTable, post_saying

pytestmark = pytest.mark.asyncio

NASTY = "@everyone <!channel> <@U1> [x](https://evil.example) <https://evil.example|y> **b** _i_ ~s~ `c` ||p||"
NOWHERE = "I cannot write in that channel"


async def test_on_discord_a_channel_without_leave_to_write_is_refused_at_once(tmp_path: Path) -> None:
    async with game_on("discord", tmp_path) as game:
        assert isinstance(game.table, DiscordTable)
        game.table.channel.locked = True

        told = await game.seats[0].begin("number:1")

        assert NOWHERE in told.text
        assert "Permissions" in told.text
        assert game.table.posts() == []
        with game.engine.services.unit_of_work(read_only=True) as work:
            assert work.sessions.round_in(game.place) is None


async def test_on_discord_a_server_without_the_bot_is_told_to_add_it(tmp_path: Path) -> None:
    async with game_on("discord", tmp_path) as game:
        assert isinstance(game.table, DiscordTable)
        fake = game.table.fake
        elsewhere = fake.add_guild("Elsewhere", has_bot=False)
        seat = DiscordSeat(fake.person("Emi", elsewhere, installs=True))

        told = await seat.begin("number:1")

        assert NOWHERE in told.text
        assert "added to the server" in told.text
        assert elsewhere.channels[0].messages == [] or all(each.ephemeral for each in elsewhere.channels[0].messages)


async def test_on_discord_the_starter_is_written_to_when_the_channel_turns_out_to_be_closed(tmp_path: Path) -> None:
    async with game_on("discord", tmp_path) as game:
        assert isinstance(game.table, DiscordTable)
        game.table.channel.hidden = True

        opened = await game.seats[0].begin("number:1")

        assert "The round is open" in opened.text
        await game.table.until(game.seats[0].direct)
        [told] = game.seats[0].direct()
        assert NOWHERE in told
        assert "added to the server" in told
        with game.engine.services.unit_of_work(read_only=True) as work:
            assert work.sessions.round_in(game.place) is None


@pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
async def test_on_slack_the_starter_is_told_to_invite_the_bot(tmp_path: Path, private: bool) -> None:
    async with game_on("slack", tmp_path) as game:
        assert isinstance(game.table, SlackTable)
        aiko = game.seats[0]
        assert isinstance(aiko, SlackSeat)
        game.table.fake.channel("team", aiko.person, private=private, with_bot=False)
        aiko.channel = "team"

        await aiko.begin("number:1")

        await game.table.until(aiko.direct)
        [told] = aiko.direct()
        assert NOWHERE in told
        assert "/invite @naruhaya" in told


@pytest.mark.parametrize("platform", ["discord", "slack"])
async def test_names_are_only_text_in_a_lobby_a_result_and_a_board(tmp_path: Path, platform: str) -> None:
    async with game_on(platform, tmp_path) as game:
        for seat in game.seats[:2]:
            assert isinstance(seat, DiscordSeat | SlackSeat)
            seat.person.user.name = f"{NASTY} {seat.name}"
        aiko, ben, *_ = game.seats
        await aiko.begin("number:1 seconds:10 kind:word-to-meaning")
        lobby = await post_saying(game.table, "starts a quiz")
        await ben.press(lobby, "Join")
        await aiko.press(lobby, "Start now")
        asked = await post_saying(game.table, "Question 1 of 1\n")
        key = game.session.items[0].key
        assert key is not None
        await aiko.press(asked, f"{key + 1}")
        await ben.press(asked, f"{key + 1}")
        told = await post_saying(game.table, "Right: ")
        over = await post_saying(game.table, "The quiz is over")

        for post in (lobby, told, over):
            assert platform == "slack" or not re.search(r"(?<!\\)\]\(https", post.text), "Slack shows it as it is"
        assert "everyone" in told.text
        assert "everyone" in over.text


@pytest.mark.parametrize("platform", ["discord", "slack"])
async def test_a_manager_may_steer_a_round_and_others_may_not(tmp_path: Path, platform: str) -> None:
    async with game_on(platform, tmp_path) as game:
        aiko, ben, chiyo, _ = game.seats
        if isinstance(chiyo, DiscordSeat):
            guild = chiyo.person.channel.guild
            assert guild is not None
            guild.members[chiyo.person.user.id] = EVERYDAY_PERMISSIONS | MANAGE_GUILD
        elif isinstance(chiyo, SlackSeat):
            chiyo.person.user.is_admin = True
        await aiko.begin("number:2 seconds:10 kind:word-to-meaning")
        lobby = await post_saying(game.table, "starts a quiz")

        assert "Only whoever started" in (await ben.press(lobby, "Start now")).text
        assert "first question" in (await chiyo.press(lobby, "Start now")).text
        asked = await post_saying(game.table, "Question 1 of 2\n")
        assert "Only whoever started" in (await ben.press(asked, "Pause, skip")).text
        steering = await chiyo.press(asked, "Pause, skip")
        assert "Stopped" in (await chiyo.press(steering, "Stop the round")).text
        await post_saying(game.table, "The quiz was stopped")
