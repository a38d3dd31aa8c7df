"""The trainer's view: about groups, for managers, and as a table that no spreadsheet runs."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest

from bot.commands.trainer_view import neutral
from bot.localized import Locale
from bot.reply import Reply
from tests.core.commands.conftest import World
from tests.core.commands.test_scores import give
from tests.factories import NOON, make_actor, make_invocation
from tests.reading import action, words

PEOPLE = ("Aiko", "Ben", "Chika", "Dai", "Emi")


def view(world: World, *, manager: bool = True, locale: Locale = Locale.EN, **options: str) -> Reply:
    """Return the trainer's view as a manager of the workspace sees it."""
    invocation = make_invocation("trainer", **options)
    actor = replace(invocation.actor, is_manager=manager)
    return world.dispatcher.handle(replace(invocation, actor=actor, locale=locale))


@pytest.fixture
def group(world: World) -> World:
    """Five people of whom each took 架電 for 受電 three times in ten."""
    for name in PEOPLE:
        give(world, name, 7, 10)
    return world


def test_a_word_missed_by_five_people_is_shown_with_what_it_was_taken_for(group: World) -> None:
    text = words(view(group))

    assert "受電" in text
    assert "受電 → 架電" in text
    assert "30 %" in text
    assert "50" in text


def test_nobody_is_named(group: World) -> None:
    reply = view(group)
    told = words(reply) + reply.files[0].content.decode()

    assert not any(name.casefold() in told.casefold() for name in PEOPLE)


def test_fewer_than_five_people_are_not_shown_and_it_is_said(world: World) -> None:
    for name in PEOPLE[:4]:
        give(world, name, 7, 10)
    reply = view(world)

    assert "at least 5 different people" in words(reply)
    assert "受電" not in words(reply)
    assert "left out because of that: 4" in words(reply)
    assert reply.files == ()


def test_it_is_for_managers(group: World) -> None:
    assert "受電" not in words(view(group, manager=False))


def test_another_workspace_is_not_looked_into(group: World) -> None:
    invocation = make_invocation("trainer")
    stranger = make_actor("Fumi", workspace="w2", is_manager=True)
    reply = group.dispatcher.handle(replace(invocation, actor=stranger))

    assert "受電" not in words(reply)


def test_a_window_leaves_older_answers_out(world: World) -> None:
    for name in PEOPLE:
        give(world, name, 7, 10, at=NOON - timedelta(days=60))

    assert "受電" not in words(view(world))
    assert "受電" in words(view(world, window="all"))
    all_time = action(view(world), "All time")
    manager = make_actor(is_manager=True)
    assert "受電" in words(world.press(all_time, actor=manager))


def test_the_table_holds_every_row_as_numbers(group: World) -> None:
    content = view(group).files[0].content.decode()
    rows = list(csv.reader(StringIO(content.removeprefix("\ufeff"))))

    assert content.startswith("\ufeff")
    assert rows[0] == ["table", "item", "other", "count", "of", "percent"]
    assert ["missed", "受電", "", "15", "50", "30"] in rows
    assert ["confusion", "受電", "架電", "15", "50", "30"] in rows
    assert ["week", "2026-11-16", "", "35", "50", "70"] in rows


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A"])
def test_what_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["受電", "a-b", "", "お客様"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert neutral(cell) == cell


def test_it_speaks_japanese(group: World) -> None:
    assert "間違いの多い言葉" in words(view(group, locale=Locale.JA))
