"""What the core asks of storage for a workspace's own list of editors and managers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.identity import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of the list: what somebody may, what they were called then, and who gave it to them."""

    user_id: str
    name: str
    role: Role
    given_by: str
    given_at: datetime


class RoleRepository(Protocol):
    """The list. It adds to what the platform says, and takes nothing from it."""

    def of(self, tenant: str, user_id: str) -> Role:
        """Return the person's role in the list: a member where they are not in it."""
        ...

    def give(self, tenant: str, line: Listed) -> None:
        """Keep the line in place of an older one for the same person."""
        ...

    def take(self, tenant: str, user_id: str) -> bool:
        """Take the person off the list; tell whether they were on it."""
        ...

    def all(self, tenant: str) -> tuple[Listed, ...]:
        """Return the list: managers first, the longest there first."""
        ...
