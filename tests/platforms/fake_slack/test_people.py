"""What people can do beside the main ways: choose, close, stack modals, write in direct messages."""

import asyncio
import copy
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.manifests import small_manifest
from tests.platforms.fake_slack.sample_app import over_socket
from tests.platforms.fake_slack.samples import QUIET, actions, button, input_block, option, plain, section, select
from tests.platforms.fake_slack.wire import Json

pytestmark = pytest.mark.asyncio


def modal(title: str, *blocks: Json, **more: object) -> Json:
    """Return a modal that can be sent off."""
    shown = list(blocks) or [section(text=plain(title))]
    return {
        "type": "modal",
        "callback_id": title,
        "title": plain(title),
        "submit": plain("Go"),
        "blocks": shown,
        **more,
    }


def odd_app(fake: FakeSlack, heard: list[Json]) -> AsyncApp:
    """Return an app for the rarer ways; ``heard`` gets the bodies that come."""
    app = AsyncApp(client=AsyncWebClient(token=fake.bot_token, base_url=fake.api_base))

    @app.command("/define")
    async def define(ack: Any, body: Any) -> None:
        heard.append(body)
        choices = select(placeholder=plain("Level"), options=[option(1), option(2)])
        await ack(text="Which?", blocks=[actions(choices, button(1, text=plain("Go")))], **QUIET)

    @app.action("pick")
    @app.action("a1")
    async def picked(ack: Any, body: Any, respond: Any) -> None:
        heard.append(body)
        await ack()
        await respond(text="one", replace_original=True, blocks=[section(text=plain("one"))], **QUIET)
        await respond(text="two", replace_original=False, blocks=[section(text=plain("two"))], **QUIET)

    @app.shortcut("look_up")
    async def look_up(ack: Any, body: Any, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal("first", input_block(), notify_on_close=True))

    @app.view("first")
    async def first(ack: Any) -> None:
        await ack(response_action="push", view=modal("second"))

    @app.view("second")
    async def second(ack: Any) -> None:
        await ack(response_action="clear")

    @app.view_closed("first")
    async def closed(ack: Any, body: Any) -> None:
        heard.append(body)
        await ack()

    @app.event("message")
    @app.event("app_mention")
    async def said(event: Any, say: Any) -> None:
        heard.append(event)
        await say(text="ok", blocks=[section(text=plain("heard"))], **QUIET)

    return app


@pytest.fixture
def heard() -> list[Json]:
    return []


@pytest_asyncio.fixture
async def fake(heard: list[Json]) -> AsyncIterator[FakeSlack]:
    manifest = copy.deepcopy(small_manifest())
    features: Any = manifest["features"]
    features["slash_commands"][0]["should_escape"] = True
    async with FakeSlack(manifest) as fake, over_socket(fake, odd_app(fake, heard)):
        yield fake
        fake.assert_clean()


async def test_a_choice_is_sent_and_kept_for_the_next_click(fake: FakeSlack, heard: list[Json]) -> None:
    aiko = fake.person("Aiko")
    asked = await aiko.command("/define", "受電")
    assert asked.text == "Level 受電 1 受電 2\nGo"
    assert (await aiko.choose(asked, "pick", "受電 2")).text == "one"
    second = await aiko.command("/define", "受電")
    await aiko.choose(second, "pick", "受電 1")
    states = [values for body in heard if "state" in body for values in _state(body)]
    assert [state["selected_option"]["value"] for state in states] == ["v2", "v1"]


def _state(body: Json) -> list[Any]:
    state: Any = body["state"]
    return [element for block in state["values"].values() for element in block.values()]


async def test_what_follows_an_answer_can_be_waited_for(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    one = await aiko.click(await aiko.command("/define", "受電"), "Go")
    two = await aiko.after(one)
    assert (one.text, one.change, two.text, two.change) == ("one", "updated", "two", "new")


async def test_modals_are_stacked_and_cleared(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    first = await aiko.global_shortcut("look_up")
    second = await aiko.submit(first, {"Word": "受電"})
    assert second.title == "second"
    gone = await aiko.submit(second, {})
    assert gone.kind is SeenAs.MODAL_CLOSED
    with pytest.raises(AssertionError, match="no such view"):
        aiko.now(first)


async def test_a_closed_modal_is_reported_when_asked_for(fake: FakeSlack, heard: list[Json]) -> None:
    aiko = fake.person("Aiko")
    await aiko.close(await aiko.global_shortcut("look_up"))
    assert [(body["type"], body["is_cleared"]) for body in heard] == [("view_closed", False)]


async def test_names_and_addresses_come_as_tokens(fake: FakeSlack, heard: list[Json]) -> None:
    aiko, ben = fake.person("Aiko"), fake.person("Ben")
    await aiko.command("/define", "@Ben R&D @nobody")
    await aiko.mention("ask @Ben & @here: http://x.jp")
    bot = fake.workspace.bot.id
    assert [body["text"] for body in heard] == [
        f"<@{ben.id}|Ben> R&amp;D @nobody",
        f"<@{bot}> ask <@{ben.id}> &amp; <!here>: <http://x.jp>",
    ]


async def test_a_direct_message_is_heard_without_a_mention(fake: FakeSlack, heard: list[Json]) -> None:
    aiko = fake.person("Aiko")
    await aiko.say("受電?", channel="dm")
    answer = await aiko.sees("heard")
    assert (answer.kind, answer.is_private) == (SeenAs.DIRECT, True)
    assert [event["type"] for event in heard] == ["message"]
    await aiko.mention("again", channel="dm")
    assert [event["type"] for event in heard] == ["message", "message"]


async def test_three_people_click_at_once_and_each_gets_an_answer_of_their_own(fake: FakeSlack) -> None:
    people = [fake.person(name) for name in ("Aiko", "Ben", "Chie")]
    asked = await asyncio.gather(*(person.command("/define", "受電") for person in people))
    answers = await asyncio.gather(*(person.click(one, "Go") for person, one in zip(people, asked, strict=True)))
    assert [answer.text for answer in answers] == ["one"] * 3
    assert len({answer.ts for answer in answers}) == 3


async def test_another_persons_ephemeral_message_cannot_be_clicked(fake: FakeSlack) -> None:
    aiko, ben = fake.person("Aiko"), fake.person("Ben")
    asked = await aiko.command("/define", "受電")
    with pytest.raises(AssertionError, match="sees no such message"):
        await ben.click(asked, "Go")
    with pytest.raises(AssertionError, match="no shortcuts on ephemeral"):
        await aiko.shortcut("explain_terms", message=asked)


async def test_any_action_can_be_forged_by_a_changed_client(fake: FakeSlack, heard: list[Json]) -> None:
    aiko = fake.person("Aiko")
    asked = await aiko.command("/define", "受電")
    forged: Json = {"type": "button", "action_id": "a1", "block_id": "x", "value": "../../etc"}
    await aiko.send_action(asked, forged)
    actions_heard: Any = heard[-1]["actions"]
    assert actions_heard[0]["value"] == "../../etc"


async def test_a_manifest_slack_would_not_take_stops_the_fake() -> None:
    with pytest.raises(AssertionError, match="event_scope"):
        FakeSlack({**small_manifest(), "oauth_config": {"scopes": {"bot": ["commands"]}}})
