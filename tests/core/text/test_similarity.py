"""Edit distance, and the keys near a query."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.neighbours import Neighbours
from bot.text.similarity import distance, nearest, similarity


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
    assert [near.place for near in nearest("kaden", ["juden", "kanden", "kaden"], 1)] == [2, 1]


def _keys(count: int, rng: Random) -> list[str]:
    return list({"".join(rng.choice("kstnaiueo") for _ in range(rng.randint(4, 12))) for _ in range(count)})


@given(seed=st.integers(0, 10_000))
def test_the_index_finds_every_key_one_edit_away(seed: int) -> None:
    rng = Random(seed)
    keys = _keys(60, rng)
    query = rng.choice(keys)
    at = rng.randrange(len(query))
    query = rng.choice(
        (query[:at] + query[at + 1 :], query[:at] + "a" + query[at:], query[:at] + "i" + query[at + 1 :])
    )
    scanned, indexed = Neighbours(keys, scan_limit=1_000), Neighbours(keys, scan_limit=0)
    found = {(scanned.keys[near.place], near.distance) for near in scanned.within(query, 1)}
    assert {(indexed.keys[near.place], near.distance) for near in indexed.within(query, 1)} == found


def test_the_index_finds_keys_two_edits_away_that_begin_alike() -> None:
    keys = Neighbours(["kasutamasapoto", "kasutamasenta", "orikaeshi"], scan_limit=0)
    assert [keys.keys[near.place] for near in keys.within("kasutamsapotoo", 2)] == ["kasutamasapoto"]


def test_an_empty_query_is_near_nothing() -> None:
    assert Neighbours(["a"]).within("", 2) == []
