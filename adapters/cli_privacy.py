"""``naruhaya privacy``: what is kept about one person, for the operator whom that person, or a platform, asked."""

import sys
from pathlib import Path
from typing import Protocol

import click

from bot.clock import Clock
from bot.commands.me import as_json, forget_person, holdings
from bot.engine import Engine
from bot.identity import Actor

_FOUND_NOTHING = 1


class HasEngine(Protocol):
    """What these commands need of a session."""

    @property
    def engine(self) -> Engine:
        """The engine on the chosen database."""

    @property
    def clock(self) -> Clock:
        """What tells when it was exported."""


def privacy_commands() -> click.Group:
    """Return the ``privacy`` group of commands."""

    @click.group("privacy", help="Export or delete what is kept about one person.")
    def group() -> None:
        pass

    group.add_command(_export())
    group.add_command(_delete())
    group.add_command(_delete_workspace())
    return group


_PERSON = click.option("--person", required=True, metavar="ID", help="The platform's id of the person.")
WORKSPACE = click.option(
    "--workspace",
    required=True,
    metavar="PLATFORM:ID",
    help="Such as slack:T012AB3CD or discord:123456; outside Discord's servers discord:user-ID.",
)
"""The option that names a workspace."""


def _export() -> click.Command:
    @click.command("export", help="Print every row about the person as JSON.")
    @_PERSON
    @WORKSPACE
    @click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
    @click.pass_obj
    def run(session: HasEngine, person: str, workspace: str, output: Path | None) -> None:
        actor = actor_in(person, workspace)
        tables = holdings(session.engine.services, actor)
        document = as_json(actor, tables, session.clock.now())
        if output is None:
            sys.stdout.buffer.write(document)
        else:
            output.touch(mode=0o600)
            output.write_bytes(document)
        if not any(tables.values()):
            sys.exit(_FOUND_NOTHING)

    return run


def _delete() -> click.Command:
    @click.command("delete", help="Delete the person; answers stay without name or id. Safe to repeat.")
    @_PERSON
    @WORKSPACE
    @click.option("--yes", is_flag=True, help="Do not ask.")
    @click.pass_obj
    def run(session: HasEngine, person: str, workspace: str, yes: bool) -> None:
        actor = actor_in(person, workspace)
        if not yes:
            click.confirm(f"Delete everything about {person} in {workspace}?", abort=True)
        rows = forget_person(session.engine.services, actor)
        click.echo(f"{rows} rows deleted or made nameless.")

    return run


def _delete_workspace() -> click.Command:
    @click.command("delete-workspace", help="Delete everything about a workspace, its token included.")
    @WORKSPACE
    @click.option("--yes", is_flag=True, help="Do not ask.")
    @click.pass_obj
    def run(session: HasEngine, workspace: str, yes: bool) -> None:
        tenant = actor_in("nobody", workspace).tenant
        if not yes:
            click.confirm(f"Delete everything about the workspace {workspace}?", abort=True)
        with session.engine.storage() as work:
            rows = work.people.forget_workspace(tenant)
            work.commit()
        click.echo(f"{rows} rows deleted.")

    return run


def actor_in(person: str, workspace: str) -> Actor:
    """Return the person in the workspace, written as the option ``--workspace`` has it.

    Raises:
        click.BadParameter: it is not written so.
    """
    platform, colon, name = workspace.partition(":")
    if not (platform and colon and name):
        raise click.BadParameter(
            f"{workspace[:60]!r} is not PLATFORM:ID, such as slack:T012AB3CD", param_hint="--workspace"
        )
    return Actor(platform=platform, workspace=name, user_id=person, display_name=person)
