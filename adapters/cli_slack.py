"""``naruhaya slack``: what an operator needs to set the Slack app up."""

import json
from collections.abc import Mapping

import click

from bot.settings import PREFIX


def slack_commands(environ: Mapping[str, str]) -> click.Group:
    """Return the ``slack`` group of commands, reading the prefix of the slash commands from ``environ``."""

    @click.group("slack", help="Set the Slack app up.")
    def group() -> None:
        pass

    group.add_command(_manifest(environ))
    return group


def _manifest(environ: Mapping[str, str]) -> click.Command:
    @click.command("manifest", help="Print the app's manifest: paste it where Slack asks for one.")
    @click.option("--url", metavar="URL", help="Public https address of the bot, for HTTP mode; else Socket Mode.")
    @click.option("--prefix", metavar="TEXT", help="Put before every slash command, where two apps clash.")
    def run(url: str | None, prefix: str | None) -> None:
        from adapters.slack_app.manifest import build_manifest

        chosen = environ.get(f"{PREFIX}SLACK_COMMAND_PREFIX", "").strip() if prefix is None else prefix
        if url is not None and not url.startswith("https://"):
            raise click.BadParameter("it must begin with https://: Slack posts to nothing else", param_hint="--url")
        click.echo(json.dumps(build_manifest(chosen, url), ensure_ascii=False, indent=2))

    return run
