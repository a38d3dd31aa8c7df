"""Encrypts an installation's tokens, bound to their workspace: a row moved to another one does not open."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Tokens:
    """What one installation gave us. Has no repr: it holds a token."""

    bot_token: str
    bot_user_id: str
    bot_id: str
    scopes: str


class Sealer:
    """Seals with the newest key, opens with any."""

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            each = [Fernet(key) for key in keys]
            self._newest = each[0]
            self._fernet = MultiFernet(each)
        except (ValueError, IndexError) as error:
            raise ConfigError(
                "NARUHAYA_TOKEN_KEYS holds something that is no Fernet key: each is 32 bytes in URL-safe base64."
            ) from error

    def seal(self, tenant: str, tokens: Tokens) -> str:
        """Return the tokens encrypted together with the tenant they belong to."""
        return self._fernet.encrypt(json.dumps({"tenant": tenant, **asdict(tokens)}).encode()).decode()

    def is_newest(self, sealed: str) -> bool:
        """Return whether it is sealed with the newest key."""
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True

    def open(self, tenant: str, sealed: str) -> Tokens | None:
        """Return the tokens, or None when no key opens them or they belong to another tenant."""
        try:
            values = json.loads(self._fernet.decrypt(sealed.encode()))
        except (InvalidToken, ValueError):
            return None
        if values.pop("tenant", None) != tenant:
            return None
        return Tokens(**values)
