"""Commands, buttons and modals of the Slack adapter, over Socket Mode and over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.platform_settings import SlackMode
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.slack_running import MODES, bot

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(params=MODES)
async def fake(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[FakeSlack]:
    async with bot(tmp_path, request.param) as running:
        yield running


@pytest.mark.parametrize("query", ["kasutama", "カスタマー", "ｶｽﾀﾏｰ", "かすたま"])
async def test_a_word_is_explained_however_it_is_typed(fake: FakeSlack, query: str) -> None:
    seen = await fake.person("Aiko").command("/define", query)

    assert seen.kind is SeenAs.EPHEMERAL
    assert "カスタマー" in seen.text
    assert "カスタマー" in seen.fallback


async def test_a_near_miss_is_offered_as_buttons(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    asked = await aiko.command("/define", "jyudem")

    shown = await aiko.click(asked, asked.buttons[0])

    assert shown.kind is SeenAs.EPHEMERAL
    assert shown.text.split("（")[0].strip() in asked.buttons[0]


async def test_words_are_compared_by_command_and_by_button(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    typed = await aiko.command("/compare", "受電 架電")
    defined = await aiko.command("/define", "受電")
    button = next(label for label in defined.buttons if label.startswith("Compare"))

    pressed = await aiko.click(defined, button)

    assert "架電" in typed.text
    assert "架電" in pressed.text


async def test_an_answer_is_private_until_it_is_shared(fake: FakeSlack) -> None:
    aiko, ben = fake.person("Aiko"), fake.person("Ben")
    answer = await aiko.command("/define", "受電")
    assert ben.feed.seen == []

    await aiko.click(answer, "Share to channel")

    seen = await ben.sees("受電")
    assert seen.kind is SeenAs.PUBLIC
    assert "Aiko shared this" in seen.text
    assert "Share to channel" not in seen.buttons


async def test_settings_go_to_japanese_and_back(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    settings = await aiko.command("/settings", "")

    japanese = await aiko.click(settings, "日本語")
    word = await aiko.command("/define", "受電")
    english = await aiko.click(japanese, "English")

    assert "保存しました" in japanese.text
    assert "チャンネルに共有" in word.buttons
    assert "Saved" in english.text


async def test_the_language_is_slacks_until_another_is_chosen(fake: FakeSlack) -> None:
    hanako = fake.person("Hanako", locale="ja-JP")

    assert "チャンネルに共有" in (await hanako.command("/define", "受電")).buttons


async def test_a_quiz_runs_in_one_private_message_and_scores_count(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    question = await aiko.command("/quiz", "2 kind:meaning-to-word")
    for _ in range(2):
        label = next(label for label in question.buttons if label.startswith("1."))
        question = await aiko.click(question, label)
        assert question.kind is SeenAs.EPHEMERAL

    scores = await aiko.command("/scores")

    assert "Quiz finished" in question.text
    assert len([seen for seen in aiko.in_channel() if "Question" in seen.text]) == 0
    assert "right of 2." in scores.text


async def test_a_typed_answer_comes_by_modal(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    question = await aiko.command("/quiz", "1 kind:reading")
    modal = await aiko.click(question, "Type your answer")

    await aiko.submit(modal, {"line": "ちがう"})

    result = await aiko.sees("Quiz finished")
    assert result.ts == question.ts


async def test_an_unknown_word_can_be_typed_again_in_a_modal(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    nothing = await aiko.command("/define", "qqqqzzzzxxxx")
    modal = await aiko.click(nothing, "Look up another word")

    await aiko.submit(modal, {"line": "kasutama"})

    assert (await aiko.sees("カスタマー")).kind is SeenAs.EPHEMERAL


async def test_help_lists_every_command(fake: FakeSlack) -> None:
    seen = await fake.person("Aiko").command("/help")

    assert all(name in seen.text for name in ("/define", "/compare", "/quiz", "/scores", "/word", "/settings"))


async def test_a_prefix_is_named_in_the_help_too(tmp_path: Path) -> None:
    async with bot(tmp_path, SlackMode.SOCKET, "nh-") as fake:
        aiko = fake.person("Aiko")

        assert "/nh-define" in (await aiko.command("/nh-help")).text
        assert "カスタマー" in (await aiko.command("/nh-define", "kasutama")).text


async def test_a_word_completes_itself_in_the_look_up_modal(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    modal = await aiko.global_shortcut("look_up")
    labels = await aiko.type_in_select(modal, "term", "kasutama")

    shown = await aiko.submit(modal, {"term": labels[0]})

    assert labels[0].startswith("カスタマー")
    assert shown.kind is SeenAs.MODAL
    assert "カスタマー" in shown.text
    assert "Share to channel" not in shown.buttons


async def test_what_was_typed_can_be_looked_up_as_it_is(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    modal = await aiko.global_shortcut("look_up")
    labels = await aiko.type_in_select(modal, "term", "qqqzzz")

    shown = await aiko.submit(modal, {"term": labels[-1]})

    assert labels == ("Look up “qqqzzz”",)
    assert "Not found" in shown.text


async def test_a_mention_in_a_thread_is_answered_there_for_the_asker_alone(fake: FakeSlack) -> None:
    aiko, ben = fake.person("Aiko"), fake.person("Ben")
    top = await ben.say("What does juden mean?")

    answer = await aiko.mention("define juden", thread=top)

    assert answer.kind is SeenAs.EPHEMERAL
    assert answer.thread == top.ts
    assert "受電" in answer.text


@pytest.mark.parametrize(
    ("said", "expected"), [("受電", "受電"), ("比べる 受電 架電", "架電"), ("", "/define"), ("help", "/quiz")]
)
async def test_a_mention_needs_no_command(fake: FakeSlack, said: str, expected: str) -> None:
    assert expected in (await fake.person("Aiko").mention(said)).text


async def test_the_terms_in_a_message_are_explained_from_its_menu(fake: FakeSlack) -> None:
    aiko, ben = fake.person("Aiko"), fake.person("Ben")
    said = await ben.say("稟議は部長の決裁を経て、見積書と一緒に客先へ出します。")
    in_thread = await ben.say("御社の受電体制は？", thread=said)

    seen = await aiko.shortcut("Explain terms", message=said)
    below = await aiko.shortcut("explain", message=in_thread)

    assert seen.kind is SeenAs.EPHEMERAL
    assert "稟議" in seen.text
    assert below.thread == said.ts
    assert "受電" in below.text
    assert "No terms" in (await aiko.shortcut("explain", message=await ben.say("xyzzy"))).text


async def test_the_home_tab_shows_word_reviews_scores_and_settings(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")

    home = await aiko.open_home()

    assert all(
        text in home.text for text in ("Word of the day", "Nothing is due", "Your scores", "Your settings", "/define")
    )
    assert "Share to channel" not in home.buttons
    japanese = await aiko.click(home, "日本語")
    assert japanese.kind is SeenAs.HOME
    assert "あなたの設定" in japanese.text


async def test_a_quiz_begun_on_the_home_tab_runs_in_a_modal(fake: FakeSlack) -> None:
    aiko = fake.person("Aiko")
    home = await aiko.open_home()

    question = await aiko.click(home, "Start a quiz")
    after = await aiko.click(question, "Skip")

    assert question.kind is after.kind is SeenAs.MODAL
    assert "Question 2" in after.text
