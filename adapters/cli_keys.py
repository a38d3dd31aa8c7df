"""``naruhaya keys``: the keys that seal Slack's tokens."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from bot.errors import ConfigError
from bot.settings import PREFIX

if TYPE_CHECKING:
    from adapters.cli import Session

_FAULT = 2
_SETTING = f"{PREFIX}TOKEN_KEYS"


def key_commands(environ: Mapping[str, str]) -> click.Group:
    """Return the ``keys`` group of commands, reading the keys from ``environ``."""

    @click.group("keys", help="Look after the keys that seal Slack's tokens.")
    def group() -> None:
        pass

    group.add_command(_new())
    group.add_command(_rotate(environ))
    return group


def _new() -> click.Command:
    @click.command("new", help=f"Print a new key for {_SETTING}.")
    def run() -> None:
        from cryptography.fernet import Fernet

        click.echo(Fernet.generate_key().decode())

    return run


def _rotate(environ: Mapping[str, str]) -> click.Command:
    @click.command("rotate", help=f"Seal all stored tokens anew with the first key of {_SETTING}.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
    @click.pass_obj
    def run(session: "Session", as_json: bool) -> None:
        from adapters.slack_app.rotation import rotate
        from adapters.slack_app.sealing import Sealer

        keys = [key.strip() for key in environ.get(_SETTING, "").split(",") if key.strip()]
        if not keys:
            raise ConfigError(f"{_SETTING} is not set: put the new key in front of the old one.")
        done = rotate(session.engine.storage, Sealer(keys))
        if as_json:
            click.echo(json.dumps({"ok": not done.unreadable, **asdict(done)}))
        else:
            click.echo(f"{done.resealed} sealed anew, {done.current} under the newest key already.")
            if done.unreadable:
                click.echo(f"{done.unreadable} open with none of the keys: is one missing from {_SETTING}?", err=True)
            elif len(keys) > 1:
                click.echo(f"Every token is under the first key: the others may be taken out of {_SETTING}.")
        if done.unreadable:
            sys.exit(_FAULT)

    return run
