"""Installations, OAuth states and deliveries, on both databases and on the fake that stands in for them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from bot.installation_rows import Installation
from bot.ports import UnitOfWorkFactory
from bot.storage.unit_of_work import Storage, open_storage
from tests.core.storage.people_and_quizzes import NOON

HERE = "slack:T1"
THERE = "slack:T2"
MINUTE = timedelta(minutes=1)
INSTALLED = Installation(tenant=HERE, sealed="opaque", installed_at=NOON)


def test_an_installation_comes_back_as_it_was(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.installations.save(INSTALLED)
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.installations.get(HERE) == INSTALLED
        assert unit.installations.get(THERE) is None


def test_installing_again_replaces_the_tokens(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.installations.save(INSTALLED)
        unit.installations.save(replace(INSTALLED, sealed="newer"))
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.installations.get(HERE) == replace(INSTALLED, sealed="newer")


def test_all_workspaces_are_gone_through_in_order_some_at_a_time(units: UnitOfWorkFactory) -> None:
    tenants = [f"slack:T{number}" for number in (3, 1, 2)]
    with units() as unit:
        for tenant in tenants:
            unit.installations.save(replace(INSTALLED, tenant=tenant))
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.installations.tenants("", 2) == ("slack:T1", "slack:T2")
        assert unit.installations.tenants("slack:T2", 2) == ("slack:T3",)
        assert unit.installations.tenants("slack:T3", 2) == ()


def test_tokens_are_sealed_anew_only_while_they_are_the_same(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.installations.save(INSTALLED)
        assert unit.installations.reseal(INSTALLED, "anew")
        assert not unit.installations.reseal(INSTALLED, "late")
        assert not unit.installations.reseal(replace(INSTALLED, tenant=THERE), "nowhere")
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.installations.get(HERE) == replace(INSTALLED, sealed="anew")


def test_removing_leaves_other_workspaces_alone_and_may_be_repeated(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.installations.save(INSTALLED)
        unit.installations.save(replace(INSTALLED, tenant=THERE))
        assert unit.installations.remove(HERE, NOON + MINUTE)
        assert not unit.installations.remove(HERE, NOON + MINUTE)
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.installations.get(HERE) is None
        assert unit.installations.get(THERE) is not None


def test_a_late_word_of_an_uninstallation_does_not_undo_a_newer_installation(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.installations.save(INSTALLED)
        assert not unit.installations.remove(HERE, NOON - MINUTE)
        assert unit.installations.get(HERE) == INSTALLED


def test_a_state_is_taken_once(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.oauth_states.add(HERE, "state", NOON + MINUTE)
        assert not unit.oauth_states.take(THERE, "state", NOON)
        assert not unit.oauth_states.take(HERE, "another", NOON)
        assert unit.oauth_states.take(HERE, "state", NOON)
        assert not unit.oauth_states.take(HERE, "state", NOON)


def test_a_state_that_has_run_out_is_not_taken(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.oauth_states.add(HERE, "state", NOON + MINUTE)
        assert not unit.oauth_states.take(HERE, "state", NOON + MINUTE)


def test_states_that_nobody_took_are_dropped_after_a_day(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.oauth_states.add(HERE, "old", NOON)
        unit.oauth_states.add(HERE, "new", NOON + timedelta(days=1, minutes=1))
        assert not unit.oauth_states.take(HERE, "old", NOON - MINUTE)


def test_a_delivery_is_claimed_once_a_tenant(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        assert unit.deliveries.claim(HERE, "Ev1", NOON)
        assert not unit.deliveries.claim(HERE, "Ev1", NOON + MINUTE)
        assert unit.deliveries.claim(HERE, "Ev2", NOON)
        assert unit.deliveries.claim(THERE, "Ev1", NOON)


def test_old_deliveries_are_pruned_a_tenant_at_a_time(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        for tenant, key, moment in ((HERE, "Ev1", NOON), (HERE, "Ev2", NOON + MINUTE), (THERE, "Ev1", NOON)):
            unit.deliveries.claim(tenant, key, moment)
        assert unit.deliveries.prune(HERE, NOON + MINUTE) == 1
        assert unit.deliveries.claim(HERE, "Ev1", NOON)
        assert not unit.deliveries.claim(HERE, "Ev2", NOON)
        assert not unit.deliveries.claim(THERE, "Ev1", NOON)


@pytest.mark.parametrize("what", ["oauth_states", "deliveries"])
def test_of_four_rivals_one_wins(storage: Storage, what: str) -> None:
    rounds, rivals = 150, 4
    with storage() as unit:
        for number in range(rounds):
            unit.oauth_states.add(HERE, f"state{number}", NOON + MINUTE)
        unit.commit()
    barrier = Barrier(rivals)

    def run(_: int) -> list[bool]:
        won = []
        for number in range(rounds):
            barrier.wait(timeout=30)
            with storage() as unit:
                if what == "deliveries":
                    won.append(unit.deliveries.claim(HERE, f"Ev{number}", NOON))
                else:
                    won.append(unit.oauth_states.take(HERE, f"state{number}", NOON))
                unit.commit()
        return won

    with ThreadPoolExecutor(rivals) as pool:
        results = list(pool.map(run, range(rivals)))
    assert [sum(each) for each in zip(*results, strict=True)] == [1] * rounds


def test_no_byte_of_a_removed_installation_stays_in_the_files(tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    with storage() as unit:
        unit.installations.save(replace(INSTALLED, sealed="CANARY-" * 40))
        unit.commit()
    with storage() as unit:
        unit.installations.remove(HERE, NOON + MINUTE)
        unit.commit()
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    storage.close()
    assert files["bot.sqlite3"]
    assert [name for name, content in files.items() if b"CANARY" in content] == []
