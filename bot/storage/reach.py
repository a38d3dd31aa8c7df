"""Which workspace's rows a transaction may see: row-level security on PostgreSQL, the second wall.

The first is that every statement names its workspace. Here PostgreSQL is told which one that is, for this transaction
alone, and shows and takes no row of another: a statement that forgot to say it finds nothing. A unit of work that was
opened for one workspace stays in it, whatever its statements name. Only what looks for due things everywhere says so.
SQLite has no such thing, and is one company's anyway. Superusers and roles with BYPASSRLS are not bound by it.
"""

from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext

from bot.storage.columns import Tenant

ANYWHERE = "*"
"""What stands for all workspaces in the setting; it is no workspace's key."""
_SETTING = "naruhaya.tenant"
_REACH = "naruhaya_reach"
_ONLY = "naruhaya_only"
_POLICY = "of_tenant"
_NOBODYS = frozenset({"alembic_version", "uptime"})
"""Tables whose rows are no workspace's."""

Statement = TypeVar("Statement", bound=Executable)


def anywhere(statement: Statement) -> Statement:
    """Return a statement that may look into all workspaces: for keys and moments of what is due there."""
    return statement.execution_options(**{_REACH: ANYWHERE})


def only(engine: Engine, tenant: str) -> Engine:
    """Return the engine for transactions that cannot leave one workspace."""
    return engine.execution_options(**{_ONLY: tenant})


def unbound(engine: Engine) -> Engine:
    """Return the engine for what belongs to no workspace: migrations, and what looks at the database as a whole."""
    return engine.execution_options(**{_ONLY: ANYWHERE})


def watch(engine: Engine) -> None:
    """Have every transaction of a PostgreSQL engine say which workspace it is in, before each statement that asks."""
    event.listen(engine, "begin", _forget)
    event.listen(engine, "before_cursor_execute", _say)


def protect(connection: Connection) -> None:
    """Put every table under row-level security that is not yet, for its owner too; on SQLite do nothing."""
    if connection.dialect.name != "postgresql":
        return
    bound = set(
        connection.scalars(
            text("SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = current_schema()::regnamespace")
        )
    )
    quote = connection.dialect.identifier_preparer.quote
    for table in sorted(set(inspect(connection).get_table_names()) - _NOBODYS - bound):
        within = f"tenant = current_setting('{_SETTING}', true) OR current_setting('{_SETTING}', true) = '{ANYWHERE}'"
        for statement in (
            f"ALTER TABLE {quote(table)} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {quote(table)} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {_POLICY} ON {quote(table)} USING ({within}) WITH CHECK ({within})",
        ):
            connection.execute(text(statement))


def is_bound(connection: Connection) -> bool:
    """Return whether the role of a PostgreSQL connection is one that row-level security holds for."""
    return not connection.scalar(text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))


def _forget(connection: Connection) -> None:
    connection.info[_SETTING] = ""


def _say(
    connection: Connection,
    cursor: DBAPICursor,
    statement: str,
    parameters: Any,
    context: ExecutionContext | None,
    executemany: bool,
) -> None:
    """Set the workspace of the transaction to that of the statement, where it is another one than before."""
    del statement, parameters, executemany
    wanted = _wanted(connection, context)
    if wanted != connection.info.get(_SETTING, ""):
        # For this transaction: the connection goes back to the pool without it.
        cursor.execute("SELECT set_config(%s, %s, true)", (_SETTING, wanted))
        connection.info[_SETTING] = wanted


def _wanted(connection: Connection, context: ExecutionContext | None) -> str:
    """Return the workspace that a statement is to be in: nobody's if it neither names one nor says that it looks at all."""
    options = connection.get_execution_options() if context is None else context.execution_options
    held = options.get(_ONLY) or options.get(_REACH)
    if held:
        return str(held)
    given = (getattr(context, "compiled_parameters", None) or [{}])[0]
    binds = getattr(context and context.compiled, "binds", {})
    named = (given[name] for name, bind in binds.items() if name in given and isinstance(bind.type, Tenant))
    return str(next(named, ""))
