"""Posts to Slack through the real client: sent once, whatever happens to the answer, or said why not."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from prometheus_client import CollectorRegistry, Counter

from adapters.slack_app.installations import Installed, OneWorkspace
from adapters.slack_app.manifest import build_manifest
from adapters.slack_app.posting import Posting
from adapters.slack_app.render import Renderer
from adapters.slack_app.rich import Writer
from adapters.slack_app.sealing import Tokens
from adapters.slack_app.web_api import WebApi
from bot.clock import SystemClock
from bot.identity import Place
from bot.posting import LEASE, Deferred, InDoubt, Post, Posted, Reason, Undeliverable
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.shown import shown_text
from tests.platforms.fake_slack.world import Message
from tests.platforms.posts import make_post, saying

pytestmark = pytest.mark.asyncio

LOST_ANSWERS = ("slow", "cut off", "status 500", "status 503")
NOTHING_MADE = ("cut off before", "status 500 before", "internal_error")


@asynccontextmanager
async def posting_to(
    fake: FakeSlack, answer_s: float = 5.0, settled_s: float = 0.0, dead: list[str] | None = None
) -> AsyncIterator[Posting]:
    """Run what sends posts; ``dead`` takes the codes with which a token is refused."""
    refused = Counter("refused", "", ["platform", "status"], registry=CollectorRegistry())
    async with WebApi(fake.api_base, refused) as api:
        api.on_dead_token = lambda _, code: dead.append(code) if dead is not None else None
        tokens = Tokens(bot_token=fake.bot_token, bot_user_id=fake.workspace.bot.id, bot_id="B1", scopes="")
        workspace = OneWorkspace(Installed(team=fake.workspace.id, tokens=tokens))
        renderer = Renderer(Writer(""))
        yield Posting(api, workspace, renderer, SystemClock(), answer_s=answer_s, settled_s=settled_s)


@asynccontextmanager
async def a_slack(*scopes: str) -> AsyncIterator[FakeSlack]:
    """Run a Slack whose app asks for ``scopes`` beside its usual ones; every body must be one that Slack takes."""
    manifest = build_manifest()
    manifest["oauth_config"]["scopes"]["bot"].extend(scopes)
    async with FakeSlack(manifest) as fake:
        yield fake
        fake.assert_clean()
        assert fake.pings() == []
        assert fake.links() == []


def general(fake: FakeSlack, thread: str | None = None) -> Place:
    channel = fake.workspace.channel_named("general").id
    return Place(platform="slack", workspace=fake.workspace.id, channel=channel, thread=thread)


def by_the_bot(fake: FakeSlack, channel: str = "general") -> list[Message]:
    """Return the bot's messages in a channel."""
    return [each for each in fake.workspace.channel_named(channel).messages if each.by_app]


def titles(fake: FakeSlack) -> list[str]:
    return [shown_text(each.payload["blocks"]).splitlines()[0] for each in by_the_bot(fake)]


def trouble(fake: FakeSlack, kind: str) -> None:
    """Let the next message's answer be lost; what is ``before`` happens before the message is made."""
    method = "chat.postMessage"
    match kind:
        case "slow":
            fake.faults.delay(method, 1.0)
        case "cut off" | "cut off before":
            fake.faults.cut(method, after_effect="before" not in kind)
        case "internal_error":
            fake.faults.error(method, kind)
        case _:
            fake.faults.status(method, int(kind.split()[1]), after_effect="before" not in kind)


async def test_a_post_is_sent_and_edited_where_it_stands() -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        first = await posting.send(make_post(general(fake)))
        assert isinstance(first, Posted)
        edited = await posting.send(make_post(general(fake), "Over", key="round/abc/1", edits=first.message))

        assert edited == first
        assert titles(fake) == ["Over"]
        [message] = by_the_bot(fake)
        assert first.message == f"{message.channel}/{message.ts}"
        assert message.payload["unfurl_links"] is message.payload["unfurl_media"] is False


async def test_a_post_goes_into_its_thread() -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        said = await fake.person("Aiko").say("Let us play")

        await posting.send(make_post(general(fake, said.ts)))

        assert [each.thread_ts for each in by_the_bot(fake)] == [said.ts]


async def test_a_direct_message_needs_no_scope_but_chat_write() -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        aiko = fake.person("Aiko")

        outcome = await posting.send(make_post(general(fake, "1.1"), "For you", to_person=aiko.id))

        assert isinstance(outcome, Posted)
        assert "For you" in aiko.in_channel("dm")[-1].text
        assert titles(fake) == []
        again = await posting.send(make_post(general(fake), "Changed", to_person=aiko.id, edits=outcome.message))
        assert again == outcome
        assert "Changed" in aiko.in_channel("dm")[-1].text


@pytest.mark.parametrize("in_thread", [False, True], ids=["channel", "thread"])
@pytest.mark.parametrize("kind", LOST_ANSWERS)
async def test_a_message_whose_answer_was_lost_is_found_and_brought_up_to_date(kind: str, in_thread: bool) -> None:
    async with a_slack("channels:history") as fake, posting_to(fake, answer_s=0.3) as posting:
        said = await fake.person("Aiko").say("Let us play")
        post = make_post(general(fake, said.ts if in_thread else None), "Then")
        trouble(fake, kind)
        first = await posting.send(post)
        await fake.recorder.until(lambda: bool(by_the_bot(fake)), 5)

        second = await posting.send(replace(post, attempt=2, in_doubt=True, reply=saying("Now")))

        assert first == InDoubt()
        [message] = by_the_bot(fake)
        assert second == Posted(f"{message.channel}/{message.ts}")
        assert titles(fake) == ["Now"]


@pytest.mark.parametrize("kind", NOTHING_MADE)
async def test_a_message_that_was_not_made_is_sent_again(kind: str) -> None:
    async with a_slack("channels:history") as fake, posting_to(fake) as posting:
        post = make_post(general(fake))
        trouble(fake, kind)
        first = await posting.send(post)
        assert titles(fake) == []

        second = await posting.send(replace(post, attempt=2, in_doubt=True))

        assert first == InDoubt()
        assert isinstance(second, Posted)
        assert len(titles(fake)) == 1


async def test_a_message_that_is_not_there_yet_may_still_come_and_is_not_sent_again() -> None:
    async with a_slack("channels:history") as fake, posting_to(fake, answer_s=0.2, settled_s=60.0) as posting:
        post = make_post(general(fake))
        fake.faults.delay("chat.postMessage", 3.0)
        first = await posting.send(post)
        second = await posting.send(replace(post, attempt=2, in_doubt=True))
        assert titles(fake) == []
        await fake.recorder.until(lambda: bool(by_the_bot(fake)), 20)
        third = await posting.send(replace(post, attempt=3, in_doubt=True))

        assert first == InDoubt()
        assert isinstance(second, Deferred)
        assert isinstance(third, Posted)
        assert len(titles(fake)) == 1


async def test_what_another_process_may_have_sent_a_moment_ago_is_not_sent_again() -> None:
    async with a_slack("channels:history") as fake, posting_to(fake, settled_s=60.0) as posting:
        taken_over = make_post(general(fake), attempt=2, in_doubt=True)

        assert isinstance(await posting.send(taken_over), Deferred)
        assert fake.recorder.calls_of("chat.postMessage") == []


async def test_a_call_that_never_reached_slack_is_made_later() -> None:
    async with a_slack() as fake:
        post = make_post(general(fake))
    async with posting_to(fake) as nowhere:
        assert isinstance(await nowhere.send(post), Deferred)
        assert titles(fake) == []


@pytest.mark.parametrize("kind", [*LOST_ANSWERS, *NOTHING_MADE])
async def test_without_leave_to_read_history_a_post_in_doubt_is_never_sent_again(kind: str) -> None:
    async with a_slack() as fake, posting_to(fake, answer_s=0.3) as posting:
        post = make_post(general(fake))
        trouble(fake, kind)
        first = await posting.send(post)
        if kind in LOST_ANSWERS:
            await fake.recorder.until(lambda: bool(by_the_bot(fake)), 5)

        second = await posting.send(replace(post, attempt=2, in_doubt=True))

        assert [first, second] == [InDoubt(), InDoubt()]
        assert len(titles(fake)) == (kind in LOST_ANSWERS)
        assert len(fake.recorder.calls_of("chat.postMessage")) == 1


async def test_a_post_is_looked_for_behind_all_that_was_said_since() -> None:
    async with a_slack("channels:history") as fake, posting_to(fake) as posting:
        aiko, post = fake.person("Aiko"), make_post(general(fake))
        fake.faults.cut("chat.postMessage", after_effect=True)
        await posting.send(post)
        for number in range(450):
            await aiko.say(f"{number}")
        found = await posting.send(replace(post, attempt=2, in_doubt=True))
        for number in range(450):
            await aiko.say(f"{number}")
        too_far = await posting.send(replace(post, attempt=2, in_doubt=True))

        assert isinstance(found, Posted)
        assert too_far == InDoubt()
        assert len(titles(fake)) == 1


async def test_a_history_that_cannot_be_read_just_now_is_read_later() -> None:
    async with a_slack("channels:history") as fake, posting_to(fake) as posting:
        post = make_post(general(fake), attempt=2, in_doubt=True)
        fake.faults.status("conversations.history", 503)
        assert isinstance(await posting.send(post), Deferred)
        assert titles(fake) == []

        assert isinstance(await posting.send(post), Posted)


async def test_a_post_that_is_told_to_wait_waits_and_calls_nobody_meanwhile() -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        fake.faults.rate_limit("chat.postMessage", retry_after=3)
        began = time.monotonic()
        first = await posting.send(make_post(general(fake)))
        other = Place(platform="slack", workspace=fake.workspace.id, channel=fake.channel("team"))
        second = await posting.send(make_post(other, key="round/other"))

        assert isinstance(first, Deferred)
        assert isinstance(second, Deferred)
        assert 2.0 < first.retry_after_s <= 3.0
        assert len(fake.recorder.calls_of("chat.postMessage")) == 1
        await asyncio.sleep(began + 3.05 - time.monotonic())
        assert isinstance(await posting.send(make_post(general(fake))), Posted)
        assert fake.recorder.early_calls() == []


async def test_an_edit_that_is_told_to_wait_comes_back_before_its_lease_is_over() -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        sent = await posting.send(make_post(general(fake)))
        assert isinstance(sent, Posted)
        fake.faults.rate_limit("chat.update", retry_after=30)
        began = time.monotonic()
        edit = make_post(general(fake), key="round/abc/1", edits=sent.message)

        outcomes = [await posting.send(edit), await posting.send(edit)]

        assert all(isinstance(each, Deferred) and each.retry_after_s > 20 for each in outcomes)
        assert time.monotonic() - began < LEASE.total_seconds()
        assert len(fake.recorder.calls_of("chat.update")) == 1


async def test_a_channel_gets_one_message_a_second() -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        place = general(fake)

        sent = [await posting.send(make_post(place, key=f"round/abc/q{number}")) for number in range(3)]

        assert all(isinstance(each, Posted) for each in sent)
        assert all(gap > 0.95 for gap in fake.recorder.posting_gaps(place.channel))


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("channel_not_found", Reason.NOT_A_MEMBER),
        ("not_in_channel", Reason.NOT_A_MEMBER),
        ("is_archived", Reason.GONE),
        ("thread_not_found", Reason.GONE),
        ("restricted_action", Reason.FORBIDDEN),
        ("restricted_action_read_only_channel", Reason.FORBIDDEN),
        ("ekm_access_denied", Reason.FORBIDDEN),
        ("missing_scope", Reason.FORBIDDEN),
        ("messages_tab_disabled", Reason.FORBIDDEN),
        ("msg_too_long", Reason.OTHER),
        ("a_word_of_tomorrow", Reason.OTHER),
    ],
)
async def test_a_refusal_is_told_with_its_reason(code: str, reason: Reason) -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        fake.faults.error("chat.postMessage", code)

        assert await posting.send(make_post(general(fake))) == Undeliverable(reason, code)
        assert len(fake.recorder.calls_of("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("private", "archived", "reason"),
    [(False, False, Reason.NOT_A_MEMBER), (True, False, Reason.NOT_A_MEMBER), (False, True, Reason.GONE)],
    ids=["public", "private", "archived"],
)
async def test_a_channel_that_the_bot_may_not_write_in_is_told(private: bool, archived: bool, reason: Reason) -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        channel = fake.channel("team", fake.person("Aiko"), private=private, with_bot=archived)
        fake.workspace.channels[channel].archived = archived
        place = Place(platform="slack", workspace=fake.workspace.id, channel=channel)

        outcome = await posting.send(make_post(place))

        assert isinstance(outcome, Undeliverable)
        assert outcome.reason is reason


async def test_a_message_that_was_deleted_is_not_edited() -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        sent = await posting.send(make_post(general(fake)))
        assert isinstance(sent, Posted)
        by_the_bot(fake)[0].deleted = True

        outcome = await posting.send(make_post(general(fake), key="round/abc/1", edits=sent.message))

        assert outcome == Undeliverable(Reason.GONE, "message_not_found")


async def test_a_dead_token_is_noticed_at_the_first_call() -> None:
    dead: list[str] = []
    async with a_slack() as fake, posting_to(fake, dead=dead) as posting:
        fake.slack.tokens[fake.bot_token].dead = "token_revoked"

        assert await posting.send(make_post(general(fake))) == Undeliverable(Reason.GONE, "token_revoked")
        assert dead == ["token_revoked"]


async def test_what_is_on_its_way_is_waited_for() -> None:
    async with a_slack() as fake, posting_to(fake) as posting:
        fake.faults.delay("chat.postMessage", 0.2)
        sending = asyncio.create_task(posting.send(make_post(general(fake))))
        await asyncio.sleep(0)

        await posting.settled()

        assert isinstance(await sending, Posted)


async def test_names_and_words_in_a_post_are_only_text() -> None:
    nasty = "<!channel> <@U1> <https://evil.example|click> *bold* _it_ `code` :boom: &lt; @everyone"
    async with a_slack() as fake, posting_to(fake) as posting:
        reply = saying(f"{nasty} starts", f"In: {nasty}", button=nasty)
        post: Post = make_post(general(fake), reply=reply)

        assert isinstance(await posting.send(post), Posted)
        seen = fake.person("Ben").in_channel()[-1]
        assert f"In: {nasty}" in seen.text
        assert fake.pings() == []
        assert fake.links() == []
