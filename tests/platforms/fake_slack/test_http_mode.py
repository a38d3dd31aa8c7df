"""HTTP mode: signatures, the address check, redelivery, and forged requests."""

import hmac
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.forgeries import raw_post
from tests.platforms.fake_slack.http_mode import FORM, JSON, signature
from tests.platforms.fake_slack.manifests import small_manifest
from tests.platforms.fake_slack.permits import Timing
from tests.platforms.fake_slack.sample_app import PATH, over_http, sample_app

pytestmark = pytest.mark.asyncio
QUICK = Timing(ack=0.5, retries=(0.0, 0.01, 0.01))
BODY = b"command=%2Fdefine&text=x"


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(small_manifest(socket=False), timing=QUICK) as fake:
        yield fake


def careful_app(fake: FakeSlack) -> web.Application:
    """Return an app that refuses everything that is not surely from Slack, once."""
    used: set[str] = set()

    async def receive(request: web.Request) -> web.Response:
        body = await request.read()
        times = request.headers.getall("X-Slack-Request-Timestamp", [])
        signatures = request.headers.getall("X-Slack-Signature", [])
        if len(times) != 1 or len(signatures) != 1 or request.content_type not in (FORM, JSON):
            return web.Response(status=401)
        if not (times[0].isascii() and times[0].isdecimal() and signatures[0].isascii()) or signatures[0] in used:
            return web.Response(status=401)
        fresh = abs(fake.clock.now() - int(times[0])) <= 300
        if not fresh or not hmac.compare_digest(signature(fake.signing_secret, times[0], body), signatures[0]):
            return web.Response(status=401)
        used.add(signatures[0])
        return web.Response()

    app = web.Application()
    app.router.add_post(PATH, receive)
    return app


async def test_sixteen_forgeries_are_refused_by_a_careful_app(fake: FakeSlack) -> None:
    async with over_http(fake, careful_app(fake)):
        await fake.person("Aiko").send_command("/define", "受電")
        forger = fake.forger()
        statuses = await forger.statuses(BODY)
        assert len(statuses) == 16
        assert set(statuses.values()) == {401}
        edge = [one for one in forger.forgeries(BODY) if one.genuine]
        assert [await forger.send(one) for one in edge] == [200, 200]


async def test_the_forgeries_find_the_holes_of_bolts_own_verifier(fake: FakeSlack) -> None:
    async with over_http(fake, sample_app(fake).web_app(path=PATH)):
        await fake.person("Aiko").command("/define", "受電")
        statuses = await fake.forger().statuses()
    let_through = {name: status for name, status in statuses.items() if status != 401}
    assert let_through["time stamp that is no number"] == 500
    assert let_through["signature that is not ASCII"] == 500
    assert let_through["full-width time stamp"] not in (401, 500)
    assert let_through["replay"] == 200
    assert statuses["another secret"] == 401


async def test_an_app_proves_its_address(fake: FakeSlack) -> None:
    async with over_http(fake, sample_app(fake).web_app(path=PATH)) as origin:
        assert await fake.use_http(origin + PATH).verify_url()
        assert not await fake.use_http(origin + "/elsewhere").verify_url()


async def test_a_wrong_secret_is_refused_and_the_event_comes_again(fake: FakeSlack) -> None:
    app = sample_app(fake)
    fake.slack.signing_secret = "another"
    async with over_http(fake, app.web_app(path=PATH)):
        await fake.person("Aiko").visit("home")
        await fake.recorder.until(lambda: len(fake.recorder.unacknowledged()) == 4, 30.0)
    assert [one.reason for one in fake.recorder.deliveries] == ["", "error", "error", "error"]
    assert fake.recorder.calls_of("views.publish") == []


async def test_no_retry_is_obeyed(fake: FakeSlack) -> None:
    async def receive(request: web.Request) -> web.Response:
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    app = web.Application()
    app.router.add_post(PATH, receive)
    async with over_http(fake, app):
        await fake.person("Aiko").visit("home")
    await fake.courier.close()
    assert [one.attempt for one in fake.recorder.deliveries] == [0]


async def test_a_retry_says_so_in_its_headers(fake: FakeSlack) -> None:
    seen: list[tuple[str | None, str | None]] = []

    async def receive(request: web.Request) -> web.Response:
        headers = request.headers
        seen.append((headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=500 if len(seen) == 1 else 200)

    app = web.Application()
    app.router.add_post(PATH, receive)
    async with over_http(fake, app):
        await fake.person("Aiko").visit("home")
        await fake.recorder.until(lambda: any(one.answered for one in fake.recorder.deliveries), 30.0)
    assert seen == [(None, None), ("1", "http_error")]


async def test_nobody_listening_is_a_failure(fake: FakeSlack) -> None:
    async with over_http(fake, sample_app(fake).web_app(path=PATH)) as origin:
        pass
    fake.use_http(origin + PATH)
    failed = await fake.person("Aiko").command("/define", "受電")
    assert (failed.kind, failed.text) == (SeenAs.FAILURE, "failed with the error dispatch_failed")


async def test_a_body_too_long_to_be_slacks_gets_an_answer(fake: FakeSlack) -> None:
    async with over_http(fake, careful_app(fake)) as origin:
        assert await raw_post(origin + PATH, (), b"x" * 2_000_000) in (401, 413)


async def test_without_an_options_address_nobody_is_asked(fake: FakeSlack) -> None:
    settings = fake.slack.manifest["settings"]
    assert isinstance(settings, dict)
    del settings["interactivity"]["message_menu_options_url"]
    aiko = fake.person("Aiko")
    async with over_http(fake, sample_app(fake).web_app(path=PATH)):
        modal = await aiko.global_shortcut("Look up")
        with pytest.raises(AssertionError, match="message_menu_options_url"):
            await aiko.type_in_select(modal, "term", "受")
