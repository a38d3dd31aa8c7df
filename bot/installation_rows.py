"""What the core asks of storage for the workspaces that have the bot, and for what platforms deliver."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The bot in one workspace. ``sealed`` holds its tokens as the adapter encrypted them; it is opaque here."""

    tenant: str
    sealed: str
    installed_at: datetime


class InstallationRepository(Protocol):
    """The workspaces that have the bot."""

    def get(self, tenant: str) -> Installation | None:
        """Return the installation, or None where the bot was never installed or is gone."""
        ...

    def save(self, installation: Installation) -> None:
        """Keep an installation in place of an older one of the same workspace."""
        ...

    def remove(self, tenant: str, installed_before: datetime) -> bool:
        """Delete the installation unless it is newer than that; tell whether there was one to delete."""
        ...

    def tenants(self, after: str, limit: int) -> tuple[str, ...]:
        """Return at most ``limit`` workspaces that have the bot, in order, those up to ``after`` left out."""
        ...

    def reseal(self, installation: Installation, sealed: str) -> bool:
        """Keep the tokens sealed anew; False, and nothing done, when the installation is no longer this one."""
        ...


class OAuthStateRepository(Protocol):
    """What was handed to browsers that began to install the bot; each is taken back once."""

    def add(self, tenant: str, state: str, expires_at: datetime) -> None:
        """Keep a state and drop those that ran out a day before it does."""
        ...

    def take(self, tenant: str, state: str, now: datetime) -> bool:
        """Delete the state; True for exactly one caller, and only before it runs out."""
        ...


class DeliveryRepository(Protocol):
    """What a platform has delivered, so that the same thing delivered again has no second effect."""

    def claim(self, tenant: str, key: str, now: datetime) -> bool:
        """Keep ``key``; True for the first caller, False for everyone after."""
        ...

    def prune(self, tenant: str, before: datetime) -> int:
        """Delete the tenant's keys claimed before that moment; return how many there were."""
        ...
