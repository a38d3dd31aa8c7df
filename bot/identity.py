"""Who asks, and where: the keys under which everything people make is kept."""

from dataclasses import dataclass
from enum import StrEnum

PERSONAL = "user-"
"""What the name of a workspace begins with that is one person's: on Discord, everything outside servers."""
FORMER = "former-"
"""What stands for a person who was forgotten begins with this."""


class Role(StrEnum):
    """What a person may do in a workspace: an editor also decides on the team's words, a manager on everything."""

    MEMBER = "member"
    EDITOR = "editor"
    MANAGER = "manager"


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

    @property
    def is_direct(self) -> bool:
        """Whether one person talks to the bot here; ids of such conversations begin with D on Slack."""
        return self.workspace.startswith(PERSONAL) or (self.platform == "slack" and self.channel.startswith("D"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in a workspace. Identity is the three ids; ``display_name`` is only what a board shows.

    ``is_manager`` and ``is_editor`` are rights at this moment, as the platform and the workspace's own list give
    them. Who is not ``at_home`` is a guest of another workspace in a shared channel: no list gives them anything.
    """

    platform: str
    workspace: str
    user_id: str
    display_name: str
    is_manager: bool = False
    is_editor: bool = False
    at_home: bool = True

    @property
    def role(self) -> Role:
        """The highest role the person has."""
        return Role.MANAGER if self.is_manager else Role.EDITOR if self.is_editor else Role.MEMBER

    @property
    def tenant(self) -> str:
        """The key that every row and query of this person's workspace carries."""
        return f"{self.platform}:{self.workspace}"

    @property
    def has_own_workspace(self) -> bool:
        """Whether nobody else's rows are under this person's workspace."""
        return self.workspace == f"{PERSONAL}{self.user_id}"
