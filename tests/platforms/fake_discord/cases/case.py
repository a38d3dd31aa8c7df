"""What a pair of bodies is, and the parts they are made of."""

from dataclasses import dataclass
from typing import Any

from tests.platforms.fake_discord.rules.kinds import Kind

Body = dict[str, Any]
NO_PINGS: Body = {"parse": []}
V2 = 1 << 15
QUIET = 1 << 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """``good`` passes; ``bad`` breaks ``rule`` at ``path`` and nothing else."""

    kind: Kind
    rule: str
    path: str
    good: object
    bad: object
    already_v2: bool = False

    @property
    def name(self) -> str:
        """What the test is called."""
        return f"{self.rule}-{self.path or 'body'}-{self.kind.name}"


def message(**parts: object) -> Body:
    """Return a message body with ``parts``."""
    return {"allowed_mentions": NO_PINGS, **parts}


def answer(type_: int, **data: object) -> Body:
    """Return an answer to an interaction."""
    return {"type": type_, "data": data}


def reply(**parts: object) -> Body:
    """Return the answer that shows a message."""
    return {"type": 4, "data": message(**parts)}


def row(*components: Body) -> Body:
    """Return an action row."""
    return {"type": 1, "components": list(components)}


def button(custom_id: str | None = "b", **parts: object) -> Body:
    """Return a button."""
    named: Body = {} if custom_id is None else {"custom_id": custom_id}
    return {"type": 2, "style": 2, "label": "Press", **named, **parts}


def menu(count: int = 2, **parts: object) -> Body:
    """Return a select menu with ``count`` options."""
    options = [{"label": f"Option {number}", "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options, **parts}


def text(content: str = "text", **parts: object) -> Body:
    """Return a text display."""
    return {"type": 10, "content": content, **parts}


def container(*components: Body) -> Body:
    """Return a container."""
    return {"type": 17, "components": list(components)}


def modal(*components: Body, **parts: object) -> Body:
    """Return the answer that opens a modal."""
    return {"type": 9, "data": {"custom_id": "m", "title": "Title", "components": list(components), **parts}}


def field(custom_id: str = "f", **parts: object) -> Body:
    """Return a text input."""
    return {"type": 4, "custom_id": custom_id, "style": 1, **parts}


def labelled(component: Body, **parts: object) -> Body:
    """Return a label around ``component``."""
    return {"type": 18, "label": "Label", "component": component, **parts}


def command(*options: Body, **parts: object) -> Body:
    """Return a slash command."""
    return {"type": 1, "name": "define", "description": "Look up", "options": list(options), **parts}


def option(name: str = "term", **parts: object) -> Body:
    """Return a string option."""
    return {"type": 3, "name": name, "description": "A term", **parts}
