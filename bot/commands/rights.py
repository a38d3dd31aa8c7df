"""What a person may do, read when they do it: what the platform says, and the workspace's own list."""

from dataclasses import replace
from typing import Any

from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Permission
from bot.errors import StorageError
from bot.identity import Actor, Role


def with_rights(services: Services, actor: Actor, spec: CommandSpec[Any, Any]) -> Actor:
    """Return the actor with what the list adds, where the command asks for it.

    Raises:
        StorageError: the list cannot be read, and without it nobody can say whether the person may call the command.
    """
    if not spec.asks_rights or actor.is_manager or not actor.at_home:
        return actor
    try:
        with services.unit_of_work(read_only=True) as work:
            listed = work.roles.of(actor.tenant, actor.user_id)
    except StorageError:
        if spec.permission is not Permission.EVERYONE:
            raise
        return actor
    return replace(actor, is_manager=listed is Role.MANAGER, is_editor=actor.is_editor or listed is Role.EDITOR)
