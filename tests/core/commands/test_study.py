"""Reminders, time zones, looked-up words and the streak, as a person meets them."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.commands import reminders
from bot.commands.study_settings import find_zone, time_of, zones_like
from bot.lexicon.model import EntryId
from bot.quiz.memory import CardState, Rating, Source
from bot.quiz.plan import Plan
from bot.reply import Tone
from tests.core.commands.conftest import World
from tests.core.commands.days import MONDAY, TOKYO, Days
from tests.factories import make_actor
from tests.reading import action, words


@pytest.fixture
def days(world: World) -> Days:
    return Days(world)


def hour(days_on: int, at: float = 8.5) -> datetime:
    return MONDAY.replace(hour=0) + timedelta(days=days_on, hours=at)


def test_nobody_is_reminded_who_did_not_ask(days: Days) -> None:
    days.study()
    assert days.at(hour(1)) == []


def test_a_reminder_comes_at_the_hour_to_the_person_alone(days: Days) -> None:
    days.study()
    set_up = days.call("settings", remind_at="8:30")
    assert "08:30 on working days" in words(set_up)
    assert days.at(hour(0, 8.4)) == []
    (post,) = days.at(hour(0))
    assert (post.to_person, post.key) == ("aiko", "reminder/aiko/2026-11-16")
    assert "Words due: 1" in words(post.reply)
    assert "Review 1 of 1" in words(days.press(action(post.reply, "Review")))


def test_a_date_has_one_reminder_whoever_ticks_and_whatever_is_set(days: Days) -> None:
    days.study()
    days.call("settings", remind_at="8:30")
    assert len(days.at(hour(0))) == 1
    assert days.at(hour(0)) == []
    days.call("settings", remind_at="9:00")
    assert days.at(hour(0, 9.0)) == []
    assert len(days.at(hour(1, 9.0))) == 1


def test_two_processes_write_one_reminder(days: Days) -> None:
    days.study()
    days.call("settings", remind_at="8:30")
    before = days.plan
    days.at(hour(0))
    with days.services.unit_of_work() as work:
        work.plans.set(days.actor, before)
        work.commit()
    assert days.at(hour(0, 8.6)) == []


@pytest.mark.parametrize(
    ("days_on", "reason"),
    [(5, "Saturday"), (6, "Sunday"), (7, "Labour Thanksgiving Day")],
    ids=str,
)
def test_a_day_off_is_left_in_peace(days: Days, days_on: int, reason: str) -> None:
    days.study()
    days.clock.advance(hour(days_on - 1, 12) - days.clock.now())
    days.call("settings", remind_at="8:30")
    assert days.at(hour(days_on)) == [], reason


def test_with_nothing_due_there_is_no_reminder(days: Days) -> None:
    days.study(rating=Rating.EASY)
    days.call("settings", remind_at="8:30")
    assert days.at(hour(1)) == []


def test_what_was_done_before_the_reminder_is_sent_makes_it_needless(days: Days) -> None:
    days.study()
    days.call("settings", remind_at="8:30")
    days.clock.advance(hour(0) - days.clock.now())
    reminders.tick(days.services, days.clock.now())
    days.study(rating=Rating.EASY)
    assert days.at(hour(0)) == []


def test_a_reminder_that_we_were_too_late_for_waits_for_the_next_day(days: Days) -> None:
    days.study()
    days.call("settings", remind_at="8:30")
    assert days.at(hour(0, 12)) == []
    assert len(days.at(hour(1))) == 1


def test_the_hour_is_that_of_where_the_person_is(days: Days) -> None:
    days.study()
    days.call("settings", remind_at="08:30", zone="Europe/London")
    assert days.at(hour(0)) == []
    (post,) = days.at(datetime(2026, 11, 16, 8, 30, tzinfo=ZoneInfo("Europe/London")))
    assert post.key.endswith("2026-11-16")


def test_reminders_are_stopped_from_one_of_them(days: Days) -> None:
    days.study()
    days.call("settings", remind_at="8:30")
    (post,) = days.at(hour(0))
    assert "brings them back" in words(days.press(action(post.reply, "No more reminders")))
    assert days.at(hour(1)) == []


def test_settings_keep_what_they_are_not_told(days: Days) -> None:
    days.call("settings", remind_at="8:30", zone="London")
    days.call("settings", lookups=False)
    days.call("settings", romaji=False)
    plan = days.plan
    assert (plan.remind_at, plan.zone(TOKYO).key, plan.lookups) == (time(8, 30), "Europe/London", False)
    assert "none" in words(days.press(action(days.call("settings"), "No more reminders")))
    assert days.plan.next_at is None


@pytest.mark.parametrize("options", [{"remind_at": "25:00"}, {"remind_at": "soon"}, {"zone": "Mars/Olympus"}], ids=str)
def test_what_cannot_be_set_changes_nothing(days: Days, options: dict[str, Any]) -> None:
    reply = days.call("settings", romaji=False, **options)
    assert reply.tone is Tone.WARNING
    assert days.plan == Plan()
    assert days.services.preferences(days.actor).romaji


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8", time(8)),
        ("08:30", time(8, 30)),
        ("８：３０", time(8, 30)),
        ("8時30分", time(8, 30)),
        ("8時", time(8)),
        ("24:00", None),
        ("8:3", None),
        ("", None),
        ("८:३०", None),
    ],
    ids=str,
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time | None) -> None:
    assert time_of(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Asia/Tokyo", "Asia/Tokyo"), ("tokyo", "Asia/Tokyo"), ("new york", "America/New_York"), ("../etc/passwd", None)],
    ids=str,
)
def test_a_zone_is_found_by_its_name_or_city(typed: str, meant: str | None) -> None:
    found = find_zone(typed)
    assert (found.key if found else None) == meant


def test_zones_are_completed_cities_first() -> None:
    assert zones_like("tok", 3)[0] == "Asia/Tokyo"
    assert zones_like("zzz", 3) == []


def test_a_word_looked_up_on_two_days_is_a_new_card(days: Days) -> None:
    days.call("define", term="受電")
    days.at(hour(0, 10))
    days.call("define", term="受電")
    days.at(hour(0, 11))
    with days.services.unit_of_work(read_only=True) as work:
        assert work.cards.of(days.actor) == ()
    days.at(hour(1))
    days.call("define", term="受電")
    days.at(hour(1, 9))
    with days.services.unit_of_work(read_only=True) as work:
        (held,) = work.cards.of(days.actor)
    assert (held.entry_id, held.source, held.card.state) == ("juden", Source.LOOKED_UP, CardState.NEW)


def test_lookups_are_not_remembered_of_who_does_not_want_it(days: Days) -> None:
    days.call("settings", lookups=False)
    for day in range(3):
        days.call("define", term="受電")
        days.at(hour(day, 10))
    with days.services.unit_of_work(read_only=True) as work:
        assert work.cards.of(days.actor) == ()
        assert not work.plans.looked_up(make_actor(), EntryId("juden"), MONDAY.date() + timedelta(days=9))


def test_a_lookup_is_only_noted_when_it_is_answered(days: Days) -> None:
    """Nothing is written before the next tick: a lookup waits for no database."""
    days.call("define", term="受電")
    with days.services.unit_of_work(read_only=True) as work:
        assert not work.plans.looked_up(days.actor, EntryId("juden"), MONDAY.date() + timedelta(days=9))


def test_days_in_a_row_are_told_with_what_is_due(days: Days) -> None:
    for day in (0, 1, 2):
        days.clock.advance(hour(day, 9) - days.clock.now())
        days.study(f"w{day}")
    assert "3 working days in a row" in words(days.call("review"))
