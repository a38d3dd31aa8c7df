"""``naruhaya init``: asks for what the platforms need, writes it to ``.env``, and says where to click."""

import base64
import binascii
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import click

from adapters import env_file
from bot.settings import PREFIX

_VIEW_CHANNEL, _SEND_MESSAGES, _SEND_MESSAGES_IN_THREADS = 1 << 10, 1 << 11, 1 << 38
_PERMISSIONS = _VIEW_CHANNEL | _SEND_MESSAGES | _SEND_MESSAGES_IN_THREADS
"""What the bot needs to post by itself: rounds of the quiz, and the hello on joining. Answers need none."""
_AUTHORIZE = "https://discord.com/oauth2/authorize"
_MANIFEST = "slack-manifest.json"


def init_command(environ: Mapping[str, str]) -> click.Command:
    """Return the command; what ``environ`` holds is offered as the answer."""

    @click.command("init", help="Set the bot up: ask for tokens, write .env, print the invite link and the manifest.")
    def run() -> None:
        folder = Path.cwd()
        given: list[tuple[str, str]] = []
        if click.confirm("Discord?", default=True):
            given.extend(_discord(environ))
        if click.confirm("Slack?", default=True):
            given.extend(_slack(environ, folder))
        path = folder / env_file.NAME
        env_file.write(path, given)
        click.echo(f"\nWritten to {path}, readable for you alone. Next: naruhaya doctor, then naruhaya run")

    return run


def invite_links(token: str) -> tuple[str, str] | None:
    """Return the links that add the bot to a server and to one's own account; None for what is no bot's token.

    The first part of a token is the id of the bot, which is that of its application.
    """
    head = token.partition(".")[0]
    try:
        client_id = base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    if not client_id.isdecimal():
        return None
    server = {
        "client_id": client_id, "scope": "bot applications.commands", "permissions": _PERMISSIONS,
        "integration_type": 0,
    }  # fmt: skip
    person = {"client_id": client_id, "scope": "applications.commands", "integration_type": 1}
    return f"{_AUTHORIZE}?{urlencode(server)}", f"{_AUTHORIZE}?{urlencode(person)}"


def _discord(environ: Mapping[str, str]) -> list[tuple[str, str]]:
    click.echo("On https://discord.com/developers/applications make a New Application; Bot → Reset Token shows it.")
    while True:
        token = _secret("Discord bot token", environ, "DISCORD_TOKEN")
        links = invite_links(token)
        if links:
            break
        click.echo("That is not a bot's token: it has three parts with dots between them.")
    click.echo(f"\nAdd it to a server:       {links[0]}\nAdd it to your account:  {links[1]}\n")
    return [(f"{PREFIX}DISCORD_TOKEN", token)]


def _slack(environ: Mapping[str, str], folder: Path) -> list[tuple[str, str]]:
    from adapters.slack_app.manifest import build_manifest

    prefix = environ.get(f"{PREFIX}SLACK_COMMAND_PREFIX", "").strip()
    manifest = json.dumps(build_manifest(prefix), ensure_ascii=False, indent=2)
    (folder / _MANIFEST).write_text(f"{manifest}\n", "utf-8")
    click.echo(
        f"The app's manifest is in {_MANIFEST}. On https://api.slack.com/apps: Create New App → From a manifest."
    )
    click.echo("Then Install App, and Basic Information → App-Level Tokens with the scope connections:write.")
    asked = (("Bot User OAuth Token", "SLACK_BOT_TOKEN", "xoxb-"), ("App-level token", "SLACK_APP_TOKEN", "xapp-"))
    return [(f"{PREFIX}{name}", _beginning(label, environ, name, start)) for label, name, start in asked]


def _beginning(label: str, environ: Mapping[str, str], name: str, start: str) -> str:
    while True:
        value = _secret(f"{label} ({start}…)", environ, name)
        if value.startswith(start):
            return value
        click.echo(f"It must begin with {start}.")


def _secret(label: str, environ: Mapping[str, str], name: str) -> str:
    """Ask for a token; what is set already need not be typed again."""
    known = environ.get(f"{PREFIX}{name}", "")
    shown = f"{label} [the one set now]" if known else label
    value: str = click.prompt(shown, default=known, show_default=False, hide_input=sys.stdin.isatty())
    return value.strip()
