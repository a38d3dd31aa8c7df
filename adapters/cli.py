"""The command line: one click command for each declared command, and those that serve operators and programs.

click rather than typer, its wrapper: the commands are data here, and typer wants functions.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import SystemRandom
from typing import Any

import click
import msgspec

from adapters import programs
from adapters.cli_backup import backup_commands
from adapters.cli_general import general_commands
from adapters.cli_grade import grade_command
from adapters.cli_init import init_command
from adapters.cli_keys import key_commands
from adapters.cli_privacy import privacy_commands
from adapters.cli_quiz import quiz_commands
from adapters.cli_slack import slack_commands
from adapters.cli_srs import srs_commands
from adapters.cli_team import team_commands
from adapters.cli_trainer import trainer_command
from adapters.cli_wotd import wotd_commands
from adapters.console import (
    LOCAL,
    Console,
    converse,
    make_output,
    person,
    show_posts,
)
from adapters.console_files import folder_of, given, kept
from adapters.console_terminal import chat, posts_while_typing, prompt_lines
from adapters.given_files import FileRefused
from adapters.memory import built_to_stay
from adapters.platform_settings import VARIABLES as PLATFORM_VARIABLES
from adapters.platform_settings import PlatformSettings
from adapters.sendable import received
from adapters.text_options import MAX_INPUT
from bot.clock import SystemClock
from bot.commands import options as command_options
from bot.commands.catalog import VISIBLE
from bot.commands.define import Definition, look_up
from bot.commands.given import GivenFile
from bot.commands.spec import CommandSpec, OptionSpec, Value
from bot.engine import Engine, build_engine
from bot.errors import DataError
from bot.localized import Locale
from bot.reply import Reply, Tone
from bot.settings import Settings

_NOTHING_FOUND = 1
_FAULT = 2
_MAX_LINE = 10_000
_MAX_JSON_LINE = 10_000_000
_SHAPES: Mapping[str, Callable[[Any], dict[str, programs.Json]]] = {
    "define": programs.define_shape,
    "compare": programs.compare_shape,
    "explain": lambda explanation: programs.spot_shape(explanation.terms),
    "word": programs.word_shape,
    "scores": programs.scores_shape,
}
_FURTHER: Mapping[str, Callable[[click.Command], click.Command]] = {
    "quiz": quiz_commands,
    "trainer": trainer_command,
    "wotd": wotd_commands,
}
"""What makes more of a declared command: options and commands for operators and programs."""


class Session:
    """What the global options chose; the engine is built once, when a command first needs it."""

    def __init__(self, settings: Settings, name: str) -> None:
        self.settings = settings
        self.clock = SystemClock()
        self.actor = person(name)
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The engine on the chosen data and database."""
        if self._engine is None:
            with built_to_stay():
                self._engine = build_engine(self.settings, SystemRandom)
        return self._engine

    @property
    def console(self) -> Console:
        """A conversation of this person with the engine."""
        return Console(self.engine, self.actor, self.settings.locale, self.clock.now)

    def close(self) -> None:
        """Close the engine, if it was built."""
        if self._engine is not None:
            self._engine.close()


def build_cli(environ: Mapping[str, str]) -> click.Group:
    """Return the ``naruhaya`` command, reading settings from ``environ`` under its global options."""

    @click.group(
        help="Business Japanese, as soon as you can: look words up, tell them apart, practise.",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    @click.option(
        "--data",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder with glossary/ and contrasts/.",
    )
    @click.option("--database", metavar="URL", help="Address of the database.")
    @click.option("--lang", type=click.Choice([locale.value for locale in Locale]), help="Language of the answers.")
    @click.option("--as", "name", metavar="NAME", default="you", show_default=True, help="Who is at the keyboard.")
    @click.version_option(package_name="naruhaya")
    @click.pass_context
    def cli(context: click.Context, data: Path | None, database: str | None, lang: str | None, name: str) -> None:
        settings = Settings.from_env(environ, PLATFORM_VARIABLES)
        name = received(" ".join(name.split()), 40)
        if not name:
            raise click.BadParameter("a name has at least one letter", param_hint="--as")
        context.obj = Session(
            replace(
                settings,
                data=data or settings.data,
                database_url=database or settings.database_url,
                locale=Locale(lang) if lang else settings.locale,
            ),
            name,
        )
        context.call_on_close(context.obj.close)

    for spec in VISIBLE:
        command = _command(spec)
        further = _FURTHER.get(spec.name)
        cli.add_command(further(command) if further else command)
    for command in (
        _run(environ),
        _chat(),
        _lookup(),
        _spot(),
        grade_command(),
        _export(),
        _doctor(environ),
        _data(),
        general_commands(),
        srs_commands(),
        privacy_commands(),
        team_commands(),
        *backup_commands(),
    ):
        cli.add_command(command)
    cli.add_command(slack_commands(environ))
    cli.add_command(key_commands(environ))
    cli.add_command(init_command(environ))
    return cli


def _command(spec: CommandSpec[Any, Any]) -> click.Command:
    """Return the one-shot form of a declared command."""
    params: list[click.Parameter] = [_parameter(each) for each in spec.options]
    if spec.name in _SHAPES:
        params.append(click.Option(["--json", "as_json"], is_flag=True, help="Print JSON for programs."))

    @click.pass_obj
    def run(session: Session, /, as_json: bool = False, **typed: Any) -> None:
        values: dict[str, Value] = {}
        for each in spec.options:
            value = typed[each.name.replace("-", "_")]
            if isinstance(value, Path):
                values[each.name] = _file(session, value)
            elif value not in (None, ()):
                values[each.name] = received(" ".join(value), MAX_INPUT) if isinstance(value, tuple) else value
        if as_json:
            _print_json(session, spec, values)
        elif spec.name in {"quiz", "review", "round"}:
            _run_quiz(session, spec.name, values)
        else:
            _print_reply(session, spec, values)

    return click.Command(spec.name, params=params, callback=run, help=spec.summary.en)


def _file(session: Session, path: Path) -> Value:
    try:
        return given(path)
    except FileRefused as refusal:
        raise click.UsageError(session.console.say(refusal.sentence)) from refusal


def _parameter(spec: OptionSpec) -> click.Parameter:
    if spec.greedy:
        return click.Argument([spec.name.replace("-", "_")], nargs=-1, required=spec.required)
    kind: click.ParamType[Any]
    if spec.choices:
        kind = click.Choice(spec.choices, case_sensitive=False)
    elif spec.kind is bool:
        kind = click.BOOL
    elif issubclass(spec.kind, GivenFile):
        kind = click.Path(exists=True, dir_okay=False, path_type=Path)
    elif issubclass(spec.kind, int):
        kind = click.IntRange(spec.minimum, spec.maximum)
    else:
        kind = click.STRING
    return click.Option([f"--{spec.name}"], type=kind, default=None, help=spec.description.en)


def _print_reply(session: Session, spec: CommandSpec[Any, Any], values: Mapping[str, Value]) -> None:
    result = _call(session, spec, values)
    if isinstance(result, Definition):
        result = replace(result, whole=True)  # there is no button to press for the rest
    view = session.console.view
    reply = kept(spec.presenter(result, view), folder_of(session.settings), view.locale)
    make_output(interactive=False).reply(reply)
    _exit_as(reply)


def _print_json(session: Session, spec: CommandSpec[Any, Any], values: Mapping[str, Value]) -> None:
    result = _call(session, spec, values)
    _write_json(_SHAPES[spec.name](result))
    _exit_as(spec.presenter(result, session.console.view))


def _call(session: Session, spec: CommandSpec[Any, Any], values: Mapping[str, Value]) -> Any:
    """Return what the handler returns; not through the dispatcher, whose replies hide what the exit code tells.

    Raises:
        click.UsageError: an option cannot be used.
        StorageError: the database cannot be used.
    """
    params = command_options.read(spec, values)
    if isinstance(params, tuple):
        raise click.UsageError(" ".join(session.console.say(fault.problem) for fault in params))
    return spec.handler(session.engine.services.of(LOCAL.tenant), session.console.invocation(spec.name, values), params)


def _exit_as(reply: Reply) -> None:
    if reply.tone is not Tone.INFO and reply.tone is not Tone.SUCCESS:
        sys.exit(_NOTHING_FOUND)


def _run_quiz(session: Session, command: str, values: Mapping[str, Value]) -> None:
    session.engine.storage.open()
    console = session.console
    output = make_output(interactive=True)
    reply = console.invoke(command, values)
    output.reply(reply)
    show_posts(console, output)
    if not console.asking:
        _exit_as(reply)
        return
    with posts_while_typing(console, output):
        converse(console, prompt_lines(session.engine, _history(), console), output, until_answered=True)


def _run(environ: Mapping[str, str]) -> click.Command:
    @click.command("run", help="Run the bot on every platform that has tokens.")
    @click.pass_obj
    def run(session: Session) -> None:
        from adapters.serve import serve

        serve(session.settings, PlatformSettings.from_env(environ))

    return run


def _chat() -> click.Command:
    @click.command("chat", help="Talk to the bot.")
    @click.pass_obj
    def run(session: Session) -> None:
        chat(session.console, make_output(interactive=True), session.engine, _history())

    return run


def _lookup() -> click.Command:
    @click.command("lookup", help="Look up one query a line; print one JSON object a line.")
    @click.option("--stdin", is_flag=True, required=True, help="Read queries from standard input.")
    @click.pass_obj
    def run(session: Session, stdin: bool) -> None:
        del stdin
        services = session.engine.services.of(LOCAL.tenant)
        for query in _lines():
            found = look_up(services, query)
            _write_json(programs.lookup_shape(found.result, found.general))

    return run


def _spot() -> click.Command:
    @click.command("spot", help="Find the terms in one message a line, given and printed as JSON.")
    @click.option("--stdin", is_flag=True, required=True, help="Read messages from standard input.")
    @click.pass_obj
    def run(session: Session, stdin: bool) -> None:
        del stdin
        spotter = session.engine.services.of(LOCAL.tenant).spotter()
        for line in sys.stdin.buffer:
            try:
                message = programs.read_message(line[:_MAX_JSON_LINE])
            except ValueError as error:
                _write_json({"error": str(error)})
            else:
                _write_json(programs.spot_shape(spotter.find(message)))

    return run


def _export() -> click.Command:
    @click.command("export", help="Print the whole glossary as JSON.")
    @click.pass_obj
    def run(session: Session) -> None:
        _write_json(programs.export_shape(session.engine.glossary))

    return run


def _doctor(environ: Mapping[str, str]) -> click.Command:
    @click.command("doctor", help="Check settings, glossary and database; change nothing.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
    @click.option("--offline", is_flag=True, help="Do not ask the platforms about the tokens.")
    @click.pass_obj
    def run(session: Session, as_json: bool, offline: bool) -> None:
        from adapters.online_findings import examine_online
        from adapters.platform_findings import examine_platforms
        from bot.doctor import Health, examine

        online = () if offline else examine_online(environ)
        findings = (*examine(session.settings), *examine_platforms(environ), *online)
        well = all(finding.health is not Health.FAULT for finding in findings)
        if as_json:
            rows = [{"subject": each.subject, "health": each.health.value, "detail": each.detail} for each in findings]
            _write_json({"ok": well, "findings": rows})
        else:
            for each in findings:
                click.echo(f"{each.health.value:6}{each.subject}: {each.detail}")
        if not well:
            sys.exit(_FAULT)

    return run


def _data() -> click.Command:
    @click.command("data", help="Check the glossary files and count the entries by field.")
    @click.pass_obj
    def run(session: Session) -> None:
        from bot.lexicon.checks import domain_counts
        from bot.lexicon.loader import load_glossary
        from bot.lexicon.review import findings

        try:
            glossary = load_glossary(session.settings.data)
            if faults := list(findings(glossary)):
                raise DataError(faults)
        except DataError as error:
            for fault in error.faults:
                click.echo(str(fault))
            click.echo(f"{len(error.faults)} fault{'s' if len(error.faults) != 1 else ''}", err=True)
            sys.exit(_FAULT)
        for domain, count in domain_counts(glossary.entries).items():
            if count:
                click.echo(f"{count:5} {domain.value}")
        click.echo(f"{len(glossary.entries):5} entries, {len(glossary.contrasts)} contrasts, no fault")

    return run


def _lines() -> Iterator[str]:
    """Yield the lines of standard input as they come, bad bytes replaced, each cut to a size worth reading."""
    for line in sys.stdin.buffer:
        yield line[:_MAX_LINE].decode("utf-8", "replace").rstrip("\r\n")


def _write_json(value: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def _history() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("naruhaya", appauthor=False)) / "history"
