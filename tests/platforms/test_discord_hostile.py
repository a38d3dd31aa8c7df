"""Hostile texts through every place where a person can put text: nobody pinged, nothing live, nothing silent."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.platforms.discord_running import Bot, member, running
from tests.platforms.fake_discord import NotOfferedError, Person, Seen
from tests.platforms.hostile import KINDS, PARTS, corpus, live_in, texts

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONGEST_WAIT_S = 3.0


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    async with running(tmp_path_factory.mktemp("hostile")) as bot:
        yield bot


async def surfaces(bot: Bot, person: Person, text: str) -> AsyncIterator[tuple[str, Seen]]:
    """Yield what is seen where ``text`` is put; what no client would send is left out."""
    for name, command, options in (
        ("define", "define", {"term": text}),
        ("left", "compare", {"terms": f"{text}、受電"}),
        ("right", "compare", {"terms": f"受電 {text}"}),
        ("help", "help", {"command": text}),
        ("explain", "explain", {"message": text}),
    ):
        try:
            yield name, await person.slash(command, **options)
        except NotOfferedError:
            continue
    yield "menu", await person.context_menu("Explain terms", await person.say(text))
    yield "autocomplete", await person.autocomplete("define", "term", text)
    asked = await person.press(await person.slash("define", term="zzqqx"), "Look up another word")
    if 0 < len(text) <= 120 and "\n" not in text:
        yield "modal", await person.submit_modal(asked, text=text)
    quiz = await person.slash("quiz", kind="reading", number=20)
    if 0 < len(text) <= 64 and "\n" not in text and "Type your answer" in quiz.buttons:
        yield "answer", await person.submit_modal(await person.press(quiz, "Type your answer"), text=text)
    defined = await person.slash("define", term="受電")
    assert defined.message is not None
    yield "tampered", await person.tamper(defined.message, text[:100])
    named = bot.fake.person(text[:32] or "x", bot.fake.guilds[0])
    shared = await named.press(await named.slash("define", term="受電"), "Share to channel")
    yield "name", shared


def assert_harmless(bot: Bot, name: str, seen: Seen, text: str) -> None:
    assert seen.message is not None or seen.modal is not None or seen.choices is not None, name
    assert seen.answered_after < LONGEST_WAIT_S, name
    if seen.message is not None:
        assert live_in(seen.message.components) == [], (name, text[:80])
        assert "number: " not in seen.text or "NaN" in seen.text, (name, text[:80], seen.text)
    assert bot.fake.pings() == [], (name, text[:80])


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_a_person_types_is_live(bot: Bot, kind: str) -> None:
    person = member(bot)
    for text in texts(kind):
        async for name, seen in surfaces(bot, person, text):
            assert_harmless(bot, name, seen, text)
    bot.fake.assert_clean()


@pytest.mark.skipif(not corpus(), reason="the larger collection lies outside the project")
@pytest.mark.parametrize("part", PARTS)
async def test_nothing_of_the_larger_collection_is_live(bot: Bot, part: slice) -> None:
    person, slowest = member(bot), 0.0
    for text in list(corpus().values())[part]:
        async for name, seen in surfaces(bot, person, text):
            assert_harmless(bot, name, seen, text)
            slowest = max(slowest, seen.answered_after)
    bot.fake.assert_clean()
    assert slowest < LONGEST_WAIT_S


async def test_a_name_is_shown_as_it_is_on_the_board(bot: Bot) -> None:
    person = member(bot, "**@everyone** https://e.example")
    quiz = await person.slash("quiz", kind="reading", number=1)
    await person.press(quiz, "Skip")

    board = await person.slash("scores", number=20)

    assert board.message is not None
    assert live_in(board.message.components) == []
