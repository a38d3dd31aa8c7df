"""Starting and stopping: refused tokens, revoked ones, the library's own variables, Slack out of reach."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from adapters.platform import PlatformRefused
from adapters.platform_settings import SlackMode
from adapters.slack_app.platform import SlackPlatform
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.permits import Timing
from tests.platforms.slack_running import MODES, bot, core_on, database, make_fake, running, settings_for

pytestmark = pytest.mark.asyncio

# ruff: noqa: PT012 -- what a running platform raises comes out where its block ends
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a wrong bot token": ({"bot_token": "xoxb-wrong"}, "NARUHAYA_SLACK_BOT_TOKEN"),
    "a wrong app token": ({"app_token": "xapp-wrong"}, "NARUHAYA_SLACK_APP_TOKEN"),
    "no token at all": ({"bot_token": "x"}, "NARUHAYA_SLACK_BOT_TOKEN"),
}


@pytest.mark.parametrize(("changed", "named"), REFUSED.values(), ids=REFUSED)
async def test_a_wrong_token_ends_the_start_with_the_setting_to_mend(
    tmp_path: Path, changed: dict[str, Any], named: str
) -> None:
    async with make_fake() as fake, core_on(database(tmp_path)) as core:
        start = time.monotonic()

        with pytest.raises(PlatformRefused, match=named):
            await SlackPlatform(settings_for(fake, **changed), core).run()

        assert time.monotonic() - start < 5


async def test_tokens_in_each_others_place_are_told_apart(tmp_path: Path) -> None:
    async with make_fake() as fake, core_on(database(tmp_path)) as core:
        with pytest.raises(PlatformRefused, match="NARUHAYA_SLACK_BOT_TOKEN"):
            await SlackPlatform(settings_for(fake, bot_token=fake.app_token), core).run()
        with pytest.raises(PlatformRefused, match="NARUHAYA_SLACK_APP_TOKEN"):
            await SlackPlatform(settings_for(fake, app_token=fake.bot_token), core).run()


@pytest.mark.parametrize("mode", MODES)
async def test_a_token_taken_back_ends_the_process(tmp_path: Path, mode: SlackMode) -> None:
    async with make_fake(mode) as fake, core_on(database(tmp_path)) as core:
        with pytest.raises(PlatformRefused, match="taken NARUHAYA_SLACK_BOT_TOKEN back"):
            async with running(fake, core, settings_for(fake, mode)) as platform:
                await fake.revoke_tokens()
                await _over(platform)


async def test_a_token_found_dead_by_a_call_ends_the_process_too(tmp_path: Path) -> None:
    async with make_fake(timing=Timing()) as fake, core_on(database(tmp_path)) as core:
        with pytest.raises(PlatformRefused, match="taken NARUHAYA_SLACK_BOT_TOKEN back"):
            async with running(fake, core, settings_for(fake)) as platform:
                aiko = fake.person("Aiko")
                fake.slack.tokens[fake.bot_token].dead = "account_inactive"
                await aiko.send_command("/define", "受電")
                await _over(platform)


async def _over(platform: SlackPlatform) -> None:
    async with asyncio.timeout(30):
        while platform.is_ready:  # noqa: ASYNC110 -- readiness is asked for, by the health server too
            await asyncio.sleep(0.01)


async def test_slacks_own_variables_of_the_environment_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CLIENT_ID", "CLIENT_SECRET", "SIGNING_SECRET", "BOT_TOKEN", "APP_TOKEN", "SCOPES", "API_BASE"):
        monkeypatch.setenv(f"SLACK_{name}", "somebody-elses")
    async with bot(tmp_path) as fake:
        assert "受電" in (await fake.person("Aiko").command("/define", "受電")).text
    async with bot(tmp_path, SlackMode.HTTP) as fake:
        assert "受電" in (await fake.person("Aiko").command("/define", "受電")).text


async def test_slack_out_of_reach_is_waited_for(tmp_path: Path) -> None:
    async with make_fake() as fake, core_on(database(tmp_path)) as core:
        fake.faults.status("auth.test", 503, times=4)
        fake.faults.status("apps.connections.open", 503, times=4)

        async with running(fake, core, settings_for(fake)):
            assert "受電" in (await fake.person("Aiko").command("/define", "受電")).text


async def test_an_answer_under_way_is_sent_before_the_socket_closes(tmp_path: Path) -> None:
    async with make_fake() as fake, core_on(database(tmp_path)) as core:
        aiko = fake.person("Aiko")
        fake.faults.delay("users.info", 0.3)
        async with running(fake, core, settings_for(fake)):
            asked = asyncio.create_task(aiko.command("/define", "受電"))
            await fake.recorder.until(lambda: bool(fake.recorder.deliveries), 5)
            await asyncio.sleep(0.05)
        assert (await asked).kind is SeenAs.EPHEMERAL


async def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    async with (
        make_fake(SlackMode.HTTP) as fake,
        core_on(database(tmp_path)) as core,
        running(fake, core, settings_for(fake, SlackMode.HTTP)) as platform,
    ):
        settings = settings_for(fake, SlackMode.HTTP, http_port=platform.port)
        with pytest.raises(PlatformRefused, match=f"127.0.0.1:{platform.port}"):
            await SlackPlatform(settings, core).run()


async def test_a_manager_is_one_at_the_moment_of_the_click(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko, admin = fake.person("Aiko"), fake.person("Boss", is_admin=True)
        question = await aiko.command("/quiz", "3 kind:meaning-to-word")
        stop = next(
            element["action_id"] for block in question.blocks if block["type"] == "actions"
            for element in block["elements"] if "stop/" in element["action_id"]  # type: ignore[attr-defined]  # a list
        )  # fmt: skip
        own = await admin.command("/help")
        action: dict[str, object] = {"type": "button", "action_id": stop, "block_id": "b", "text": {"text": "x"}}

        admin.user.is_admin = False
        start = len(admin.feed.seen)
        await admin.send_action(own, action)
        refused = await admin.sees("somebody else", since=start)
        admin.user.is_admin = True
        start = len(admin.feed.seen)
        await admin.send_action(own, action)
        allowed = await admin.sees("Quiz stopped", since=start)

    assert refused.text != allowed.text
