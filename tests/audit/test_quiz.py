"""The quick form of ``make audit-quiz``, and proof that the audit sees what it looks for."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.audit.quiz import Item, audit, generate
from tests.audit.tables import Tables, read_tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables()


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return generate(4000, 7, "en")


def test_every_figure_keeps_its_bar(items: list[Item], tables: Tables) -> None:
    assert not [str(figure) for figure in audit(items, tables) if not figure.holds]


def test_the_same_seed_prints_the_same_bytes(items: list[Item]) -> None:
    assert items[:100] == generate(100, 7, "en")
    assert items[:100] != generate(100, 8, "en")


def _repeat_an_option(item: Item) -> None:
    wrong = (item["key"] + 1) % len(item["options"])
    item["options"][wrong]["text"] = item["options"][item["key"]]["text"] + "。"


def _offer_the_key_twice(item: Item) -> None:
    wrong = (item["key"] + 1) % len(item["options"])
    item["options"][wrong]["entry_id"] = item["entry_id"]


def _forget_a_reason(item: Item) -> None:
    item["options"][0]["reason"] = " "


def _move_the_key(item: Item) -> None:
    item["options"].insert(0, item["options"].pop(item["key"]))
    item["key"] = 0


def _lengthen_the_key(item: Item) -> None:
    item["options"][item["key"]]["text"] *= 3


def _tell_the_key(item: Item) -> None:
    item["stem"] += item["options"][item["key"]]["text"]


def _leave_two_options(item: Item) -> None:
    key = item["options"][item["key"]]
    item["options"] = [key, next(option for option in item["options"] if option is not key)]
    item["key"] = 0


SABOTAGE: dict[str, Callable[[Item], Any]] = {
    "duplicate options after normalising": _repeat_an_option,
    "second keys": _offer_the_key_twice,
    "reasons missing or used twice in an item": _forget_a_reason,
    "key position of 4, chance of the skew": _move_the_key,
    "bot: most long": _lengthen_the_key,
    "stems that hold the key": _tell_the_key,
    "choices without 3 or 4 options": _leave_two_options,
}


@pytest.mark.parametrize("figure", SABOTAGE)
def test_the_audit_sees_what_it_looks_for(items: list[Item], tables: Tables, figure: str) -> None:
    spoilt = deepcopy([item for item in items if item["options"]][:400])
    for item in spoilt:
        SABOTAGE[figure](item)
    assert figure in {found.name for found in audit(spoilt, tables) if not found.holds}
