"""A workspace's list of editors and managers that lives in memory."""

from bot.identity import Role
from bot.role_rows import Listed

RoleRows = dict[tuple[str, str], Listed]


class FakeRoles:
    def __init__(self, rows: RoleRows) -> None:
        self._rows = rows

    def of(self, tenant: str, user_id: str) -> Role:
        line = self._rows.get((tenant, user_id))
        return line.role if line else Role.MEMBER

    def give(self, tenant: str, line: Listed) -> None:
        self._rows[tenant, line.user_id] = line

    def take(self, tenant: str, user_id: str) -> bool:
        return self._rows.pop((tenant, user_id), None) is not None

    def all(self, tenant: str) -> tuple[Listed, ...]:
        lines = [line for (owner, _), line in self._rows.items() if owner == tenant]
        return tuple(sorted(lines, key=lambda line: (line.role is not Role.MANAGER, line.given_at, line.user_id)))
