"""Rounds in ``naruhaya run``, a process of its own that is stopped and killed: on Discord and Slack at once."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.platforms.bot_process import Process, serving
from tests.platforms.fake_discord import Deadlines, FakeDiscord
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.permits import Timing
from tests.platforms.round_table import (
    PATIENCE_S,
    DiscordSeat,
    DiscordTable,
    Post,
    Seat,
    SlackSeat,
    SlackTable,
    Table,
    post_saying,
)
from tests.platforms.slack_running import make_fake

pytestmark = pytest.mark.asyncio

SECONDS = 10
RESUMED_S = 10.0
"""A round goes on within so many seconds of the start after a crash."""
Game = tuple[Table, Sequence[Seat]]


@asynccontextmanager
async def both(patient_s: float = 15.0) -> AsyncIterator[tuple[FakeDiscord, FakeSlack, list[Game]]]:
    """Run both fakes with three people each; nobody may be pinged and no rule broken."""
    names = ("Aiko", "Ben", "Chiyo")
    timing = Timing(ack=patient_s, trigger=patient_s)
    async with (
        FakeDiscord(deadlines=Deadlines(answer=patient_s)) as discord,
        make_fake(wait=PATIENCE_S, timing=timing) as slack,
    ):
        guild = discord.add_guild()
        seats: list[Seat] = [DiscordSeat(discord.person(name, guild, patience=PATIENCE_S)) for name in names]
        games: list[Game] = [
            (DiscordTable(discord, guild.channels[0]), seats),
            (SlackTable(slack), [SlackSeat(slack.person(name)) for name in names]),
        ]
        yield discord, slack, games
        discord.assert_clean()
        slack.assert_clean()
        assert discord.pings() == []
        assert slack.pings() == []


async def begun(game: Game, number: int = 2) -> Post:
    """Start a round of questions to choose from, with two players; return the first question."""
    table, (aiko, ben, _) = game
    await aiko.begin(f"number:{number} seconds:{SECONDS} kind:word-to-meaning")
    lobby = await post_saying(table, "Aiko starts a quiz")
    await ben.press(lobby, "Join")
    await aiko.press(lobby, "Start now")
    return await post_saying(table, f"Question 1 of {number}\n")


def deadlines(folder: Path) -> dict[str, datetime]:
    """Return when the question of each open round closes, by tenant."""
    with sqlite3.connect(folder / "naruhaya.sqlite3") as connection:
        rows = connection.execute("SELECT tenant, due_at FROM quiz_sessions WHERE due_at IS NOT NULL").fetchall()
    return {tenant: datetime.fromisoformat(due_at).replace(tzinfo=UTC) for tenant, due_at in rows}


async def until(moment: datetime) -> None:
    """Wait until the machine's clock says ``moment``."""
    await asyncio.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))


async def shown(folder: Path) -> list[datetime]:
    """Wait until both questions are timed from when they were seen; return their deadlines, the earlier first."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            found = sorted(deadlines(folder).values())
            with sqlite3.connect(folder / "naruhaya.sqlite3") as connection:
                [(waiting,)] = connection.execute("SELECT count(*) FROM posts WHERE state IN ('waiting', 'sending')")
            if len(found) == 2 and not waiting:
                return found
            await asyncio.sleep(0.02)  # another process cannot set an event of ours


async def test_a_stall_around_the_deadline_refuses_no_answer_in_time_and_takes_none_too_late(tmp_path: Path) -> None:
    async with both() as (discord, slack, games), serving(tmp_path, discord, slack) as bot:
        questions = await asyncio.gather(*map(begun, games))
        first, last = await shown(tmp_path)
        assert last - first < timedelta(seconds=SECONDS / 2), "the machine is too slow for this test"
        presses: list[asyncio.Task[Post]] = []
        await until(first - timedelta(seconds=2))
        bot.tell(signal.SIGSTOP)
        for (_, seats), question in zip(games, questions, strict=True):
            presses.append(asyncio.create_task(seats[0].press(question, "1")))
        await until(last + timedelta(seconds=1))
        for (_, seats), question in zip(games, questions, strict=True):
            presses.append(asyncio.create_task(seats[1].press(question, "2")))
        # The second presses are on their way before the process can take anything.
        await asyncio.sleep(0.2)
        bot.tell(signal.SIGCONT)
        answers = await asyncio.gather(*presses)
        in_time, too_late = answers[:2], answers[2:]
        results = [await post_saying(table, "of 1 right|Nobody had it") for table, _ in games]

    assert all("Counted: 1." in each.text for each in in_time), [each.text for each in in_time]
    assert all("Too late" in each.text for each in too_late), [each.text for each in too_late]
    assert len(results) == 2


def titles(table: Table) -> list[str]:
    """Return the headlines of all messages."""
    return [each.text.splitlines()[0].removeprefix("## ") for each in table.posts()]


async def killed(bot: Process) -> None:
    bot.tell(signal.SIGKILL)
    await bot.ended(PATIENCE_S)


async def test_a_round_goes_on_after_a_kill_and_its_old_buttons_answer(tmp_path: Path) -> None:
    async with both() as (discord, slack, games):
        async with serving(tmp_path, discord, slack) as bot:
            questions = await asyncio.gather(*map(begun, games))
            for (_, seats), question in zip(games, questions, strict=True):
                assert "Counted: 1." in (await seats[0].press(question, "1")).text
            await killed(bot)
        loop = asyncio.get_running_loop()
        async with serving(tmp_path, discord, slack):
            ready = loop.time()
            for (_, seats), question in zip(games, questions, strict=True):
                assert "Your answer stands: 1." in (await seats[0].press(question, "2")).text
                assert "Counted: 2." in (await seats[1].press(question, "2")).text
            for table, _ in games:
                await post_saying(table, "Question 1 of 2: the answer")
            assert loop.time() - ready < RESUMED_S
            for table, seats in games:
                second = await post_saying(table, "Question 2 of 2\n")
                await asyncio.gather(*(each.press(second, "1") for each in seats[:2]))
                await post_saying(table, "The quiz is over")
        for table, _ in games:
            assert titles(table) == [
                "Quiz for everyone",
                "Question 1 of 2: the answer",
                "Question 2 of 2: the answer",
                "The quiz is over",
            ]


async def stopped(bot: Process) -> None:
    """Ask the process to stop, as whoever deploys the next one does."""
    bot.tell(signal.SIGTERM)
    assert await bot.ended(PATIENCE_S) == 0


async def test_a_process_that_is_asked_to_stop_tells_nobody_and_the_next_goes_on(tmp_path: Path) -> None:
    async with both() as (discord, slack, games):
        async with serving(tmp_path, discord, slack) as bot:
            questions = await asyncio.gather(*map(begun, games))
            for (_, seats), question in zip(games, questions, strict=True):
                assert "Counted: 1." in (await seats[0].press(question, "1")).text
            await stopped(bot)
        for table, _ in games:
            assert titles(table) == ["Quiz for everyone", "Question 1 of 2"]
        with sqlite3.connect(tmp_path / "naruhaya.sqlite3") as connection:
            [(in_doubt,)] = connection.execute("SELECT count(*) FROM posts WHERE state = 'sending'")
            # As if the question had closed while nobody was there: the wait is not what is looked at.
            connection.execute("UPDATE quiz_sessions SET due_at = datetime(due_at, '-20 seconds')")
        assert in_doubt == 0
        async with serving(tmp_path, discord, slack):
            for table, seats in games:
                told = await post_saying(table, "I was away for a moment")
                assert "Question 1 closed at its time" in told.text
                second = await post_saying(table, "Question 2 of 2\n")
                await asyncio.gather(*(each.press(second, "1") for each in seats[:2]))
                await post_saying(table, "The quiz is over")
        for table, _ in games:
            assert titles(table) == [
                "Quiz for everyone",
                "Question 1 of 2: the answer",
                "I was away for a moment",
                "Question 2 of 2: the answer",
                "The quiz is over",
            ]


async def test_a_round_that_nobody_ran_for_long_is_closed_with_a_notice(tmp_path: Path) -> None:
    async with both() as (discord, slack, games):
        async with serving(tmp_path, discord, slack) as bot:
            questions = await asyncio.gather(*map(begun, games))
            for (_, seats), question in zip(games, questions, strict=True):
                assert "Counted: 1." in (await seats[0].press(question, "1")).text
            await killed(bot)
        with sqlite3.connect(tmp_path / "naruhaya.sqlite3") as connection:
            connection.execute("UPDATE quiz_sessions SET due_at = datetime(due_at, '-2 minutes')")
        loop = asyncio.get_running_loop()
        async with serving(tmp_path, discord, slack):
            ready = loop.time()
            for table, seats in games:
                over = await post_saying(table, "I was away for a while")
                assert "Aiko" in over.text
                told = await post_saying(table, "Question 1 of 2: the answer")
                assert "My answer" in told.buttons
                assert (await seats[0].press(told, "My answer")).text
            assert loop.time() - ready < RESUMED_S
