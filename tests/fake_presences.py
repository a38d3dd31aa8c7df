"""Where the bot is, in memory. What is old is only ever deleted from a real database."""

from collections.abc import Sequence
from datetime import datetime

from bot.presence_rows import Until

PresenceRows = dict[str, datetime | None]


class FakePresences:
    def __init__(self, rows: PresenceRows) -> None:
        self._rows = rows

    def here(self, platform: str) -> frozenset[str]:
        return frozenset(
            tenant for tenant, left in self._rows.items() if left is None and tenant.startswith(f"{platform}:")
        )

    def arrive(self, tenant: str) -> None:
        self._rows[tenant] = None

    def leave(self, tenant: str, at: datetime) -> None:
        self._rows[tenant] = self._rows.get(tenant) or at

    def has_left(self, tenant: str, by: datetime) -> bool:
        left = self._rows.get(tenant)
        return left is not None and left <= by

    def gone(self, by: datetime, limit: int) -> Sequence[str]:
        left = sorted((at, tenant) for tenant, at in self._rows.items() if at is not None and at <= by)
        return [tenant for _, tenant in left][:limit]

    def with_old(self, until: Until, limit: int) -> Sequence[str]:
        return ()

    def prune(self, tenant: str, until: Until) -> int:
        return 0
