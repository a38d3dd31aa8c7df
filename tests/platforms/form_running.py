"""A command that takes a form and a file, put in the place of one that ships: what the tests of forms share.

``/word`` (which takes no option of its own that matters here) opens the form of a card; the card's own command refuses
a meaning of ``no``, so that what was typed has to come back.
"""

from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from typing import Any

import pytest
from sqlalchemy import delete

from adapters.kept_forms import KeptForms
from adapters.platform import Core
from adapters.slack_app import manifest as slack_manifest
from bot.commands import actions
from bot.commands.catalog import COMMANDS, VISIBLE
from bot.commands.given import GivenFile
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.localized import Localized
from bot.reply import AnyButton, FormButton, FormChoice, FormField, Paragraph, Reply, Tone, plain
from bot.storage.team_tables import DraftRow

NAME = "word"
FORM_LABEL = "Suggest a word"
FILE_LABEL = "Import a file"
REFUSED = "refuse me"
"""A headword that is refused whatever it means."""
GATE = Event()
"""What a card that means ``late`` waits for."""


class Sort(StrEnum):
    """What a card is of."""

    NOUN = "noun"
    VERB = "verb"


class Way(StrEnum):
    """How the command answers."""

    OPEN = "open"
    OFFER = "offer"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is typed after the command."""

    way: Way = option(Localized("How", "方法"), name_ja="方法", default=Way.OPEN)
    file: GivenFile | None = option(Localized("A file", "ファイル"), name_ja="ファイル", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the form holds; ``number`` comes from the button itself."""

    number: int = option(Localized("A number", "番号"), minimum=0, maximum=9)
    headword: str = option(Localized("The word", "言葉"), maximum=20)
    meaning: str = option(Localized("What it means", "意味"), maximum=1000, default="")
    sort: Sort | None = option(Localized("Its sort", "種類"), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the form for a file holds."""

    file: GivenFile = option(Localized("A file", "ファイル"))
    note: str = option(Localized("A note", "メモ"), maximum=50, default="")


def card_form(headword: str = "", meaning: str = "") -> FormButton:
    """Return the form of a card."""
    return FormButton(
        FORM_LABEL,
        actions.build("card-save", 7),
        (
            FormField(name="headword", label="Word", value=headword, required=True, maximum=20),
            FormField(name="meaning", label="Meaning", value=meaning, multiline=True, placeholder="In a few words"),
            FormField(
                name="sort",
                label="Sort",
                choices=tuple(FormChoice(each.value, each.value.title()) for each in Sort),
            ),
        ),
    )


FILE_FORM = FormButton(
    FILE_LABEL,
    actions.build("sheet-save"),
    (
        FormField(name="file", label="File", is_file=True, required=True),
        FormField(name="note", label="Note", maximum=50),
    ),
)


def _offer(services: Services, invocation: Invocation, params: Ask) -> Ask:
    del services, invocation
    return params


def _offered(ask: Ask, view: View) -> Reply:
    del view
    if ask.file is not None:
        return Reply(title=plain(f"{ask.file.name}: {len(ask.file.content)} bytes"))
    form = FILE_FORM if ask.way is Way.FILE else card_form()
    # A second button: such a reply is shown, and its form opened by hand.
    more: tuple[AnyButton, ...] = (FILE_FORM,) if ask.way is Way.OFFER else ()
    return Reply(title=plain("A form"), buttons=(form, *more))


def _save_card(services: Services, invocation: Invocation, params: Card) -> Reply:
    del services, invocation
    if params.meaning == "late":
        GATE.wait(20)
        return Reply(title=plain("Not yet"), blocks=(Paragraph(plain("Late is no meaning.")),), tone=Tone.WARNING)
    if params.meaning == "no" or params.headword == REFUSED:
        return Reply(title=plain("Not yet"), blocks=(Paragraph(plain("No is no meaning.")),), tone=Tone.WARNING)
    if params.meaning == "bang":
        raise RuntimeError("bang")
    kept = f"{params.number} {params.headword} = {params.meaning or 'nothing'} ({params.sort or 'no sort'})"
    return Reply(title=plain("Kept"), blocks=(Paragraph(plain(kept)),), tone=Tone.SUCCESS)


def _save_sheet(services: Services, invocation: Invocation, params: Sheet) -> Reply:
    del services, invocation
    if not params.file.content.startswith(b"ok"):
        return Reply(title=plain("That is no sheet"), tone=Tone.WARNING)
    return Reply(title=plain(f"{params.file.name}: {len(params.file.content)} bytes, {params.note or 'no note'}"))


def _shown(reply: Reply, view: View) -> Reply:
    del view
    return reply


OPENER: CommandSpec[Ask, Ask] = CommandSpec(
    name=NAME,
    name_ja="今日の言葉",
    summary=Localized("Opens a form", "フォームを開く"),
    params=Ask,
    handler=_offer,
    presenter=_offered,
    opens_form=True,
)
CARD_SAVE: CommandSpec[Card, Reply] = CommandSpec(
    name="card-save",
    summary=Localized("Keeps a card", "カードを保存する"),
    params=Card,
    handler=_save_card,
    presenter=_shown,
    hidden=True,
)
SHEET_SAVE: CommandSpec[Sheet, Reply] = CommandSpec(
    name="sheet-save",
    summary=Localized("Takes a file", "ファイルを受け取る"),
    params=Sheet,
    handler=_save_sheet,
    presenter=_shown,
    hidden=True,
)


def install(patch: pytest.MonkeyPatch) -> None:
    """Put the commands into the catalogue, for one test, and give forms all the time a busy machine needs."""
    patch.setattr("adapters.discord_app.answering.OPEN_WITHIN_S", 20.0)
    patch.setattr("adapters.slack_app.form_actions.ACK_BY_S", 20.0)
    visible: tuple[CommandSpec[Any, Any], ...] = tuple(OPENER if each.name == NAME else each for each in VISIBLE)
    for module in ("adapters.discord_app.client", "adapters.slack_app.commands", slack_manifest.__name__):
        patch.setattr(f"{module}.VISIBLE", visible)
    for spec in (OPENER, CARD_SAVE, SHEET_SAVE):
        patch.setitem(COMMANDS, spec.name, spec)


def forget(core: Core) -> None:
    """Let ``core`` forget the forms it keeps in memory, as a restart does."""
    object.__setattr__(core, "forms", KeptForms(core.engine, core.worker, core.clock.now))


def forget_kept(core: Core) -> None:
    """Delete the forms that the database holds."""
    with core.engine.storage.open()._database.writer.begin() as connection:
        connection.execute(delete(DraftRow))
