"""Reads a Reply the way a person does: as text."""

from adapters.console_text import render
from bot.reply import Button, Reply


def words(reply: Reply) -> str:
    """Return everything the reply says, buttons included."""
    return render(reply, interactive=False) + "\n".join(button.label for button in reply.buttons)


def action(reply: Reply, label: str) -> str:
    """Return the id of the button whose label contains ``label``."""
    return next(button.action for button in reply.buttons if label in button.label)


def actions(reply: Reply) -> list[str]:
    """Return the ids of the reply's plain buttons."""
    return [button.action for button in reply.buttons if isinstance(button, Button)]
