"""The dialogue that asks for one line of text."""

from typing import Any, Self

import discord

from adapters.discord_app.render import ASK
from adapters.sendable import cut, received
from bot.commands import actions
from bot.commands.catalog import COMMANDS
from bot.localized import Locale, Localized

_FIELD = "text"
_LONGEST = 120
_MAX_TITLE = 45
_MAX_LABEL = 45
_MAX_CUSTOM_ID = 100
_ANSWER = Localized("Answer", "答え")


class AskModal(discord.ui.Modal):
    """One line to type; what was typed is answered by the client, so that it works after a restart too."""

    def __init__(self, action: str, title: str, locale: Locale) -> None:
        super().__init__(title=cut(title, _MAX_TITLE) or "…", custom_id=f"{ASK}{action}"[:_MAX_CUSTOM_ID])
        label, longest = _asked(action, locale)
        field: discord.ui.TextInput[Self] = discord.ui.TextInput(custom_id=_FIELD, max_length=longest)
        self.add_item(discord.ui.Label(text=cut(label, _MAX_LABEL), component=field))
        # discord.py would keep it, and answer it itself, for as long as the process lives.
        self.stop()


def typed(data: Any) -> str:
    """Return the text of a submitted modal: its input lies in a label or, from older clients, in a row."""
    for component in data.get("components", ()):
        inner = component.get("component")
        for field in [inner] if inner else component.get("components", ()):
            if field.get("custom_id") == _FIELD:
                return received(str(field.get("value", "")), _LONGEST)
    return ""


def _asked(action: str, locale: Locale) -> tuple[str, int]:
    """Return what the next option of ``action`` is called, and how long it may be."""
    command, values = actions.parse(action)
    spec = COMMANDS.get(command)
    options = spec.options[len(values) :] if spec else ()
    if not options:
        return _ANSWER.in_(locale), _LONGEST
    return options[0].description.in_(locale), min(options[0].maximum or _LONGEST, _LONGEST)
