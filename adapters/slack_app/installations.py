"""The workspaces that have the bot: one named by a setting, or many that were installed by OAuth."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from adapters.platform import Core
from adapters.slack_app.expiring import Expiring
from adapters.slack_app.sealing import Sealer, Tokens
from bot.commands.keeping import arrived, left
from bot.installation_rows import Installation

_log = logging.getLogger(__name__)

PLATFORM = "slack"
_KEPT = timedelta(seconds=60)
_KEPT_DEAD = timedelta(hours=1)
_MOST = 2000


def tenant_of(team: str) -> str:
    """Return the key under which everything of a workspace is kept."""
    return f"{PLATFORM}:{team}"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Installed:
    """The bot in one workspace. Has no repr: it holds a token."""

    team: str
    tokens: Tokens


class Installations(Protocol):
    """Finds the token for a workspace."""

    async def find(self, team: str | None) -> Installed | None:
        """Return the installation, or None where the bot is not (or no longer) installed.

        Raises:
            StorageError: the database cannot be read.
        """
        ...

    async def end(self, team: str, at: datetime) -> None:
        """Forget the workspace's tokens, unless it installed the bot anew after ``at``."""
        ...

    def dead(self, token: str, code: str) -> None:
        """Note that Slack will never take this token again."""
        ...


class OneWorkspace:
    """The workspace whose token is a setting; ``ended`` is set when Slack takes the token back."""

    def __init__(self, installed: Installed) -> None:
        self._installed = installed
        self.ended = asyncio.Event()

    async def find(self, team: str | None) -> Installed | None:
        """Return the one installation: in shared channels people of other workspaces speak to it too."""
        del team
        return None if self.ended.is_set() else self._installed

    async def end(self, team: str, at: datetime) -> None:
        """Note that the token is of no use any more."""
        del at
        if team == self._installed.team:
            self.ended.set()

    def dead(self, token: str, code: str) -> None:
        """Note that the token is of no use any more."""
        if token == self._installed.tokens.bot_token:
            _log.warning("Slack refuses the bot token: %s", code)
            self.ended.set()


class ManyWorkspaces:
    """Workspaces kept in the database, their tokens sealed."""

    def __init__(self, core: Core, sealer: Sealer) -> None:
        self._core = core
        self._sealer = sealer
        self._known: Expiring[str, Installed] = Expiring(_MOST, _KEPT, core.now)
        self._dead: Expiring[str, bool] = Expiring(_MOST, _KEPT_DEAD, core.now)

    async def find(self, team: str | None) -> Installed | None:
        """Return the installation of a workspace."""
        if not team:
            return None
        known = self._known.get(team)
        if known is None:
            known = await self._core.worker.call(self._read, team)
            if known is not None:
                self._known.put(team, known)
        if known is not None and self._dead.get(known.tokens.bot_token):
            return None
        return known

    async def save(self, team: str, tokens: Tokens) -> None:
        """Keep a new installation."""
        tenant = tenant_of(team)
        sealed = self._sealer.seal(tenant, tokens)
        await self._core.worker.call(
            self._write, Installation(tenant=tenant, sealed=sealed, installed_at=self._core.now())
        )
        self._known.drop(team)
        self._dead.drop(tokens.bot_token)

    async def end(self, team: str, at: datetime) -> None:
        """Delete the workspace's tokens; the rest of it follows after a month."""
        self._known.drop(team)
        if await self._core.worker.call(self._remove, tenant_of(team), at):
            _log.info("installation ended")

    def dead(self, token: str, code: str) -> None:
        """Stop using a token at its first refusal."""
        _log.warning("Slack refuses an installation's token: %s", code)
        self._dead.put(token, True)

    def _read(self, team: str) -> Installed | None:
        with self._core.engine.storage(read_only=True) as work:
            found = work.installations.get(tenant_of(team))
        if found is None:
            return None
        tokens = self._sealer.open(found.tenant, found.sealed)
        if tokens is None:
            _log.error("an installation cannot be opened: is its key missing from NARUHAYA_TOKEN_KEYS?")
            return None
        return Installed(team=team, tokens=tokens)

    def _write(self, installation: Installation) -> None:
        with self._core.engine.storage() as work:
            work.installations.save(installation)
            arrived(work, installation.tenant)
            work.commit()

    def _remove(self, tenant: str, at: datetime) -> bool:
        with self._core.engine.storage() as work:
            removed = work.installations.remove(tenant, at)
            if removed:
                work.deliveries.prune(tenant, self._core.now() + _KEPT)
                left(work, tenant, self._core.now())
            work.commit()
        return removed
