"""The Web API through slack_sdk's real client: errors, scopes, triggers, response_url, faults."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import Change
from tests.platforms.fake_slack.manifests import small_manifest
from tests.platforms.fake_slack.people import Person
from tests.platforms.fake_slack.sample_app import look_up_modal
from tests.platforms.fake_slack.samples import QUIET, plain, section

pytestmark = pytest.mark.asyncio
SAID: dict[str, Any] = {"text": "受電", "blocks": [section(text=plain("受電"))], **QUIET}


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(small_manifest()) as fake:
        yield fake


@pytest.fixture
def client(fake: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=fake.bot_token, base_url=fake.api_base)


@pytest.fixture
def aiko(fake: FakeSlack) -> Person:
    return fake.person("Aiko")


def general(fake: FakeSlack) -> str:
    return fake.workspace.channel_named("general").id


async def refusal(call: object) -> str:
    """Return the error the client raises for a call."""
    assert asyncio.iscoroutine(call)
    with pytest.raises(SlackApiError) as raised:
        await call
    return str(raised.value.response["error"])


async def test_auth_test_says_who_the_bot_is(fake: FakeSlack, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["bot_id"]) == (fake.workspace.id, fake.workspace.bot_id)
    assert await refusal(AsyncWebClient(token="xoxb-no", base_url=fake.api_base).auth_test()) == "invalid_auth"
    assert await refusal(AsyncWebClient(token="", base_url=fake.api_base).auth_test()) == "not_authed"
    assert await refusal(AsyncWebClient(token=fake.app_token, base_url=fake.api_base).auth_test()) == (
        "not_allowed_token_type"
    )


async def test_get_and_form_calls_are_understood(fake: FakeSlack, client: AsyncWebClient, aiko: Person) -> None:
    user = (await client.users_info(user=aiko.id, include_locale=True))["user"]
    assert (user["name"], user["locale"]) == ("Aiko", "en-US")
    posted = await client.api_call("chat.postMessage", data={"channel": general(fake), "text": "x", "blocks": "[]"})
    assert posted["ok"]
    assert fake.recorder.calls_of("users.info")[0].verb == "GET"


async def test_a_missing_scope_is_named(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as raised:
        await client.conversations_list()
    assert raised.value.response["error"] == "missing_scope"
    assert "channels:read" in raised.value.response["needed"]


async def test_posting_needs_a_place(fake: FakeSlack, client: AsyncWebClient, aiko: Person) -> None:
    elsewhere = fake.channel("elsewhere", aiko, with_bot=False)
    secret = fake.channel("secret", aiko, private=True, with_bot=False)
    assert await refusal(client.chat_postMessage(channel=elsewhere, **SAID)) == "not_in_channel"
    assert await refusal(client.chat_postMessage(channel=secret, **SAID)) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel="C0NOWHERE", **SAID)) == "channel_not_found"
    await client.chat_postMessage(channel=aiko.id, **SAID)
    assert [seen.kind for seen in aiko.feed.seen] == ["direct"]


async def test_an_ephemeral_message_cannot_be_updated(fake: FakeSlack, client: AsyncWebClient, aiko: Person) -> None:
    said: dict[str, Any] = {"text": "受電", "blocks": [section(text=plain("受電"))]}
    ts = (await client.chat_postEphemeral(channel=general(fake), user=aiko.id, **said))["message_ts"]
    changed = client.chat_update(channel=general(fake), ts=ts, text="x", blocks=[])
    assert await refusal(changed) == "message_not_found"
    assert await refusal(client.chat_postEphemeral(channel=general(fake), user="U0NOBODY", **said)) == (
        "user_not_in_channel"
    )


async def test_an_update_of_the_text_alone_changes_nothing_to_see(
    fake: FakeSlack, client: AsyncWebClient, aiko: Person
) -> None:
    ts = (await client.chat_postMessage(channel=general(fake), **SAID))["ts"]
    await client.chat_update(channel=general(fake), ts=ts, text="架電")
    assert [seen.text for seen in aiko.feed.seen] == ["受電", "受電"]
    assert [problem.rule for _, problem in fake.recorder.problems()] == ["keeps_blocks"]
    await client.chat_update(channel=general(fake), ts=ts, text="架電", blocks=[])
    assert aiko.feed.seen[-1].text == "架電"
    await client.chat_delete(channel=general(fake), ts=ts)
    assert aiko.feed.seen[-1].change is Change.REMOVED
    assert aiko.in_channel() == []


async def test_a_trigger_opens_one_view_within_three_seconds(
    fake: FakeSlack, client: AsyncWebClient, aiko: Person
) -> None:
    trigger = fake.slack.new_trigger(fake.workspace, aiko.id, "I1")
    await client.views_open(trigger_id=trigger, view=look_up_modal())
    assert await refusal(client.views_open(trigger_id=trigger, view=look_up_modal())) == "exchanged_trigger_id"
    late = fake.slack.new_trigger(fake.workspace, aiko.id, "I2")
    fake.clock.advance(3.1)
    assert await refusal(client.views_open(trigger_id=late, view=look_up_modal())) == "expired_trigger_id"
    assert await refusal(client.views_open(trigger_id="1.2.x", view=look_up_modal())) == "invalid_trigger_id"


async def test_a_stack_has_three_views(fake: FakeSlack, client: AsyncWebClient, aiko: Person) -> None:
    first = fake.slack.new_trigger(fake.workspace, aiko.id, "I1")
    view = (await client.views_open(trigger_id=first, view=look_up_modal()))["view"]["id"]
    triggers = [fake.slack.new_trigger(fake.workspace, aiko.id, "I2", view=view) for _ in range(3)]
    pushed = [await client.views_push(trigger_id=one, view=look_up_modal()) for one in triggers[:2]]
    assert [one["view"]["root_view_id"] for one in pushed] == [view, view]
    assert await refusal(client.views_push(trigger_id=triggers[2], view=look_up_modal())) == "push_limit_reached"


async def test_an_old_hash_is_refused(fake: FakeSlack, client: AsyncWebClient, aiko: Person) -> None:
    view = {"type": "home", "blocks": [section(text=plain("受電"))]}
    first = (await client.views_publish(user_id=aiko.id, view=view))["view"]["hash"]
    await client.views_publish(user_id=aiko.id, view=view, hash=first)
    assert await refusal(client.views_publish(user_id=aiko.id, view=view, hash=first)) == "hash_conflict"


async def test_a_response_url_is_good_for_five_uses_and_half_an_hour(fake: FakeSlack, aiko: Person) -> None:
    url = fake.slack.new_response_url(fake.workspace, aiko.id, general(fake), "I1")
    hook = AsyncWebhookClient(url)
    statuses = [(await hook.send_dict(SAID)).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [404]
    late = fake.slack.new_response_url(fake.workspace, aiko.id, general(fake), "I1")
    fake.clock.advance(1801)
    assert (await AsyncWebhookClient(late).send_dict(SAID)).body == '{"ok": false, "error": "expired_url"}'


async def test_a_response_may_replace_or_delete_what_was_clicked(fake: FakeSlack, aiko: Person) -> None:
    place = fake.workspace.channel_named("general")
    message = fake.slack.post(fake.workspace, place, fake.workspace.bot.id, SAID, only_for=aiko.id)
    url = fake.slack.new_response_url(fake.workspace, aiko.id, place.id, "I1", message)
    hook = AsyncWebhookClient(url)
    await hook.send_dict({**SAID, "replace_original": True, "blocks": [section(text=plain("架電"))]})
    await hook.send_dict({"delete_original": True})
    assert [(seen.change, seen.text) for seen in aiko.feed.seen] == [
        (Change.NEW, "受電"),
        (Change.UPDATED, "架電"),
        (Change.REMOVED, "架電"),
    ]


async def test_a_body_slack_would_refuse_is_refused(fake: FakeSlack, client: AsyncWebClient) -> None:
    bad = {**SAID, "blocks": [{"type": "nonsense"}]}
    assert await refusal(client.chat_postMessage(channel=general(fake), **bad)) == "invalid_blocks"
    with pytest.raises(AssertionError, match="unknown_type"):
        fake.assert_clean()


async def test_a_rate_limit_counts_who_does_not_wait(fake: FakeSlack, client: AsyncWebClient) -> None:
    fake.faults.rate_limit("chat.postMessage", retry_after=30)
    for _ in range(2):
        with pytest.raises(SlackApiError) as raised:
            await client.chat_postMessage(channel=general(fake), **SAID)
        assert raised.value.response.status_code == 429
    assert len(fake.recorder.early_calls()) == 1
    fake.clock.advance(30)
    assert (await client.chat_postMessage(channel=general(fake), **SAID))["ok"]


async def test_a_client_that_waits_is_not_early(fake: FakeSlack, client: AsyncWebClient) -> None:
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    fake.faults.rate_limit("chat.postMessage", retry_after=1)
    assert (await client.chat_postMessage(channel=general(fake), **SAID))["ok"]
    assert fake.recorder.early_calls() == []
    assert fake.recorder.posting_gaps(general(fake))[0] >= 1.0


async def test_faults_come_as_planned(fake: FakeSlack, client: AsyncWebClient, aiko: Person) -> None:
    fake.faults.status("chat.postMessage", 503)
    with pytest.raises(SlackApiError) as raised:
        await client.chat_postMessage(channel=general(fake), **SAID)
    assert raised.value.response.status_code == 503
    fake.faults.error("*", "fatal_error")
    assert await refusal(client.auth_test()) == "fatal_error"
    fake.faults.delay("auth.test", 0.05)
    await client.auth_test()
    call = fake.recorder.calls_of("auth.test")[-1]
    assert call.answered - call.at >= 0.05
    fake.faults.cut("chat.postMessage")
    fake.faults.cut("chat.postMessage", after_effect=True)
    client.retry_handlers.clear()
    for seen in (0, 1):
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel=general(fake), **SAID)
        assert len(aiko.feed.seen) == seen


async def test_an_unknown_method_is_no_silent_success(fake: FakeSlack, client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("chat.postmessage")) == "unknown_method"
    with pytest.raises(AssertionError, match="no such method"):
        fake.assert_clean()
