"""The gateway keeps Discord's protocol, and breaks in Discord's ways."""

import asyncio
import json

import aiohttp
import discord
import pytest

from tests.platforms.fake_discord import FakeDiscord, Person, logged_in
from tests.platforms.fake_discord.small_bot import SmallBot

pytestmark = pytest.mark.asyncio


async def _conversation(fake: FakeDiscord, *frames: object, query: str = "?v=10&encoding=json") -> int | None:
    """Send ``frames`` and return the code with which the gateway hangs up, None if it does not within 0.2 s."""
    async with aiohttp.ClientSession() as session, session.ws_connect(fake.gateway_url + query) as socket:
        for frame in frames:
            await socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))
        try:
            async with asyncio.timeout(0.2):
                while not socket.closed:
                    await socket.receive()
        except TimeoutError:
            return None
        return socket.close_code


def _identify(fake: FakeDiscord, **changes: object) -> dict[str, object]:
    return {"op": 2, "d": {"token": fake.token, "intents": 1, "properties": {}, **changes}}


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        pytest.param([{"op": 2, "d": {"token": "wrong", "intents": 1}}], 4004, id="token"),
        pytest.param([{"op": 2, "d": {"token": "t", "intents": -1}}], 4013, id="intents out of range"),
        pytest.param([{"op": 2, "d": {"token": "t"}}], 4013, id="no intents"),
        pytest.param([{"op": 2, "d": {"token": "t", "intents": 1 << 15}}], 4014, id="privileged intent"),
        pytest.param([{"op": 2, "d": {"token": "t", "intents": 1, "shard": [2, 2]}}], 4010, id="shard"),
        pytest.param([{"op": 99, "d": None}], 4001, id="opcode"),
        pytest.param(["{"], 4002, id="no JSON"),
        pytest.param([{"op": 1, "d": "x" * 4096}], 4002, id="more than 4,096 bytes"),
        pytest.param([{"op": 3, "d": {}}], 4003, id="presence before IDENTIFY"),
        pytest.param([{"op": 2, "d": {"token": "t", "intents": 1}}] * 2, 4005, id="IDENTIFY twice"),
        pytest.param([{"op": 1, "d": None}] * 121, 4008, id="121 sends"),
        pytest.param(
            [{"op": 6, "d": {"token": "wrong", "session_id": "s", "seq": 1}}], 4004, id="RESUME with another token"
        ),
        pytest.param([{"op": 1, "d": None}] * 120, None, id="120 sends are fine"),
        pytest.param([{"op": 2, "d": {"token": "t", "intents": 1}}, {"op": 3, "d": {}}], None, id="presence is fine"),
    ],
)
async def test_a_frame_out_of_order_is_answered_with_its_close_code(frames: list[object], code: int | None) -> None:
    async with FakeDiscord(token="t") as fake:
        assert await _conversation(fake, *frames) == code


async def test_a_sequence_from_the_future_cannot_be_resumed(fake: FakeDiscord) -> None:
    await _conversation(fake, _identify(fake))
    await fake.gateway.wait_for(lambda gateway: not gateway.connections)
    (session,) = fake.gateway.sessions
    session.resumable = True
    resume = {"op": 6, "d": {"token": fake.token, "session_id": session.id, "seq": 99}}
    assert await _conversation(fake, resume) == 4007


@pytest.mark.parametrize("query", ["?compress=zlib-stream", "?compress=zstd-stream", ""])
async def test_the_stream_is_compressed_if_zlib_was_asked_for(fake: FakeDiscord, query: str) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(fake.gateway_url + query) as socket:
        hello = await socket.receive()
    compressed = isinstance(hello.data, bytes)
    assert compressed == ("zlib" in query)
    if compressed:
        assert hello.data.endswith(b"\x00\x00\xff\xff")


async def test_a_privileged_intent_can_be_granted(fake: FakeDiscord) -> None:
    fake.gateway.privileged_intents = 1 << 15
    async with logged_in(SmallBot(intents=discord.Intents(guilds=True, message_content=True)), fake):
        assert len(fake.gateway.live) == 1


async def test_a_privileged_intent_stops_the_client(fake: FakeDiscord) -> None:
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with logged_in(SmallBot(intents=discord.Intents(guilds=True, members=True)), fake) as running:
            await asyncio.wait_for(running, 3)


async def test_a_token_revoked_between_login_and_gateway_stops_the_client(fake: FakeDiscord) -> None:
    fake.gateway.token = "another"
    with pytest.raises(discord.ConnectionClosed, match="4004"):
        async with logged_in(SmallBot(), fake) as running:
            await asyncio.wait_for(running, 3)
    assert fake.gateway.closes == [4004]


async def test_a_request_to_reconnect_is_followed_by_a_resume(bot: SmallBot, aiko: Person, fake: FakeDiscord) -> None:
    await fake.gateway.ask_to_reconnect()
    await fake.gateway.wait_for(lambda gateway: len(gateway.resumes) == 1)
    assert (await aiko.slash("define", term="受電")).text
    assert len(fake.gateway.identifies) == 1


async def test_a_resumable_invalidation_is_resumed(bot: SmallBot, aiko: Person, fake: FakeDiscord) -> None:
    await fake.gateway.invalidate(resumable=True)
    await fake.gateway.wait_for(lambda gateway: len(gateway.resumes) == 1)
    assert (await aiko.slash("define", term="受電")).text


async def test_silence_ends_in_a_resume_once_the_heartbeats_time_out(
    bot: SmallBot, aiko: Person, fake: FakeDiscord
) -> None:
    fake.gateway.fall_silent()
    await fake.gateway.wait_for(lambda gateway: len(gateway.resumes) == 1)
    assert (await aiko.slash("define", term="受電")).text


async def test_heartbeats_come_at_the_interval_and_are_acknowledged(fake: FakeDiscord) -> None:
    fake.gateway.heartbeat_seconds = 0.05
    async with logged_in(SmallBot(), fake):
        await fake.gateway.wait_for(lambda gateway: len([each for each in gateway.frames if each.opcode == 1]) >= 5)
        assert len(fake.gateway.connects) == 1


async def test_a_resume_replays_what_was_missed_once_and_in_order(fake: FakeDiscord) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(fake.gateway_url) as socket:
            await socket.send_json(_identify(fake))
            await fake.gateway.wait_ready()
            await fake.gateway.drop()
        for number in range(5):
            await fake.gateway.dispatch("TEST", {"number": number})
        async with session.ws_connect(fake.gateway_url) as socket:
            seen = {"token": fake.token, "session_id": fake.gateway.sessions[0].id, "seq": 2}
            await socket.send_json({"op": 6, "d": seen})
            frames = [await socket.receive_json() for _ in range(7)]
    events = [(each["t"], each["d"].get("number")) for each in frames if each["op"] == 0]
    assert events == [*(("TEST", number) for number in range(5)), ("RESUMED", None)]
    assert [each["s"] for each in frames if each["op"] == 0] == [3, 4, 5, 6, 7, 8]


async def test_shards_share_the_guilds_and_each_gets_its_own_interactions() -> None:
    async with FakeDiscord(shards=2) as fake:
        guilds = [fake.add_guild(f"Guild {number}") for number in range(2)]
        guilds[0].id, guilds[1].id = 4 << 22, 5 << 22
        async with logged_in(SmallBot(), fake, shards=2) as running:
            for guild in guilds:
                assert (await fake.person("Aiko", guild).slash("define", term="受電")).text
            assert not running.done()
        ready = [json.dumps([each[1] for each in session.events]) for session in fake.gateway.sessions]
        assert [(f'"{4 << 22}"' in each, f'"{5 << 22}"' in each) for each in ready] == [(True, False), (False, True)]


async def test_a_guild_joined_at_run_time_is_a_join_and_one_left_is_gone(bot: SmallBot, fake: FakeDiscord) -> None:
    joined: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    left: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def on_guild_join(guild: discord.Guild) -> None:
        joined.set_result(guild.name)

    async def on_guild_remove(guild: discord.Guild) -> None:
        left.set_result(guild.name)

    bot.event(on_guild_join)
    bot.event(on_guild_remove)
    await asyncio.wait_for(bot.wait_until_ready(), 3)  # before that, discord.py takes a new guild for an old one
    guild = fake.add_guild("New", has_bot=False)
    await fake.invite(guild)
    assert await asyncio.wait_for(joined, 3) == "New"
    await fake.expel(guild)
    assert await asyncio.wait_for(left, 3) == "New"


async def test_messages_reach_only_those_who_asked_and_text_only_where_it_may(fake: FakeDiscord) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    client = SmallBot(intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True))

    async def on_message(message: discord.Message) -> None:
        await heard.put(message.content)

    client.event(on_message)
    async with logged_in(client, fake):
        aiko = fake.person("Aiko", fake.guilds[0])
        await aiko.say("in the guild")
        await aiko.say(f"{fake.bot.mention} in the guild")
        await aiko.at(fake.dm_with(aiko.user)).say("in private")
        said = [await asyncio.wait_for(heard.get(), 3) for _ in range(3)]
    assert said == ["", f"{fake.bot.mention} in the guild", "in private"]


async def test_without_the_intent_no_message_is_heard(bot: SmallBot, aiko: Person, fake: FakeDiscord) -> None:
    await aiko.say("hello")
    assert not any(frame["t"] == "MESSAGE_CREATE" for _, frame in fake.gateway.sessions[0].events)
