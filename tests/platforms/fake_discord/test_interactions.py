"""Who may answer an interaction how, and until when: tried with plain HTTP, as no library would dare to."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.platforms.fake_discord import Asked, Deadlines, FakeDiscord, Interaction, Person
from tests.platforms.fake_discord.cases.case import (
    NO_PINGS,
    V2,
    answer,
    button,
    field,
    labelled,
    message,
    modal,
    reply,
    row,
    text,
)

pytestmark = pytest.mark.asyncio

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = Asked.COMMAND, Asked.COMPONENT, Asked.AUTOCOMPLETE, Asked.MODAL
DEFER, DEFER_UPDATE = answer(5), answer(6)
UPDATE = answer(7, **message(content="new"))
CHOICES = answer(8, choices=[])
DIALOGUE = modal(labelled(field()))


class Line:
    """A bare HTTP client on the webhook of one interaction."""

    def __init__(self, fake: FakeDiscord, session: aiohttp.ClientSession, interaction: Interaction) -> None:
        self.fake = fake
        self.interaction = interaction
        self._session = session

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, int, dict[str, Any]]:
        """Return status, error code and body of the answer."""
        async with self._session.request(method, self.fake.api_base + path, json=body) as response:
            content: dict[str, Any] = await response.json() if response.status != 204 else {}
            return response.status, content.get("code", 0), content

    async def callback(self, body: object, query: str = "") -> tuple[int, int]:
        """Answer the interaction; return status and error code."""
        path = f"/interactions/{self.interaction.id}/{self.interaction.token}/callback{query}"
        return (await self.ask("POST", path, body))[:2]

    async def webhook(self, method: str, path: str = "", body: object = None) -> tuple[int, int, dict[str, Any]]:
        """Use the interaction's webhook; return status, error code and body."""
        return await self.ask(method, f"/webhooks/{self.fake.application_id}/{self.interaction.token}{path}", body)


@pytest_asyncio.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def _open(
    fake: FakeDiscord,
    person: Person,
    asked: Asked = COMMAND,
    owners: dict[str, str] | None = None,
    data: dict[str, Any] | None = None,
    **parts: Any,
) -> Interaction:
    """Put an interaction on the desk, as if a client had sent it."""
    interaction = Interaction(
        asked=asked,
        user=person.user,
        channel=person.channel,
        data=data or {"type": 1, "name": "define", "options": [{"name": "term", "type": 3, "focused": True}]},
        owners=owners or {"0": "1"},
        sent_at=asyncio.get_running_loop().time(),
        **parts,
    )
    fake.desk.add(interaction)
    return interaction


@pytest_asyncio.fixture
async def line(fake: FakeDiscord, session: aiohttp.ClientSession, aiko: Person) -> Line:
    return Line(fake, session, _open(fake, aiko))


@pytest.mark.parametrize(
    ("asked", "on_message", "body", "status"),
    [
        pytest.param(COMMAND, False, reply(content="x"), 204, id="command: message"),
        pytest.param(COMMAND, False, DEFER, 204, id="command: deferral"),
        pytest.param(COMMAND, False, DIALOGUE, 204, id="command: modal"),
        pytest.param(COMMAND, False, UPDATE, 400, id="command: update"),
        pytest.param(COMMAND, False, DEFER_UPDATE, 400, id="command: deferred update"),
        pytest.param(COMMAND, False, CHOICES, 400, id="command: choices"),
        pytest.param(COMMAND, False, {"type": 1}, 400, id="command: pong"),
        pytest.param(COMPONENT, True, reply(content="x"), 204, id="component: message"),
        pytest.param(COMPONENT, True, UPDATE, 204, id="component: update"),
        pytest.param(COMPONENT, True, DEFER_UPDATE, 204, id="component: deferred update"),
        pytest.param(COMPONENT, True, DIALOGUE, 204, id="component: modal"),
        pytest.param(COMPONENT, True, CHOICES, 400, id="component: choices"),
        pytest.param(AUTOCOMPLETE, False, CHOICES, 204, id="autocomplete: choices"),
        pytest.param(AUTOCOMPLETE, False, DEFER, 400, id="autocomplete: deferral"),
        pytest.param(AUTOCOMPLETE, False, reply(content="x"), 400, id="autocomplete: message"),
        pytest.param(MODAL, False, reply(content="x"), 204, id="modal: message"),
        pytest.param(MODAL, False, DEFER, 204, id="modal: deferral"),
        pytest.param(MODAL, False, DIALOGUE, 400, id="modal: modal"),
        pytest.param(MODAL, False, UPDATE, 400, id="modal of a command: update"),
        pytest.param(MODAL, True, UPDATE, 204, id="modal of a component: update"),
    ],
)
async def test_each_kind_has_its_answers(
    fake: FakeDiscord,
    session: aiohttp.ClientSession,
    aiko: Person,
    asked: Asked,
    on_message: bool,
    body: object,
    status: int,
) -> None:
    target = await fake.post(aiko.channel, fake.bot, {"content": "old"}) if on_message else None
    line = Line(fake, session, _open(fake, aiko, asked, message=target))
    assert (await line.callback(body))[0] == status
    assert (line.interaction.answered_at is not None) == (status == 204)


@pytest.mark.parametrize(
    ("option", "value", "status"),
    [(3, "x", 204), (3, 5, 400), (4, 5, 204), (4, "5", 400), (4, 5.5, 400), (10, 5.5, 204), (10, "5", 400)],
)
async def test_a_suggestion_is_of_the_option_s_type(
    fake: FakeDiscord, session: aiohttp.ClientSession, aiko: Person, option: int, value: object, status: int
) -> None:
    typed = {"name": "number", "type": option, "value": "5", "focused": True}
    data = {"type": 1, "name": "quiz", "options": [{"name": "start", "type": 1, "options": [typed]}]}
    line = Line(fake, session, _open(fake, aiko, AUTOCOMPLETE, data=data))
    assert (await line.callback(answer(8, choices=[{"name": "n", "value": value}])))[0] == status


async def test_the_answer_is_given_once(line: Line) -> None:
    assert await line.callback(DEFER) == (204, 0)
    assert await line.callback(reply(content="x")) == (400, 40060)
    with pytest.raises(AssertionError, match="answers an interaction twice"):
        line.fake.assert_clean()


async def test_of_two_answers_at_once_one_counts(line: Line) -> None:
    outcomes = await asyncio.gather(*(line.callback(DEFER) for _ in range(5)))
    assert sorted(outcomes) == [(204, 0), *[(400, 40060)] * 4]


async def test_a_refused_body_leaves_the_interaction_open(line: Line) -> None:
    assert await line.callback(answer(4, content="x" * 2001, allowed_mentions=NO_PINGS)) == (400, 50035)
    assert await line.callback(reply(content="x")) == (204, 0)


async def test_a_late_answer_comes_to_an_unknown_interaction(session: aiohttp.ClientSession) -> None:
    async with FakeDiscord(deadlines=Deadlines(answer=0.02)) as fake:
        line = Line(fake, session, _open(fake, fake.person("Aiko", fake.add_guild())))
        await asyncio.sleep(0.03)
        assert await line.callback(DEFER) == (404, 10062)


async def test_id_and_token_must_belong_together(line: Line, fake: FakeDiscord, aiko: Person) -> None:
    other = _open(fake, aiko)
    path = f"/interactions/{other.id}/{line.interaction.token}/callback"
    assert (await line.ask("POST", path, DEFER))[:2] == (404, 10062)
    assert await line.callback(DEFER) == (204, 0)


async def test_a_followup_waits_for_the_answer(line: Line) -> None:
    assert (await line.webhook("POST", body=message(content="x")))[:2] == (404, 10015)
    await line.callback(reply(content="x"))
    assert (await line.webhook("POST", body=message(content="y")))[0] == 200


async def test_the_token_dies(session: aiohttp.ClientSession) -> None:
    async with FakeDiscord(deadlines=Deadlines(token=1.0)) as fake:
        line = Line(fake, session, _open(fake, fake.person("Aiko", fake.add_guild())))
        await line.callback(reply(content="x"))
        assert (await line.webhook("PATCH", "/messages/@original", message(content="y")))[0] == 200
        await asyncio.sleep(1.01)  # the token dies by the clock: what came before had a whole second
        assert (await line.webhook("PATCH", "/messages/@original", message(content="z")))[:2] == (401, 50027)
        assert (await line.webhook("POST", body=message(content="z")))[:2] == (401, 50027)


async def test_another_application_s_webhook_is_unknown(line: Line) -> None:
    await line.callback(DEFER)
    status, code, _ = await line.ask("POST", f"/webhooks/1/{line.interaction.token}", message(content="x"))
    assert (status, code) == (404, 10015)


@pytest.mark.parametrize(
    ("owners", "status"), [({"1": "9"}, 400), ({"0": "8", "1": "9"}, 200)], ids=["user", "guild too"]
)
async def test_a_user_installed_app_alone_sends_five_followups(
    fake: FakeDiscord, session: aiohttp.ClientSession, aiko: Person, owners: dict[str, str], status: int
) -> None:
    line = Line(fake, session, _open(fake, aiko, owners=owners))
    await line.callback(reply(content="x"))
    for _ in range(5):
        assert (await line.webhook("POST", body=message(content="y")))[0] == 200
    assert (await line.webhook("POST", body=message(content="y")))[0] == status


async def test_a_deferral_s_first_followup_fills_it_and_the_second_is_new(line: Line) -> None:
    await line.callback(answer(5, flags=64))
    first = (await line.webhook("POST", body=message(content="one", flags=0)))[2]
    second = (await line.webhook("POST", body=message(content="two")))[2]
    original = (await line.webhook("GET", "/messages/@original"))[2]
    assert original["id"] == first["id"] != second["id"]
    assert [each["flags"] & 64 for each in (original, second)] == [64, 0]


async def test_the_original_is_shown_changed_and_deleted(line: Line, aiko: Person) -> None:
    await line.callback(answer(4, content="x", allowed_mentions=NO_PINGS, flags=64))
    path = f"/messages/{line.interaction.original.id if line.interaction.original else ''}"
    assert (await line.webhook("GET", path))[2]["content"] == "x"
    assert (await line.webhook("PATCH", path, message(content="y")))[2]["content"] == "y"
    assert (await line.webhook("DELETE", "/messages/@original"))[0] == 204
    assert (await line.webhook("GET", "/messages/@original"))[:2] == (404, 10008)
    assert aiko.messages() == []


async def test_a_modal_leaves_no_original(line: Line) -> None:
    await line.callback(DIALOGUE)
    assert (await line.webhook("GET", "/messages/@original"))[:2] == (404, 10008)


@pytest.mark.parametrize(
    ("first", "edit", "status"),
    [
        pytest.param(reply(content="x"), message(flags=V2, components=[text()]), 400, id="content would stay"),
        pytest.param(reply(content="x"), message(flags=V2, components=[text()], content=None), 200, id="content goes"),
        pytest.param(reply(flags=V2, components=[text()]), message(components=[text("y")]), 200, id="the flag stays"),
        pytest.param(reply(flags=V2, components=[text()]), message(content="y"), 400, id="content cannot come"),
        pytest.param(reply(content="x"), message(content=""), 400, id="nothing would stay"),
        pytest.param(DEFER, message(flags=V2, components=[text()]), 200, id="a deferral becomes anything"),
    ],
)
async def test_an_edit_must_fit_what_stands_there(line: Line, first: object, edit: object, status: int) -> None:
    await line.callback(first)
    assert (await line.webhook("PATCH", "/messages/@original", edit))[0] == status


async def test_what_was_answered_is_told_if_asked_for(line: Line) -> None:
    path = f"/interactions/{line.interaction.id}/{line.interaction.token}/callback?with_response=true"
    status, _, body = await line.ask("POST", path, answer(4, content="x", allowed_mentions=NO_PINGS, flags=64))
    assert status == 200
    assert body["resource"]["message"]["content"] == "x"
    assert body["interaction"]["response_message_ephemeral"] is True


async def test_a_deferral_tells_of_no_message(line: Line) -> None:
    path = f"/interactions/{line.interaction.id}/{line.interaction.token}/callback?with_response=1"
    _, _, body = await line.ask("POST", path, DEFER)
    assert "resource" not in body
    assert body["interaction"]["response_message_loading"] is True


async def test_a_component_s_deferred_update_edits_its_message(
    fake: FakeDiscord, session: aiohttp.ClientSession, aiko: Person
) -> None:
    target = await fake.post(aiko.channel, fake.bot, {"content": "old", "components": [row(button())]})
    line = Line(fake, session, _open(fake, aiko, COMPONENT, message=target))
    await line.callback(DEFER_UPDATE)
    await line.webhook("PATCH", "/messages/@original", message(content="new"))
    assert (target.json()["content"], len(target.components)) == ("new", 1)
