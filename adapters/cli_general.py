"""``naruhaya jmdict``: builds the general dictionary from a file the operator has, and says what is built."""

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click
import msgspec

from bot.general.model import ATTRIBUTION, LICENCE_PAGE, Edition
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.general.build import Progress

_NOTHING_FOUND = 1
_STEP = 10
"""Per cent between two lines of progress where there is no terminal."""


class HasSettings(Protocol):
    """What these commands need of a session."""

    settings: Settings


def general_commands() -> click.Group:
    """Return the ``jmdict`` group."""

    @click.group("jmdict", help="The optional general dictionary, asked when the glossary does not know a word.")
    def group() -> None:
        pass

    group.add_command(_build())
    group.add_command(_status())
    return group


def _build() -> click.Command:
    @click.command("build", help="Build it from FILE, a JMdict XML file (.xml or .gz).")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.pass_obj
    def run(session: HasSettings, file: Path) -> None:
        from bot.general.build import build

        target = session.settings.jmdict
        with _Meter() as meter:
            edition = build(file, target, meter)
        click.echo(f"{_of(edition)} in {target} ({target.stat().st_size / 1e6:.1f} MB)")
        click.echo(_attribution(edition))

    return run


def _status() -> click.Command:
    @click.command("status", help="Say which dictionary is built, if any.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
    @click.pass_obj
    def run(session: HasSettings, as_json: bool) -> None:
        from bot.general.search import GeneralDictionary

        path = session.settings.jmdict
        dictionary = GeneralDictionary.open(path)
        edition, stale = None, False
        if dictionary:
            with closing(dictionary):
                edition, stale = dictionary.edition, dictionary.is_stale()
        if as_json:
            shape = {
                "path": str(path),
                "source": edition.source if edition else None,
                "date": edition.created.isoformat() if edition and edition.created else None,
                "licence": edition.licence if edition else None,
                "entries": edition.entries if edition else 0,
                "stale": stale,
            }
            click.echo(msgspec.json.encode(shape))
        elif edition:
            click.echo(f"{_of(edition)} in {path} ({path.stat().st_size / 1e6:.1f} MB)")
            click.echo(_attribution(edition))
            if stale:
                click.echo("It was built by another version, which folded words differently: build it anew.")
        else:
            click.echo(f"There is no general dictionary in {path}; naruhaya jmdict build FILE makes it.")
        if not dictionary:
            sys.exit(_NOTHING_FOUND)

    return run


def _of(edition: Edition) -> str:
    date = f" of {edition.created.isoformat()}" if edition.created else ""
    return f"{edition.source}{date}: {edition.entries:,} entries, {edition.keys:,} readings"


def _attribution(edition: Edition) -> str:
    return f"{edition.source} is the property of the {ATTRIBUTION}, used under {edition.licence}: {LICENCE_PAGE}"


class _Meter:
    """Shows progress on standard error: one line that changes on a terminal, else a line for every tenth."""

    def __init__(self) -> None:
        self._changing = sys.stderr.isatty()
        self._step = 0

    def __enter__(self) -> "_Meter":
        return self

    def __exit__(self, *_: object) -> None:
        if self._changing and self._step:
            click.echo(err=True)

    def __call__(self, progress: "Progress") -> None:
        """Show ``progress`` if it is worth a line."""
        step = progress.read * 100 // max(1, progress.total)
        if not self._changing:
            step -= step % _STEP
        if step > self._step:
            self._step = step
            text = f"JMdict: {step} % read, {progress.entries:,} entries"
            click.echo(f"\r{text}" if self._changing else text, nl=not self._changing, err=True)
