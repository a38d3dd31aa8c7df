"""The fake Discord from end to end, driven by the real discord.py."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio

from tests.platforms.fake_discord import FakeDiscord, Person, logged_in
from tests.platforms.fake_discord.pointing import pointed_at
from tests.platforms.fake_discord.small_bot import SmallBot

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        fake.add_guild()
        async with logged_in(SmallBot(), fake):
            yield fake
        fake.assert_clean()
        assert fake.pings() == []


@pytest.fixture
def aiko(fake: FakeDiscord) -> Person:
    return fake.person("Aiko", fake.guilds[0])


async def test_a_slash_command_is_answered_in_private(aiko: Person) -> None:
    seen = await aiko.slash("define", term="受電")
    assert seen.text == "受電: to receive"
    assert seen.ephemeral
    assert seen.buttons == ["Share", "Answer", "Silence", "Swallow", "Greyed"]
    assert seen.answered_after < 1


async def test_autocomplete_offers_what_the_bot_suggests(aiko: Person) -> None:
    seen = await aiko.autocomplete("define", "term", "でん")
    assert [(each.name, each.value) for each in seen.choices or ()] == [("でん 受電", "受電"), ("でん 架電", "架電")]


async def test_a_button_changes_its_message_and_a_followup_comes_after(aiko: Person, fake: FakeDiscord) -> None:
    pressed = await aiko.press(await aiko.slash("define", term="受電"), "Share")
    assert (pressed.text, pressed.updated) == ("shared", True)
    await fake.until(lambda: len(pressed.messages) == 2)
    assert not pressed.messages[1].ephemeral


async def test_a_modal_opens_and_is_submitted(aiko: Person) -> None:
    asked = await aiko.press(await aiko.slash("define", term="受電"), "Answer")
    assert asked.modal is not None
    assert (asked.modal.title, list(asked.modal.fields)) == ("Your answer", ["Reading", "Sure?"])
    assert (await aiko.submit_modal(asked, {"Reading": "じゅでん", "Sure?": "Yes"})).text == "じゅでん ['y']"


async def test_a_context_menu_gets_the_message(aiko: Person) -> None:
    message = await aiko.say("受電が多い")
    assert (await aiko.context_menu("Explain terms", message)).text == "terms in: 受電が多い"


async def test_a_menu_among_the_newest_components_is_answered(aiko: Person) -> None:
    painted = await aiko.slash("paint")
    assert painted.text == "# Colours"
    assert (await aiko.select(painted, "blue")).text == "['blue']"


async def test_a_dropped_gateway_is_resumed_and_what_was_said_in_the_gap_is_answered(
    aiko: Person, fake: FakeDiscord
) -> None:
    for dropped in range(1, 4):
        await fake.gateway.drop()
        assert (await aiko.slash("define", term="受電")).text
        assert len(fake.gateway.resumes) == dropped
    assert len(fake.gateway.identifies) == 1


async def test_a_button_works_after_a_restart() -> None:
    async with FakeDiscord() as fake:
        aiko = fake.person("Aiko", fake.add_guild())
        async with logged_in(SmallBot(), fake):
            seen = await aiko.slash("define", term="受電")
        async with logged_in(SmallBot(), fake):
            assert (await aiko.press(seen, "Answer")).modal
        assert len(fake.gateway.identifies) == 2


async def test_a_rate_limit_is_obeyed(aiko: Person, fake: FakeDiscord) -> None:
    fault = fake.faults.rate_limit("POST", r"/interactions/.*", seconds=0.3)
    seen = await aiko.slash("define", term="受電")
    refused, answered = fake.recorder.to("POST", "/callback")
    assert (refused.status, answered.status) == (429, 200)
    assert answered.at - fault.struck_at[0] >= 0.3
    assert seen.text


async def test_a_wrong_token_is_refused_at_login(fake: FakeDiscord) -> None:
    with pointed_at(fake.api_base, fake.gateway_url):
        client = SmallBot()
        with pytest.raises(discord.LoginFailure):
            await client.start("wrong")
        await client.close()


async def test_people_act_at_the_same_time(fake: FakeDiscord) -> None:
    people = [fake.person(f"Person {number}", fake.guilds[0]) for number in range(20)]
    seen = await asyncio.gather(*(each.slash("define", term=each.user.name) for each in people))
    assert [each.text for each in seen] == [f"{each.user.name}: to receive" for each in people]
    assert all(each.message is not None and each.message.viewer for each in seen)
