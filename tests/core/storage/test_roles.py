from datetime import timedelta

from bot.identity import Role
from bot.ports import UnitOfWorkFactory
from bot.role_rows import Listed
from bot.storage.unit_of_work import Storage
from tests.core.storage.people_and_quizzes import NOON, person

HERE, THERE = "slack:T1", "slack:T2"


def line(user_id: str, role: Role = Role.EDITOR, minutes: int = 0, given_by: str = "U0") -> Listed:
    return Listed(
        user_id=user_id, name=user_id.title(), role=role, given_by=given_by, given_at=NOON + timedelta(minutes=minutes)
    )


def test_a_role_is_given_changed_and_taken_in_one_workspace_alone(units: UnitOfWorkFactory) -> None:
    with units() as work:
        work.roles.give(HERE, line("u1"))
        work.roles.give(HERE, line("u1", Role.MANAGER))
        work.roles.give(THERE, line("u1"))
        work.commit()
    with units() as work:
        assert work.roles.of(HERE, "u1") is Role.MANAGER
        assert work.roles.of(THERE, "u1") is Role.EDITOR
        assert work.roles.of(HERE, "u2") is Role.MEMBER
        assert work.roles.take(HERE, "u1")
        assert not work.roles.take(HERE, "u1")
        work.commit()
    with units(read_only=True) as work:
        assert work.roles.of(HERE, "u1") is Role.MEMBER
        assert work.roles.of(THERE, "u1") is Role.EDITOR


def test_the_list_has_managers_first_then_the_longest_there(units: UnitOfWorkFactory) -> None:
    with units() as work:
        for each in (line("u1", minutes=2), line("u2", minutes=1), line("u3", Role.MANAGER, minutes=3)):
            work.roles.give(HERE, each)
        work.roles.give(THERE, line("u9"))
        work.commit()
    with units(read_only=True) as work:
        assert [each.user_id for each in work.roles.all(HERE)] == ["u3", "u2", "u1"]


def test_who_is_forgotten_has_no_role_and_gave_none_by_name(storage: Storage) -> None:
    with storage() as work:
        work.roles.give(HERE, line("u1", given_by="u2"))
        work.roles.give(HERE, line("u2", Role.MANAGER))
        work.commit()
    with storage() as work:
        assert len(work.people.export(person("u2"))["roles"]) == 2
        work.people.forget(person("u2"), "former-x7")
        work.commit()
    with storage(read_only=True) as work:
        assert [(each.user_id, each.given_by) for each in work.roles.all(HERE)] == [("u1", "former-x7")]
