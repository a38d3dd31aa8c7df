"""Socket Mode as Bolt meets it: refreshes, cuts, redelivery, missed deadlines."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.manifests import small_manifest
from tests.platforms.fake_slack.permits import Timing
from tests.platforms.fake_slack.sample_app import over_socket, sample_app

pytestmark = pytest.mark.asyncio
QUICK = Timing(ack=0.3, retries=(0.0, 0.01, 0.01))


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(small_manifest(), timing=QUICK) as fake:
        yield fake


def bare_app(fake: FakeSlack) -> AsyncApp:
    return AsyncApp(client=AsyncWebClient(token=fake.bot_token, base_url=fake.api_base))


async def test_nobody_at_the_other_end_is_a_failure_at_once(fake: FakeSlack) -> None:
    failed = await fake.person("Aiko").command("/define", "受電")
    assert (failed.kind, failed.text) == (SeenAs.FAILURE, "failed with the error dispatch_failed")


async def test_an_acknowledgement_after_the_deadline_comes_too_late(fake: FakeSlack) -> None:
    app = bare_app(fake)

    @app.command("/define")
    async def slow(ack: Any) -> None:
        await asyncio.sleep(0.4)
        await ack()

    async with over_socket(fake, app):
        failed = await fake.person("Aiko").command("/define", "受電")
        await fake.recorder.until(lambda: bool(fake.recorder.oddities), 30.0)
    assert failed.text == "failed with the error operation_timeout"
    assert fake.recorder.oddities == ["socket: a late acknowledgement"]
    with pytest.raises(AssertionError, match="operation_timeout"):
        fake.assert_clean()


async def test_a_refresh_moves_the_app_to_a_new_connection(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    async with over_socket(fake, sample_app(fake)):
        await fake.socket.refresh()
        await fake.socket.opened_again(2)
        assert (await aiko.command("/define", "受電")).kind is SeenAs.EPHEMERAL
        await fake.socket.warn()
        await fake.socket.opened_again(3)
    assert len(fake.recorder.calls_of("apps.connections.open")) == 3


async def test_a_cut_connection_is_opened_again(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    async with over_socket(fake, sample_app(fake)):
        assert fake.socket.cut() == 1
        failed = await aiko.command("/define", "受電")
        assert failed.kind is SeenAs.FAILURE
        await fake.socket.opened_again(2)
        assert (await aiko.command("/define", "受電")).kind is SeenAs.EPHEMERAL


async def test_an_event_that_is_not_acknowledged_comes_three_times_more(fake: FakeSlack) -> None:
    async with over_socket(fake, bare_app(fake)):
        await fake.person("Aiko").visit("home")
        await fake.recorder.until(lambda: len(fake.recorder.unacknowledged()) == 4, 30.0)
    events = fake.recorder.deliveries
    assert [event.attempt for event in events] == [0, 1, 2, 3]
    assert [event.reason for event in events] == ["", "timeout", "timeout", "timeout"]
    assert len({event.payload["event_id"] for event in events}) == 1


async def test_a_redelivered_event_has_its_old_id(fake: FakeSlack) -> None:
    async with over_socket(fake, sample_app(fake)):
        delivery = await fake.person("Aiko").visit("home")
        assert delivery is not None
        again = await fake.redeliver(delivery)
        await fake.recorder.call("views.publish", 4)
    assert [one.payload["event_id"] for one in again] == [delivery.payload["event_id"]] * 3


async def test_an_event_the_manifest_does_not_name_is_not_sent(fake: FakeSlack) -> None:
    async with over_socket(fake, sample_app(fake)):
        await fake.person("Aiko").say("nobody listens in channels")
        assert fake.recorder.deliveries == []
        await fake.person("Ben").say("but in direct messages", channel="dm")
    assert [one.kind for one in fake.recorder.deliveries] == ["events_api"]


async def test_a_ticket_lets_one_connection_in(fake: FakeSlack) -> None:
    address = fake.slack.new_socket_url()
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(address) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address)
        late = fake.slack.new_socket_url()
        fake.clock.advance(31)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(late)


async def test_the_eleventh_connection_is_sent_away(fake: FakeSlack) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(fake.slack.new_socket_url()) for _ in range(11)]
        firsts = [await socket.receive_json() for socket in sockets]
        for socket in sockets:
            await socket.close()
    assert [first["type"] for first in firsts] == ["hello"] * 10 + ["disconnect"]
    assert firsts[10]["reason"] == "too_many_websockets"


async def test_odd_acknowledgements_are_noticed(fake: FakeSlack) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(fake.slack.new_socket_url()) as socket:
        await socket.receive_json()
        await fake.socket.connected()
        waiting = asyncio.ensure_future(fake.person("Aiko").visit("home"))
        envelope = (await socket.receive_json())["envelope_id"]
        await socket.send_json({"envelope_id": envelope, "payload": {"text": "x"}})
        await waiting
        await socket.send_json({"envelope_id": envelope})
        await socket.send_json({"envelope_id": "nobody"})
        await socket.send_str("hello")
        await fake.recorder.until(lambda: len(fake.recorder.oddities) == 4, 30.0)
    assert [oddity.split(":")[1].strip() for oddity in fake.recorder.oddities] == [
        "a payload where none is taken",
        "a second acknowledgement",
        "an acknowledgement of nothing",
        "not JSON",
    ]
