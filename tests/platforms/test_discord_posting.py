"""Posts to Discord through the real client: one message whatever happens to the answer, or said why there is none."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord_app.markdown import Names
from adapters.discord_app.posting import LONGEST_WAIT_S, Posting
from adapters.platform import PlatformRefused
from bot.identity import Place
from bot.localized import Locale
from bot.posting import LEASE, Deferred, InDoubt, Outcome, Post, Posted, Reason, Undeliverable
from tests.platforms.discord_running import Bot, member, running
from tests.platforms.fake_discord import Channel, Message, text_of
from tests.platforms.fake_discord.wire import clock
from tests.platforms.fake_discord.world import PUBLIC_THREAD
from tests.platforms.posts import make_post, saying

pytestmark = pytest.mark.asyncio

MESSAGES = r"/channels/\d+/messages"


def general(bot: Bot) -> Channel:
    """Return the first channel."""
    return bot.fake.guilds[0].channels[0]


def place_of(channel: Channel) -> Place:
    """Return where ``channel`` is, as the core has it."""
    assert channel.guild is not None
    parent = channel.parent or channel
    thread = str(channel.id) if channel.parent else None
    return Place(platform="discord", workspace=str(channel.guild.id), channel=str(parent.id), thread=thread)


def a_thread(bot: Bot) -> Channel:
    """Return a thread in the first channel."""
    channel = general(bot)
    thread = Channel("quiz", type=PUBLIC_THREAD, guild=channel.guild, parent=channel)
    bot.fake.guilds[0].channels.append(thread)
    return thread


def titles(channel: Channel) -> list[str]:
    """Return the headlines of the bot's messages."""
    return [text_of(each).splitlines()[0].removeprefix("## ") for each in channel.messages if each.author.bot]


def reference(message: Message) -> str:
    return f"{message.channel.id}/{message.id}"


async def test_a_post_is_sent_and_edited_where_it_stands(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        place = place_of(general(bot))
        first = await bot.platform.post(make_post(place))
        assert isinstance(first, Posted)
        edited = await bot.platform.post(make_post(place, "Over", key="round/abc/1", edits=first.message))

        [message] = general(bot).messages
        assert edited == first == Posted(reference(message))
        assert titles(general(bot)) == ["Over"]


async def test_a_post_goes_into_its_thread_and_is_edited_there(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        thread = a_thread(bot)
        first = await bot.platform.post(make_post(place_of(thread)))
        assert isinstance(first, Posted)
        await bot.platform.post(make_post(place_of(thread), "Over", key="round/abc/1", edits=first.message))

        assert (titles(general(bot)), titles(thread)) == ([], ["Over"])


async def test_a_direct_message_reaches_the_person_alone(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        aiko = member(bot)
        post = make_post(place_of(general(bot)), "For you", to_person=str(aiko.user.id))

        outcome = await bot.platform.post(post)

        assert isinstance(outcome, Posted)
        assert titles(bot.fake.dm_with(aiko.user)) == ["For you"]
        assert titles(general(bot)) == []


async def test_a_try_again_after_a_restart_makes_no_second_message_and_says_what_is_so_now(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        post = make_post(place_of(general(bot)), "Then")
        first = await bot.platform.post(post)
        await bot.restart()

        second = await bot.platform.post(replace(post, attempt=2, in_doubt=True, reply=saying("Now")))

        assert first == second
        assert titles(general(bot)) == ["Now"]


@pytest.mark.parametrize("kind", ["lost answer", "status 503", "hangs"])
async def test_a_try_without_a_clear_end_is_repeated_and_makes_one_message(tmp_path: Path, kind: str) -> None:
    async with running(tmp_path) as bot:
        posting = impatient(bot, 0.3 if kind == "hangs" else 5.0)
        post = make_post(place_of(general(bot)))
        match kind:
            case "lost answer":
                bot.fake.faults.add("POST", MESSAGES, loses_answer=True)
            case "hangs":
                bot.fake.faults.add("POST", MESSAGES, delay=1.0)
            case _:
                bot.fake.faults.add("POST", MESSAGES, status=503)
        first = await sent(bot, posting, post)
        # A call that hangs keeps its channel's place in discord.py's queue until it is answered.
        if kind == "hangs":
            await bot.fake.until(lambda: general(bot).messages)

        tries = [replace(post, attempt=attempt) for attempt in (2, 3, 4)]
        outcomes = [await sent(bot, posting, each) for each in tries]

        assert isinstance(first, Deferred)
        assert isinstance(outcomes[-1], Posted)
        assert len(titles(general(bot))) == 1


def moved_on(seconds: float) -> None:
    """Let so much time pass for Discord: a nonce is forgotten after some minutes."""
    clock.ahead += seconds


@pytest.fixture(autouse=True)
def _true_time() -> Iterator[None]:
    ahead = clock.ahead
    yield
    clock.ahead = ahead


@pytest.mark.parametrize("made", [True, False], ids=["made", "not made"])
async def test_long_after_a_crash_the_message_is_looked_for_among_all_that_was_said_since(
    tmp_path: Path, made: bool
) -> None:
    async with running(tmp_path) as bot:
        aiko, post = member(bot), make_post(place_of(general(bot)), "Then")
        first = await bot.platform.post(post) if made else None
        for number in range(150):
            await aiko.say(f"{number}")
        await bot.restart()
        moved_on(3600)

        second = await bot.platform.post(replace(post, attempt=2, in_doubt=True, reply=saying("Now")))

        assert isinstance(second, Posted)
        assert first in {None, second}
        assert titles(general(bot)) == ["Now"]


@pytest.mark.parametrize(("said", "sent_again"), [(True, False), (False, True)], ids=["unread", "empty"])
async def test_a_channel_whose_history_is_hidden_leaves_an_old_post_in_doubt(
    tmp_path: Path, said: bool, sent_again: bool
) -> None:
    async with running(tmp_path) as bot:
        if said:
            await member(bot).say("Hello")
            general(bot).unread = True
        moved_on(3600)

        outcome = await bot.platform.post(make_post(place_of(general(bot)), attempt=2, in_doubt=True))

        assert isinstance(outcome, Posted if sent_again else InDoubt)
        assert len(titles(general(bot))) == sent_again


async def test_an_old_direct_message_is_looked_for_too(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        aiko = member(bot)
        post = make_post(place_of(general(bot)), to_person=str(aiko.user.id))
        first = await bot.platform.post(post)
        await bot.restart()
        moved_on(3600)

        assert await bot.platform.post(replace(post, attempt=2, in_doubt=True)) == first
        assert len(titles(bot.fake.dm_with(aiko.user))) == 1


async def test_a_try_after_the_nonce_may_be_forgotten_leaves_the_post_in_doubt(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        bot.fake.faults.add("POST", MESSAGES, status=503)

        outcome = await bot.platform.post(make_post(place_of(general(bot)), attempt=6))

        assert outcome == InDoubt()


@pytest.mark.parametrize("everywhere", [False, True], ids=["channel", "global"])
async def test_a_post_that_is_told_to_wait_long_is_put_off_at_once(tmp_path: Path, everywhere: bool) -> None:
    async with running(tmp_path) as bot:
        wait_s = LONGEST_WAIT_S + 0.5
        bot.fake.faults.rate_limit("POST", MESSAGES, seconds=wait_s, everywhere=everywhere)
        place, loop = place_of(general(bot)), asyncio.get_running_loop()
        began = loop.time()

        first = await bot.platform.post(make_post(place))

        assert first == Deferred(wait_s)
        assert loop.time() - began < LONGEST_WAIT_S
        await asyncio.sleep(began + wait_s + 0.1 - loop.time())
        assert isinstance(await bot.platform.post(make_post(place, attempt=2)), Posted)
        assert len(titles(general(bot))) == 1


async def test_a_short_wait_is_waited_for(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        bot.fake.faults.rate_limit("POST", MESSAGES, seconds=0.3)

        assert isinstance(await bot.platform.post(make_post(place_of(general(bot)))), Posted)


async def test_discords_outer_wall_is_left_alone_for_a_minute(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        bot.fake.faults.add("POST", MESSAGES, status=429, cloudflare=True)

        assert await bot.platform.post(make_post(place_of(general(bot)))) == Deferred(60.0)


def hide(channel: Channel) -> None:
    channel.hidden = True


def lock(channel: Channel) -> None:
    channel.locked = True


def archive(channel: Channel) -> None:
    channel.archived = True


def remove(channel: Channel) -> None:
    assert channel.guild is not None
    channel.guild.channels.remove(channel)


def expel(channel: Channel) -> None:
    assert channel.guild is not None
    channel.guild.has_bot = False


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (hide, Reason.NOT_A_MEMBER),
        (expel, Reason.NOT_A_MEMBER),
        (lock, Reason.FORBIDDEN),
        (archive, Reason.GONE),
        (remove, Reason.GONE),
    ],
)
async def test_a_place_that_cannot_be_written_in_is_told_with_its_reason(
    tmp_path: Path, change: Callable[[Channel], None], reason: Reason
) -> None:
    async with running(tmp_path) as bot:
        thread = a_thread(bot)
        change(thread)

        outcome = await bot.platform.post(make_post(place_of_thread(bot, thread)))

        assert isinstance(outcome, Undeliverable)
        assert outcome.reason is reason
        assert titles(thread) == []
        assert len(bot.fake.recorder.to("POST", "/messages")) == 1


def place_of_thread(bot: Bot, thread: Channel) -> Place:
    return replace(place_of(general(bot)), thread=str(thread.id))


async def test_somebody_who_takes_no_messages_is_told_as_forbidding_it(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        aiko = member(bot)
        aiko.user.closed_dms = True

        outcome = await bot.platform.post(make_post(place_of(general(bot)), to_person=str(aiko.user.id)))

        assert isinstance(outcome, Undeliverable)
        assert outcome.reason is Reason.FORBIDDEN


async def test_a_message_that_was_deleted_is_not_edited(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        place = place_of(general(bot))
        first = await bot.platform.post(make_post(place))
        assert isinstance(first, Posted)
        general(bot).messages[0].deleted = True

        outcome = await bot.platform.post(make_post(place, key="round/abc/1", edits=first.message))

        assert isinstance(outcome, Undeliverable)
        assert outcome.reason is Reason.GONE


async def test_a_token_that_was_taken_back_stops_the_bot_at_the_first_refusal(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        bot.fake._rest.token = "another one"
        place = place_of(general(bot))

        outcome = await bot.platform.post(make_post(place))

        assert isinstance(outcome, Deferred)
        with pytest.raises(PlatformRefused, match="NARUHAYA_DISCORD_TOKEN"):
            async with asyncio.timeout(30):
                await asyncio.shield(bot.task)
        assert isinstance(await bot.platform.post(make_post(place, attempt=2)), Deferred)
        assert [each.status for each in bot.fake.recorder.invalid] == [401]


async def test_names_and_words_in_a_post_are_only_text(tmp_path: Path) -> None:
    nasty = "@everyone <@1> <#2> **b** __u__ ~~s~~ ||p|| `c` [x](https://evil.example) # h > q"
    async with running(tmp_path) as bot:
        reply = saying(f"{nasty} starts", f"In: {nasty}", button=nasty[:30])

        assert isinstance(await bot.platform.post(make_post(place_of(general(bot)), reply=reply)), Posted)
        [message] = general(bot).messages
        assert message.body["allowed_mentions"]["parse"] == []
        shown = text_of(message)
        assert "\\*\\*b" in shown
        assert "[x](https" not in shown
        assert "<@1>" not in shown
        assert bot.fake.pings() == []


def impatient(bot: Bot, patience_s: float) -> Posting:
    return Posting(bot.client, lambda: None, patience_s=patience_s)


async def sent(bot: Bot, posting: Posting, post: Post) -> Outcome:
    """Send the post; it takes less than its lease, whatever happens."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    outcome = await posting.send(post, Names(locale=Locale.EN, ids={}))
    assert loop.time() - began < LEASE.total_seconds()
    return outcome
