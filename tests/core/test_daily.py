from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.daily import word_for
from bot.lexicon.model import Attitude, Currency, Entry
from tests.core.quiz.words import WORDS, make_entry

MONDAY = date(2026, 11, 23)


def _days(count: int, place_key: str, entries: tuple[Entry, ...] = WORDS) -> list[str]:
    return [word_for(MONDAY + timedelta(days=day), place_key, entries).id for day in range(count)]


def test_a_day_has_one_word_in_a_place_whatever_order_the_entries_come_in() -> None:
    assert word_for(MONDAY, "slack:T1:C1", WORDS) == word_for(MONDAY, "slack:T1:C1", WORDS[::-1])
    assert [word_for(MONDAY, f"place {number}", WORDS[:3]).id for number in range(4)] == [
        "juden",
        "juuden",
        "kaden",
        "juuden",
    ]


@pytest.mark.parametrize("start", [0, 5, 16, 31], ids=lambda start: f"from day {start}")
def test_no_word_returns_before_all_others_were_shown(start: int) -> None:
    shown = _days(start + len(WORDS), "here")[start:]
    assert set(shown) == {entry.id for entry in WORDS}


def test_the_next_day_has_another_word() -> None:
    shown = _days(100, "here", WORDS[:2])
    assert all(today != tomorrow for today, tomorrow in pairwise(shown))


def test_places_walk_in_orders_of_their_own() -> None:
    assert len({tuple(_days(len(WORDS), f"place {number}")) for number in range(20)}) == 20


def test_words_that_need_a_warning_and_abolished_ones_are_never_chosen() -> None:
    plain = make_entry("plain", "普通", "ふつう")
    jargon = make_entry("jargon", "隠語", "いんご", attitude=Attitude.JARGON)
    pool = (
        plain,
        jargon,
        make_entry("sensitive", "窓際族", "まどぎわぞく", attitude=Attitude.SENSITIVE),
        make_entry("pejorative", "社畜", "しゃちく", attitude=Attitude.PEJORATIVE),
        replace(make_entry("abolished", "旧制度", "きゅうせいど"), currency=Currency.ABOLISHED),
    )
    assert set(_days(50, "here", pool)) == {"plain", "jargon"}


def test_without_a_suitable_word_there_is_none() -> None:
    with pytest.raises(ValueError, match="no entry is suitable"):
        word_for(MONDAY, "here", ())
