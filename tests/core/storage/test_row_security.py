"""The second wall on PostgreSQL: what a forgotten predicate would give away, the database keeps."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, select, text, update

from bot.doctor import Health, examine
from bot.errors import StorageError
from bot.identity import Place
from bot.quiz.model import SessionId
from bot.settings import Settings
from bot.storage import reach
from bot.storage.database import connect
from bot.storage.tables import Base, PersonRow, SessionRow
from bot.storage.unit_of_work import Storage, open_storage
from tests.core.commands.test_tenants import wander
from tests.core.commands.two_workspaces import House, arrange_in
from tests.core.storage.people_and_quizzes import HERE, OTHER_WORKSPACE, person, session

T1, T2 = HERE.tenant, OTHER_WORKSPACE.tenant


@pytest.fixture
def walled(request: pytest.FixtureRequest) -> Iterator[Storage]:
    """A PostgreSQL database, opened as an ordinary role, with a session and a person in each of two workspaces."""
    with request.getfixturevalue("server").database() as address:
        opened = open_storage(address)
        for place in (HERE, OTHER_WORKSPACE):
            with opened() as work:
                work.sessions.add(session("s1", place=place))
                work.people.introduce(person("u1", "U1", workspace=place.workspace))
                work.commit()
        yield opened
        opened.close()


def tenants_of(storage: Storage, tenant: str | None, *, first: Place | None = None) -> set[str]:
    """Return whose sessions a statement without a predicate finds, after another one of the same transaction."""
    with storage(read_only=True, tenant=tenant) as work:
        if first:
            work.sessions.get(first.tenant, SessionId("s1"))
        return set(work._connection.scalars(select(SessionRow.tenant)))


def test_every_table_is_behind_the_wall_for_its_owner_too(walled: Storage) -> None:
    with reach.unbound(walled._database.reader).connect() as connection:
        walls = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        assert set(connection.scalars(walls)) == set(Base.metadata.tables) - {"uptime"}
        assert reach.is_bound(connection)


def test_a_statement_that_forgot_its_tenant_finds_nothing(walled: Storage) -> None:
    assert tenants_of(walled, None) == set()
    assert tenants_of(walled, None, first=HERE) == set()


def test_a_unit_of_one_workspace_never_leaves_it(walled: Storage) -> None:
    assert tenants_of(walled, T1) == {T1}
    with walled(tenant=T1) as work:
        assert work.sessions.get(T1, SessionId("s1"))
        assert work.sessions.get(T2, SessionId("s1")) is None
        assert work.people.names(T2, ["u1"]) == {}
        changed = work._connection.execute(update(PersonRow).values(display_name="x").returning(PersonRow.tenant))
        assert set(changed.scalars()) == {T1}
        gone = work._connection.execute(delete(SessionRow).returning(SessionRow.tenant))
        assert set(gone.scalars()) == {T1}
        work.commit()
    with walled(read_only=True) as work:
        assert work.sessions.get(T2, SessionId("s1"))
        assert work.people.names(T2, ["u1"]) == {"u1": "U1"}


def test_a_unit_of_one_workspace_keeps_nothing_in_another(walled: Storage) -> None:
    with pytest.raises(StorageError, match="row-level security"), walled(tenant=T1) as work:
        work.sessions.add(session("s2", place=OTHER_WORKSPACE))


def test_what_looks_for_due_things_says_so_and_nothing_after_it_does(walled: Storage) -> None:
    with walled(read_only=True) as work:
        everywhere = set(work._connection.scalars(reach.anywhere(select(SessionRow.tenant))))
        after = set(work._connection.scalars(select(SessionRow.tenant)))
    assert (everywhere, after) == ({T1, T2}, set())
    with walled(read_only=True, tenant=T1) as work:
        assert set(work._connection.scalars(reach.anywhere(select(SessionRow.tenant)))) == {T1}


def test_the_next_transaction_of_a_connection_knows_nothing_of_the_last(walled: Storage) -> None:
    with walled(tenant=T1) as work:
        work.commit()
        assert set(work._connection.scalars(select(SessionRow.tenant))) == {T1}
    for _ in range(8):  # more than the pool has
        assert tenants_of(walled, None) == set()


def test_every_command_works_behind_the_wall_and_shows_nothing_of_others(request: pytest.FixtureRequest) -> None:
    with request.getfixturevalue("server").database() as address:
        opened = House(address)
        try:
            seen = wander(opened, arrange_in(opened), 300)
        finally:
            opened.close()

    assert seen.leaks == []
    assert seen.failures == []


def test_who_is_above_the_wall_is_told_apart(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("server")
    database = connect(server.url("postgres"), 5.0)
    with database.reader.connect() as connection:
        assert not reach.is_bound(connection)
    database.dispose()


def test_doctor_says_whether_the_wall_holds(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("server")
    with server.database() as address:
        found = {
            url: next(
                each
                for each in examine(Settings.from_env({"NARUHAYA_DATABASE_URL": url}))
                if each.subject == "database"
            )
            for url in (address, server.url("postgres"))
        }

    assert [each.health for each in found.values()] == [Health.OK, Health.NOTE]
    assert "BYPASSRLS" in found[server.url("postgres")].detail


def test_doctor_says_that_a_server_cannot_be_reached() -> None:
    settings = Settings.from_env({"NARUHAYA_DATABASE_URL": "postgresql://nobody@/nowhere?host=/nonexistent"})
    found = next(each for each in examine(settings) if each.subject == "database")

    assert found.health is Health.FAULT
    assert "cannot be used" in found.detail
