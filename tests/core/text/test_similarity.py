"""Edit distance, and the keys near a query."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.neighbours import Neighbours
from bot.text.similarity import distance, nearest, similarity
from tests.evaluation.slips import SORTS, slip


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("kokyaku", "kokyaku", 0),
        ("kokyaku", "kokyau", 1),
        ("kokyaku", "kkoyaku", 1),
        ("顧客", "顧容", 1),
        ("", "ab", 2),
    ],
)
def test_a_swap_of_neighbours_is_one_edit(left: str, right: str, edits: int) -> None:
    assert distance(left, right) == edits


def test_a_distance_above_the_limit_is_only_known_to_be_above() -> None:
    assert distance("abcdef", "uvwxyz", 2) > 2


def test_likeness_runs_from_nothing_to_all() -> None:
    assert similarity("abc", "abc") == 1.0
    assert similarity("abc", "xyz") == 0.0


def test_the_nearest_keys_come_first() -> None:
    assert list(nearest("kaden", ["juden", "kanden", "kaden"], 1).items()) == [("kaden", 0), ("kanden", 1)]


def _keys(count: int, rng: Random) -> list[str]:
    return list({"".join(rng.choice("kstnaiueo") for _ in range(rng.randint(4, 12))) for _ in range(count)})


@given(seed=st.integers(0, 100_000))
def test_every_key_one_edit_away_is_found(seed: int) -> None:
    rng = Random(seed)
    keys = _keys(80, rng)
    query = slip(rng.choice(keys), rng.choice(SORTS), rng)
    assert Neighbours(keys).within(query, 1) == nearest(query, keys, 1)


@pytest.mark.parametrize(
    "query", ["kasutamasaptoo", "kasutamasapottoo", "aksotamasapoto", "sutamasapoto", "kasutamasaot"]
)
def test_keys_with_both_of_two_edits_in_one_half_are_found(query: str) -> None:
    neighbours = Neighbours(["kasutamasapoto", "kasutamasenta", "orikaeshi"])
    assert list(neighbours.within(query, 2)) == ["kasutamasapoto"]


@pytest.mark.parametrize("query", ["", "a"])
def test_a_query_of_a_sign_is_near_nothing(query: str) -> None:
    assert Neighbours(["a", "ab"]).within(query, 2) == {}
