"""What people do with the bot on Discord, and what they see then."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.commands.catalog import COMMANDS
from bot.commands.spec import Permission
from tests.platforms.discord_running import Bot, member, running
from tests.platforms.fake_discord import EVERYDAY_PERMISSIONS, Person, Seen
from tests.platforms.fake_discord.world import walk

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEND_MESSAGES = 1 << 11


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    async with running(tmp_path_factory.mktemp("conversations")) as bot:
        yield bot


@pytest.fixture
def aiko(bot: Bot) -> Person:
    return member(bot)


def button(seen: Seen, start: str) -> str:
    """Return the label that begins so."""
    return next(label for label in seen.buttons if label.startswith(start))


async def typing_quiz(person: Person, number: int = 3) -> Seen:
    return await person.slash("quiz", kind="reading", number=number)


def key_of(bot: Bot, question: Seen) -> str:
    """Return the reading of the word asked for, as somebody who knows it would type it."""
    word = question.text.rsplit("**", 2)[-2]
    return next(each.kana for each in bot.core.engine.glossary.entries if each.headword == word)


@pytest.mark.parametrize("query", ["kasutama", "カスタマー", "ｶｽﾀﾏｰ", "かすたま"])
async def test_a_word_is_explained_to_the_asker_alone_however_it_is_typed(aiko: Person, query: str) -> None:
    seen = await aiko.slash("define", term=query)

    assert seen.text.startswith("## カスタマー")
    assert seen.ephemeral
    assert seen.answered_after < 1


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("compare", {"terms": "受電 架電"}),
        ("quiz", {}),
        ("scores", {}),
        ("word", {}),
        ("settings", {}),
        ("help", {}),
        ("explain", {"message": "受電が多い"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_every_command_answers_in_private(aiko: Person, command: str, options: dict[str, str]) -> None:
    seen = await aiko.slash(command, **options)

    assert seen.ephemeral
    assert seen.text.startswith("## ")


async def test_a_near_miss_is_a_tap_away(aiko: Person) -> None:
    asked = await aiko.slash("define", term="kokyakku")
    assert "Did you mean" in asked.text

    shown = await aiko.press(asked, asked.buttons[0])

    assert shown.ephemeral
    assert not shown.updated
    assert shown.text.startswith("## 顧客（こきゃく）")


async def test_an_answer_is_private_until_it_is_shared(bot: Bot, aiko: Person) -> None:
    ben = member(bot, "Ben")
    answer = await aiko.slash("define", term="受電")
    before = len(ben.messages())

    shared = await aiko.press(answer, "Share to channel")

    assert not shared.ephemeral
    assert "Aiko shared this." in shared.text
    assert "Share to channel" not in shared.buttons
    assert len(ben.messages()) == before + 1
    assert ben.messages()[-1] is shared.message


async def test_what_one_presses_under_a_shared_message_is_seen_by_them_alone(bot: Bot, aiko: Person) -> None:
    ben = member(bot, "Ben")
    shared = await aiko.press(await aiko.slash("define", term="受電"), "Share to channel")
    assert shared.message is not None

    quiz = await ben.press(shared.message, "Quiz me")

    assert quiz.ephemeral
    assert shared.text.startswith("## 受電")
    assert quiz.message not in aiko.messages()


async def test_who_may_not_write_here_cannot_make_the_bot_write(bot: Bot) -> None:
    muted = member(bot, "Mute", permissions=EVERYDAY_PERMISSIONS & ~SEND_MESSAGES)

    shared = await muted.press(await muted.slash("define", term="受電"), "Share to channel")

    assert shared.ephemeral


async def test_words_are_compared_by_command_and_by_button(aiko: Person) -> None:
    typed = await aiko.slash("compare", terms="受電 架電")
    defined = await aiko.slash("define", term="受電")

    pressed = await aiko.press(defined, button(defined, "Compare"))

    assert "架電" in typed.text
    assert "架電（かでん）" in pressed.text


async def test_a_quiz_goes_on_in_the_same_message(aiko: Person) -> None:
    first = await aiko.slash("quiz", kind="word-to-meaning", number=3)
    assert "Question 1 of 3" in first.text

    turn = await aiko.press(first, first.buttons[0])

    assert turn.updated
    assert "Question 2 of 3" in turn.text
    assert any(verdict in turn.text for verdict in ("○ Right", "× Not right"))
    turn = await aiko.press(turn, turn.buttons[1])
    ended = await aiko.press(turn, turn.buttons[2])
    assert ended.updated
    assert "of 3 right" in ended.text
    assert ended.buttons == ["Another quiz", "Scores"]


async def test_an_answer_is_typed_into_a_dialogue(bot: Bot, aiko: Person) -> None:
    question = await typing_quiz(aiko)
    asked = await aiko.press(question, "Type your answer")
    assert asked.modal is not None
    assert asked.modal.title == "Type your answer"
    assert list(asked.modal.fields) == ["Your answer"]

    turn = await aiko.submit_modal(asked, text=key_of(bot, question))

    assert turn.updated
    assert "○ Right" in turn.text
    assert "Question 2 of 3" in turn.text


async def test_a_dialogue_speaks_the_language_that_was_chosen(bot: Bot) -> None:
    person = member(bot, "Chosen")
    await person.slash("settings", language="ja")

    asked = await person.press(await person.slash("define", term="zzqqx"), "別の言葉を調べる")

    assert asked.modal is not None
    assert asked.modal.title == "別の言葉を調べる"
    assert list(asked.modal.fields) == ["調べたい言葉（どんな書き方でも）"]
    assert "カスタマー" in (await person.submit_modal(asked, text="kasutama")).text


async def test_what_was_posted_before_a_restart_still_answers(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        aiko = member(bot)
        defined = await aiko.slash("define", term="受電")
        quiz = await typing_quiz(aiko)
        dialogue = await aiko.press(quiz, "Type your answer")

        await bot.restart()

        assert "架電" in (await aiko.press(defined, button(defined, "Compare"))).text
        assert not (await aiko.press(defined, "Share to channel")).ephemeral
        turn = await aiko.submit_modal(dialogue, text=key_of(bot, quiz))
        assert turn.updated
        assert "○ Right" in turn.text
        again = await aiko.press(turn, "Type your answer")
        assert again.modal is not None


async def test_the_words_of_a_message_are_explained(bot: Bot, aiko: Person) -> None:
    message = await member(bot, "Ben").say("本日は受電が多く、架電は明日に回します。")

    seen = await aiko.context_menu("Explain terms", message)

    assert seen.ephemeral
    assert "受電（じゅでん）" in seen.text
    assert "架電（かでん）" in seen.text


async def test_our_own_shared_message_can_be_explained_too(aiko: Person) -> None:
    shared = await aiko.press(await aiko.slash("define", term="受電"), "Share to channel")
    assert shared.message is not None

    assert "受電" in (await aiko.context_menu("Explain terms", shared.message)).text


async def test_a_message_without_text_gets_a_sentence(bot: Bot, aiko: Person) -> None:
    picture = await member(bot, "Ben").say(" ")

    seen = await aiko.context_menu("Explain terms", picture)

    assert seen.ephemeral
    assert seen.text


async def test_who_installed_the_bot_can_use_it_where_the_bot_is_not(bot: Bot) -> None:
    kei = bot.fake.person("Kei", bot.fake.add_guild("Elsewhere", has_bot=False), installs=True)
    kei_in_dm = kei.at(bot.fake.conversation(kei, member(bot, "Ben")))

    for place in (kei, kei_in_dm):
        assert (await place.slash("define", term="受電")).text.startswith("## 受電")
        message = await place.say("架電をお願いします")
        assert "架電" in (await place.context_menu("Explain terms", message)).text


async def test_the_bot_answers_in_its_own_dm(bot: Bot) -> None:
    kei = bot.fake.person("Kei")

    quiz = await kei.slash("quiz", kind="word-to-meaning")
    turn = await kei.press(quiz, quiz.buttons[0])

    assert turn.updated
    assert "Question 2" in turn.text


async def test_settings_go_to_japanese_and_back(bot: Bot) -> None:
    person = member(bot, "Switch")
    english = await person.slash("settings")

    japanese = await person.press(english, "日本語")
    assert "保存しました" in japanese.text
    assert "難易度" in (await person.slash("define", term="受電")).text
    back = await person.press(japanese, "English")

    assert "Saved" in back.text
    assert "level" in (await person.slash("define", term="受電")).text


async def test_three_people_play_and_the_board_tells(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        people = [member(bot, name) for name in ("Aiko", "Ben", "Chika")]
        for right, person in enumerate(people):
            turn = await typing_quiz(person, 5)
            for number in range(5):
                asked = await person.press(turn, "Type your answer")
                turn = await person.submit_modal(asked, text=key_of(bot, turn) if number < right else "ちがう")
            assert f"{right} of 5 right" in turn.text

        board = await people[2].slash("scores")

        lines = [line for line in board.text.splitlines() if "right: " in line]
        assert ["Chika" in lines[0], "Ben" in lines[1], "Aiko" in lines[2]] == [True] * 3
        assert "**Chika**" in lines[0]
        assert "You: 2 right of 5, place 1 among newcomers." in board.text


async def test_help_fits_one_screen_and_each_command_is_a_tap_away(bot: Bot, aiko: Person) -> None:
    seen = await aiko.slash("help")

    lines = seen.text.splitlines()
    assert len(lines) <= 20
    assert len(re.sub(r":[0-9]+>", ">", seen.text)) <= 1050
    for command in bot.fake.registry.commands():
        if command["type"] == 1 and COMMANDS[command["name"]].permission is Permission.EVERYONE:
            assert f"</{command['name']}:{command['id']}>" in seen.text


async def test_a_japanese_reader_is_told_names_that_work_there(bot: Bot) -> None:
    jun = member(bot, "Jun", locale="ja")

    seen = await jun.slash("使い方")
    quiz = await jun.slash("使い方", コマンド="quiz")

    assert "/調べる kasutama" in seen.text
    assert "`問題数`" in quiz.text or "問題数:10" in quiz.text


@pytest.mark.parametrize(("locale", "says"), [("en-US", "Hello!"), ("ja", "はじめまして。")])
async def test_the_bot_says_hello_where_newcomers_are_greeted(tmp_path: Path, locale: str, says: str) -> None:
    async with running(tmp_path) as bot:
        guild = bot.fake.add_guild("New", has_bot=False, locale=locale)
        guild.system_channel = guild.channels[0]
        await bot.fake.invite(guild)
        await bot.fake.until(lambda: guild.channels[0].messages)

        hello = guild.channels[0].messages[0].body

        assert hello["content"].startswith(says)
        assert "</define:" in hello["content"]
        assert hello["allowed_mentions"]["parse"] == []


async def test_a_join_without_a_place_to_write_is_no_error(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        await bot.fake.invite(bot.fake.add_guild("Silent", has_bot=False))

        assert (await member(bot).slash("define", term="受電")).text
        assert not bot.fake.recorder.to("POST", "/messages")


async def test_answers_stand_in_a_row_of_their_own(aiko: Person) -> None:
    quiz = await aiko.slash("quiz", kind="word-to-meaning")
    assert quiz.message is not None

    rows = [each["components"] for each in walk(quiz.message.components) if each["type"] == 1]

    assert [[each["style"] for each in row] for row in rows] == [[1] * (len(quiz.buttons) - 2), [2, 2]]
