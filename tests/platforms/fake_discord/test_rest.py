"""REST beyond interactions: login, messages, threads, commands, and what goes wrong on the way."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest
import pytest_asyncio

from tests.platforms.fake_discord import FakeDiscord, Person
from tests.platforms.fake_discord.cases.case import V2, command, message, text
from tests.platforms.fake_discord.rules.document import official_document
from tests.platforms.fake_discord.rules.kinds import Kind
from tests.platforms.fake_discord.small_bot import SmallBot
from tests.platforms.fake_discord.world import Channel

pytestmark = pytest.mark.asyncio

OPERATIONS = [
    *((kind.operation, kind.value.partition(" ")[2]) for kind in Kind),
    *((("get", path), path) for path in ("/applications/@me", "/users/@me")),
]


class Caller:
    """A bare HTTP client with the bot's token."""

    def __init__(self, fake: FakeDiscord, session: aiohttp.ClientSession) -> None:
        self._fake = fake
        self._session = session

    async def __call__(self, method: str, path: str, body: object = None, token: str | None = None) -> tuple[int, Any]:
        """Return status and body of the answer."""
        headers = {"Authorization": f"Bot {token or self._fake.token}"}
        url = self._fake.api_base + path
        async with self._session.request(method, url, json=body, headers=headers) as response:
            return response.status, await response.json() if response.status != 204 else None


@pytest_asyncio.fixture
async def call(fake: FakeDiscord) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(fake, session)


@pytest.fixture
def channel(fake: FakeDiscord) -> Channel:
    return fake.guilds[0].channels[0]


async def test_a_wrong_token_is_refused_everywhere_but_on_webhooks(call: Caller) -> None:
    assert await call("GET", "/users/@me", token="wrong") == (401, {"message": "401: Unauthorized", "code": 0})
    assert (await call("POST", "/webhooks/1/none", message(content="x"), token="wrong"))[0] == 404


async def test_an_unknown_route_is_complained_about(call: Caller, fake: FakeDiscord) -> None:
    assert (await call("GET", "/nowhere"))[0] == 404
    with pytest.raises(AssertionError, match="no such route"):
        fake.assert_clean()


async def test_a_broken_body_is_refused_with_its_path_and_complained_about(
    call: Caller, fake: FakeDiscord, channel: Channel
) -> None:
    status, body = await call("POST", f"/channels/{channel.id}/messages", message(embeds=[{"title": "x" * 257}]))
    assert (status, body["code"]) == (400, 50035)
    assert body["errors"]["embeds"]["0"]["title"]["_errors"][0]["code"] == "maxLength"
    assert channel.messages == []
    with pytest.raises(AssertionError, match="more than 256"):
        fake.assert_clean()


@pytest.mark.parametrize(
    ("state", "status", "code"),
    [
        pytest.param({}, 200, None, id="open"),
        pytest.param({"hidden": True}, 403, 50001, id="hidden"),
        pytest.param({"locked": True}, 403, 50013, id="locked"),
        pytest.param({"archived": True}, 400, 50083, id="archived"),
    ],
)
async def test_a_channel_may_be_closed_to_the_bot(
    call: Caller, channel: Channel, state: dict[str, bool], status: int, code: int | None
) -> None:
    for name, value in state.items():
        setattr(channel, name, value)
    got, body = await call("POST", f"/channels/{channel.id}/messages", message(content="x"))
    assert (got, body.get("code")) == (status, code)


async def test_a_person_may_close_their_dms(call: Caller, fake: FakeDiscord) -> None:
    aiko = fake.person("Aiko", fake.guilds[0])
    _, channel = await call("POST", "/users/@me/channels", {"recipient_id": str(aiko.user.id)})
    assert (await call("POST", f"/channels/{channel['id']}/messages", message(content="x")))[0] == 200
    aiko.user.closed_dms = True
    assert (await call("POST", f"/channels/{channel['id']}/messages", message(content="x")))[1]["code"] == 50007


async def test_a_guild_left_is_closed(call: Caller, fake: FakeDiscord, channel: Channel) -> None:
    await fake.expel(fake.guilds[0])
    assert (await call("POST", f"/channels/{channel.id}/messages", message(content="x")))[1]["code"] == 50001


async def test_a_repeated_nonce_gives_the_first_message_again(call: Caller, channel: Channel) -> None:
    body = message(content="x", nonce="word-1", enforce_nonce=True)
    first, second = [(await call("POST", f"/channels/{channel.id}/messages", body))[1] for _ in range(2)]
    assert first["id"] == second["id"]
    assert len(channel.messages) == 1
    await call("POST", f"/channels/{channel.id}/messages", message(content="x", nonce="word-1"))
    assert len(channel.messages) == 2


async def test_a_message_is_edited_by_its_author_alone(call: Caller, aiko: Person, channel: Channel) -> None:
    _, own = await call("POST", f"/channels/{channel.id}/messages", message(content="x"))
    path = f"/channels/{channel.id}/messages"
    assert (await call("PATCH", f"{path}/{own['id']}", message(content="y")))[1]["content"] == "y"
    foreign = await aiko.say("hello")
    assert (await call("PATCH", f"{path}/{foreign.id}", message(content="y")))[1]["code"] == 50005
    assert (await call("DELETE", f"{path}/{own['id']}"))[0] == 204
    assert (await call("GET", f"{path}/{own['id']}"))[1]["code"] == 10008
    assert [each["content"] for each in (await call("GET", path))[1]] == ["hello"]


async def test_a_message_has_one_thread(call: Caller, channel: Channel) -> None:
    _, sent = await call("POST", f"/channels/{channel.id}/messages", message(content="x"))
    path = f"/channels/{channel.id}/messages/{sent['id']}/threads"
    status, thread = await call("POST", path, {"name": "Quiz", "auto_archive_duration": 60})
    assert (status, thread["id"], thread["parent_id"]) == (200, sent["id"], str(channel.id))
    assert (await call("POST", path, {"name": "Quiz"}))[1]["code"] == 160004
    assert (await call("POST", f"/channels/{thread['id']}/messages", message(content="Question 1")))[0] == 200
    assert (await call("POST", f"/channels/{thread['id']}/threads", {"name": "inner"}))[0] == 403


async def test_commands_keep_their_ids_through_a_bulk_put_and_only_new_ones_count(
    call: Caller, fake: FakeDiscord
) -> None:
    path = f"/applications/{fake.application_id}/commands"
    _, (first,) = await call("PUT", path, [command()])
    _, (again, _) = await call("PUT", path, [command(description="Changed"), command(name="other")])
    assert (first["id"], again["description"], fake.registry.creates) == (again["id"], "Changed", 2)
    assert (await call("PATCH", f"{path}/{first['id']}", {"description": "Once more"}))[1]["description"] == "Once more"
    assert (await call("PATCH", f"{path}/{first['id']}", {"name": "other"}))[0] == 400
    assert (await call("POST", path, command(description="Upsert")))[1]["id"] == first["id"]
    assert (await call("DELETE", f"{path}/{first['id']}"))[0] == 204
    assert [each["name"] for each in (await call("GET", path))[1]] == ["other"]


async def test_guild_commands_are_a_scope_of_their_own(call: Caller, fake: FakeDiscord) -> None:
    guild = fake.guilds[0]
    await call("PUT", f"/applications/{fake.application_id}/guilds/{guild.id}/commands", [command(name="local")])
    await call("POST", f"/applications/{fake.application_id}/guilds/{guild.id}/commands", command(name="more"))
    assert [each["name"] for each in fake.registry.offered(guild.id)] == ["local", "more"]
    assert fake.registry.offered(None) == []


async def test_files_go_along_and_come_back(bot: SmallBot, channel: Channel, fake: FakeDiscord) -> None:
    place = bot.get_partial_messageable(channel.id)
    sent = await place.send("picture", file=discord.File(__file__, "a.png"))
    assert [each.filename for each in sent.attachments] == ["a.png"]
    edited = await sent.edit(content="none", attachments=[])
    assert edited.attachments == []
    fake.assert_clean()


@pytest.mark.parametrize("status", [500, 502])
async def test_server_errors_come_as_told(bot: SmallBot, fake: FakeDiscord, channel: Channel, status: int) -> None:
    fake.faults.add("POST", r"/channels/\d+/messages", status=status)
    await bot.get_partial_messageable(channel.id).send("x")
    assert [each.status for each in fake.recorder.to("POST", "/messages")] == [status, 200]
    assert len(channel.messages) == 1


async def test_an_answer_may_be_lost_after_its_effect(call: Caller, fake: FakeDiscord, channel: Channel) -> None:
    fake.faults.add("POST", r"/channels/\d+/messages", loses_answer=True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call("POST", f"/channels/{channel.id}/messages", message(content="x"))
    assert len(channel.messages) == 1


async def test_a_call_may_be_delayed(call: Caller, fake: FakeDiscord) -> None:
    fake.faults.add("GET", "/users/@me", delay=0.1)
    before = asyncio.get_running_loop().time()
    await call("GET", "/users/@me")
    assert asyncio.get_running_loop().time() - before >= 0.1


async def test_a_global_limit_strikes_everything_but_answers_to_interactions(call: Caller, fake: FakeDiscord) -> None:
    fake.faults.rate_limit("GET", "/users/@me", seconds=0.2, times=2, everywhere=True)
    assert (await call("POST", "/interactions/1/none/callback", {"type": 5}))[0] == 404
    status, body = await call("GET", "/gateway/bot")
    assert (status, body["global"], body["retry_after"]) == (429, True, 0.2)


async def test_a_call_before_its_time_is_complained_about(call: Caller, fake: FakeDiscord) -> None:
    fault = fake.faults.rate_limit("GET", "/users/@me", seconds=5)
    assert (await call("GET", "/users/@me"))[0] == 429
    fault.struck[0] = (fault.struck_at[0] - 1, "GET", "/users/@me")  # a second ago
    assert (await call("GET", "/users/@me"))[0] == 200
    assert (await call("GET", "/gateway/bot"))[0] == 200
    assert [each.early for each in fake.recorder.calls] == [False, True, False]
    with pytest.raises(AssertionError, match="before retry_after"):
        fake.assert_clean()
    assert len(fake.recorder.invalid) == 1


async def test_a_ban_by_the_edge_is_no_rate_limit_to_wait_for(
    bot: SmallBot, fake: FakeDiscord, channel: Channel
) -> None:
    fake.faults.add("POST", r"/channels/\d+/messages", status=429, cloudflare=True)
    with pytest.raises(discord.HTTPException, match="429"):
        await bot.get_partial_messageable(channel.id).send("x")


async def test_the_fake_s_own_answers_fit_the_official_document(
    bot: SmallBot, aiko: Person, fake: FakeDiscord, call: Caller
) -> None:
    asked = await aiko.slash("define", term="受電")
    await aiko.submit_modal(await aiko.press(asked, "Answer"), reading="x")
    await aiko.press(asked, "Share")
    await aiko.autocomplete("define", "term", "x")
    await aiko.select(await aiko.slash("paint"), "red")
    await aiko.slash("slow", private=True, way="followup")
    await aiko.slash("slow", private=False, way="edit")
    path = f"/channels/{aiko.channel.id}/messages"
    _, sent = await call("POST", path, message(flags=V2, components=[text()]))
    await call("PATCH", f"{path}/{sent['id']}", message(components=[text("y")]))
    await call("POST", f"{path}/{sent['id']}/threads", {"name": "Quiz"})
    await call("POST", "/users/@me/channels", {"recipient_id": str(aiko.user.id)})
    await call("GET", "/applications/@me")
    judged = set()
    for each in fake.recorder.calls:
        for (method, path), template in OPERATIONS:
            if (
                method == each.method.lower()
                and re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), each.path)
                and each.status == 200
            ):
                schema = official_document().response(method, path, 201 if template.endswith("/threads") else 200)
                assert list(official_document().problems(each.answer, schema, strict=False)) == [], each
                judged.add(template)
    assert len(judged) >= 9
