"""The picture of a board: bars in its order, nobody hidden in it, the same said in words."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from PIL import Image

from bot.commands.scores_picture import board_file, picture
from bot.commands.spec import View
from bot.localized import Locale
from bot.quiz.boards import Board, Order, Row, Tally
from tests.core.commands.conftest import World
from tests.core.commands.test_scores import give
from tests.reading import action, actions, words

NAMES = {"aiko": "Aiko", "ben": "Ben", "chie": "千恵"}
ROWS = (
    Row(tally=Tally(user_id="aiko", right=30, answered=40), place=1, gain=Fraction(1, 5)),
    Row(tally=Tally(user_id="chie", right=24, answered=24), place=2, gain=Fraction(1, 10)),
)
NEW = (Row(tally=Tally(user_id="ben", right=4, answered=5), place=1),)
BOARD = Board(
    rows=ROWS,
    newcomers=NEW,
    own=None,
    own_is_new=False,
    total=Tally(user_id="", right=58, answered=69),
    people=3,
)


def size(content: bytes) -> tuple[int, int]:
    image = Image.open(BytesIO(content))
    assert image.format == "PNG"
    return image.size


@pytest.mark.parametrize("order", list(Order))
def test_the_picture_is_small_and_the_same_each_time(order: Order) -> None:
    content = picture(BOARD, order, NAMES, "aiko")

    assert (720, 153) == size(content)
    assert len(content) < 20_000
    assert content == picture(BOARD, order, NAMES, "aiko")


def test_one_s_own_bar_has_a_colour_of_its_own() -> None:
    assert picture(BOARD, Order.RIGHT, NAMES, "aiko") != picture(BOARD, Order.RIGHT, NAMES, None)


def test_the_picture_has_a_light_ground_to_its_edge() -> None:
    image = Image.open(BytesIO(picture(BOARD, Order.RATE, NAMES, None)))
    corners = [(0, 0), (719, 0), (0, 152), (719, 152)]
    assert [image.getpixel(corner) for corner in corners] == [(255, 255, 255)] * 4


@pytest.mark.parametrize(
    ("order", "line"),
    [
        (Order.RIGHT, "right answers of those given. 1. Aiko: 30/40; 2. 千恵: 24/24. Newcomers: 1. Ben: 80 %"),
        (Order.RATE, "share of right answers. 1. Aiko: 75 %; 2. 千恵: 100 %. Newcomers: 1. Ben: 80 %"),
        (Order.IMPROVED, "in points. 1. Aiko: +20; 2. 千恵: +10. Newcomers: 1. Ben: 80 %"),
    ],
)
def test_the_alt_text_says_what_the_picture_shows(order: Order, line: str) -> None:
    file = board_file(BOARD, order, NAMES, None, View(locale=Locale.EN))
    assert file
    assert line in file.alt


def test_a_board_with_bonuses_shows_points() -> None:
    board = replace(BOARD, total=replace(BOARD.total, bonuses=3), newcomers=())
    file = board_file(board, Order.RIGHT, NAMES, None, View(locale=Locale.JA))
    assert file
    assert file.alt == "棒グラフ（点）。1位 Aiko 300、2位 千恵 240。"


def test_an_empty_board_has_no_picture(world: World) -> None:
    assert not world.call("scores", picture=True).files


def test_the_picture_is_a_tap_away_and_names_nobody_who_is_hidden(world: World) -> None:
    for name in ("Aiko", "Ben", "Chie"):
        give(world, name, 4, 5)
    world.storage.rows.hidden.add(("test:w1", "ben"))
    reply = world.press(action(world.call("scores"), "As a picture"))
    (file,) = reply.files

    assert "Aiko" in file.alt
    assert "Chie" in file.alt
    assert "Ben" not in file.alt
    assert (720, 48 + 2 * 30) == size(file.content)
    assert "As a picture" not in words(reply)


def test_a_shared_board_has_no_picture(world: World) -> None:
    give(world, "Aiko", 4, 5)
    shared = next(each for each in actions(world.call("scores", picture=True)) if each.startswith("share/"))

    assert not world.press(shared).files
