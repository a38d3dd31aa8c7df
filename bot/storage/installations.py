"""Installations, OAuth states and deliveries: what keeps a platform's messages to one effect each."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Delete, delete, select, update
from sqlalchemy.orm import Session as Connection

from bot.installation_rows import Installation
from bot.storage.reach import anywhere
from bot.storage.tables import DeliveryRow, InstallationRow, OAuthStateRow
from bot.storage.upsert import insert

_KEPT_AFTER_EXPIRY = timedelta(days=1)


class SqlInstallations:
    """Workspaces that have the bot; see ``bot.ports.InstallationRepository``. ``on_remove`` runs after a deletion."""

    def __init__(self, connection: Connection, on_remove: Callable[[], None]) -> None:
        self._connection = connection
        self._on_remove = on_remove

    def get(self, tenant: str) -> Installation | None:
        """Return the installation, if there is one."""
        row = self._connection.scalars(
            select(InstallationRow).where(InstallationRow.tenant == tenant).execution_options(populate_existing=True)
        ).first()
        if row is None:
            return None
        return Installation(tenant=row.tenant, sealed=row.sealed, installed_at=row.installed_at)

    def save(self, installation: Installation) -> None:
        """Keep the installation in place of an older one."""
        values = {"sealed": installation.sealed, "installed_at": installation.installed_at}
        self._connection.execute(
            insert(self._connection, InstallationRow)
            .values(tenant=installation.tenant, **values)
            .on_conflict_do_update(index_elements=[InstallationRow.tenant], set_=values)
        )

    def remove(self, tenant: str, installed_before: datetime) -> bool:
        """Delete the installation unless it is newer; tell whether there was one to delete."""
        gone = _deleted(
            self._connection,
            delete(InstallationRow).where(
                InstallationRow.tenant == tenant, InstallationRow.installed_at < installed_before
            ),
        )
        if gone:
            self._on_remove()
        return gone > 0

    def tenants(self, after: str, limit: int) -> tuple[str, ...]:
        """Return the next workspaces: keys are an operator's business, so this looks across all of them."""
        column = InstallationRow.tenant
        return tuple(
            self._connection.scalars(anywhere(select(column)).where(column > after).order_by(column).limit(limit))
        )

    def reseal(self, installation: Installation, sealed: str) -> bool:
        """Keep the tokens sealed anew, unless the workspace was installed or removed meanwhile."""
        done = self._connection.execute(
            update(InstallationRow)
            .where(InstallationRow.tenant == installation.tenant, InstallationRow.sealed == installation.sealed)
            .values(sealed=sealed)
            .execution_options(synchronize_session=False)
        )
        return isinstance(done, CursorResult) and done.rowcount > 0


class SqlOAuthStates:
    """Installations under way; see ``bot.ports.OAuthStateRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, tenant: str, state: str, expires_at: datetime) -> None:
        """Keep a state and drop those long out of date."""
        _deleted(
            self._connection,
            delete(OAuthStateRow).where(
                OAuthStateRow.tenant == tenant, OAuthStateRow.expires_at < expires_at - _KEPT_AFTER_EXPIRY
            ),
        )
        self._connection.add(OAuthStateRow(tenant=tenant, state=state, expires_at=expires_at))
        self._connection.flush()

    def take(self, tenant: str, state: str, now: datetime) -> bool:
        """Delete the state; True for exactly one caller, and only before it runs out."""
        # One statement: a read before the deletion would let two callers see the same state.
        taken = self._connection.scalar(
            delete(OAuthStateRow)
            .where(OAuthStateRow.tenant == tenant, OAuthStateRow.state == state)
            .returning(OAuthStateRow.expires_at)
            .execution_options(synchronize_session=False)
        )
        return taken is not None and now < taken


class SqlDeliveries:
    """What has been delivered; see ``bot.ports.DeliveryRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, tenant: str, key: str, now: datetime) -> bool:
        """Keep the key; False when it was kept before."""
        statement = (
            insert(self._connection, DeliveryRow)
            .values(tenant=tenant, key=key, claimed_at=now)
            .on_conflict_do_nothing(index_elements=[DeliveryRow.tenant, DeliveryRow.key])
            .returning(DeliveryRow.key)
        )
        return self._connection.execute(statement).first() is not None

    def prune(self, tenant: str, before: datetime) -> int:
        """Delete the tenant's old keys and return how many there were."""
        return _deleted(
            self._connection,
            delete(DeliveryRow).where(DeliveryRow.tenant == tenant, DeliveryRow.claimed_at < before),
        )


def _deleted(connection: Connection, statement: Delete) -> int:
    result = connection.execute(statement.execution_options(synchronize_session=False))
    return result.rowcount if isinstance(result, CursorResult) else 0
