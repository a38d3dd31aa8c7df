"""The ``naruhaya`` command; the only place that reads the environment and turns exceptions into exit codes.

Exit codes: 0 done, 1 nothing found, 2 bad arguments, settings, data or database.
"""

import os
import sys
from io import TextIOWrapper
from pathlib import Path

from adapters.memory import built_to_stay

_BAD = 2
_INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal without Japanese shows question marks rather than nothing at all.
            stream.reconfigure(errors="replace")
    try:
        _main()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def _main() -> None:
    # Imported here so that Ctrl-C is answered from the first moment on; most of the start is imports.
    with built_to_stay():
        import click

        from adapters import env_file
        from adapters.cli import build_cli
        from bot.errors import NaruhayaError

    try:
        build_cli(env_file.with_file(os.environ, Path.cwd())).main(prog_name="naruhaya", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "naruhaya"
        click.echo(f"{where}: {error.format_message()} ({where} --help explains)", err=True)
        sys.exit(_BAD)
    except click.Abort:
        sys.exit(_INTERRUPTED)
    except NaruhayaError as error:
        click.echo(f"naruhaya: {error}", err=True)
        sys.exit(_BAD)
    except BrokenPipeError:
        # The reader (head, a pager) has gone; Python must not complain about the rest while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
