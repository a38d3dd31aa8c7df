from datetime import timedelta

from bot.ports import UnitOfWorkFactory
from bot.storage import unfound
from bot.storage.unit_of_work import Storage
from bot.unfound_rows import Unfound
from tests.core.storage.people_and_quizzes import NOON
from tests.core.storage.test_races import at_once

HERE, THERE = "slack:T1", "slack:T2"
TODAY = NOON.date()


def asked(units: UnitOfWorkFactory, query: str, count: int = 1, *, days_ago: int = 0, tenant: str = HERE) -> None:
    with units() as work:
        work.unfound.note(tenant, query, TODAY - timedelta(days=days_ago), count)
        work.commit()


def listed(units: UnitOfWorkFactory, tenant: str = HERE, limit: int = 10) -> list[str]:
    with units(read_only=True) as work:
        return [each.query for each in work.unfound.most_asked(tenant, limit)]


def test_queries_are_counted_over_the_days_of_one_workspace(units: UnitOfWorkFactory) -> None:
    asked(units, "foo")
    asked(units, "foo", 2)
    asked(units, "foo", days_ago=3)
    asked(units, "bar", 9, tenant=THERE)
    with units(read_only=True) as work:
        assert list(work.unfound.most_asked(HERE, 10)) == [Unfound(query="foo", count=4, last=TODAY)]


def test_the_most_asked_for_come_first_then_the_latest(units: UnitOfWorkFactory) -> None:
    for query, count, days_ago in (("old", 2, 5), ("new", 2, 0), ("often", 3, 9), ("same", 2, 0), ("once", 1, 0)):
        asked(units, query, count, days_ago=days_ago)
    assert listed(units) == ["often", "new", "same", "old", "once"]
    assert listed(units, limit=2) == ["often", "new"]


def test_a_query_is_dropped_in_one_workspace_alone(units: UnitOfWorkFactory) -> None:
    for tenant in (HERE, THERE):
        asked(units, "foo", tenant=tenant)
    asked(units, "foo", days_ago=1)
    with units() as work:
        assert work.unfound.drop(HERE, "foo")
        assert not work.unfound.drop(HERE, "foo")
        work.commit()
    assert (listed(units), listed(units, THERE)) == ([], ["foo"])


def test_what_is_old_is_found_and_pruned(units: UnitOfWorkFactory) -> None:
    asked(units, "old", days_ago=31)
    asked(units, "old", days_ago=30)
    asked(units, "young", tenant=THERE)
    before = TODAY - timedelta(days=30)
    with units() as work:
        assert list(work.unfound.stale(before)) == [HERE]
        work.unfound.prune(HERE, before)
        assert list(work.unfound.stale(before)) == []
        work.commit()
    with units(read_only=True) as work:
        assert [each.count for each in work.unfound.most_asked(HERE, 10)] == [1]


def test_a_workspace_that_wants_none_kept_loses_them_and_no_other_does(units: UnitOfWorkFactory) -> None:
    for tenant in (HERE, THERE):
        asked(units, "foo", tenant=tenant)
    with units() as work:
        assert work.unfound.is_kept(HERE)
        work.unfound.choose(HERE, kept=False)
        work.commit()
    with units() as work:
        assert (work.unfound.is_kept(HERE), work.unfound.is_kept(THERE)) == (False, True)
        work.unfound.choose(HERE, kept=True)
        work.commit()
    with units(read_only=True) as work:
        assert work.unfound.is_kept(HERE)
    assert (listed(units), listed(units, THERE)) == ([], ["foo"])


def test_a_workspace_full_of_queries_counts_on_and_takes_no_new_ones(units: UnitOfWorkFactory) -> None:
    with units() as work:
        for number in range(unfound.MOST + 1):
            work.unfound.note(HERE, f"w{number:04}", TODAY, 1)
        work.unfound.note(HERE, "w0007", TODAY, 5)
        work.commit()
    assert len(listed(units, limit=3000)) == unfound.MOST
    assert listed(units, limit=1) == ["w0007"]


def test_eight_that_count_at_once_lose_nothing(storage: Storage) -> None:
    def ask(_: int) -> None:
        for _ in range(5):
            asked(storage, "foo")

    at_once(8, ask)
    with storage(read_only=True) as work:
        (found,) = work.unfound.most_asked(HERE, 10)
    assert found.count == 40
