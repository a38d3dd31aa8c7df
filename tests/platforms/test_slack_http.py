"""HTTP mode: what Slack signed gets in once, everything else gets 401."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.platform import PlatformRefused
from adapters.platform_settings import SlackMode
from adapters.slack_app.platform import SlackPlatform
from adapters.slack_app.server import Guard
from bot.clock import SystemClock
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.forgeries import raw_post
from tests.platforms.fake_slack.http_mode import FORM, JSON, HttpMode, signature
from tests.platforms.slack_running import bot, core_on, database, make_fake, settings_for

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def fake(tmp_path: Path) -> AsyncIterator[FakeSlack]:
    async with bot(tmp_path, SlackMode.HTTP) as running:
        yield running


async def test_sixteen_forgeries_are_refused_and_have_no_effect(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    answer = await aiko.command("/define", "受電")
    await aiko.click(answer, "Share to channel")
    seen, calls = len(aiko.feed.seen), len(fake.recorder.calls)

    statuses = await fake.forger().statuses()

    assert len(statuses) == 16
    assert set(statuses.values()) == {401}, statuses
    await aiko.command("/help")
    assert len(aiko.feed.seen) == seen + 1
    assert len(fake.recorder.calls) == calls


async def test_the_edge_of_five_minutes_gets_in(fake: FakeSlack) -> None:
    await fake.person("Aiko").command("/help")
    forger = fake.forger()
    edge = [each for each in forger.forgeries(b'{"type":"url_verification","challenge":"x"}', JSON) if each.genuine]

    assert [await forger.send(each) for each in edge] == [200, 200]


MALFORMED = {
    "not json": (JSON, b"{"),
    "a list": (JSON, b"[]"),
    "a number": (JSON, b"1"),
    "nothing": (JSON, b""),
    "nothing in a form": (FORM, b""),
    "not utf-8": (FORM, b"command=%2Fhelp&text=\xff\xfe"),
    "deep": (JSON, b"[" * 100_000),
    "payload that is no json": (FORM, b"payload=%7B"),
    "payload that is a list": (FORM, b"payload=%5B%5D"),
    "json in a form": (FORM, b'{"type":"event_callback"}'),
    "ssl check": (FORM, b"ssl_check=1&token=x"),
}


@pytest.mark.parametrize(("content_type", "body"), MALFORMED.values(), ids=MALFORMED)
async def test_a_signed_body_that_nobody_can_read_is_refused(fake: FakeSlack, content_type: str, body: bytes) -> None:
    http = fake.courier.transport
    assert isinstance(http, HttpMode)

    status = await raw_post(http.url, tuple(http.headers(body, content_type).items()), body)

    assert status == 401


ODD = {
    "an event without an event": (JSON, {"type": "event_callback", "team_id": "T1"}),
    "an event of an unknown kind": (JSON, {"type": "event_callback", "team_id": "T1", "event": {"type": "odd"}}),
    "a mention without anything": (JSON, {"type": "event_callback", "event": {"type": "app_mention"}}),
    "a click without actions": (FORM, {"type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}}),
    "a click on nothing": (FORM, {"type": "block_actions", "actions": [{"action_id": "press:x"}]}),
    "a form without a view": (FORM, {"type": "view_submission", "user": {"id": "U1"}}),
    "a form with a strange state": (
        FORM,
        {"type": "view_submission", "user": {"id": "U1"}, "view": {"callback_id": "ask", "state": []}},
    ),
    "typing nowhere": (FORM, {"type": "block_suggestion", "action_id": "term"}),
    "a type that is a list": (FORM, {"type": []}),
}


@pytest.mark.parametrize(("content_type", "payload"), ODD.values(), ids=ODD)
async def test_a_signed_body_of_an_odd_shape_is_never_a_server_error(
    fake: FakeSlack, content_type: str, payload: dict[str, object]
) -> None:
    http = fake.courier.transport
    assert isinstance(http, HttpMode)
    body = json.dumps(payload).encode()
    if content_type == FORM:
        body = b"payload=" + body

    status = await raw_post(http.url, tuple(http.headers(body, content_type).items()), body)

    assert status < 500


async def test_the_address_is_proved_to_slack(fake: FakeSlack) -> None:
    http = fake.courier.transport
    assert isinstance(http, HttpMode)

    assert await http.verify_url()


async def test_a_body_too_large_is_refused(fake: FakeSlack) -> None:
    http = fake.courier.transport
    assert isinstance(http, HttpMode)
    body = b"a" * (1024 * 1024 + 1)

    assert await raw_post(http.url, tuple(http.headers(body, FORM).items()), body) == 413


async def test_an_event_may_come_again_under_the_same_signature_but_acts_once(fake: FakeSlack) -> None:
    http = fake.courier.transport
    assert isinstance(http, HttpMode)
    await fake.person("Aiko").mention("define 受電")
    assert http.last is not None
    body, headers = http.last

    assert await raw_post(http.url, tuple(headers.items()), body) == 200
    await fake.person("Ben").mention("define 架電")
    assert len(fake.recorder.calls_of("chat.postEphemeral")) == 2


async def test_without_a_signing_secret_nothing_starts(tmp_path: Path) -> None:
    async with make_fake(SlackMode.HTTP) as fake, core_on(database(tmp_path)) as core:
        settings = settings_for(fake, SlackMode.HTTP, signing_secret="")
        with pytest.raises(PlatformRefused, match="NARUHAYA_SLACK_SIGNING_SECRET"):
            await SlackPlatform(settings, core).run()
        with pytest.raises(ValueError, match="empty"):
            Guard("", SystemClock().now)
        assert signature("", "1", b"") != signature("x", "1", b"")
