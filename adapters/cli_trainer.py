"""``naruhaya trainer --json | --csv``: a workspace's report for whoever runs the bot."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

import click
import msgspec

from adapters.console import Console
from adapters.programs import Json
from bot.commands import options as command_options
from bot.commands.spec import Value
from bot.commands.trainer import TRAINER
from bot.commands.trainer_view import Shown, as_csv, rows_of
from bot.engine import Engine


class HasConsole(Protocol):
    """What this command needs of a session."""

    @property
    def engine(self) -> Engine:
        """The engine on the chosen data and database."""

    @property
    def console(self) -> Console:
        """A conversation with it."""


def trainer_command(show: click.Command) -> click.Command:
    """Return ``show`` with options for programs: JSON, CSV, and whose workspace it is about."""
    callback: Callable[..., Any] | None = show.callback

    @click.pass_context
    def run(
        context: click.Context, /, as_json: bool = False, csv: bool = False, workspace: str | None = None, **given: Any
    ) -> None:
        if not (as_json or csv or workspace) and callback is not None:
            context.invoke(callback, **given)
            return
        values = {name: value for name, value in given.items() if value is not None}
        shown = _report(context.obj, values, workspace)
        text = as_csv(shown) if csv else msgspec.json.encode(trainer_shape(shown)).decode() + "\n"
        click.echo(text.encode(), nl=False)

    extra = (
        click.Option(["--json", "as_json"], is_flag=True, help="Print JSON for programs."),
        click.Option(["--csv"], is_flag=True, help="Print comma-separated values."),
        click.Option(
            ["--workspace"], metavar="TENANT", help="Whose: platform:id, such as slack:T01ABC; else the console's."
        ),
    )
    return click.Command(show.name, params=[*show.params, *extra], callback=run, help=show.help)


def trainer_shape(shown: Shown) -> dict[str, Json]:
    """Return every row of the report; ``"left_out"`` counts those about fewer than five people."""
    return {
        "window": shown.params.window.value,
        "domain": shown.params.domain.value if shown.params.domain else None,
        "answers": shown.answers,
        "cut": shown.is_cut,
        "left_out": shown.report.left_out,
        "rows": [
            {"table": table, "item": item, "other": other or None, "count": count, "of": of}
            for table, item, other, count, of in rows_of(shown)
        ],
    }


def _report(session: HasConsole, values: Mapping[str, Value], workspace: str | None) -> Shown:
    """Return the report of a workspace.

    Raises:
        click.UsageError: the workspace is not written as one, or an option cannot be used.
    """
    console = session.console
    params = command_options.read(TRAINER, values)
    if isinstance(params, tuple):
        raise click.UsageError(" ".join(console.say(fault.problem) for fault in params))
    invocation = console.invocation(TRAINER.name, values)
    if workspace:
        platform, colon, name = workspace.partition(":")
        if not (platform and colon and name):
            raise click.UsageError("--workspace is platform:id, such as slack:T01ABC or discord:1234567890.")
        actor = replace(invocation.actor, platform=platform, workspace=name)
        invocation = replace(
            invocation, actor=actor, place=replace(invocation.place, platform=platform, workspace=name)
        )
    return TRAINER.handler(session.engine.services.of(invocation.place.tenant), invocation, params)
