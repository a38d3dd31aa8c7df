"""A person's words in figures and as a picture."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from bot.commands.progress import Progress, picture, present
from bot.commands.spec import View
from bot.localized import Locale
from tests.core.commands.conftest import World
from tests.core.commands.days import MONDAY, Days
from tests.reading import action, words

SOME = Progress(today=MONDAY.date(), states=(3, 2, 9, 1), due=(4, 0, 0, 7, *[0] * 9, 1))


def test_the_picture_is_plain_small_and_the_same_each_time() -> None:
    content = picture(SOME)
    image = Image.open(BytesIO(content))

    assert (image.format, image.size) == ("PNG", (720, 260))
    assert len(content) < 20_000
    assert content == picture(SOME)
    assert content != picture(replace(SOME, states=(3, 2, 9, 2)))


def test_what_the_picture_shows_is_said_in_words_in_both_languages() -> None:
    english, japanese = (present(SOME, View(locale=locale)).files[0].alt for locale in (Locale.EN, Locale.JA))

    assert "3 new, 2 being learnt, 9 known, 1 known well" in english
    assert "4 today, 12 within two weeks, most on 2026-11-19: 7" in english
    assert "これから3、練習中2、覚えた9、しっかり覚えた1" in japanese


def test_progress_is_a_tap_away_from_a_review(world: World) -> None:
    days = Days(world)
    days.study("juden")
    days.press("save/kaden")
    days.study("ghost")
    days.clock.advance(MONDAY.replace(hour=20) - days.clock.now())
    reply = days.press(action(days.press(f"review-stop/{_sitting(days)}"), "My progress"))

    assert "New: 1" in words(reply)
    assert "Being learnt: 1" in words(reply)
    assert "Due today: 1" in words(reply)
    assert [file.name for file in reply.files] == ["naruhaya-words.png"]


def _sitting(days: Days) -> str:
    return days.call("review").buttons[-1].action.partition("/")[2]


def test_without_words_there_is_nothing_to_draw(world: World) -> None:
    reply = world.press("review-progress")

    assert not reply.files
    assert "no words yet" in words(reply)
