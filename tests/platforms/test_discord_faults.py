"""Late, broken and forged: whatever happens, Discord is answered in time and the person reads a sentence."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio

from adapters.discord_app import client as client_module
from adapters.discord_app.answering import DEFER_AFTER_S
from adapters.platform import Core, PlatformRefused
from bot.commands.spec import Invocation
from bot.engine import Engine
from bot.reply import Reply
from tests.platforms.discord_running import Bot, core_of, engine_at, member, running
from tests.platforms.fake_discord import Answer, FakeDiscord
from tests.platforms.fake_discord.world import walk

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANNOUNCED_AFTER_S = 0.05
INCIDENT = re.compile(r"number: [0-9a-f]{8}")
BUTTON = 2
CALLBACK = r"/interactions/.*/callback"
ORIGINAL = r"/webhooks/.*/messages/@original"


class Meddled:
    """An engine that does something before each call, on the core's thread: sleep, or fail."""

    def __init__(self, engine: Engine, before: Callable[[str], object]) -> None:
        self._engine = engine
        self._before = before

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def handle(self, invocation: Invocation) -> Reply:
        self._before(invocation.command)
        return self._engine.handle(invocation)

    def press(self, action: str, **details: Any) -> Reply:
        self._before(action)
        return self._engine.press(action, **details)


def meddled(folder: Path, before: Callable[[str], object]) -> Core:
    return core_of(cast("Engine", Meddled(engine_at(folder), before)))


def slow(command: str) -> None:
    time.sleep(0.2)


def broken(command: str) -> None:
    raise RuntimeError("secret text of a person")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def slow_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    folder = tmp_path_factory.mktemp("slow")
    async with running(folder, core=meddled(folder, slow), defer_after_s=ANNOUNCED_AFTER_S) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    async with running(tmp_path_factory.mktemp("faults"), clean=False) as bot:
        yield bot


async def test_a_slow_answer_is_announced_and_then_shown(slow_bot: Bot) -> None:
    aiko = member(slow_bot)

    seen = await aiko.slash("explain", message="受電が多い")

    assert seen.interaction.answer is Answer.DEFERRED_MESSAGE
    assert seen.answered_after < 0.2
    assert "受電（じゅでん）" in seen.text
    assert seen.ephemeral


async def test_a_slow_share_is_announced_in_public(slow_bot: Bot) -> None:
    aiko = member(slow_bot)
    shared = await aiko.press(await aiko.slash("define", term="受電"), "Share to channel")

    assert not shared.ephemeral
    assert "Aiko shared this." in shared.text


async def test_a_slow_turn_still_goes_on_in_its_message(slow_bot: Bot) -> None:
    aiko = member(slow_bot)
    quiz = await aiko.slash("quiz", kind="word-to-meaning")

    turn = await aiko.press(quiz, quiz.buttons[0])

    assert turn.interaction.answer is Answer.DEFERRED_UPDATE
    assert turn.updated
    assert "Question 2" in turn.text


async def test_the_default_announces_within_a_third_of_a_second() -> None:
    assert DEFER_AFTER_S <= 0.2


@pytest.mark.parametrize("defer_after_s", [ANNOUNCED_AFTER_S, 1.0], ids=["announced", "at once"])
async def test_an_exception_becomes_a_sentence_with_a_number(
    tmp_path: Path, defer_after_s: float, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(command: str) -> None:
        if defer_after_s < 1:
            time.sleep(0.1)
        broken(command)

    async with running(tmp_path, core=meddled(tmp_path, fail), defer_after_s=defer_after_s) as bot:
        seen = await member(bot).slash("define", term="受電")

    number = INCIDENT.search(seen.text)
    assert number
    assert seen.ephemeral
    assert number[0][-8:] in caplog.text


async def test_an_exception_in_a_quiz_leaves_the_question_standing(tmp_path: Path) -> None:
    failing: list[bool] = []

    def fail(command: str) -> None:
        if failing:
            broken(command)

    core = meddled(tmp_path, fail)
    async with running(tmp_path, core=core) as bot:
        aiko = member(bot)
        quiz = await aiko.slash("quiz", kind="word-to-meaning")
        failing.append(True)
        said = await aiko.press(quiz, quiz.buttons[0])
        failing.clear()

        assert INCIDENT.search(said.text)
        assert not said.updated
        assert "Question 2" in (await aiko.press(quiz, quiz.buttons[0])).text


async def test_a_locked_database_leaves_the_question_standing(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        aiko = member(bot)
        quiz = await aiko.slash("quiz", kind="word-to-meaning")
        bot.core.engine.storage.close()
        (tmp_path / "naruhaya.sqlite3").rename(tmp_path / "away")
        (tmp_path / "naruhaya.sqlite3").mkdir()
        said = await aiko.press(quiz, quiz.buttons[0])
        (tmp_path / "naruhaya.sqlite3").rmdir()
        (tmp_path / "away").rename(tmp_path / "naruhaya.sqlite3")

        assert "I cannot reach my database" in said.text
        assert not said.updated
        assert "Question 2" in (await aiko.press(quiz, quiz.buttons[0])).text


@pytest.mark.parametrize("path", [CALLBACK, r"/applications/.*/commands"], ids=["answer", "commands"])
async def test_a_rate_limit_is_obeyed(bot: Bot, path: str) -> None:
    bot.fake.faults.rate_limit("*", path, seconds=0.5)
    if "commands" in path:
        await bot.restart()

    seen = await member(bot).slash("define", term="受電")

    assert seen.text
    assert not [call for call in bot.fake.recorder.calls if call.early]


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_fault_of_discords_is_tried_again(bot: Bot, status: int) -> None:
    bot.fake.faults.add("POST", CALLBACK, status=status)

    assert (await member(bot).slash("define", term="受電")).text.startswith("## 受電")


async def test_an_answer_that_was_taken_while_the_line_broke_is_shown_once(bot: Bot) -> None:
    bot.fake.faults.add("POST", CALLBACK, loses_answer=True)
    ben = member(bot, "Ben")

    seen = await ben.slash("define", term="受電")
    await bot.idle()

    assert seen.text.startswith("## 受電")
    assert len(seen.messages) == 1


async def test_a_late_answer_survives_a_broken_line(tmp_path: Path) -> None:
    async with running(tmp_path, core=meddled(tmp_path, slow), defer_after_s=ANNOUNCED_AFTER_S) as bot:
        bot.fake.faults.add("PATCH", ORIGINAL, loses_answer=True)

        seen = await member(bot).slash("define", term="受電")

        assert seen.text.startswith("## 受電")
        assert len(seen.messages) == 1


async def test_a_refused_answer_is_told_with_a_number(bot: Bot) -> None:
    bot.fake.faults.add("POST", CALLBACK, status=400)

    assert INCIDENT.search((await member(bot).slash("define", term="受電")).text)


@pytest.mark.parametrize(
    "custom_id",
    [
        "", "x", "define", "show/nowhere", "answer/../../x", "answer/none/0/0", "answer/none/99999999999/0", "ask:", "ask:x",
        "ask:answer", "ask:define", "settings/xx", "share/what/ever", "a" * 100, "%ff%fe",
        "show/\n", "contrast/<@1>", "help/@everyone", "compare/https:%2F%2Fx.example", "stop/'; DROP TABLE people;--",
    ],
    ids=ascii,
)  # fmt: skip
async def test_a_forged_press_is_answered_with_a_sentence(bot: Bot, custom_id: str) -> None:
    aiko = member(bot)
    defined = await aiko.slash("define", term="受電")
    assert defined.message is not None

    seen = await aiko.tamper(defined.message, custom_id)

    assert seen.modal or seen.text
    assert seen.modal or seen.ephemeral


async def test_somebody_elses_quiz_cannot_be_played(bot: Bot) -> None:
    aiko, ben = member(bot), member(bot, "Ben")
    quiz = await aiko.slash("quiz", kind="word-to-meaning")
    own = await ben.slash("define", term="受電")
    assert quiz.message is not None
    assert own.message is not None
    answer = next(str(each["custom_id"]) for each in walk(quiz.message.components) if each["type"] == BUTTON)

    seen = await ben.tamper(own.message, answer)

    assert "somebody else" in seen.text
    assert "Question 2" in (await aiko.press(quiz, quiz.buttons[0])).text


async def test_twenty_dropped_gateways_are_resumed_and_no_answer_is_lost(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        people = [member(bot, f"Person {number}") for number in range(20)]
        quizzes = [await person.slash("quiz", kind="word-to-meaning", number=1) for person in people]

        async def answer(number: int) -> str:
            person, quiz = people[number], quizzes[number]
            pressed = await person.press(quiz, quiz.buttons[0])
            return (await person.submit_modal(pressed, text="x") if pressed.modal else pressed).text

        answers = []
        for number in range(20):
            answers.append(asyncio.create_task(answer(number)))
            await bot.fake.gateway.drop()
            await bot.fake.gateway.wait_ready()
        texts = await asyncio.gather(*answers)

        assert all("of 1 right" in text for text in texts)
        assert len(bot.fake.gateway.resumes) >= 19
        assert len(bot.fake.gateway.identifies) == 1
        board = await people[0].slash("scores", number=20)
        assert "people 20, answers 20," in board.text


@pytest.mark.parametrize("resumable", [True, False])
async def test_an_invalid_session_is_begun_anew(tmp_path: Path, resumable: bool) -> None:
    async with running(tmp_path) as bot:
        await bot.fake.gateway.invalidate(resumable=resumable)
        await bot.fake.gateway.wait_for(lambda gateway: len(gateway.resumes) + len(gateway.identifies) == 2, 15)
        await bot.fake.gateway.wait_ready()

        assert (await member(bot).slash("define", term="受電")).text


async def start(folder: Path, fake: FakeDiscord) -> None:
    async with asyncio.timeout(60), running(folder, fake=fake):
        pytest.fail("it must not start")


@pytest.mark.parametrize(
    ("code", "says"),
    [(4004, "copy the bot's token anew"), (4014, "privileged intents"), (4013, "newer naruhaya"), (4012, "newer")],
)
async def test_a_refused_connection_ends_the_platform_with_a_sentence(tmp_path: Path, code: int, says: str) -> None:
    fake = FakeDiscord()
    fake.gateway.refuse_identify = code
    with pytest.raises(PlatformRefused, match=says):
        await start(tmp_path, fake)
    assert len(fake.gateway.connects) == 1


async def test_a_wrong_token_ends_the_platform_with_a_sentence(tmp_path: Path) -> None:
    fake = FakeDiscord()
    fake._rest.token = "another"
    with pytest.raises(PlatformRefused, match="NARUHAYA_DISCORD_TOKEN"):
        await start(tmp_path, fake)
    assert len(fake.recorder.calls) == 1


async def test_a_discord_that_is_down_at_the_start_is_waited_for(tmp_path: Path) -> None:
    fake = FakeDiscord()
    fake.faults.add("GET", r"/users/@me", status=503, times=2)
    fake.faults.add("GET", r"/users/@me", loses_answer=True)
    async with running(tmp_path, fake=fake) as bot:
        assert (await member(bot).slash("define", term="受電")).text


async def test_readiness_survives_a_short_gap_and_ends_with_a_long_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as bot:
        bot.fake.gateway.refusals.extend([4000] * 2)
        await bot.fake.gateway.drop()
        await bot.fake.gateway.wait_for(lambda gateway: len(gateway.closes) >= 1)
        assert bot.platform.is_ready

        monkeypatch.setattr(client_module, "DOWN_AFTER_S", 0.0)
        assert not bot.platform.is_ready
        await bot.fake.gateway.wait_for(lambda gateway: len(gateway.resumes) >= 1, 20)
        assert (await member(bot).slash("define", term="受電")).text
        assert bot.platform.is_ready


async def test_closing_sends_what_is_under_way_and_tells_newcomers(tmp_path: Path) -> None:
    loop, begun = asyncio.get_running_loop(), asyncio.Event()

    def dawdle(command: str) -> None:
        if command == "word":
            loop.call_soon_threadsafe(begun.set)
            time.sleep(0.3)

    async with running(tmp_path, core=meddled(tmp_path, dawdle)) as bot:
        aiko, ben = member(bot), member(bot, "Ben")
        under_way = asyncio.create_task(aiko.slash("word"))
        await begun.wait()
        closing = asyncio.create_task(bot.platform.close())
        await asyncio.sleep(0)

        late = await ben.slash("define", term="受電")
        await closing

        assert "restarting" in late.text
        assert late.ephemeral
        assert "Word of the day" in (await under_way).text
