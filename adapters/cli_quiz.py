"""``naruhaya quiz``: plays a quiz; ``naruhaya quiz generate`` prints items for those who want to look at many."""

import sys
from itertools import islice
from random import Random
from typing import Protocol

import click
import msgspec

from adapters.programs import Json
from bot.engine import Engine
from bot.lexicon.model import Domain
from bot.localized import Locale
from bot.quiz.items import ALL_KINDS, endless_items
from bot.quiz.model import Item, ItemKind
from bot.text.scripts import is_kana

_NOTHING_FOUND = 1


class HasEngine(Protocol):
    """What these commands need of a session."""

    @property
    def engine(self) -> Engine:
        """The engine on the chosen data."""


def quiz_commands(play: click.Command) -> click.Group:
    """Return ``play`` as a group: alone it does what it did, with a program's name behind it that program runs."""
    callback = play.callback

    @click.pass_context
    def run(context: click.Context, /, **given: object) -> None:
        if context.invoked_subcommand is None and callback is not None:
            context.invoke(callback, **given)

    group = click.Group(play.name, params=play.params, callback=run, help=play.help, invoke_without_command=True)
    group.add_command(_generate())
    return group


def item_shape(item: Item, locale: Locale) -> dict[str, Json]:
    """Return an item in one language."""
    return {
        "id": item.id,
        "entry_id": item.entry_id,
        "kind": item.kind.value,
        "stem": item.stem.in_(locale),
        "options": [
            {"text": option.text.in_(locale), "entry_id": option.entry_id, "reason": option.reason.in_(locale)}
            for option in item.options
        ],
        "key": item.key,
        "answers": [_as_typed(answer) for answer in item.answers],
        "domain": item.domain.value if item.domain else None,
        "level": item.level,
    }


def _as_typed(answer: str) -> str:
    """Return an accepted spelling without the marks of a reading that steer the romaji."""
    return answer.replace(" ", "").replace("・", "") if is_kana(answer) else answer


def _generate() -> click.Command:
    @click.command("generate", help="Print quiz items, one JSON object a line; the same seed prints the same items.")
    @click.option("--n", "number", type=click.IntRange(1), default=10, show_default=True, help="How many items.")
    @click.option("--seed", type=int, default=0, show_default=True, help="Where chance starts.")
    @click.option("--domain", type=click.Choice([each.value for each in Domain]), help="Only words of this field.")
    @click.option("--level", type=click.IntRange(1, 5), help="Only words of this level.")
    @click.option("--kind", type=click.Choice([each.value for each in ItemKind]), help="Only this kind of question.")
    @click.option(
        "--lang",
        type=click.Choice([each.value for each in Locale]),
        default=Locale.EN.value,
        show_default=True,
        help="Language of texts.",
    )
    @click.pass_obj
    def run(
        session: HasEngine,
        number: int,
        seed: int,
        domain: str | None,
        level: int | None,
        kind: str | None,
        lang: str,
    ) -> None:
        kinds = ALL_KINDS if kind is None else (ItemKind(kind),)
        field = None if domain is None else Domain(domain)
        items = endless_items(session.engine.glossary, Random(seed), kinds=kinds, domain=field, level=level)  # noqa: S311 -- a quiz is no secret
        printed = 0
        for item in islice(items, number):
            sys.stdout.buffer.write(msgspec.json.encode(item_shape(item, Locale(lang))) + b"\n")
            printed += 1
        sys.stdout.buffer.flush()
        if not printed:
            click.echo(
                "There are no questions with these limits: leave out the field, the level or the kind.", err=True
            )
            sys.exit(_NOTHING_FOUND)

    return run
