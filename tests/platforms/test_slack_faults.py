"""The Slack adapter when things go wrong: late, twice, refused, cut off, restarted."""

import asyncio
import sqlite3
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.platform_settings import SlackMode
from adapters.slack_app.desk import Timing
from adapters.slack_app.render import Renderer
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.recorder import Delivery
from tests.platforms.slack_running import MODES, bot, core_on, database, make_fake, running, settings_for

pytestmark = pytest.mark.asyncio


async def test_an_event_delivered_four_times_to_two_replicas_has_one_effect(tmp_path: Path) -> None:
    url = database(tmp_path)
    async with make_fake() as fake, core_on(url) as one, core_on(url) as two:
        settings = settings_for(fake)
        async with running(fake, one, settings):
            platform = running(fake, two, settings)
            task = asyncio.create_task(_held(platform))
            await fake.socket.connected(2)
            aiko = fake.person("Aiko")
            await aiko.mention("define 受電")
            delivery = next(each for each in fake.recorder.deliveries if each.kind == "events_api")
            again = await asyncio.gather(*(fake.courier.redeliver(delivery, number) for number in (1, 2, 3)))
            # What comes after is answered when these are done with, if they are answered at all.
            await aiko.mention("define 架電")
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    assert [each.failure for each in (delivery, *again)] == [""] * 4
    assert len(fake.recorder.calls_of("chat.postEphemeral")) == 2


async def _held(platform: Any) -> None:
    async with platform:
        await asyncio.Event().wait()


@pytest.mark.parametrize("mode", MODES)
async def test_a_command_and_a_click_delivered_twice_have_one_effect(tmp_path: Path, mode: SlackMode) -> None:
    async with bot(tmp_path, mode) as fake:
        aiko = fake.person("Aiko")
        answer = await aiko.command("/define", "受電")
        await aiko.click(answer, "Share to channel")
        for delivery in [each for each in fake.recorder.deliveries if each.kind != "events_api"]:
            copy = Delivery(kind=delivery.kind, payload=delivery.payload, cause=delivery.cause)
            assert fake.courier.transport is not None
            replayed = await fake.courier.transport.send(copy, 3.0)
            assert not replayed.body

        await aiko.command("/help")

        assert len([seen for seen in aiko.in_channel() if seen.kind is SeenAs.PUBLIC]) == 1


async def test_a_slow_answer_is_acknowledged_first_and_follows(tmp_path: Path) -> None:
    async with bot(tmp_path, timing=Timing(answer=0.0, claim=5.0, profile=5.0)) as fake:
        aiko = fake.person("Aiko")

        seen = await aiko.command("/define", "受電")
        modal = await aiko.global_shortcut("look_up")
        labels = await aiko.type_in_select(modal, "term", "juden")
        await aiko.submit(modal, {"term": labels[0]})
        shown = await aiko.sees("受電", since=aiko.feed.seen.index(modal))

        assert "受電" in seen.text
        assert fake.recorder.calls_of("response_url")
        assert shown.kind is SeenAs.MODAL


async def test_a_locked_database_holds_up_no_acknowledgement(tmp_path: Path) -> None:
    async with bot(tmp_path, timing=Timing(answer=1.5, claim=0.2, profile=5.0)) as fake:
        aiko = fake.person("Aiko")
        await aiko.command("/help")
        lock = sqlite3.connect(tmp_path / "naruhaya.sqlite3", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        start = time.monotonic()
        asyncio.get_running_loop().call_later(1.0, lock.rollback)

        looked_up = await asyncio.gather(*(aiko.command("/define", "受電") for _ in range(10)))
        assert lock.in_transaction, "a lookup waits for nobody"
        begun = await asyncio.gather(*(aiko.command("/quiz") for _ in range(10)))

        late = [each.took for each in fake.recorder.deliveries if each.took is None or each.took > 0.6]
        assert all("受電" in each.text for each in looked_up)
        assert all("Question 1" in each.text for each in begun)
        assert late == []
        assert time.monotonic() - start > 0.9
        lock.close()


async def test_a_pause_that_slack_asks_for_is_kept_and_no_answer_lost(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko, ben = fake.person("Aiko"), fake.person("Ben")
        fake.faults.rate_limit("users.info")
        fake.faults.rate_limit("chat.postEphemeral")
        fake.faults.rate_limit("response_url")

        answers = await asyncio.gather(
            aiko.mention("define 受電"), ben.mention("define 架電"), aiko.command("/define", "受電")
        )
        await aiko.click(answers[2], "Share to channel")

        await ben.sees("受電")
        assert [call.method for call in fake.recorder.calls if call.early] == []


async def test_a_hiccup_of_slacks_is_outlived(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko = fake.person("Aiko")
        fake.faults.status("chat.postEphemeral", 503)
        fake.faults.cut("users.info")

        assert "受電" in (await aiko.mention("define 受電")).text


async def test_a_response_url_that_takes_no_more_is_replaced_by_a_message(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko, ben = fake.person("Aiko"), fake.person("Ben")
        answer = await aiko.command("/define", "受電")
        fake.faults.status("response_url", 404, times=2)

        shared = await aiko.click(answer, "Share to channel")

        assert shared.kind is SeenAs.PUBLIC
        assert "受電" in (await ben.sees("受電")).text


async def test_a_line_typed_too_late_for_its_message_is_answered_in_the_modal(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko = fake.person("Aiko")
        nothing = await aiko.command("/define", "qqqqzzzzxxxx")
        modal = await aiko.click(nothing, "Look up another word")
        fake.faults.status("response_url", 404, times=3)
        fake.faults.error("chat.postEphemeral", "channel_not_found")

        shown = await aiko.submit(modal, {"line": "受電"})

        assert shown.kind is SeenAs.MODAL
        assert "受電" in shown.text


async def test_buttons_and_a_quiz_outlive_a_restart(tmp_path: Path) -> None:
    url = database(tmp_path)
    async with make_fake() as fake:
        aiko = fake.person("Aiko")
        async with core_on(url) as core, running(fake, core, settings_for(fake)):
            word = await aiko.command("/define", "受電")
            question = await aiko.command("/quiz", "2 kind:meaning-to-word")
        async with core_on(url) as core, running(fake, core, settings_for(fake)):
            shared = await aiko.click(word, "Share to channel")
            after = await aiko.click(question, next(each for each in question.buttons if each.startswith("2.")))

        assert shared.kind is SeenAs.PUBLIC
        assert "Question 2 of 2" in after.text
        assert fake.recorder.problems() == []


async def test_cut_sockets_are_opened_again_and_a_refresh_loses_nothing(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko = fake.person("Aiko")
        for number in range(2, 8):
            if number % 2:
                fake.socket.cut()
            else:
                await fake.socket.refresh()
            await fake.socket.opened_again(number)
            assert "受電" in (await aiko.command("/define", "受電")).text


@pytest.mark.parametrize("mode", MODES)
async def test_a_fault_of_our_own_becomes_a_polite_sentence_with_a_number(
    tmp_path: Path, mode: SlackMode, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot(tmp_path, mode) as fake:
        aiko = fake.person("Aiko")
        answer = await aiko.command("/define", "受電")
        genuine = Renderer.fallback
        broken = [True]

        def fail_once(renderer: Renderer, reply: Any) -> str:
            if broken and broken.pop():
                raise LookupError("boom")
            return genuine(renderer, reply)

        monkeypatch.setattr(Renderer, "fallback", fail_once)
        by_command = await aiko.command("/define", "受電")
        broken.append(True)
        by_button = await aiko.click(answer, "Share to channel")
        broken.append(True)
        by_mention = await aiko.mention("受電")

    for seen in (by_command, by_button, by_mention):
        assert seen.kind is SeenAs.EPHEMERAL
        assert "tell whoever runs me this number" in seen.text
    assert len([each for each in caplog.records if "incident" in each.message]) == 3


async def test_a_fault_of_the_core_is_as_polite_and_not_public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = database(tmp_path)
    async with make_fake() as fake, core_on(url) as core, running(fake, core, settings_for(fake)):
        aiko, ben = fake.person("Aiko"), fake.person("Ben")
        answer = await aiko.command("/define", "受電")

        def fail(*_: object, **__: object) -> None:
            raise LookupError("boom")

        monkeypatch.setattr(type(core.engine), "press", fail)
        seen = await aiko.click(answer, "Share to channel")

        assert "tell whoever runs me this number" in seen.text
        assert ben.feed.seen == []


async def test_what_nobody_listens_to_is_acknowledged(tmp_path: Path) -> None:
    async with make_fake() as fake, core_on(database(tmp_path)) as core:
        features: Any = fake.slack.manifest["features"]
        features["slash_commands"].append({"command": "/old", "description": "gone"})
        features["shortcuts"].append({"name": "Old", "type": "global", "callback_id": "old", "description": "gone"})
        async with running(fake, core, replace(settings_for(fake), command_prefix="")):
            aiko = fake.person("Aiko")
            answer = await aiko.command("/old", "x")
            action: dict[str, object] = {"type": "button", "action_id": "old", "block_id": "b", "text": {"text": "x"}}
            clicked = await aiko.send_action(answer, action)

            assert "There is no command /old" in answer.text
            assert clicked.failure == ""
