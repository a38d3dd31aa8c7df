"""``naruhaya srs``: what people remember, for who runs the bot."""

import sys
from dataclasses import asdict
from typing import Protocol

import click
import msgspec

from bot.commands.replaying import replay_all
from bot.engine import Engine

_FAULT = 2


class HasEngine(Protocol):
    """What these commands need of a session."""

    @property
    def engine(self) -> Engine:
        """The engine on the chosen database."""


def srs_commands() -> click.Group:
    """Return the ``srs`` group of commands."""

    @click.group("srs", help="Look after the cards that reviews rest on.")
    def group() -> None:
        pass

    group.add_command(_replay())
    return group


def _replay() -> click.Command:
    @click.command("replay", help="Rebuild every card from the log of reviews, and say how many differ.")
    @click.option("--repair", is_flag=True, help="Keep the cards as their log makes them.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
    @click.pass_obj
    def run(session: HasEngine, repair: bool, as_json: bool) -> None:
        done = replay_all(session.engine.storage, repair=repair)
        well = repair or not done.differ
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode({"ok": well, **asdict(done)}) + b"\n")
        else:
            said = "were put right" if repair else "differ from their log"
            click.echo(f"{done.people} people, {done.cards} cards, {done.reviews} reviews: {done.differ} {said}.")
        if not well:
            sys.exit(_FAULT)

    return run
