"""Seals all stored tokens under the newest key, so that an older one can be given up."""

from dataclasses import dataclass

from adapters.slack_app.sealing import Sealer
from bot.ports import UnitOfWorkFactory

_BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """How many installations were sealed anew, were under the newest key already, or open with no key at all."""

    resealed: int = 0
    current: int = 0
    unreadable: int = 0


def rotate(units: UnitOfWorkFactory, sealer: Sealer, batch: int = _BATCH) -> Rotation:
    """Seal what is not yet under the newest key anew; safe to break off, and to run again.

    Each batch is one transaction, so at every moment each row opens with one of the keys. A workspace that is installed
    anew meanwhile keeps its newer tokens.

    Raises:
        StorageError: the database cannot be used; what was done until then stays done.
    """
    resealed = current = unreadable = 0
    last = ""
    while True:
        with units() as work:
            tenants = work.installations.tenants(last, batch)
            for row in filter(None, map(work.installations.get, tenants)):
                if sealer.is_newest(row.sealed):
                    current += 1
                elif tokens := sealer.open(row.tenant, row.sealed):
                    resealed += work.installations.reseal(row, sealer.seal(row.tenant, tokens))
                else:
                    unreadable += 1
            work.commit()
        if not tenants:
            return Rotation(resealed=resealed, current=current, unreadable=unreadable)
        last = tenants[-1]
