import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ForeignKeyConstraint, String, UniqueConstraint, create_engine, inspect, text

from bot.errors import StorageError
from bot.storage import schema
from bot.storage.columns import PersonId, Tenant
from bot.storage.database import connect
from bot.storage.people import HOLDINGS
from bot.storage.tables import Base
from bot.storage.unit_of_work import Storage, open_storage


def test_the_migrations_make_exactly_the_tables_that_are_declared(storage: Storage) -> None:
    with storage._database.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [schema.HEAD]
    assert schema.HEAD in schema.known_revisions()


def test_every_constraint_has_a_name(storage: Storage) -> None:
    inspector = inspect(storage._database.writer)
    for table in Base.metadata.tables:
        keys = [*inspector.get_foreign_keys(table), *inspector.get_check_constraints(table)]
        assert all(key["name"] for key in [*keys, inspector.get_pk_constraint(table)])


def test_every_row_carries_its_tenant() -> None:
    for name, table in Base.metadata.tables.items():
        assert table.primary_key.columns.keys()[0] == "tenant", name
        assert isinstance(table.c.tenant.type, Tenant), f"{name}: row-level security goes by the type"


def test_whatever_points_or_is_unique_does_so_within_its_tenant() -> None:
    for name, table in Base.metadata.tables.items():
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint):
                pairs = [(key.parent.name, key.column.name) for key in constraint.elements]
                assert pairs[0] == ("tenant", "tenant"), f"{name}: {pairs}"
            elif isinstance(constraint, UniqueConstraint):
                assert constraint.columns.keys()[0] == "tenant", f"{name}: {constraint.columns.keys()}"
        for index in table.indexes:
            assert not index.unique or index.columns.keys()[0] == "tenant", f"{name}: {index.name}"


def test_every_table_with_a_persons_id_says_how_it_is_exported_and_forgotten() -> None:
    personal = {
        name
        for name, table in Base.metadata.tables.items()
        if any(isinstance(column.type, PersonId) for column in table.columns)
    }
    assert personal == set(HOLDINGS)


def test_no_persons_id_hides_in_a_plain_column() -> None:
    suspicious = ("user", "person", "actor", "member", "author", "_by", "player", "owner")
    plain = [
        f"{name}.{column.name}"
        for name, table in Base.metadata.tables.items()
        for column in table.columns
        if any(word in column.name for word in suspicious) and isinstance(column.type, String)
    ]
    assert plain == []


def test_opening_twice_changes_nothing(url: str) -> None:
    open_storage(url).close()
    database = connect(url, 5.0)
    with database.reader.connect() as connection:
        before = connection.scalar(text("SELECT version_num FROM alembic_version"))
    database.dispose()
    open_storage(url).close()
    assert before == schema.HEAD


def test_a_newer_database_is_refused(url: str) -> None:
    open_storage(url).close()
    _set_revision(url, "9999")
    with pytest.raises(StorageError, match="newer version of Naruhaya"):
        open_storage(url)
    _set_revision(url, schema.HEAD)
    open_storage(url).close()


def _set_revision(url: str, revision: str) -> None:
    database = connect(url, 5.0)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    database.dispose()


def test_a_migration_that_fails_leaves_the_old_schema(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "migrations"
    (broken / "versions").mkdir(parents=True)
    for path in (schema.MIGRATIONS / "env.py", *(schema.MIGRATIONS / "versions").glob("0*.py")):
        (broken / path.relative_to(schema.MIGRATIONS)).write_bytes(path.read_bytes())
    (broken / "versions" / "9998_broken.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '9998'\ndown_revision = '{schema.HEAD}'\n"
        "def upgrade():\n"
        "    op.create_table('half', sa.Column('id', sa.Integer()))\n"
        "    op.execute('INSERT INTO missing VALUES (1)')\n",
        encoding="utf-8",
    )
    open_storage(url).close()
    monkeypatch.setattr(schema, "MIGRATIONS", broken)
    monkeypatch.setattr(schema, "HEAD", "9998")
    with pytest.raises(StorageError, match="missing"):
        open_storage(url)
    monkeypatch.undo()
    storage = open_storage(url)
    assert not inspect(storage._database.writer).has_table("half")
    storage.close()


def test_two_processes_may_open_a_new_database_at_once(url: str) -> None:
    code = "import sys; from bot.storage.unit_of_work import open_storage; open_storage(sys.argv[1]).close()"
    children = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(3)]
    assert [child.wait(timeout=60) for child in children] == [0, 0, 0]


def test_a_database_at_head_is_opened_without_alembic(url: str) -> None:
    open_storage(url).close()
    code = (
        "import sys; from bot.storage.unit_of_work import open_storage; open_storage(sys.argv[1]).close(); "
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, url], check=False, timeout=60).returncode == 0


def test_another_programs_tables_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bookmarks (id INTEGER)"))
    engine.dispose()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="belongs to another program"):
        open_storage(f"sqlite:///{path}")
    assert path.read_bytes() == before
