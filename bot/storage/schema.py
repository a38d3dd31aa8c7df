"""Brings a database to the schema of this version, and refuses one that is newer.

Alembic takes long to import, so it is loaded only for a database that is not at ``HEAD`` already.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.errors import StorageError
from bot.storage import reach, sqlite_file
from bot.storage.database import Database

HEAD = "0013"
"""The newest migration's revision; a test compares it with the files."""

MIGRATIONS = Path(__file__).parent / "migrations"

# PostgreSQL locks by number; this one stands for "Naruhaya migrates".
_MIGRATION_LOCK = 0x6E617275


def bring_to_head(database: Database, busy_timeout_s: float) -> None:
    """Run the migrations that the database lacks, all in one transaction.

    Raises:
        StorageError: the database is newer than the program, or another program's; it is left as it was.
        SQLAlchemyError: it cannot be read or written.
    """
    if database.path is not None:
        # Looked at before any engine connects: connecting sets the journal mode, which writes to the file.
        current = sqlite_file.revision(database.path, busy_timeout_s)
    else:
        with database.reader.connect() as connection:
            current = _revision(connection)
    if current == HEAD:
        return
    refuse_newer(database.name, current)
    with reach.unbound(database.writer).begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        if _revision(connection) != HEAD:
            _upgrade(connection)
            reach.protect(connection)


def refuse_newer(name: str, revision: str | None) -> None:
    """Let pass a database without schema, or of one that this version knows.

    Raises:
        StorageError: the database called ``name`` stands at a revision that this version has no migration for.
    """
    if revision is not None and revision not in known_revisions():
        raise StorageError(f"The database {name} was made by a newer version of Naruhaya: update first.")


def known_revisions() -> set[str]:
    """Return the revisions that this version has migrations for."""
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
