"""The fake Discord, driven by the real discord.py."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.platforms.fake_discord import Deadlines, FakeDiscord, NotOfferedError, Person, pointed_at
from tests.platforms.fake_discord.ten_lines import TenLines


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord(deadlines=Deadlines(answer=1.0)) as fake:
        fake.add_guild()
        with pointed_at(fake.api_base, fake.gateway_url):
            yield fake


@pytest_asyncio.fixture
async def bot(fake: FakeDiscord) -> AsyncIterator[TenLines]:
    client = TenLines()
    running = asyncio.create_task(client.start(fake.token))
    await fake.gateway.wait_ready()
    yield client
    await client.close()
    await asyncio.wait([running])
    fake.assert_clean()


@pytest.fixture
def aiko(fake: FakeDiscord) -> Person:
    return fake.person("Aiko", fake.guilds[0])


@pytest.mark.asyncio
async def test_a_slash_command_is_answered_in_private(bot: TenLines, aiko: Person) -> None:
    seen = await aiko.slash("define", term="受電")
    assert seen.text == "受電: to receive"
    assert seen.ephemeral
    assert seen.buttons == ["Share", "Answer", "Silence"]


@pytest.mark.asyncio
async def test_autocomplete_offers_choices(bot: TenLines, aiko: Person) -> None:
    seen = await aiko.autocomplete("define", "term", "jud")
    assert seen.choices is not None
    assert [each.value for each in seen.choices] == ["受電", "架電"]


@pytest.mark.asyncio
async def test_a_button_changes_its_message_and_follows_up(bot: TenLines, aiko: Person, fake: FakeDiscord) -> None:
    seen = await aiko.slash("define", term="受電")
    pressed = await aiko.press(seen, "Share")
    assert (pressed.text, pressed.updated) == ("shared", True)
    await fake.until(lambda: len(pressed.messages) == 2)
    assert not pressed.messages[1].ephemeral


@pytest.mark.asyncio
async def test_a_modal_opens_and_is_submitted(bot: TenLines, aiko: Person) -> None:
    asked = await aiko.press(await aiko.slash("define", term="受電"), "Answer")
    assert asked.modal is not None
    assert asked.modal.title == "Your answer"
    assert (await aiko.submit_modal(asked, {"Reading": "じゅでん"})).text == "You wrote じゅでん"


@pytest.mark.asyncio
async def test_a_context_menu_gets_the_message(bot: TenLines, aiko: Person) -> None:
    message = await aiko.say("受電が多い")
    assert (await aiko.context_menu("Explain terms", message)).text == "terms in: 受電が多い"


@pytest.mark.asyncio
async def test_what_is_not_registered_is_not_offered(bot: TenLines, aiko: Person) -> None:
    with pytest.raises(NotOfferedError):
        await aiko.slash("defin", term="受電")
    with pytest.raises(NotOfferedError):
        await aiko.slash("define")
    with pytest.raises(NotOfferedError):
        await aiko.slash("define", term="x" * 51)


@pytest.mark.asyncio
async def test_a_dropped_gateway_is_resumed_and_nothing_is_lost(bot: TenLines, aiko: Person, fake: FakeDiscord) -> None:
    await fake.gateway.drop()
    assert (await aiko.slash("define", term="受電")).text
    assert len(fake.gateway.resumes) == 1
    assert len(fake.gateway.identifies) == 1
