"""The fake Slack, driven by the real slack-bolt: the same people over Socket Mode and over HTTP."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import Change, SeenAs
from tests.platforms.fake_slack.manifests import small_manifest
from tests.platforms.fake_slack.permits import Timing
from tests.platforms.fake_slack.sample_app import PATH, over_http, over_socket, sample_app

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(params=["socket", "http"])
async def fake(request: pytest.FixtureRequest) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(small_manifest(socket=request.param == "socket"), timing=Timing(ack=0.5)) as fake:
        app = sample_app(fake)
        runs = over_socket(fake, app) if request.param == "socket" else over_http(fake, app.web_app(path=PATH))
        async with runs:
            yield fake


async def test_a_command_is_answered_to_the_person_alone(fake: FakeSlack) -> None:
    aiko, ben = fake.person("Aiko"), fake.person("Ben")
    answer = await aiko.command("/define", "受電")
    assert answer.kind is SeenAs.EPHEMERAL
    assert answer.text == "受電（じゅでん）\nShare"
    assert answer.buttons == ("Share",)
    assert ben.feed.seen == []
    fake.assert_clean()


async def test_a_shared_message_is_seen_by_everybody_in_the_channel(fake: FakeSlack) -> None:
    aiko, ben = fake.person("Aiko"), fake.person("Ben")
    shared = await aiko.click(await aiko.command("/define", "受電"), "Share")
    assert (shared.kind, shared.change) == (SeenAs.PUBLIC, Change.NEW)
    assert [seen.text for seen in ben.feed.seen] == ["受電\nClose"]
    closed = await ben.click(ben.feed.seen[0], "Close")
    assert (closed.change, closed.text) == (Change.UPDATED, "closed")
    with pytest.raises(AssertionError, match="no button 'Close'"):
        await aiko.click(shared, "Close")
    fake.assert_clean()


async def test_a_mention_is_answered_in_its_thread(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    top = await aiko.say("What does 受電 mean?")
    answer = await aiko.mention("define 受電 & <b>", thread=top)
    assert answer.thread == top.ts
    assert answer.text.endswith("define 受電 &amp; &lt;b&gt;")
    fake.assert_clean()


async def test_a_message_shortcut_gets_the_message(fake: FakeSlack) -> None:
    aiko, ben = fake.person("Aiko"), fake.person("Ben")
    said = await ben.say("受電の件")
    answer = await aiko.shortcut("explain_terms", message=said)
    assert (answer.kind, answer.text) == (SeenAs.EPHEMERAL, "In: 受電の件")
    assert answer == (await aiko.sees("In: 受電"))
    fake.assert_clean()


async def test_a_modal_is_filled_in_with_suggested_options(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    modal = await aiko.global_shortcut("Look up")
    assert (modal.kind, modal.title) == (SeenAs.MODAL, "Look up")
    assert await aiko.type_in_select(modal, "term", "") == ()
    assert await aiko.type_in_select(modal, "term", "受") == ("受電",)
    wrong = await aiko.submit(modal, {"Term": "受電", "Note": "wrong"})
    assert (wrong.kind, wrong.errors) == (SeenAs.FORM_ERRORS, {"Note": "Not so"})
    assert (await aiko.submit(modal, {})).kind is SeenAs.FORM_ERRORS  # what was filled in is still there
    found = await aiko.submit(modal, {"Note": ""})
    assert (found.kind, found.title, found.text) == (SeenAs.MODAL, "Found", "受電")
    fake.assert_clean()


async def test_a_modal_that_is_simply_acknowledged_closes(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    modal = await aiko.global_shortcut("look_up")
    await aiko.type_in_select(modal, "term", "受")
    closed = await aiko.submit(modal, {"term_block": "受電", "note": "done"})
    assert closed.kind is SeenAs.MODAL_CLOSED
    with pytest.raises(AssertionError, match="no such view"):
        await aiko.submit(modal, {})


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "must be filled in"),
        ({"Term": "架電"}, "no option"),
        ({"Term": "受電", "Note": "x" * 21}, "20 characters"),
        ({"Term": "受電", "Note": "x\ny"}, "one line"),
        ({"Term": "受電", "Colour": "red"}, "no \\['Colour'\\]"),
    ],
)
async def test_the_client_refuses_what_a_client_refuses(
    fake: FakeSlack, values: dict[str, object], reason: str
) -> None:
    aiko = fake.person("Aiko")
    modal = await aiko.global_shortcut("Look up")
    await aiko.type_in_select(modal, "term", "受")
    before = len(fake.recorder.deliveries)
    with pytest.raises(AssertionError, match=reason):
        await aiko.submit(modal, values)
    assert len(fake.recorder.deliveries) == before


async def test_the_home_tab_is_published_and_changes_when_clicked(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    home = await aiko.open_home()
    assert (home.kind, home.text) == (SeenAs.HOME, "Today: 受電\nRefresh")
    assert (await aiko.click(home, "Refresh")).text == "Today: 架電"
    assert aiko.now(home).text == "Today: 架電"
    fake.assert_clean()


async def test_what_the_manifest_does_not_offer_cannot_be_done(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    fake.channel("quiet", aiko, with_bot=False)
    for what in (aiko.command("/kill"), aiko.global_shortcut("explain_terms"), aiko.mention("x", channel="quiet")):
        with pytest.raises(AssertionError, match=r"offers no|not in quiet"):
            await what
    fake.channel("secret", fake.person("Ben"), private=True)
    with pytest.raises(AssertionError, match="not in secret"):
        await aiko.say("hello", channel="secret")


async def test_a_reinstalled_or_removed_app_is_told_so(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    answer = await aiko.command("/define", "受電")
    await fake.uninstall()
    await aiko.send_click(answer, "Share")
    refused = await fake.recorder.call("chat.postMessage")
    assert refused.error == "account_inactive"
    with pytest.raises(AssertionError, match="not installed"):
        await aiko.command("/define", "受電")


async def test_an_app_that_breaks_a_rule_is_not_clean(fake: FakeSlack) -> None:
    channel = fake.workspace.channel_named("general").id
    client = sample_app(fake).client
    await client.chat_postMessage(channel=channel, text="<!channel> http://evil.example")
    with pytest.raises(AssertionError) as told:
        fake.assert_clean()
    assert {rule for rule in ("live_token", "auto_parsed", "unfurls") if rule in str(told.value)} == {
        "live_token",
        "auto_parsed",
        "unfurls",
    }
    assert [ping.what for ping in fake.pings()] == ["<!channel>"]
    assert [link.what for link in fake.links()] == ["http://evil.example"]
