"""A form as Discord's modal, and what a modal brings back.

Limits are Discord's: 5 labels of 45 characters, a title of 45, a text of 4,000, 25 options in a menu.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import discord

from adapters import given_files
from adapters.discord_app.people import Interaction
from adapters.form_ids import id_of
from adapters.forms import LONGEST_TEXT, typed
from adapters.sendable import cut, received, sendable
from bot.commands.given import MAX_GIVEN, GivenFile
from bot.commands.spec import Value
from bot.reply import MAX_FIELD_LABEL, FormButton, FormField

Given = Value | discord.Attachment
"""A value as it comes in: what lies on Discord's servers is fetched only when it is wanted."""

_MAX_TITLE = 45
_MAX_VALUE = 100
_BROKEN_LINE = (discord.DiscordException, OSError, TimeoutError)


class FormModal(discord.ui.Modal):
    """The fields of a form; what was filled in is answered by the client, so that it works after a restart too."""

    def __init__(self, form: FormButton) -> None:
        super().__init__(title=_seen(form.title or form.label, _MAX_TITLE), custom_id=str(id_of(form)))
        for field in form.fields:
            self.add_item(discord.ui.Label(text=_seen(field.label, MAX_FIELD_LABEL), component=_component(field)))
        # discord.py would keep it, and answer it itself, for as long as the process lives.
        self.stop()


def submitted(interaction: Interaction) -> dict[str, Given]:
    """Return what a modal was filled with, by the names of its fields; what was left empty is an empty text."""
    data: Any = interaction.data or {}
    attachments = (data.get("resolved") or {}).get("attachments") or {}
    given: dict[str, Given] = {}
    for field in _fields(data):
        name = received(str(field.get("custom_id", "")), _MAX_VALUE)
        chosen = field.get("values")
        if field.get("type") == discord.ComponentType.file_upload.value:
            files = [attachments[each] for each in chosen or () if each in attachments]
            if files:
                given[name] = discord.Attachment(data=files[0], state=interaction._state)  # noqa: SLF001 -- a modal that outlives its view is not read by discord.py
        elif chosen is not None:
            given[name] = received(str(chosen[0]), _MAX_VALUE) if chosen else ""
        else:
            given[name] = typed(str(field.get("value") or ""))
    return given


async def fetched(given: Mapping[str, Given]) -> dict[str, Value]:
    """Return ``given`` with the files themselves; a file that is too large is not fetched.

    Raises:
        FileRefused: a file is too large, or could not be fetched.
    """
    return {
        name: await _file(value) if isinstance(value, discord.Attachment) else value for name, value in given.items()
    }


async def _file(attachment: discord.Attachment) -> GivenFile:
    name = sendable(received(attachment.filename, given_files.MAX_NAME))
    if attachment.size > MAX_GIVEN:
        raise given_files.too_large(name)
    try:
        content = await attachment.read()
    except _BROKEN_LINE as error:
        raise given_files.unread(name) from error
    if len(content) > MAX_GIVEN:
        raise given_files.too_large(name)
    return GivenFile(name, content)


def _fields(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the fields: each lies in a label or, from older clients, in a row."""
    for component in data.get("components", ()):
        inner = component.get("component")
        yield from [inner] if inner else component.get("components", ())


def _seen(text: str, limit: int) -> str:
    """Return ``text`` for a place that must not be blank."""
    return cut(sendable(text).strip(), limit) or "…"


def _component(field: FormField) -> "discord.ui.Item[Any]":
    if field.is_file:
        return discord.ui.FileUpload(custom_id=field.name, required=field.required)
    if field.choices:
        options = [
            discord.SelectOption(
                label=_seen(choice.label, _MAX_VALUE), value=choice.value, default=choice.value == field.value
            )
            for choice in field.choices
        ]
        return discord.ui.Select(
            custom_id=field.name,
            options=options,
            placeholder=sendable(field.placeholder) or None,
            required=field.required,
            min_values=1 if field.required else 0,
        )
    value = sendable(field.value)[:LONGEST_TEXT]
    return discord.ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.long if field.multiline or "\n" in value else discord.TextStyle.short,
        default=value or None,
        placeholder=sendable(field.placeholder) or None,
        required=field.required,
        max_length=max(field.maximum, len(value)),
    )
