"""A workspace's own list of editors and managers."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Connection

from bot.identity import Role
from bot.role_rows import Listed
from bot.storage.role_tables import RoleRow
from bot.storage.upsert import insert


class SqlRoles:
    """See ``bot.role_rows.RoleRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, tenant: str, user_id: str) -> Role:
        """Return the person's role in the list: a member where they are not in it."""
        role = self._connection.scalar(select(RoleRow.role).where(RoleRow.tenant == tenant, RoleRow.user_id == user_id))
        return Role(role) if role else Role.MEMBER

    def give(self, tenant: str, line: Listed) -> None:
        """Keep the line in place of an older one for the same person."""
        columns = {
            "name": line.name,
            "role": line.role.value,
            "given_by": line.given_by,
            "given_at": line.given_at,
        }
        self._connection.execute(
            insert(self._connection, RoleRow)
            .values(tenant=tenant, user_id=line.user_id, **columns)
            .on_conflict_do_update(index_elements=[RoleRow.tenant, RoleRow.user_id], set_=columns)
        )

    def take(self, tenant: str, user_id: str) -> bool:
        """Take the person off the list; tell whether they were on it."""
        gone = self._connection.execute(
            delete(RoleRow).where(RoleRow.tenant == tenant, RoleRow.user_id == user_id).returning(RoleRow.user_id)
        )
        return gone.first() is not None

    def all(self, tenant: str) -> tuple[Listed, ...]:
        """Return the list: managers first, the longest there first."""
        rows = self._connection.scalars(
            select(RoleRow)
            .where(RoleRow.tenant == tenant)
            .order_by(RoleRow.role.desc(), RoleRow.given_at, RoleRow.user_id)
            .execution_options(populate_existing=True)
        )
        return tuple(
            Listed(
                user_id=row.user_id, name=row.name, role=Role(row.role), given_by=row.given_by, given_at=row.given_at
            )
            for row in rows
        )
