"""``naruhaya team``: a team's own words and house rules as a file, for whoever runs the bot."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from adapters.cli_privacy import WORKSPACE, actor_in
from adapters.console import make_output
from bot.clock import Clock
from bot.commands.spec import View
from bot.engine import Engine
from bot.localized import Localized
from bot.reply import Reply, Tone
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.team.exchange import FileKind

_FAULT = 2
_STANDARD = "-"
_READ_AT_MOST = 1_000_001
"""One byte more than is looked at: that tells a file that is too large."""
_KINDS = ("csv", "json", "toml")
_WROTE = Localized("{path}: {what}", "{path}：{what}")


class Session(Protocol):
    """What these commands need of a session."""

    @property
    def engine(self) -> Engine:
        """The engine on the chosen database."""

    @property
    def settings(self) -> Settings:
        """The settings, with the language of the answers."""

    @property
    def clock(self) -> Clock:
        """What tells when something was imported."""


def team_commands() -> click.Group:
    """Return the ``team`` group of commands."""

    @click.group("team", help="Export or import a team's own words and house rules.")
    def group() -> None:
        pass

    group.add_command(_export())
    group.add_command(_import())
    return group


_FILE = click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
_KIND = click.option("--format", "kind", type=click.Choice(_KINDS), help="Told by the file's name if not given.")


def _export() -> click.Command:
    @click.command("export", help="Write the published words and the rules to FILE, or to - for standard output.")
    @_FILE
    @WORKSPACE
    @_KIND
    @click.option("--force", is_flag=True, help="Write over files that are there.")
    @click.pass_obj
    def run(session: Session, file: Path, workspace: str, kind: str | None, force: bool) -> None:
        from bot.commands.term_exchange import export_words
        from bot.commands.term_exchange_view import exported_words

        view = View(locale=session.settings.locale)
        tenant = actor_in("operator", workspace).tenant
        exported = export_words(session.engine.services, tenant, _kind(file, kind), view.locale)
        if str(file) == _STANDARD:
            if len(exported.files) > 1:
                raise click.UsageError("The words do not fit into one file that can be imported: name a file.")
            sys.stdout.buffer.write(exported.files[0])
            return
        paths = [file, *(file.with_stem(f"{file.stem}-{part}") for part in range(2, len(exported.files) + 1))]
        there = [path for path in paths if path.exists() and not force]
        if there:
            raise click.UsageError(f"{there[0]} is there already: --force writes over it.")
        for path, content in zip(paths, exported.files, strict=True):
            path.write_bytes(content)
        what = exported_words(exported, view)
        click.echo(view.say(_WROTE.format(path=", ".join(map(str, paths)), what=what)))

    return run


def _import() -> click.Command:
    @click.command(
        "import", help="Import words and rules from FILE, or from - for standard input: all of it or nothing."
    )
    @_FILE
    @WORKSPACE
    @_KIND
    @click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
    @click.option(
        "--withdraw-missing", is_flag=True, help="Withdraw published words and rules that the file does not name."
    )
    @click.option(
        "--by",
        metavar="ID",
        default="operator",
        show_default=True,
        help="The platform's id of the person who looks after the new words.",
    )
    @click.pass_obj
    def run(
        session: Session,
        file: Path,
        workspace: str,
        kind: str | None,
        dry_run: bool,
        withdraw_missing: bool,
        by: str,
    ) -> None:
        from bot.commands.term_exchange import Given, import_words, preview_import
        from bot.commands.term_exchange_view import present_outcome

        actor = actor_in(by, workspace)
        name = f"{file.stem}.{kind}" if kind else file.name
        given = Given(name=name, content=_content(file), withdraw_missing=withdraw_missing)
        services = session.engine.services
        if dry_run:
            outcome = preview_import(services, actor.tenant, given)
        else:
            outcome = import_words(services, actor, given, session.clock.now())
        _tell(present_outcome(outcome, View(locale=session.settings.locale), done=not dry_run))

    return run


def _kind(file: Path, kind: str | None) -> "FileKind":
    from bot.team.exchange import FileKind, kind_named

    found = FileKind(kind) if kind else kind_named(file.name)
    if found is None:
        raise click.UsageError(
            f"{file} does not tell its kind: end its name in one of {', '.join(_KINDS)}, or give --format."
        )
    return found


def _content(file: Path) -> bytes:
    """Return the file's bytes, of one that is too large only so many that it is known to be."""
    if str(file) == _STANDARD:
        return sys.stdin.buffer.read(_READ_AT_MOST)
    try:
        with file.open("rb") as stream:
            return stream.read(_READ_AT_MOST)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from None


def _tell(reply: Reply) -> None:
    make_output(interactive=False).reply(reply)
    if reply.tone is Tone.WARNING:
        sys.exit(_FAULT)
