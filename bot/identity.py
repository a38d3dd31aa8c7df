"""Who asks, and where: the keys under which everything people make is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel or conversation; ``platform`` and ``workspace`` together are the tenant."""

    platform: str
    workspace: str
    channel: str
    thread: str | None = None

    @property
    def tenant(self) -> str:
        """The key that every row and query of this workspace carries."""
        return f"{self.platform}:{self.workspace}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in a workspace. Identity is the three ids; ``display_name`` is only what a board shows."""

    platform: str
    workspace: str
    user_id: str
    display_name: str
    is_manager: bool = False

    @property
    def tenant(self) -> str:
        """The key that every row and query of this person's workspace carries."""
        return f"{self.platform}:{self.workspace}"
