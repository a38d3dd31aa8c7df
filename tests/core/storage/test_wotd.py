"""Words of the day as rows: on both databases, and in the fake that stands for them."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.identity import Actor, Place
from bot.lexicon.model import Domain, EntryId
from bot.localized import Locale
from bot.ports import UnitOfWorkFactory
from bot.schedule import Days, Holidays, Schedule
from bot.storage.unit_of_work import Storage
from bot.wotd import LONGEST_GAP, Pause, Shown, Subscription, Wish
from tests.core.storage.people_and_quizzes import ELSEWHERE, HERE, NOON, OTHER_WORKSPACE, THREAD, person
from tests.core.storage.test_races import at_once

TODAY = date(2026, 11, 22)
JUDEN, KADEN = EntryId("juden"), EntryId("kaden")


def subscription(place: Place = HERE, by: str = "u1") -> Subscription:
    return Subscription(
        place=place,
        direct=False,
        set_up_by=by,
        schedule=Schedule(zone=ZoneInfo("Asia/Tokyo"), at=time(9, 30), days=Days.WEEKDAYS, holidays=Holidays.SKIP),
        locale=Locale.JA,
        from_date=TODAY,
        next_at=NOON,
        domain=Domain.CALLCENTER,
        level=3,
    )


def wish(entry_id: EntryId, on_date: date | None = None, *, minutes: int = 0) -> Wish:
    return Wish(entry_id=entry_id, on_date=on_date, added_by="u1", added_at=NOON + timedelta(minutes=minutes))


def save(units: UnitOfWorkFactory, *subscriptions: Subscription) -> None:
    with units() as unit:
        for each in subscriptions:
            unit.words.save(each)
        unit.commit()


def test_a_subscription_comes_out_as_it_went_in_and_threads_share_it(units: UnitOfWorkFactory) -> None:
    save(units, subscription())
    changed = replace(
        subscription(), domain=None, level=None, next_at=None, paused=Pause.GONE, missed_on=TODAY, direct=True
    )
    with units() as unit:
        assert unit.words.get(THREAD) == subscription()
        assert unit.words.get(ELSEWHERE) is None
        assert unit.words.get(OTHER_WORKSPACE) is None
        unit.words.save(changed)
        assert unit.words.get_if_free(HERE) == changed


def test_what_is_due_is_found_in_every_workspace_and_so_is_what_waits_too_long(units: UnitOfWorkFactory) -> None:
    save(
        units,
        replace(subscription(OTHER_WORKSPACE), next_at=NOON - timedelta(seconds=1)),
        replace(subscription(ELSEWHERE), next_at=NOON + timedelta(seconds=1)),
        replace(subscription(replace(HERE, channel="C3")), next_at=None, paused=Pause.OFF),
        replace(subscription(replace(HERE, channel="C4")), next_at=NOON + LONGEST_GAP + timedelta(days=300)),
        subscription(),
    )
    with units(read_only=True) as unit:
        assert [each.channel for each in unit.words.due(NOON, 10)] == ["C1", "C1", "C4"]
        assert unit.words.due(NOON, 1) == (OTHER_WORKSPACE,)
        assert unit.words.next_due() == NOON - timedelta(seconds=1)


def test_a_date_has_one_word(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        assert unit.words.show(HERE, TODAY, JUDEN, NOON)
        assert not unit.words.show(THREAD, TODAY, KADEN, NOON)
        assert not unit.words.show(HERE, TODAY, JUDEN, NOON)
        assert unit.words.show(ELSEWHERE, TODAY, KADEN, NOON)
        assert unit.words.show(HERE, date(2025, 11, 1), JUDEN, NOON)
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.words.word_of(HERE, TODAY) == JUDEN
        assert unit.words.word_of(OTHER_WORKSPACE, TODAY) is None
        assert unit.words.shown(HERE, TODAY) == (Shown(local_date=TODAY, entry_id=JUDEN),)
        assert unit.words.dates(HERE) == {JUDEN: [date(2025, 11, 1), TODAY]}


@pytest.mark.parametrize("days", [1, 364, -364], ids=str)
def test_no_word_comes_twice_within_a_year_whoever_chose_it(units: UnitOfWorkFactory, days: int) -> None:
    with units() as unit:
        assert unit.words.show(HERE, TODAY, JUDEN, NOON)
        assert not unit.words.show(THREAD, TODAY + timedelta(days=days), JUDEN, NOON)
        assert unit.words.show(ELSEWHERE, TODAY + timedelta(days=days), JUDEN, NOON)
        assert unit.words.show(HERE, TODAY + timedelta(days=365), JUDEN, NOON)
        assert [line.local_date for line in unit.words.shown(HERE, TODAY)] == [TODAY, TODAY + timedelta(days=365)]


def test_wishes_wait_by_date_and_then_in_their_order(units: UnitOfWorkFactory) -> None:
    first, second, pinned = wish(KADEN), wish(EntryId("horyu"), minutes=1), wish(JUDEN, TODAY, minutes=2)
    with units() as unit:
        for each in (second, pinned, first):
            assert unit.words.wish(HERE, each)
        assert not unit.words.wish(HERE, wish(EntryId("kyaku"), TODAY)), "the date has a word"
        assert unit.words.wishes(HERE) == (pinned, first, second)
        assert unit.words.wish(HERE, replace(pinned, on_date=None))
        assert unit.words.wishes(HERE) == (first, second, replace(pinned, on_date=None))
        assert unit.words.unwish(HERE, KADEN)
        assert not unit.words.unwish(HERE, KADEN)
        assert not unit.words.unwish(ELSEWHERE, JUDEN)
        assert unit.words.wishes(ELSEWHERE) == ()


def test_of_four_that_want_a_date_at_once_one_gets_it(storage: Storage) -> None:
    save(storage, *(subscription(replace(HERE, channel=f"C{number}")) for number in range(10)))
    for number in range(10):
        place = replace(HERE, channel=f"C{number}")

        def take(worker: int, place: Place = place) -> bool:
            with storage() as unit:
                if unit.words.get_if_free(place) is None:
                    return False
                won = unit.words.show(place, TODAY, EntryId(f"word{worker}"), NOON)
                unit.commit()
            return won

        assert sum(at_once(4, take)) == 1


def test_a_person_who_goes_takes_their_own_words_along_and_leaves_the_channels(storage: Storage) -> None:
    own = replace(subscription(ELSEWHERE), direct=True)
    save(storage, own, subscription())
    with storage() as unit:
        for place in (HERE, ELSEWHERE):
            unit.words.show(place, TODAY, JUDEN, NOON)
            unit.words.wish(place, wish(KADEN))
        unit.commit()
    with storage() as unit:
        unit.people.forget(person("u1"), "former-x7")
        unit.commit()
    with storage(read_only=True) as unit:
        assert unit.words.get(HERE) == subscription(by="former-x7")
        assert unit.words.word_of(HERE, TODAY) == JUDEN
        assert [each.added_by for each in unit.words.wishes(HERE)] == ["former-x7"]
        assert unit.words.get(ELSEWHERE) is None
        assert unit.words.word_of(ELSEWHERE, TODAY) is None
        assert unit.words.wishes(ELSEWHERE) == ()


def test_outside_servers_the_whole_workspace_is_the_persons_and_goes_with_them(storage: Storage) -> None:
    here = Place(platform="discord", workspace="user-77", channel="C1")
    save(storage, subscription(here, by="77"))
    with storage() as unit:
        unit.words.show(here, TODAY, JUDEN, NOON)
        unit.commit()
    with storage() as unit:
        actor = Actor(platform="discord", workspace="user-77", user_id="77", display_name="Hana")
        unit.people.forget(actor, "former-x7")
        unit.commit()
    with storage(read_only=True) as unit:
        assert unit.words.get(here) is None
        assert unit.words.shown(here, date.min) == ()
